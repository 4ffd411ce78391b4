"""Letters and colours, chosen before the code or in the middle of a survey."""

from dataclasses import dataclass

from heard.web.answering.presenters.frames import frame_for, words_for
from heard.web.ui.frames import Frame
from heard.web.ui.looks import CHOICES, Look


@dataclass(frozen=True, slots=True)
class LookChoice:
    """One way to look."""

    value: str
    word: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class LookPart:
    """One question about the look."""

    name: str
    legend: str
    choices: tuple[LookChoice, ...]


@dataclass(frozen=True, slots=True)
class LookPage:
    """Letters and colours."""

    frame: Frame
    title: str
    parts: tuple[LookPart, ...]
    note: str
    button: str


def present_look(survey: str | None, look: Look) -> LookPage:
    """Letters and colours, as they are chosen now."""
    words = words_for(survey).look
    named = (
        ("size", words.size, words.sizes),
        ("space", words.space, words.spaces),
        ("colours", words.colours, words.colour_names),
    )
    return LookPage(
        frame=frame_for(survey, words.title),
        title=words.title,
        parts=tuple(
            LookPart(
                name,
                legend,
                tuple(
                    LookChoice(value, word, value == getattr(look, name))
                    for value, word in zip(CHOICES[name], said, strict=True)
                ),
            )
            for name, legend, said in named
        ),
        note=words.note,
        button=words.button,
    )
