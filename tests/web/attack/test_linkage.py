"""Two hundred made-up children answer; the attacker copies everything but the wave's key at every step.

They answer page by page and by script, with words that come at once or days later; some pause and come back, some say
no first, and some ask beside the survey, with a name, that somebody gets in touch.
"""

import csv
import io
import json
import logging
import random
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.db import connection

from heard.base.surveys import Survey
from heard.interview import build_response, list_screens
from heard.web.callbacks import asking
from heard.web.callbacks.contents import Asked, Which
from heard.web.callbacks.models import OpenInbox
from heard.web.callbacks.opening import give_space_back as give_callbacks_space_back
from heard.web.callbacks.opening import open_sealed_callbacks
from heard.web.codes import actions, counting, drafts, opening
from heard.web.codes.contents import Answers, Comment, Content, Slip, SlipKind, sealing_purpose
from heard.web.codes.models import Counter
from heard.web.codes.queries import Card, find_card, get_ballot
from heard.web.codes.sealing import (
    ANSWERS_SIZE,
    COMMENT_SIZE,
    SLIP_SIZE,
    PrivateKey,
    new_private_key,
    open_sealed,
    seal,
)
from heard.web.instruments.questionnaires import counted_groups, get_questionnaire, list_versions
from heard.web.people.actions import add_council
from heard.web.results.responses import open_answers, write_rows
from heard.web.tenancy import in_council
from heard.web.voices.actions import read_in
from linkage import (
    Copies,
    Row,
    Seen,
    Tables,
    count_right,
    find_added,
    match_by_figures,
    match_by_rank,
    measures_of_rows,
)
from web.disk import read_database

pytestmark = pytest.mark.django_db(transaction=True)

COUNCIL, WAVE = "X0000001", "2026"
CHILDREN, DAYS = 200, 10
BY_CHANCE = len(Survey)  # one right in each survey, however many children it has
# With a mean of 4, 17 or more are right in 1 of 2 million attacks; some 300 attacks are made.
FAR_MORE_THAN_CHANCE = 17
WORDS = "The kite over Tangerine Wharf is mine"
NEVER_READ = "Nobody has read of Saffron Pier yet"  # written after the last reading
NEVER_OPENED = "Marguerite Quincehill"  # asked for somebody after the last opening
PICTURES = ("cat", "boat", "sun"), ("key", "key", "key")
# Some 24 names, each right once in fifty guesses: a mean of a half, and 8 or more in 1 of 100 million attacks.
FAR_MORE_NAMES_THAN_CHANCE = 8


@dataclass(frozen=True)
class World:
    """What happened, and what the attacker may and may not have."""

    copies: Copies
    truth: dict[str, Row]
    rows: list[Row]
    in_order_of_arrival: list[Row]
    key: PrivateKey
    asked: Mapping[str, str]  # name → the code whose child asked, in the order they asked
    raw_before: bytes
    raw_after: bytes
    log: str


LIVED: list[World] = []


@pytest.fixture
def world(caplog: pytest.LogCaptureFixture) -> World:
    """Lived through once; what is left of it are values, which the tests read."""
    if not LIVED:
        with pytest.MonkeyPatch.context() as meanwhile:  # how dear a draft's key is tells nobody anything
            meanwhile.setattr(drafts, "ARGON2_MEMORY_KIB", 8)
            LIVED.append(live_through(random.Random(20_26), caplog))
    return LIVED[0]


