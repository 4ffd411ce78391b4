"""How far a finding has come is told from what hangs on it, whatever order things happened in."""

from dataclasses import replace
from datetime import date
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heard.base.policy import Level
from heard.findings import Kind as Found
from heard.findings.finding import Evidence
from heard.web.acting.contents import ActionContent
from heard.web.acting.queries import ActionFacts
from heard.web.following.chain import CLEAR, MOVED, Chain, Change, Step, Way, count_chains, find_change
from heard.web.following.presenters.words import SAYS_CHANGE
from heard.web.responding.kinds import Kind
from heard.web.responding.queries import AnswerFacts
from heard.web.results.found import FindingFacts, Told
from heard.web.telling.queries import ToldFacts, VerdictFacts
from heard.web.telling.readers import Audience

DAY, LATER = date(2026, 3, 2), date(2026, 5, 1)
ANSWERED = AnswerFacts(kind=Kind.WILL, words="We act.", who="Head", number=1, read=1)
ACTION = ActionFacts(
    1, 1, 1, ActionContent(text="Ask first"), has_evidence=False, noted_on=DAY, made_on=DAY, completed_on=None
)
VERDICT = VerdictFacts(8, 3, 1, DAY)
TOLD = ToldFacts(DAY, (Audience.AGES_8_11,))


def line(
    kind: str = "development",
    sentence: str = "So it is.",
    *,
    indicator: str = "likes_school",
    evidence: str = "clear",
) -> Told:
    return Told(
        f"w/a/8-11/{indicator}/positive/all=all/{kind}/others",
        Level.PUBLIC,
        0,
        "8-11",
        kind,
        evidence,
        sentence,
    )


def found(*told: Told, on: date = DAY, indicator: str = "likes_school") -> FindingFacts:
    return FindingFacts(1, "2026", indicator, on, told)


def chain(**more: object) -> Chain:
    nothing: dict[str, object] = {
        "finding": found(line()),
        "level": Level.PUBLIC,
        "is_interpreted": False,
        "remarks": 0,
        "priority": None,
        "answer": AnswerFacts(),
        "actions": (),
        "told": None,
        "verdict": None,
        "change": None,
    }
    return Chain(**{**nothing, **more})  # type: ignore[arg-type]


LINKS: dict[Step, dict[str, object]] = {
    Step.INTERPRETED: {"is_interpreted": True},
    Step.ANSWERED: {"answer": ANSWERED},
    Step.ACTING: {"actions": (ACTION,)},
    Step.TOLD: {"told": TOLD},
    Step.JUDGED: {"verdict": VERDICT},
    Step.CHANGED: {"change": Change("2028", Way.NOT_SETTLED)},
}


def test_each_link_is_there_if_and_only_if_what_it_stands_for_is() -> None:
    for number in range(len(Step) + 1):
        for steps in combinations(Step, number):
            more = {key: value for step in steps for key, value in LINKS[step].items()}
            assert chain(**more).reached == frozenset(steps)


@given(st.sets(st.sampled_from(Step)))
def test_what_comes_next_is_missing_and_never_behind_what_is_there_but_for_what_is_owed(
    steps: set[Step],
) -> None:
    here = chain(**{key: value for step in steps for key, value in LINKS[step].items()})
    owed = {Step.ANSWERED, Step.ACTING, Step.TOLD}
    if here.next_step is None:
        assert set(here.needed) & owed <= steps
        assert Step.CHANGED in steps
    else:
        assert here.next_step not in steps
        assert here.next_step in owed or all(
            list(Step).index(here.next_step) > list(Step).index(each) for each in steps
        )


@pytest.mark.parametrize(
    ("kind", "needs"),
    [(Kind.WILL, True), (Kind.ALREADY, True), (Kind.CANNOT, False), (Kind.UNDERSTAND, False)],
)
def test_an_action_is_needed_where_something_is_promised_and_nowhere_else(kind: Kind, *, needs: bool) -> None:
    answer = AnswerFacts(kind=kind, words="So.", number=1, read=1)
    assert (Step.ACTING in chain(answer=answer).needed) is needs


