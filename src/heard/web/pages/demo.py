"""The demo's site: its council, people, key files, cards and some hundred and fifty answers, made from nothing.

The answers are sealed by the action that a child's browser ends in. Everything made here is made up; what it keeps for
its start page (codes, passwords, passphrases) no real site would keep.
"""

import hashlib
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from random import SystemRandom
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections

from heard.base.errors import HeardError
from heard.base.files import locked
from heard.base.policy import Level
from heard.web.codes import actions as codes
from heard.web.codes.cards import written
from heard.web.codes.key_files import make_key_files
from heard.web.codes.queries import find_card
from heard.web.instruments.questionnaires import list_versions
from heard.web.pages.actions import EarlierWave, record_earlier_wave
from heard.web.pages.secrets import (
    FILE,
    FOLDER,
    DemoKey,
    DemoSecrets,
    DemoUser,
    new_passphrase,
    write_secrets,
)
from heard.web.people.actions import add_council, add_member, add_to_programme
from heard.web.people.roles import Role
from heard.web.policy import SMALLEST_BATCH, SMALLEST_MOVE
from heard.web.results.queries import ReportFacts
from heard.web.tenancy import entered_council, in_council
from heard.web.watching.tasks import keep_day
from heard.web.waves import actions as waves
from heard.web.waves import gate
from heard.web.waves.make_keys import write_keys
from heard.web.waves.public_keys import write_public_key
from heard.web.waves.queries import find_wave, list_waves
from heard.web.waves.server_keys import counting_key, reading_key
from heard.web.waves.tasks import count_and_stir

if TYPE_CHECKING:
    from heard.programme.demo import Size
    from heard.programme.demo_answers import MadeUp

KEYS, README = "keys", "README.txt"
DAYS_TO_THE_PANEL = 14  # after the last answer day (chosen)
DAYS_TO_TELL = 60  # after the last answer day (chosen)
DAYS_TO_PREPARE = 14  # before the wave opened (chosen)
DAYS_APART = 3  # of the counts that the demo makes up for; daily ones would make it slow to start
# Trusted adults: never the carer, social worker or personal adviser whom children are asked about.
LARGE = 40  # cards of a survey; from here on two teams hand them out
TEAMS = {
    "4-7": ("Primary schools, north", "Primary schools, south"),
    "8-11": ("Reviewing officers, north", "Reviewing officers, south"),
    "11-17": ("Advocates", "Youth workers"),
    "16-25": ("Care leavers' drop-in", "By post"),
}
HELP_WORDS = (
    "The children's rights officer of {council}: made up, as everything here is\n"
    "The social workers of {council}, day and night: made up too"
)
FEEDBACK_OWNER = "head of participation"
FEEDBACK = "young people read it first. Then we tell everybody at the summer party."
KEYS_SAY = """These are the key files of the demo's wave {wave}, and what opens them.

They lie here because everything in the demo is made up. In a real council they are never on the site's machine: two
named people outside the council's line of work each keep one file and one passphrase, somewhere else.

{lines}
Sign in as the key holder once the coordinator has closed the wave, and hand one of them in.
"""

Say = Callable[[str], None]
Used = tuple[str, Mapping[str, str], dict[str, str]]  # a code, its answers, its comments by question
chance = SystemRandom()


class NoDemo(HeardError):
    """This installation is no demo, so nothing of a demo is made in it."""


@dataclass(frozen=True, slots=True)
class Finished:
    """What the programme beside the site came to: the wave that is over, its answers, its reports by level."""

    wave: str
    closes_on: date
    responses: int
    reports: Mapping[Level, Path]


def prepare(*, size: "Size", today: date, wait: Callable[[], Finished], say: Say) -> None:
    """Make the site anew, whatever was there. `wait` gives back once the programme is made, which goes on elsewhere."""
    home = _check_demo()
    with locked(home / FOLDER):  # a run that was cut off may not have ended yet
        _clear(home)
        say("Making the site's database, and people who can sign in")
        call_command("prepare_database", verbosity=0)
        fill(home, size=size, today=today, wait=wait, say=say)
        connections.close_all()