def live_through(chance: random.Random, caplog: pytest.LogCaptureFixture) -> World:
    """A wave from the first card to the data set, copied at every step."""
    caplog.set_level(logging.DEBUG)
    add_council(code=COUNCIL, name="Alderbrook")
    wave_key, counting_key, reading_key = new_private_key(), new_private_key(), new_private_key()
    versions = list_versions()
    with in_council(COUNCIL):
        box = actions.make_collection(
            wave=WAVE,
            versions=versions,
            counting_key=counting_key.public,
            reading_key=reading_key.public,
            feedback_words="",
        )
        actions.set_wave_key(collection_id=box, public_key=wave_key.public)
        batches = [
            actions.issue_batch(collection_id=box, survey=survey.value, label=f"Cards {survey}", size=60)
            for survey in Survey
        ]
        actions.move_collection(collection_id=box, to=actions.State.OPEN)
        OpenInbox.objects.create(council_id=COUNCIL, reading_key=reading_key.public)
    drawn = [(code, b.survey) for b in batches for code in chance.sample(b.codes, CHILDREN // len(batches))]
    chance.shuffle(drawn)
    copies, truth, arrived, asked = Copies(), {}, [], dict[str, str]()
    late: list[tuple[int, Callable[[], object]]] = []  # words that wait for a signal, and until which step
    after = _copy()
    for step, (code, survey) in enumerate(drawn):
        answers = _answers(chance, survey)
        is_after_last_reading = step >= CHILDREN - CHILDREN // DAYS
        words = NEVER_READ if is_after_last_reading else WORDS
        comments = {"anything": words} if chance.random() < 0.4 else {}
        if due := [send_words for until, send_words in late if until == step]:
            with in_council(COUNCIL):
                for send_words in due:
                    send_words()
            after = _copy()
        said = len(caplog.text)
        asks = chance.choice(["before", "after"]) if chance.random() < 0.12 or step == CHILDREN - 1 else ""
        if asks == "before":
            _ask_for_somebody(chance, code, asked, is_last=is_after_last_reading)
        with in_council(COUNCIL):
            card = find_card(code)
            if chance.random() < 0.1:
                actions.decline(card=card)
            if chance.random() < 0.15:
                _pause_and_come_back(chance, card, code, answers)
            if chance.random() < 0.5:
                outcome, send_words = _send_sealed(card=card, answers=answers, comments=comments)
                if chance.random() < 0.3 and step < CHILDREN - 1:
                    late.append((min(CHILDREN - 1, step + chance.randint(1, 40)), send_words))
                else:
                    send_words()
            else:
                outcome = actions.finish(card=card, answers=answers, comments=comments)
            assert outcome is actions.Finished.SENT
        if asks == "after":
            _ask_for_somebody(chance, code, asked, is_last=is_after_last_reading)
        day = step * DAYS // CHILDREN
        before, after = after, _copy()
        added = find_added(before, after)
        copies.seen.append(Seen(code, survey, step, day, added, caplog.text[said:]))
        truth[code] = {"survey": survey, **answers}
        arrived.append(truth[code])
        if (step + 1) % (CHILDREN // DAYS) == 0 and not is_after_last_reading:
            _close_the_day(box, day, counting_key, reading_key)
            copies.figures.append(_figures())
            after = _copy()
    copies.last = _copy()
    raw_before = read_database(with_journal=True)
    text = _open(box, wave_key)
    with in_council(COUNCIL):
        actions.move_collection(collection_id=box, to=actions.State.OPENED)
    rows = list(csv.DictReader(io.StringIO(text)))
    return World(copies, truth, rows, arrived, wave_key, asked, raw_before, read_database(), caplog.text)


def _pause_and_come_back(chance: random.Random, card: Card, code: str, answers: Row) -> None:
    """Put away half of the answers; come back with the right pictures, perhaps after wrong ones."""
    right, wrong = PICTURES
    content = json.dumps(dict(list(answers.items())[: chance.randint(1, len(answers))])).encode()
    actions.pause(card=card, code=code, pictures=right, content=content)
    for _ in range(chance.randint(0, 2)):
        actions.resume(code=code, pictures=wrong, today=date(2026, 3, 2))
    assert isinstance(actions.resume(code=code, pictures=right, today=date(2026, 3, 2)), actions.Resumed)


def _ask_for_somebody(chance: random.Random, code: str, asked: dict[str, str], *, is_last: bool) -> None:
    """Beside the survey, with a name and more or fewer words."""
    number = f"{chance.randint(0, 10**9):09}"
    name = f"{NEVER_OPENED} {number}" if is_last else f"Robin {number}"
    words = "call me " * chance.randint(0, 40)
    asking.keep(council=COUNCIL, asked=Asked(chance.choice(list(Which)), name, "at school", words.strip()))
    asked[name] = code


def _send_sealed(*, card: Card, answers: Row, comments: Row) -> tuple[actions.Finished, Callable[[], object]]:
    """As a browser does that seals by itself: ticks and slip; and what sends the words, now or later."""
    ballot = get_ballot(card.collection_id)
    version = ballot.versions[card.survey]
    questionnaire = get_questionnaire(card.survey, version)
    groups = {key: answers[key] for key in counted_groups(questionnaire) if answers.get(key)}

    def close(content: bytes, kind: Content, to: bytes, size: int) -> bytes:
        return seal(content, to=to, purpose=sealing_purpose(kind, COUNCIL, WAVE), size=size)

    ticks = Answers(card.survey, version, answers).to_bytes()
    slip = Slip(SlipKind.FINISHED, groups).to_bytes()
    outcome = actions.take_sealed_answers(
        card=card,
        answers=close(ticks, Content.ANSWERS, ballot.wave_key, ANSWERS_SIZE),
        slip=close(slip, Content.SLIP, ballot.counting_key, SLIP_SIZE),
    )
    words = [
        Comment(card.survey, question.key, comments.get(question.key, "")).to_bytes()
        for question in questionnaire.open_questions()
    ]
    closed = [close(each, Content.COMMENT, ballot.reading_key, COMMENT_SIZE) for each in words]
    return outcome, partial(actions.take_sealed_words, card=card, comments=closed)


def _answers(chance: random.Random, survey: str) -> Row:
    """Anything a child may answer; routing and skipping as they fall."""
    questionnaire = get_questionnaire(survey, list_versions()[survey])
    given = {
        q.indicator: chance.choice(q.answers).code for q in questionnaire.questions() if chance.random() < 0.9
    } | {d.demographic: chance.choice(d.answers).code for d in questionnaire.demographics()}
    reached = len(list_screens(questionnaire)) - 1
    return {
        key: value for key, value in build_response(questionnaire, given, reached=reached).items() if value
    }


def _close_the_day(box: int, day: int, counting_key: PrivateKey, reading_key: PrivateKey) -> None:
    with in_council(COUNCIL):
        today = date(2026, 3, 2) + timedelta(days=4 * day)  # ten counts over five weeks
        counting.count_slips(collection_id=box, key=counting_key, today=today)
        counting.stir(collection_id=box)
        read_in(wave=WAVE, collection_id=box, key=reading_key, today=today)
        open_sealed_callbacks(key=reading_key, today=today)
    give_callbacks_space_back()


def _open(box: int, key: PrivateKey) -> str:
    """As the opening's job does it."""
    questionnaires = [get_questionnaire(survey, version) for survey, version in list_versions().items()]
    with in_council(COUNCIL):
        actions.move_collection(collection_id=box, to=actions.State.CLOSED)
        actions.move_collection(collection_id=box, to=actions.State.OPENING)
        sealed = opening.read_sealed_answers(box)
        purpose = sealing_purpose(Content.ANSWERS, COUNCIL, WAVE)
        opened = open_answers(
            sealed, key=key, purpose=purpose, wave=WAVE, area=COUNCIL, questionnaires=questionnaires
        )
        opening.wipe(collection_id=box)
    opening.give_space_back()
    return write_rows(opened, questionnaires)


def _copy() -> Tables:
    """Every table of the child's side as it lies on the disk: who copies the files is bound by no row-level rule."""
    if connection.vendor == "postgresql":
        return _copy_postgresql()
    with sqlite3.connect(f"file:{settings.DATABASES['default']['NAME']}?mode=ro", uri=True) as copy:
        names = [
            n
            for (n,) in copy.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' "
                "AND (name LIKE 'codes_%' OR name LIKE 'callbacks_%')"
            )
        ]
        return {name: list(copy.execute(f"SELECT * FROM {name} ORDER BY rowid")) for name in names}


def _copy_postgresql() -> Tables:
    with psycopg.connect(host=str(_socket()), user="postgres", dbname="heard") as copy:
        names = [
            n
            for (n,) in copy.execute(
                "SELECT tablename FROM pg_tables WHERE tablename LIKE 'codes_%' OR tablename LIKE 'callbacks_%'"
            )
        ]
        return {
            name: [
                tuple(json.dumps(v) if isinstance(v, dict) else v for v in row)
                for row in copy.execute(f"SELECT * FROM {name} ORDER BY ctid")
            ]
            for name in names
        }


def _figures() -> dict[tuple[str, ...], int]:
    with in_council(COUNCIL):
        return {(c.kind, c.survey, c.group, c.level): c.shown for c in Counter.objects.all()}


def _socket() -> Path:
    return Path(settings.DATABASES["default"]["HOST"])


def test_matching_codes_to_answers_is_no_better_than_chance(world: World) -> None:
    guesses = match_by_rank(world.copies, world.rows)
    right = {name: count_right(guess, world.truth, world.rows) for name, guess in guesses.items()}
    right["the published figures"] = count_right(
        match_by_figures(world.copies, world.rows), world.truth, world.rows
    )
    assert len(right) > 100
    assert max(right.values()) < FAR_MORE_THAN_CHANCE, max(right, key=lambda name: right[name])
    assert sum(right.values()) / len(right) < 2 * BY_CHANCE


def test_the_attacker_finds_a_data_set_that_kept_the_order_of_arrival(world: World) -> None:
    guesses = match_by_rank(world.copies, world.in_order_of_arrival)
    right = max(count_right(guess, world.truth, world.in_order_of_arrival) for guess in guesses.values())
    assert right == CHILDREN


def test_with_the_waves_key_and_every_copy_every_code_is_read(world: World) -> None:
    """What the threat model says of that union; and the proof that the copies hold what an attacker would need."""
    purpose = sealing_purpose(Content.ANSWERS, COUNCIL, WAVE)
    for seen in world.copies.seen:
        (sealed,) = _sealed_in(seen, "codes_sealedanswers")
        content = json.loads(open_sealed(sealed, key=world.key, purpose=purpose))
        told = {key: value for key, value in content["answers"].items() if value}
        assert {"survey": content["survey"], **told} == world.truth[seen.code]


def test_every_child_of_a_survey_leaves_the_same_number_of_rows_of_the_same_lengths(world: World) -> None:
    tables = ("codes_sealedanswers", "codes_sealedcomment")
    shapes: dict[str, set[str]] = {}
    for seen in world.copies.seen:
        lengths = [sorted(map(len, _sealed_in(seen, table))) for table in tables]
        if not lengths[1]:  # the words came later, in a step of their own
            continue
        shapes.setdefault(seen.survey, set()).add(repr(lengths))
    assert {survey: len(kinds) for survey, kinds in shapes.items()} == dict.fromkeys(map(str, Survey), 1)


def _sealed_in(seen: Seen, table: str) -> list[bytes]:
    return [value for row in seen.added[table] for value in row if isinstance(value, bytes)]


def test_no_file_of_the_database_holds_an_answer_a_code_or_unread_words(world: World) -> None:
    for code in world.truth:
        assert code.encode() not in world.raw_before
    for told in ("not_at_all", "all_or_most", '"answers"', "hardly_ever", NEVER_READ, NEVER_OPENED):
        assert told.encode() not in world.raw_before


def test_who_asked_for_somebody_is_tied_to_no_row_of_the_data_set(world: World) -> None:
    """The attacker is even given which survey each name's child answered, and the order in which they asked."""
    names = [name for row in world.copies.last["callbacks_callback"] for name in row if name in world.asked]
    in_order = [name for name in world.asked if name in names]
    assert len(names) > 15
    for order in (names, in_order, sorted(names)):
        for name_of_measure, of_row in measures_of_rows().items():
            for sign in (1, -1):
                guess = _match_names(world, order, lambda at, row, of=of_row, s=sign: s * of(at, row))
                right = _count_names_right(world, guess, world.rows)
                assert right < FAR_MORE_NAMES_THAN_CHANCE, name_of_measure


def test_the_attacker_finds_names_in_a_data_set_that_kept_the_order_of_arrival(world: World) -> None:
    steps = {seen.code: seen.step for seen in world.copies.seen}
    guess = {name: steps[code] for name, code in world.asked.items()}
    assert _count_names_right(world, guess, world.in_order_of_arrival) == len(world.asked) > 15


def test_names_lie_in_another_order_than_they_were_asked_in(world: World) -> None:
    """Of one opening; the openings themselves follow each other, and keep their day."""
    arrived = list(world.asked)
    days: dict[str, list[int]] = {}
    for row in world.copies.last["callbacks_callback"]:
        (name,) = [value for value in row if value in world.asked]
        (day,) = {str(value) for value in row if str(value).startswith("2026-")}
        days.setdefault(day, []).append(arrived.index(name))
    assert len(days) > 3
    assert any(places != sorted(places) for places in days.values())


def _match_names(world: World, names: Sequence[str], measure: Callable[[int, Row], float]) -> dict[str, int]:
    """By rank within each survey: the first name to the first row, and so on, spread over all rows."""
    guess: dict[str, int] = {}
    for survey in map(str, Survey):
        here = [name for name in names if world.truth[world.asked[name]]["survey"] == survey]
        places = [place for place, row in enumerate(world.rows) if row["survey"] == survey]
        places.sort(key=lambda place: (measure(place, world.rows[place]), place))
        guess |= {name: places[at * len(places) // len(here)] for at, name in enumerate(here)}
    return guess


def _count_names_right(world: World, guess: Mapping[str, int], rows: Sequence[Row]) -> int:
    by_code = {world.asked[name]: place for name, place in guess.items()}
    return count_right(by_code, world.truth, rows)


def test_after_the_opening_nothing_sealed_is_left_in_any_file(world: World) -> None:
    sealed = [v for row in world.copies.last["codes_sealedanswers"] for v in row if isinstance(v, bytes)]
    assert len(sealed) == CHILDREN
    assert all(each[80:140] in world.raw_before for each in sealed)
    assert not any(each[80:140] in world.raw_after for each in sealed)


def test_the_log_says_nothing_of_a_code_or_an_answer(world: World) -> None:
    assert not any(code in world.log for code in world.truth)
    assert WORDS not in world.log
    assert not any(name in world.log for name in world.asked)
    assert not any(word in world.log for word in ("not_at_all", "prefer_not", "all_or_most"))
