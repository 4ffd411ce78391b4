"""The words on paper in one language: a closed vocabulary, read once into frozen, typed values.

A language is offered only where its file says `reviewed: true` and the child's own pages speak it: a card that leads
to pages in another language is a promise broken on the first screen.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Annotated, Any

from pydantic import AfterValidator, ConfigDict, StringConstraints, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from heard.base.errors import HeardError
from heard.base.surveys import Survey
from heard.catalogue.yaml_text import read_yaml
from heard.web.instruments.languages import list_offered
from heard.web.instruments.words import lay_over

FOLDER = Path(__file__).parent / "words"
CLOSED = ConfigDict(extra="forbid")


def _fills(*places: str, may_lack: bool = False) -> AfterValidator:
    """A text is filled in exactly these places, or `may_lack` in some of them, each a plain name."""

    def check(text: str) -> str:
        found = {name for _, name, _, _ in Formatter().parse(text) if name is not None}
        if not found <= set(places) or (found != set(places) and not may_lack):
            raise ValueError(f"must be filled in {', '.join(places) or 'no place'}")
        return text

    return AfterValidator(check)


def _fill_one(texts: tuple[str, ...]) -> tuple[str, ...]:
    if sum(text.count("{address}") for text in texts) != 1:
        raise ValueError("one of the points holds the {address}")
    return texts


Written = Annotated[str, StringConstraints(min_length=1)]
Text = Annotated[Written, _fills()]
Points = tuple[Text, ...]
Day = Annotated[Written, _fills("day")]
Address = Annotated[Written, _fills("address")]
Feedback = Annotated[Written, _fills("feedback")]
Council = Annotated[Written, _fills("council")]


@dataclass(frozen=True, config=CLOSED)
class Section:
    """A heading with short points under it."""

    title: Text
    points: Points


@dataclass(frozen=True, config=CLOSED)
class StartSection:
    """The steps from the paper to the first page."""

    title: Text
    points: Annotated[tuple[Written, ...], AfterValidator(_fill_one)]


@dataclass(frozen=True, config=CLOSED)
class HearWords:
    """When and where children hear what came of it."""

    title: Text
    text: Feedback
    unknown: Text


@dataclass(frozen=True, config=CLOSED)
class HelpWords:
    """Where to go now."""

    title: Text
    text: Text
    council: Council


@dataclass(frozen=True, config=CLOSED)
class ChildWords:
    """What stands on paper for one age, but for who sees what. `for_adult` is for whoever reads aloud."""

    title: Text
    lead: Text
    for_adult: Annotated[str, _fills()]
    nobody_knows: Section
    letter_nobody_knows: Section
    choice: Text
    start: StartSection
    filled: StartSection
    code: Text
    square: Address
    square_filled: Address
    fold: Text
    until: Day
    until_short: Day
    more: Text
    keep: Text
    hear: HearWords
    help: HelpWords
    get_card: Text
    poster: Points


@dataclass(frozen=True, config=CLOSED)
class AdultWords:
    """A leaflet for adults, or the guide."""

    title: Text
    lead: Annotated[Written, _fills("council", may_lack=True)]
    parts: tuple[Section, ...]
    until: Day
    hear: Feedback
    hear_unknown: Text
    help: Council


READERS = ("carers", "parents", "guide")
CHILD, ADULT = TypeAdapter(ChildWords), TypeAdapter(AdultWords)


def list_languages() -> dict[str, str]:
    """The languages that may be offered, by key, as they call themselves."""
    spoken = {language.key for language in list_offered()}
    files = {source.stem: _read(source.stem) for source in sorted(FOLDER.glob("*.yaml"))}
    return {
        key: str(tree["called"])
        for key, tree in sorted(files.items(), key=lambda each: each[0] != "en")
        if tree["reviewed"] is True and key in spoken
    }


@cache
def load_child_words(survey: Survey, language: str = "en") -> ChildWords:
    """The words for a survey. Raises HeardError where the language or a key is missing, or one is too many."""
    children = _read(language)["children"]
    try:
        return CHILD.validate_python(lay_over(children["default"], children.get(survey.value, {})))
    except ValidationError as error:
        raise HeardError(f"words on paper in {language} for {survey.value}: {error}") from None


@cache
def load_adult_words(reader: str, language: str = "en") -> AdultWords:
    """The words for carers, parents or the trusted adult. Raises HeardError where they are not there."""
    try:
        return ADULT.validate_python(_read(language).get("adults", {}).get(reader))
    except ValidationError as error:
        raise HeardError(f"words on paper in {language} for {reader}: {error}") from None


@cache
def _read(language: str) -> Mapping[str, Any]:
    source = FOLDER / f"{language}.yaml"
    if not source.is_file():
        raise HeardError(f"there are no words on paper in {language}")
    tree: Mapping[str, Any] = read_yaml(source.read_text(encoding="utf-8"))
    if type(tree.get("reviewed")) is not bool:
        raise HeardError(f"words on paper in {language} must say whether they were reviewed")
    return tree
