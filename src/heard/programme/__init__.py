"""A programme folder from end to end: check, analyse, report. The first thing to import."""

from heard.programme.analyse import Analysis, analyse
from heard.programme.check import check_programme
from heard.programme.demo import Demo, prepare_demo
from heard.programme.report import write_report
from heard.programme.synthesise import make_programme

__all__ = [
    "Analysis",
    "Demo",
    "analyse",
    "check_programme",
    "make_programme",
    "prepare_demo",
    "write_report",
]
