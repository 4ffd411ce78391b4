"""The front of telling for staff, and the page of who was told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from heard.base.messages import count_of
from heard.base.policy import LEVELS, Level
from heard.web.people.queries import Member
from heard.web.people.roles import Permission
from heard.web.reporting.presenters.answers import title_of
from heard.web.telling.due import is_overdue
from heard.web.telling.gathering import Known
from heard.web.telling.presenters.desk import list_tellable, say_published
from heard.web.telling.queries import AudienceFacts, EventFacts, PublishedFacts, ToldFacts, VerdictFacts
from heard.web.telling.readers import AUDIENCE_NAMES, NAMES, Reader, readers_of
from heard.web.ui.days import say_day
from heard.web.waves.queries import WaveFacts

TOO_FEW = "Too few have said yet"


@dataclass(frozen=True, slots=True)
class Way:
    """The next step, or another place to go."""

    title: str
    says: str
    url: str


@dataclass(frozen=True, slots=True)
class AudienceLine:
    """An audience: told, or not yet."""

    name: str
    stands: str
    is_late: bool
    is_told: bool


@dataclass(frozen=True, slots=True)
class EventLine:
    """Somebody was told."""

    id: int
    day: str
    audience: str
    says: str
    findings: str
    said_back: str
    withdrawn: str


@dataclass(frozen=True, slots=True)
class VerdictLine:
    """What children say to one answer; `none` where too few have."""

    title: str
    helps: str
    not_enough: str
    did_not_happen: str
    none: str


@dataclass(frozen=True, slots=True)
class FindingLine:
    """One finding: answered, written for whom, told to whom."""

    title: str
    stands: str
    written: str
    told: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontPage:
    """Where telling stands. `next`: the one next step, None for who may do none."""

    due: str
    is_late: bool
    published: str
    public_url: str
    next: Way | None
    readers: tuple[Way, ...]
    findings: tuple[FindingLine, ...]
    audiences: tuple[AudienceLine, ...]
    verdicts: tuple[VerdictLine, ...]


def present_front(
    member: Member,
    known: Known,
    *,
    published: PublishedFacts | None,
    audiences: Sequence[AudienceFacts],
    told: Mapping[str, ToldFacts],
    verdicts: Mapping[str, VerdictFacts | None],
    problems: int,
) -> FrontPage:
    """What everybody who follows findings sees; the next step for whoever may take it."""
    wave = known.wave
    lines = present_audiences(wave, audiences, known.today)
    return FrontPage(
        due=say_due(wave, known.today),
        is_late=any(each.is_late for each in lines),
        published=say_published(published),
        public_url=reverse("telling:front", args=[wave.council, wave.wave]) if published else "",
        next=_next(member, known, published, lines, problems),
        readers=_readers(known) if member.may(Permission.WRITE_TOLD) else (),
        findings=_findings(known, told),
        audiences=lines,
        verdicts=present_verdicts(verdicts),
    )


def present_audiences(
    wave: WaveFacts, audiences: Sequence[AudienceFacts], today: date
) -> tuple[AudienceLine, ...]:
    """Each audience against the day of the feedback plan."""
    late = is_overdue(wave, today)
    return tuple(
        AudienceLine(
            AUDIENCE_NAMES[each.audience],
            f"Told since {say_day(each.told_on)}" if each.told_on else "Overdue" if late else "Not yet",
            is_late=late and each.told_on is None,
            is_told=each.told_on is not None,
        )
        for each in audiences
    )


def present_events(events: Sequence[EventFacts]) -> tuple[EventLine, ...]:
    """The latest first, those withdrawn too."""
    return tuple(
        EventLine(
            each.id,
            say_day(each.told_on),
            AUDIENCE_NAMES[each.audience],
            f"{each.how}. By {each.told_by}{_how_many(each)}",
            ", ".join(title_of(key) for key in each.indicators),
            each.said_back,
            f"Withdrawn by {each.withdrawn_by}" if each.withdrawn_by else "",
        )
        for each in events
    )


def present_verdicts(verdicts: Mapping[str, VerdictFacts | None]) -> tuple[VerdictLine, ...]:
    """As it is told to staff."""
    return tuple(
        VerdictLine(
            title_of(indicator),
            *(
                (say_part(found.helps), say_part(found.not_enough), say_part(found.did_not_happen), "")
                if found
                else ("", "", "", TOO_FEW)
            ),
        )
        for indicator, found in verdicts.items()
    )


def say_part(count: int) -> str:
    """How many said one thing, to staff: nobody is counted among fewer than the board's threshold."""
    least = LEVELS[Level.BOARD].threshold
    return f"fewer than {least}" if count < least else f"{count:,}"


