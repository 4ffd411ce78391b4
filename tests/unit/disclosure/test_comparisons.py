"""Comparisons as board and public may see them: open cells and published references, nothing else."""

import polars as pl
import pytest

from heard.analysis.comparisons import COLUMNS
from heard.analysis.frames import KEY_SCHEMA
from heard.base.errors import HeardError
from heard.base.policy import Level
from heard.disclosure.comparisons import POOL_FIGURES, protect_comparisons, round_pools
from heard.disclosure.facts import SCHEMA
from unit.disclosure.councils import the_catalogue

HERE = {"wave": "2026", "area": "X1", "survey": "8-11", "indicator": "pet", "cut_point": "positive"}
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
    """`near`: whether the neighbours' figures may be said, None = not even that their sum is harmless.

    The programme asked pet in 2024 last.
    """
    items = [] if near is None else [("8-11", "pet", "positive", near)]
    return protect_comparisons(
        pl.DataFrame(rows, schema=COMPARISON),
        own,
        national,
        earlier,
        level,
        catalogue=the_catalogue(),
        asked_before=pl.DataFrame({"survey": ["8-11"], "indicator": ["pet"], "reference": ["2024"]}),
        near=pl.DataFrame(items, schema=NEAR_SCHEMA, orient="row"),
    ).to_dicts()


def told(row: dict[str, object], *names: str) -> list[object]:
    return [row[name] for name in names]


@pytest.mark.parametrize("symbol", ["c", "b"])
def test_of_a_cell_that_is_not_shown_there_is_no_row(symbol: str) -> None:
    assert protected(compared("others", of=(700, 950)), own=facts(fact(None, None, symbol))) == []


def test_a_cell_that_is_in_no_table_is_compared_with_nothing() -> None:
    assert protected(compared("others", of=(700, 950)), own=facts()) == []


class TestFamilies:
    """Two questions held against the population."""

    def test_a_comparison_that_is_not_open_is_in_no_family(self) -> None:
        """21 of 60 against 480 of 1,000: p is .05. Alone q is .05, beside one of no difference .10: so one flag."""
        near = compared(
            "population", of=(480, 1000), count=21, share=0.35, difference=-0.13, p=0.0502, q=0.1004
        )
        like = compared("population", of=(500, 1000), indicator="good_friend", difference=0.0, p=1.0, q=1.0)
        own, other = fact(21, 60), fact(30, 60, indicator="good_friend")
        (alone,) = protected(near, like, own=facts(own, other | {"symbol": "c"}))
        beside, _ = protected(near, like, own=facts(own, other))
        assert told(alone, "flag", "q") == ["possible", 0.1]
        assert told(beside, "flag", "q") == ["cannot_tell", 1.0]

    def test_what_analysis_found_of_the_flag_makes_no_difference(self) -> None:
        rows = [
            protected(compared("others", of=(690, 940), flag=flag, q=q, reason=reason))
            for flag, q, reason in (
                ("clear", 0.004, ""),
                ("cannot_tell", 0.6, "interval_too_wide"),
                ("possible", None, ""),
            )
        ]
        assert rows[0] == rows[1] == rows[2]


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

    def test_flag_direction_and_probabilities_are_those_of_the_figures_beside_them(self) -> None:
        """(30/60 - .72)² over .7075 × .2925 × (1/60 + 1/1000): chi-squared of 13.2, p .0003."""
        (row,) = protected(compared("others", of=(690, 940), direction="better"))
        assert told(row, "flag", "reason", "direction", "p", "q") == ["clear", "", "worse", 0.001, 0.001]

    def test_what_could_have_been_seen_is_seen_from_the_side_that_is_worse(self) -> None:
        """.174 = 1.96 × .0603 + .842 × .0658, with the standard errors of 54.6 % of 60 and 72 % of 1,000."""
        (row,) = protected(compared("others", of=(690, 940), mdd=None))
        assert row["mdd"] == pytest.approx(0.17)

    def test_fewer_than_twenty_answers_are_not_tested(self) -> None:
        ten = compared("others", of=(690, 940), count=10, base=19)
        (row,) = protected(ten, own=facts(fact(10, 19)))
        assert told(row, "reason", "p", "q", "flag") == ["too_few", None, None, "cannot_tell"]

    def test_where_the_national_figure_is_hidden_there_is_no_comparison(self) -> None:
        hidden = facts(fact(None, None, "c", area="all"))
        assert protected(compared("others", of=(690, 940)), national=hidden) == []

    @pytest.mark.parametrize("reason", ["not_enough_areas", "no_cohort_of_areas"])
    def test_how_many_others_answered_makes_no_difference(self, reason: str) -> None:
        assert protected(compared("others", of=(3, 10), reason=reason)) == protected(
            compared("others", of=(690, 940))
        )


