"""The nation's adjusted models, against R and statsmodels, and at their boundaries."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from heard.analysis.associations.choosing import Reason
from heard.analysis.associations.models import Who, choose_pool, design_of, fit_adjusted

REFERENCES: Mapping[str, Any] = json.loads(
    (Path(__file__).parents[3] / "spec/references/associations.json").read_text(encoding="utf-8")
)
EVENTS, TRIALS = np.array(REFERENCES["events"]), np.array(REFERENCES["trials"])
SHAPE = (3, 4)


def who_of(*codes: tuple[str, tuple[str, ...]], shape: tuple[int, ...]) -> Who:
    levels = np.array(np.unravel_index(np.arange(int(np.prod(shape))), shape))
    return Who(tuple(key for key, _ in codes), tuple(each for _, each in codes), levels)


WOMEN = who_of(
    ("years", tuple(REFERENCES["years"])), ("children", tuple(REFERENCES["children"])), shape=SHAPE
)
NOBODY_ASKED = Who((), (), np.zeros((0, 1), dtype=np.int64))


def councils(number: int, low: tuple[int, int], base: tuple[int, int]) -> tuple[np.ndarray, np.ndarray]:
    """Councils of whom nothing is known, up to one child from the `low` of a `base`: events and trials (2, areas, 1).

    Over any four councils the children more and the children less add up to none.
    """
    events, trials = (np.tile(np.array(each)[:, None, None], (1, number, 1)) for each in (low, base))
    events[0, :, 0] += np.resize([1, -1, -1, 1], number)
    events[1, :, 0] += np.resize([1, 0, -1, 0], number) * (low[1] > 0)
    return events, trials


class TestAgainstOthers:
    def test_it_is_rs_glm_with_errors_by_district(self) -> None:
        found, expected = fit_adjusted(EVENTS, TRIALS, WOMEN), REFERENCES["clustered"]
        figures = (found.ratio.ratio, found.ratio.low, found.ratio.high, found.ratio.p)
        assert figures == pytest.approx([expected[key] for key in ("ratio", "low", "high", "p")], rel=1e-8)
        assert (found.councils, found.bases.sum(), found.reason) == (60, 1934, None)
        assert found.adjusted_for == ("years", "children")

    def test_it_is_statsmodels_logit_with_errors_by_district(self) -> None:
        from statsmodels.api import Logit

        pool = choose_pool(EVENTS.sum(axis=(0, 1)), TRIALS.sum(axis=(0, 1)), WOMEN)
        design = np.vstack(np.split(design_of(pool, WOMEN), 2))
        rows, used, district = [], [], []
        for (town, area, pattern), number in np.ndenumerate(TRIALS):
            had = int(EVENTS[town, area, pattern])
            rows += [design[town * 12 + pattern]] * number
            used += [1] * had + [0] * (number - had)
            district += [area] * number
        fit = Logit(np.array(used), np.array(rows)).fit(
            disp=0, cov_type="cluster", cov_kwds={"groups": np.array(district)}, use_t=True
        )
        found = fit_adjusted(EVENTS, TRIALS, WOMEN).ratio
        low, high = fit.conf_int()[1]
        assert (found.ratio, found.low, found.high) == pytest.approx(
            np.exp([fit.params[1], low, high]), rel=1e-6
        )
        assert found.p == pytest.approx(fit.pvalues[1], rel=1e-6)

    def test_a_random_intercept_of_each_district_says_much_the_same(self) -> None:
        """Another question, of women of one district; R's glmer answers it with 2.04."""
        assert fit_adjusted(EVENTS, TRIALS, WOMEN).ratio.ratio == pytest.approx(
            REFERENCES["random"]["ratio"], rel=0.1
        )

    def test_without_adjusters_it_is_the_odds_ratio_of_the_table(self) -> None:
        """8 of 20 against 10 of 60 in each of 12 councils: (8·50)/(12·10)."""
        found = fit_adjusted(*councils(12, (10, 8), (60, 20)), NOBODY_ASKED)
        assert found.ratio.ratio == pytest.approx(400 / 120)
        assert (found.events.tolist(), found.bases.tolist()) == ([120, 96], [720, 240])


