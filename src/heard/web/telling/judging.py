"""Children's verdict on what the council answers: a card, counters, and what may be shown of them.

Codes on cards, not one open link for a council: with a link and "once a browser" one angry or one eager adult could say
anything a hundred times, and thirty children with one tablet could not. A card is drawn unseen from a pile, like the
survey's. The same alphabet and length (50 bits), a keyed hash of a domain of its own, so that neither kind of card is
the other's.

A card is marked used and counters go up, in one transaction, and nothing ties the one to the other: no row holds a card
with a choice, no row has a time. Whoever copied the database between any two verdicts could still see which counters
moved while which card became used; who held the card stands nowhere. Words are handed to the safeguarding reader's
queue as what other children write is, without the card, the choices or a day.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from django.conf import settings
from django.db import transaction
from django.db.models import F

from heard.base.errors import UserError
from heard.base.messages import wrong_with_line
from heard.interview import clean_words
from heard.web.audit.actions import record
from heard.web.codes import contents
from heard.web.codes.cards import keyed_hash, new_code, read_code
from heard.web.policy import (
    LARGEST_BATCH,
    LEAST_VERDICTS,
    LONGEST_LABEL,
    LONGEST_VERDICT_WORDS,
    SMALLEST_BATCH,
    VERDICT_MOVE,
)
from heard.web.telling.models import VerdictBatch, VerdictCode, VerdictCount, VerdictShown
from heard.web.telling.queries import find_published
from heard.web.telling.readers import Reader
from heard.web.tenancy import entered_council
from heard.web.ui.clock import day_of
from heard.web.voices.actions import put_to_reader

DOMAIN = b"heard verdict code digest 1\0"
QUESTION = "what_came_of_it"  # what the words are an answer to, as the reader's queue names it


class Verdict(StrEnum):
    """What a child says to an answer."""

    HELPS = "helps"
    NOT_ENOUGH = "not_enough"
    DID_NOT_HAPPEN = "did_not_happen"


class NoSuchCard(UserError):
    """No card of this wave has this code."""


class CardIsUsed(UserError):
    """The card has said what it says."""


class NothingChosen(UserError):
    """Neither a choice nor a word. The card stays as it was."""


class NothingPublished(UserError):
    """There is no answer to say anything to."""


class BatchRefused(UserError):
    """A batch that cannot be made; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Cards:
    """A batch and its codes, canonical: they exist here, on the page that prints them, and nowhere else."""

    reader: Reader
    label: str
    codes: tuple[str, ...] = field(repr=False)


def make_cards(*, wave: str, reader: Reader, label: str, size: int, by: str, at: datetime) -> Cards:
    """Cards for children of one age. Raises BatchRefused."""
    label = " ".join(label.split())
    if reader.survey is None:
        raise BatchRefused("Cards are for children and young people. No cards were made.")
    if not SMALLEST_BATCH <= size <= LARGEST_BATCH:
        raise BatchRefused(
            f"A batch has {SMALLEST_BATCH} to {LARGEST_BATCH} cards: of fewer it could be told who said what. No cards "
            "were made; put small groups together, or make several batches."
        )
    if not label or len(label) > LONGEST_LABEL or wrong_with_line(label):
        raise BatchRefused(
            f"The name of a batch is one line of 1 to {LONGEST_LABEL} letters that does not begin with = + - or @. "
            "No cards were made."
        )
    codes = tuple(new_code() for _ in range(size))
    council = entered_council()
    with transaction.atomic():
        batch = VerdictBatch.objects.create(
            council_id=council,
            wave=wave,
            reader=reader.value,
            label=label,
            size=size,
            made_by=by,
            made_on=day_of(at),
        )
        VerdictCode.objects.bulk_create(
            VerdictCode(council_id=council, batch=batch, digest=_digest(code)) for code in codes
        )
        record(actor=by, action="made cards for verdicts", subject=f"{wave}: {label}", at=at)
    return Cards(reader, label, codes)


def give_verdict(*, wave: str, typed: str, choices: Mapping[str, Verdict], words: str = "") -> Reader:
    """What somebody with a card says to the answers that stand; for whom the card is.

    A choice for what is not on the page is passed over. Raises MistypedCode, NoSuchCard, CardIsUsed, NothingChosen and
    NothingPublished; then nothing was counted and the card is as it was.
    """
    known_by = _digest(read_code(typed))
    page = find_published(wave)
    if page is None:
        raise NothingPublished("There is nothing here to say anything to just now. Nothing was sent.")
    counted = {key: choice for key, choice in choices.items() if key in page.indicators}
    said = clean_words(words).strip()[:LONGEST_VERDICT_WORDS]
    with transaction.atomic():
        reader = _use(wave, known_by, is_anything=bool(counted or said))
        for indicator, choice in sorted(counted.items()):
            _count(wave, indicator, choice)
        if said:
            put_to_reader(wave=wave, words=[contents.Comment(reader.value, QUESTION, said)])
    return reader


def show_verdicts(*, wave: str, today: date) -> None:
    """Take over what may be shown: ten or more in all, and five or more since what is shown now. Once a day at most."""
    council = entered_council()
    shown = {row.indicator: row for row in VerdictShown.objects.filter(council_id=council, wave=wave)}
    with transaction.atomic():
        for row in VerdictCount.objects.filter(council_id=council, wave=wave).order_by("indicator"):
            before = shown.get(row.indicator)
            if before and before.shown_on >= today:
                continue
            new, old = _sum(row), _sum(before) if before else 0
            if new >= LEAST_VERDICTS and new - old >= VERDICT_MOVE:
                VerdictShown.objects.update_or_create(
                    council_id=council,
                    wave=wave,
                    indicator=row.indicator,
                    defaults={each.value: getattr(row, each.value) for each in Verdict} | {"shown_on": today},
                )


def _use(wave: str, known_by: str, *, is_anything: bool) -> Reader:
    """Mark the card used: of two that send with one card, the database lets one."""
    cards = VerdictCode.objects.filter(council_id=entered_council(), digest=known_by, batch__wave=wave)
    found = cards.values_list("batch__reader", "is_used").first()
    if found is None:
        raise NoSuchCard("No card here has this code.")
    reader, is_used = found
    if is_used:
        raise CardIsUsed("This card was used already.")
    if not is_anything:
        raise NothingChosen("Nothing is chosen yet.")
    if not VerdictCode.objects.filter(council_id=entered_council(), digest=known_by, is_used=False).update(
        is_used=True
    ):
        raise CardIsUsed("This card was used already.")
    return Reader(reader)


def _count(wave: str, indicator: str, choice: Verdict) -> None:
    council = entered_council()
    row, _ = VerdictCount.objects.get_or_create(council_id=council, wave=wave, indicator=indicator)
    VerdictCount.objects.filter(council_id=council, pk=row.pk).update(**{choice.value: F(choice.value) + 1})


def _sum(row: VerdictCount | VerdictShown) -> int:
    return row.helps + row.not_enough + row.did_not_happen


def _digest(code: str) -> str:
    return keyed_hash(code, domain=DOMAIN, key=settings.HEARD.code_key).hex()
