"""A council's wave with its keys and cards, as the tests of the child's side need it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from heard.base.surveys import Survey
from heard.web.codes import actions
from heard.web.codes.actions import State
from heard.web.codes.cards import written
from heard.web.codes.sealing import PrivateKey, new_private_key
from heard.web.instruments.questionnaires import list_versions
from heard.web.people.actions import add_council
from heard.web.tenancy import in_council

COUNCIL, NAME, WAVE = "X0000001", "Alderbrook", "2026"
HELP = "Alderbrook children's rights service\n0300 000 0000"
FEEDBACK = "In June, at the summer party."


@cache
def keys() -> dict[str, PrivateKey]:
    """The wave's key, the counting key and the reading key, the same for a whole run."""
    return {name: new_private_key() for name in ("wave", "counting", "reading")}


@dataclass(frozen=True)
class Ballot:
    """An open wave. `codes` by survey, as printed."""

    collection_id: int
    codes: dict[str, tuple[str, ...]]
    council: str = COUNCIL

    def code(self, survey: str = "8-11", place: int = 0) -> str:
        """One card's code."""
        return self.codes[survey][place]


def make_ballot(
    *,
    surveys: Sequence[str] = tuple(Survey),
    state: State = State.OPEN,
    size: int = 10,
    council: str = COUNCIL,
    wave: str = WAVE,
) -> Ballot:
    """A wave with one batch of cards a survey, brought to a state."""
    add_council(code=council, name=NAME, help_words=HELP)
    versions = list_versions()
    with in_council(council):
        collection_id = actions.make_collection(
            wave=wave,
            versions={survey: versions[survey] for survey in surveys},
            counting_key=keys()["counting"].public,
            reading_key=keys()["reading"].public,
            feedback_words=FEEDBACK,
            last_answer_day=date(2026, 12, 11),
        )
        actions.set_wave_key(collection_id=collection_id, public_key=keys()["wave"].public)
        codes = {
            str(survey): tuple(
                written(code)
                for code in actions.issue_batch(
                    collection_id=collection_id, survey=survey, label=f"Team {survey}", size=size
                ).codes
            )
            for survey in surveys
        }
    move_to(collection_id, state, council=council)
    return Ballot(collection_id, codes, council)


def move_to(collection_id: int, state: State, *, council: str = COUNCIL) -> None:
    """Bring it to a state, one after the other."""
    from heard.web.codes.queries import get_ballot

    states = list(State)
    with in_council(council):
        now = get_ballot(collection_id).state
        for each in states[states.index(now) + 1 : states.index(state) + 1]:
            actions.move_collection(collection_id=collection_id, to=each)
