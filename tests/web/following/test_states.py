"""Whatever people do, in whatever order: nothing is told that was not answered, nothing is done without evidence, and
no answer vanishes when reports are made again."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from heard.base.errors import UserError
from heard.base.policy import Level
from heard.web.acting.actions import Written, add_action, change_action, write_entry
from heard.web.acting.contents import ActionContent
from heard.web.acting.kinds import EntryKind, Status
from heard.web.acting.queries import list_actions
from heard.web.following.queries import list_chains
from heard.web.responding.actions import NothingToSendBack, send_back
from heard.web.responding.kinds import Kind
from heard.web.responding.models import Answer
from heard.web.responding.queries import find_answer, list_answers
from heard.web.telling.models import TellingEvent
from heard.web.telling.readers import Audience
from heard.web.telling.recording import record_told
from heard.web.tenancy import in_council
from web.answered import DEVELOPMENT, STRENGTH, answer, tell
from web.reporting.made import begin, meet_panel, open_wave
from web.staff import BY, COUNCIL, NOON, WAVE

pytestmark = pytest.mark.django_db
QUESTIONS = (DEVELOPMENT, STRENGTH, "life_skills")
questions = st.sampled_from(QUESTIONS)
STEPS = st.one_of(
    st.tuples(st.just("answer"), questions, st.sampled_from(Kind)),
    st.tuples(st.just("back"), questions, st.just(None)),
    st.tuples(st.just("tell"), st.just(""), st.sets(questions) | st.none()),
    st.tuples(st.just("act"), questions, st.just(None)),
    st.tuples(st.just("prove"), st.just(""), st.integers(0, 3)),
    st.tuples(st.just("complete"), st.just(""), st.integers(0, 3)),
    st.tuples(st.just("reports"), st.just(""), st.sets(questions)),
)


@pytest.fixture(autouse=True)
def council(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    begin(monkeypatch, tmp_path)
    open_wave()
    meet_panel()
    tell_all(set(QUESTIONS))


def tell_all(indicators: set[str]) -> None:
    """The newest reports tell these and no others."""
    if indicators:
        tell(*((each, "development") for each in sorted(indicators)))
    else:
        tell(("happy_yesterday", "ask"))


@contextmanager
def taken_back() -> Iterator[None]:
    """What one example does is gone after it."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def do(step: str, indicator: str, more: object) -> None:
    """One thing that somebody may try; what is refused changes nothing."""
    numbers = [each.number for each in list_actions()]
    if step == "answer":
        answer(indicator, more, f"An answer of kind {more}.")  # type: ignore[arg-type]
    elif step == "back":
        now = find_answer(WAVE, indicator)
        send_back(wave=WAVE, indicator=indicator, answer=now.number, why="When?", by=BY, at=NOON)
    elif step == "tell":
        record_told(
            wave=WAVE,
            audience=Audience.AGES_8_11,
            told_by="Worker",
            how="Party",
            how_many=9,
            told_on=NOON.date(),
            indicators=sorted(more) if more is not None else None,  # type: ignore[call-overload]
            said_back="",
            by=BY,
            at=NOON,
        )
    elif step == "act":
        content = ActionContent(text="Do it", findings=((WAVE, indicator),), status=Status.UNDER_WAY)
        add_action(content=content, by=BY, at=NOON)
    elif step == "reports":
        tell_all(more)  # type: ignore[arg-type]
    elif numbers:
        number = numbers[int(more) % len(numbers)]  # type: ignore[call-overload]
        if step == "prove":
            entry = Written(kind=EntryKind.EVIDENCE, words="It is in use.", on=NOON.date())
            write_entry(number=number, written=entry, by=BY, at=NOON)
        else:
            action = next(each for each in list_actions() if each.number == number)
            done = replace(action.content, status=Status.DONE)
            change_action(number=number, read=action.version, content=done, by=BY, at=NOON)


@given(st.lists(STEPS, max_size=14))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_chain_holds_whatever_people_do(steps: list[tuple[str, str, object]]) -> None:
    with in_council(COUNCIL), taken_back():
        for step in steps:
            versions = Answer.objects.count()
            events = set(TellingEvent.objects.values_list("pk", flat=True))
            answered = {key for key, each in list_answers(WAVE).items() if each.is_answered}
            try:
                with transaction.atomic():
                    do(*step)
            except (UserError, NothingToSendBack):
                pass
            assert Answer.objects.count() >= versions
            for event in TellingEvent.objects.exclude(pk__in=events):
                assert event.indicators
                assert set(event.indicators) <= answered
            for action in list_actions():
                assert action.has_evidence or action.status is not Status.DONE
            chains = {each.finding.indicator for each in list_chains(WAVE, Level.PUBLIC)}
            assert set(list_answers(WAVE)) <= chains
