"""What a visit is to the browser's own script: its answers so far, its keys and the council's own pages."""

from base64 import b64encode
from collections.abc import Mapping

from django.urls import reverse

from heard.interview import BEFORE_FIRST
from heard.web.answering.offers import offers_for
from heard.web.answering.presenters.pages import present_done, present_help
from heard.web.answering.script import draw_main, get_script_file
from heard.web.answering.tickets import write_ticket
from heard.web.answering.visits import Visit
from heard.web.answering.way import place_of, questionnaire_of, url_before
from heard.web.codes.queries import get_ballot
from heard.web.instruments.languages import spoken
from heard.web.instruments.templatetags.try_out import draw_made_up


def describe_visit(visit: Visit) -> Mapping[str, object]:
    """Plain JSON values, inside the visit's council.

    `file`: where the survey's script is, in `language`. `at` and `reached`: places of its screens. `before`: the page
    before the first.
    """
    card = visit.card
    ballot = get_ballot(card.collection_id)
    questionnaire = questionnaire_of(visit)
    at, language = place_of(questionnaire, visit), spoken()
    return {
        "token": visit.token,
        "language": language,
        "key": visit.draft_key,
        "ticket": write_ticket(card),
        "council": card.council,
        "wave": ballot.wave,
        "keys": {
            "wave": b64encode(ballot.wave_key).decode(),
            "counting": b64encode(ballot.counting_key).decode(),
            "reading": b64encode(ballot.reading_key).decode(),
        },
        "answers": dict(visit.answers),
        "words": dict(visit.words),
        "at": at,
        "reached": max(visit.reached, at),
        "before": url_before(questionnaire, BEFORE_FIRST),
        "made_up": draw_made_up() if card.is_made_up else "",
        "pages": {
            "help": draw_main("answering/help.html", present_help(card.survey, ballot, offers_for(card))),
            "done": draw_main("answering/done.html", present_done(card.survey, ballot)),
        },
        "file": reverse(
            "answering:script_file", args=[get_script_file(card.survey, visit.version, language).digest]
        ),
    }
