"""Somebody with every role polls every page after each child, and copies the whole database as often.

The pages must say the same all day long; by the morning's counting they may change by the rules of the counts and in no
other way. Of the database nothing changes but what the threat model says does: a seat is marked, and sealed rows come.
"""

import json
import re
import sqlite3
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from http import HTTPStatus
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.converters import UUIDConverter

from heard.base.surveys import Survey
from heard.web.codes.models import Seat
from heard.web.codes.queries import Card, Counts, find_card, get_counts
from heard.web.people.models import User
from heard.web.people.roles import Role
from heard.web.tenancy import in_council
from heard.web.watching import actions as watching
from heard.web.watching import views
from heard.web.watching.kinds import Letter, Reason
from heard.web.watching.letters import DRAFTS
from heard.web.watching.queries import find_nudge, list_addresses, list_nudges
from heard.web.waves import actions
from web.answering.children import Child
from web.staff import (
    BY,
    COUNCIL,
    NOON,
    WAVE,
    address,
    answer,
    at_noon,
    give_server_keys,
    make_people,
    open_for_answers,
    page,
    set_clock,
    signed_in,
    wave_of,
)
from web.watching.watched import day_after, lay_cohort, morning

pytestmark = pytest.mark.django_db(transaction=True)

Pages = Mapping[tuple[str, str], tuple[int, str]]  # role and page -> status and what it says
Tables = Mapping[str, list[tuple[object, ...]]]
SURVEYS = (Survey.AGES_8_11, Survey.AGES_11_17)
# What one child's sending may change (docs/explanation/anonymity.md): the seat that was answered from, and rows that
# nobody can open. A browser's session is the child's own and holds no answer that anybody could read.
SEAT, SEALED = "codes_seat", {"codes_sealedanswers", "codes_sealedslip", "codes_sealedcomment"}
TEAMS = {"8-11": ("Schools", "Advocates"), "11-17": ("Youth workers",)}


