"""Which of the chosen actions are shown at once: a page of the list, the first of each column of the board."""

from collections.abc import Sequence
from dataclasses import dataclass

from heard.web.acting.kinds import Status
from heard.web.acting.queries import ActionFacts
from heard.web.policy import PLAN_LINES

LONGEST_NUMBER = 5  # digits of a page's number


@dataclass(frozen=True, slots=True)
class Part:
    """The actions that have a line. `page`: which of `pages`, from 1."""

    actions: tuple[ActionFacts, ...]
    page: int = 1
    pages: int = 1


NOTHING = Part(())


def take_page(chosen: Sequence[ActionFacts], asked: str) -> Part:
    """A page of the list. `asked`: as it stands in an address; a page that is not there is the last one."""
    pages = max(1, -(-len(chosen) // PLAN_LINES))
    is_number = asked.isascii() and asked.isdecimal() and len(asked) <= LONGEST_NUMBER
    page = min(max(int(asked), 1), pages) if is_number else 1
    start = (page - 1) * PLAN_LINES
    return Part(tuple(chosen[start : start + PLAN_LINES]), page, pages)


def take_columns(chosen: Sequence[ActionFacts]) -> Part:
    """The first of each status, in the order of the plan."""
    left = dict.fromkeys(Status, PLAN_LINES)
    taken: list[ActionFacts] = []
    for each in chosen:
        if left[each.status]:
            left[each.status] -= 1
            taken.append(each)
    return Part(tuple(taken))
