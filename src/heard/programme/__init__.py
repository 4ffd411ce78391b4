"""A programme folder from end to end: check, analyse, report, release, attack. The first thing to import.

Each name is loaded when first asked for: opening a folder needs nothing of what writes reports.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
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

_HOMES = {
    "AnalysedWave": "wave",
    "Analysis": "analysis_files",
    "analyse": "analysis_files",
    "attack_releases": "attack",
    "check_programme": "check",
    "make_programme": "synthesise",
    "open_programme": "folder",
    "read_release": "released",
    "read_wave": "wave",
    "release_tables": "release",
    "write_report": "report",
}


def __getattr__(name: str) -> object:
    if name in _HOMES:
        return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    raise AttributeError(f"heard.programme offers no {name}")
