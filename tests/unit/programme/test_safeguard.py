"""What is withheld because the attacker broke it has no part in what is said of the rest."""

from dataclasses import replace
from types import SimpleNamespace

import polars as pl
import pytest

from heard.analysis.tables import build_tables
from heard.base.policy import Level
from heard.disclosure.attack.releases import Breach, Kind
from heard.disclosure.facts import SCHEMA
from heard.programme.safeguard import Case, Safeguarded, safeguard
from unit.analysis.cubes import areas_of, benchmark_of, cohort_of, cube_of, say, waves_of
from unit.disclosure.councils import AREA, the_catalogue


def case() -> Case:
    """45 of 74 have a pet, where half of all children do: p .06. 65 like school, where as many of all do."""
    responses = [
        *say(45, pet="yes", likes_school="a_lot"),
        *say(20, pet="no", likes_school="a_lot"),
        *say(9, pet="no", likes_school="not_much"),
    ]
    tables = build_tables(
        cube_of(responses, the_catalogue()),
        catalogue=the_catalogue(),
        cohort=cohort_of((AREA, "8-11", 130)),
        waves=waves_of("2026"),
        areas=areas_of(AREA),
        benchmarks=[benchmark_of(0.5, indicator="pet"), benchmark_of(0.88, indicator="likes_school")],
        wave="2026",
        only_areas={AREA},
    )
    none = pl.DataFrame(schema={**SCHEMA, "to": pl.String})
    further = pl.DataFrame(schema={**SCHEMA, "up": pl.Int64, "down": pl.Int64})
    return Case(AREA, Level.BOARD, tables, none, further, none.drop("to"), (), {})


def safeguarded(monkeypatch: pytest.MonkeyPatch, *broken: str) -> Safeguarded:
    """Against an attacker who breaks these indicators, each as long as it is said."""

    def attack(releases: list[SimpleNamespace], *_: object, **__: object) -> SimpleNamespace:
        said = set(releases[-1].facts.filter(symbol="", group="all")["indicator"])
        breaches = [
            Breach(
                next(iter(Kind)), "board X1", "2026", AREA, "8-11", "all", "all", key, "positive", 1, 1, ""
            )
            for key in broken
            if key in said
        ]
        return SimpleNamespace(breaches=breaches)

    monkeypatch.setattr("heard.disclosure.attack.attack", attack)
    return safeguard(case(), the_catalogue())


@pytest.mark.parametrize(
    "name",
    ["estimates", "comparisons", "participation", "associations", "trends", "pool", "asked_before"],
)
def test_what_is_kept_of_a_case_is_used_again_only_for_the_same_tables(name: str) -> None:
    one = case()
    table = getattr(one.tables, name)
    row_more = pl.concat([table, table.clear(n=1)])
    other = replace(one, tables=replace(one.tables, **{name: row_more}))
    assert one.fingerprint == case().fingerprint
    assert one.fingerprint != other.fingerprint


@pytest.mark.parametrize(
    ("broken", "compared"),
    [
        ((), {"pet": "cannot_tell", "likes_school": "in_line"}),  # q of pet is .06 × 2
        (("likes_school",), {"pet": "possible"}),  # q is .06
    ],
)
def test_comparisons_are_made_again_in_families_of_what_is_left(
    monkeypatch: pytest.MonkeyPatch, broken: tuple[str, ...], compared: dict[str, str]
) -> None:
    found = safeguarded(monkeypatch, *broken)
    against = found.protected.comparisons.filter(against="population", symbol="")
    assert dict(against.select("indicator", "flag").iter_rows()) == compared
    assert found.withheld == tuple(("8-11", key) for key in broken)
