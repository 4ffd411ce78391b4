"""Every value of the founding reference results that names a method of ours: numbers made with R and worked by hand.

The file is not part of the project. It is found in ../shared/data or through HEARD_SHARED.
"""

import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from heard.analysis.associations.firth import fit_firth
from heard.analysis.associations.odds import odds_ratios
from heard.analysis.intervals import cohort_intervals, wilson
from heard.analysis.multiplicity import false_discovery_q, holm_p
from heard.analysis.nation.funnel import funnel_limits, over_dispersion
from heard.analysis.nonresponse.raking import Margin, fit_margins, rake
from heard.analysis.one_sample import one_sample_p
from heard.analysis.power import detectable_difference
from heard.analysis.scales import average_scores
from heard.analysis.shrinkage import (
    fit_beta_binomial,
    posterior_interval,
    posterior_mean,
    probability_above_mean,
)
from heard.analysis.two_groups import difference_interval, two_group_p
from heard.analysis.worked.chances import list_chances
from heard.base.shares import percent_of

HERE = Path(__file__).parent
SHARED = Path(os.environ.get("HEARD_SHARED", HERE.parents[2] / "shared"))
RESULTS = SHARED / "data" / "reference_results.json"
OURS = HERE / "references"
pytestmark = pytest.mark.skipif(
    not RESULTS.is_file(), reason="the founding reference results are not here: set HEARD_SHARED"
)

COVERED = {
    "r.two_by_two",
    "r.one_sample",
    "r.wilson",
    "r.bh",
    "r.endometrial",
    "r.api_rake",
    "r.api_poststrat",
    "r.api_srs",
    "r.contraception",
    "r2.fpc_intervals",
    "r2.newcombe",
    "r2.mdd_80pct_power",
    "r2.firth_2x2",
    "r2.eb_contraception",
    "r2.funnel_contraception",
    "r2.funnel_exact_limits",
    "r2.rounded_pct",
    "r2.rounded_pct_unique_max_n",
    "interval_coverage",
}
NOT_OURS = {
    "meta": "which R and which packages made the numbers",
    "r.api_truth": "facts about all 6,194 schools, no result of a method",
    "r.api_strat": "a stratified sample; every council's cohort is one stratum",
    "r.api_clus1": "a sample of whole clusters; children are asked one by one",
    "r.clopper": "another interval: Wilson's holds the truth nearer to 95 of 100 times",
    "r2.ucb_bounds_from_2way": "bounds on hidden cells, which belong to disclosure",
    "r2.titanic_gauss": "hidden cells chosen by another program, which belong to disclosure",
    "flag_rule_operating_characteristics": "a simulation, made again by the study of flag rates",
    "flag_rule_recommended_spec": "a simulation, made again by the study of flag rates",
    "suppression_experiment": "a comparison of programs that hide cells, which belongs to disclosure",
    "benchmarks": "times and memory of engines",
}


@pytest.fixture(scope="module")
def results() -> Mapping[str, Any]:
    return json.loads(RESULTS.read_text(encoding="utf-8"))


def read_ours(name: str) -> Any:
    """Rows and reference values of our own, made by the program beside them."""
    return json.loads((OURS / f"{name}.json").read_text(encoding="utf-8"))


def near(value: object, *, rel: float = 1e-6, abs: float = 1e-10) -> Any:
    return pytest.approx(value, rel=rel, abs=abs)


def read_table(name: str) -> tuple[int, int, int, int]:
    """ "8/74 vs 900/10000" or "8/74-900/10000"."""
    x1, n1, x2, n2 = (int(each) for pair in name.replace(" vs ", "-").split("-") for each in pair.split("/"))
    return x1, n1, x2, n2


def test_every_group_of_the_results_is_compared_or_said_not_to_be_ours(results: Mapping[str, Any]) -> None:
    groups = {f"{top}.{name}" for top in ("r", "r2") for name in results[top]}
    groups |= set(results) - {"r", "r2"}
    assert groups == COVERED | set(NOT_OURS)
    assert not COVERED & set(NOT_OURS)


