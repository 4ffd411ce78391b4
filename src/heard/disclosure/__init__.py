"""What may be shown to whom: every table passes through here before a finding, a chart or a page sees it."""

from heard.disclosure.protect import protect
from heard.disclosure.protected import ProtectedTables

__all__ = ["ProtectedTables", "protect"]
