"""What is withheld because the attacker broke it: nothing new is said of it, nor has it a part in what is said of the
rest."""

from collections.abc import Mapping
from dataclasses import replace
from types import SimpleNamespace

import polars as pl
import pytest

from heard.analysis.associations.columns import table_of
from heard.analysis.frames import KEYS
from heard.analysis.tables import Tables, build_tables
from heard.base.policy import Level
from heard.disclosure.attack import Release, Truth, attack
from heard.disclosure.attack.releases import Breach, Kind
from heard.disclosure.facts import SCHEMA, list_facts, list_truth
from heard.disclosure.ledger import ReleaseRefused
from heard.programme import safeguard as gate
from heard.programme.safeguard import Case, Safeguarded, list_known, safeguard, say_what_is_safe
from releasing import show_too_much
from unit.analysis.cubes import areas_of, benchmark_of, cohort_of, cube_of, say, waves_of
from unit.disclosure.councils import AREA, protected, tables_of, the_catalogue


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
    return case_of(tables)


def case_of(
    tables: Tables,
    *before: Release,
    level: Level = Level.BOARD,
    snapshots: Mapping[str, str] | None = None,
) -> Case:
    """The case of these tables, after these releases."""
    none = pl.DataFrame(schema={**SCHEMA, "to": pl.String})
    said = pl.concat([none, *(each.facts.with_columns(to=pl.lit(each.level.value)) for each in before)])
    further = pl.DataFrame(schema={**SCHEMA, "up": pl.Int64, "down": pl.Int64})
    return Case(AREA, level, tables, said, further, none.drop("to"), before, snapshots or {})


def safeguarded(monkeypatch: pytest.MonkeyPatch, *broken: str, of: Case | None = None) -> Safeguarded:
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
    return safeguard(of or case(), the_catalogue())


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


