"""The attack on everything that was published (method, section 3, "The attacker, exactly").

The attacker knows the tables, the questionnaire, the groups and the cohort, and nothing of how it was decided what to
hide: no code of that is imported here, so that faults of the one are not faults of the other.
"""

from collections.abc import Callable, Sequence

import polars as pl

from heard.base.places import NATION
from heard.base.policy import Level
from heard.catalogue import Catalogue
from heard.disclosure.attack.council import Found, Headline, HeadlineKey, attack_council
from heard.disclosure.attack.nation import attack_nation, list_national
from heard.disclosure.attack.releases import Attack, Audience, Breach, Release, list_audiences, tally

Progress = Callable[[str], None]
Headlines = dict[tuple[str, str], dict[str, dict[HeadlineKey, Headline]]]


def say_nothing(_: str) -> None:
    """The progress of whoever does not want any."""


def attack(
    releases: Sequence[Release],
    catalogue: Catalogue,
    *,
    truth: pl.DataFrame | None = None,
    insiders: bool = False,
    is_whole: bool = False,
    progress: Progress = say_nothing,
) -> Attack:
    """Everything that can be worked out from the releases together, by each of those who read some of them.

    `truth`: the seven keys with the true `count` and `base`, respondents as in the facts; then every cell that is small
    in truth must be able to be nobody and to be the threshold, and a headline also for who knows one child's answer;
    with `insiders` so must every other cell, which takes minutes for a large council much of which is hidden.
    `is_whole`: the councils are known to be all that the nation's figures are of.
    Raises HeardError where a release has other columns, or rows of questions that are not asked.
    """
    breaches: list[Breach] = []
    notes: list[str] = []
    public: Headlines = {}
    for audience in list_audiences(releases):
        found = _attack_audience(audience, catalogue, truth, progress, insiders=insiders)
        headlines = _copy(public)
        for (wave, area), one in found.items():
            breaches += one.breaches
            notes += one.notes
            for survey, each in one.headlines.items():
                headlines.setdefault((wave, survey), {})[area] = each
        breaches += attack_nation(audience, catalogue, headlines, notes, is_whole=is_whole)
        if audience.level == Level.PUBLIC:
            public = headlines
    ordered = sorted(set(breaches), key=lambda each: (each.reader, each.cell, each.kind, each.path))
    return Attack(tally(releases), tuple(ordered), tuple(dict.fromkeys(notes)))


def _attack_audience(
    audience: Audience,
    catalogue: Catalogue,
    truth: pl.DataFrame | None,
    progress: Progress,
    *,
    insiders: bool,
) -> dict[tuple[str, str], Found]:
    found = {}
    national = list_national(audience)
    for wave, area in _list_councils(audience):
        progress(f"Attacking {area} {wave} as {audience.name} readers")
        true = None if truth is None else truth.filter(wave=wave, area=area)
        found[wave, area] = attack_council(
            audience,
            catalogue,
            wave,
            area,
            truth=true if true is not None and len(true) else None,
            insiders=insiders,
            national=[(survey, indicator) for of, survey, indicator in national if of == wave],
        )
    return found


def _list_councils(audience: Audience) -> list[tuple[str, str]]:
    """The waves and councils something was said of at the level that is judged."""
    pairs = {
        (str(wave), str(area))
        for release in audience.releases
        if release.level == audience.level
        for wave, area in release.facts.select("wave", "area").unique().iter_rows()
    }
    return sorted(pair for pair in pairs if pair[1] != NATION)


def _copy(headlines: Headlines) -> Headlines:
    return {key: dict(each) for key, each in headlines.items()}
