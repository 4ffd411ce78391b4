"""The daily work: what a copy of the files taken afterwards still ties together."""

from datetime import date

import pytest

from heard.web.codes.models import SealedAnswers, Seat
from heard.web.tenancy import in_council
from heard.web.waves import tasks
from web.disk import read_database
from web.staff import COUNCIL, answer, keys, make_cards, make_people, open_for_answers

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def counting_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEARD_COUNTING_KEY", keys().counting.to_bytes().hex())


@pytest.mark.usefixtures("counting_key")
def test_no_file_keeps_the_rows_as_they_were_before_they_were_written_anew() -> None:
    make_people()
    open_for_answers()
    for card in make_cards(12):
        answer(card)
    with in_council(COUNCIL):
        sealed = [bytes(each.sealed)[:60] for each in SealedAnswers.objects.all()]
    before = read_database()
    with in_council(COUNCIL):
        tasks.count_and_stir(COUNCIL, date(2026, 3, 3))
    after = read_database()
    assert len(sealed) == 12
    assert all(before.count(each) for each in sealed)
    assert [after.count(each) for each in sealed] == [1] * 12
    with in_council(COUNCIL):
        assert Seat.objects.filter(is_finished=True).count() == 12
