"""What is attacked by itself: one council's wave, as one audience reads it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from hashlib import sha256

import polars as pl

from heard.base.places import NATION
from heard.disclosure.attack.council import Found
from heard.disclosure.attack.releases import Audience, Release
from heard.disclosure.attack.truth import CouncilTruth, Truth

MOST_KEPT = 2_000  # some twelve for each council of a large programme


@dataclass(frozen=True, slots=True)
class Task:
    """One council's wave as one audience reads it: what can be attacked in a process of its own.

    `audience` holds the rows of that wave and council only; `truth`, `insiders` and `national`: as `attack_council`
    takes them.
    """

    audience: Audience
    wave: str
    area: str
    truth: CouncilTruth | None
    insiders: bool
    national: tuple[tuple[str, str], ...]


class Attacked:
    """What came of tasks that gave nothing away. One that comes again, with the same tables told to the same readers
    and the same truth behind them, is not attacked again; how its releases are called does not matter.
    """

    def __init__(self) -> None:
        self._found: dict[str, Found] = {}

    @property
    def is_new(self) -> bool:
        """Whether nothing was attacked yet."""
        return not self._found

    def find(self, task: Task) -> Found | None:
        """What came of it; None where it was not attacked yet, or something was found."""
        return self._found.get(_digest(task))

    def keep(self, task: Task, found: Found) -> None:
        """Remember it if nothing was found, and forget the oldest where there are too many."""
        if found.breaches:
            return
        self._found[_digest(task)] = found
        while len(self._found) > MOST_KEPT:
            del self._found[next(iter(self._found))]


def list_tasks(
    audience: Audience,
    truth: Truth | None,
    national: Mapping[tuple[str, str, str], object],
    *,
    insiders: bool,
) -> list[Task]:
    """The waves and councils something was said of at the level that is judged. `national`: by wave, survey and
    indicator what is said of the nation."""
    asked: dict[str, tuple[tuple[str, str], ...]] = {}
    for wave, survey, indicator in national:
        asked[wave] = (*asked.get(wave, ()), (survey, indicator))
    return [
        Task(
            _read_by(audience, wave, area),
            wave,
            area,
            truth.of_council(wave, area) if truth else None,
            insiders,
            asked.get(wave, ()),
        )
        for wave, area in _list_councils(audience)
    ]


def _read_by(audience: Audience, wave: str, area: str) -> Audience:
    """With the releases that have rows of one council's wave, and these rows only."""
    own = (replace(each, facts=each.of_council(wave, area)) for each in audience.releases)
    return replace(audience, releases=tuple(each for each in own if each.facts.height))


def _list_councils(audience: Audience) -> list[tuple[str, str]]:
    pairs = {
        pair for each in audience.releases if each.level == audience.level for pair in each.list_councils()
    }
    return sorted(pair for pair in pairs if pair[1] != NATION)


def _digest(task: Task) -> str:
    found = sha256(
        repr((task.audience.level, task.audience.name, task.wave, task.area, task.insiders)).encode()
    )
    found.update(repr(sorted(task.national)).encode())
    found.update(task.truth.digest.encode() if task.truth else b"")
    for each in task.audience.releases:
        found.update(_digest_release(each, f"{task.wave}/{task.area}/"))
    return found.hexdigest()


def _digest_release(release: Release, place: str) -> bytes:
    snapshots = sorted(each for each in release.snapshots.items() if each[0].startswith(place))
    digest = sha256(repr((release.level, snapshots)).encode())
    # How the rows are ordered tells nothing.
    digest.update(release.facts.sort(pl.all()).write_csv().encode())
    return digest.digest()
