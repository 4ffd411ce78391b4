"""A first column map: what is sure is filled in, on what is said, and the rest is left to a person."""

import tomllib
from pathlib import Path

import polars as pl
import pyreadstat
import pytest

from exported import read_without_a_process
from heard.base.errors import InputProblems, UserError
from heard.base.surveys import Survey
from heard.dataset.exports.drafting import Draft
from heard.programme.column_maps import begin_map, path_beside

PET, FRIEND = "Do you have a pet?", "Do you have at least one really good friend?"


def begin(path: Path, survey: Survey = Survey.AGES_8_11) -> tuple[Draft, dict[str, object]]:
    """The draft, and its text read as TOML."""
    draft = begin_map(path, survey=survey, wave="2026", area="X1", out=path_beside(path))
    return draft, tomllib.loads(path_beside(path).read_text(encoding="utf-8"))


@pytest.fixture(autouse=True)
def _here(monkeypatch: pytest.MonkeyPatch) -> None:
    read_without_a_process(monkeypatch)


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8-sig")
    return path


def test_a_column_is_known_by_its_heading_and_its_answers_by_their_words(tmp_path: Path) -> None:
    draft, settings = begin(write(tmp_path / "x1.csv", f"id,{PET}\n1,Yes\n2,Nope\n"))
    assert settings["fixed"] == {"wave": "2026", "area": "X1", "survey": "8-11"}
    pet = settings["columns"]["pet"]
    assert pet["from"] == PET
    assert pet["values"]["Yes"] == "yes"
    assert pet["values"]["Nope"] == ""
    assert pet["values"]["No"] == "no"
    (question,) = draft.questions
    assert question.said.endswith(
        'its heading is the question; 1 of 2 answers known by their words; to fill in: "Nope"'
    )
    assert draft.to_fill_in == ("columns.pet",)
    assert draft.of_the_tool == ("id",)


@pytest.mark.parametrize("name", ["pet", "PET", "about you/pet", f"G01Q02. {PET}", "do you  have a PET?"])
def test_a_name_may_be_the_key_or_stand_behind_groups_and_codes(tmp_path: Path, name: str) -> None:
    draft, settings = begin(write(tmp_path / "x1.csv", f"{name}\nyes\n"))
    assert settings["columns"]["pet"] == {"from": name}
    assert draft.questions[0].said.endswith("its answers are Heard's codes")


def test_nothing_is_matched_by_the_answers_it_holds(tmp_path: Path) -> None:
    draft, settings = begin(write(tmp_path / "x1.csv", "Q1,Q2\nyes,no\n"))
    assert "columns" not in settings
    assert draft.rest == ("Q1", "Q2")


def test_where_two_columns_could_be_a_question_neither_is(tmp_path: Path) -> None:
    draft, settings = begin(write(tmp_path / "x1.csv", f"pet,{PET}\nyes,no\n"))
    assert "columns" not in settings
    assert draft.doubtful == {"pet": ("pet", PET)}
    assert draft.rest == ("pet", PET)


def test_rows_of_a_table_of_questions_are_questions(tmp_path: Path) -> None:
    _, settings = begin(write(tmp_path / "x1.csv", f"Tell us [{PET}],Tell us [{FRIEND}]\nYes,No\n"))
    assert {key: each["from"] for key, each in settings["columns"].items()} == {
        "pet": f"Tell us [{PET}]",
        "good_friend": f"Tell us [{FRIEND}]",
    }


@pytest.mark.parametrize("pattern", ["in_eet[{}]", "work/in_eet/{}", "Q7. in_eet [{}]"])
def test_columns_of_several_answers_are_put_together(tmp_path: Path, pattern: str) -> None:
    names = [pattern.format(option) for option in ("education", "CARING", "SQ003")]
    draft, settings = begin(write(tmp_path / "x1.csv", f"{','.join(names)}\nY,,Y\n"), Survey.AGES_16_25)
    assert settings["columns"]["in_eet"]["from_each"] == dict(
        zip(names, ("education", "caring", ""), strict=True)
    )
    assert f'to fill in: "{names[2]}"' in draft.questions[0].said


