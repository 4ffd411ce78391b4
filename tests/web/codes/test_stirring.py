"""The daily rewriting: the same rows, in another order, tied together by nothing."""

from concurrent.futures import ThreadPoolExecutor, wait

import pytest
from django.db import connection
from django.db.models import Model

from heard.web.codes import counting
from heard.web.codes.actions import Finished
from heard.web.codes.models import SealedAnswers, SealedComment, SealedSlip, Seat
from heard.web.codes.queries import find_card
from heard.web.tenancy import in_council
from web.ballots import COUNCIL, Ballot, make_ballot
from web.codes.sending import TABLES, finish, finish_many

pytestmark = pytest.mark.django_db
SECONDS_BETWEEN = 0.03
STIRRED = (Seat, SealedAnswers, SealedSlip, SealedComment)


def stir(ballot: Ballot) -> None:
    with in_council(ballot.council):
        counting.stir(collection_id=ballot.collection_id)


def everything(council: str = COUNCIL) -> dict[str, list[tuple[object, ...]]]:
    with in_council(council):
        return {model.__name__: sorted(map(repr, model.objects.values_list())) for model in TABLES}


def as_they_lie(model: type[Model]) -> list[tuple[str, ...]]:
    """Key and, on PostgreSQL, the transaction that wrote it, in the order on the disk."""
    order = "ctid" if connection.vendor == "postgresql" else "rowid"
    more = ", xmin::text" if connection.vendor == "postgresql" else ""
    with in_council(COUNCIL), connection.cursor() as cursor:
        cursor.execute(f"SELECT key{more} FROM {model._meta.db_table} ORDER BY {order}")
        return [tuple(map(str, row)) for row in cursor.fetchall()]


def test_the_rows_are_the_same_as_before(ballot: Ballot) -> None:
    finish_many(ballot, range(6))
    before = everything()
    stir(ballot)
    assert everything() == before


def test_cards_still_find_their_seats(ballot: Ballot) -> None:
    finish_many(ballot, range(3))
    stir(ballot)
    assert [find_card(ballot.code(place=place)).is_finished for place in range(5)] == [True] * 3 + [False] * 2
    assert finish(ballot, 0) is Finished.ALREADY_SENT
    assert finish(ballot, 4) is Finished.SENT


@pytest.mark.django_db(transaction=True)
def test_the_order_on_the_disk_tells_nothing_of_the_order_of_sending() -> None:
    ballot = make_ballot(surveys=["8-11"], size=40)
    finish_many(ballot, range(30))
    before = {model: as_they_lie(model) for model in STIRRED}
    stir(ballot)
    for model in STIRRED:
        after = as_they_lie(model)
        assert sorted(row[0] for row in after) == sorted(row[0] for row in before[model])
        assert [row[0] for row in after] != [row[0] for row in before[model]]


@pytest.mark.django_db(transaction=True)
def test_on_postgresql_every_row_was_written_by_one_transaction() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite keeps no transaction with a row; run with --database postgres")
    ballot = make_ballot(surveys=["8-11"])
    finish_many(ballot, range(6))
    assert len({row[1] for row in as_they_lie(SealedAnswers)}) == 6
    stir(ballot)
    assert len({row[1] for model in STIRRED for row in as_they_lie(model)}) == 1


@pytest.mark.django_db(transaction=True)
def test_stirring_while_children_send_loses_none_and_turns_none_away() -> None:
    ballot = make_ballot(surveys=["8-11"], size=24)

    def send(place: int) -> Finished:
        try:
            return finish(ballot, place)
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as threads:
        sent = [threads.submit(send, place) for place in range(24)]
        while wait(
            sent, timeout=SECONDS_BETWEEN
        ).not_done:  # SQLite serves nobody who waits before whoever comes
            stir(ballot)
    assert [each.result() for each in sent] == [Finished.SENT] * 24
    with in_council(COUNCIL):
        assert SealedAnswers.objects.count() == Seat.objects.filter(is_finished=True).count() == 24


def test_another_wave_is_left_alone(ballot: Ballot) -> None:
    other = make_ballot(surveys=["8-11"], council="X0000002")
    finish(other)
    before = everything("X0000002")
    stir(ballot)
    assert everything("X0000002") == before
