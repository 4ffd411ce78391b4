"""Words of the demo's start page and of its list of files."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from heard.base.policy import LEVELS, RESPONSE_RATE_TARGET, Level
from heard.base.shares import percent
from heard.base.surveys import Survey
from heard.charts import Meter, draw
from heard.web.pages.queries import DemoFacts, DemoFile
from heard.web.pages.secrets import DemoKey, DemoSecrets
from heard.web.people.roles import Role
from heard.web.ui.days import say_day

KILOBYTE = 1000
COPIES = {
    Level.WORKING: "Working copy: exact figures, nothing hidden",
    Level.BOARD: f"Board copy: numbers under {LEVELS[Level.BOARD].threshold} are bands or left out",
    Level.PUBLIC: f"Public copy: numbers under {LEVELS[Level.PUBLIC].threshold} are bands or left out",
}
GROUPS = {
    "programme": ("The programme folder", "What a programme collects; the one thing to bring."),
    "analysis": (
        "The analysis",
        "Working: exact figures for the programme's own analysts, not to leave them. Written by heard analyse.",
    ),
    "reports": ("The reports", "One page each; nothing in it is loaded from anywhere."),
}


@dataclass(frozen=True, slots=True)
class Card:
    """A survey with a code that opens it; empty where every code of the demo is used."""

    ages: str
    code: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody the reader can be."""

    role: str
    does: str
    email: str
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Answered:
    """How many of a council's children answered a survey in the finished wave."""

    ages: str
    respondents: str
    eligible: str
    share: int
    meter: SafeString


@dataclass(frozen=True, slots=True)
class Link:
    """Words and where they lead."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class StartPage:
    """Everything the demo's first page shows."""

    council: str
    wave: str
    under_way: str
    last_answer_day: str
    councils: int
    responses: str
    waves: int
    cards: tuple[Card, ...]
    people: tuple[Person, ...]
    keys: tuple[DemoKey, ...] = field(repr=False)
    answered: tuple[Answered, ...]
    reports: tuple[Link, ...]
    mail: str


@dataclass(frozen=True, slots=True)
class FileLine:
    """One file of a list."""

    name: str
    url: str
    says: str
    size: str


@dataclass(frozen=True, slots=True)
class FileGroup:
    """Files that belong together."""

    key: str
    title: str
    says: str
    files: tuple[FileLine, ...]


def present_start(demo: DemoFacts, kept: DemoSecrets, codes: Mapping[str, str], mail: Path) -> StartPage:
    """The start page. `mail`: the folder of messages."""
    return StartPage(
        council=demo.council,
        wave=demo.wave,
        under_way=demo.under_way,
        last_answer_day=say_day(demo.last_answer_day),
        councils=demo.councils,
        responses=f"{demo.responses:,}",
        waves=demo.waves,
        cards=tuple(Card(_say_ages(survey), code) for survey, code in codes.items()),
        people=tuple(
            Person(user.role.replace("_", " ").capitalize(), Role(user.role).says, user.email, user.password)
            for user in kept.users
        ),
        keys=kept.keys,
        answered=tuple(_answered(survey, *numbers) for survey, numbers in demo.answered.items()),
        mail=str(mail),
        reports=tuple(Link(words, url_of(demo.reports[level.value])) for level, words in COPIES.items()),
    )


def present_files(files: tuple[DemoFile, ...]) -> tuple[FileGroup, ...]:
    """The list of files, in groups."""
    return tuple(
        FileGroup(key, title, says, tuple(_line(file) for file in files if file.group == key))
        for key, (title, says) in GROUPS.items()
    )


def present_facts(
    demo: DemoFacts, kept: DemoSecrets, codes: Mapping[str, list[str]], site: str, *, told: str
) -> dict[str, object]:
    """The same for programs: what `heard demo --ready-file` writes. `site`: its address with a slash at its end.
    `told`: the path of what children are told, empty where nothing is published."""
    root = site.removesuffix("/")
    return {
        "url": f"{root}{reverse('answering:start')}",
        "council": demo.council,
        "users": [{"role": user.role, "email": user.email, "password": user.password} for user in kept.users],
        "codes": dict(codes),
        "public": {
            "start": f"{root}{reverse('pages:start')}",
            "report": f"{root}{url_of(demo.reports[Level.WORKING.value])}",
            "files": f"{root}{reverse('pages:files')}",
            **({"you_said": f"{root}{told}"} if told else {}),
        },
    }


def url_of(path: str) -> str:
    """Where a file of the demo is shown."""
    return reverse("pages:file", args=[path])


def _line(file: DemoFile) -> FileLine:
    return FileLine(file.path.rpartition("/")[2], url_of(file.path), file.says, _say_size(file.size))


def _answered(survey: str, respondents: int, eligible: int) -> Answered:
    """A cohort list may be older than the last child to answer."""
    share, target = min(100, percent(respondents / eligible)), percent(RESPONSE_RATE_TARGET)
    meter = draw(Meter(f"The mark is the programme’s target of {target}\u00a0%.", share, target))
    return Answered(
        _say_ages(survey), f"{respondents:,}", f"{eligible:,}", share, mark_safe(meter)
    )  # our own drawing


def _say_ages(survey: str) -> str:
    youngest, oldest = Survey(survey).ages
    return f"Ages {youngest} to {oldest}"


def _say_size(size: int) -> str:
    kilobytes = size / KILOBYTE
    return f"{kilobytes / KILOBYTE:,.1f} MB" if kilobytes >= KILOBYTE else f"{max(kilobytes, 0.1):,.1f} kB"