def test_answers_joined_by_blanks_are_taken_apart_where_each_is_known(tmp_path: Path) -> None:
    _, settings = begin(write(tmp_path / "x1.csv", "in_eet\neducation caring\ncaring\n"), Survey.AGES_16_25)
    assert settings["columns"]["in_eet"] == {"from": "in_eet", "separator": " "}


def test_ticks_nobody_knows_are_left_to_be_said(tmp_path: Path) -> None:
    draft, settings = begin(
        write(tmp_path / "x1.csv", "in_eet[education],in_eet[caring]\nX,-\n"), Survey.AGES_16_25
    )
    assert settings["columns"]["in_eet"]["chosen"] == []
    assert draft.questions[0].said.endswith("to say what is a tick: -, X")
    assert draft.to_fill_in == ("columns.in_eet",)


def test_labels_of_a_sav_are_what_its_columns_and_answers_are_known_by(tmp_path: Path) -> None:
    pyreadstat.write_sav(
        pl.DataFrame({"q1": [1.0, 2.0]}),
        tmp_path / "x1.sav",
        column_labels={"q1": PET},
        variable_value_labels={"q1": {1: "Yes", 2: "No", 3: "Had one"}},
    )
    draft, settings = begin(tmp_path / "x1.sav")
    assert settings["columns"]["pet"] == {"from": "q1", "values": {"1": "yes", "2": "no", "3": ""}}
    assert '"3" = ""  # Had one' in draft.text


def test_what_children_wrote_is_put_aside_and_never_copied_into_the_map(tmp_path: Path) -> None:
    secrets = [f"my name is Ash {place}" for place in range(60)]
    text = "happier,Q9,pet\n" + "".join(f"{word},{word},{word}\n" for word in secrets)
    draft, settings = begin(write(tmp_path / "x1.csv", text))
    assert "Ash" not in draft.text
    assert settings["leave_out"] == {"comments": ["happier"]}
    assert draft.rest == ("Q9",)


def test_unfinished_rows_are_left_out_where_a_person_does_not_say_otherwise(tmp_path: Path) -> None:
    _, settings = begin(write(tmp_path / "x1.csv", "submitdate,pet\n2026-02-03,yes\n,yes\n"))
    assert settings["unfinished"] == {"column": "submitdate", "values": [""], "rows": "left_out"}


def test_strange_names_and_values_are_written_as_toml_takes_them(tmp_path: Path) -> None:
    name = '"Say \\ ""it"" # [x] = \x7f"'
    draft, settings = begin(write(tmp_path / "x1.csv", f'pet,{name}\n"y""\\#\u2028s",1\n'))
    assert next(iter(settings["columns"]["pet"]["values"])) == 'y"\\#\u2028s'
    assert draft.rest == ('Say \\ "it" # [x] = \x7f',)


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_seen_and_said_to_the_map(tmp_path: Path, separator: str) -> None:
    text = separator.join(["pet", '"good_friend"', "Q3"]) + "\n" + separator.join(["yes", "no", "x"]) + "\n"
    _, settings = begin(write(tmp_path / "x1.csv", text))
    assert settings.get("separator", ",") == separator
    assert set(settings["columns"]) == {"pet", "good_friend"}


def test_a_map_that_is_there_is_never_written_over(tmp_path: Path) -> None:
    path = write(tmp_path / "x1.csv", "pet\nyes\n")
    path_beside(path).write_text("mine")
    with pytest.raises(UserError, match="is there already"):
        begin(path)
    assert path_beside(path).read_text() == "mine"


def test_a_name_that_heard_would_not_find_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "x1.csv", "pet\nyes\n")
    with pytest.raises(UserError, match=r"It ends in \.map\.toml"):
        begin_map(path, survey=Survey.AGES_8_11, wave="", area="", out=tmp_path / "x1.toml")


def test_a_file_that_cannot_be_read_is_the_users_and_leaves_nothing(tmp_path: Path) -> None:
    for name, content in (
        ("a.csv", b""),
        ("b.sav", b"no"),
        ("c.csv", b"\xff\xfe"),
        ("d.csv", b"x" * 200_000 + b"\n"),
    ):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(InputProblems):
            begin(tmp_path / name)
    assert not list(tmp_path.glob("*.toml"))
