"""Comparisons as board and public may see them: open cells and published references, nothing else."""

import polars as pl
import pytest

from heard.analysis.frames import KEY_SCHEMA
from heard.base.errors import HeardError
from heard.base.policy import Level
from heard.disclosure.comparisons import FIGURES, POOL_FIGURES, protect_comparisons, round_pools
from heard.disclosure.facts import SCHEMA

HERE = {"wave": "2026", "area": "X1", "survey": "11-17", "indicator": "pet", "cut_point": "positive"}
EVERYBODY = {"group": "all", "level": "all"}
GIRLS = {"group": "gender", "level": "girl"}
COMPARISON = {
    **KEY_SCHEMA,
    **dict.fromkeys(("against", "flag", "reason", "direction", "reference", "changed"), pl.String),
    **dict.fromkeys(("reference_count", "reference_base", "count", "base"), pl.Int64),
    **dict.fromkeys(
        ("reference_share", "difference", "difference_low", "difference_high", "p", "q", "mdd", "share"),
        pl.Float64,
    ),
}
NEAR_SCHEMA = {"survey": pl.String, "indicator": pl.String, "cut_point": pl.String, "figures": pl.Boolean}


def compared(against: str, *, of: tuple[int, int], **changed: object) -> dict[str, object]:
    """30 of 60 held against the count and base `of` something, as analysis leaves it."""
    share = of[0] / of[1]
    return {
        **HERE,
        **EVERYBODY,
        "against": against,
        "reference": "",
        "reason": "",
        "flag": "clear",
        "direction": "worse" if share > 0.5 else "better",
        "changed": None,
        "count": 30,
        "base": 60,
        "share": 0.5,
        "reference_count": of[0],
        "reference_base": of[1],
        "reference_share": share,
        "difference": 0.5 - share,
        "difference_low": -0.3555,
        "difference_high": -0.1001,
        "p": 0.0009,
        "q": 0.004,
        "mdd": 0.1649,
        **changed,
    }


def fact(count: int | None, base: int | None, symbol: str = "", **keys: object) -> dict[str, object]:
    return {**HERE, **EVERYBODY, **keys, "count": count, "base": base, "symbol": symbol}


def facts(*rows: dict[str, object]) -> pl.DataFrame:
    return pl.DataFrame([{name: row.get(name) for name in SCHEMA} for row in rows], schema=SCHEMA)


OWN = facts(fact(30, 60))
NATION = facts({**fact(None, 1000, area="all"), "share": 0.72})


def protected(
    *rows: dict[str, object],
    own: pl.DataFrame = OWN,
    national: pl.DataFrame = NATION,
    earlier: pl.DataFrame | None = None,
    near: bool | None = None,
    level: Level = Level.BOARD,
) -> list[dict[str, object]]:
    """`near`: whether the neighbours' figures may be said, None = not even which way they lie."""
    items = [] if near is None else [("11-17", "pet", "positive", near)]
    return protect_comparisons(
        pl.DataFrame(rows, schema=COMPARISON),
        own,
        national,
        earlier,
        level,
        near=pl.DataFrame(items, schema=NEAR_SCHEMA, orient="row"),
    ).to_dicts()


def told(row: dict[str, object], *names: str) -> list[object]:
    return [row[name] for name in names]


def test_a_hidden_row_keeps_its_keys_and_nothing_else() -> None:
    for symbol in ("c", "b"):
        (row,) = protected(compared("others", of=(700, 950)), own=facts(fact(None, None, symbol)))
        kept = {name: value for name, value in row.items() if value is not None}
        assert kept == {**HERE, **EVERYBODY, "against": "others", "reference": "", "symbol": "c"}


def test_a_cell_that_is_in_no_table_is_compared_with_nothing() -> None:
    (row,) = protected(compared("others", of=(700, 950)), own=facts())
    assert row["symbol"] == "c"


