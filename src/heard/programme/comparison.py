"""A copy of a programme folder beside the folder that is here: what it would bring, and all that forbids it.

Answers are compared by council and wave with the digests that the ledger knows them by, so that neither the order of
rows nor the kind of file matters. Nothing that is here is ever written over.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from heard.analysis.frames import ALL
from heard.base.errors import InputProblems, UserError
from heard.base.messages import name_some
from heard.base.problems import Problem, has_errors
from heard.catalogue import Catalogue, load_catalogue
from heard.dataset.toml_tables import parse_toml
from heard.disclosure.ledger import DamagedLedger, Ledger, take_snapshots
from heard.disclosure.ledger.joining import Relation, relate
from heard.disclosure.ledger.ledger import find_key, new_key
from heard.programme.archive import held, list_files
from heard.programme.check import check_programme
from heard.programme.coming_files import Place, choose_files
from heard.programme.folder import LEDGER, RESPONSES, SETTINGS, ensure_stored, open_programme
from heard.programme.side_files import STANDS_FOR, Joined, join

NOT_COUNTED = (f"{LEDGER}/facts/", f"{LEDGER}/snapshots/", f"{LEDGER}/next")  # the entries name them

Digests = Mapping[str, tuple[str, int]]  # by survey: of the answers, and how many there are
Answers = Mapping[Place, Digests]


@dataclass(frozen=True)
class Comparison:
    """What a copy would bring. It can be brought in only where nothing in `problems` is an error.

    fingerprint: of the folder here as it was compared. is_first: there is no programme here yet. tables: by file.
    new, same: wave, area and number of responses. files: response files to be taken, by what each is called here.
    entries: how many entries of the ledger would be taken over. is_unpublished: new answers, and no ledger with them.
    """

    problems: tuple[Problem, ...]
    fingerprint: str
    is_first: bool = False
    tables: Mapping[str, Joined] = field(default_factory=dict)
    new: tuple[tuple[str, str, int], ...] = ()
    same: tuple[tuple[str, str, int], ...] = ()
    files: Mapping[str, str] = field(default_factory=dict)
    entries: int = 0
    is_unpublished: bool = False

    @property
    def is_usable(self) -> bool:
        """Whether it can be brought in."""
        return not has_errors(self.problems)

    @property
    def brings_nothing(self) -> bool:
        """Whether everything in it is here already."""
        tables = any(each.content is not None for each in self.tables.values())
        return not (self.is_first or tables or self.files or self.entries)


def take_fingerprint(folder: Path) -> str:
    """Of every file of the programme, by name and content. UserError where one is a link."""
    digest = hashlib.sha256()
    for name in list_files(folder):
        if not name.startswith(NOT_COUNTED):
            with (folder / name).open("rb") as file:
                content = hashlib.file_digest(file, "sha256").hexdigest()
            digest.update(f"{name}\n{content}\n".encode())
    return digest.hexdigest()


def compare(theirs: Path, ours: Path) -> Comparison:
    """Hold the folder of an unpacked copy beside the one here. Everything wrong is found at once where it can be."""
    fingerprint, ledger = _look(ours)
    problems = check_programme(theirs)
    if has_errors(problems):
        return Comparison(problems, fingerprint)
    found = list(problems)
    try:
        return _compare(theirs, ours, ledger, found, fingerprint)
    except InputProblems as error:
        found += error.problems
    except UserError as error:
        found.append(Problem(LEDGER, str(error)))
    return Comparison(tuple(found), fingerprint)


def _look(ours: Path) -> tuple[str, Ledger]:
    if not ours.is_dir():
        return take_fingerprint(ours), Ledger.open(ours / LEDGER)
    with held(ours) as ledger:
        return take_fingerprint(ours), ledger


def _compare(theirs: Path, ours: Path, ledger: Ledger, found: list[Problem], fingerprint: str) -> Comparison:
    catalogue = load_catalogue()
    is_first = not (ours / SETTINGS).is_file()
    found += _check_first(ours) if is_first else _compare_settings(theirs, ours)
    copied = _open_copied(theirs)
    relation = relate(ledger, copied)
    key = find_key(ledger) or find_key(copied) or new_key()
    tables = {file: join(file, ours, theirs) for file in STANDS_FOR}
    found += [problem for file, joined in tables.items() for problem in joined.problems(file)]
    if has_errors(found):
        return Comparison(tuple(found), fingerprint)
    there = _read_answers(theirs, catalogue, key)
    here = {} if is_first else _read_answers(ours, catalogue, key)
    new = {place for place in there if place not in here}
    files, wrong = choose_files(theirs, ours, new, catalogue)
    found += [*_check_answers(there, here), *wrong]
    if relation is not Relation.THEIRS_GOES_ON:
        found += _check_published(ledger, there, new)
    return Comparison(
        tuple(found),
        fingerprint,
        is_first,
        tables,
        new=_count(there, new),
        same=_count(there, there.keys() - new),
        files=files,
        entries=max(0, len(copied.entries) - len(ledger.entries)),
        is_unpublished=bool(new) and not copied.entries,
    )


def _open_copied(theirs: Path) -> Ledger:
    """The copy's ledger; InputProblems where it is not whole."""
    try:
        ledger = Ledger.open(theirs / LEDGER)
        find_key(ledger)
    except DamagedLedger as error:
        raise InputProblems([Problem("The copy", str(error))]) from None
    return ledger


