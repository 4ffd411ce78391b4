"""Whatever the numbers: a sentence claims no more than its flag, and every number in it follows from its basis."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from heard.catalogue import load_catalogue
from heard.findings import check_sentence, find
from heard.findings.levels import SETTLED_KINDS

CATALOGUE = load_catalogue()
ASKED = [
    (survey.value, item.key, cut.key, cut.polarity)
    for item in CATALOGUE.indicators.values()
    for survey, asked in item.asked.items()
    for cut in asked.cut_points
]
LEVELS = [
    (group.key, code) for group in CATALOGUE.demographics.values() if group.compared for code in group.codes
]
KINDS_OF_FLAG = {"clear", "possible"}
SETTINGS = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)

shares = st.floats(0, 1, allow_nan=False)


@st.composite
def comparisons(draw: st.DrawFn) -> dict[str, str | int | float | None]:
    survey, indicator, cut_point, polarity = draw(st.sampled_from(ASKED))
    against = draw(st.sampled_from(["others", "neighbours", "population", "previous", "rest"]))
    group, level = draw(st.sampled_from(LEVELS)) if against == "rest" else ("all", "all")
    base = draw(st.integers(1, 400) | st.integers(1, 40_000))
    count = draw(st.integers(0, base))
    reference_share = draw(shares)
    difference = count / base - reference_share
    oriented = polarity * difference
    made = base >= 20
    return {
        "survey": survey,
        "indicator": indicator,
        "cut_point": cut_point,
        "against": against,
        "group": group,
        "level": level,
        "count": count,
        "base": base,
        "reference_share": reference_share,
        "difference": difference,
        "difference_low": max(-1.0, difference - draw(shares)),
        "difference_high": min(1.0, difference + draw(shares)),
        "flag": draw(st.sampled_from(["clear", "possible", "in_line", "cannot_tell"]))
        if made
        else "cannot_tell",
        "reason": "" if made else "too_few",
        "direction": "none" if abs(oriented) < 1e-9 else "better" if oriented > 0 else "worse",
        "mdd": draw(st.none() | shares),
        "reference": draw(st.sampled_from(["2024", "children aged 10 to 15 in the UK, 2021"])),
        "symbol": draw(st.sampled_from(["", "", "", "c"])),
    }


@st.composite
def estimates(draw: st.DrawFn) -> dict[str, str | int | float | None]:
    survey, indicator, cut_point, _ = draw(st.sampled_from(ASKED))
    base = draw(st.integers(1, 400))
    count = draw(st.integers(0, base))
    flags = ["", "nearly_everyone", "many_otherwise", "perhaps_nearly_everyone", "perhaps_many_otherwise"]
    symbol = draw(st.sampled_from(["", "", "b", "c"]))
    return {
        "survey": survey,
        "indicator": indicator,
        "cut_point": cut_point,
        "count": None if symbol else count,
        "base": None if symbol == "c" else base,
        "low": None if symbol == "c" else draw(st.floats(0, count / base)),
        "high": None if symbol == "c" else draw(st.floats(count / base, 1)),
        "level_flag": None if symbol else draw(st.sampled_from(flags)) if cut_point == "positive" else "",
        "symbol": symbol,
    }


def one_row_each(rows):
    """A table has one row for each key."""
    keys = ("survey", "indicator", "cut_point", "against", "group", "level")
    return list({tuple(row.get(key) for key in keys): row for row in rows}.values())


@SETTINGS
@given(st.lists(comparisons(), max_size=24), st.lists(estimates(), max_size=6))
def test_no_sentence_claims_more_than_its_numbers(make_tables, compared, estimated) -> None:
    tables = make_tables(comparisons=one_row_each(compared), estimates=one_row_each(estimated))
    for finding in find(tables, CATALOGUE, area="E1"):
        assert check_sentence(finding, CATALOGUE) == ()
        settled = finding.basis["flag"] in {*KINDS_OF_FLAG, *SETTLED_KINDS}
        assert (finding.kind != "ask") == settled
        assert bool(finding.reason) == (finding.kind == "ask")
        assert (finding.evidence == "too_few") == (finding.kind == "ask")


@SETTINGS
@given(st.lists(comparisons(), max_size=24), st.randoms(use_true_random=False))
def test_the_order_of_the_rows_never_matters(make_tables, compared, random) -> None:
    rows = one_row_each(compared)
    found = find(make_tables(comparisons=rows), CATALOGUE, area="E1")
    random.shuffle(rows)
    assert find(make_tables(comparisons=rows), CATALOGUE, area="E1") == found
    assert len({finding.key for finding in found}) == len(found)


@SETTINGS
@given(st.lists(comparisons(), max_size=24))
def test_nothing_that_points_down_far_enough_is_dropped(make_tables, compared) -> None:
    rows = one_row_each(compared)
    found = {
        (f.survey, f.indicator, f.cut_point, f.against)
        for f in find(make_tables(comparisons=rows), CATALOGUE, area="E1")
    }
    for row in rows:
        item = (row["survey"], row["indicator"], row["cut_point"])
        headline = CATALOGUE.asked(row["indicator"], row["survey"]).headline.key == row["cut_point"]
        settled_as_no_difference = row["flag"] == "in_line"
        down = row["direction"] == "worse" and abs(row["difference"]) >= 0.05
        if (
            headline
            and down
            and not settled_as_no_difference
            and row["against"] != "rest"
            and not row["symbol"]
        ):
            # The neighbours are among the others: where both point down, the others speak for them.
            by_others = (*item, "others") if row["against"] == "neighbours" else ()
            assert {(*item, row["against"]), by_others} & found
