"""What goes with low and very high well-being, in words."""

import re
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from heard.analysis.associations.columns import SCHEMA, table_of
from heard.analysis.associations.odds import odds_ratios
from heard.analysis.associations.plan import plan_associations
from heard.base.policy import Level
from heard.base.surveys import Survey
from heard.catalogue import load_catalogue
from heard.disclosure.associations import protect_associations
from heard.findings import Finding, Kind, check_sentence, find

ROW = {
    "wave": "2026",
    "area": "E1",
    "survey": "11-17",
    "outcome": "low",
    "indicator": "feels_safe",
    "exposure": "not_given",
    "model": "bivariate",
    "exposed_events": 8,
    "exposed_base": 20,
    "unexposed_events": 5,
    "unexposed_base": 54,
    "odds_ratio": 6.12,
    "low": 1.84,
    "high": 21.3,
    "p": 0.003,
    "q": 0.04,
}
CATALOGUE = load_catalogue()
PLANS = [plan for survey in Survey if (plan := plan_associations(CATALOGUE, survey))]


def told(
    make_tables, *rows: dict[str, object], level: Level = Level.WORKING, area: str = "E1"
) -> list[Finding]:
    whole = [ROW | row for row in rows]
    frame = table_of(len(whole), {name: [row[name] for row in whole] for name in SCHEMA if name in ROW})
    open_cells = [{"indicator": "feels_safe"}, {"indicator": "wellbeing_band", "cut_point": "low"}]
    estimates = make_tables(estimates=open_cells).estimates
    protected = protect_associations(frame, level, area, estimates=estimates, catalogue=CATALOGUE)
    return list(find(replace(make_tables(), associations=protected), CATALOGUE, area=area))


def test_the_whole_sentence(make_tables) -> None:
    (finding,) = told(make_tables, {})
    assert finding.sentence == (
        "Among young people aged 11 to 17, more have low overall well-being among those who do not always feel safe"
        " where they live: 8 of 20 (40\u00a0%) against 5 of 54 (9\u00a0%) of the others, 6.1 times the odds"
        " (between 1.8 and 21 once chance is allowed for); few stand behind it: 13 in all have low overall well-being."
        " The two may go together, or it could be chance; which comes first a survey cannot say."
    )
    assert finding.key == "2026/E1/11-17/feels_safe/positive/all=all/association/low"
    assert (finding.kind, finding.evidence, finding.domain) == ("association", "possible", "home")


def test_its_basis_is_the_four_counts_and_the_odds_ratio(make_tables) -> None:
    (finding,) = told(make_tables, {})
    names = (
        "count",
        "base",
        "reference_count",
        "reference_base",
        "odds_ratio",
        "low",
        "high",
        "p",
        "q",
        "exposure",
    )
    assert [finding.basis[name] for name in names] == [
        8,
        20,
        5,
        54,
        6.12,
        1.84,
        21.3,
        0.003,
        0.04,
        "not_given",
    ]
    assert finding.basis["share"] == 0.4


@pytest.mark.parametrize(
    ("q", "evidence"), [(0.01, "clear"), (0.011, "possible"), (0.1, "possible"), (0.101, None), (None, None)]
)
def test_it_is_firm_from_one_in_a_hundred_and_told_from_one_in_ten(q, evidence, make_tables) -> None:
    found = [finding.evidence for finding in told(make_tables, {"q": q})]
    assert found == ([evidence] if evidence else [])


def test_a_firm_one_says_that_the_two_go_together(make_tables) -> None:
    (finding,) = told(make_tables, {"q": 0.004})
    assert finding.sentence.endswith(". The two go together; which comes first a survey cannot say.")


@pytest.mark.parametrize(
    ("counts", "few"),
    [
        ((9, 20, 10, 54), "few stand behind it: 19 in all have low"),
        ((10, 20, 10, 54), None),
        ((18, 20, 37, 54), "few stand behind it: 19 in all do not have low"),
    ],
)
def test_that_few_stand_behind_it_is_said(counts, few, make_tables) -> None:
    names = ("exposed_events", "exposed_base", "unexposed_events", "unexposed_base")
    (finding,) = told(make_tables, dict(zip(names, counts, strict=True)))
    assert (few or "well-being among") in finding.sentence
    assert ("few stand" in finding.sentence) == (few is not None)


def test_of_very_high_well_being_the_good_side_is_told(make_tables) -> None:
    (finding,) = told(make_tables, {"outcome": "very_high", "exposure": "given"})
    assert (
        "more have very high overall well-being among those who always feel safe where they live:"
        in finding.sentence
    )
    assert finding.key.endswith("/association/very_high")


def test_of_a_question_only_some_were_asked_it_says_of_whom(make_tables) -> None:
    (finding,) = told(make_tables, {"indicator": "trusts_worker"})
    assert finding.sentence.startswith(
        "Among young people aged 11 to 17, of those who know who their worker is, or are not sure, more have low"
    )


def test_the_youngest_are_told_of_by_yesterday(make_tables) -> None:
    (finding,) = told(make_tables, {"survey": "8-11", "indicator": "settled"})
    assert "more were quite or very unhappy yesterday among those who do not feel settled" in finding.sentence


