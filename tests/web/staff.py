"""A council at work: somebody of every role, a wave with its keys, children who have answered. For the staff's tests.

Django must be set up before this is imported: test modules may, conftest files may not.
"""

import atexit
import re
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cache
from html import unescape
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.hashers import make_password
from django.contrib.sessions.backends.db import SessionStore
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from age_files import make_age_file
from heard.base.surveys import Survey
from heard.web.audit.chain import find_break
from heard.web.audit.models import AuditEvent
from heard.web.codes import actions as codes
from heard.web.codes.key_files import Holder, KeyFile
from heard.web.codes.queries import Card, find_card, get_ballot
from heard.web.codes.sealing import PrivateKey, new_private_key
from heard.web.instruments.questionnaires import get_questionnaire, list_versions
from heard.web.people.actions import add_council
from heard.web.people.roles import OF_A_COUNCIL, Role
from heard.web.people.sessions import begin_session
from heard.web.tenancy import in_council
from heard.web.ui import clock
from heard.web.waves import actions, gate
from heard.web.waves.public_keys import write_public_key
from heard.web.waves.queries import WaveFacts, find_wave

COUNCIL, OTHER, WAVE = "X0000001", "X0000002", "2026"
NAMES = {COUNCIL: "Alderbrook", OTHER: "Brackenford"}
PASSWORD = "a long enough password"
PASSPHRASES = {Holder.FIRST: "correct horse battery", Holder.SECOND: "staple lantern bridge"}
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
OPENS_ON, LAST_ANSWER_DAY, PANEL_ON, GRACE_DAYS = date(2026, 3, 2), date(2026, 3, 27), date(2026, 4, 20), 7
FEEDBACK_ON, FEEDBACK_OWNER = date(2026, 6, 12), "head of participation"
TOKEN = re.compile(r'<input type="hidden" name="csrfmiddlewaretoken"[^>]*>')
# What a table needs that stands as pairs on a telephone; tests/journeys/coordinator looks at it in a browser.
STACKED = re.compile(
    r' (?:role="(?:table|rowgroup|row|cell|columnheader|rowheader)"|data-name="[^"]*"|class="stacked")'
)
BY = "coordinator@x0000001.example"


@dataclass(frozen=True)
class Keys:
    """The three private keys of a wave."""

    wave: PrivateKey
    counting: PrivateKey
    reading: PrivateKey


def keys(council: str = COUNCIL) -> Keys:
    """The same for a whole run."""
    return _keys(council)


@cache
def _keys(council: str) -> Keys:
    return Keys(new_private_key(), new_private_key(), new_private_key())


def key_file(
    holder: Holder = Holder.FIRST, *, key: PrivateKey | None = None, council: str = COUNCIL, wave: str = WAVE
) -> str:
    """A holder's file as they saved it."""
    key = key or keys(council).wave
    sealed = make_age_file(key.to_bytes(), PASSPHRASES[holder])
    return KeyFile(council=council, wave=wave, holder=holder, public_key=key.public, sealed=sealed).to_text()


def upload(text: str | bytes, name: str = "key.json") -> SimpleUploadedFile:
    """A file chosen in a form."""
    return SimpleUploadedFile(name, text.encode() if isinstance(text, str) else text)


def make_people(council: str = COUNCIL) -> None:
    """The council, and somebody with each role: `board@x0000001.example` and so on."""
    from heard.web.people.models import Membership, User

    add_council(code=council, name=NAMES[council])
    password = _hashed()
    made = {role: User(email=address(role, council), password=password) for role in OF_A_COUNCIL}
    programme = User(email=address(Role.PROGRAMME, council), password=password, is_programme=True)
    User.objects.bulk_create([*made.values(), programme])
    with in_council(council):
        Membership.objects.bulk_create(
            [Membership(user=user, council_id=council, role=role) for role, user in made.items()]
        )


@cache
def _hashed() -> str:
    return make_password(PASSWORD)


def address(role: Role, council: str = COUNCIL) -> str:
    """The e-mail address of somebody with this role."""
    return f"{role.value}@{council.lower()}.example"


def signed_in(role: Role, council: str = COUNCIL) -> Client:
    """Their browser, second factor and all."""
    return signed_in_as(address(role, council))


def signed_in_as(email: str, *, second_factor: bool = True) -> Client:
    """The browser of whoever has this address, as it is after signing in."""
    from heard.web.people.models import User

    user, session = User.objects.get(email=email), SessionStore()
    session[SESSION_KEY], session[HASH_SESSION_KEY] = str(user.pk), user.get_session_auth_hash()
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    begin_session(session=session, user_id=user.pk, agent="Firefox on Linux", at=clock.now())
    if second_factor:
        session["account_authentication_methods"] = [{"method": "mfa", "type": "totp", "at": 0}]
        session["account_authentication_methods_user"] = str(user.pk)
    session.save()
    return with_session(session.session_key)


def with_session(key: str | None) -> Client:
    """A browser with this session's cookie and nothing else."""
    browser = Client()
    browser.cookies[settings.SESSION_COOKIE_NAME] = key
    return browser


def plan(
    council: str = COUNCIL, *, grace_days: int = GRACE_DAYS, surveys: tuple[Survey, ...] = (Survey.AGES_8_11,)
) -> None:
    """The council takes part in the wave; nothing is done yet."""
    versions = list_versions()
    with in_council(council):
        actions.plan_wave(
            wave=WAVE,
            versions={survey.value: versions[survey.value] for survey in surveys},
            last_answer_day=LAST_ANSWER_DAY,
            grace_days=grace_days,
            panel_on=PANEL_ON,
            counting_key=keys(council).counting.public,
            reading_key=keys(council).reading.public,
            feedback_words="In June, at the summer party.",
            by=BY,
            at=NOON,
            opens_on=OPENS_ON,
            feedback_on=FEEDBACK_ON,
            feedback_owner=FEEDBACK_OWNER,
        )


