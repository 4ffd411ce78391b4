"""The made-up nation answers as it is calibrated to, and much as real children were reported to."""

from dataclasses import replace
from math import sqrt

import polars as pl
import pytest

from heard.base.errors import HeardError
from heard.base.surveys import Survey
from heard.dataset.synthesis.calibration import check_calibration, load_calibration

NEAR = 0.03  # how far a national share may lie from a published one: sampling, and figures of several years


def share(
    made, survey: str, indicator: str, codes: set[str], no_answer: tuple[str, ...]
) -> tuple[float, int]:
    given = made.answers(survey, indicator)
    given = given.filter(~given.is_in(list(no_answer)))
    ticked = given.str.split(";").list.set_intersection(sorted(codes)).list.len() > 0
    return float(ticked.mean()), len(given)


def test_the_calibration_fits_the_catalogue(catalogue):
    check_calibration(load_calibration(), catalogue)


@pytest.mark.parametrize("survey", list(Survey))
def test_every_answer_is_given_as_often_as_calibrated(made, catalogue, survey):
    far = []
    for indicator, shares in load_calibration().surveys[survey].answers.items():
        scale = catalogue.asked(indicator, survey).scale
        for code, expected in {} if scale.multiple else shares.items():
            found, base = share(made, survey, indicator, {code}, scale.no_answer)
            # councils differ a little and weigh differently: a point on top of four standard errors
            if abs(found - expected) > 0.01 + 4 * sqrt(expected * (1 - expected) / base):
                far.append((indicator, code, expected, found))
    assert far == []


NOT_EXPLAINED = {"want_to_know_more", "no", "unsure"}
NOT_OFTEN = {"hardly_ever", "never"}
OFTEN = {"all_or_most", "sometimes"}

PUBLISHED = [
    # survey, indicator, answers, share, where it was published
    ("4-7", "reason_for_care", NOT_EXPLAINED, 0.50, "national 2016-19: about half not explained"),
    ("8-11", "reason_for_care", NOT_EXPLAINED, 0.33, "national 2017-18: not understood, 8-11"),
    ("11-17", "reason_for_care", NOT_EXPLAINED, 0.20, "national 2016-19: not explained, 11-18"),
    ("16-25", "reason_for_care", NOT_EXPLAINED, 0.24, "national 2018, care leavers"),
    ("4-7", "knows_worker", {"no", "unsure"}, 0.20, "national 2017-18: does not know the worker"),
    ("4-7", "carers_notice", {"yes", "sometimes"}, 0.89, "national 2017"),
    ("8-11", "carers_notice", OFTEN, 0.93, "national 2017, 8-10"),
    ("11-17", "carers_notice", OFTEN, 0.92, "national 2017, 11-18"),
    ("8-11", "trusted_person", {"yes"}, 0.97, "national 2017, 8-10"),
    ("11-17", "trusted_person", {"yes"}, 0.85, "national 2017, 11-18"),
    ("8-11", "afraid_bullying", OFTEN, 0.29, "national 2016-21, 8-10"),
    ("8-11", "speaks_alone", {"no", "unsure"}, 0.15, "national 2017: does not know it may, 8-10"),
    ("8-11", "sees_mum", {"too_little"}, 0.31, "national 2016-20, 8-10"),
    ("11-17", "sees_mum", {"too_little"}, 0.25, "national 2016-20, 11-18"),
    ("11-17", "sees_siblings", {"too_little"}, 0.31, "national 2016-20, 11-18"),
    ("8-11", "life_better", {"much_better", "a_bit_better"}, 0.84, "national 2021-24, 8-18"),
    ("11-17", "life_better", {"much_better", "a_bit_better"}, 0.84, "national 2021-24, 8-18"),
    ("11-17", "worries_feelings", OFTEN, 0.60, "national 2016-21, 8-18"),
    ("11-17", "contacts_worker", NOT_OFTEN, 0.15, "national 2017: not easy, 11-18"),
    ("11-17", "worker_stability", {"three_or_more"}, 0.31, "national 2015-16, 11-18"),
    ("11-17", "worker_stability", {"two"}, 0.38, "national 2015-16, 11-18"),
    ("11-17", "made_different", {"yes"}, 0.125, "national 2016-21: one in eight"),
    ("11-17", "good_friend", {"no"}, 0.07, "national 2016-21"),
    ("11-17", "talks_carers", {"never"}, 0.20, "national 2016-21"),
    ("11-17", "like_friends", NOT_OFTEN, 0.17, "national 2016-21"),
    ("16-25", "lonely", {"often_or_always"}, 0.19, "national 2021-24, care leavers"),
    ("16-25", "life_satisfaction", {"0", "1", "2", "3", "4"}, 0.26, "national 2017-19, care leavers"),
    ("16-25", "anxiety", {"6", "7", "8", "9", "10"}, 0.33, "national 2017-19, care leavers"),
    ("16-25", "copes_financially", {"comfortable", "all_right"}, 0.60, "national 2020-21, care leavers"),
    ("16-25", "internet", {"yes"}, 0.80, "national 2018, care leavers"),
    ("16-25", "good_friend", {"yes"}, 0.85, "national 2018, care leavers"),
    ("16-25", "treated_same", {"worse"}, 0.10, "national 2019, care leavers"),
    ("16-25", "feels_safe", {"sometimes", *NOT_OFTEN}, 0.33, "national 2021-24: not always, care leavers"),
    ("16-25", "trusts_worker", {"all_or_most"}, 0.78, "national 2017-19, care leavers"),
    ("16-25", "emotional_support", {"adviser"}, 0.45, "national 2017-19, care leavers"),
    ("16-25", "emotional_support", {"nobody"}, 0.05, "national 2020-21, care leavers"),
]


