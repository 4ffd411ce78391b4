"""What moderators do: take out, sort, look a second time, send back to the safeguarding reader, keep lists."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from heard.base.errors import UserError
from heard.base.policy import Level
from heard.comments.identities import Kind, Span, replace_identities
from heard.web.audit.actions import record
from heard.web.jobs.actions import start_job
from heard.web.moderating.models import KnownWords, Moderation, Quotation, SecondCoding, ThemeCount
from heard.web.policy import MOST_KNOWN_WORDS
from heard.web.tenancy import entered_council
from heard.web.ui.clock import day_of
from heard.web.voices.actions import ask_to_read_again
from heard.web.voices.models import Comment

SUBJECT = "comments"
PREPARE, COUNT = "prepare_comments", "count_themes"  # kinds of jobs


class SamePerson(UserError):
    """The second pair of eyes is the first."""


class NotMarkedYet(UserError):
    """Nobody has taken out who could be recognised, so that there is nothing to check."""


class NotInWords(UserError):
    """A quotation that is no part of what is left of the comment."""


class TooManyKnown(UserError):
    """The lists are as long as they may be."""


@dataclass(frozen=True, slots=True)
class Suggested:
    """What was found in one comment before any person looked. `rare`: keys of circumstances; `themes`: of codes."""

    comment: UUID
    spans: tuple[Span, ...]
    rare: tuple[str, ...]
    themes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Decided:
    """What a moderator decided of one comment."""

    taken: tuple[Span, ...]
    themes: tuple[str, ...] = ()
    is_idea: bool = False
    is_wanted: bool = False
    english: str = field(default="", repr=False)


def keep_suggestions(found: Sequence[Suggested]) -> None:
    """Put them beside their comments, where nobody has decided anything yet."""
    council = entered_council()
    with transaction.atomic():
        there = set(
            Comment.objects.filter(council_id=council, pk__in=[each.comment for each in found]).values_list(
                "pk", flat=True
            )
        )
        for each in found:
            if each.comment in there:
                Moderation.objects.update_or_create(
                    comment_id=each.comment,
                    moderated_on=None,
                    defaults={
                        "council_id": council,
                        "suggested": _stored(each.spans),
                        "rare": list(each.rare),
                        "suggested_themes": list(each.themes),
                    },
                )


def prepare(*, by: str, at: datetime) -> UUID:
    """Let the worker suggest for what is not prepared yet; the job."""
    with transaction.atomic():
        record(actor=by, action="had comments prepared for moderators", subject=SUBJECT, at=at)
        return start_job(kind=PREPARE, subject="", at=at)


def moderate(*, comment: UUID, decided: Decided, by: str, at: datetime) -> None:
    """What is left of the comment, and what it is about. Done again, a second person must check it again."""
    with transaction.atomic():
        row = _held(comment)
        row.taken = _stored(decided.taken)
        row.text = replace_identities(row.comment.text, decided.taken)
        row.english, row.themes = decided.english, list(decided.themes)
        row.is_idea, row.is_wanted = decided.is_idea, decided.is_wanted
        row.moderated_by, row.moderated_on = by, day_of(at)
        row.is_cleared, row.checked_by, row.checked_on = None, "", None
        row.save()
        Quotation.objects.filter(moderation=row).delete()
        record(actor=by, action="moderated a comment", subject=row.comment.wave, at=at)


def check(*, comment: UUID, taken: tuple[Span, ...], is_cleared: bool, by: str, at: datetime) -> None:
    """A second person has looked: it may be quoted, or is kept back. They may have taken out more.

    Raises SamePerson, and NotMarkedYet.
    """
    with transaction.atomic():
        row = _held(comment)
        if row.moderated_on is None or not row.is_wanted:
            raise NotMarkedYet(
                "Nobody has marked this comment as worth quoting, so there is nothing to check."
            )
        if row.moderated_by == by:
            raise SamePerson(
                "You took the names out yourself. Somebody else must look before it can be quoted."
            )
        row.taken, row.text = _stored(taken), replace_identities(row.comment.text, taken)
        row.is_cleared, row.checked_by, row.checked_on = is_cleared, by, day_of(at)
        row.save()
        action = "cleared a comment for quoting" if is_cleared else "kept a comment back"
        record(actor=by, action=action, subject=row.comment.wave, at=at)


def quote(*, comment: UUID, indicator: str, words: str, by: str, at: datetime) -> None:
    """Let part of a cleared comment stand beside the findings of a question. Chosen again, it is the new part.

    Raises NotInWords, and NotMarkedYet where two people have not cleared it.
    """
    with transaction.atomic():
        row = _held(comment)
        if not row.is_cleared:
            raise NotMarkedYet("Two people must have made this comment safe before any of it is quoted.")
        if not words or (words not in row.text and words not in row.english):
            raise NotInWords(
                "Take the words out of the comment as they stand: a part in one piece, or all of it."
            )
        Quotation.objects.update_or_create(
            moderation=row,
            indicator=indicator,
            defaults={
                "council_id": entered_council(),
                "words": words,
                "chosen_by": by,
                "chosen_on": day_of(at),
            },
        )
        record(actor=by, action="chose a quotation", subject=row.comment.wave, at=at)


def withdraw_quotation(*, quotation: int, by: str, at: datetime) -> None:
    """It stands beside nothing any more."""
    with transaction.atomic():
        gone, _ = Quotation.objects.filter(council_id=entered_council(), pk=quotation).delete()
        if gone:
            record(actor=by, action="withdrew a quotation", subject="", at=at)


def code_again(*, comment: UUID, themes: tuple[str, ...], by: str, at: datetime) -> None:
    """What a second person says that it is about, without having seen what the first said. Raises SamePerson."""
    with transaction.atomic():
        row = _held(comment)
        if row.moderated_by == by:
            raise SamePerson("You said yourself what this comment is about. Somebody else must say it too.")
        SecondCoding.objects.update_or_create(
            moderation=row,
            defaults={
                "council_id": entered_council(),
                "themes": list(themes),
                "coded_by": by,
                "coded_on": day_of(at),
            },
        )
        record(actor=by, action="coded a comment a second time", subject=row.comment.wave, at=at)


def send_back(*, comment: UUID, by: str, at: datetime) -> None:
    """A moderator is worried: the safeguarding reader is to read it again, and it leaves the moderators until then."""
    with transaction.atomic():
        row = _held(comment)
        wave = row.comment.wave
        row.delete()
        ask_to_read_again(comment=comment)
        record(actor=by, action="sent a comment back to the safeguarding reader", subject=wave, at=at)


def count(*, wave: str, by: str, at: datetime) -> UUID:
    """Let the worker count what a wave's comments are about; the job."""
    with transaction.atomic():
        record(actor=by, action="had the themes of comments counted", subject=wave, at=at)
        return start_job(kind=COUNT, subject=wave, at=at)


