"""What each level may see, cell by cell: below, at and above every threshold."""

import polars as pl
import pytest

from heard.analysis.associations.columns import no_rows
from heard.analysis.nation.trends import no_trends
from heard.analysis.tables import Tables
from heard.base.policy import Level
from heard.base.shares import Banded, Hidden, Reason, Shown
from heard.disclosure import ProtectedTables, protect
from heard.disclosure.protect import POOL_FIGURES

KEYS = {"wave": "2026", "area": "A1", "survey": "11-17", "indicator": "pet", "cut_point": "positive"}


def estimate(
    count: int | None, base: int, *, group: str = "all", level: str = "all", **keys: str
) -> dict[str, object]:
    share = count / base if count is not None and base else None
    values = {"count": count, "base": base, "eligible": 400, "share": share, "low": 0.123, "high": 0.987}
    return {
        **KEYS,
        "group": group,
        "level": level,
        **keys,
        **values,
        "note": "",
        "level_flag": "nearly_everyone",
    }


def comparison(against: str, *, reference: tuple[int, int], **keys: str) -> dict[str, object]:
    return {
        **KEYS,
        "group": "all",
        "level": "all",
        **keys,
        "against": against,
        "reference_count": reference[0],
        "reference_base": reference[1],
        "reference_share": reference[0] / reference[1],
        "difference": -0.1249,
        "difference_low": -0.2351,
        "difference_high": 0.005,
        "p": 0.0312,
        "q": 0.2,
        "flag": "cannot_tell",
        "reason": "interval_too_wide",
        "direction": "worse",
        "mdd": 0.1349,
        "count": 30,
        "base": 60,
        "share": 0.5,
        "reference": "",
    }


def participation(
    respondents: int, eligible: int, *, group: str = "all", level: str = "all"
) -> dict[str, object]:
    return {
        "wave": "2026",
        "area": "A1",
        "survey": "11-17",
        "group": group,
        "level": level,
        "respondents": respondents,
        "eligible": eligible,
        "response_rate": respondents / eligible,
        "share_of_respondents": 0.5,
        "share_of_eligible": 0.5,
        "p": 0.5,
        "under_represented": False,
    }


def protected(
    estimates: list[dict[str, object]],
    level: Level,
    *,
    comparisons: list[dict[str, object]] | None = None,
    participations: list[dict[str, object]] | None = None,
    area: str | None = "A1",
    sensitive: frozenset[str] = frozenset(),
) -> ProtectedTables:
    tables = Tables(
        "2026",
        pl.DataFrame(estimates),
        pl.DataFrame(comparisons or [comparison("others", reference=(800, 1000))]),
        pl.DataFrame(participations or [participation(100, 300)]),
        associations=no_rows(),
        trends=no_trends(),
    )
    return protect(tables, level, area=area, sensitive=sensitive)


def headline(count: int, base: int, level: Level) -> object:
    return protected([estimate(count, base)], level).estimate("11-17", "pet", "positive", area="A1")


class TestWorking:
    def test_nothing_of_a_councils_own_is_hidden(self) -> None:
        assert headline(1, 3, Level.WORKING) == Shown(1, 3, 1 / 3, 0.123, 0.987, 400)

    def test_a_question_nobody_answered_has_no_share(self) -> None:
        tables = protected([estimate(0, 0) | {"share": None, "low": None, "high": None}], Level.WORKING)
        assert tables.estimate("11-17", "pet", "positive", area="A1") == Hidden(Reason.NOBODY)

    def test_a_question_that_was_not_asked_is_hidden_as_such(self) -> None:
        tables = protected([estimate(1, 3)], Level.WORKING)
        assert tables.estimate("4-7", "pet", "positive", area="A1") == Hidden(Reason.NOT_ASKED)