@pytest.fixture
def town(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> dict[str, list[Card]]:
    """A wave of two surveys after its first week, with something on every page; the cards nobody used, by team."""
    make_people()
    set_clock(monkeypatch, NOON)
    give_server_keys(monkeypatch)
    monkeypatch.setattr(settings, "HEARD", replace(settings.HEARD, home=tmp_path))
    lay_cohort(tmp_path)
    open_for_answers(surveys=SURVEYS)
    cards: dict[str, list[Card]] = {}
    with in_council(COUNCIL):
        for survey, teams in TEAMS.items():
            for team in teams:
                made = actions.issue_cards(wave=WAVE, survey=survey, label=team, size=30, by=BY, at=NOON)
                cards[team] = [find_card(code) for code in made.codes]
    morning()
    for team, came in {"Schools": 8, "Advocates": 7, "Youth workers": 6}.items():
        for _ in range(came):
            answer(cards[team].pop())
    with in_council(COUNCIL):
        counts = dict.fromkeys(Reason, 6)
        watching.record_reach(wave=WAVE, survey="8-11", counts=counts, by=BY, at=NOON)
        watching.add_addresses(wave=WAVE, emails=["ann@s.example"], team="Schools", by=BY, at=NOON)
        draft = DRAFTS[Letter.HALF_WAY]
        watching.send_letter(
            wave=WAVE, letter=Letter.HALF_WAY, heading=draft.heading, words=draft.words, by=BY, at=NOON
        )
    morning(7)
    set_clock(monkeypatch, at_noon(day_after(7)))
    return cards


# --- What the attacker does -------------------------------------------------------------------------


def patterns(below: URLResolver, namespace: str = "") -> Iterator[tuple[str, URLPattern]]:
    for each in below.url_patterns:
        if isinstance(each, URLResolver):
            yield from patterns(each, f"{each.namespace}:" if each.namespace else namespace)
        else:
            yield f"{namespace}{each.name}", each


def list_addresses_of_pages() -> dict[str, str]:
    """Every page of a council, with what is there in this one filled in."""
    with in_council(COUNCIL):
        (listed,), (nudge,) = list_addresses(wave_of()), list_nudges(wave_of())
        assert find_nudge(wave_of(), nudge.id)
    known = {
        "council": COUNCIL, "wave": WAVE, "survey": "8-11", "letter": "half_way", "monday": "2026-03-02",
        "address": listed.id, "nudge": nudge.id, "person": User.objects.get(email=address(Role.EDITOR)).pk,
        "job": nudge.job, "comment": nudge.job, "key": nudge.job, "level": "public", "pk": 0, "invitation": 0,
    }  # fmt: skip
    return {
        name: reverse(
            name,
            kwargs={
                part: known.get(part, nudge.job if isinstance(converter, UUIDConverter) else 0)
                for part, converter in each.pattern.converters.items()
            },
        )
        for name, each in patterns(get_resolver())
        if "council" in each.pattern.converters
    }


class Attacker:
    """Signed in as somebody of every role, or of these, each in a browser that stays open."""

    def __init__(self, roles: Collection[Role] = tuple(Role)) -> None:
        # The log's page grows by the attacker's own looks; that no child adds to the log, the copies show.
        pages = {name: path for name, path in list_addresses_of_pages().items() if name != "people:audit"}
        self.browsers = {role.value: signed_in(role) for role in roles}
        self.asked = [(role, name, path) for role in self.browsers for name, path in pages.items()]

    def poll(self) -> Pages:
        """What every page says to everybody.

        An address that takes forms alone has no page to be polled: it is asked for once, and says so.
        """
        told = {
            (role, name): (path, *self._ask(self.browsers[role], path)) for role, name, path in self.asked
        }
        self.asked = [
            (role, name, path)
            for (role, name), (path, status, _) in told.items()
            if status != HTTPStatus.METHOD_NOT_ALLOWED
        ]
        return {key: (status, says) for key, (_, status, says) in told.items()}

    def _ask(self, browser: Client, path: str) -> tuple[int, str]:
        answered: HttpResponse = browser.get(path)
        return answered.status_code, page(answered)


def copy_database() -> Tables:
    """Every table, as whoever copies the files has it: bound by no row-level rule."""
    if connection.vendor == "postgresql":
        host = str(settings.DATABASES["default"]["HOST"])
        with psycopg.connect(host=host, user="postgres", dbname="heard") as copy:
            names = [
                name
                for (name,) in copy.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
            ]
            return {name: [_plain(row) for row in copy.execute(f'SELECT * FROM "{name}"')] for name in names}
    with sqlite3.connect(f"file:{settings.DATABASES['default']['NAME']}?mode=ro", uri=True) as copy:
        tables = copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        return {name: copy.execute(f'SELECT * FROM "{name}"').fetchall() for (name,) in tables}


def _plain(row: tuple[object, ...]) -> tuple[object, ...]:
    return tuple(json.dumps(value, default=str) if isinstance(value, dict | list) else value for value in row)


def find_changes(before: Tables, after: Tables) -> dict[str, tuple[list, list]]:
    """Of each table that changed: the rows that went, and the rows that came."""
    assert set(before) == set(after)
    return {
        name: (
            [row for row in rows if row not in after[name]],
            [row for row in after[name] if row not in rows],
        )
        for name, rows in before.items()
        if sorted(map(repr, rows)) != sorted(map(repr, after[name]))
    }


def differing(before: Pages, after: Pages) -> set[tuple[str, str]]:
    return {key for key in after if before[key] != after[key]}


# --- What must hold ---------------------------------------------------------------------------------


@pytest.mark.slow
def test_all_day_long_no_page_tells_that_a_child_has_answered(town: dict[str, list[Card]]) -> None:
    attacker = Attacker()
    quiet = attacker.poll()
    assert {status for status, _ in quiet.values()} >= {200, 403}
    assert quiet["coordinator", "watching:show"][0] == quiet["coordinator", "watching:sent"][0] == 200
    # the same again where nobody answered: what differs after a child is then that child's doing
    assert differing(quiet, attacker.poll()) == set()
    for team in ("Schools", "Youth workers", "Advocates", "Schools", "Schools", "Schools"):
        answer(town[team].pop(), {"gender": "boy"})
        assert differing(quiet, attacker.poll()) == set(), team


def test_one_child_changes_a_seat_and_sealed_rows_and_nothing_else(town: dict[str, list[Card]]) -> None:
    shapes: dict[str, set[str]] = {}
    for team in ("Schools", "Youth workers", "Advocates", "Youth workers", "Schools"):
        card = town[team].pop()
        before = copy_database()
        answer(card, {"gender": "boy" if team == "Schools" else "girl"}, {"anything": "x" * len(team)})
        changes = find_changes(before, copy_database())
        assert set(changes) == {SEAT, *SEALED}
        (was,), (became,) = changes[SEAT]
        # is_finished and has_words
        assert len([one for one, other in zip(was, became, strict=True) if one != other]) == 2
        for table in SEALED:
            gone, came = changes[table]
            assert gone == []
            shapes.setdefault(f"{card.survey} {table}", set()).update(_shape(row) for row in came)
    # of one survey every row of a kind looks alike, whichever batch, group or words it is of
    assert {key: len(kinds) for key, kinds in shapes.items()} == dict.fromkeys(shapes, 1)


def _shape(row: tuple[object, ...]) -> str:
    """A row without its random key and the bytes that nobody can open: what is left, and how long those are."""
    random_key = re.compile(r"[0-9a-f-]{32,36}")
    return repr(
        [
            len(each) if isinstance(each, bytes | memoryview) else each
            for each in row
            if not random_key.fullmatch(str(each))
        ]
    )


def test_a_child_at_the_real_pages_leaves_no_more(town: dict[str, list[Card]]) -> None:
    """From the code to the thank-you, with a browser: sessions, tries and caches are tables too."""
    with in_council(COUNCIL):
        made = actions.issue_cards(wave=WAVE, survey="8-11", label="Post", size=10, by=BY, at=NOON)
    attacker = Attacker()
    pages, before = attacker.poll(), copy_database()
    attacked = {"people_staffsession", "django_session"}  # the attacker's own browsers: when they last asked
    child = Child()
    child.start(made.codes[0])
    for _ in range(80):
        if child.path == "/answer/send/":
            break
        child.follow_next() if 'class="next" href' in child.text else child.press()
    child.press()
    assert child.heading == "Thank you"
    assert set(find_changes(before, copy_database())) - attacked == {SEAT, *SEALED}
    assert differing(pages, attacker.poll()) == set()


def test_fewer_than_five_since_the_last_morning_change_no_page_and_the_fifth_moves_the_surveys_figures_alone(
    town: dict[str, list[Card]],
) -> None:
    attacker = Attacker()
    quiet, watched, before = attacker.poll(), _watching(copy_database()), _counts()
    # given four of one survey and one of the other: but for days that pass on any day no page changes. Slips under five
    # wait; seats and sealed rows are written anew
    for team in ("Schools", "Schools", "Advocates", "Advocates", "Youth workers"):
        answer(town[team].pop(), {"gender": "girl"})
    morning(7)  # the same day once more, so that nothing but the counting could change a page
    assert differing(quiet, attacker.poll()) == set()
    assert _watching(copy_database()) == watched
    assert _counts() == before
    # when the fifth of one survey has come
    answer(town["Schools"].pop(), {"gender": "girl"})
    morning(7)
    after = _counts()
    assert {page for _, page in differing(quiet, attacker.poll())} <= {
        "waves:show", "watching:show", "watching:write"
    }  # fmt: skip
    moved = {
        (one.survey, (other.finished_shown or 0) - (one.finished_shown or 0))
        for one, other in zip(before.surveys, after.surveys, strict=True)
    }
    assert moved == {("8-11", 5), ("11-17", 0)}
    assert before.groups == after.groups
    steps = [
        (other.finished_shown or 0) - (one.finished_shown or 0)
        for one, other in zip(before.batches, after.batches, strict=True)
    ]
    assert all(step == 0 or step >= 5 for step in steps)


def test_the_days_that_are_kept_are_those_on_which_the_page_moved(
    town: dict[str, list[Card]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """One copy of the database, taken at the end, tells of earlier days what the pages of those days told."""
    polled = []
    for day, came in enumerate((2, 3, 1, 6, 0, 5), start=8):
        for _ in range(came):
            answer(town["Schools"].pop())
        morning(day)
        set_clock(monkeypatch, at_noon(day_after(day)))
        found = page(signed_in(Role.ANALYST).get(reverse("watching:show", args=[COUNCIL, WAVE])))
        told = re.search(r"(\d+) have answered, of 60 who could", found)
        assert told
        polled.append((str(day_after(day)), int(told[1])))
    kept = {
        (str(row[_column("day")]), row[_column("finished")])
        for row in copy_database()["watching_showntotal"]
        if row[_column("survey")] == "8-11" and str(row[_column("day")]) > str(day_after(7))
    }
    moved = {now for before, now in zip([("", 15), *polled], polled, strict=False) if before[1] != now[1]}
    assert kept == moved
    assert len(moved) == 3


def _column(name: str) -> int:
    from heard.web.watching.models import ShownTotal

    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {ShownTotal._meta.db_table} LIMIT 0")
        return [each[0] for each in cursor.description].index(name)


def _counts() -> Counts:
    with in_council(COUNCIL):
        return get_counts(wave_of().collection_id)


def _watching(tables: Tables) -> Tables:
    return {name: sorted(rows, key=repr) for name, rows in tables.items() if name.startswith("watching_")}


# --- That the attacker would notice -----------------------------------------------------------------


def test_the_attacker_finds_a_page_that_counts_seats(
    town: dict[str, list[Card]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def counted(collection_id: int) -> Counts:
        found = get_counts(collection_id)
        done = Seat.objects.filter(batch__collection_id=collection_id, is_finished=True)
        batches = [
            replace(each, finished_shown=done.filter(batch__label=each.label).count())
            for each in found.batches
        ]
        return replace(found, batches=tuple(batches))

    monkeypatch.setattr(views, "get_counts", counted)
    attacker = Attacker([Role.ANALYST])
    quiet = attacker.poll()
    answer(town["Schools"].pop())
    assert ("analyst", "watching:show") in differing(quiet, attacker.poll())


def test_the_attacker_finds_a_row_that_is_written_beside_the_sealed_ones(
    town: dict[str, list[Card]], monkeypatch: pytest.MonkeyPatch
) -> None:
    from heard.web.watching.models import ReachCount

    card, before = town["Schools"].pop(), copy_database()
    answer(card)
    with in_council(COUNCIL):
        ReachCount.objects.filter(reason=Reason.AWAY.value).update(count=7)
    assert set(find_changes(before, copy_database())) == {SEAT, *SEALED, "watching_reachcount"}