def keep_counts(
    *,
    wave: str,
    codebook: str,
    decisions: str,
    rows: Mapping[Level, Sequence[tuple[object, ...]]],
    today: date,
) -> None:
    """What readers of each level may know from now on."""
    with transaction.atomic():
        ThemeCount.objects.bulk_create(
            ThemeCount(
                council_id=entered_council(),
                wave=wave,
                level=level.value,
                codebook=codebook,
                rows=[list(row) for row in own],
                decisions=decisions,
                counted_on=today,
            )
            for level, own in rows.items()
        )


def add_known(*, kind: Kind, words: Collection[str], by: str, at: datetime) -> int:
    """Put these on the council's lists; how many were new. Raises TooManyKnown."""
    council = entered_council()
    with transaction.atomic():
        known = set(KnownWords.objects.filter(council_id=council, kind=kind).values_list("words", flat=True))
        new = sorted(set(words) - known)
        if KnownWords.objects.filter(council_id=council).count() + len(new) > MOST_KNOWN_WORDS:
            raise TooManyKnown(
                f"The lists may hold {MOST_KNOWN_WORDS:,} names in all. Nothing was added; take some off first."
            )
        KnownWords.objects.bulk_create(KnownWords(council_id=council, kind=kind, words=each) for each in new)
        if new:
            record(actor=by, action="added names to the moderators' lists", subject=str(len(new)), at=at)
    return len(new)


def remove_known(*, known: int, by: str, at: datetime) -> None:
    """Take one off the lists."""
    with transaction.atomic():
        gone, _ = KnownWords.objects.filter(council_id=entered_council(), pk=known).delete()
        if gone:
            record(actor=by, action="took a name off the moderators' lists", subject="", at=at)


def record_look(*, at_what: str, by: str, at: datetime) -> None:
    """Somebody looked at children's words."""
    record(actor=by, action=f"looked at {at_what}", subject=SUBJECT, at=at)


def _held(comment: UUID) -> Moderation:
    return (
        Moderation.objects.select_for_update(of=("self",))
        .select_related("comment")
        .get(council_id=entered_council(), pk=comment)
    )


def _stored(spans: Sequence[Span]) -> list[tuple[int, int, str, str]]:
    return [(each.start, each.end, each.kind.value, each.reason.value) for each in spans]
