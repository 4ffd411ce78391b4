"""Keeping the plan: nothing done without evidence, nothing lost where two write at once, every version there."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from heard.web.acting import actions, queries
from heard.web.acting.actions import NeedsEvidence, NotTaken, Written, WrittenMeanwhile
from heard.web.acting.contents import ActionContent, CitingContent, ThemeContent, merge
from heard.web.acting.dates import UNKNOWN, day, each, month
from heard.web.acting.kinds import Change, CitingKind, EntryKind, Rhythm, Status, VersionOf
from heard.web.acting.models import Version
from heard.web.policy import DRIFTING_DAYS
from heard.web.tenancy import in_council
from web.acting.made import add, find, prove
from web.staff import BY, COUNCIL, NOON, OTHER, WAVE, actions_recorded, make_people

pytestmark = pytest.mark.django_db
TODAY = NOON.date()
SECOND = "colleague@x.example"


@pytest.fixture(autouse=True)
def council() -> None:
    make_people()


def change(number: int = 1, *, read: int = 1, by: str = BY, **said: object) -> bool:
    """From what stands now; `read`: the version that was looked at."""
    with in_council(COUNCIL):
        content = replace(find(number).content, **said)
        return actions.change_action(number=number, read=read, content=content, by=by, at=NOON)


def write(kind: EntryKind, words: str = "Words.", **more: object) -> None:
    with in_council(COUNCIL):
        written = Written(kind=kind, words=words, **{"on": TODAY, **more})  # type: ignore[arg-type]
        actions.write_entry(number=1, written=written, by=BY, at=NOON)


# --- Done needs evidence --------------------------------------------------------------------------------


def test_an_action_is_not_done_without_evidence_and_is_with_it() -> None:
    add()
    with pytest.raises(NeedsEvidence):
        change(status=Status.DONE)
    assert find().status is Status.NOT_STARTED
    write(EntryKind.PROGRESS)
    write(EntryKind.AUDIT, criterion="It is kept", sample=10, met=10)
    with pytest.raises(NeedsEvidence):
        change(status=Status.DONE)
    prove(1)
    assert change(status=Status.DONE)
    assert (find().status, find().completed_on) == (Status.DONE, TODAY)


def test_no_action_comes_into_the_plan_done_without_evidence() -> None:
    with pytest.raises(NeedsEvidence):
        add(status=Status.DONE)
    with in_council(COUNCIL):
        assert queries.list_actions() == ()


def test_completing_and_its_evidence_are_one_thing() -> None:
    add()
    with in_council(COUNCIL):
        with pytest.raises(NeedsEvidence):
            actions.complete_action(number=1, read=1, evidence="  ", by=BY, at=NOON)
        with pytest.raises(WrittenMeanwhile):
            actions.complete_action(number=1, read=7, evidence="It is there.", by=BY, at=NOON)
        assert queries.list_entries(find().id) == ()
        actions.complete_action(number=1, read=1, evidence="It is there.", by=BY, at=NOON)
    assert find().is_done
    assert find().has_evidence


def test_an_action_that_is_done_no_longer_has_no_day_of_completion_and_gets_a_new_one() -> None:
    add()
    prove(1)
    change(status=Status.DONE)
    change(read=2, status=Status.UNDER_WAY)
    assert find().completed_on is None
    with in_council(COUNCIL):
        later = NOON + timedelta(days=3)
        again = replace(find().content, status=Status.DONE)
        actions.change_action(number=1, read=3, content=again, by=BY, at=later)
        reworded = replace(again, text="The same in other words.")
        actions.change_action(number=1, read=4, content=reworded, by=BY, at=later + timedelta(days=9))
    assert find().completed_on == later.date()


STEPS = st.lists(
    st.one_of(
        st.sampled_from(Status).map(lambda status: ("status", status)),
        st.sampled_from(EntryKind).map(lambda kind: ("write", kind)),
        st.tuples(st.just("complete"), st.sampled_from(["", "It is there."])),
        st.tuples(st.just("stale"), st.sampled_from(Status)),
    ),
    max_size=12,
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_whatever_is_done_in_whatever_order_done_has_evidence_and_a_day_and_nothing_else_has_the_day(
    steps: list[tuple[str, object]],
) -> None:
    number = add()
    for what, how in steps:
        now = find(number)
        with in_council(COUNCIL):
            try:
                if what == "write":
                    audit = {"criterion": "c", "sample": 2, "met": 1} if how is EntryKind.AUDIT else {}
                    entry = Written(kind=how, words="Words.", on=TODAY, **audit)  # type: ignore[arg-type]
                    actions.write_entry(number=number, written=entry, by=BY, at=NOON)
                elif what == "complete":
                    actions.complete_action(
                        number=number, read=now.version, evidence=str(how), by=BY, at=NOON
                    )
                else:
                    read = now.version - (what == "stale")
                    wanted = replace(now.content, status=how)
                    actions.change_action(number=number, read=read, content=wanted, by=BY, at=NOON)
            except (NeedsEvidence, WrittenMeanwhile):
                assert find(number) == now
        after = find(number)
        assert not after.is_done or after.has_evidence
        assert after.is_done is (after.completed_on is not None)
        assert len(_versions(number)) == after.version


def _versions(number: int = 1) -> tuple[queries.VersionFacts, ...]:
    with in_council(COUNCIL):
        return queries.list_versions(VersionOf.ACTION, find(number).id)


# --- Two at once ----------------------------------------------------------------------------------------


def test_of_two_who_read_the_same_version_the_second_saves_nothing() -> None:
    add("Old.")
    change(text="Theirs.", by=SECOND)
    with pytest.raises(WrittenMeanwhile):
        change(text="Mine.")
    assert find().text == "Theirs."
    assert [each.by for each in _versions()] == [SECOND, BY]


def test_the_database_takes_each_version_once_whatever_a_process_thinks_it_holds() -> None:
    add("Old.")
    with in_council(COUNCIL):
        taken = Version.objects.get(council_id=COUNCIL, number=1)
        Version.objects.create(
            council_id=COUNCIL,
            of=taken.of,
            row=taken.row,
            number=2,
            content=taken.content,
            by=SECOND,
            at=NOON,
        )
    with pytest.raises(WrittenMeanwhile):
        change(text="Mine.")
    assert find().text == "Old."


CONTENTS = st.builds(
    ActionContent,
    text=st.sampled_from(["a", "b", "c"]),
    group=st.sampled_from(["", "g", "h"]),
    roles=st.sampled_from([(), ("lead",), ("lead", "head")]),
    due=st.sampled_from([UNKNOWN, day(date(2026, 5, 1)), month(2026, 6), each(Rhythm.QUARTERLY)]),
    due_words=st.sampled_from(["", "May"]),
    change=st.sampled_from([None, *Change]),
    status=st.sampled_from(Status),
    kept=st.sampled_from([(), (("RAG", "Green"),)]),
)


@given(CONTENTS, CONTENTS, CONTENTS)
def test_of_two_changes_to_one_version_nothing_that_either_made_is_lost(
    base: ActionContent, mine: ActionContent, theirs: ActionContent
) -> None:
    both = merge(base, mine, theirs)
    for name in ActionContent.__dataclass_fields__:
        stood, me, them = (getattr(each, name) for each in (base, mine, theirs))
        assert getattr(both, name) == (me if me != stood else them)
    assert merge(base, base, theirs) == theirs
    assert merge(base, mine, base) == mine


@given(CONTENTS)
def test_what_an_action_says_is_kept_as_it_is(content: ActionContent) -> None:
    assert ActionContent.from_json(content.to_json()) == content


def test_saving_what_stands_already_adds_no_version() -> None:
    add()
    assert not change()
    assert len(_versions()) == 1


def test_a_change_is_in_the_log_by_its_number_and_without_its_words() -> None:
    add("Secret words.")
    change(text="Other words.")
    recorded = actions_recorded()
    assert recorded[-1] == (BY, "changed an action of the plan", "action 1")
    assert "words" not in str(recorded).lower()


# --- What stands out ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("due", "on", "status", "is_late"),
    [
        (day(TODAY), TODAY, Status.UNDER_WAY, False),
        (day(TODAY), TODAY + timedelta(days=1), Status.UNDER_WAY, True),
        (day(TODAY), TODAY + timedelta(days=1), Status.NOT_STARTED, True),
        (day(TODAY), TODAY + timedelta(days=1), Status.STOPPED, False),
        (month(2026, 3), date(2026, 3, 31), Status.UNDER_WAY, False),
        (month(2026, 3), date(2026, 4, 1), Status.UNDER_WAY, True),
        (each(Rhythm.MONTHLY), date(2030, 1, 1), Status.UNDER_WAY, False),
        (UNKNOWN, date(2030, 1, 1), Status.UNDER_WAY, False),
    ],
)
def test_overdue_is_what_has_passed_its_day_and_is_neither_done_nor_stopped(
    due: object, on: date, status: Status, is_late: bool
) -> None:
    add(due=due, status=status)
    assert find().is_overdue(on) is is_late


def test_what_is_done_is_never_overdue() -> None:
    add(due=day(TODAY))
    prove(1)
    change(status=Status.DONE)
    assert not find().is_overdue(TODAY + timedelta(days=400))


@pytest.mark.parametrize(
    ("due", "days"),
    [
        (UNKNOWN, DRIFTING_DAYS),
        (day(TODAY + timedelta(days=900)), DRIFTING_DAYS),
        (each(Rhythm.MONTHLY), 31),
        (each(Rhythm.QUARTERLY), 92),
        (each(Rhythm.HALF_YEARLY), 184),
        (each(Rhythm.YEARLY), 366),
    ],
)
def test_drifting_is_what_is_under_way_and_nothing_was_written_of_for_longer_than_its_rhythm(
    due: object, days: int
) -> None:
    add(due=due, status=Status.UNDER_WAY)
    for passed, is_drifting in ((days, False), (days + 1, True)):
        assert find().is_drifting(TODAY + timedelta(days=passed)) is is_drifting
    change(status=Status.NOT_STARTED)
    assert not find().is_drifting(TODAY + timedelta(days=days + 1))


def test_a_note_or_a_number_keeps_an_action_from_drifting() -> None:
    add(status=Status.UNDER_WAY)
    late = NOON + timedelta(days=DRIFTING_DAYS + 1)
    assert find().is_drifting(late.date())
    with in_council(COUNCIL):
        measure = actions.add_measure(number=1, name="Referrals", unit="", rhythm=None, by=BY, at=NOON)
        on = TODAY + timedelta(days=5)
        actions.enter_value(measure=measure, value=Decimal(3), on=on, by=BY, at=late)
    assert find().noted_on == on
    assert not find().is_drifting(late.date())


# --- Beside an action -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "audit",
    [
        {"criterion": "", "sample": 10, "met": 8},
        {"criterion": "c", "sample": 0, "met": 0},
        {"criterion": "c", "sample": 10, "met": 11},
        {"criterion": "c", "sample": 10, "met": -1},
        {"criterion": "c", "sample": None, "met": None},
    ],
)
def test_an_audit_says_what_was_looked_for_in_how_many_and_how_many_met_it(audit: dict[str, object]) -> None:
    add()
    with pytest.raises(NotTaken):
        write(EntryKind.AUDIT, **audit)


def test_nothing_is_written_of_a_day_that_has_not_come_or_of_an_action_there_is_none_of() -> None:
    add()
    with pytest.raises(NotTaken, match="has not come"):
        write(EntryKind.PROGRESS, on=TODAY + timedelta(days=1))
    with pytest.raises(NotTaken, match="Nothing was written"):
        write(EntryKind.PROGRESS, words="  ")
    entry = Written(kind=EntryKind.PROGRESS, words="x", on=TODAY)
    with in_council(COUNCIL), pytest.raises(NotTaken, match="no such action"):
        actions.write_entry(number=9, written=entry, by=BY, at=NOON)


def test_of_several_values_of_one_day_the_last_stands_and_none_is_taken_away() -> None:
    add()
    with in_council(COUNCIL):
        measure = actions.add_measure(number=1, name="Referrals", unit="", rhythm=None, by=BY, at=NOON)
        for value, on in ((3, TODAY), (5, TODAY), (1, TODAY - timedelta(days=9))):
            actions.enter_value(measure=measure, value=Decimal(value), on=on, by=BY, at=NOON)
        (found,) = queries.list_measures([find().id])
        assert [(each.on, each.value) for each in found.values] == [
            (TODAY - timedelta(days=9), 1), (TODAY, 5),
        ]  # fmt: skip
        actions.end_measure(measure=measure, by=BY, at=NOON)
        with pytest.raises(NotTaken, match="counted no longer"):
            actions.enter_value(measure=measure, value=Decimal(1), on=TODAY, by=BY, at=NOON)


# --- Themes, citings, councils --------------------------------------------------------------------------


def test_a_wave_has_one_theme_of_a_number_and_two_who_change_it_find_out() -> None:
    with in_council(COUNCIL):
        first = actions.add_theme(content=ThemeContent(number=1, title="Home", wave=WAVE), by=BY, at=NOON)
        with pytest.raises(NotTaken):
            actions.add_theme(content=ThemeContent(number=1, title="School", wave=WAVE), by=BY, at=NOON)
        actions.add_theme(content=ThemeContent(number=1, title="Of before", wave="2024"), by=BY, at=NOON)
        home = ThemeContent(number=1, title="Where we live", wave=WAVE, indicators=("belonging",))
        actions.change_theme(theme=first, read=1, content=home, by=BY, at=NOON)
        with pytest.raises(WrittenMeanwhile):
            actions.change_theme(theme=first, read=1, content=home, by=BY, at=NOON)
        assert [each.title for each in queries.list_themes(WAVE)] == ["Where we live"]
        assert len(queries.list_versions(VersionOf.THEME, first)) == 2


def test_what_cites_a_finding_is_found_by_it_while_it_is_used() -> None:
    cites = CitingContent(kind=CitingKind.TRAINING, title="Induction", findings=((WAVE, "belonging"),))
    with in_council(COUNCIL):
        citing = actions.add_citing(content=cites, by=BY, at=NOON)
        assert [each.id for each in queries.list_citings(WAVE, "belonging")] == [citing]
        assert queries.list_citings(WAVE, "safety") == ()
        assert queries.list_citings("2024", "belonging") == ()
        actions.change_citing(citing=citing, read=1, content=replace(cites, is_ended=True), by=BY, at=NOON)
        assert queries.list_citings(WAVE, "belonging") == ()
        assert len(queries.list_citings()) == 1


def test_actions_are_found_by_their_findings_and_counted_by_how_far_they_are() -> None:
    add("One", findings=((WAVE, "belonging"), (WAVE, "safety")), status=Status.UNDER_WAY)
    add("Two", findings=((WAVE, "belonging"),))
    add("Three", findings=(("2024", "belonging"),))
    add("Four", wave=WAVE)
    with in_council(COUNCIL):
        assert [each.text for each in queries.list_actions(WAVE, "belonging")] == ["One", "Two"]
        assert [each.text for each in queries.list_actions(WAVE)] == ["One", "Two", "Four"]
        assert [each.text for each in queries.list_actions(indicator="belonging")] == ["One", "Two", "Three"]
        counted = queries.count_actions_by_finding(WAVE)
    assert set(counted) == {"belonging", "safety"}
    assert (counted["belonging"].total, counted["belonging"].under_way, counted["belonging"].not_started) == (
        2,
        1,
        1,
    )


def test_each_council_has_its_own_plan_with_its_own_numbers() -> None:
    make_people(OTHER)
    add("Ours.")
    with in_council(OTHER):
        theirs = actions.add_action(content=ActionContent(text="Theirs."), by=BY, at=NOON)
        assert theirs == 1
        assert [each.text for each in queries.list_actions()] == ["Theirs."]
    assert find().text == "Ours."
