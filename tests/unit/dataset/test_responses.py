"""Responses checked against the catalogue: every problem at once, with its rows and what is allowed."""

from collections.abc import Callable
from datetime import date
from itertools import product
from pathlib import Path

import polars as pl
import pytest

from builders import make_response, write_rows
from heard.base.bands import BandRule, Rule
from heard.base.editions import Change, Edition
from heard.base.places import Wave
from heard.base.problems import Problem, Severity
from heard.base.surveys import Survey
from heard.catalogue import load_catalogue
from heard.dataset.codebook import build_codebook
from heard.dataset.encoding import decode
from heard.dataset.recorded import add_wellbeing_band
from heard.dataset.storing import StoredDataset
from heard.interview.scoring import wellbeing_band

Store = Callable[..., tuple[Problem, ...]]
Stored = Callable[[], StoredDataset]
CARE_ONLY = Wave(
    "2026", date(2026, 2, 2), date(2026, 3, 27), (Survey.AGES_4_7, Survey.AGES_8_11, Survey.AGES_11_17)
)


def answers(dataset: StoredDataset, survey: str, key: str) -> list[str | None]:
    """The words stored in one column of one survey."""
    (partition,) = [part for part in dataset.partitions() if part.survey == survey]
    (column,) = [each for each in dataset.codebook.surveys[partition.survey].all if each.key == key]
    return [word for rows in partition.batches() for word in decode(rows[key], column)]


def warned_of(problems: tuple[Problem, ...], column: str) -> list[str]:
    return [
        each.sentence() for each in problems if each.column == column and each.severity == Severity.WARNING
    ]


def test_codes_and_reasons_for_no_answer_are_kept_and_empty_is_not_shown(
    store: Store, stored: Stored
) -> None:
    store([make_response("11-17", happiness=word) for word in ("7", "skipped", "")])
    assert sorted(answers(stored(), "11-17", "happiness"), key=str) == ["7", None, "skipped"]


def test_a_score_of_seven_is_stored_as_seven_and_skipped_below_zero(store: Store, stored: Stored) -> None:
    store([make_response("11-17", happiness=word) for word in ("7", "skipped", "prefer_not")])
    (partition,) = stored().partitions()
    (rows,) = partition.batches()
    assert rows["happiness"].to_list() == [-2, -1, 7]
    assert rows["happiness"].dtype == pl.Int8


def test_areas_are_numbered_in_the_order_of_their_codes(store: Store, stored: Stored) -> None:
    store([make_response(area="X2"), make_response(area="X1"), make_response(area="X2")])
    (rows,) = stored().partitions()[0].batches()
    assert stored().codebook.areas == ("X1", "X2")
    assert rows["area"].to_list() == [0, 1, 1]
    assert rows["area"].dtype == pl.Int16


def test_several_answers_become_bits(store: Store, stored: Stored) -> None:
    store(
        [
            make_response("16-25", emotional_support="friends"),
            make_response("16-25", emotional_support="carer; friends;friends"),
            make_response("16-25", emotional_support="nobody"),
            make_response("16-25", emotional_support="prefer_not"),
            make_response("16-25"),
        ]
    )
    (rows,) = stored().partitions()[0].batches()
    assert rows["emotional_support"].to_list() == [None, -2, 0b1, 0b101, 0b10000000]
    assert rows["emotional_support"].dtype == pl.Int16
    assert answers(stored(), "16-25", "emotional_support")[3] == "friends;carer"


def test_an_unknown_answer_is_named_with_all_its_rows_and_what_is_allowed(
    refusal: Callable[..., str],
) -> None:
    said = refusal([make_response(pet=word) for word in ("yes", "maybe", "no", "maybe", "Yes")])
    assert 'responses.csv, rows 3, 5, column pet: "maybe" is not an answer in survey 8-11.' in said
    assert 'row 6, column pet: "Yes" is not an answer' in said
    assert "Allowed: yes, no" in said


def test_a_group_that_is_not_known_is_an_unknown_answer_too(refusal: Callable[..., str]) -> None:
    assert 'column gender: "robot" is not an answer' in refusal([make_response(gender="robot")])


def test_nobody_beside_somebody_is_an_error(refusal: Callable[..., str]) -> None:
    said = refusal([make_response("16-25", emotional_support="friends;nobody")])
    assert '"nobody" was given with other answers and stands alone' in said


def test_a_reason_for_no_answer_beside_an_answer_is_an_error(refusal: Callable[..., str]) -> None:
    said = refusal([make_response("16-25", emotional_support="skipped;friends")])
    assert '"skipped" was given with other answers and stands alone' in said


def test_one_wrong_code_among_several_is_named(refusal: Callable[..., str]) -> None:
    assert '"freinds" is not an answer' in refusal(
        [make_response("16-25", emotional_support="carer;freinds")]
    )