def test_an_answer_that_came_back_is_none() -> None:
    answer = AnswerFacts(kind=Kind.WILL, words="We act.", number=1, read=1, sent_back="When?")
    assert chain(answer=answer).next_step is Step.INTERPRETED
    assert chain(answer=answer, is_interpreted=True).next_step is Step.ANSWERED
    assert chain(answer=answer, told=TOLD).next_step is Step.ANSWERED


def test_children_are_told_only_once_children_are() -> None:
    assert Step.TOLD not in chain(told=ToldFacts(DAY, (Audience.STAFF, Audience.CARERS))).reached
    assert Step.TOLD in chain(told=ToldFacts(DAY, (Audience.STAFF, Audience.CARE_LEAVERS))).reached


def test_the_next_wave_shows_a_change_only_where_its_reports_tell_one() -> None:
    def change(*told: Told) -> Way | None:
        later = find_change("likes_school", ("2028", {"likes_school": found(*told)}), Level.PUBLIC)
        return later.way if later else None

    assert find_change("likes_school", None, Level.PUBLIC) is None
    assert change(line("improved")) is Way.IMPROVED
    assert change(line("declined")) is Way.DECLINED
    assert change(line("improved"), line("declined")) is Way.BOTH
    assert change(line("improved", evidence="possible")) is Way.PERHAPS_IMPROVED
    assert change(line("declined", evidence="possible")) is Way.PERHAPS_DECLINED
    assert change(line("improved", evidence="possible"), line("improved")) is Way.IMPROVED
    assert change(line("development")) is Way.NOT_SETTLED
    assert change(line("improved", sentence="")) is Way.NOT_TOLD
    assert change() is Way.NOT_TOLD
    nothing = find_change("likes_school", ("2028", {}), Level.PUBLIC)
    assert nothing == Change("2028", Way.NOT_TOLD)


def test_a_change_is_called_as_the_findings_call_it_and_each_way_has_its_words() -> None:
    assert set(MOVED) == {Found.IMPROVED.value, Found.DECLINED.value}
    assert Evidence.CLEAR.value == CLEAR
    assert set(SAYS_CHANGE) == set(Way)


def test_what_changed_is_said_in_the_sentences_of_the_reports_each_once() -> None:
    later = found(line("improved", "Better."), line("improved", "Better."), line("ask", "Ask."))
    change = find_change("likes_school", ("2028", {"likes_school": later}), Level.PUBLIC)
    assert change == Change("2028", Way.IMPROVED, ("Better.",))


def test_a_reader_of_public_reports_learns_no_change_that_only_the_board_is_told() -> None:
    board = replace(line("improved"), level=Level.BOARD)
    later = ("2028", {"likes_school": found(board)})
    told = find_change("likes_school", later, Level.PUBLIC)
    assert told is not None
    assert (told.way, told.told) == (Way.NOT_TOLD, ())


def test_findings_are_counted_by_link_and_the_oldest_unanswered_waits_since_it_could_be_read() -> None:
    chains = [
        chain(answer=ANSWERED),
        chain(finding=found(line(), on=DAY)),
        chain(finding=found(line("strength"), on=LATER), is_interpreted=True),
        chain(finding=found(line("ask"), on=date(2020, 1, 1))),
    ]
    counted = count_chains(chains, waits_from=date(2026, 4, 1))
    assert counted.found == 3  # what settles nothing needs no answer
    assert counted.by_step[Step.ANSWERED] == 1
    assert counted.by_step[Step.INTERPRETED] == 1
    assert counted.oldest_unanswered_on == date(2026, 4, 1)


def test_where_everything_is_answered_nothing_waits() -> None:
    assert count_chains([chain(answer=ANSWERED)], waits_from=DAY).oldest_unanswered_on is None
