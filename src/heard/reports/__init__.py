"""Reports: a full description of what is to be shown, and the renderers that walk it."""

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
