"""A programme folder from end to end: check, analyse, report, release, attack. The first thing to import."""

from heard.programme.analyse import Analysis, analyse
from heard.programme.attack import attack_releases
from heard.programme.check import check_programme
from heard.programme.release import release_tables
from heard.programme.report import write_report
from heard.programme.synthesise import make_programme

__all__ = [
    "Analysis",
    "analyse",
    "attack_releases",
    "check_programme",
    "make_programme",
    "release_tables",
    "write_report",
]