def test_wave_area_and_survey_must_be_known_and_there(refusal: Callable[..., str]) -> None:
    said = refusal(
        [
            make_response(wave="2062"),
            make_response(area="X3"),
            make_response(survey="9-11"),
            {"wave": "", "area": "X1", "survey": "8-11", "pet": "yes"},
        ]
    )
    assert 'row 2, column wave: "2062" is not known. Allowed: 2026.' in said
    assert 'row 3, column area: "X3" is not known. Allowed: X1, X2.' in said
    assert 'row 4, column survey: "9-11" is not known. Allowed: 4-7, 8-11, 11-17, 16-25.' in said
    assert "row 5, column wave: nothing stands here." in said
    assert said.startswith("4 errors")


@pytest.mark.parametrize("typed", ["2026-11-08 00:00:00", "08-Nov", "8-Nov-26", "Nov-11", "08/11/2026"])
def test_a_survey_that_a_spreadsheet_turned_into_a_date_says_so(
    refusal: Callable[..., str], typed: str
) -> None:
    assert "turned it into a date" in refusal([make_response(typed)])


def test_a_survey_outside_the_wave_is_an_error(refusal: Callable[..., str]) -> None:
    said = refusal([make_response("16-25")], waves={"2026": CARE_ONLY})
    assert "survey 16-25 was not part of wave 2026. Allowed: 4-7, 8-11, 11-17." in said


def test_an_answer_in_a_survey_that_does_not_ask_is_an_error(refusal: Callable[..., str]) -> None:
    said = refusal(
        [make_response("16-25", lonely="never"), make_response("8-11", lonely="never", parent="no")]
    )
    assert "row 3, column lonely: survey 8-11 does not ask this" in said
    assert "row 3, column parent: survey 8-11 does not ask this" in said


@pytest.mark.parametrize("missing", ["wave", "area", "survey"])
def test_a_file_without_wave_area_or_survey_is_refused(refusal: Callable[..., str], missing: str) -> None:
    row = make_response(pet="yes")
    del row[missing]
    assert f"row 1, column {missing}: the column is missing." in refusal([row])


def test_columns_that_nobody_knows_are_a_warning(store: Store) -> None:
    warnings = store([make_response(hapiness="7", wellbeing_band="low")])
    assert warned_of(warnings, "hapiness")[0].endswith("is not a column Heard knows, and not read.")
    assert "worked out" in warned_of(warnings, "wellbeing_band")[0]


def test_a_column_the_file_lacks_is_read_as_not_shown_and_said_once(store: Store, stored: Stored) -> None:
    warnings = store([make_response(pet="yes"), make_response(pet="no")])
    said = [each.message for each in warnings if "no column for" in each.message]
    assert len(said) == 1
    assert said[0].startswith("survey 8-11: no column for gender, ")
    assert answers(stored(), "8-11", "feels_safe") == [None, None]


def test_a_header_without_rows_is_a_warning(store: Store, stored: Stored, tmp_path: Path) -> None:
    path = tmp_path / "empty.csv"
    path.write_text("wave,area,survey\n")
    assert "column names and no rows" in store(files=[path])[0].message
    assert stored().partitions() == ()


def test_answers_against_the_route_are_dropped_and_counted(store: Store, stored: Stored) -> None:
    warnings = store(
        [
            make_response(knows_worker="yes", trusts_worker="never"),
            make_response(knows_worker="no", trusts_worker="never"),
            make_response(knows_worker="skipped", trusts_worker="skipped"),
            make_response(trusts_worker="sometimes"),
        ]
    )
    assert sorted(answers(stored(), "8-11", "trusts_worker"), key=str) == [None, None, None, "never"]
    assert warned_of(warnings, "trusts_worker") == [
        "responses, column trusts_worker: survey 8-11: 3 answers left out, "
        "given where the question was not to be asked."
    ]


def test_the_problems_of_all_files_come_together(refusal: Callable[..., str], tmp_path: Path) -> None:
    first = write_rows(tmp_path / "a.csv", [make_response(pet="dog")])
    second = write_rows(tmp_path / "b.csv", [make_response(area="X9")])
    third = tmp_path / "c.csv"
    third.write_bytes(b"")
    said = refusal(files=[first, second, third])
    assert said.startswith("3 errors")
    assert all(
        words in said
        for words in (
            'a.csv, row 2, column pet: "dog"',
            'b.csv, row 2, column area: "X9"',
            "c.csv: the file is empty",
        )
    )


def test_a_column_of_nonsense_is_not_listed_to_its_end(refusal: Callable[..., str]) -> None:
    said = refusal([make_response(pet=f"dog {number}") for number in range(500)])
    assert said.startswith("21 errors")
    assert "column pet: other values that are not allowed here either" in said


def test_a_long_wrong_value_is_cut(refusal: Callable[..., str]) -> None:
    assert "a" * 39 + "…" in refusal([make_response(pet="a" * 500)])


