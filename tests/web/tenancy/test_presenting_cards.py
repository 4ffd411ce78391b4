"""Whoever presents a card is let in by two doors, one after the other: the card itself, then its council."""

from contextlib import nullcontext

import pytest
from django.db import connection

from heard.base.errors import HeardError
from heard.web.codes.models import Batch, Code, Collection, Seat
from heard.web.people.actions import add_council
from heard.web.tenancy import entered_council, in_council, presenting_card

CARDS = {"X1": b"\x5a" * 32, "X2": b"\x5b" * 32}
needs_postgresql = pytest.mark.skipif(
    "not config.getoption('--database') == 'postgres'", reason="row-level security is PostgreSQL's"
)


@pytest.fixture
def cards(db: None) -> None:
    """A card in each of two councils."""
    for council, digest in CARDS.items():
        add_council(code=council, name=f"Council {council}")
        with in_council(council):
            box = Collection.objects.create(council_id=council, wave="2026")
            batch = Batch.objects.create(
                council_id=council, collection=box, survey="8-11", label="A team", size=10
            )
            seat = Seat.objects.create(council_id=council, batch=batch)
            Code.objects.create(council_id=council, seat=seat, digest=digest.hex())


def find(digest: bytes) -> str | None:
    return Code.objects.filter(digest=digest.hex()).values_list("council_id", flat=True).first()


def seen() -> tuple[list[str], list[str]]:
    """Councils whose cards and whose seats can be read, whatever a query forgets."""
    return tuple(sorted(each.objects.values_list("council_id", flat=True)) for each in (Code, Seat))


@pytest.mark.usefixtures("cards")
def test_the_council_of_the_card_is_entered() -> None:
    with presenting_card(CARDS["X2"], lambda: find(CARDS["X2"])) as council:
        assert (council, entered_council()) == ("X2", "X2")
    with pytest.raises(HeardError, match="none was entered"):
        entered_council()


@pytest.mark.usefixtures("cards")
def test_a_card_that_nobody_has_enters_no_council() -> None:
    with presenting_card(b"\0" * 32, lambda: find(b"\0" * 32)) as council:
        assert council is None
        with pytest.raises(HeardError, match="none was entered"):
            entered_council()


@needs_postgresql
@pytest.mark.usefixtures("cards")
def test_while_the_card_is_looked_for_it_alone_is_seen_and_then_its_council_alone() -> None:
    looked: list[tuple[list[str], list[str]]] = []

    def look() -> str | None:
        looked.append(seen())
        return find(CARDS["X1"])

    with presenting_card(CARDS["X1"], look):
        looked.append(seen())
    assert looked == [(["X1"], []), (["X1"], ["X1"])]


@needs_postgresql
@pytest.mark.usefixtures("cards")
def test_once_its_council_is_entered_the_card_opens_nothing_any_more() -> None:
    """Whatever the first door was given: a council named for another's card sees its own rows and not that card."""
    with presenting_card(CARDS["X1"], lambda: "X2"):
        assert seen() == (["X2"], ["X2"])


@needs_postgresql
@pytest.mark.usefixtures("cards")
@pytest.mark.parametrize("entered", ["", "X1"])
def test_afterwards_what_was_open_before_is_open_and_no_more(entered: str) -> None:
    with in_council(entered) if entered else nullcontext():
        before = seen()
        with presenting_card(CARDS["X1"], lambda: find(CARDS["X1"])):
            assert seen() == (["X1"], ["X1"])
        assert seen() == before == ((["X1"], ["X1"]) if entered else ([], []))


@pytest.mark.usefixtures("cards")
def test_inside_the_work_of_another_council_it_is_refused() -> None:
    with (
        pytest.raises(HeardError, match="one council"),
        in_council("X1"),
        presenting_card(CARDS["X2"], lambda: "X2"),
    ):
        raise AssertionError("it was entered")


@needs_postgresql
@pytest.mark.django_db(transaction=True)
def test_what_was_set_ends_with_the_transaction_that_was_begun_for_it() -> None:
    add_council(code="X1", name="Council X1")
    with in_council("X1"):
        Collection.objects.create(council_id="X1", wave="2026")
    assert Collection.objects.count() == 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(current_setting('heard.council', true), '')")
        assert cursor.fetchone() == ("",)