# --- Settings -----------------------------------------------------------------------------------------


def _check_first(ours: Path) -> list[Problem]:
    """A folder without programme.toml may hold nothing that a copy could contradict unseen."""
    left = [name for name in list_files(ours) if not name.startswith(f"{LEDGER}/")]
    if not left:
        return []
    return [
        Problem(SETTINGS, f"is not here, and {name_some(left)} is. Put it back first, or take the rest away.")
    ]


def _compare_settings(theirs: Path, ours: Path) -> list[Problem]:
    """The copy may know fewer waves than are here; everything else must be the same."""
    here, there = (dict(parse_toml(folder / SETTINGS)) for folder in (ours, theirs))
    waves, known = _by_key(there.pop("waves", [])), _by_key(here.pop("waves", []))
    different = sorted(key for key in {*here, *there} if here.get(key) != there.get(key))
    different += [f"wave {key}" for key, wave in waves.items() if known.get(key) != wave]
    if not different:
        return []
    words = "is otherwise here than in the copy. Make the two alike, here or before the copy is taken"
    return [Problem(SETTINGS, f"{name_some(different)} {words}.")]


def _by_key(waves: object) -> Mapping[str, object]:
    listed = waves if isinstance(waves, list) else []
    return {str(each.get("key")): each for each in listed if isinstance(each, dict)}


# --- Answers ------------------------------------------------------------------------------------------


def _read_answers(folder: Path, catalogue: Catalogue, key: bytes) -> Answers:
    """Of each council and wave that has any, every survey's, those without answers too."""
    programme = open_programme(folder, catalogue)
    if not programme.response_files:
        return {}
    stored = ensure_stored(programme, catalogue)
    found: dict[Place, dict[str, tuple[str, int]]] = {}
    for wave in stored.codebook.waves:
        for each in take_snapshots(stored, wave, programme.areas, key).values():
            count = each.rows.filter(pl.col("group") == ALL).height
            found.setdefault((wave, each.area), {})[each.survey] = each.digest, count
    return {place: own for place, own in found.items() if _total(own)}


def _check_answers(there: Answers, here: Answers) -> Iterable[Problem]:
    for wave, area in sorted(place for place in there if place in here):
        own, copied = here[wave, area], there[wave, area]
        if own != copied:
            words = (
                f"{_total(copied):,} responses in the copy, {_total(own):,} here, and they are not the same"
            )
            yield Problem(
                RESPONSES, f"{area}, wave {wave}: {words}. Answers that are here are never replaced."
            )


def _check_published(ledger: Ledger, there: Answers, new: set[Place]) -> Iterable[Problem]:
    """Answers that something was published of here, and that are not here any more, come back as they were."""
    newest = {place: digest for entry in ledger.entries for place, digest in entry.snapshots.items()}
    for wave, area in sorted(new):
        for survey, (digest, _) in there[wave, area].items():
            if newest.get(f"{wave}/{area}/{survey}", digest) != digest:
                words = f"{area}, wave {wave}, ages {survey}: the ledger here was written of other answers than these."
                yield Problem(LEDGER, f"{words} It would say what is not so.")


def _count(answers: Answers, places: Iterable[Place]) -> tuple[tuple[str, str, int], ...]:
    return tuple((wave, area, _total(answers[wave, area])) for wave, area in sorted(places))


def _total(digests: Digests) -> int:
    return sum(count for _, count in digests.values())