class TestHeadlines:
    @pytest.mark.parametrize(("level", "base"), [(Level.BOARD, 9), (Level.PUBLIC, 19)])
    def test_a_base_below_the_least_is_hidden(self, level: Level, base: int) -> None:
        assert headline(base // 2, base, level) == Hidden(Reason.SMALL)

    @pytest.mark.parametrize(("level", "base"), [(Level.BOARD, 10), (Level.PUBLIC, 20)])
    def test_the_least_base_is_shown(self, level: Level, base: int) -> None:
        assert isinstance(headline(base // 2, base, level), Shown)

    @pytest.mark.parametrize(("level", "count"), [(Level.BOARD, 4), (Level.PUBLIC, 9)])
    def test_a_count_below_the_threshold_becomes_a_band(self, level: Level, count: int) -> None:
        assert headline(count, 100, level) == Banded(0.0, 0.2)

    @pytest.mark.parametrize(("level", "count"), [(Level.BOARD, 5), (Level.PUBLIC, 10)])
    def test_a_count_at_the_threshold_is_shown(self, level: Level, count: int) -> None:
        assert isinstance(headline(count, 100, level), Shown)

    @pytest.mark.parametrize(("level", "count"), [(Level.BOARD, 96), (Level.PUBLIC, 91)])
    def test_so_does_a_small_complement(self, level: Level, count: int) -> None:
        assert headline(count, 100, level) == Banded(0.8, 1.0)

    @pytest.mark.parametrize("level", [Level.BOARD, Level.PUBLIC])
    def test_nobody_and_everybody_get_the_same_bands_as_few_and_most(self, level: Level) -> None:
        assert headline(0, 100, level) == headline(1, 100, level)
        assert headline(100, 100, level) == headline(99, 100, level)

    def test_a_band_is_wide_enough_for_nought_and_for_the_threshold(self) -> None:
        # 5 of 18 is 28 %, so the band must reach 30 % for five children to stay possible.
        assert headline(2, 18, Level.BOARD) == Banded(0.0, 0.3)
        assert headline(17, 18, Level.BOARD) == Banded(0.7, 1.0)

    def test_a_banded_share_says_neither_its_count_nor_its_level_flag(self) -> None:
        row = protected([estimate(97, 100)], Level.BOARD).estimates.row(0, named=True)
        assert row["symbol"] == "b"
        assert row["count"] is None
        assert row["share"] is None
        assert row["level_flag"] is None


class TestBreakdowns:
    @pytest.mark.parametrize(
        ("level", "eligible"), [(Level.WORKING, 366), (Level.BOARD, None), (Level.PUBLIC, None)]
    )
    def test_how_many_a_routed_question_was_for_stays_with_the_analysts(
        self, level: Level, eligible: int | None
    ) -> None:
        """Of 400, 120 answered: 366 asked is 400 x 110 / 120, so that exactly ten were led past the question."""
        rows = [estimate(60, 120), estimate(50, 100, indicator="bullying_help") | {"eligible": 366}]
        assert protected(rows, level).estimates["eligible"].to_list() == [400, eligible]

    def test_a_small_level_hides_its_whole_breakdown(self) -> None:
        rows = [
            estimate(50, 100),
            estimate(4, 40, group="gender", level="girl"),
            estimate(46, 60, group="gender", level="boy"),
            estimate(30, 60, group="age", level="13_15"),
        ]
        symbols = protected(rows, Level.BOARD).estimates["symbol"].to_list()
        assert symbols == ["", "c", "c", ""]

    def test_a_hidden_cell_keeps_no_number(self) -> None:
        rows = [estimate(50, 100), estimate(4, 40, group="gender", level="girl")]
        hidden = protected(rows, Level.BOARD).estimates.row(1, named=True)
        values = ("count", "base", "eligible", "share", "low", "high", "level_flag", "note")
        assert [hidden[name] for name in values] == [None] * 8

    @pytest.mark.parametrize(("base", "symbol"), [(49, "c"), (50, "")])
    def test_what_all_of_a_small_group_said_to_a_sensitive_question_is_hidden(
        self, base: int, symbol: str
    ) -> None:
        rows = [estimate(70, 100), estimate(0, base, group="gender", level="girl")]
        frame = protected(rows, Level.BOARD, sensitive=frozenset({"pet"})).estimates
        assert frame["symbol"].to_list() == ["", symbol]


class TestComparisons:
    def test_a_hidden_cell_is_compared_with_nothing(self) -> None:
        frame = protected([estimate(3, 100)], Level.BOARD).comparisons
        row = frame.row(0, named=True)
        assert row["symbol"] == "c"
        assert row["difference"] is None
        assert row["flag"] is None
        assert row["direction"] is None

    def test_a_change_needs_both_cells_open(self) -> None:
        rows = [comparison("previous", reference=(2, 60)), comparison("previous", reference=(20, 60))]
        frame = protected([estimate(30, 60)], Level.BOARD, comparisons=rows).comparisons
        assert frame["symbol"].to_list() == ["c", ""]

    def test_a_group_is_not_compared_with_a_rest_that_all_said_the_same(self) -> None:
        rows = [comparison("rest", reference=(60, 60), group="gender", level="girl")]
        estimates = [estimate(30, 60), estimate(20, 40, group="gender", level="girl")]
        frame = protected(estimates, Level.BOARD, comparisons=rows).comparisons
        assert frame["symbol"].to_list() == ["c"]

    def test_a_council_gets_a_pool_in_whole_points_of_a_rounded_base(self) -> None:
        rows = [comparison("others", reference=(803, 1024))]
        row = protected([estimate(30, 60)], Level.WORKING, comparisons=rows).comparisons.row(0, named=True)
        assert row["reference_count"] is None
        assert row["reference_base"] == 1000
        assert row["reference_share"] == pytest.approx(0.78)
        assert row["difference"] == pytest.approx(-0.12)
        assert row["difference_low"] == pytest.approx(-0.24)
        assert row["difference_high"] == pytest.approx(0.01)
        assert row["mdd"] == pytest.approx(0.13)
        assert row["p"] == 0.05
        assert row["q"] == 1.0

    @pytest.mark.parametrize("level", list(Level))
    @pytest.mark.parametrize("reason", ["not_enough_areas", "no_cohort_of_areas"])
    def test_a_council_gets_nothing_of_a_pool_of_too_few(self, level: Level, reason: str) -> None:
        """A pool of one other council is that council's own answers."""
        rows = [comparison("others", reference=(3, 10)) | {"reason": reason}]
        row = protected([estimate(30, 60)], level, comparisons=rows).comparisons.row(0, named=True)
        assert {name: row[name] for name in POOL_FIGURES} == dict.fromkeys(POOL_FIGURES)

    def test_the_programmes_own_analysts_keep_exact_pools(self) -> None:
        rows = [comparison("others", reference=(803, 1024))]
        row = protected([estimate(30, 60)], Level.WORKING, comparisons=rows, area=None).comparisons.row(
            0, named=True
        )
        assert row["reference_count"] == 803
        assert row["p"] == 0.0312

    def test_a_comparison_whose_own_cell_is_unknown_is_hidden(self) -> None:
        rows = [comparison("others", reference=(800, 1000), indicator="unknown")]
        assert protected([estimate(30, 60)], Level.BOARD, comparisons=rows).comparisons[
            "symbol"
        ].to_list() == ["c"]


class TestParticipation:
    @pytest.mark.parametrize(
        ("respondents", "eligible", "symbol"),
        [(4, 40, "c"), (5, 40, ""), (36, 40, "c"), (35, 40, ""), (40, 40, "c")],
    )
    def test_few_who_answered_or_did_not_are_hidden(
        self, respondents: int, eligible: int, symbol: str
    ) -> None:
        rows = [participation(100, 300), participation(respondents, eligible, group="gender", level="girl")]
        frame = protected([estimate(30, 60)], Level.BOARD, participations=rows).participation
        assert frame["symbol"].to_list() == ["", symbol]


def test_a_councils_tables_hold_no_other_council() -> None:
    rows = [estimate(30, 60), estimate(31, 61, area="A2")]
    frame = protected(rows, Level.WORKING).estimates
    assert frame["area"].unique().to_list() == ["A1"]


def test_a_column_that_analysis_adds_later_is_emptied_too_where_a_row_is_hidden() -> None:
    rows = [estimate(2, 4) | {"a_new_figure": 0.5}]
    comparisons = [comparison("others", reference=(800, 1000)) | {"a_new_figure": 0.5}]
    tables = protected(rows, Level.BOARD, comparisons=comparisons)
    assert tables.estimates["a_new_figure"].to_list() == [None]
    assert tables.comparisons["a_new_figure"].to_list() == [None]
