"""The languages of the child's pages: which there are, what each still lacks, which are offered.

A language is a whole: the questions (the catalogue's words) and what stands around them (`pages.yaml`), signed at once
in its `language.yaml`. English is what the others are held to.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache

from django.conf import settings
from django.utils import translation

from heard.base.errors import HeardError, InputProblems, UserError
from heard.base.surveys import Survey
from heard.catalogue import Language, list_languages
from heard.web.instruments.questionnaires import read_catalogue_in
from heard.web.instruments.words import ENGLISH, Tree, build_words, read_tree
from heard.web.policy import LEAST_REVIEWERS

KEY = re.compile("[a-z]{2,3}(-[a-z0-9]{2,8})*")
SAME = re.compile(r"\.contacts\.\d+\.(key|uri)$")  # whoever helps has the same number in every language


class NotOffered(UserError):
    """The settings offer children a language that is not whole, or that nobody has signed."""

    def __init__(self, language: str, problems: tuple[str, ...]) -> None:
        self.problems = problems
        super().__init__(
            f"HEARD_LANGUAGES offers {language}, which is not ready. Nothing was started.\n  "
            + "\n  ".join(problems)
        )


def list_offered() -> tuple[Language, ...]:
    """The languages a child may choose from: English, then those of the settings, in their order."""
    return tuple(describe(key) for key in dict.fromkeys((ENGLISH, *settings.HEARD.languages)))


def list_drafts() -> tuple[Language, ...]:
    """The languages that lack nothing and are not offered, for a try-out: its answers are nobody's."""
    offered = {ENGLISH, *settings.HEARD.languages}
    others = (key for key in list_languages(settings.HEARD.words) if key not in offered)
    return tuple(describe(key) for key in others if not list_gaps(key))


def list_others(*, is_made_up: bool) -> tuple[Language, ...]:
    """What else can be chosen than the language that is spoken."""
    known = (*list_offered(), *(list_drafts() if is_made_up else ()))
    return tuple(each for each in known if each.key != spoken())


def find_language(key: str, *, is_made_up: bool = False) -> Language | None:
    """The language of a key that somebody asks for; None where it is not offered to them."""
    known = (*list_offered(), *(list_drafts() if is_made_up else ()))
    return next((each for each in known if each.key == key), None)


def spoken() -> str:
    """The language that is spoken in this request; English where nothing else was said."""
    key = translation.get_language() or ENGLISH
    return ENGLISH if key == settings.LANGUAGE_CODE else key


@contextmanager
def speaking(key: str) -> Iterator[None]:
    """Let a language be spoken in what is drawn within."""
    with translation.override(settings.LANGUAGE_CODE if key == ENGLISH else key):
        yield


def tag_of(language: Language) -> str:
    """What a browser is told of it."""
    return "en-GB" if language.key == ENGLISH else language.key


def check_offered() -> None:
    """Raises NotOffered, with all that stands in the way of the first language that is not ready."""
    for key in settings.HEARD.languages:
        if problems := list_gaps(key) or list_unsigned(key):
            raise NotOffered(key, problems)


@cache
def list_gaps(key: str) -> tuple[str, ...]:
    """Everything a language lacks, or has too much, beside English; empty = whole. Found once a process."""
    if not KEY.fullmatch(key):
        return (f"{key}: a language is named as browsers know it, in small letters: cy, ar, zh-hant.",)
    return (*_find_gaps_in_questions(key), *_find_gaps_around(key))


def list_unsigned(key: str) -> tuple[str, ...]:
    """Why a whole language may not be offered all the same; empty = it may."""
    about = describe(key)
    unsigned = []
    if not about.reviewed:
        unsigned.append("language.yaml: reviewed is false, so this is a draft.")
    if len(about.reviewers) < LEAST_REVIEWERS:
        unsigned.append(f"language.yaml: reviewers: {LEAST_REVIEWERS} are needed, by what they are.")
    if not any(each.has_lived_experience for each in about.reviewers):
        unsigned.append("language.yaml: reviewers: nobody has lived experience of care.")
    return tuple(unsigned)


def describe(key: str) -> Language:
    """A language that is known to be whole."""
    return read_catalogue_in(key).language


def _find_gaps_in_questions(key: str) -> Iterator[str]:
    try:
        read_catalogue_in(key)
    except InputProblems as found:
        yield from (problem.sentence() for problem in found.problems)


def _find_gaps_around(key: str) -> Iterator[str]:
    """Of what stands around the questions."""
    try:
        tree, english = read_tree(key), read_tree(ENGLISH)
    except HeardError as fault:
        yield f"{fault}."
        return
    theirs, ours = dict(_leaves(tree)), dict(_leaves(english))
    yield from (f"pages.yaml: {place}: is missing." for place in ours if place not in theirs)
    yield from (f"pages.yaml: {place}: nothing is read there." for place in theirs if place not in ours)
    for place, said in ours.items():
        if SAME.search(place) and place in theirs and theirs[place] != said:
            yield f"pages.yaml: {place}: must be {said}, as in English."
    yield from dict.fromkeys(_misfits(tree))


def _misfits(tree: Mapping[str, Tree]) -> Iterator[str]:
    """Texts that their page could not fill, or that are empty."""
    for survey in (None, *Survey):
        try:
            build_words(tree, survey)
        except HeardError as fault:
            yield f"pages.yaml: {fault}."


def _leaves(node: object, place: str = "") -> Iterator[tuple[str, object]]:
    """Every text with its place. A list of points may be longer in one language than in another: it is one leaf."""
    if isinstance(node, dict):
        for key, below in node.items():
            yield from _leaves(below, f"{place}.{key}".lstrip("."))
    elif isinstance(node, list) and any(isinstance(each, dict) for each in node):
        for number, each in enumerate(node):
            yield from _leaves(each, f"{place}.{number}")
    else:
        yield place, node