def fill(home: Path, *, size: "Size", today: date, wait: Callable[[], Finished], say: Say) -> None:
    """An empty database becomes the demo's; what the start page shows is kept in `home`, written last."""
    from heard.programme.demo import COUNCIL, plan_under_way
    from heard.programme.demo_answers import make_up_answers

    wave = plan_under_way(today)
    made_up = make_up_answers(wave, size=size)
    users = _add_people(COUNCIL, made_up.council)
    by = users[0].email
    planned, opened = _morning(wave.opens_on - timedelta(DAYS_TO_PREPARE)), _morning(wave.opens_on)
    with in_council(COUNCIL):
        _plan(wave.key, wave.opens_on, wave.closes_on, by=by, at=planned)
        _sign_off(wave.key, users, by=by, at=planned)
    say("Making the wave's two key files, and trying them (slow on purpose)")
    keys = _make_keys(home, COUNCIL, wave.key, by=by, at=planned)
    say("Making cards, and answering some of them")
    with in_council(COUNCIL):
        unused = _answer(wave.key, made_up.surveys, by=by, at=opened, today=today)
    finished = wait()
    with in_council(COUNCIL):
        _record_finished(finished, by=by)
    write_secrets(home, DemoSecrets(users, keys, unused))


def _check_demo() -> Path:
    """The folder all of it lies in; raises NoDemo before anything could be lost of a real site."""
    home: Path = settings.HEARD.home
    database = str(connection.settings_dict["NAME"])
    if not settings.HEARD.is_demo or connection.vendor != "sqlite" or Path(database).parent != home:
        raise NoDemo(
            "This is not the demo's site: HEARD_DEMO is not 1, or its database lies elsewhere. Nothing was made."
        )
    return home


def _clear(home: Path) -> None:
    """What an earlier demo left; the secrets of the processes stay."""
    connections.close_all()
    for path in home.glob("heard.sqlite3*"):
        path.unlink()
    (home / FOLDER / FILE).unlink(missing_ok=True)
    shutil.rmtree(home / KEYS, ignore_errors=True)


def _add_people(council: str, name: str) -> tuple[DemoUser, ...]:
    add_council(code=council, name=name, help_words=HELP_WORDS.format(council=name))
    users = tuple(
        DemoUser(role.value, f"{role.value.replace('_', '.')}@{name.lower()}.example", new_passphrase())
        for role in Role
    )
    for user in users:
        if Role(user.role) is Role.PROGRAMME:
            add_to_programme(email=user.email, password=user.password)
        else:
            add_member(email=user.email, password=user.password, council=council, role=Role(user.role))
    return users


def _plan(wave: str, opens_on: date, last_answer_day: date, *, by: str, at: datetime) -> None:
    waves.plan_wave(
        wave=wave,
        versions=list_versions(),
        last_answer_day=last_answer_day,
        grace_days=0,
        panel_on=last_answer_day + timedelta(DAYS_TO_THE_PANEL),
        counting_key=counting_key().public,
        reading_key=reading_key(entered_council()).public,
        feedback_words=FEEDBACK,
        by=by,
        at=at,
        opens_on=opens_on,
        feedback_on=last_answer_day + timedelta(DAYS_TO_TELL),
        feedback_owner=FEEDBACK_OWNER,
    )


def _sign_off(wave: str, users: Sequence[DemoUser], *, by: str, at: datetime) -> None:
    """The assessment is confirmed and the board stands behind the plan, made up like everything here."""
    facts = find_wave(wave)
    if facts is None:
        raise LookupError("the wave was planned a moment ago")
    settled = gate.Settled(
        versions=facts.versions,
        opens_on=facts.opens_on,
        last_answer_day=facts.last_answer_day,
        grace_days=facts.grace_days,
        panel_on=facts.panel_on,
        feedback_on=facts.feedback_on,
        feedback_owner=facts.feedback_owner,
        feedback_words=facts.feedback_words,
        assessed_by=by,
    )
    gate.settle(wave=wave, settled=settled, by=by, at=at)
    gate.sign_off(wave=wave, by=next(user.email for user in users if user.role == Role.BOARD), at=at)


def _make_keys(home: Path, council: str, wave: str, *, by: str, at: datetime) -> tuple[DemoKey, ...]:
    """Both files, registered and rehearsed, and a page beside them that says whose they would really be."""
    passphrases = (new_passphrase(), new_passphrase())
    files = make_key_files(council=council, wave=wave, passphrases=passphrases)
    public = write_public_key(council=council, wave=wave, public_key=files[0].public_key)
    (home / KEYS).mkdir(mode=0o700)
    paths = {
        which: home / KEYS / f"{council}-{wave}-{which}-key.json" for which in ("first", "second", "public")
    }
    write_keys(paths, files, public)
    with in_council(council):
        waves.register_key(wave=wave, content=public.encode(), by=by, at=at)
        for file, passphrase in zip(files, passphrases, strict=True):
            waves.rehearse_key(
                wave=wave, content=file.to_text().encode(), passphrase=passphrase, by=by, at=at
            )
    kept = tuple(
        DemoKey(file.holder.value, str(paths[file.holder.value]), passphrase)
        for file, passphrase in zip(files, passphrases, strict=True)
    )
    _explain_keys(home / KEYS, wave, kept)
    return kept


