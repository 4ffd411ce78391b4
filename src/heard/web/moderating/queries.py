"""Reading what was decided about children's words. All for the council entered."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import QuerySet

from heard.base.policy import MIN_BASE_TO_QUOTE, Level
from heard.comments.codebook import load_codebook
from heard.comments.identities import Kind, Known, Reason, Span
from heard.web.moderating.models import KnownWords, Moderation, Quotation, SecondCoding, ThemeCount
from heard.web.results.queries import find_opening
from heard.web.tenancy import entered_council
from heard.web.voices.queries import count_unread_of_closed, list_handed_over, list_waves_unread
from heard.web.waves.queries import list_waves

if TYPE_CHECKING:
    from heard.comments.agreement import Agreement
    from heard.comments.themes import Coded


@dataclass(frozen=True, slots=True, kw_only=True)
class ModerationFacts:
    """One comment and what was decided of it. `moderated_on` is empty until somebody did; `is_cleared` None until a
    second person did."""

    key: UUID
    wave: str
    survey: str
    question: str
    original: str = field(repr=False)
    suggested: tuple[Span, ...]
    suggested_themes: tuple[str, ...]
    rare: tuple[str, ...]
    taken: tuple[Span, ...]
    text: str = field(repr=False)
    english: str = field(repr=False)
    themes: tuple[str, ...]
    is_idea: bool
    is_wanted: bool
    moderated_by: str
    moderated_on: date | None
    is_cleared: bool | None
    checked_by: str


@dataclass(frozen=True, slots=True)
class Progress:
    """How many comments stand where. `unread`: the safeguarding reader has not seen them yet. `unprepared`: nothing was
    suggested for them yet. `to_check`: wanted for quoting, not checked by a second person."""

    unread: int
    unprepared: int
    to_moderate: int
    to_check: int
    cleared: int
    kept_back: int
    moderated: int


@dataclass(frozen=True, slots=True)
class Told:
    """Counts of themes that readers of a level were told. `rows`: survey, question, code, symbol, count, base, and the
    ends of a band."""

    level: Level
    codebook: str
    rows: tuple[tuple[Any, ...], ...]
    counted_on: date


@dataclass(frozen=True, slots=True)
class QuotationFacts:
    """Words that stand beside the findings of a question. `survey`: the ages they are of, and nothing else of the
    child."""

    id: int
    comment: UUID
    wave: str
    survey: str
    indicator: str
    words: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A comment that nothing was suggested for."""

    key: UUID
    text: str = field(repr=False)
    question: str


@dataclass(frozen=True, slots=True)
class KnownFacts:
    """A name on the council's own lists."""

    id: int
    kind: Kind
    words: str


def count_progress() -> Progress:
    """Of all waves that have closed."""
    rows = Moderation.objects.filter(council_id=entered_council())
    wanted = rows.filter(is_wanted=True)
    return Progress(
        unread=count_unread_of_closed(),
        unprepared=len(list_unprepared()),
        to_moderate=rows.filter(moderated_on__isnull=True).count(),
        to_check=wanted.filter(is_cleared__isnull=True).count(),
        cleared=wanted.filter(is_cleared=True).count(),
        kept_back=wanted.filter(is_cleared=False).count(),
        moderated=rows.filter(moderated_on__isnull=False).count(),
    )


def list_unprepared() -> tuple[Waiting, ...]:
    """Those that were handed over and nothing was suggested for yet."""
    prepared = set(
        Moderation.objects.filter(council_id=entered_council()).values_list("comment_id", flat=True)
    )
    return tuple(
        Waiting(each.key, each.text, each.question) for each in list_handed_over() if each.key not in prepared
    )


def list_coded() -> "tuple[Coded, ...]":
    """What moderators decided that comments are about: what suggestions learn from."""
    from heard.comments.themes import Coded  # with what learns, for the worker alone

    return tuple(Coded(each.original, frozenset(each.themes), each.question) for each in list_moderated())


