"""The attack on everything that was published (method, section 3, "The attacker, exactly").

The attacker knows the tables, the questionnaire, the groups and the cohort, and nothing of how it was decided what to
hide: no code of that is imported here, so that faults of the one are not faults of the other.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

from heard.base.policy import Level
from heard.catalogue import Catalogue
from heard.disclosure.attack.council import Found, attack_council
from heard.disclosure.attack.headlines import Headlines
from heard.disclosure.attack.nation import Reader, attack_nation
from heard.disclosure.attack.releases import Attack, Breach, Release, list_audiences, tally
from heard.disclosure.attack.summing import Sums
from heard.disclosure.attack.tasks import Attacked, Task, list_tasks
from heard.disclosure.attack.totals import National, list_national
from heard.disclosure.attack.truth import Truth

Progress = Callable[[str], None]
OfCouncils = dict[tuple[str, str], dict[str, Headlines]]  # by wave and survey, then by council


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
    attacked: Attacked | None = None,
) -> Attack:
    """Everything that can be worked out from the releases together, by each of those who read some of them.

    `truth`: the true numbers, respondents as in the facts; then every cell that is small
    in truth must be able to be nobody and to be the threshold, and a headline also for who knows one child's answer;
    with `insiders` so must every other cell, which takes minutes for a large council much of which is hidden.
    `is_whole`: the councils are known to be all that the nation's figures are of.
    `spread`: does the councils, in this process one after another where it is left out; what comes is in their order.
    `attacked`: what was attacked before and gave nothing away, which is added to.
    Raises HeardError where a release has other columns, or rows of questions that are not asked.
    """
    breaches: list[Breach] = []
    notes: list[str] = []
    public: OfCouncils = {}
    told: National = {}
    attacked = attacked or Attacked()
    sums = Sums()
    for audience in list_audiences(releases):
        national = list_national(audience, told)
        tasks = list_tasks(audience, truth, national, insiders=insiders)
        headlines = {key: dict(each) for key, each in public.items()}
        for task, one in zip(tasks, _attack_all(tasks, catalogue, spread, attacked), strict=True):
            progress(f"Attacked {task.area} {task.wave} as {audience.name} readers")
            breaches += one.breaches
            notes += one.notes
            for survey, each in one.headlines.items():
                headlines.setdefault((task.wave, survey), {})[task.area] = each
        reader = Reader(audience.name, audience.area, sums)
        breaches += attack_nation(reader, national, catalogue, headlines, notes, is_whole=is_whole)
        if audience.level == Level.PUBLIC:
            public, told = headlines, national
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


def _attack_all(
    tasks: Sequence[Task], catalogue: Catalogue, spread: Spread, attacked: Attacked
) -> Iterator[Found]:
    """What comes of each, in order; those that were attacked before are not attacked again."""
    before = [attacked.find(task) for task in tasks]
    left = [task for task, found in zip(tasks, before, strict=True) if found is None]
    anew = iter(spread(attack_one, left, catalogue))
    for task, known in zip(tasks, before, strict=True):
        if known is not None:
            yield known
            continue
        found = next(anew)
        attacked.keep(task, found)
        yield found