@pytest.mark.parametrize(
    ("counts", "halves"),
    [
        ((32, 105, 0, 24), True),
        ((24, 24, 32, 105), True),
        ((0, 24, 32, 105), True),
        ((32, 105, 24, 24), True),
        ((32, 105, 1, 24), False),
    ],
)
def test_where_a_count_is_nought_it_says_that_halves_were_added(counts, halves, make_tables) -> None:
    """32 of 105 against 0 of 24: (32.5 / 73.5) / (0.5 / 24.5) is 21.7, which no reader finds without the halves."""
    names = ("exposed_events", "exposed_base", "unexposed_events", "unexposed_base")
    changed = {"odds_ratio": 21.67, "low": 1.3, "high": 370.0}
    (finding,) = told(make_tables, dict(zip(names, counts, strict=True)) | changed)
    said = "22 times the odds with half a child added to each of the four counts (between 1.3"
    assert (said in finding.sentence) == halves
    assert check_sentence(finding, CATALOGUE) == ()


def test_what_goes_with_it_less_often_is_told_too(make_tables) -> None:
    (finding,) = told(make_tables, {"odds_ratio": 0.2, "low": 0.004, "high": 0.845})
    assert "17, fewer have low overall well-being among" in finding.sentence
    assert "0.20 times the odds (between under 0.01 and 0.85 once" in finding.sentence


def test_an_interval_without_end_is_not_printed_as_a_number(make_tables) -> None:
    (finding,) = told(make_tables, {"odds_ratio": 72.6, "low": 5.6, "high": 10759.3})
    assert "73 times the odds (between 5.6 and over 100 once" in finding.sentence


def test_several_things_held_together_are_no_finding_of_their_own(make_tables) -> None:
    assert told(make_tables, {"model": "multivariable"}) == []


def test_what_goes_with_it_in_all_councils_is_no_finding_of_a_council(make_tables) -> None:
    assert told(make_tables, {"area": "all", "model": "adjusted"}) == []


def test_outside_the_analysts_it_is_told_without_a_number(make_tables) -> None:
    counts = {"exposed_events": 12, "exposed_base": 30, "unexposed_events": 11, "unexposed_base": 70}
    (finding,) = told(make_tables, counts, level=Level.BOARD)
    assert finding.sentence == (
        "Among young people aged 11 to 17, more have low overall well-being among those who do not always feel safe"
        " where they live (how many is not given, so that nobody can be recognised)."
        " The two may go together, or it could be chance; which comes first a survey cannot say."
    )
    numbers = [value for value in finding.basis.values() if isinstance(value, int | float)]
    assert numbers == []
    assert check_sentence(finding, CATALOGUE) == ()


@pytest.mark.parametrize(
    ("instead_of", "written", "complaint"),
    [
        ("8 of 20", "9 of 20", "where the basis holds"),
        ("(40\u00a0%)", "(41\u00a0%)", "where the basis holds"),
        ("5 of 54 (9", "5 of 54 (8", "where the basis holds"),
        ("6.1 times", "6.2 times", "where the basis holds"),
        ("between 1.8", "between 1.9", "where the basis holds"),
        ("13 in all", "14 in all", "where the basis holds"),
        ("8 of 20 (40\u00a0%) against ", "", "where the basis holds"),
        ("more have", "fewer have", "does not say that they go together more_often"),
        (
            "may go together, or it could be chance",
            "go together",
            "does not conclude that the evidence is possible",
        ),
        ("The two may go together", "This leads to it", "says 'leads to'"),
        ("; few", " because of it; few", "says 'because'"),
        ("; few", ", the driver of it; few", "says 'driver'"),
        ("; few", ", due to it; few", "says 'due to'"),
        ("; few", ", which causes it; few", "says 'causes'"),
        ("aged 11 to 17", "aged 11 to 71", "does not say of whom it speaks"),
    ],
)
def test_the_guard_finds_what_is_wrong(instead_of, written, complaint, make_tables) -> None:
    (finding,) = told(make_tables, {})
    assert check_sentence(finding, CATALOGUE) == ()
    assert instead_of in finding.sentence
    changed = replace(finding, sentence=finding.sentence.replace(instead_of, written, 1))
    assert complaint in " | ".join(check_sentence(changed, CATALOGUE))


def test_the_guard_finds_evidence_that_the_basis_does_not_bear(make_tables) -> None:
    (finding,) = told(make_tables, {"q": 0.004})
    claimed = replace(finding, basis=finding.basis | {"flag": "possible"})
    assert check_sentence(claimed, CATALOGUE) == ("concludes that the evidence is clear",)


@st.composite
def rows(draw: st.DrawFn) -> dict[str, object]:
    plan = draw(st.sampled_from(PLANS))
    outcome, predictor = draw(st.sampled_from(plan.outcomes)), draw(st.sampled_from(plan.predictors))
    cells = [draw(st.integers(0, 300) | st.integers(1, 9)) for _ in range(4)]
    a, b, c, d = (cell + 1 for cell in cells)
    found = odds_ratios(a, b, c, d)
    return {
        "survey": plan.survey.value,
        "outcome": outcome.key,
        "indicator": predictor.indicator,
        "exposure": predictor.exposure(outcome),
        "exposed_events": a,
        "exposed_base": a + c,
        "unexposed_events": b,
        "unexposed_base": b + d,
        "odds_ratio": float(found.ratio),
        "low": float(found.low),
        "high": float(found.high),
        "p": float(found.p),
        "q": draw(st.floats(0, 0.1)),
    }


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(row=rows(), level=st.sampled_from(list(Level)))
def test_whatever_the_numbers_each_follows_from_the_basis(row, level, make_tables) -> None:
    findings = told(make_tables, row, level=level)
    # The analysts are told of every odds ratio but 1; whoever else reads, of some only.
    assert findings or level is not Level.WORKING or row["odds_ratio"] == 1
    for finding in findings:
        assert finding.kind is Kind.ASSOCIATION
        assert check_sentence(finding, CATALOGUE) == ()
        assert re.search(r"\bnan\b|None|\{", finding.sentence) is None
