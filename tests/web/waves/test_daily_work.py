"""The daily work: what a copy of the files taken afterwards still ties together."""

import subprocess
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from heard.web.codes.models import SealedAnswers, Seat
from heard.web.tenancy import in_council
from heard.web.waves import tasks
from web.staff import COUNCIL, answer, keys, make_cards, make_people, open_for_answers

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def counting_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEARD_COUNTING_KEY", keys().counting.to_bytes().hex())


def read_files() -> bytes:
    """The files of the tables, and of SQLite's journal. PostgreSQL's write-ahead log is a copy of every step."""
    database = connection.settings_dict
    if connection.vendor == "postgresql":
        socket = Path(database["HOST"])
        checkpoint = ["psql", "-h", str(socket), "-U", "postgres", "-qc", "CHECKPOINT"]
        subprocess.run(checkpoint, check=True, capture_output=True)
        paths = [path for path in (socket.parent / "data" / "base").rglob("*") if path.is_file()]
    else:
        paths = sorted(settings.HEARD.home.glob(f"{Path(database['NAME']).name}*"))
    return b"".join(path.read_bytes() for path in paths)


@pytest.mark.usefixtures("counting_key")
def test_no_file_keeps_the_rows_as_they_were_before_they_were_written_anew() -> None:
    make_people()
    open_for_answers()
    for card in make_cards(12):
        answer(card)
    with in_council(COUNCIL):
        sealed = [bytes(each.sealed)[:60] for each in SealedAnswers.objects.all()]
    before = read_files()
    with in_council(COUNCIL):
        tasks.count_and_stir(COUNCIL, date(2026, 3, 3))
    after = read_files()
    assert len(sealed) == 12
    assert all(before.count(each) for each in sealed)
    assert [after.count(each) for each in sealed] == [1] * 12
    with in_council(COUNCIL):
        assert Seat.objects.filter(is_finished=True).count() == 12