def prepare(council: str = COUNCIL, **planned: object) -> None:
    """Planned, with its key registered and both key files rehearsed."""
    plan(council, **planned)  # type: ignore[arg-type]
    with in_council(council):
        public = write_public_key(council=council, wave=WAVE, public_key=keys(council).wave.public)
        actions.register_key(wave=WAVE, content=public.encode(), by=BY, at=NOON)
        for holder in Holder:
            actions.rehearse_key(
                wave=WAVE,
                content=key_file(holder, council=council).encode(),
                passphrase=PASSPHRASES[holder],
                by=BY,
                at=NOON,
            )


def settled(council: str = COUNCIL, **otherwise: object) -> gate.Settled:
    """What the wave knows of its plan, with its assessment confirmed, but for what is given."""
    wave = wave_of(council)
    now = gate.Settled(
        versions=wave.versions,
        opens_on=wave.opens_on,
        last_answer_day=wave.last_answer_day,
        grace_days=wave.grace_days,
        panel_on=wave.panel_on,
        feedback_on=wave.feedback_on,
        feedback_owner=wave.feedback_owner,
        feedback_words=wave.feedback_words,
        assessed_by=BY,
    )
    return replace(now, **otherwise)  # type: ignore[arg-type]


def sign_off(council: str = COUNCIL) -> None:
    """The assessment is confirmed, and the board stands behind the plan."""
    with in_council(council):
        gate.settle(wave=WAVE, settled=settled(council), by=BY, at=NOON)
        gate.sign_off(wave=WAVE, by=address(Role.BOARD, council), at=NOON)


def open_for_answers(council: str = COUNCIL, **planned: object) -> None:
    """A wave that is open."""
    prepare(council, **planned)
    sign_off(council)
    with in_council(council):
        actions.open_wave(wave=WAVE, by=BY, at=NOON)


def close(council: str = COUNCIL, at: datetime = NOON) -> None:
    """The wave is closed."""
    with in_council(council):
        actions.close_wave(wave=WAVE, by=BY, at=at)


def wave_of(council: str = COUNCIL) -> WaveFacts:
    """Where it stands."""
    with in_council(council):
        found = find_wave(WAVE)
    assert found is not None
    return found


def make_cards(number: int = 10, *, council: str = COUNCIL, label: str = "A team") -> list[Card]:
    """A batch of cards for 8 to 11."""
    with in_council(council):
        made = actions.issue_cards(wave=WAVE, survey="8-11", label=label, size=number, by=BY, at=NOON)
    return [find_card(code) for code in made.codes]


def answer(
    card: Card, answers: Mapping[str, str] | None = None, comments: Mapping[str, str] | None = None
) -> None:
    """A child finishes: the first answer to every question they were shown, but for what is given."""
    with in_council(card.council):
        version = get_ballot(card.collection_id).versions[card.survey]
        row = first_answers(card.survey, version) | dict(answers or {})
        sent = codes.finish(card=card, answers=row, comments=dict(comments or {}))
    assert sent is codes.Finished.SENT


@cache
def first_answers(survey: str, version: str) -> dict[str, str]:
    """The first answer to each question that is asked of everybody."""
    questionnaire = get_questionnaire(survey, version)
    asked = {
        item.indicator: item.answers[0].code for item in questionnaire.questions() if item.condition is None
    }
    return asked | {item.demographic: item.answers[0].code for item in questionnaire.demographics()}


def lay_programme(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The site's home with a small made-up programme, both waves answered by two councils; this wave's answers of
    them are taken away."""
    monkeypatch.setattr(settings, "HEARD", replace(settings.HEARD, home=home))
    shutil.copytree(_programme(), home / "programme")
    return home / "programme"


@cache
def _programme() -> Path:
    from heard.programme import make_programme

    folder = Path(tempfile.mkdtemp(prefix="heard-programme-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    make_programme(folder / "programme", areas=2, waves=2, responses=400, progress=lambda _: None)
    (folder / f"programme/responses/{WAVE}.parquet").unlink()
    return folder / "programme"


def set_clock(monkeypatch: pytest.MonkeyPatch, at: datetime) -> None:
    """What time the pages take it to be."""
    monkeypatch.setattr(clock, "now", lambda: at)
    monkeypatch.setattr(clock, "today", lambda: clock.day_of(at))


def at_noon(day: date) -> datetime:
    """A moment of that day."""
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def give_server_keys(monkeypatch: pytest.MonkeyPatch, council: str = COUNCIL) -> None:
    """What the worker and the clock have in their environment."""
    monkeypatch.setenv("HEARD_COUNTING_KEY", keys(council).counting.to_bytes().hex())
    monkeypatch.setenv(f"HEARD_READING_KEY_{council}", keys(council).reading.to_bytes().hex())


def path_of(place: str = "", council: str = COUNCIL) -> str:
    """An address below the wave's."""
    return f"/work/{council}/waves/{WAVE}/{place}"


def page(response: HttpResponse) -> str:
    """What a page says, without the token of its forms, which is new every time, and the roles of its tables."""
    return STACKED.sub("", TOKEN.sub("", unescape(response.content.decode())))


def actions_recorded(council: str = COUNCIL) -> list[tuple[str, str, str]]:
    """Who did what to what, out of the audit log, whose chain is whole."""
    with in_council(council):
        assert find_break() is None
        rows = AuditEvent.objects.filter(council_id=council).order_by("place")
        return list(rows.values_list("actor", "action", "subject"))
