"""Reports: a full description of what is to be shown, and the renderers that walk it."""

from heard.reports.facts import ReportFacts
from heard.reports.full import build_full_report
from heard.reports.html import render_html
from heard.reports.report import Report

__all__ = ["Report", "ReportFacts", "build_full_report", "render_html"]
