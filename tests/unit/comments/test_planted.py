"""Made-up comments with planted identities, concerns and themes: read whole, or refused with everything wrong."""

from pathlib import Path

import pytest

from heard.comments.concerns.kinds import Concern
from heard.comments.identities import Kind
from planted import COLUMNS, DEVELOPMENT, PlantedSpan, read_planted, unmark

HEADER = ",".join(COLUMNS)
GOOD = "X1,8-11,worker,en,{name|Ada} hit me at {place|the den},harm_by_someone,direct,worker;feeling_safe,no"


def written(folder: Path, *lines: str) -> Path:
    path = folder / "half.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_a_comment_is_read_with_what_is_planted_in_it(tmp_path: Path) -> None:
    (found,) = read_planted(written(tmp_path, HEADER, GOOD))
    assert found.text == "Ada hit me at the den"
    assert found.spans == (PlantedSpan(0, 3, Kind.NAME), PlantedSpan(14, 21, Kind.PLACE))
    assert (found.concern, found.directness) == (Concern.HARM, "direct")
    assert (found.themes, found.is_idea) == (frozenset({"worker", "feeling_safe"}), False)


def test_what_nothing_is_planted_in_has_nothing(tmp_path: Path) -> None:
    (found,) = read_planted(written(tmp_path, HEADER, "X1,4-7,happier,cy,dim byd,,,,yes"))
    assert (found.spans, found.concern, found.directness, found.themes) == ((), None, "", frozenset())
    assert found.is_idea


@pytest.mark.parametrize(
    ("marked", "text", "spans"),
    [
        ("no marks", "no marks", []),
        ("{name|Ada}", "Ada", [(0, 3)]),
        ("{name|Ada}{name|Bo}", "AdaBo", [(0, 3), (3, 5)]),
        ("hi {name|Ada}'s {school|Oak}!", "hi Ada's Oak!", [(3, 6), (9, 12)]),
    ],
)
def test_marks_leave_the_words_where_they_stand(marked: str, text: str, spans: list[tuple[int, int]]) -> None:
    plain, found = unmark(marked)
    assert plain == text
    assert [(span.start, span.end) for span in found] == spans


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (GOOD.replace("{name|Ada}", "{nam|Ada}"), "a mark of kind 'nam'"),
        (GOOD.replace("{name|Ada}", "{name|}"), "a mark of kind 'name' on ''"),
        (GOOD.replace("{name|Ada}", "{name|Ada"), "a brace is left over"),
        (GOOD.replace("8-11", "8-12"), "survey: '8-12'"),
        (GOOD.replace(",worker,", ",workers,"), "question: 'workers'"),
        (GOOD.replace(",en,", ",english,"), "language: 'english'"),
        (GOOD.replace("harm_by_someone", "harm"), "concern: 'harm'"),
        (GOOD.replace("direct", ""), "directness: ''"),
        (GOOD.replace("harm_by_someone", ""), "directness: 'direct'"),
        (GOOD.replace("feeling_safe", "feeling_save"), "themes: 'feeling_save'"),
        (GOOD.replace(",no", ",maybe"), "idea: 'maybe'"),
        ("X1,8-11,worker,en,,,,worker,no", "text: is empty"),
        (GOOD + ",more", "has not 9 columns"),
        ("X1,8-11,worker", "has not 9 columns"),
    ],
)
def test_a_wrong_line_is_told_what_is_wrong(tmp_path: Path, line: str, said: str) -> None:
    with pytest.raises(ValueError, match="X1: ") as found:
        read_planted(written(tmp_path, HEADER, line))
    assert said in str(found.value)


def test_everything_wrong_is_told_at_once(tmp_path: Path) -> None:
    wrong = GOOD.replace("8-11", "8-12").replace(",no", ",maybe")
    with pytest.raises(ValueError, match="survey") as found:
        read_planted(written(tmp_path, HEADER, wrong, wrong))
    assert {"X1: survey: '8-12'", "X1: idea: 'maybe'", "X1: stands twice"} <= set(
        str(found.value).split("\n")
    )


def test_other_columns_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="the columns are not id, survey"):
        read_planted(written(tmp_path, "id,text", "X1,hello"))


def test_the_half_that_is_here_is_read_and_holds_every_concern() -> None:
    comments = read_planted(DEVELOPMENT)
    assert len(comments) == 500
    assert {each.concern for each in comments} == {None, *Concern}