def say_due(wave: WaveFacts, today: date) -> str:
    """What the feedback plan says."""
    if wave.feedback_on is None:
        return "The wave’s feedback plan names no day."
    owner = wave.feedback_owner or "nobody"
    verb = "was" if wave.feedback_on < today else "is"
    return f"The feedback plan: everybody {verb} to be told by {say_day(wave.feedback_on)}. It is owned by: {owner}."


def _how_many(event: EventFacts) -> str:
    return f", {event.how_many:,} people" if event.how_many else ""


def _next(
    member: Member,
    known: Known,
    published: PublishedFacts | None,
    lines: Sequence[AudienceLine],
    problems: int,
) -> Way | None:
    council, wave = known.wave.council, known.wave.wave
    publish, told = (reverse(f"telling:{name}", args=[council, wave]) for name in ("publish", "audiences"))
    if member.may(Permission.WRITE_TOLD) and published is None:
        if not any(not each.is_empty for each in known.words.values()):
            first = readers_of(known.wave.surveys)[0]
            url = reverse("telling:words", args=[council, wave, first.value])
            return Way(
                "Write for the first age", "Begin with the youngest: the other ages are easier then.", url
            )
        if problems:
            return Way(
                "See what stands in the way",
                f"{count_of(problems, 'thing')} must be put right first.",
                publish,
            )
        return Way("Look at the page and publish it", "Everything that is needed is there.", publish)
    if member.may(Permission.RECORD_TOLD) and any(not each.is_told for each in lines):
        return Way("Record who was told", "Not everybody has been told yet.", told)
    return None


def _readers(known: Known) -> tuple[Way, ...]:
    tellable = list_tellable(known.findings, known.standing)
    lines = []
    for reader in readers_of(known.wave.surveys):
        written = {s.indicator for s, w in known.words.items() if s.reader is reader and not w.is_empty}
        url = reverse("telling:words", args=[known.wave.council, known.wave.wave, reader.value])
        says = f"{len(written.intersection(tellable))} of {count_of(len(tellable), 'finding')}"
        lines.append(Way(NAMES[reader], says, url))
    return tuple(lines)


def _findings(known: Known, told: Mapping[str, ToldFacts]) -> tuple[FindingLine, ...]:
    return tuple(
        FindingLine(
            title_of(each.indicator),
            "Sent back by the panel"
            if _is_sent_back(known, each.indicator)
            else "Answered"
            if each.indicator in known.standing
            else "No answer yet",
            ", ".join(NAMES[reader] for reader in Reader if _is_written(known, each.indicator, reader)),
            ", ".join(AUDIENCE_NAMES[who] for who in told[each.indicator].audiences)
            if each.indicator in told
            else "",
        )
        for each in known.findings
        if each.needs_answer(Level.PUBLIC) or (each.at(Level.PUBLIC) and each.indicator in known.standing)
    )


def _is_sent_back(known: Known, indicator: str) -> bool:
    return indicator in known.standing and known.standing[indicator].is_sent_back


def _is_written(known: Known, indicator: str, reader: Reader) -> bool:
    return any(
        (spot.indicator, spot.reader) == (indicator, reader) and bool(words.answer)
        for spot, words in known.words.items()
    )