class TestBoundaries:
    @pytest.mark.parametrize(
        ("number", "reason"), [(1, "too_few_councils"), (9, "too_few_councils"), (10, None)]
    )
    def test_ten_councils_are_needed(self, number: int, reason: str | None) -> None:
        found = fit_adjusted(*councils(number, (10, 18), (60, 40)), NOBODY_ASKED)
        assert (found.reason and found.reason.value) == reason
        assert np.isnan(found.ratio.ratio) == (reason is not None)

    def test_where_all_councils_are_alike_to_the_child_nothing_can_be_said_of_chance(self) -> None:
        """Errors by council would be nought, and the figure look certain."""
        alike = (np.tile(np.array(each)[:, None, None], (1, 12, 1)) for each in ((10, 8), (60, 20)))
        found = fit_adjusted(*alike, NOBODY_ASKED)
        assert (found.reason, np.isnan(found.ratio.p)) == (Reason.NO_FIT, True)

    def test_a_council_nobody_of_answered_is_none_of_the_ten(self) -> None:
        events, trials = councils(10, (10, 8), (60, 20))
        trials[:, 0] = events[:, 0] = 0
        found = fit_adjusted(events, trials, NOBODY_ASKED)
        assert (found.councils, found.reason) == (9, Reason.TOO_FEW_COUNCILS)

    @pytest.mark.parametrize(
        ("low", "reason"), [(9, "too_few_events"), (10, None), (90, None), (91, "too_few_events")]
    )
    def test_twenty_with_the_outcome_and_twenty_without_are_needed(
        self, low: int, reason: str | None
    ) -> None:
        """In ten councils of ten unexposed and ten exposed; `low` and ten of the 200 have it, or have it not."""
        events, trials = np.zeros((2, 10, 1), dtype=int), np.full((2, 10, 1), 10)
        spread = np.arange(100).reshape(10, 10)
        events[0, :, 0] = (spread < low).sum(axis=1)
        events[1, :, 0] = 1 if low < 50 else 9
        found = fit_adjusted(events, trials, NOBODY_ASKED)
        assert (found.reason and found.reason.value) == reason

    @pytest.mark.parametrize(
        ("exposed", "reason"),
        [
            (0, "constant"),
            (4, "too_few_exposed"),
            (5, "too_few_councils"),
            (9, "too_few_councils"),
            (10, None),
        ],
    )
    def test_so_many_must_have_said_it_in_so_many_councils(self, exposed: int, reason: str | None) -> None:
        """One in each council: standard errors by council mean nothing where nine councils have all there are."""
        events, trials = councils(10, (10, 0), (60, 0))
        trials[1, :exposed] = 1
        events[1, : exposed // 2] = 1
        found = fit_adjusted(events, trials, NOBODY_ASKED)
        assert (found.reason and found.reason.value) == reason

    def test_nobody_answered(self) -> None:
        nothing = np.zeros((2, 10, 0), dtype=int)
        who = Who(("gender",), (("girl", "boy"),), np.zeros((1, 0), dtype=np.int64))
        found = fit_adjusted(nothing, nothing, who)
        assert (found.reason, found.councils, found.bases.tolist()) == (Reason.NO_ANSWERS, 0, [0, 0])
        assert np.isnan(found.largest_share)

    def test_separated_answers_get_a_finite_figure_by_the_penalty(self) -> None:
        """None of the exposed has it: the likelihood alone would go on for ever."""
        found = fit_adjusted(*councils(10, (10, 0), (60, 20)), NOBODY_ASKED)
        assert found.ratio.penalised
        assert 0 < found.ratio.ratio < 0.05

    def test_the_largest_council_is_known(self) -> None:
        events, trials = councils(12, (10, 8), (60, 20))
        trials[0, 0], events[0, 0] = 560, 100
        assert fit_adjusted(events, trials, NOBODY_ASKED).largest_share == pytest.approx(580 / 1460)


class TestWhoIsAllowedFor:
    GENDER = ("gender", ("girl", "boy", "another"))

    def spread(self, *by_level: int) -> tuple[np.ndarray, np.ndarray]:
        """So many of each level in all, over ten councils and both exposures; every third had the outcome."""
        trials = np.zeros((2, 10, len(by_level)), dtype=int)
        for level, number in enumerate(by_level):
            for child in range(number):
                trials[child % 2, child // 2 % 10, level] += 1
        return (trials + np.arange(10)[None, :, None] % 3) // 3 * (trials > 0), trials

    def test_who_gave_no_level_is_left_out(self) -> None:
        found = fit_adjusted(*self.spread(150, 150, 0, 30), who_of(self.GENDER, shape=(4,)))
        assert (found.bases.sum(), found.left_out, found.adjusted_for) == (300, 30, ("gender",))
        assert found.levels_left_out == ()

    @pytest.mark.parametrize(("of_another", "left_out"), [(9, 9), (10, 0)])
    def test_a_level_of_fewer_than_ten_is_left_out_with_its_children(
        self, of_another: int, left_out: int
    ) -> None:
        found = fit_adjusted(*self.spread(150, 150, of_another, 0), who_of(self.GENDER, shape=(4,)))
        assert (found.left_out, found.bases.sum()) == (left_out, 300 + of_another - left_out)
        assert found.levels_left_out == ((("gender", "another"),) if left_out else ())

    def test_what_most_did_not_say_is_not_allowed_for(self) -> None:
        """Rather than leave most of the children out."""
        found = fit_adjusted(*self.spread(60, 60, 0, 130), who_of(self.GENDER, shape=(4,)))
        assert (found.adjusted_for, found.left_out, found.bases.sum()) == ((), 0, 250)

    def test_what_all_have_alike_is_not_allowed_for(self) -> None:
        found = fit_adjusted(*self.spread(300, 0, 0, 0), who_of(self.GENDER, shape=(4,)))
        assert (found.adjusted_for, found.bases.sum()) == ((), 300)

    @pytest.mark.parametrize(
        ("events", "allowed_for"), [(29, ("age",)), (39, ("age",)), (40, ("age", "gender"))]
    )
    def test_the_last_is_given_up_first_where_few_had_the_outcome(
        self, events: int, allowed_for: tuple
    ) -> None:
        """Ten for each column: exposure and age take two, gender two more."""
        who = who_of(("age", ("11_12", "13_15")), self.GENDER, shape=(3, 4))
        trials = np.zeros(12, dtype=int)
        trials[[0, 1, 2, 4, 5, 6]] = 60
        had = np.zeros(12, dtype=int)
        had[0] = events
        pool = choose_pool(had, trials, who)
        assert tuple(who.keys[place] for place in pool.adjusters) == allowed_for