def _explain_keys(folder: Path, wave: str, keys: tuple[DemoKey, ...]) -> None:
    lines = "".join(f"{Path(each.file).name}\n    opens with: {each.passphrase}\n" for each in keys)
    readme = folder / README
    readme.touch(mode=0o600)
    readme.write_text(KEYS_SAY.format(wave=wave, lines=lines), encoding="utf-8")


def _answer(
    wave: str, surveys: Mapping[str, "MadeUp"], *, by: str, at: datetime, today: date
) -> dict[str, tuple[str, ...]]:
    """Cards for all, the made-up children's answers, one daily count; the codes nobody used, by survey."""
    unused: dict[str, tuple[str, ...]] = {}
    used: list[Used] = []
    last: list[Used] = []
    for survey, made_up in surveys.items():
        cards = [code for batch in _issue(wave, survey, made_up.eligible, by, at) for code in batch.codes]
        chance.shuffle(cards)
        number = len(made_up.answers)
        own = list(zip(cards[:number], made_up.answers, _comments_of(made_up), strict=True))
        last += own[
            :SMALLEST_MOVE
        ]  # so many come on the last day, so that what is shown today is all there is
        used += own[SMALLEST_MOVE:]
        unused[survey] = tuple(written(code) for code in cards[number:])
    waves.open_wave(wave=wave, by=by, at=at)
    chance.shuffle(used)
    for day, came in _spread(used, last, at.date(), today):
        chance.shuffle(came)
        for code, answers, comments in came:
            codes.finish(card=find_card(code), answers=answers, comments=comments)
        count_and_stir(entered_council(), day)  # what the clock does in the early morning, and an hour later
        keep_day(next(each for each in list_waves() if each.wave == wave), day)
    return unused


def _spread(
    used: list[Used], last: list[Used], opened: date, today: date
) -> Iterator[tuple[date, list[Used]]]:
    """Who answered before each of the days on which the demo counts; the first is the opening day, and nobody had."""
    days = [opened, *(day for day in sorted(_days_between(opened, today)) if day > opened)]
    yield days[0], []
    for place, day in enumerate(days[1:]):
        whole = len(days) - 1
        came = used[place * len(used) // whole : (place + 1) * len(used) // whole]
        yield day, came + last if day == today else came


def _days_between(opened: date, today: date) -> set[date]:
    """Every third day, the Mondays, on which the week's picture is made, and today."""
    between = {opened + timedelta(days=days) for days in range((today - opened).days)}
    return {day for day in between if day.weekday() == 0 or (day - opened).days % DAYS_APART == 0} | {today}


def _issue(wave: str, survey: str, eligible: int, by: str, at: datetime) -> Iterator[codes.IssuedBatch]:
    teams = TEAMS[survey] if eligible >= LARGE else TEAMS[survey][:1]
    for place, team in enumerate(teams):
        size = max(SMALLEST_BATCH, (eligible + place) // len(teams))
        yield waves.issue_cards(wave=wave, survey=survey, label=team, size=size, by=by, at=at)


def _comments_of(made_up: "MadeUp") -> list[dict[str, str]]:
    """Every made-up comment is written by one of the children; the others write nothing."""
    comments: list[dict[str, str]] = [{} for _ in made_up.answers]
    for child, (question, text) in zip(
        chance.sample(comments, len(comments)), made_up.comments, strict=False
    ):
        child[question] = text
    return comments


def _record_finished(finished: Finished, *, by: str) -> None:
    """The wave before, with its reports, which the young people's panel read."""
    closed = _morning(finished.closes_on)
    panel_on = finished.closes_on + timedelta(DAYS_TO_THE_PANEL)
    reports = [
        ReportFacts(level, path.name, hashlib.sha256(path.read_bytes()).hexdigest(), finished.closes_on)
        for level, path in finished.reports.items()
    ]
    earlier = EarlierWave(
        wave=finished.wave,
        versions=list_versions(),
        planned_at=closed - timedelta(DAYS_TO_PREPARE),
        closed_at=closed,
        panel_on=panel_on,
        panel_at=_morning(panel_on),
        responses=finished.responses,
    )
    keys = {"counting_key": counting_key().public, "reading_key": reading_key(entered_council()).public}
    record_earlier_wave(earlier, reports=reports, by=by, **keys)


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(10), UTC)
