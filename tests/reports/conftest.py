"""A made-up council's protected tables: every indicator of the catalogue, every survey, counts from a seed."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from random import Random

import polars as pl
import pytest

from heard.analysis.associations.columns import SCHEMA, table_of
from heard.analysis.associations.plan import plan_associations
from heard.base.places import Area, Wave
from heard.base.policy import Level
from heard.base.shares import Banded, Shown
from heard.base.surveys import TAKEN_TOGETHER, Family, Survey
from heard.catalogue import Catalogue, load_catalogue
from heard.disclosure import ProtectedTables
from heard.findings import Finding, find
from heard.reports import (
    Additions,
    Material,
    Place,
    Quotation,
    Report,
    ReportFacts,
    ThemeShare,
    build_full_report,
    render_html,
)
from reports.parts import Build

AREA = "X0000001"
COHORT = {"4-7": (26, 75), "8-11": (19, 56), "11-17": (74, 239), "16-25": (41, 180)}
BASE_KEYS = ("wave", "area", "survey", "group", "level", "indicator", "cut_point")

ADDED = Additions(
    words={
        Place.INTRODUCTION: "We asked because we want to know.\nThis is what we heard.",
        Place.NEXT: "The board talks about every page in June.",
        Place.NEXT_FOR_CHILDREN: "We will read this with the children in care council.",
        Place.THANKS: "Thank you to everybody who answered.",
        Place.RECOMMENDATIONS: "That the committee notes the findings.\nThat it asks for a plan.",
    },
    answers={"pet": "Homes will be asked about animals."},
    quotations=(
        Quotation("11-17", "speaks_alone", "she always asks if i want to talk on my own"),
        Quotation("16-25", "knows_worker", "i met [name] once and then she left"),
    ),
    ideas=(Quotation("11-17", "", "more time outside"),),
    themes=(
        ThemeShare(
            "11-17", "What would make your care better?", "worker", Shown(31, 60, 31 / 60, 0.4, 0.6), 60
        ),
        ThemeShare("11-17", "What would make your care better?", "pets", Banded(0.0, 0.2), 60),
    ),
)


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return load_catalogue()


@pytest.fixture(scope="session")
def facts() -> ReportFacts:
    return ReportFacts(
        level=Level.WORKING,
        programme="A made-up programme",
        made_up=True,
        council=Area(AREA, "Alderbrook"),
        wave=Wave("2026", date(2026, 2, 2), date(2026, 3, 27)),
        previous=Wave("2024", date(2024, 2, 5), date(2024, 3, 29)),
        councils=80,
        families=(Family.CARE, Family.LEAVERS),
        fingerprint="0123456789abcdef",
    )


@pytest.fixture(scope="session")
def protected(catalogue: Catalogue) -> ProtectedTables:
    return made_up_tables(catalogue, Level.WORKING)


@pytest.fixture(scope="session")
def findings(protected: ProtectedTables, catalogue: Catalogue) -> tuple[Finding, ...]:
    return find(protected, catalogue, area=AREA)


@pytest.fixture(scope="session")
def report(
    protected: ProtectedTables, findings: tuple[Finding, ...], catalogue: Catalogue, facts: ReportFacts
) -> Report:
    return build_full_report(protected, findings, catalogue, facts)


@pytest.fixture(scope="session")
def page(report: Report) -> str:
    return render_html(report)


@pytest.fixture(scope="session")
def page_of(catalogue: Catalogue, facts: ReportFacts) -> Callable[[ProtectedTables], str]:
    """The page of other tables, with their own findings."""

    def render(tables: ProtectedTables) -> str:
        found = find(tables, catalogue, area=AREA)
        return render_html(build_full_report(tables, found, catalogue, facts))

    return render


@pytest.fixture
def build(protected: ProtectedTables, catalogue: Catalogue, facts: ReportFacts) -> Build:
    """Build a report with some of its parts replaced."""

    def built(
        tables: ProtectedTables = protected, findings: tuple[Finding, ...] = (), **changed: object
    ) -> Report:
        return build_full_report(tables, findings, catalogue, replace(facts, **changed))  # type: ignore[arg-type]

    return built


@pytest.fixture(scope="session")
def material_of(catalogue: Catalogue, facts: ReportFacts) -> Callable[..., Material]:
    """What a kind of report is built from: a level, some families, what was added. The same is made once."""

    @cache
    def whole(level: Level) -> tuple[ProtectedTables, tuple[Finding, ...]]:
        tables = made_up_tables(catalogue, level)
        return tables, find(tables, catalogue, area=AREA)

    @cache
    def with_added(level: Level, families: tuple[Family, ...]) -> Material:
        return of(level, families, ADDED, *whole(level))

    def of(
        level: Level,
        families: tuple[Family, ...],
        additions: Additions,
        tables: ProtectedTables,
        findings: tuple[Finding, ...],
    ) -> Material:
        told = replace(facts, level=level, families=families, recorded="0123456789ab")
        return Material.of(tables, findings, catalogue, told, additions=additions)

    def made(
        level: Level = Level.BOARD,
        families: tuple[Family, ...] = tuple(Family),
        additions: Additions = ADDED,
        tables: ProtectedTables | None = None,
    ) -> Material:
        if tables is not None:
            return of(level, families, additions, tables, find(tables, catalogue, area=AREA))
        if additions is ADDED:
            return with_added(level, families)
        return of(level, families, additions, *whole(level))

    return made


def made_up_tables(catalogue: Catalogue, level: Level) -> ProtectedTables:
    """Protected tables in which nothing is hidden; tests hide rows themselves."""
    random = Random(7)
    estimates = list(_estimates(catalogue, random))
    return ProtectedTables(
        level=level,
        wave="2026",
        estimates=pl.DataFrame(estimates, infer_schema_length=None),
        comparisons=pl.DataFrame(list(_comparisons(estimates, catalogue, random)), infer_schema_length=None),
        participation=pl.DataFrame(list(_participation(catalogue, random)), infer_schema_length=None),
        associations=associations_of(list(_associations(catalogue))),
    )


def associations_of(rows: list[dict[str, object]]) -> pl.DataFrame:
    """A protected table of associations from some columns of its rows; nothing in it is hidden."""
    columns = {
        name: [row.get(name, "" if kind == pl.String else None) for row in rows]
        for name, kind in SCHEMA.items()
    }
    return table_of(len(rows), columns).with_columns(symbol=pl.lit(""))


def _associations(catalogue: Catalogue) -> Iterator[dict[str, object]]:
    """What goes with low and very high well-being in all councils, weaker and weaker; and that too few here had it."""
    for survey in Survey:
        plan = plan_associations(catalogue, survey)
        assert plan is not None
        for outcome in plan.outcomes:
            named = {"wave": "2026", "survey": survey.value, "outcome": outcome.key}
            if survey == Survey.AGES_8_11:
                few = {
                    "area": AREA,
                    "model": "bivariate",
                    "events": 3,
                    "base": 19,
                    "reason": "too_few_events",
                }
                yield named | few
            for place, predictor in enumerate(plan.predictors):
                ratio = 2.9 - place / 10
                yield named | {
                    "area": "all",
                    "model": "adjusted",
                    "indicator": predictor.indicator,
                    "exposure": predictor.exposure(outcome),
                    "odds_ratio": ratio,
                    "low": ratio / 1.3,
                    "high": ratio * 1.3,
                    "p": 0.01,
                    "q": 0.05 if place < 10 else 1.0,
                    "base": 5200,
                    "councils": 80,
                    "adjusted_for": ";".join(each.key for each in plan.adjusters),
                }


def _estimates(catalogue: Catalogue, random: Random) -> Iterator[dict[str, object]]:
    for item in catalogue.indicators.values():
        for key in (*Survey, *TAKEN_TOGETHER):
            if not catalogue.is_asked(item.key, key):
                continue
            whole = random.betavariate(8, 2)
            surveys = key.split(";")
            respondents = sum(COHORT[survey][0] for survey in surveys)
            eligible = sum(COHORT[survey][1] for survey in surveys)
            groups = [("all", "all", respondents, eligible)]
            if len(surveys) == 1:
                groups += list(_groups(catalogue, key, respondents, random))
            for group, level, answered, could in groups:
                base = answered - (answered > 3 and random.random() < 0.3)
                for row in _cuts(catalogue, item.key, key, base=base, whole=whole, random=random):
                    yield _keyed(key, group, level, item.key, row=row, eligible=could)


def _groups(
    catalogue: Catalogue, survey: str, respondents: int, random: Random
) -> Iterator[tuple[str, str, int, int | None]]:
    for demographic in catalogue.demographics_of(Survey(survey)):
        left = respondents
        for code in demographic.codes if demographic.compared else ():
            part = random.randint(0, left)
            left -= part
            if part:
                yield demographic.key, code, part, None


def _cuts(
    catalogue: Catalogue, indicator: str, survey: str, *, base: int, whole: float, random: Random
) -> Iterator[tuple[str, int, int]]:
    cuts = catalogue.asked(indicator, survey).cut_points
    if indicator == "wellbeing_band":
        low, moderate, high = base // 9, base // 5, base // 3
        parts = {"low": low, "moderate": moderate, "high": high, "very_high": base - low - moderate - high}
        yield from ((cut.key, parts[cut.key], base) for cut in cuts)
        return
    positive = sum(random.random() < whole for _ in range(base))
    for cut in cuts:
        count = positive if cut.polarity > 0 else base - positive if cut.key == "negative" else positive // 2
        yield cut.key, count, base


def _keyed(
    survey: str, group: str, level: str, indicator: str, *, row: tuple[str, int, int], eligible: int | None
) -> dict[str, object]:
    cut_point, count, base = row
    share = count / base if base else None
    half = 1 / (base**0.5 + 1) if base else 0.0
    sure = share is not None and share >= 0.95 and base >= 20 and group == "all" and cut_point == "positive"
    return {
        **dict(zip(BASE_KEYS, ("2026", AREA, survey, group, level, indicator, cut_point), strict=True)),
        "symbol": "",
        "count": count if base else None,
        "base": base,
        "eligible": eligible,
        "share": share,
        "low": max(0.0, share - half) if share is not None else None,
        "high": min(1.0, share + half) if share is not None else None,
        "note": "",
        "level_flag": "nearly_everyone" if sure else "",
    }


def _comparisons(
    estimates: list[dict[str, object]], catalogue: Catalogue, random: Random
) -> Iterator[dict[str, object]]:
    for row in estimates:
        survey, base, share = str(row["survey"]), row["base"], row["share"]
        headline = catalogue.asked(str(row["indicator"]), survey).headline
        if row["cut_point"] != headline.key or not isinstance(share, float) or not isinstance(base, int):
            continue
        wanted = ("population",) if ";" in survey else ("others", "neighbours", "population", "previous")
        for against in wanted if row["group"] == "all" else ("rest",):
            if against == "population" and random.random() < 0.5:
                continue
            yield _compared(row, against, share=share, base=base, polarity=headline.polarity, random=random)


def _compared(
    row: dict[str, object], against: str, *, share: float, base: int, polarity: int, random: Random
) -> dict[str, object]:
    reference = round(min(1.0, max(0.0, share + random.gauss(0, 0.08))), 2)
    difference = share - reference
    enough = base >= 20
    size = abs(difference)
    flag = (
        "cannot_tell"
        if not enough
        else "clear"
        if size > 0.14
        else "possible"
        if size > 0.1
        else "in_line"
        if size < 0.05
        else "cannot_tell"
    )
    oriented = polarity * difference
    return {
        **{key: row[key] for key in BASE_KEYS},
        "against": against,
        "symbol": "",
        "reference_count": None,
        "reference_base": 4300,
        "reference_share": reference,
        "difference": difference,
        "difference_low": difference - 0.08,
        "difference_high": difference + 0.08,
        "p": 0.5 if enough else None,
        "q": 0.5 if enough else None,
        "flag": flag,
        "reason": "" if enough else "too_few",
        "direction": "none" if abs(oriented) < 1e-9 else "better" if oriented > 0 else "worse",
        "mdd": 0.12,
        "count": row["count"],
        "base": base,
        "share": share,
        "reference": {"previous": "2024", "population": "children aged 10 to 15, UK, 2023"}.get(against, ""),
    }


def _participation(catalogue: Catalogue, random: Random) -> Iterator[dict[str, object]]:
    for survey, (respondents, eligible) in COHORT.items():
        yield _took_part(
            survey, "all", "all", part=respondents, could=eligible, whole=(respondents, eligible)
        )
        for group, level, part, _ in _groups(catalogue, survey, respondents, random):
            could = part + random.randint(0, eligible - part)
            yield _took_part(survey, group, level, part=part, could=could, whole=(respondents, eligible))
        helped = {"nobody": respondents // 2, "read_to_me": respondents // 3}
        helped["typed_for_me"] = respondents - sum(helped.values())
        for level, part in helped.items():
            yield _took_part(survey, "helped", level, part=part, could=None, whole=(respondents, eligible))


def _took_part(
    survey: str, group: str, level: str, *, part: int, could: int | None, whole: tuple[int, int]
) -> dict[str, object]:
    respondents, eligible = whole
    rate = part / could if could else None
    return {
        "wave": "2026",
        "area": AREA,
        "survey": survey,
        "group": group,
        "level": level,
        "symbol": "",
        "respondents": part,
        "eligible": could,
        "response_rate": rate,
        "share_of_respondents": part / respondents,
        "share_of_eligible": could / eligible if could else None,
        "p": 0.2,
        "under_represented": rate is not None and could is not None and could > 30 and rate < 0.15,
    }
