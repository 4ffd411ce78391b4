"""Actions of a council's plan. For tests of one council."""

from heard.web.acting import actions
from heard.web.acting.actions import Written
from heard.web.acting.contents import ActionContent
from heard.web.acting.kinds import EntryKind
from heard.web.acting.queries import ActionFacts, find_action
from heard.web.tenancy import in_council
from web.staff import BY, COUNCIL, NOON, WAVE


def add(text: str = "Tell children early who comes next.", **said: object) -> int:
    """An action of the plan; its number."""
    with in_council(COUNCIL):
        content = ActionContent(text=text, **said)  # type: ignore[arg-type]
        return actions.add_action(content=content, by=BY, at=NOON)


def prove(number: int, words: str = "The record of the team shows it.") -> None:
    """Evidence stands beside it."""
    with in_council(COUNCIL):
        evidence = Written(kind=EntryKind.EVIDENCE, words=words, on=NOON.date())
        actions.write_entry(number=number, written=evidence, by=BY, at=NOON)


def find(number: int = 1) -> ActionFacts:
    """As it stands."""
    with in_council(COUNCIL):
        found = find_action(number)
    assert found is not None
    return found


def plan_path(place: str = "", council: str = COUNCIL) -> str:
    """An address of the plan."""
    return f"/work/{council}/action-plan/{place}"


def pledges_path(place: str = "") -> str:
    """An address of the wave's pledges."""
    return f"/work/{COUNCIL}/waves/{WAVE}/pledges/{place}"
