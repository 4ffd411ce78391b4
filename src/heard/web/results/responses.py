"""Sealed answers → the rows of a responses file. Nothing a child said is in any message here.

Anybody may seal anything to a public key, so nothing that comes out is trusted: a row that is not what the site makes
is counted and kept out, and an answer that does not belong to its question is dropped and counted by reason.
"""

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from heard.catalogue import Questionnaire
from heard.interview import check_response, key_of
from heard.web.codes.contents import Answers
from heard.web.codes.sealing import CannotOpen, PrivateKey, open_sealed

KEYS = ("wave", "area", "survey")


@dataclass(frozen=True, slots=True)
class OpenedAnswers:
    """Rows that can be written; how many sealed rows were left out; how many answers were dropped, by reason."""

    rows: tuple[tuple[str, ...], ...] = field(repr=False)
    unreadable: int
    dropped: Mapping[str, int]


def open_answers(
    sealed: Iterable[bytes],
    *,
    key: PrivateKey,
    purpose: str,
    wave: str,
    area: str,
    questionnaires: Sequence[Questionnaire],
    say_opened: Callable[[int], None] = lambda _number: None,
) -> OpenedAnswers:
    """Open and check every answer. The rows are sorted: their order is the same whatever the order they came in.

    A sealed row that lies there twice is opened once: no two sealings are alike, so somebody copied it, to find one
    child's row again by how often it is there.
    """
    columns = list_columns(questionnaires)
    by_survey = {each.survey.value: each for each in questionnaires}
    everything = list(sealed)
    once = dict.fromkeys(everything)
    rows, unreadable, dropped = [], len(everything) - len(once), Counter[str]()
    for number, each in enumerate(once, start=1):
        try:
            found = _read(open_sealed(each, key=key, purpose=purpose), by_survey)
        except CannotOpen:
            unreadable += 1
        else:
            kept, refused = check_response(by_survey[found.survey], found.answers)
            dropped.update(reason.value for reason in refused.values())
            rows.append((wave, area, found.survey, *(kept.get(column, "") for column in columns)))
        say_opened(number)
    return OpenedAnswers(tuple(sorted(rows)), unreadable, dict(sorted(dropped.items())))


def list_columns(questionnaires: Sequence[Questionnaire]) -> tuple[str, ...]:
    """What is known about the child, then the indicators, each once, in the order they are asked."""
    about = (key_of(item) for each in questionnaires for item in each.demographics())
    asked = (key_of(item) for each in questionnaires for item in each.questions())
    return tuple(dict.fromkeys([*about, *asked]))


def write_rows(opened: OpenedAnswers, questionnaires: Sequence[Questionnaire]) -> str:
    """The text of the responses file."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([*KEYS, *list_columns(questionnaires)])
    writer.writerows(opened.rows)
    return text.getvalue()


def _read(content: bytes, by_survey: Mapping[str, Questionnaire]) -> Answers:
    """What was sealed; CannotOpen for anything but a survey of this wave."""
    try:
        answers = Answers.from_bytes(content)
    except RecursionError:
        raise CannotOpen from None
    questionnaire = by_survey.get(answers.survey)
    if questionnaire is None or answers.version != questionnaire.version:
        raise CannotOpen
    return answers