@pytest.mark.parametrize("place", range(4))
def test_two_by_two(results: Mapping[str, Any], place: int) -> None:
    """Whichever test the table calls for, both are what R has: N-1 chi-squared, and mid-P ordered by probability."""
    name, expected = list(results["r"]["two_by_two"].items())[place]
    x1, n1, x2, n2 = read_table(name)
    a, b, c, d = x1, n1 - x1, x2, n2 - x2
    smallest = min(x1 + x2, b + d) * min(n1, n2) / (n1 + n2)
    chosen = "chisq_Nminus1" if smallest >= 5 else "midp_minlik"
    assert float(two_group_p(x1, n1, x2, n2)) == near(expected[chosen])
    chances = list_chances(n1, n2, x1 + x2)
    seen = chances[x1 - max(0, x1 + x2 - n2)]
    assert chances[chances <= seen * (1 + 1e-7)].sum() - seen / 2 == near(expected["midp_minlik"])
    statistic = (a * d - b * c) ** 2 * (n1 + n2 - 1) / (n1 * n2 * (a + c) * (b + d))
    assert chi_squared_p(statistic) == near(expected["chisq_Nminus1"])


def chi_squared_p(statistic: float) -> float:
    from scipy import special

    return float(special.chdtrc(1, statistic))


@pytest.mark.parametrize("name", ["11/119 vs 0.03", "26/74 vs 0.18"])
def test_one_sample(results: Mapping[str, Any], name: str) -> None:
    counts, share = name.split(" vs ")
    count, base = map(int, counts.split("/"))
    assert float(one_sample_p(count, base, float(share))) == near(results["r"]["one_sample"][name]["midp"])


@pytest.mark.parametrize("name", ["8/74", "11/119", "1/3"])
def test_wilson(results: Mapping[str, Any], name: str) -> None:
    count, base = map(int, name.split("/"))
    assert [float(end) for end in wilson(count / base, base)] == near(results["r"]["wilson"][name])


@pytest.mark.parametrize(("rule", "adjust"), [("BH", false_discovery_q), ("holm", holm_p)])
def test_many_comparisons(results: Mapping[str, Any], rule: str, adjust: Any) -> None:
    found = results["r"]["bh"]
    assert adjust(found["p"]).tolist() == near(found[rule])


@pytest.mark.parametrize("place", range(7))
def test_intervals_of_a_cohort(results: Mapping[str, Any], place: int) -> None:
    given = results["r2"]["fpc_intervals"][place]
    found = cohort_intervals(given["x"], given["n"], given["N"])
    assert [float(found.low), float(found.high)] == near(given["wilson_fpc"])
    if given["n_eff"] is not None:
        assert float(found.size) == near(given["n_eff"])
    plain = cohort_intervals(given["x"], given["n"], np.nan)
    assert [float(plain.low), float(plain.high)] == near(given["wilson"])


DESIGNS = [(40, 12), (40, 24), (60, 19), (100, 30), (100, 60), (230, 74), (230, 140), (372, 119), (372, 220)]


@pytest.mark.parametrize(("cohort", "answers"), DESIGNS)
@pytest.mark.parametrize("method", ["wilson_nofpc", "wilson_fpc_clip"])
def test_how_often_an_interval_holds_the_truth(
    results: Mapping[str, Any], method: str, cohort: int, answers: int
) -> None:
    """Over every cohort of which 2 to 98 % would say yes, exactly."""
    [expected] = [
        row
        for row in results["interval_coverage"]
        if (row["method"], row["N"], row["n"]) == (method, cohort, answers)
    ]
    found = cohort_intervals(np.arange(answers + 1), answers, np.nan if "nofpc" in method else cohort)
    held, width = [], []
    for positive in range(max(1, int(0.02 * cohort)), int(0.98 * cohort) + 1):
        chances = list_chances(answers, cohort - answers, positive)
        first = max(0, positive - (cohort - answers))
        seen = slice(first, first + chances.size)
        truth = positive / cohort
        inside = (found.low[seen] <= truth + 1e-12) & (truth - 1e-12 <= found.high[seen])
        held.append(chances[inside].sum())
        width.append(100 * chances @ (found.high - found.low)[seen])
    assert np.mean(held) == near(expected["mean_cov"], abs=6e-5, rel=0)
    assert min(held) == near(expected["min_cov"], abs=6e-5, rel=0)
    assert np.mean(width) == near(expected["mean_width_pp"], abs=6e-3, rel=0)


@pytest.mark.parametrize("place", range(4))
def test_differences(results: Mapping[str, Any], place: int) -> None:
    name, expected = list(results["r2"]["newcombe"].items())[place]
    assert [float(each) for each in difference_interval(*read_table(name))] == near(expected)


