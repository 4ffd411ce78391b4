"""What may be asked about cards, collections and counts. All but `find_card` and `find_admission` read the council
entered.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet, Sum

from heard.base.errors import UserError
from heard.web.codes.cards import digest, read_code
from heard.web.codes.contents import SlipKind
from heard.web.codes.drafts import draft_lookup
from heard.web.codes.models import Batch, BatchKind, Code, Collection, Counter, PausedDraft, Seat, State
from heard.web.tenancy import entered_council, presenting_card

__all__ = [
    "EVERYBODY",
    "Admission",
    "Ballot",
    "BatchCount",
    "BatchKind",
    "Card",
    "Counts",
    "GroupCount",
    "State",
    "SurveyCount",
    "UnknownCode",
    "find_admission",
    "find_ballot",
    "find_card",
    "get_ballot",
    "get_counts",
    "has_paused_draft",
]

EVERYBODY = "all"  # the group and the level of a count that is of everybody


class UnknownCode(UserError):
    """A code as codes are made, and of no card here."""

    def __init__(self) -> None:
        super().__init__("No card has this code.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A card that somebody holds. `draft_lookup`: what a draft paused with its code would be found by."""

    council: str
    collection_id: int
    seat: UUID = field(repr=False)
    survey: str
    draft_lookup: str = field(default="", repr=False)
    is_finished: bool = field(default=False, repr=False)
    is_replaced: bool = False
    is_made_up: bool = False
    is_void: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Ballot:
    """A collection, as the child's pages need it. `last_answer_day` is None where nobody has said it."""

    collection_id: int
    council: str
    council_name: str
    help_words: str
    wave: str
    state: State
    versions: Mapping[str, str]
    wave_key: bytes = field(repr=False)
    counting_key: bytes = field(repr=False)
    reading_key: bytes = field(repr=False)
    feedback_words: str
    last_answer_day: date | None
    is_made_up: bool = False


@dataclass(frozen=True, slots=True)
class Admission:
    """What decides whether a card opens a survey. `is_paused`: answers are put away with it."""

    card: Card
    ballot: Ballot
    is_paused: bool


@dataclass(frozen=True, slots=True)
class SurveyCount:
    """How many cards a survey has and how many came back; None = fewer than five so far.

    `void_cards`: those of batches made void whole, which are not among `cards`. A single void card stays among the
    cards of its batch: how many of a batch can still be used would make the circle of those who answered smaller than
    ten for everybody who may see counts (docs/explanation/anonymity.md).
    """

    survey: str
    cards: int
    finished_shown: int | None
    declined_shown: int | None
    void_cards: int = 0


@dataclass(frozen=True, slots=True)
class BatchCount:
    """How many of a batch came back; None = fewer than five so far."""

    label: str
    survey: str
    size: int
    finished_shown: int | None
    id: int = 0
    kind: BatchKind = BatchKind.TEAM
    is_void: bool = False


@dataclass(frozen=True, slots=True)
class GroupCount:
    """How many came back in one level of one shared demographic; never None: a level nobody sees is left out."""

    survey: str
    group: str
    level: str
    finished_shown: int


@dataclass(frozen=True, slots=True)
class Counts:
    """What may be seen while a wave is open: figures that move once a day, and by five or more."""

    surveys: tuple[SurveyCount, ...]
    batches: tuple[BatchCount, ...]
    groups: tuple[GroupCount, ...]


def find_card(typed: str) -> Card:
    """The card with the code that somebody typed; raises MistypedCode and UnknownCode. Enters the council itself."""
    return find_admission(typed).card


def find_admission(typed: str) -> Admission:
    """The same with what decides whether the card opens a survey, asked the same for every card."""
    code = read_code(typed)
    hashed = digest(code, settings.HEARD.code_key)
    held: list[Code] = []

    def find_council() -> str | None:
        held.extend(Code.objects.filter(digest=hashed.hex())[:1])
        return held[0].council_id if held else None

    with presenting_card(hashed, find_council) as council:
        if council is None:
            raise UnknownCode
        seats = Seat.objects.filter(key=held[0].seat_id, council_id=council)
        seat = seats.select_related("batch__collection__council").first()
        if seat is None:  # wiped between the two questions
            raise UnknownCode
        card = _card_of(seat, code, is_replaced=held[0].is_replaced)
        return Admission(card, _ballot_of(seat.batch.collection), has_paused_draft(card))


