"""What a finding carries, and the file other tools read."""

import json

from heard.findings import find, findings_as_json

PROMISED = {"key", "wave", "area", "survey", "indicator", "kind", "evidence", "sentence", "basis"}


def test_a_finding_carries_its_key_its_domain_and_the_numbers_it_rests_on(make_tables, catalogue) -> None:
    (finding,) = find(make_tables(comparisons=[{"q": 0.002, "mdd": 0.12}]), catalogue, area="E1")
    assert finding.key == "2026/E1/11-17/likes_school/positive/all=all/development/others"
    assert finding.domain == catalogue.indicators["likes_school"].domain
    assert finding.reason == ""
    assert finding.basis == {
        "cut_point": "positive",
        "group": "all",
        "level": "all",
        "against": "others",
        "reference": "",
        "flag": "clear",
        "reason": "",
        "direction": "worse",
        "exposure": "",
        "count": 56,
        "base": 80,
        "eligible": None,
        "share": 0.7,
        "low": None,
        "high": None,
        "reference_count": None,
        "reference_base": None,
        "reference_share": 0.84,
        "difference": -0.14,
        "difference_low": -0.25,
        "difference_high": -0.05,
        "p": None,
        "q": 0.002,
        "mdd": 0.12,
        "odds_ratio": None,
        "waves": None,
    }


def test_the_file_holds_what_other_tools_were_promised(make_tables, catalogue) -> None:
    found = find(make_tables(comparisons=[{}]), catalogue, area="E1")
    written = json.loads(findings_as_json("Made-up programme", "2026", found))
    assert written["programme"] == "Made-up programme"
    assert written["wave"] == "2026"
    (finding,) = written["findings"]
    assert set(finding) == PROMISED | {"reason"}
    assert finding["sentence"] == found[0].sentence
    assert finding["basis"]["difference"] == -0.14


def test_columns_that_an_audience_does_not_get_are_not_needed(make_tables, catalogue) -> None:
    tables = make_tables(comparisons=[{}])
    fewer = type(tables)(
        level=tables.level,
        wave=tables.wave,
        estimates=tables.estimates.drop("eligible"),
        comparisons=tables.comparisons.drop("p", "q", "reference_count"),
        participation=tables.participation,
    )
    assert find(fewer, catalogue, area="E1") == find(tables, catalogue, area="E1")


def test_every_cut_point_of_the_catalogue_can_be_put_into_words(make_tables, catalogue) -> None:
    rows = [
        {"survey": survey.value, "indicator": item.key, "cut_point": cut.key, "flag": "possible"}
        for item in catalogue.indicators.values()
        for survey, asked in item.asked.items()
        for cut in asked.cut_points
    ]
    found = find(make_tables(comparisons=rows), catalogue, area="E1")
    assert len({finding.key for finding in found}) == len(rows) > 300
    assert all("  " not in finding.sentence and "{" not in finding.sentence for finding in found)


def test_every_level_of_every_group_that_is_compared_can_be_put_into_words(make_tables, catalogue) -> None:
    rows = [
        {
            "against": "rest",
            "survey": survey.value,
            "group": group.key,
            "level": code,
            "indicator": "good_friend",
        }
        for group in catalogue.demographics.values()
        for survey in group.surveys
        for code in group.codes
        if group.compared
    ]
    found = find(make_tables(comparisons=rows), catalogue, area="E1")
    assert len(found) == len(rows) > 80
    assert {finding.kind for finding in found} == {"gap"}
