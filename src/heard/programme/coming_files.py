"""Which files of responses come out of a copy, and what they are called here."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from heard.base.messages import name_some
from heard.base.problems import Problem
from heard.catalogue import Catalogue
from heard.dataset.codebook import build_codebook
from heard.dataset.exports.column_map import ENDING, map_beside
from heard.dataset.exports.ours import Ours, ours_of
from heard.dataset.exports.response_file import ResponseFile
from heard.dataset.reading import READERS
from heard.programme.archive import list_files
from heard.programme.folder import RESPONSES, open_programme

Place = tuple[str, str]  # wave, area


def choose_files(
    theirs: Path, ours: Path, new: set[Place], catalogue: Catalogue
) -> tuple[Mapping[str, str], list[Problem]]:
    """Files whose answers are all new, by what they are called here; one of which some are here cannot be taken.

    A column map comes with its file and under its name.
    """
    chosen: dict[str, str] = {}
    wrong = []
    programme = open_programme(theirs, catalogue)
    columns = ours_of(build_codebook(catalogue, programme.waves, programme.areas))
    for name in list_files(theirs):
        if not name.startswith(f"{RESPONSES}/") or Path(name).suffix.lower() not in READERS:
            continue  # what is no table is not read, and the check says so
        places = _list_places(theirs / name, columns)
        known = sorted(f"{area} ({wave})" for wave, area in places - new)
        if places and not known:
            chosen |= _name_here(name, theirs, ours)
        elif places & new:
            words = f"holds answers that are here already, of {name_some(known)}, beside new ones. Put the new ones"
            wrong.append(Problem(name, f"{words} into a file of their own."))
    return chosen, wrong


def _list_places(file: Path, columns: Ours) -> set[Place]:
    found: set[Place] = set()
    for rows in ResponseFile(file, columns).slices():
        found.update(rows.select("wave", "area").drop_nulls().unique().iter_rows())
    return found


def _name_here(name: str, theirs: Path, ours: Path) -> Mapping[str, str]:
    """The file and its column map by what they are called here: as there, or where another file of any kind has that
    name, as the content gives. Of two files of one name a map would not say whose it is."""
    path, beside = Path(name), map_beside(theirs / name)
    stems = {_stem_of(each) for each in list_files(ours)} if ours.is_dir() else set()
    stem = path.stem
    if _stem_of(name) in stems:
        with (theirs / name).open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        stem = f"{path.stem[:100]}-{digest[:12]}"
    named = {name: str(path.with_name(f"{stem}{path.suffix}"))}
    if beside is not None:
        named[str(path.with_name(beside.name))] = str(path.with_name(f"{stem}{ENDING}"))
    return named


def _stem_of(name: str) -> str:
    path = Path(name.removesuffix(ENDING)) if name.endswith(ENDING) else Path(name).with_suffix("")
    return str(path).casefold()