@pytest.mark.parametrize("published", PUBLISHED, ids=lambda row: "-".join(map(str, row[:2])))
def test_national_shares_lie_near_published_ones(made, catalogue, published):
    survey, indicator, codes, expected, source = published
    found, _ = share(made, survey, indicator, codes, catalogue.asked(indicator, survey).scale.no_answer)
    assert found == pytest.approx(expected, abs=NEAR), source


@pytest.mark.parametrize(
    ("survey", "low", "very_high", "source"),
    [
        ("11-17", 0.17, 0.39, "national 2016-21 (low) and 2021-24 (very high)"),
        ("16-25", 0.30, 0.20, "national 2017-19 (low) and 2021-24 (very high)"),
    ],
)
def test_wellbeing_bands_come_out_as_published(made, survey, low, very_high, source):
    """Means of the four scales where all four were answered: under 5 is low, from 8.5 very high."""
    scales = ("happiness", "life_satisfaction", "worthwhile", "positive_future")
    scores = (
        made.responses.filter(survey=survey).select(pl.col(scales).cast(pl.Int64, strict=False)).drop_nulls()
    )
    means = scores.select(pl.mean_horizontal(pl.all())).to_series()
    assert (means < 5).mean() == pytest.approx(low, abs=0.02), source
    assert (means >= 8.5).mean() == pytest.approx(very_high, abs=0.02), source


def test_a_calibration_that_does_not_fit_is_refused_with_everything_wrong(catalogue):
    ours = load_calibration()
    youngest = ours.surveys[Survey.AGES_4_7]
    answers = {key: shares for key, shares in youngest.answers.items() if key != "has_fun"}
    answers["settled"] = {"no": 0.5, "a_bit": 0.3, "yes": 0.3}
    wrong = replace(ours, surveys={**ours.surveys, Survey.AGES_4_7: replace(youngest, answers=answers)})
    with pytest.raises(HeardError) as caught:
        check_calibration(wrong, catalogue)
    said = str(caught.value)
    assert "4-7: has_fun is asked and not calibrated" in said
    assert "4-7: the shares of settled add up to 1.100" in said
    assert "4-7: settled: the answers of the headline cut must stand first" in said