@pytest.mark.parametrize("place", range(4))
def test_least_differences(results: Mapping[str, Any], place: int) -> None:
    given = results["r2"]["mdd_80pct_power"][place]
    found = float(detectable_difference(given["n1"], given["n2"], given["p2"], 1))
    assert found == near(given["mdd_drop"], abs=1e-8, rel=0)  # the digits given


@pytest.mark.parametrize("cells", ["5,3,10,56", "0,8,20,46"])
def test_odds_ratios(results: Mapping[str, Any], cells: str) -> None:
    expected = results["r2"]["firth_2x2"][cells]
    found = odds_ratios(*map(int, cells.split(",")))
    assert float(found.ratio) == near(expected["or"])
    assert [float(found.wald_low), float(found.wald_high)] == near(expected["wald"])


def test_firths_model_of_the_endometrial_data(results: Mapping[str, Any]) -> None:
    rows = read_ours("logistic")["endometrial"]
    expected = results["r"]["endometrial"]
    found = fit_firth(rows["design"], rows["events"])
    assert (len(rows["events"]), sum(rows["events"])) == (expected["n"], expected["events"])
    assert found.coefficients.tolist() == near(expected["firth"])
    assert np.sqrt(np.diag(found.covariance)).tolist() == near(expected["se"])


def test_councils_drawn_towards_their_mean(results: Mapping[str, Any]) -> None:
    """R stops climbing a ten-millionth short of the top, so its numbers hold to six digits."""
    expected = results["r2"]["eb_contraception"]
    count, base = (np.array([expected[key]], dtype=float) for key in ("x", "n"))
    fits = fit_beta_binomial(count, base, min_base=1)
    assert [float(each[0]) for each in (fits.mean, fits.size, fits.loss)] == near(
        [expected[key] for key in ("mu", "M", "nll")]
    )
    assert fits.mean[0] * fits.size[0] == near(expected["alpha"])
    assert (1 - fits.mean[0]) * fits.size[0] == near(expected["beta"])
    assert 1 / (fits.size[0] + 1) == near(expected["rho"])
    low, high = posterior_interval(count, base, fits)
    for found, name in (
        (posterior_mean(count, base, fits), "post_mean"),
        (low, "ci_lo"),
        (high, "ci_hi"),
        (probability_above_mean(count, base, fits), "p_above_mu"),
    ):
        assert found[0].tolist() == near(expected[name], abs=1e-6), name


def test_another_model_draws_councils_alike(results: Mapping[str, Any]) -> None:
    """A logistic model with a random intercept, instead of beta-binomial: the same councils within two points."""
    expected = results["r"]["contraception"]
    count, base = (np.array([expected[key]], dtype=float) for key in ("x", "nn"))
    assert (count.sum() / base.sum(), base.sum()) == (near(expected["overall"]), expected["n"])
    found = posterior_mean(count, base, fit_beta_binomial(count, base, min_base=1))[0]
    assert np.abs(found - expected["m0_eb_prob"]).max() < 0.02


def test_the_funnel(results: Mapping[str, Any]) -> None:
    councils, expected = results["r2"]["eb_contraception"], results["r2"]["funnel_contraception"]
    found = over_dispersion([councils["x"]], [councils["n"]])
    assert found.target[0] == near(expected["target"])
    assert found.phi[0] == near(expected["phi_winsor"])
    assert np.mean(found.z**2) == near(expected["phi_raw"])
    assert found.tau2[0] == near(expected["tau2"])
    assert found.z[0].tolist() == near(expected["z"])
    assert found.z_dispersed[0].tolist() == near(expected["zD"])
    for z, name in ((found.z, "unadj"), (found.z_dispersed, "adj")):
        for line in ("1.96", "3.09"):
            assert np.sum(np.abs(z) > float(line)) == expected[f"n_out_{name}_{line}"]


@pytest.mark.parametrize("place", range(4))
def test_the_limits_of_the_funnel(results: Mapping[str, Any], place: int) -> None:
    expected = results["r2"]["funnel_exact_limits"][place]
    found = funnel_limits(expected["n"], expected["target"])
    ends = [found.low_95, found.high_95, found.low_998, found.high_998]
    assert [float(end) for end in ends] == near([expected[key] for key in ("l95", "u95", "l998", "u998")])


@pytest.fixture(scope="module")
def schools() -> Mapping[str, Any]:
    """The 200 sampled schools of R's survey package, as counts of (stype, sch.wide, awards)."""
    return read_ours("nonresponse")["schools"]


