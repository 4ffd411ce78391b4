"""The pages about adults who hand out cards, and the letters to them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse

from heard.base.messages import count_of
from heard.web.codes.queries import Counts
from heard.web.ui.days import say_day
from heard.web.watching.kinds import Letter
from heard.web.watching.letters import DRAFTS, PLACEHOLDERS
from heard.web.watching.queries import Address, NudgeFacts
from heard.web.waves.presenters import say_ages
from heard.web.waves.queries import State, WaveFacts

WIPED = "The answers are opened, so the addresses and letters of this wave are wiped, or will be tomorrow morning."
NOBODY = "Nobody is on the list yet. Add the addresses of those who hand out cards; then letters can be sent."


@dataclass(frozen=True, slots=True)
class AddressRow:
    """One adult."""

    email: str
    team: str
    remove_url: str


@dataclass(frozen=True, slots=True)
class LetterLink:
    """A letter that can be written."""

    called: str
    when: str
    url: str


@dataclass(frozen=True, slots=True)
class SentRow:
    """A letter that was sent."""

    what: str
    on: str
    by: str
    became: str
    url: str


@dataclass(frozen=True, slots=True)
class AdultsPage:
    """Who gets letters, which there are, which were sent."""

    addresses: tuple[AddressRow, ...]
    letters: tuple[LetterLink, ...]
    sent: tuple[SentRow, ...]
    count: str
    closed: str


@dataclass(frozen=True, slots=True)
class BraceRow:
    """A placeholder, what it is, and what stands for it now."""

    written: str
    about: str
    now: str


def present_adults(
    facts: WaveFacts, addresses: Sequence[Address], nudges: Sequence[NudgeFacts]
) -> AdultsPage:
    """The page of the list and the letters."""
    is_over = facts.state in (State.OPENING, State.OPENED)
    may_send = addresses and facts.state in (State.OPEN, State.CLOSED)
    return AdultsPage(
        addresses=tuple(_address(facts, each) for each in addresses),
        letters=tuple(_letter(facts, letter) for letter in Letter) if may_send else (),
        sent=tuple(_sent(facts, each) for each in nudges),
        count=count_of(len(addresses), "adult"),
        closed=WIPED if is_over else "",
    )


def list_teams(counts: Counts) -> list[tuple[str, str]]:
    """The batches that an adult may hand out, each name once, and none."""
    ages: dict[str, list[str]] = {}
    for batch in counts.batches:
        ages.setdefault(batch.label, []).append(say_ages(batch.survey))
    named = [(label, f"{label} (ages {' and '.join(dict.fromkeys(of))})") for label, of in ages.items()]
    return [("", "No one team"), *named]


def present_braces(said: Mapping[str, str]) -> tuple[BraceRow, ...]:
    """What stands for each placeholder now."""
    each_own = "each team’s own"
    return tuple(
        BraceRow(f"{{{name}}}", about, each_own if name == "team" else said[name])
        for name, about in PLACEHOLDERS.items()
    )


def say_became(nudge: NudgeFacts) -> str:
    """How many letters were taken, wait, or were refused."""
    said = [f"{nudge.sent:,} sent"]
    if nudge.waiting:
        said.append(f"{nudge.waiting:,} waiting")
    if nudge.unsure:
        said.append(f"{len(nudge.unsure):,} not certain")
    if nudge.refused:
        said.append(f"{len(nudge.refused):,} not taken")
    return ", ".join(said)


def _address(facts: WaveFacts, address: Address) -> AddressRow:
    url = reverse("watching:remove_address", args=[facts.council, facts.wave, address.id])
    return AddressRow(address.email, address.team, url)


def _letter(facts: WaveFacts, letter: Letter) -> LetterLink:
    draft = DRAFTS[letter]
    url = reverse("watching:write", args=[facts.council, facts.wave, letter.value])
    return LetterLink(draft.called, draft.when, url)


def _sent(facts: WaveFacts, nudge: NudgeFacts) -> SentRow:
    url = reverse("watching:sent", args=[facts.council, facts.wave, nudge.id])
    return SentRow(DRAFTS[nudge.letter].called, say_day(nudge.sent_on), nudge.sent_by, say_became(nudge), url)