class TestOthers:
    def test_it_is_held_against_the_national_figure_and_not_against_the_others_without_it(self) -> None:
        """30 of 60 against 72 % of 1,000. Wilson: .3774 to .6226, and .6914 to .7469.

        Newcombe: -.22 - √(.1226² + .0269²) and -.22 + √(.1226² + .0286²).
        """
        (row,) = protected(compared("others", of=(690, 940)))
        assert told(row, "symbol", "reference_count", "reference_base") == ["", None, 1000]
        assert row["reference_share"] == 0.72
        points = told(row, "difference", "difference_low", "difference_high")
        assert points == pytest.approx([-0.22, -0.35, -0.09])

    def test_two_pools_that_differ_by_a_child_say_the_same(self) -> None:
        (one,) = protected(compared("others", of=(690, 940)))
        (other,) = protected(compared("others", of=(689, 939), difference_low=-0.3444, mdd=0.1651))
        assert one == other

    def test_flag_and_reason_stay_and_the_probabilities_are_bands(self) -> None:
        (row,) = protected(compared("others", of=(690, 940), flag="possible", reason="interval_too_wide"))
        assert told(row, "flag", "reason", "direction", "p", "q") == [
            "possible",
            "interval_too_wide",
            "worse",
            0.001,
            0.01,
        ]

    @pytest.mark.parametrize(("found", "mdd"), [(0.1649, 0.17), (0.13, 0.15)])
    def test_what_could_have_been_seen_is_seen_from_the_side_that_analysis_meant(
        self, found: float, mdd: float
    ) -> None:
        """Nearer to a half shares vary more, so that more is needed downwards: .174 = 1.96 × .0603 + .842 × .0658, with
        the standard errors of 54.6 % of 60 and 72 % of 1,000; upwards .154."""
        (row,) = protected(compared("others", of=(690, 940), mdd=found))
        assert row["mdd"] == pytest.approx(mdd)

    def test_none_where_nothing_could_have_been_seen(self) -> None:
        (row,) = protected(compared("others", of=(690, 940), mdd=None))
        assert row["mdd"] is None

    def test_where_the_national_figure_is_hidden_there_is_no_comparison(self) -> None:
        hidden = facts(fact(None, None, "c", area="all"))
        (row,) = protected(compared("others", of=(690, 940)), national=hidden)
        assert told(row, "symbol", "flag", "direction") == ["c", None, None]

    @pytest.mark.parametrize("reason", ["not_enough_areas", "no_cohort_of_areas"])
    def test_that_there_are_too_few_councils_is_said_without_a_figure(self, reason: str) -> None:
        for national in (NATION, facts(fact(None, None, "c", area="all"))):
            (row,) = protected(compared("others", of=(3, 10), reason=reason), national=national)
            assert told(row, "symbol", "reason") == ["", reason]
            assert told(row, *POOL_FIGURES) == [None] * len(POOL_FIGURES)


class TestNeighbours:
    ROW = compared("neighbours", of=(803, 1024))

    def test_their_figures_in_whole_points_where_they_are_public(self) -> None:
        (row,) = protected(self.ROW, near=True)
        assert told(row, "reference_count", "reference_base", "reference_share") == [None, 1000, 0.78]
        points = told(row, "difference", "difference_low", "difference_high", "mdd")
        assert points == pytest.approx([-0.28, -0.36, -0.10, 0.16])

    def test_only_which_way_it_lies_where_they_are_not(self) -> None:
        (row,) = protected(self.ROW, near=False)
        assert told(row, *FIGURES) == [None] * len(FIGURES)
        assert told(row, "symbol", "flag", "direction") == ["", "clear", "worse"]

    def test_nothing_where_that_would_say_too_much(self) -> None:
        (row,) = protected(self.ROW)
        assert told(row, "symbol", "flag") == ["c", None]


class TestPopulation:
    def test_published_figures_stay_and_the_probabilities_are_bands(self) -> None:
        (row,) = protected(compared("population", of=(803, 1024)), national=facts())
        assert told(row, "symbol", "reference_count", "difference_low", "p") == ["", 803, -0.3555, 0.001]


class TestPrevious:
    ROW = compared("previous", of=(20, 50), reference="2024")

    @pytest.mark.parametrize(
        ("then", "symbol"),
        [
            (fact(20, 50, wave="2024"), ""),
            (fact(20, 51, wave="2024"), "c"),  # told otherwise then
            (fact(None, 50, "b", wave="2024"), "c"),
            (fact(20, 50, wave="2022"), "c"),
            (fact(20, 50, wave="2024", area="X2"), "c"),
            (fact(20, 50, wave="2024", **GIRLS), "c"),
        ],
    )
    def test_a_change_is_said_where_the_earlier_figure_was_told_and_is_the_same(
        self, then: dict[str, object], symbol: str
    ) -> None:
        (row,) = protected(self.ROW, earlier=facts(then))
        assert row["symbol"] == symbol
        assert (row["reference_count"] is None) == (symbol == "c")

    def test_it_is_said_as_it_is(self) -> None:
        (row,) = protected(self.ROW, earlier=facts(fact(20, 50, wave="2024"), fact(20, 50, wave="2024")))
        assert told(row, "reference_count", "reference_base", "difference_low", "p") == [
            20,
            50,
            -0.3555,
            0.001,
        ]

    def test_without_a_ledger_nothing_was_told(self) -> None:
        (row,) = protected(self.ROW)
        assert row["symbol"] == "c"

    def test_that_a_question_changed_may_be_said_where_there_is_no_earlier_figure(self) -> None:
        none = dict.fromkeys(("reference_count", "reference_base", "reference_share", "difference"))
        (row,) = protected(self.ROW | none | {"reason": "not_comparable", "changed": "scale"})
        assert told(row, "symbol", "reason", "changed") == ["", "not_comparable", "scale"]


