"""The worker's part in copies that are brought in: unpacking, comparing, bringing in. It alone loads data frames.

Nothing here is done twice: every attempt first finishes what a killed one left, and finds the rest to be the same.
"""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings

from heard.base.errors import InputProblems
from heard.base.files import temporary_folder
from heard.base.problems import Severity
from heard.web.people.queries import list_council_codes, name_councils
from heard.web.policy import MOST_UNPACKED, MOST_UNPACKED_FILES, MOST_UNPACKED_RATIO
from heard.web.programmes.imports import NotBroughtIn
from heard.web.tenancy import in_council
from heard.web.waves.queries import State, find_wave

if TYPE_CHECKING:
    from heard.programme.comparison import Comparison

Say = Callable[[str, int, int], None]
Told = dict[str, Any]
CHANGED = (
    "The programme folder here was changed since the copy was compared with it. Nothing was brought in; look at what "
    "the copy would bring now."
)


def compare_file(file: Path, digest: str, say: Say) -> Told:
    """What it would bring and all that is wrong with it, as `Import.told` keeps it."""
    finish_killed()
    try:
        with _unpacked(file, digest, say) as theirs:
            return _tell(_compare(theirs, say))
    except InputProblems as error:
        problems = [[each.severity.value, each.sentence()] for each in error.problems]
        return {"problems": problems, "is_usable": False, "brings_nothing": False, "is_unpublished": False}


def finish_killed() -> bool:
    """Put in place what an attempt that was killed had decided; whether there was anything."""
    from heard.programme.importing import go_on

    return go_on(_programme())


def bring_in_file(file: Path, digest: str, told: Told, say: Say) -> None:
    """Bring in what was read in `told`. Raises NotBroughtIn where the copy or the folder is another one by now."""
    from heard.programme.importing import bring_in

    with _unpacked(file, digest, say) as theirs:
        comparison = _compare(theirs, say)
        if comparison.brings_nothing and comparison.is_usable:
            return  # an attempt before this one brought it in
        if comparison.fingerprint != told["fingerprint"] or _list_unopened(comparison):
            raise NotBroughtIn(CHANGED)
        say("Bringing the copy in", 0, 0)
        bring_in(theirs, _programme(), comparison)


@contextmanager
def _unpacked(file: Path, digest: str, say: Say) -> Iterator[Path]:
    """Beside the file, in a folder of its owner's that is gone afterwards."""
    from heard.programme.unpacking import Limits, unpack

    say("Unpacking the copy", 0, 0)
    with file.open("rb") as content:
        if hashlib.file_digest(content, "sha256").hexdigest() != digest:
            raise NotBroughtIn(
                "The file on the site's disk is not the one that was brought. Nothing was brought in."
            )
    limits = Limits(MOST_UNPACKED_FILES, MOST_UNPACKED, MOST_UNPACKED_RATIO)
    with temporary_folder(file.parent) as temporary:
        unpack(
            file,
            temporary / "copy",
            limits,
            say=lambda done, total: say("Unpacking the copy", done, total),
        )
        yield temporary / "copy"


def _compare(theirs: Path, say: Say) -> "Comparison":
    from heard.programme.comparison import compare

    say("Checking the copy and comparing it with the folder here", 0, 0)
    return compare(theirs, _programme())


def _tell(comparison: "Comparison") -> Told:
    problems = [[each.severity.value, each.sentence()] for each in comparison.problems]
    problems += [[Severity.ERROR.value, sentence] for sentence in _list_unopened(comparison)]
    return {
        "problems": problems,
        "is_usable": not any(severity == Severity.ERROR.value for severity, _ in problems),
        "brings_nothing": comparison.brings_nothing,
        "is_unpublished": comparison.is_unpublished,
        "is_first": comparison.is_first,
        "fingerprint": comparison.fingerprint,
        "tables": {name: [each.new, each.same] for name, each in comparison.tables.items()},
        "new": [list(each) for each in comparison.new],
        "same": [list(each) for each in comparison.same],
        "entries": comparison.entries,
    }


def _list_unopened(comparison: "Comparison") -> list[str]:
    """Answers of a wave that is run here come into the folder by its opening, once, and by nothing else."""
    ours = dict(name_councils(list_council_codes()))
    said = []
    for wave, area, _ in comparison.new:
        if area in ours:
            with in_council(area):
                facts = find_wave(wave)
            if facts is not None and facts.state is not State.OPENED:
                said.append(
                    f"{ours[area]} runs wave {wave} on this site, and its answers are not opened yet. They come in by "
                    "their opening. Take its answers of this wave out of the copy."
                )
    return said


def _programme() -> Path:
    path: Path = settings.HEARD.home / "programme"
    return path
