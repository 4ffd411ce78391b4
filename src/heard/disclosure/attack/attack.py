"""The attack on everything that was published (method, section 3, "The attacker, exactly").

The attacker knows the tables, the questionnaire, the groups and the cohort, and nothing of how it was decided what to
hide: no code of that is imported here, so that faults of the one are not faults of the other.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from heard.base.places import NATION
from heard.base.policy import Level
from heard.catalogue import Catalogue
from heard.disclosure.attack.council import Found, Headline, HeadlineKey, attack_council
from heard.disclosure.attack.nation import attack_nation, list_national
from heard.disclosure.attack.releases import Attack, Audience, Breach, Release, list_audiences, tally
from heard.disclosure.attack.truth import CouncilTruth, Truth

Progress = Callable[[str], None]
Headlines = dict[tuple[str, str], dict[str, dict[HeadlineKey, Headline]]]


@dataclass(frozen=True, slots=True)
class Task:
    """One council's wave as one audience reads it: what can be attacked by itself, in a process of its own.

    `audience` holds the rows of that wave and council only; `truth`, `insiders` and `national`: as `attack_council`
    takes them.
    """

    audience: Audience
    wave: str
    area: str
    truth: CouncilTruth | None
    insiders: bool
    national: tuple[tuple[str, str], ...]


Spread = Callable[[Callable[[Catalogue, Task], Found], Sequence[Task], Catalogue], Iterable[Found]]


def say_nothing(_: str) -> None:
    """The progress of whoever does not want any."""


def one_by_one(
    do: Callable[[Catalogue, Task], Found], tasks: Sequence[Task], catalogue: Catalogue
) -> Iterator[Found]:
    """Each in this process, in order."""
    return (do(catalogue, task) for task in tasks)


def attack(
    releases: Sequence[Release],
    catalogue: Catalogue,
    *,
    truth: Truth | None = None,
    insiders: bool = False,
    is_whole: bool = False,
    spread: Spread = one_by_one,
    progress: Progress = say_nothing,
) -> Attack:
    """Everything that can be worked out from the releases together, by each of those who read some of them.

    `truth`: the true numbers, respondents as in the facts; then every cell that is small
    in truth must be able to be nobody and to be the threshold, and a headline also for who knows one child's answer;
    with `insiders` so must every other cell, which takes minutes for a large council much of which is hidden.
    `is_whole`: the councils are known to be all that the nation's figures are of.
    `spread`: does the councils, in this process one after another where it is left out; what comes is in their order.
    Raises HeardError where a release has other columns, or rows of questions that are not asked.
    """
    breaches: list[Breach] = []
    notes: list[str] = []
    public: Headlines = {}
    for audience in list_audiences(releases):
        tasks = _list_tasks(audience, truth, insiders=insiders)
        headlines = {key: dict(each) for key, each in public.items()}
        for task, one in zip(tasks, spread(attack_one, tasks, catalogue), strict=True):
            progress(f"Attacked {task.area} {task.wave} as {audience.name} readers")
            breaches += one.breaches
            notes += one.notes
            for survey, each in one.headlines.items():
                headlines.setdefault((task.wave, survey), {})[task.area] = each
        breaches += attack_nation(audience, catalogue, headlines, notes, is_whole=is_whole)
        if audience.level == Level.PUBLIC:
            public = headlines
    ordered = sorted(set(breaches), key=lambda each: (each.reader, each.cell, each.kind, each.path))
    return Attack(tally(releases), tuple(ordered), tuple(dict.fromkeys(notes)))


def attack_one(catalogue: Catalogue, task: Task) -> Found:
    """What comes of one council's wave."""
    return attack_council(
        task.audience,
        catalogue,
        task.wave,
        task.area,
        truth=task.truth,
        insiders=task.insiders,
        national=task.national,
    )


def _list_tasks(audience: Audience, truth: Truth | None, *, insiders: bool) -> list[Task]:
    national = list_national(audience)
    tasks = []
    for wave, area in _list_councils(audience):
        tasks.append(
            Task(
                _read_by(audience, wave, area),
                wave,
                area,
                truth.of_council(wave, area) if truth else None,
                insiders,
                tuple((survey, indicator) for of, survey, indicator in national if of == wave),
            )
        )
    return tasks


def _read_by(audience: Audience, wave: str, area: str) -> Audience:
    """With the rows of one council's wave only."""
    own = (replace(each, facts=each.facts.filter(wave=wave, area=area)) for each in audience.releases)
    return replace(audience, releases=tuple(own))


def _list_councils(audience: Audience) -> list[tuple[str, str]]:
    """The waves and councils something was said of at the level that is judged."""
    pairs = {
        (str(wave), str(area))
        for release in audience.releases
        if release.level == audience.level
        for wave, area in release.facts.select("wave", "area").unique().iter_rows()
    }
    return sorted(pair for pair in pairs if pair[1] != NATION)