def find_moderation(key: UUID) -> ModerationFacts | None:
    """Of this comment; None where there is none, or another council's."""
    return next(iter(_facts(pk=key)), None)


def find_next(*, after: UUID | None = None) -> UUID | None:
    """The first comment nobody has moderated, past this one; from the beginning again where there is none behind it."""
    return _next_of(Moderation.objects.filter(moderated_on__isnull=True), after)


def find_next_to_check(by: str, *, after: UUID | None = None) -> UUID | None:
    """The first that is wanted for quoting and that somebody else than this person moderated."""
    rows = Moderation.objects.filter(is_wanted=True, is_cleared__isnull=True).exclude(moderated_by=by)
    return _next_of(rows, after)


def list_cleared() -> tuple[ModerationFacts, ...]:
    """What two people have made safe."""
    return _facts(is_wanted=True, is_cleared=True)


def list_readable(*, today: date, is_first: bool) -> tuple[ModerationFacts, ...]:
    """What may be read by whoever is no moderator. Of a wave whose report is held for the young people's panel only
    what the panel reads (`is_first`); nothing of a wave that too few answered: a voice among few is known."""
    waves = _readable_waves(today, is_first)
    return tuple(each for each in list_cleared() if each.wave in waves)


def list_told_of_readable(level: Level, *, today: date, is_first: bool) -> tuple[tuple[str, Told], ...]:
    """Of the same waves the newest counts of themes at this level."""
    newest = {
        wave: [told for told in list_told(wave) if told.level is level][-1:]
        for wave in _readable_waves(today, is_first)
    }
    return tuple((wave, told) for wave in sorted(newest, reverse=True) for told in newest[wave])


def _readable_waves(today: date, is_first: bool) -> set[str]:
    waves = [facts.wave for facts in list_waves() if is_first or not facts.is_held(today)]
    openings = {wave: find_opening(wave) for wave in waves}
    return {wave for wave, opening in openings.items() if opening and opening.responses >= MIN_BASE_TO_QUOTE}


def list_moderated() -> tuple[ModerationFacts, ...]:
    """Everything that one person has been through."""
    return _facts(moderated_on__isnull=False)


def list_quotations(*, comment: UUID | None = None) -> tuple[QuotationFacts, ...]:
    """Of one comment, or all; only of comments that are cleared."""
    rows = Quotation.objects.filter(council_id=entered_council(), moderation__is_cleared=True)
    own = rows.filter(moderation_id=comment) if comment else rows
    return tuple(
        QuotationFacts(
            row.pk,
            row.moderation_id,
            row.moderation.comment.wave,
            row.moderation.comment.survey,
            row.indicator,
            row.words,
        )
        for row in own.select_related("moderation__comment").order_by("indicator", "pk")
    )


def list_drawn() -> tuple[UUID, ...]:
    """The comments that a second person codes: one in ten of those moderated, at least fifty. The same until more are
    moderated."""
    from heard.comments.agreement import draw_double_coded  # counts: for the pages of coding alone

    keys = [each.key.hex for each in list_moderated()]
    return tuple(UUID(key) for key in draw_double_coded(keys, seed=0))


def find_next_to_code(by: str, *, after: UUID | None = None) -> UUID | None:
    """The first comment drawn that somebody else moderated and nobody has coded a second time."""
    coded = SecondCoding.objects.filter(council_id=entered_council()).values_list("pk", flat=True)
    rows = Moderation.objects.filter(pk__in=list_drawn()).exclude(pk__in=list(coded))
    return _next_of(rows.exclude(moderated_by=by), after)


def read_agreement() -> "Agreement":
    """How alike two people code, over the comments that both did."""
    from heard.comments.agreement import count_agreement

    first = {each.key.hex: frozenset(each.themes) for each in list_moderated()}
    rows = SecondCoding.objects.filter(council_id=entered_council())
    second = {row.pk.hex: frozenset(row.themes) for row in rows}
    return count_agreement(first, second, load_codebook())


