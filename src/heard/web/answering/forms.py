"""What a child's form sent: read, cleaned and checked before anything is kept. Wrong values are never repeated."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

from django.http import QueryDict

from heard.catalogue import Answer, DemographicQuestion, OpenQuestion, Question
from heard.interview import SEVERAL, Item, check_answer, check_demographic, clean_words, key_of
from heard.web.codes.drafts import PICTURES, Pictures
from heard.web.policy import LONGEST_COMMENT

PLACES = ("first", "second", "third")  # the fields of the three pictures
FILLER = "."  # no code has one


@dataclass(frozen=True, slots=True, repr=False)
class Given:
    """What one screen's form gave: `answers` and `words` to be kept, empty where something was taken back.

    `refused`: questions whose answer cannot stand, with those of its codes that the question has, to show again.
    `too_long`: how many letters too many, by open question; `typed`: the words themselves, to show again.
    """

    answers: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    refused: Mapping[str, str] = field(default_factory=dict)
    too_long: Mapping[str, int] = field(default_factory=dict)
    typed: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_wrong(self) -> bool:
        """Whether the page has to be shown again."""
        return bool(self.refused or self.too_long)


def read_place(data: QueryDict) -> int | None:
    """Which screen a form is of; None where it does not say."""
    said = data.get("screen", "")
    return int(said) if re.fullmatch("[0-9]{1,3}", said) else None


def read_screen(items: Iterable[Item], data: QueryDict) -> Given:
    """What was given to the items of one screen; whatever else the form sent is not looked at."""
    answers, words, refused, too_long, typed = {}, {}, {}, {}, {}
    for item in items:
        key = key_of(item)
        if isinstance(item, OpenQuestion):
            text = clean_words(data.get(key, ""))
            if len(text) > LONGEST_COMMENT:
                too_long[key], typed[key] = len(text) - LONGEST_COMMENT, text
            else:
                words[key] = text
        else:
            codes = [code.rstrip(FILLER) for code in data.getlist(key)]
            value = SEVERAL.join(codes)
            if value and _is_refused(item, value):
                refused[key] = _known_codes(item, codes)
            else:
                answers[key] = value
    return Given(answers, words, refused, too_long, typed)


def fill_up(code: str, answers: Iterable[Answer]) -> str:
    """The code as long as the longest of the question's: the network sees how long a form is, encrypted or not."""
    return code.ljust(max(len(answer.code) for answer in answers), FILLER)


def leave_out(items: Sequence[Item]) -> Given:
    """Everything on one screen left out, whatever was chosen."""
    written = {key_of(item): "" for item in items if isinstance(item, OpenQuestion)}
    ticked = {key_of(item): "" for item in items if not isinstance(item, OpenQuestion)}
    return Given(answers=ticked, words=written)


def read_pictures(data: QueryDict) -> Pictures | None:
    """The three pictures, in order; None unless each place has one."""
    picked = tuple(data.get(place, "") for place in PLACES)
    return cast(Pictures, picked) if all(each in PICTURES for each in picked) else None


def _is_refused(item: Question | DemographicQuestion, value: str) -> bool:
    if isinstance(item, Question):
        return check_answer(item, value) is not None
    return check_demographic(item, value) is not None


def _known_codes(item: Question | DemographicQuestion, codes: Iterable[str]) -> str:
    offered = {answer.code for answer in item.answers}
    return SEVERAL.join(code for code in codes if code in offered)