class TestNeighbours:
    ROW = compared("neighbours", of=(803, 1024))

    def test_their_figures_in_whole_points_where_they_are_public(self) -> None:
        """30 of 60 against 78 % of 1,000: -.28 - √(.1226² + .0246²) and -.28 + √(.1226² + .0267²)."""
        (row,) = protected(self.ROW, near=True)
        assert told(row, "reference_count", "reference_base", "reference_share") == [None, 1000, 0.78]
        points = told(row, "difference", "difference_low", "difference_high", "mdd")
        assert points == pytest.approx([-0.28, -0.41, -0.15, 0.16])

    @pytest.mark.parametrize("near", [False, None])
    def test_nothing_where_they_are_not(self, near: bool | None) -> None:
        assert protected(self.ROW, near=near) == []


class TestPopulation:
    def test_published_figures_stay_and_the_probabilities_are_bands(self) -> None:
        (row,) = protected(compared("population", of=(803, 1024)), national=facts())
        assert told(row, "symbol", "reference_count", "p") == ["", 803, 0.001]
        assert row["difference_low"] == pytest.approx(-0.4092, abs=1e-4)


class TestPrevious:
    ROW = compared("previous", of=(20, 50), reference="2024")

    @pytest.mark.parametrize(
        ("then", "rows"),
        [
            (fact(20, 50, wave="2024"), 1),
            (fact(20, 51, wave="2024"), 0),  # told otherwise then
            (fact(None, 50, "b", wave="2024"), 0),
            (fact(20, 50, wave="2022"), 0),
            (fact(20, 50, wave="2024", area="X2"), 0),
            (fact(20, 50, wave="2024", **GIRLS), 0),
        ],
    )
    def test_a_change_is_said_where_the_earlier_figure_was_told_and_is_the_same(
        self, then: dict[str, object], rows: int
    ) -> None:
        assert len(protected(self.ROW, earlier=facts(then))) == rows

    def test_no_older_wave_takes_the_place_of_the_one_that_asked_last(self) -> None:
        """Nobody answered in 2024, or so many that it is hidden: analysis holds the council against 2022."""
        older = self.ROW | {"reference": "2022"}
        assert protected(older, earlier=facts(fact(20, 50, wave="2022"))) == []

    def test_it_is_said_as_it_is(self) -> None:
        (row,) = protected(self.ROW, earlier=facts(fact(20, 50, wave="2024"), fact(20, 50, wave="2024")))
        assert told(row, "reference_count", "reference_base", "p") == [20, 50, 0.001]
        assert row["difference_low"] == pytest.approx(0.1 - (0.1226**2 + 0.1382**2) ** 0.5, abs=1e-4)

    def test_without_a_ledger_nothing_was_told(self) -> None:
        assert protected(self.ROW) == []

    @pytest.mark.parametrize(("symbol", "rows"), [("", 1), ("c", 0)])
    def test_that_a_question_had_another_scale_is_said_where_it_is_open_that_they_took_part(
        self, symbol: str, rows: int
    ) -> None:
        none = dict.fromkeys(("reference_count", "reference_base", "reference_share", "difference"))
        row = self.ROW | none | {"reason": "not_comparable", "changed": "scale", "p": None, "q": None}
        count = None if symbol else 50
        then = fact(count, None, symbol, wave="2024", indicator="respondents", cut_point="all")
        found = protected(row, earlier=facts(then))
        assert [told(each, "reason", "changed") for each in found] == [["not_comparable", "scale"]] * rows


