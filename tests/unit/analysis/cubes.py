"""Cubes, cohorts and rounds for tests, made from plain responses; the cube is counted the slow, plain way."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

import polars as pl

from heard.base.places import Area, Wave
from heard.base.surveys import Survey
from heard.catalogue import NEGATIVE, POSITIVE, Catalogue
from heard.catalogue.benchmarks import Benchmark, Match
from heard.cohort import Cohort

Response = Mapping[str, str]
KEYS = ["wave", "area", "survey", "group", "level", "indicator", "answer"]


def say(
    number: int, survey: str = "8-11", *, area: str = "X1", wave: str = "2026", **answers: str
) -> list[Response]:
    """So many responses with the same answers."""
    return [{"wave": wave, "area": area, "survey": survey, **answers}] * number


def yes_of(
    count: int, base: int, indicator: str = "good_friend", *, no: str = "no", **where: str
) -> list[Response]:
    """`count` who said yes, of `base`."""
    return say(count, **{indicator: "yes"}, **where) + say(base - count, **{indicator: no}, **where)


def cube_of(responses: Iterable[Response], catalogue: Catalogue) -> pl.DataFrame:
    """The cube, counted one kind of response and one answer at a time: what every engine must give."""
    counted: Counter[tuple[str, ...]] = Counter()
    for kind, number in Counter(tuple(sorted(response.items())) for response in responses).items():
        response = dict(kind)
        for level in _levels(response, catalogue):
            for answer in _answers(response, catalogue):
                counted[response["wave"], response["area"], response["survey"], *level, *answer] += number
    rows = [(*key, count) for key, count in sorted(counted.items())]
    return pl.DataFrame(
        rows, schema=[*((name, pl.String) for name in KEYS), ("count", pl.Int64)], orient="row"
    )


def _levels(response: Response, catalogue: Catalogue) -> list[tuple[str, str]]:
    groups = [item for item in catalogue.demographics_of(Survey(response["survey"])) if not item.open_codes]
    return [("all", "all"), *((item.key, response.get(item.key) or "missing") for item in groups)]


def _answers(response: Response, catalogue: Catalogue) -> list[tuple[str, str]]:
    answers = [("respondents", "all")]
    for indicator in catalogue.asked_in(Survey(response["survey"])):
        asked, given = indicator.asked[Survey(response["survey"])], response.get(indicator.key)
        if not given:
            continue
        codes = given.split(";")
        answers += [(indicator.key, code) for code in codes]
        if not asked.scale.multiple or codes[0] in asked.scale.no_answer:
            continue
        met = {cut.key for cut in asked.cut_points if cut.codes & set(codes)}
        met -= {NEGATIVE} if POSITIVE in met else set()
        answers += [(indicator.key, "answered"), *((indicator.key, f"cut:{key}") for key in met)]
    return answers


def cohort_of(*rows: tuple[str, str, int] | tuple[str, str, int, str, str], wave: str = "2026") -> Cohort:
    """A cohort from (area, survey, eligible) or (area, survey, eligible, group, level)."""
    filled = [
        (wave, area, survey, *(level or ("all", "all")), eligible) for area, survey, eligible, *level in rows
    ]
    names = ["wave", "area", "survey", "group", "level"]
    return Cohort(
        pl.DataFrame(
            filled, schema=[*((name, pl.String) for name in names), ("eligible", pl.Int64)], orient="row"
        )
    )


def wave_of(key: str, *, closes_on: date | None = None, version: str = "", survey: str = "8-11") -> Wave:
    """A wave in February and March of the year its key names."""
    year = int(key[:4])
    versions = {Survey(survey): version} if version else {}
    return Wave(key, date(year, 2, 2), closes_on or date(year, 3, 27), versions=versions)


def waves_of(*keys: str) -> dict[str, Wave]:
    """Waves by their keys."""
    return {key: wave_of(key) for key in keys}


def areas_of(*codes: str, neighbours: Mapping[str, tuple[str, ...]] | None = None) -> dict[str, Area]:
    """Areas by their codes."""
    return {
        code: Area(code, f"Made-up council {code}", neighbours=(neighbours or {}).get(code, ()))
        for code in codes
    }


def benchmark_of(
    share: float,
    *,
    indicator: str = "good_friend",
    survey: str = "8-11",
    cut_point: str = POSITIVE,
    base: int | None = None,
    match: Match = Match.SAME,
    ages: tuple[int, int] = (8, 11),
    population: str = "children in general",
) -> Benchmark:
    """A published share."""
    return Benchmark(
        indicator,
        survey,
        cut_point,
        population,
        share,
        base,
        ages[0],
        ages[1],
        "2023",
        "a made-up source",
        match,
    )
