"""The child's pages. None of them knows a session or a user; what is under way comes from the browser's cookie."""