@pytest.mark.parametrize(
    "rule",
    [
        BandRule(Rule.MEAN, 3, 5, 7, 8.5),
        BandRule(Rule.MEAN, 1, 0.5, 9.5, 10),
        BandRule(Rule.SCALES_LOW, 3, 5, 7, 9, scales=2),
        BandRule(Rule.SCALES_LOW, 4, 5, 7, 9, scales=4),
    ],
    ids=str,
)
def test_the_well_being_band_is_the_interviews_for_every_combination_of_scores(rule: BandRule) -> None:
    columns = build_codebook(load_catalogue(), {}, {}).surveys[Survey.AGES_11_17]
    scales = [column.key for column in columns.indicators if column.composite]
    grid = list(product((None, -1, 0, 4, 5, 6, 7, 8, 9, 10), repeat=len(scales)))
    frame = add_wellbeing_band(
        pl.DataFrame(grid, schema=dict.fromkeys(scales, pl.Int8), orient="row"), columns, rule
    )
    (band,) = [column for column in columns.indicators if column.derived]
    expected = [
        wellbeing_band([score for score in row if score is not None and score >= 0], rule) for row in grid
    ]
    assert len(scales) == 4
    assert decode(frame[band.key], band).to_list() == expected


def test_the_band_is_stored_beside_the_answers_it_comes_from(store: Store, stored: Stored) -> None:
    # 10 + 10 + 5 = 25 over three scales: 8.33, high.
    store(
        [
            make_response(
                "11-17", happiness="10", life_satisfaction="10", worthwhile="5", positive_future="skipped"
            )
        ]
    )
    assert answers(stored(), "11-17", "wellbeing_band") == ["high"]


def described(year: int, version: str = "", **edition: object) -> Wave:
    """A wave whose survey 11-17 used that version, which this says of it."""
    versions = {Survey.AGES_11_17: version} if version else {}
    editions = {Survey.AGES_11_17: Edition(**edition)} if edition else {}
    return Wave(str(year), date(year, 2, 2), date(year, 3, 27), versions=versions, editions=editions)


FOUR_SCALES = {"happiness": "4", "life_satisfaction": "4", "worthwhile": "10", "positive_future": "10"}


def test_each_wave_s_band_is_made_by_the_rule_of_its_version(store: Store, stored: Stored) -> None:
    """4 + 4 + 10 + 10 is a mean of 7: high; but two scales of four are low."""
    earlier = described(2024, "2024.1", band=BandRule(Rule.SCALES_LOW, 3, 5, 7, 9, scales=2))
    rows = [make_response("11-17", wave=wave, **FOUR_SCALES) for wave in ("2024", "2026")]
    store(rows, waves={"2024": earlier, "2026": described(2026)})
    found = {part.wave: part for part in stored().partitions()}
    (band,) = [each for each in stored().codebook.surveys[Survey.AGES_11_17].all if each.derived]
    words = {
        wave: decode(rows["wellbeing_band"], band).to_list()
        for wave, part in found.items()
        for rows in part.batches()
    }
    assert words == {"2024": ["low"], "2026": ["high"]}


def test_answers_on_another_scale_are_not_read_and_counted_by_file_and_column(
    store: Store, stored: Stored
) -> None:
    earlier = described(2024, "2024.1", unlike={"likes_school": Change.SCALE})
    rows = [
        make_response("11-17", wave="2024", likes_school="brilliant", pet="yes"),
        make_response("11-17", wave="2024", likes_school="all right"),
        make_response("11-17", wave="2024"),
        make_response("11-17", wave="2026", likes_school="a_bit"),
    ]
    warnings = store(rows, waves={"2024": earlier, "2026": described(2026)})
    assert warned_of(warnings, "likes_school") == [
        "responses.csv, column likes_school: wave 2024, survey 11-17: 2 answers not read: the programme says "
        "that they, or those that lead to the question, were given on another scale."
    ]
    kept = {
        part.wave: [rows["likes_school"].null_count() for rows in part.batches()]
        for part in stored().partitions()
    }
    assert kept == {"2024": [3], "2026": [0]}


def test_a_question_reached_through_one_on_another_scale_is_not_read_either(
    store: Store, stored: Stored
) -> None:
    wave = described(2026, "2024.1", unlike={"knows_worker": Change.SCALE})
    warnings = store(
        [make_response("11-17", knows_worker="maybe", trusts_worker="7", pet="yes")], waves={"2026": wave}
    )
    assert len(warned_of(warnings, "trusts_worker")) == 1
    assert "not read" in warned_of(warnings, "trusts_worker")[0]
    assert answers(stored(), "11-17", "trusts_worker") == [None]
    assert answers(stored(), "11-17", "pet") == ["yes"]


def test_three_scales_make_no_band_where_the_fourth_cannot_be_read(store: Store, stored: Stored) -> None:
    wave = described(2026, "2024.1", unlike={"positive_future": Change.SCALE})
    store([make_response("11-17", **{**FOUR_SCALES, "positive_future": "very"})], waves={"2026": wave})
    assert answers(stored(), "11-17", "wellbeing_band") == [None]
    assert answers(stored(), "11-17", "happiness") == ["4"]


def test_a_question_worded_otherwise_is_read_as_ever(store: Store, stored: Stored) -> None:
    wave = described(2026, "2024.1", unlike={"happiness": Change.WORDING})
    store([make_response("11-17", **FOUR_SCALES)], waves={"2026": wave})
    assert answers(stored(), "11-17", "happiness") == ["4"]
    assert answers(stored(), "11-17", "wellbeing_band") == ["high"]
