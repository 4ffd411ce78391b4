"""What the browser's own script hands in readable, to be put away under three pictures: checked like any form."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace

from heard.catalogue import OpenQuestion, Question
from heard.interview import check_answer, check_demographic, clean_words, key_of, list_screens
from heard.web.answering.visits import Visit
from heard.web.answering.way import end_of, questionnaire_of
from heard.web.codes.drafts import PICTURES, Pictures
from heard.web.policy import LONGEST_COMMENT


class NotGiven(Exception):
    """What came is not of this shape. Nothing of it is repeated."""


@dataclass(frozen=True, slots=True, repr=False)
class PutAway:
    """The visit with what the script had, and the pictures picked."""

    visit: Visit
    pictures: Pictures


def read_put_away(state: str, visit: Visit) -> PutAway:
    """Raises NotGiven. Answers that cannot stand and keys the survey does not ask are left out."""
    try:
        fields = json.loads(state)
        first, second, third = fields["pictures"]
        answers, words = fields["answers"], fields["words"]
        at, reached = fields["at"], fields["reached"]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise NotGiven from None
    pictures = (first, second, third)
    if not all(each in PICTURES for each in pictures) or not _are_texts(answers) or not _are_texts(words):
        raise NotGiven
    end = end_of(questionnaire_of(visit))
    if not (_is_place(at, end) and _is_place(reached, end) and at <= reached):
        raise NotGiven
    kept = replace(visit, answers={}, words={}, at=at, reached=reached, is_scripted=False)
    return PutAway(kept.keep(_standing(answers, visit), _written(words, visit)), pictures)


def _are_texts(values: object) -> bool:
    return isinstance(values, dict) and all(isinstance(value, str) for value in values.values())


def _is_place(place: object, end: int) -> bool:
    return isinstance(place, int) and not isinstance(place, bool) and 0 <= place <= end


def _standing(answers: Mapping[str, str], visit: Visit) -> dict[str, str]:
    standing = {}
    for screen in list_screens(questionnaire_of(visit)):
        for item in screen.items:
            value = "" if isinstance(item, OpenQuestion) else answers.get(key_of(item), "")
            if not value or isinstance(item, OpenQuestion):
                continue
            refused = (
                check_answer(item, value) if isinstance(item, Question) else check_demographic(item, value)
            )
            if refused is None:
                standing[key_of(item)] = value
    return standing


def _written(words: Mapping[str, str], visit: Visit) -> dict[str, str]:
    asked = [question.key for question in questionnaire_of(visit).open_questions()]
    return {key: clean_words(words[key])[:LONGEST_COMMENT] for key in asked if key in words}
