"""Children who have come to their last pages without a request: cards are read where they lie, answers drawn here.

What follows is real: the last pages with a browser's cookies, or parcels sealed as the page's own script seals them
(`sending.js`), and everything that may go wrong with either.
"""

import json
import random
import secrets
from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from uuid import UUID

from heard.catalogue import OpenQuestion, Questionnaire
from heard.interview import (
    BEFORE_FIRST,
    build_response,
    key_of,
    list_screens,
    next_screen,
    visible_items,
)
from heard.web.answering.cookies import LONGEST, VISIT
from heard.web.answering.visits import Visit, begin_visit
from heard.web.codes.cards import digest, read_code
from heard.web.codes.contents import Answers, Comment, Content, Slip, SlipKind, sealing_purpose
from heard.web.codes.drafts import draft_lookup, seal_cookie
from heard.web.codes.queries import Card
from heard.web.codes.sealing import ANSWERS_SIZE, COMMENT_SIZE, SLIP_SIZE, PrivateKey, seal
from heard.web.instruments.questionnaires import counted_groups, get_questionnaire, list_versions
from killing import COUNCIL, WAVE, KillableSite
from surveying import Browser, Child

FORM_COOKIE, FORM_FIELD = "heard_form", "csrfmiddlewaretoken"
ANSWERS, WORDS = "/answer/sealed/answers/", "/answer/sealed/words/"
JSON = "application/json"
_CARDS = (
    "SELECT {join}(c.digest || ' ' || c.seat_id || ' ' || b.survey || ' ' || b.collection_id, ',') FROM codes_code c "
    "JOIN codes_seat s ON s.key = c.seat_id JOIN codes_batch b ON b.id = s.batch_id"
)


@dataclass(frozen=True, slots=True, repr=False)
class Parcels:
    """What waits on a device of one survey: its ticks and its words, as JSON, and what is in them."""

    ticket: str
    answers: str
    words: str
    row: Answers
    groups: Mapping[str, str]
    written: Mapping[str, str]


@dataclass(repr=False)
class Sender:
    """A device with the parcels of one survey: ticks first, then words, each until the site says what became of it."""

    browser: Browser
    parcels: Parcels
    outcomes: list[str] = field(default_factory=list)
    is_unsure: list[bool] = field(default_factory=list)

    def send(self) -> None:
        """As `sending.js` does it, in a browser that stays open."""
        for path, body in ((ANSWERS, self.parcels.answers), (WORDS, self.parcels.words)):
            page = self.browser.post(path, body.encode(), JSON)
            assert page.status == 200, page.status
            self.outcomes.append(json.loads(page.text)["outcome"])
            self.is_unsure.append(self.browser.tries > 1)
        self.browser.close()


def read_cards(site: KillableSite) -> dict[str, Card]:
    """Every card by its code as printed, with the server's keys and the database's rows."""
    told = site.installation.environment
    join = "string_agg" if site.installation.cluster else "group_concat"
    rows = (line.split() for line in site.installation.ask(_CARDS.format(join=join)).split(","))
    found = {hashed: (UUID(seat), survey, int(box)) for hashed, seat, survey, box in rows}
    cards = {}
    for code in (code for codes in site.codes.values() for code in codes):
        plain = read_code(code)
        seat, survey, box = found[digest(plain, bytes.fromhex(told["HEARD_CODE_KEY"])).hex()]
        lookup = draft_lookup(plain, key=draft_key(site)).hex()
        cards[code] = Card(council=COUNCIL, collection_id=box, seat=seat, survey=survey, draft_lookup=lookup)
    return cards


def draft_key(site: KillableSite) -> bytes:
    """What its cookies and tickets are closed under."""
    return bytes.fromhex(site.installation.environment["HEARD_DRAFT_KEY"])