def place_levels(schools: Mapping[str, Any]) -> tuple[Any, Any, Any, Any]:
    """The patterns' levels, how many gave each, which have awards, and the margins."""
    patterns = schools["patterns"]
    levels = np.array(
        [
            ["EHM".index(kind), ["No", "Yes"].index(wide)]
            for kind, wide in columns(patterns, "stype", "sch.wide")
        ]
    )
    awards = np.array([each == "Yes" for each in patterns["awards"]])
    margins = [np.array(schools["margins"][name], dtype=float) for name in ("stype", "sch.wide")]
    return levels, np.array(patterns["count"]), awards, margins


def columns(patterns: Mapping[str, Sequence[str]], *names: str) -> list[tuple[str, ...]]:
    return list(zip(*(patterns[name] for name in names), strict=True))


def test_the_mean_of_a_sample(results: Mapping[str, Any], schools: Mapping[str, Any]) -> None:
    """And its share with awards, whose own interval is another there: logit, likelihood, arcsine, beta, mean."""
    expected = results["r"]["api_srs"]
    [api00] = [each for each in read_ours("scales") if each["name"] == "api00 of 200 schools of 6194"]
    scores, counts = (np.array(api00[key], dtype=float) for key in ("scores", "counts"))
    found = average_scores(counts, np.array(6194.0), scores)
    assert [float(found.mean), float(found.error)] == near(expected["mean_api00"])
    patterns = schools["patterns"]
    awards = sum(
        count for award, count in zip(patterns["awards"], patterns["count"], strict=True) if award == "Yes"
    )
    assert (awards, sum(patterns["count"])) == (expected["x_awards"], expected["n"])
    assert awards / expected["n"] == near(expected["fpc"]["mean"]["est"])


def test_raking_stopped_where_r_stops(results: Mapping[str, Any], schools: Mapping[str, Any]) -> None:
    expected = results["r"]["api_rake"]
    levels, counts, awards, targets = place_levels(schools)
    assert [int(each) for each in targets[0]] == [row["Freq"] for row in expected["margins_stype"]]
    assert [int(each) for each in targets[1]] == [row["Freq"] for row in expected["margins_schwide"]]
    margins = [Margin(levels[:, place], target / target.sum()) for place, target in enumerate(targets)]
    start = np.full(counts.size, 6194 / 200)
    weights, _ = fit_margins(start, counts, margins, passes=4, tolerance=0.0)
    carried = weights * counts
    assert carried[awards].sum() / carried.sum() == near(expected["awards"][0])
    assert [weights.min(), weights.max()] == near(expected["weight_range"])
    assert carried.sum() == near(expected["sum_w"])
    assert 200 * (weights**2 @ counts) / carried.sum() ** 2 == near(expected["weight_deff_kish"])


def test_raking_to_the_end(schools: Mapping[str, Any]) -> None:
    """Method, item 9: R stops early; ours stops where every margin is met to a millionth."""
    levels, counts, awards, targets = place_levels(schools)
    found = rake(levels, counts, targets, cohort=6194)
    carried = found.weights * counts
    assert carried[awards].sum() / carried.sum() == near(0.62898162, abs=2e-8, rel=0)
    assert [found.weights.min(), found.weights.max()] == near([28.9108, 31.5292], abs=5e-5, rel=0)
    assert found.deff == near(1.00095, abs=5e-6, rel=0)


def test_raking_to_one_margin_is_post_stratification(
    results: Mapping[str, Any], schools: Mapping[str, Any]
) -> None:
    levels, counts, awards, targets = place_levels(schools)
    found = rake(levels[:, :1], counts, targets[:1], cohort=6194)
    carried = found.weights * counts
    assert carried[awards].sum() / carried.sum() == near(results["r"]["api_poststrat"]["awards"][0])


@pytest.mark.parametrize("place", range(6))
def test_the_counts_behind_a_printed_percentage(results: Mapping[str, Any], place: int) -> None:
    name, expected = list(results["r2"]["rounded_pct"].items())[place]
    printed, base = (int(each) for each in name.split("% of "))
    found = [count for count in range(base + 1) if percent_of(count, base) == printed]
    assert found == (expected if isinstance(expected, list) else [expected])


def test_a_printed_percentage_gives_the_count_away_up_to_a_hundred(results: Mapping[str, Any]) -> None:
    most = results["r2"]["rounded_pct_unique_max_n"]
    unique = [n for n in range(1, 200) if len({percent_of(x, n) for x in range(n + 1)}) == n + 1]
    assert unique == list(range(1, most + 1))
