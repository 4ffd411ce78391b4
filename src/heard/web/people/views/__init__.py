"""Pages for people who work with the site: signing in, their own account, the members of a council, its log."""
