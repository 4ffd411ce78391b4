"""Word: a document with real styles, which people edit. It walks the report and orders, rounds and hides nothing."""

from heard.reports.formats.word.document import render_word

__all__ = ["render_word"]
