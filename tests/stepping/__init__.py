"""The site with one more kind of work, which only tests have: it takes steps, and can be killed between any two."""
