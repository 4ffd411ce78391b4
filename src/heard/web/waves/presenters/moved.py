"""A last day that was moved: what is on paper, and says the day before."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from heard.base.messages import count_of
from heard.web.codes.queries import BatchCount, BatchKind, Counts
from heard.web.people.queries import Member
from heard.web.people.roles import Permission
from heard.web.ui.days import say_day
from heard.web.waves.presenters.counts import say_ages
from heard.web.waves.presenters.nexts import Link
from heard.web.waves.queries import WaveFacts


@dataclass(frozen=True, slots=True)
class MovedPage:
    """The day that holds now. `cards`: what stands on those that were made before; empty where none were."""

    heading: str
    before: str
    cards: str
    batches: tuple[str, ...]
    has_post: bool
    links: tuple[Link, ...]


def present_moved(member: Member, before: WaveFacts, now: WaveFacts, counts: Counts) -> MovedPage:
    """Nobody keeps what was printed: cards that were made are taken to be on paper."""
    made = [each for each in counts.batches if not each.is_void]
    return MovedPage(
        heading=f"Answers now come in until {say_day(now.last_answer_day)}",
        before=say_day(before.last_answer_day),
        cards=_say_cards(made),
        batches=tuple(_say_batch(each) for each in made if each.kind is not BatchKind.POST),
        has_post=any(each.kind is BatchKind.POST for each in made),
        links=tuple(_links(member, now, has_cards=bool(made))),
    )


def _say_cards(made: Sequence[BatchCount]) -> str:
    if not made:
        return ""
    cards = count_of(sum(each.size for each in made), "card")
    return (
        f"{cards} were made before. Printed as cards or as letters, they carry the old day. They cannot be printed "
        "again, because no code is kept, but they work up to the new day."
    )


def _say_batch(batch: BatchCount) -> str:
    return f"{batch.label}, ages {say_ages(batch.survey)}"


def _links(member: Member, facts: WaveFacts, *, has_cards: bool) -> list[Link]:
    ways = [(Permission.PRINT_PAPER, "printing:paper", "Print leaflets, posters and guides again")]
    if has_cards:
        ways.append((Permission.WRITE_TO_ADULTS, "watching:adults", "Write to those who hand out cards"))
    place = [facts.council, facts.wave]
    return [
        Link(button, reverse(name, args=place)) for permission, name, button in ways if member.may(permission)
    ]
