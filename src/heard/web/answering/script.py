"""What a browser needs to walk through one survey by itself: the script, and every page drawn from our own templates.

One file for each survey, version and language, the same for every child, so that it may be kept anywhere and
compressed. What differs from council to council (help, thanks, keys) is handed over with the visit.
"""

import gzip
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Protocol

from django.template.loader import render_to_string
from django.urls import reverse

from heard.catalogue import Language, Questionnaire
from heard.interview import list_screens, write_script
from heard.web.answering.presenters.frames import (
    present_already,
    present_ended,
    present_step,
    present_thrown_away,
    present_void,
    present_waiting,
    words_for,
)
from heard.web.answering.presenters.looks import present_look
from heard.web.answering.presenters.pages import (
    present_hand_over,
    present_send,
    present_stop,
)
from heard.web.answering.presenters.pausing import present_pause
from heard.web.answering.presenters.screens import present_whole_screen
from heard.web.codes.actions import Finished
from heard.web.codes.drafts import DRAFT_SIZE
from heard.web.codes.sealing import ANSWERS_SIZE, COMMENT_SIZE, SLIP_SIZE
from heard.web.instruments.languages import describe, list_drafts, list_offered, speaking, tag_of
from heard.web.instruments.questionnaires import counted_groups, get_questionnaire, list_versions
from heard.web.instruments.words import ENGLISH
from heard.web.policy import IDLE_MINUTES, LANGUAGE_STAYS_MINUTES, LONGEST_COMMENT, PAGE_STEP
from heard.web.ui.frames import Frame
from heard.web.ui.looks import CHOICES, LOOK, Look

LEAST_GAIN = 9  # gzip's best; it is done once a process
# The draft in the browser holds the visit, and beside it the council's own pages.
BROWSER_DRAFT_SIZE = 3 * DRAFT_SIZE
ENDINGS = {
    Finished.SENT: "done",
    Finished.ALREADY_SENT: "already",
    Finished.TOO_LATE: "ended",
    Finished.VOID: "void",
}


@dataclass(frozen=True, slots=True, repr=False)
class ScriptFile:
    """One survey's file. `digest` names it: another content has another address."""

    digest: str
    content: bytes
    squeezed: bytes


def find_script_file(digest: str) -> ScriptFile | None:
    """The file of this name; None where this installation has none."""
    files = (
        get_script_file(survey, version, language.key)
        for language in (*list_offered(), *list_drafts())
        for survey, version in list_versions().items()
    )
    return next((file for file in files if file.digest == digest), None)


@cache
def get_script_file(survey: str, version: str, language: str = ENGLISH) -> ScriptFile:
    """The file of one questionnaire in one language, written once a process. Raises RetiredVersion."""
    questionnaire = get_questionnaire(survey, version, language)
    with speaking(language):
        written = _write(questionnaire, describe(language))
    content = json.dumps(written, ensure_ascii=False, separators=(",", ":")).encode()
    return ScriptFile(
        digest=hashlib.sha256(content).hexdigest()[:32],
        content=content,
        squeezed=gzip.compress(content, LEAST_GAIN, mtime=0),
    )


def draw_main(template: str, page: object) -> str:
    """What stands within a page's main part, as the template draws it."""
    _, _, after = render_to_string(template, {"page": page}).partition("<main")
    _, _, within = after.partition(">")
    drawn, end, _ = within.rpartition("</main>")
    if not end:
        raise ValueError(f"{template} draws no main part")
    return "\n".join(line for line in drawn.splitlines() if line.strip())


def _write(questionnaire: Questionnaire, language: Language) -> Mapping[str, object]:
    survey, words = questionnaire.survey.value, words_for(questionnaire.survey)
    pages, titles = _draw_pages(survey)
    return {
        "survey": survey,
        "version": questionnaire.version,
        "language": {
            "tag": tag_of(language),
            "direction": language.direction,
            "stays": 60 * LANGUAGE_STAYS_MINUTES,
        },
        "frame": {
            "leave": words.question.hide,
            "help": words.question.help,
            "language": words.language.link,
            "listen": words.question.listen,
        },
        "script": write_script(questionnaire),
        "screens": [
            draw_main("answering/screen.html", present_whole_screen(questionnaire, place))
            for place in range(len(list_screens(questionnaire)))
        ],
        "pages": pages,
        "titles": {
            **titles,
            "questions": words.titles.questions,
            "done": words.titles.end,
            "help": words.help.title,
        },
        "endings": {outcome.value: page for outcome, page in ENDINGS.items()},
        "links": {reverse(f"answering:{name}"): name for name in ("help", "stop", "pause", "on")},
        "ways": {
            name: reverse(f"answering:{name}") for name in ("stop", "end", "put_away", "help", "language")
        },
        "groups": list(counted_groups(questionnaire)),
        "sizes": {"answers": ANSWERS_SIZE, "slip": SLIP_SIZE, "comment": COMMENT_SIZE},
        "look": {"cookie": LOOK, "choices": {name: list(values) for name, values in CHOICES.items()}},
        "draft_size": BROWSER_DRAFT_SIZE,
        "page_step": PAGE_STEP,
        "limit": LONGEST_COMMENT,
        "idle_minutes": IDLE_MINUTES,
        "words": {
            "too_long": words.question.too_long,
            "unreadable": words.question.unreadable,
            "three_pictures": words.pause.unclear,
            "no_signal": words.pause.no_signal,
        },
    }


class Framed(Protocol):
    """A page with a frame around it."""

    @property
    def frame(self) -> Frame: ...


def _draw_pages(survey: str) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """The pages around the questions and their titles, by name."""
    words = words_for(survey)
    idle = present_step(survey, words.idle, "answering:start")
    two_places = present_step(survey, words.faults.two_places, "answering:on")
    drawn: list[tuple[str, str, Framed]] = [
        ("send", "send", present_send(survey, "", has_back=True, is_calm=True)),
        ("hand_over", "hand_over", present_hand_over(survey, "")),
        ("stop", "stop", present_stop(survey, "")),
        ("pause", "pause", present_pause(survey, "", is_unclear=False)),
        ("look", "look", present_look(survey, Look())),
        ("waiting", "waiting", present_waiting(survey)),
        ("idle", "note", idle),
        ("two_places", "note", two_places),
        ("already", "note", present_already(survey)),
        ("ended", "note", present_ended(survey)),
        ("void", "note", present_void(survey)),
        ("thrown_away", "note", present_thrown_away(survey)),
    ]
    pages = {name: draw_main(f"answering/{template}.html", page) for name, template, page in drawn}
    return pages, {name: page.frame.title for name, _, page in drawn}
