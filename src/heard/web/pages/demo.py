"""The demo's site: its council, people, key files, cards and some hundred and fifty answers, made from nothing.

The answers are sealed by the action that a child's browser ends in. Everything made here is made up; what it keeps for
its start page (codes, passwords, passphrases) no real site would keep.
"""

import hashlib
import json
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections

from heard.base.errors import HeardError
from heard.base.files import locked
from heard.base.policy import Level
from heard.web.codes.contents import Comment
from heard.web.codes.key_files import make_key_files
from heard.web.instruments.questionnaires import list_versions
from heard.web.pages.actions import EarlierWave, record_earlier_wave
from heard.web.pages.demo_wave import DAYS_TO_THE_PANEL, answer_some, plan_and_sign_off
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
from heard.web.results.found import RELEASED, Told, points_of
from heard.web.results.queries import ReportFacts
from heard.web.tenancy import entered_council, in_council
from heard.web.waves import actions as waves
from heard.web.waves.make_keys import write_keys
from heard.web.waves.public_keys import write_public_key
from heard.web.waves.server_keys import counting_key, reading_key

if TYPE_CHECKING:
    from heard.programme.demo import Size

KEYS, README = "keys", "README.txt"
DAYS_TO_PREPARE = 14  # before the wave opened (chosen)
HELP_WORDS = (
    "The children's rights officer of {council}: made up, as everything here is\n"
    "The social workers of {council}, day and night: made up too"
)
KEYS_SAY = """These are the key files of the demo's wave {wave}, and what opens them.

They lie here because everything in the demo is made up. In a real council they are never on the site's machine: two
named people outside the council's line of work each keep one file and one passphrase, somewhere else.

{lines}
Sign in as the key holder once the coordinator has closed the wave, and hand one of them in.
"""

Say = Callable[[str], None]


class NoDemo(HeardError):
    """This installation is no demo, so nothing of a demo is made in it."""


@dataclass(frozen=True, slots=True)
class Finished:
    """What the programme beside the site came to: a wave that is over, its answers, its reports by level and what
    they tell."""

    wave: str
    closes_on: date
    responses: int
    reports: Mapping[Level, Path]
    told: Mapping[Level, Sequence[Told]]


def read_finished(path: Path, home: Path) -> tuple[Finished, ...]:
    """The waves that are over, the oldest first, from `reports/told.json`. `home`: the demo's folder."""
    return tuple(_finished(each, home) for each in json.loads(path.read_text(encoding="utf-8")))


def prepare(*, size: "Size", today: date, wait: Callable[[], Sequence[Finished]], say: Say) -> None:
    """Make the site anew, whatever was there. `wait` gives back once the programme is made, which goes on elsewhere."""
    home = _check_demo()
    with locked(home / FOLDER):  # a run that was cut off may not have ended yet
        _clear(home)
        say("Making the site's database, and people who can sign in")
        call_command("prepare_database", verbosity=0)
        fill(home, size=size, today=today, wait=wait, say=say)
        connections.close_all()


def fill(home: Path, *, size: "Size", today: date, wait: Callable[[], Sequence[Finished]], say: Say) -> None:
    """An empty database becomes the demo's; what the start page shows is kept in `home`, written last."""
    from heard.programme.demo import COUNCIL, plan_under_way
    from heard.programme.demo_answers import make_up_answers, make_up_words
    from heard.web.pages.demo_loop import play_story
    from heard.web.pages.demo_reports import write_and_ask
    from heard.web.pages.demo_words import hand_over  # with the lists it loads, for this alone

    wave = plan_under_way(today)
    made_up = make_up_answers(wave, size=size)
    users = _add_people(COUNCIL, made_up.council)
    by = users[0].email
    planned, opened = _morning(wave.opens_on - timedelta(DAYS_TO_PREPARE)), _morning(wave.opens_on)
    with in_council(COUNCIL):
        plan_and_sign_off(wave.key, wave.opens_on, wave.closes_on, users=users, at=planned)
    say("Making the wave's two key files, and trying them (slow on purpose)")
    keys = _make_keys(home, COUNCIL, wave.key, by=by, at=planned)
    say("Making cards, and answering some of them")
    with in_council(COUNCIL):
        unused = answer_some(wave.key, made_up.surveys, by=by, at=opened, today=today)
    waves_over = wait()
    finished = waves_over[-1]
    with in_council(COUNCIL):
        for each in waves_over:
            _record_finished(each, by=by)
        words = [Comment(*each) for each in make_up_words(finished.wave)]
        closed = _morning(finished.closes_on)
        hand_over(finished.wave, words, council=made_up.council, by=by, at=closed)
        play_story([(each.wave, _morning(each.closes_on)) for each in waves_over], by=by)
        told = _morning(finished.closes_on + timedelta(DAYS_TO_THE_PANEL + 1))
        write_and_ask(finished.wave, council=made_up.council, by=by, at=told)
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


def _record_finished(finished: Finished, *, by: str) -> None:
    """A wave before the site, with its reports, which the young people's panel read."""
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
    record_earlier_wave(earlier, reports=reports, told=finished.told, by=by, **keys)


def _finished(stored: Mapping[str, Any], home: Path) -> Finished:
    return Finished(
        wave=stored["wave"],
        closes_on=date.fromisoformat(stored["closed_on"]),
        responses=stored["responses"],
        reports={Level(level): home / path for level, path in stored["reports"].items()},
        told={Level(level): _told(found, Level(level)) for level, found in stored["findings"].items()},
    )


def _told(found: Sequence[Mapping[str, Any]], level: Level) -> tuple[Told, ...]:
    return tuple(
        Told(
            each["key"],
            level,
            place,
            each["survey"],
            each["kind"],
            each["evidence"],
            each["sentence"],
            points_of(each["kind"], each["basis"]),
        )
        for place, each in enumerate(found)
        if level in RELEASED
    )


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(10), UTC)
