"""Comments of a wave that has closed, and what two moderators do with them. For tests of one council."""

from collections.abc import Sequence
from uuid import UUID, uuid4

import pytest
from django.http import HttpResponse

from heard.web.codes.actions import move_collection
from heard.web.codes.queries import State
from heard.web.moderating import queries
from heard.web.moderating.tasks import prepare_daily
from heard.web.people.models import Membership, User
from heard.web.people.roles import Role
from heard.web.results.models import Opening
from heard.web.tenancy import in_council
from heard.web.voices.models import Comment
from web.programmes.towns import run_jobs
from web.staff import (
    BY,
    COUNCIL,
    NOON,
    WAVE,
    address,
    close,
    make_people,
    open_for_answers,
    page,
    set_clock,
    signed_in,
    signed_in_as,
    wave_of,
)

PLACE = f"/work/{COUNCIL}/moderating/"
FIRST, SECOND = address(Role.MODERATOR), "second@x0000001.example"
KOFI = "i miss kofi from st marys. My worker Mrs Begum is kind"


def begin(monkeypatch: pytest.MonkeyPatch) -> None:
    """A wave that has closed, and two moderators."""
    make_people()
    open_for_answers()
    close()
    set_clock(monkeypatch, NOON)
    user = User.objects.create(email=SECOND, password=User.objects.get(email=FIRST).password)
    with in_council(COUNCIL):
        Membership.objects.create(user=user, council_id=COUNCIL, role=Role.MODERATOR)


def hand_over(*texts: str, question: str = "happier", is_read: bool = True) -> list[UUID]:
    """Comments of the closed wave."""
    with in_council(COUNCIL):
        rows = [
            Comment(
                key=uuid4(),
                council_id=COUNCIL,
                wave=WAVE,
                survey="8-11",
                question=question,
                text=text,
                is_read=is_read,
            )
            for text in texts
        ]
        Comment.objects.bulk_create(rows)
    return [row.key for row in rows]


def prepared(*texts: str) -> list[UUID]:
    """The same, after rules and lists have looked."""
    keys = hand_over(*texts)
    with in_council(COUNCIL):
        prepare_daily(COUNCIL, NOON.date())
    run_jobs(NOON)
    return keys


def facts(key: UUID) -> queries.ModerationFacts:
    with in_council(COUNCIL):
        found = queries.find_moderation(key)
    assert found is not None
    return found


def decide(key: UUID, *, by: str = FIRST, taken: Sequence[int] | None = None, **more: object) -> HttpResponse:
    """Press the button; `taken`: the boxes that are ticked, all where none are named."""
    boxes = range(len(facts(key).suggested)) if taken is None else taken
    return signed_in_as(by).post(f"{PLACE}{key}/", {"taken": [str(box) for box in boxes], **more})


def check(key: UUID, verdict: str = "clear", *, by: str = SECOND, typed: str = "") -> HttpResponse:
    boxes = [str(place) for place in range(len(facts(key).taken))]
    return signed_in_as(by).post(f"{PLACE}{key}/check/", {"taken": boxes, "typed": typed, "verdict": verdict})


def open_wave(responses: int = 20) -> None:
    """Its answers are opened, of so many."""
    with in_council(COUNCIL):
        for state in (State.OPENING, State.OPENED):
            move_collection(collection_id=wave_of().collection_id, to=state)
        Opening.objects.create(
            council_id=COUNCIL, council_wave_id=wave_of().id, step="wiped", responses=responses, opened_by=BY
        )


def read(role: Role = Role.PANEL, query: str = "") -> str:
    return page(signed_in(role).get(f"/work/{COUNCIL}/cleared-words/{query}"))


def cleared(*, responses: int = 20, **decided: object) -> UUID:
    (key,) = prepared(KOFI)
    decide(key, is_wanted="on", **decided)
    check(key)
    open_wave(responses)
    return key
