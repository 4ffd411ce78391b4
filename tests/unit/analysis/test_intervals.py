"""Wilson's interval for a cohort: every edge, and two independent sources."""

import numpy as np
import pytest
from scipy import special

from heard.analysis.intervals import NOTE_WORDS, Note, cohort_intervals, eligible_for, wilson

UNKNOWN = float("nan")


@pytest.mark.parametrize(("count", "base"), [(0, 12), (1, 3), (8, 74), (11, 119), (12, 12), (500, 1000)])
def test_wilson_is_that_of_statsmodels(count: int, base: int) -> None:
    from statsmodels.stats.proportion import proportion_confint

    low, high = wilson(count / base, base)
    assert (float(low), float(high)) == pytest.approx(
        proportion_confint(count, base, method="wilson"), abs=1e-12
    )


@pytest.mark.parametrize("base", [1, 3, 5, 15, 74, 199])
def test_a_share_of_nought_or_one_is_an_end_of_its_own_interval(base: int) -> None:
    """Of 5 answers rounding alone would put the low end of 0 at 5.6e-17."""
    assert float(wilson(0.0, base)[0]) == 0.0
    assert float(wilson(1.0, base)[1]) == 1.0


def test_nobody_answered_gives_no_interval() -> None:
    found = cohort_intervals(0, 0, 40)
    assert np.isnan(found.low)
    assert np.isnan(found.high_outward)
    assert found.notes == Note.NOBODY


def test_everyone_answered_gives_the_share_itself() -> None:
    found = cohort_intervals(27, 30, 30)
    assert (float(found.low), float(found.high), float(found.high_outward)) == (0.9, 0.9, 0.9)
    assert found.notes == Note.EVERYONE_ANSWERED


@pytest.mark.parametrize(("eligible", "note"), [(UNKNOWN, Note.COHORT_UNKNOWN), (29, Note.COHORT_TOO_SMALL)])
def test_an_unknown_or_impossible_cohort_gives_plain_wilson(eligible: float, note: Note) -> None:
    found, plain = cohort_intervals(27, 30, eligible), wilson(0.9, 30)
    assert (float(found.low_outward), float(found.high_outward)) == pytest.approx(
        (float(plain[0]), float(plain[1]))
    )
    assert found.notes == note


def test_one_child_more_than_answered_is_the_smallest_correction() -> None:
    """27 of 30 said yes; the one left makes it 27 or 28 of 31."""
    found = cohort_intervals(27, 30, 31)
    assert (float(found.low_outward), float(found.high_outward)) == pytest.approx((27 / 31, 28 / 31))


def test_none_of_them_and_all_of_them_mirror_each_other() -> None:
    none, all_of_them = cohort_intervals(0, 12, 40), cohort_intervals(12, 12, 40)
    assert float(none.low) == 0.0
    assert float(all_of_them.high) == 1.0
    assert float(none.high) == pytest.approx(1 - float(all_of_them.low), abs=1e-12)


def test_ends_on_a_whole_child_stay_there() -> None:
    """2 of 2 and 1 unseen of 3: the low end is clipped to exactly 2/3, which floating point puts under 2 of 3."""
    assert float(cohort_intervals(2, 2, 3).low_outward) == 2 / 3


def test_no_interval_leaves_out_what_the_cohort_may_hold() -> None:
    """Ends stay inside x/N (all the others said no) and (N-n+x)/N (all said yes)."""
    count, base = np.arange(20), 19
    for eligible in (20, 21, 25, 40):
        found = cohort_intervals(count, base, eligible)
        assert np.all(found.low_outward >= count / eligible - 1e-12)
        assert np.all(found.high_outward <= (eligible - base + count) / eligible + 1e-12)
        assert np.all(found.low_outward <= found.low + 1e-9)
        assert np.all(found.high_outward >= found.high - 1e-9)


@pytest.mark.parametrize(("cohort", "base"), [(40, 12), (60, 19), (230, 74)])
def test_the_outward_interval_covers_as_the_method_measured(cohort: int, base: int) -> None:
    """Exact coverage of every cohort from 2 % to 98 % yes: .929 at least, .953 on average (method, section 1)."""
    count = np.arange(base + 1)
    found = cohort_intervals(count, base, cohort)
    coverage = []
    for yes in range(int(np.ceil(0.02 * cohort)), int(0.98 * cohort) + 1):
        inside = (found.low_outward <= yes / cohort + 1e-12) & (yes / cohort <= found.high_outward + 1e-12)
        coverage.append(_hypergeometric(cohort, yes, base)[inside].sum())
    assert min(coverage) >= 0.929
    assert np.mean(coverage) >= 0.953


def test_it_is_close_to_the_mid_p_interval_of_the_hypergeometric() -> None:
    """8 of 74 from 230: R's mid-P interval is 14 to 41 children; Wilson's with the correction 14 to 42."""
    found = cohort_intervals(8, 74, 230)
    assert _mid_p_interval(8, 74, 230) == (14, 41)
    assert (found.low_outward * 230, found.high_outward * 230) == pytest.approx((14, 42))


def test_the_part_that_was_asked_is_scaled_up_to_the_cohort() -> None:
    """30 of 60 respondents were asked: half of 239 children, 119.5, is rounded up."""
    assert float(eligible_for(239, 60, 30, 28)) == 120


def test_skipping_does_not_shrink_the_cohort() -> None:
    assert float(eligible_for(239, 60, 60, 41)) == 239


def test_a_routed_cohort_is_never_smaller_than_its_answers() -> None:
    assert float(eligible_for(61, 60, 30, 30)) == 31
    assert float(eligible_for(60, 60, 20, 20)) == 20


def test_an_unknown_cohort_stays_unknown_when_the_question_is_routed() -> None:
    assert np.isnan(eligible_for(UNKNOWN, 60, 30, 28))


def test_every_note_has_its_words() -> None:
    assert len(NOTE_WORDS) == len(Note)


def _hypergeometric(cohort: int, yes: int, base: int) -> np.ndarray:
    k = np.arange(base + 1)
    logs = _ln_choose(yes, k) + _ln_choose(cohort - yes, base - k) - _ln_choose(cohort, base)
    return np.where((k <= yes) & (base - k <= cohort - yes), np.exp(logs), 0.0)


def _ln_choose(n: int, k: np.ndarray | int) -> np.ndarray:
    safe = np.clip(k, 0, n)
    return special.gammaln(n + 1) - special.gammaln(safe + 1) - special.gammaln(n - safe + 1)


def _mid_p_interval(count: int, base: int, cohort: int) -> tuple[int, int]:
    """The numbers of yes in the cohort that neither mid-P tail excludes at 2.5 %."""
    kept = []
    for yes in range(count, cohort - base + count + 1):
        p = _hypergeometric(cohort, yes, base)
        if min(p[:count].sum(), p[count + 1 :].sum()) + p[count] / 2 > 0.025:
            kept.append(yes)
    return kept[0], kept[-1]
