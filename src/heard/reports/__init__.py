"""Reports: a full description of what is to be shown, and the renderers that walk it.

Each name is loaded when it is asked for: pages of the site need places, kinds and formats, and no library that counts.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from heard.reports.additions import Additions, Place, Quotation, ThemeShare
    from heard.reports.facts import ReportFacts
    from heard.reports.formats.html import render_html
    from heard.reports.formats.pdf import render_pdf
    from heard.reports.formats.word import render_word
    from heard.reports.kinds.full import build_full, build_full_report
    from heard.reports.material import Material
    from heard.reports.outputs import OUTPUTS, Format, Kind
    from heard.reports.report import Report

__all__ = [
    "OUTPUTS",
    "Additions",
    "Format",
    "Kind",
    "Material",
    "Place",
    "Quotation",
    "Report",
    "ReportFacts",
    "ThemeShare",
    "build_full",
    "build_full_report",
    "render_html",
    "render_pdf",
    "render_word",
]

_HOMES = {
    "OUTPUTS": "outputs",
    "Additions": "additions",
    "Format": "outputs",
    "Kind": "outputs",
    "Material": "material",
    "Place": "additions",
    "Quotation": "additions",
    "Report": "report",
    "ReportFacts": "facts",
    "ThemeShare": "additions",
    "build_full": "kinds.full",
    "build_full_report": "kinds.full",
    "render_html": "formats.html",
    "render_pdf": "formats.pdf",
    "render_word": "formats.word",
}


def __getattr__(name: str) -> object:
    """One of `__all__`, with what it needs."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