def test_what_goes_with_low_wellbeing_is_not_told_of_a_question_that_is_withheld(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def goes_with(found: Safeguarded) -> list[str]:
        return found.protected.associations["indicator"].to_list()

    assert goes_with(safeguarded(monkeypatch, of=case_with_an_association())) == ["feels_safe"]
    assert goes_with(safeguarded(monkeypatch, "feels_safe", of=case_with_an_association())) == []


def case_with_an_association() -> Case:
    """Of 30 who do not feel safe 12 have low well-being, of 70 who do 11: 3.6 times the odds."""
    low, high = {"wellbeing_band": "low"}, {"wellbeing_band": "high"}
    tables = tables_of(
        [
            *say(12, "11-17", feels_safe="never", **low),
            *say(18, "11-17", feels_safe="never", **high),
            *say(11, "11-17", feels_safe="always", **low),
            *say(59, "11-17", feels_safe="always", **high),
        ]
    )
    row = {
        "wave": "2026", "area": AREA, "survey": "11-17", "outcome": "low", "indicator": "feels_safe",
        "exposure": "not_given", "model": "bivariate", "method": "profile",
    }  # fmt: skip
    numbers = {
        "exposed_events": [12], "exposed_base": [30], "unexposed_events": [11], "unexposed_base": [70],
        "odds_ratio": [3.6], "p": [0.01], "base": [100], "events": [23],
    }  # fmt: skip
    return case_of(replace(tables, associations=table_of(1, {**row, **numbers})))


# --- After something was published --------------------------------------------------------------------


def tables_with_pets() -> Tables:
    """57 of 97 have a pet: 30 of 45 girls, 25 of 40 boys, and 2 of 12 who did not say what they are."""
    return tables_of(
        [
            *say(30, pet="yes", gender="girl"),
            *say(15, pet="no", gender="girl"),
            *say(25, pet="yes", gender="boy"),
            *say(15, pet="no", gender="boy"),
            *say(2, pet="yes"),
            *say(10, pet="no"),
        ],
        cohort=cohort_of((AREA, "8-11", 130)),
    )


def published(tables: Tables, level: Level = Level.PUBLIC, **snapshots: str) -> Release:
    """What was said of the tables at this level: 57 of 97, and of the girls 30 of 45."""
    return Release("entry 1", level, list_facts(protected(tables, level)), snapshots)


def shown_of_pets(facts: pl.DataFrame) -> dict[str, int]:
    """How many have a pet, by level."""
    shown = facts.filter(survey="8-11", indicator="pet", cut_point="positive", symbol="")
    return dict(shown.select("level", "count").iter_rows())


@pytest.fixture
def faulty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Protection that shows a board the boys as well: 57 - 30 - 25 leaves 2 of the twelve who did not say."""
    monkeypatch.setattr(gate, "protect", show_too_much)


def test_the_boards_copy_betrays_two_children_where_protection_fails(faulty: None) -> None:
    tables = tables_with_pets()
    board = list_facts(gate.protect(tables, Level.BOARD, area=AREA, catalogue=the_catalogue()))
    assert shown_of_pets(board) == {"all": 57, "girl": 30, "boy": 25}
    breaches = attack(
        [Release("now", Level.BOARD, board)], the_catalogue(), truth=Truth(list_truth(tables))
    ).breaches
    assert {(each.level, each.what, each.most) for each in breaches if each.indicator == "pet"} == {
        ("not known", "positive", 2),
        ("another", "positive", 2),
    }


def test_what_is_withheld_of_a_boards_copy_is_what_is_new_and_not_what_was_published(faulty: None) -> None:
    tables = tables_with_pets()
    public = published(tables)
    assert shown_of_pets(public.facts) == {"all": 57, "girl": 30}
    found = safeguard(case_of(tables, public), the_catalogue())
    assert found.withheld == (("8-11", "pet"),)
    assert shown_of_pets(found.facts) == {"all": 57, "girl": 30}
    board = Release("now", Level.BOARD, found.facts)
    assert attack([public, board], the_catalogue(), truth=Truth(list_truth(tables))).safe


def test_where_nothing_was_published_the_whole_question_is_withheld(faulty: None) -> None:
    found = safeguard(case_of(tables_with_pets()), the_catalogue())
    assert found.withheld == (("8-11", "pet"),)
    assert shown_of_pets(found.facts) == {}


def test_what_the_board_may_not_be_told_is_not_published_afterwards(faulty: None) -> None:
    tables = tables_with_pets()
    board = Release("entry 1", Level.BOARD, safeguard(case_of(tables), the_catalogue()).facts)
    found = safeguard(case_of(tables, board, level=Level.PUBLIC), the_catalogue())
    assert found.withheld == (("8-11", "pet"),)
    assert shown_of_pets(found.facts) == {}


def test_what_was_published_and_betrays_a_child_is_refused_and_nothing_is_added_to_it(faulty: None) -> None:
    """Everybody was told of 25 boys besides, by a fault of long ago."""
    tables = tables_with_pets()
    both = list_facts(show_too_much(tables, Level.BOARD, area=AREA, catalogue=the_catalogue()))
    long_ago = Release("entry 1", Level.PUBLIC, both)
    with pytest.raises(ReleaseRefused, match=r"left out of what is new\. Nothing was released"):
        safeguard(case_of(tables, long_ago), the_catalogue())
    found = say_what_is_safe(case_of(tables, long_ago), the_catalogue())
    assert found.refused.startswith(f"{AREA}: together with what was published before")
    shown = found.facts.filter(pl.col("symbol") != "c").select(*KEYS, "count", "base")
    assert shown.join(both.select(shown.columns), on=shown.columns, how="anti", nulls_equal=True).is_empty()


def test_what_a_board_was_not_told_of_earlier_answers_may_be_public_of_these(faulty: None) -> None:
    """The board's first copy withheld pets. Of the answers there are now, which are others, everybody was told."""
    tables, place = tables_with_pets(), f"2026/{AREA}/8-11"
    first = safeguard(case_of(tables, snapshots={place: "a"}), the_catalogue())
    board = Release("entry 1", Level.BOARD, first.facts, {place: "a"})
    public = replace(published(tables, **{place: "b"}), name="entry 2")
    found = safeguard(case_of(tables, board, public, snapshots={place: "b"}), the_catalogue())
    assert shown_of_pets(first.facts) == {}
    assert shown_of_pets(found.facts) == {"all": 57, "girl": 30}


@pytest.mark.parametrize(
    ("told", "reads", "of_the_same", "known"),
    [
        (Level.PUBLIC, Level.BOARD, True, {"all": 57, "girl": 30}),
        (Level.PUBLIC, Level.PUBLIC, True, {"all": 57, "girl": 30}),
        (Level.BOARD, Level.BOARD, True, {"all": 57, "girl": 30}),
        (Level.BOARD, Level.PUBLIC, True, {}),  # the public does not read the board's copy
        (Level.PUBLIC, Level.BOARD, False, {}),  # other answers came since: 57 of 97 is of the earlier ones
    ],
)
def test_what_readers_know_is_what_they_were_told_of_the_same_answers(
    told: Level, reads: Level, of_the_same: bool, known: Mapping[str, int]
) -> None:
    tables, place = tables_with_pets(), f"2026/{AREA}/8-11"
    before = published(tables, told, **{place: "a"})
    now = {place: "a" if of_the_same else "b"}
    found = list_known(case_of(tables, before, level=reads, snapshots=now))
    both = before.facts.join(found, on=KEYS, how="semi")
    assert shown_of_pets(both) == known


def test_a_part_of_those_who_answered_is_not_told_where_the_rest_of_the_group_is_withheld(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """50 live near and 30 far. That 50 live near was published; that they are 62.5 % of those who said tells of 30."""

    def who_took_part(found: Safeguarded) -> dict[str, tuple[int | None, float | None]]:
        rows = found.protected.participation.filter(survey="8-11", group="lives_far")
        return {level: (count, share) for level, count, share in rows.select(columns).iter_rows()}

    columns = ("level", "respondents", "share_of_respondents")
    tables = tables_of([*say(50, lives_far="near"), *say(30, lives_far="far")])
    every = published(tables)
    near = replace(every, facts=every.facts.filter(indicator="respondents", level="near", survey="8-11"))
    of = case_of(tables, near)
    assert who_took_part(safeguarded(monkeypatch, of=of)) == {"near": (50, 0.625), "far": (30, 0.375)}
    broken = safeguarded(monkeypatch, "respondents", of=of)
    assert who_took_part(broken) == {"near": (50, None), "far": (None, None)}