class TestRest:
    """60 of 100 answered yes; of 40 girls 12, so of the 60 others 48. Analysis knows 50 of them as boys."""

    ROW = compared("rest", of=(42, 50), **GIRLS, count=12, base=40, share=0.3, difference=-0.54)
    OPEN = (fact(60, 100), fact(12, 40, **GIRLS))

    def test_the_rest_is_everybody_less_the_level(self) -> None:
        (row,) = protected(self.ROW, own=facts(*self.OPEN))
        assert told(row, "symbol", "reference_count", "reference_base", "reference_share") == [
            "",
            48,
            60,
            0.8,
        ]
        assert row["difference"] == pytest.approx(-0.5)

    def test_its_probability_is_that_of_these_counts(self) -> None:
        """Analysis' own p is of children not shown; 12 of 40 against 48 of 60 is far beyond one in a thousand."""
        (row,) = protected(self.ROW | {"p": 0.2}, own=facts(*self.OPEN))
        assert row["p"] == 0.001
        (row,) = protected(self.ROW | {"p": None}, own=facts(*self.OPEN))
        assert row["p"] is None

    @pytest.mark.parametrize("hidden", [0, 1])
    def test_headline_and_level_must_both_be_shown(self, hidden: int) -> None:
        own = [*self.OPEN]
        own[hidden] = own[hidden] | {"symbol": "c", "count": None, "base": None}
        (row,) = protected(self.ROW, own=facts(*own))
        assert row["symbol"] == "c"

    def test_which_way_it_lies_follows_the_figures_beside_it(self) -> None:
        """Against the boys alone the girls do better, against everybody else worse."""
        row = self.ROW | {"reference_count": 14, "difference": 0.02, "direction": "better"}
        (row,) = protected(row, own=facts(*self.OPEN))
        assert row["direction"] == "worse"

    def test_a_level_that_is_everybody_has_no_rest(self) -> None:
        (row,) = protected(self.ROW, own=facts(fact(12, 40), fact(12, 40, **GIRLS)))
        assert row["symbol"] == "c"


def test_what_is_held_against_something_unheard_of_is_hidden() -> None:
    (row,) = protected(compared("region", of=(803, 1024)))
    assert row["symbol"] == "c"


def test_rows_keep_their_order_and_columns() -> None:
    kinds = ["rest", "others", "population", "others", "neighbours"]
    rows = protected(*(compared(kind, of=(690, 940)) for kind in kinds))
    assert [row["against"] for row in rows] == kinds
    assert list(rows[0]) == [*COMPARISON, "symbol"]


def test_what_it_is_not_made_for_it_refuses() -> None:
    with pytest.raises(HeardError, match="not protected"):
        protected(compared("others", of=(690, 940)), level=Level.WORKING)
    with pytest.raises(HeardError, match="one council"):
        protected(compared("others", of=(690, 940)), compared("others", of=(690, 940), area="X2"))


class TestACouncilsOwnAnalysts:
    def test_get_pools_in_whole_points_of_a_rounded_base(self) -> None:
        frame = pl.DataFrame([compared("others", of=(803, 1024), difference_high=0.005)], schema=COMPARISON)
        row = round_pools(frame).row(0, named=True)
        assert told(row, "reference_count", "reference_base", "reference_share") == [None, 1000, 0.78]
        points = told(row, "difference", "difference_low", "difference_high", "mdd", "p", "q")
        assert points == pytest.approx([-0.28, -0.36, 0.01, 0.16, 0.001, 0.01])

    def test_get_nothing_of_a_pool_of_too_few(self) -> None:
        frame = pl.DataFrame([compared("others", of=(3, 10), reason="not_enough_areas")], schema=COMPARISON)
        row = round_pools(frame).row(0, named=True)
        assert told(row, *POOL_FIGURES) == [None] * len(POOL_FIGURES)

    def test_get_everything_else_exact(self) -> None:
        frame = pl.DataFrame([compared("rest", of=(803, 1024))], schema=COMPARISON)
        assert round_pools(frame).equals(frame)
