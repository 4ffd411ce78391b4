"""A plan written as a coordinator writes it: every step filled in, for the tests of planning."""

from datetime import date, timedelta

from heard.web.people.roles import Role
from heard.web.planning import actions
from heard.web.planning.queries import PlanFacts, find_plan
from heard.web.planning.steps import BY_KEY, Content, Kind, Written, fields_of
from heard.web.tenancy import in_council
from web.staff import BY, COUNCIL, NOON, WAVE, address

TODAY = NOON.date()  # 2 March 2026
OPENS, LAST = date(2026, 4, 20), date(2026, 5, 29)
PANEL, TOLD = date(2026, 6, 15), date(2026, 7, 10)
BOARD = address(Role.BOARD)
OWN: dict[str, dict[str, Written]] = {
    "surveys": {"surveys": ["8-11", "11-17"]},
    "dates": {
        "opens_on": OPENS.isoformat(),
        "last_answer_day": LAST.isoformat(),
        "grace_days": 7,
        "panel_on": PANEL.isoformat(),
    },
    "feedback": {
        "owner": "head of participation",
        "feedback_on": TOLD.isoformat(),
        "how": "A letter for each age.",
        "words": "In July, at the picnic.",
    },
}
FILLED: dict[Kind, Written] = {
    Kind.LINE: "a post",
    Kind.TEXT: "as agreed",
    Kind.DAY: "2026-03-01",
    Kind.NUMBER: 7,
    Kind.TICK: True,
}


def content(step: str, **otherwise: Written) -> dict[str, Written]:
    """The step with everything written, but for what is given. Of the groups that may be left out nobody is here."""
    found = BY_KEY[step]
    if step in OWN:
        return {**OWN[step], **otherwise}
    filled = {field.key: FILLED[field.kind] for field in found.fields}
    nobody = {
        field.key: "we asked every team" if field.key.endswith("_none") else ""
        for field in fields_of(found)[len(found.fields) :]
    }
    return {**filled, **nobody, **otherwise}


def sent(step: str, **otherwise: Written) -> dict[str, object]:
    """The same as a browser sends it: a box that is not ticked is not sent."""
    said: Content = content(step, **otherwise)
    return {key: "on" if value is True else value for key, value in said.items() if value is not False}


def begin(council: str = COUNCIL, wave: str = WAVE) -> None:
    """A plan with nothing in it."""
    with in_council(council):
        actions.begin_plan(wave=wave, by=BY, at=NOON)


def keep(step: str, council: str = COUNCIL, by: str = BY, **otherwise: Written) -> None:
    """A step is written."""
    with in_council(council):
        actions.keep_step(wave=WAVE, step=step, content=content(step, **otherwise), by=by, at=NOON)


def keep_all(council: str = COUNCIL, but: str = "") -> None:
    """Every step is written, but for one."""
    for step in BY_KEY:
        if step != but:
            keep(step, council)


def set_up(council: str = COUNCIL) -> None:
    """The wave is there, in preparation."""
    with in_council(council):
        actions.set_up_wave(wave=WAVE, by=BY, at=NOON)


def sign(by: str = BOARD, council: str = COUNCIL, seen: str = "") -> None:
    """Somebody signs the plan off as it is now, or as it was when they read it."""
    with in_council(council):
        actions.sign_off(wave=WAVE, seen=seen or plan_of(council).digest, by=by, at=NOON)


def plan_of(council: str = COUNCIL) -> PlanFacts:
    """How far it is."""
    with in_council(council):
        plan = find_plan(WAVE)
    assert plan is not None
    return plan


def later(days: int) -> str:
    """A day after the last answer day, as it is written."""
    return (LAST + timedelta(days=days)).isoformat()
