"""Another language, chosen before the code or in the middle of a survey."""

from dataclasses import dataclass

from heard.catalogue import Language
from heard.web.answering.presenters.frames import frame_for, words_for
from heard.web.instruments.languages import list_drafts, list_others, tag_of
from heard.web.ui.frames import Frame


@dataclass(frozen=True, slots=True)
class LanguageChoice:
    """A language by the name its speakers give it, written as they write."""

    key: str
    name: str
    tag: str
    direction: str


@dataclass(frozen=True, slots=True)
class LanguagesPage:
    """What else can be chosen. `drafts` says of some that they are drafts; empty where none is."""

    frame: Frame
    title: str
    note: str
    drafts: str
    choices: tuple[LanguageChoice, ...]


def present_choices(*, is_made_up: bool = False) -> tuple[LanguageChoice, ...]:
    """What else can be chosen than the language that is spoken."""
    return tuple(_choice(each) for each in list_others(is_made_up=is_made_up))


def present_languages(survey: str | None, *, is_made_up: bool) -> LanguagesPage:
    """What else can be chosen; in a try-out drafts too."""
    words = words_for(survey).language
    return LanguagesPage(
        frame=frame_for(survey, words.title),
        title=words.title,
        note=words.note,
        drafts=words.draft if is_made_up and list_drafts() else "",
        choices=present_choices(is_made_up=is_made_up),
    )


def _choice(language: Language) -> LanguageChoice:
    return LanguageChoice(language.key, language.name, tag_of(language), language.direction)