def list_told(wave: str) -> tuple[Told, ...]:
    """The counts of themes that were told of a wave, at any level, the first first."""
    rows = ThemeCount.objects.filter(council_id=entered_council(), wave=wave).order_by("pk")
    return tuple(
        Told(Level(row.level), row.codebook, tuple(map(tuple, row.rows)), row.counted_on) for row in rows
    )


def list_countable() -> tuple[str, ...]:
    """The waves of which every comment is moderated, and that were not counted since anything was decided otherwise."""
    facts = list_moderated()
    left = Moderation.objects.filter(council_id=entered_council(), moderated_on__isnull=True)
    prepared = {each.key for each in facts} | {row.pk for row in left}
    waiting = {row.comment.wave for row in left.select_related("comment")}
    waiting |= {each.wave for each in list_handed_over() if each.key not in prepared}
    waiting |= list_waves_unread()
    whole = sorted({each.wave for each in facts} - waiting)
    return tuple(wave for wave in whole if _last_counted(wave) != digest_decisions(facts, wave))


def digest_decisions(facts: Iterable[ModerationFacts], wave: str) -> str:
    """The same as long as the same is decided of the same comments."""
    decided = sorted((each.key.hex, *sorted(each.themes)) for each in facts if each.wave == wave)
    return sha256(repr(decided).encode()).hexdigest()


def _last_counted(wave: str) -> str:
    rows = ThemeCount.objects.filter(council_id=entered_council(), wave=wave).order_by("pk")
    return next(iter(rows.reverse().values_list("decisions", flat=True)), "")


def list_known() -> tuple[KnownFacts, ...]:
    """The council's own lists, by kind and in the order of the alphabet."""
    rows = KnownWords.objects.filter(council_id=entered_council()).order_by("kind", "words")
    return tuple(KnownFacts(row.pk, Kind(row.kind), row.words) for row in rows)


def get_known() -> Known:
    """The same as rules take it."""
    every = list_known()
    of = {
        kind: frozenset(each.words for each in every if each.kind is kind)
        for kind in (Kind.NAME, Kind.PLACE, Kind.SCHOOL, Kind.GROUP)
    }
    return Known(names=of[Kind.NAME], places=of[Kind.PLACE], schools=of[Kind.SCHOOL], groups=of[Kind.GROUP])


def _next_of(rows: QuerySet[Moderation], after: UUID | None) -> UUID | None:
    keys = [*rows.filter(council_id=entered_council()).order_by("pk").values_list("pk", flat=True)]
    behind = [key for key in keys if after and key > after]
    return next(iter([*behind, *(key for key in keys if key != after)]), None)


def _facts(**which: object) -> tuple[ModerationFacts, ...]:
    rows = Moderation.objects.filter(council_id=entered_council(), **which)
    return tuple(_read(row) for row in rows.select_related("comment").order_by("pk"))


def _read(row: Moderation) -> ModerationFacts:
    return ModerationFacts(
        key=row.pk,
        wave=row.comment.wave,
        survey=row.comment.survey,
        question=row.comment.question,
        original=row.comment.text,
        suggested=_spans(row.suggested),
        suggested_themes=tuple(row.suggested_themes),
        rare=tuple(row.rare),
        taken=_spans(row.taken),
        text=row.text,
        english=row.english,
        themes=tuple(row.themes),
        is_idea=row.is_idea,
        is_wanted=row.is_wanted,
        moderated_by=row.moderated_by,
        moderated_on=row.moderated_on,
        is_cleared=row.is_cleared,
        checked_by=row.checked_by,
    )


def _spans(stored: list[tuple[int, int, str, str]]) -> tuple[Span, ...]:
    return tuple(Span(start, end, Kind(kind), Reason(reason)) for start, end, kind, reason in stored)
