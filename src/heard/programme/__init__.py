"""A programme folder from end to end: check, analyse, report, release, attack. The first thing to import."""

from heard.programme.analysis_files import Analysis, analyse
from heard.programme.attack import attack_releases
from heard.programme.check import check_programme
from heard.programme.folder import open_programme
from heard.programme.release import release_tables
from heard.programme.released import read_release
from heard.programme.report import write_report
from heard.programme.synthesise import make_programme
from heard.programme.wave import AnalysedWave, read_wave

__all__ = [
    "AnalysedWave",
    "Analysis",
    "analyse",
    "attack_releases",
    "check_programme",
    "make_programme",
    "open_programme",
    "read_release",
    "read_wave",
    "release_tables",
    "write_report",
]
