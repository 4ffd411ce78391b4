"""The demo's wave under way: its plan and sign-off, its cards, the answers of made-up children day by day."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from random import SystemRandom
from typing import TYPE_CHECKING

from heard.web.codes import actions as codes
from heard.web.codes.cards import written
from heard.web.codes.queries import find_card
from heard.web.instruments.questionnaires import list_versions
from heard.web.pages.demo_plan import FEEDBACK_OWNER, FEEDBACK_WORDS, write_steps
from heard.web.pages.secrets import DemoUser
from heard.web.people.roles import Role
from heard.web.planning import actions as planning
from heard.web.planning.queries import find_plan
from heard.web.policy import SMALLEST_BATCH, SMALLEST_MOVE
from heard.web.tenancy import entered_council
from heard.web.ui.clock import day_of
from heard.web.watching.tasks import keep_day
from heard.web.waves import actions as waves
from heard.web.waves.queries import list_waves
from heard.web.waves.server_keys import counting_key, reading_key
from heard.web.waves.tasks import count_and_stir

if TYPE_CHECKING:
    from heard.programme.demo_answers import MadeUp

DAYS_TO_THE_PANEL = 14  # after the last answer day (chosen)
DAYS_TO_TELL = 60  # after the last answer day (chosen)
DAYS_APART = 3  # of the counts that the demo makes up for; daily ones would make it slow to start
# Trusted adults: never the carer, social worker or personal adviser whom children are asked about.
LARGE = 40  # cards of a survey; from here on two teams hand them out
TEAMS = {
    "4-7": ("Primary schools, north", "Primary schools, south"),
    "8-11": ("Reviewing officers, north", "Reviewing officers, south"),
    "11-17": ("Advocates", "Youth workers"),
    "16-25": ("Care leavers' drop-in", "By post"),
}

Used = tuple[str, Mapping[str, str], dict[str, str]]  # a code, its answers, its comments by question
chance = SystemRandom()


def plan_and_sign_off(
    wave: str, opens_on: date, last_answer_day: date, *, users: Sequence[DemoUser], at: datetime
) -> None:
    """The coordinator plans it, and the board stands behind the plan; made up like everything here."""
    by = {user.role: user.email for user in users}
    _plan(wave, opens_on, last_answer_day, by=by[Role.COORDINATOR], at=at)
    told = last_answer_day + timedelta(DAYS_TO_TELL)
    _write_and_sign_off(wave, told, by=by[Role.COORDINATOR], board=by[Role.BOARD], at=at)


def _plan(wave: str, opens_on: date, last_answer_day: date, *, by: str, at: datetime) -> None:
    waves.plan_wave(
        wave=wave,
        versions=list_versions(),
        last_answer_day=last_answer_day,
        grace_days=0,
        panel_on=last_answer_day + timedelta(DAYS_TO_THE_PANEL),
        counting_key=counting_key().public,
        reading_key=reading_key(entered_council()).public,
        feedback_words=FEEDBACK_WORDS,
        by=by,
        at=at,
        opens_on=opens_on,
        feedback_on=last_answer_day + timedelta(DAYS_TO_TELL),
        feedback_owner=FEEDBACK_OWNER,
    )


def _write_and_sign_off(wave: str, feedback_on: date, *, by: str, board: str, at: datetime) -> None:
    for step, content in write_steps(day_of(at), feedback_on):
        planning.keep_step(wave=wave, step=step, content=content, by=by, at=at)
    plan = find_plan(wave)
    if plan is None:
        raise LookupError("the plan was written a moment ago")
    planning.sign_off(wave=wave, seen=plan.digest, by=board, at=at)


def answer_some(
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