def bring_close(site: KillableSite, child: Child, card: Card, *, screens_left: int) -> None:
    """Give the child's browser the cookies of a survey with all but the last screens answered."""
    visit = _answer(child, card, screens_left=screens_left)
    text = seal_cookie(visit.to_bytes(), key=draft_key(site))
    for place, name in enumerate(VISIT):
        if piece := text[place * LONGEST : (place + 1) * LONGEST]:
            child.browser.set_cookie(name, piece)
    child.browser.set_cookie(FORM_COOKIE, secrets.token_hex(16))


def make_parcels(site: KillableSite, child: Child, card: Card) -> Parcels:
    """A whole survey, sealed as the page's own script does it."""
    visit = _answer(child, card, screens_left=0)
    questionnaire = _questionnaire(card)
    given = build_response(questionnaire, visit.answers, reached=visit.reached)
    row = Answers(card.survey, questionnaire.version, given)
    groups = {key: given[key] for key in counted_groups(questionnaire) if given.get(key)}
    told = site.installation.environment
    ticket = _ticket(card, draft_key(site))
    counting = PrivateKey.from_bytes(bytes.fromhex(told["HEARD_COUNTING_KEY"])).public
    reading = PrivateKey.from_bytes(bytes.fromhex(told[f"HEARD_READING_KEY_{COUNCIL}"])).public
    slip = Slip(SlipKind.FINISHED, groups)
    comments = [
        _seal(
            Comment(card.survey, each.key, visit.words.get(each.key, "")).to_bytes(),
            Content.COMMENT,
            reading,
            COMMENT_SIZE,
        )
        for each in questionnaire.open_questions()
    ]
    ticks = {
        "ticket": ticket,
        "answers": _seal(row.to_bytes(), Content.ANSWERS, site.wave_key.public, ANSWERS_SIZE),
        "slip": _seal(slip.to_bytes(), Content.SLIP, counting, SLIP_SIZE),
    }
    words = json.dumps({"ticket": ticket, "comments": comments})
    return Parcels(ticket, json.dumps(ticks), words, row, groups, child.written())


def _answer(child: Child, card: Card, *, screens_left: int) -> Visit:
    """Walk from the first screen until so many are left, answering at random as `surveying.Child` does."""
    questionnaire = _questionnaire(card)
    screens, answers = list_screens(questionnaire), dict[str, str]()
    place, reached = next_screen(questionnaire, {}, BEFORE_FIRST), BEFORE_FIRST
    while place is not None and place < len(screens) - screens_left:
        for item in visible_items(screens[place], questionnaire, answers):
            key = key_of(item)
            if isinstance(item, OpenQuestion):
                child.words[key] = child._draw_words()
            else:
                code = "" if child.draw.random() < 0.06 else child.draw.choice(item.answers).code
                child.given[key] = (code,) if code else ()
                answers.update({key: code} if code else {})
        reached, place = place, next_screen(questionnaire, answers, place)
    at = len(screens) if place is None else place
    begun = begin_visit(
        card=card, code=read_code(child.code), version=questionnaire.version, at=datetime.now(UTC)
    )
    return replace(
        begun, has_agreed=True, answers=answers, words=child.written(), at=at, reached=max(at, reached)
    )


def _questionnaire(card: Card) -> Questionnaire:
    return get_questionnaire(card.survey, list_versions()[card.survey])


def _ticket(card: Card, key: bytes) -> str:
    """What `heard.web.answering.tickets` writes; that needs a site's settings."""
    content = {"ticket": {**asdict(card), "seat": card.seat.hex}}
    return seal_cookie(json.dumps(content, separators=(",", ":")).encode(), key=key)


def _seal(content: bytes, kind: Content, to: bytes, size: int) -> str:
    purpose = sealing_purpose(kind, COUNCIL, WAVE)
    return b64encode(seal(content, to=to, purpose=purpose, size=size)).decode()


def shuffled(codes: Sequence[str], seed: int) -> list[str]:
    """In another order."""
    return random.Random(seed).sample(list(codes), len(codes))
