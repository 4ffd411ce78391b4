"""Words and figures of the programme's pages: one module a page."""