class TestRest:
    """60 of 100 answered yes; of 40 girls 12, so of the 60 others 48, whether analysis knows them as boys or not."""

    OPEN = (fact(60, 100), fact(12, 40, **GIRLS))
    BOYS = fact(40, 50, group="gender", level="boy")

    def test_the_rest_is_everybody_less_the_level(self) -> None:
        (row,) = protected(own=facts(*self.OPEN))
        assert told(row, "level", "reference_count", "reference_base", "reference_share") == [
            "girl",
            48,
            60,
            0.8,
        ]
        assert told(row, "difference", "direction") == [pytest.approx(-0.5), "worse"]

    def test_what_analysis_found_makes_no_difference(self) -> None:
        found = compared("rest", of=(42, 50), **GIRLS, count=12, base=40, p=0.2, q=0.9, flag="in_line")
        assert protected(found, own=facts(*self.OPEN)) == protected(own=facts(*self.OPEN))

    def test_a_level_whose_others_are_hidden_is_tested_against_them_all(self) -> None:
        """12 of 40 against 48 of 60 is far beyond one in a thousand."""
        (row,) = protected(own=facts(*self.OPEN))
        assert told(row, "flag", "p", "q") == ["clear", 0.001, 0.001]

    def test_a_level_that_is_hidden_has_no_part_in_the_flags_of_the_others(self) -> None:
        """Whether nobody or fifty boys answered."""
        hidden = [
            self.BOYS | {"count": count, "base": base, "symbol": "c"} for count, base in ((0, 0), (9, 50))
        ]
        first, second = (protected(own=facts(*self.OPEN, each)) for each in hidden)
        assert first == second == protected(own=facts(*self.OPEN))

    def test_a_level_of_nine_is_not_tested(self) -> None:
        (row,) = protected(own=facts(fact(60, 100), fact(2, 9, **GIRLS)))
        assert told(row, "reason", "p", "flag") == ["too_few", None, "cannot_tell"]

    def test_nor_is_a_level_of_which_nine_are_the_rest(self) -> None:
        (row,) = protected(own=facts(fact(60, 100), fact(55, 91, **GIRLS)))
        assert told(row, "reason", "p", "flag") == ["too_few", None, "cannot_tell"]

    @pytest.mark.parametrize("hidden", [0, 1])
    def test_headline_and_level_must_both_be_shown(self, hidden: int) -> None:
        own = [*self.OPEN]
        own[hidden] = own[hidden] | {"symbol": "c", "count": None, "base": None}
        assert protected(own=facts(*own)) == []

    def test_a_level_that_is_everybody_has_no_rest(self) -> None:
        assert protected(own=facts(fact(12, 40), fact(12, 40, **GIRLS))) == []

    def test_a_cut_point_that_is_not_the_headline_has_a_row_only_where_it_is_tested(self) -> None:
        no = {"cut_point": "negative"}
        own = [fact(40, 100, **no), fact(28, 40, **GIRLS, **no)]
        (row,) = protected(own=facts(*own))
        assert told(row, "cut_point", "p", "q", "flag") == ["negative", 0.001, None, "cannot_tell"]
        assert protected(own=facts(own[0], fact(5, 9, **GIRLS, **no))) == []


def test_of_what_is_held_against_something_unheard_of_there_is_no_row() -> None:
    assert protected(compared("region", of=(803, 1024))) == []


def test_rows_keep_their_order_and_columns_and_groups_are_last() -> None:
    kinds = ["others", "population", "others", "neighbours"]
    own = facts(fact(30, 60), fact(10, 30, **GIRLS))
    rows = protected(*(compared(kind, of=(690, 940)) for kind in kinds), own=own, near=True)
    assert [row["against"] for row in rows] == [*kinds, "rest"]
    assert list(rows[0]) == [*COLUMNS, "symbol"]


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