def _card_of(seat: Seat, code: str, *, is_replaced: bool) -> Card:
    return Card(
        council=seat.council_id,
        collection_id=seat.batch.collection_id,
        seat=seat.key,
        survey=seat.batch.survey,
        draft_lookup=draft_lookup(code, key=settings.HEARD.draft_key).hex(),
        is_finished=seat.is_finished,
        is_replaced=is_replaced,
        is_made_up=seat.batch.collection.is_made_up,
        is_void=seat.is_void,
    )


def get_ballot(collection_id: int) -> Ballot:
    """A collection of the council entered."""
    return _ballot_of(_collections().get(pk=collection_id))


def find_ballot(collection_id: int) -> Ballot | None:
    """The same; None where it was a try-out that is wiped."""
    row = _collections().filter(pk=collection_id).first()
    return None if row is None else _ballot_of(row)


def _collections() -> QuerySet[Collection]:
    return Collection.objects.select_related("council").filter(council_id=entered_council())


def _ballot_of(row: Collection) -> Ballot:
    return Ballot(
        collection_id=row.pk,
        council=row.council_id,
        council_name=row.council.name,
        help_words=row.council.help_words,
        wave=row.wave,
        state=State(row.state),
        versions=row.versions,
        wave_key=bytes(row.wave_key),
        counting_key=bytes(row.counting_key),
        reading_key=bytes(row.reading_key),
        feedback_words=row.feedback_words,
        last_answer_day=row.last_answer_day,
        is_made_up=row.is_made_up,
    )


def has_paused_draft(card: Card) -> bool:
    """Whether the child with this card paused and may come back with the pictures."""
    return PausedDraft.objects.filter(council_id=entered_council(), lookup=card.draft_lookup).exists()


def get_counts(collection_id: int) -> Counts:
    """The counts of a collection as they may be seen. Batches by survey and label, levels by group."""
    shown = _shown(collection_id)
    batches = tuple(_batches(collection_id))
    return Counts(
        surveys=tuple(_surveys(collection_id, shown)),
        batches=batches,
        groups=tuple(
            GroupCount(survey, group, level, count)
            for (kind, survey, group, level), count in sorted(shown.items())
            if kind == SlipKind.FINISHED and group != EVERYBODY and count
        ),
    )


def _shown(collection_id: int) -> dict[tuple[str, str, str, str], int]:
    rows = Counter.objects.filter(council_id=entered_council(), collection_id=collection_id)
    return {(row.kind, row.survey, row.group, row.level): row.shown for row in rows}


def _surveys(collection_id: int, shown: Mapping[tuple[str, str, str, str], int]) -> list[SurveyCount]:
    batches = Batch.objects.filter(council_id=entered_council(), collection_id=collection_id)
    cards = dict(batches.filter(is_void=False).values_list("survey").annotate(Sum("size")))
    void = dict(batches.filter(is_void=True).values_list("survey").annotate(Sum("size")))
    everybody = (EVERYBODY, EVERYBODY)
    return [
        SurveyCount(
            survey,
            cards.get(survey, 0),
            shown.get((SlipKind.FINISHED, survey, *everybody)) or None,
            shown.get((SlipKind.DECLINED, survey, *everybody)) or None,
            void.get(survey, 0),
        )
        for survey in get_ballot(collection_id).versions
    ]


def _batches(collection_id: int) -> list[BatchCount]:
    rows = Batch.objects.filter(council_id=entered_council(), collection_id=collection_id)
    return [
        BatchCount(
            row.label,
            row.survey,
            row.size,
            row.finished_shown or None,
            id=row.pk,
            kind=BatchKind(row.kind),
            is_void=row.is_void,
        )
        for row in rows.order_by("survey", "label", "pk")
    ]
