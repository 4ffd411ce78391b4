"""Which survey a child could answer on 2 February 2026, and why none: one rule a test."""

import re
from datetime import date
from pathlib import Path

import pytest

from cohort_files import write_csv
from cohort_rows import Make, Return, a_child, an_episode, eligible, groups, warned
from heard.cohort.eligibility import NotCounted, in_secondary_school
from heard.cohort.making import MadeCohort
from heard.cohort.people import ASKED_FOR, Exclusion, Leaver, People, Person, Spell
from heard.cohort.returns.dates import birthday, whole_years
from heard.cohort.returns.grids import Grid
from heard.cohort.returns.layouts import Kind
from heard.cohort.returns.tables import Row, Table


def reasons(made: MadeCohort) -> dict[str, int]:
    return {reason.value: number for reason, number in made.count.not_counted.items()}


def excluded(made: MadeCohort) -> dict[str, int]:
    return {reason.value: number for each in made.count.surveys for reason, number in each.excluded.items()}


@pytest.mark.parametrize(
    ("born", "survey"),
    [
        ("03/02/2022", None),  # 4 tomorrow
        ("02/02/2022", "4-7"),  # 4 today
        ("03/02/2018", "4-7"),
        ("02/02/2018", "8-11"),  # 8 today
        ("03/02/2015", "8-11"),
        ("02/02/2015", "8-11"),  # 11 today, in Year 6
        ("01/09/2014", "8-11"),  # the youngest of Year 6
        ("31/08/2014", "11-17"),  # the oldest of Year 7
        ("03/02/2008", "11-17"),  # 18 tomorrow
    ],
)
def test_age_and_school_year_choose_the_survey(
    born: str, survey: str | None, a_return: Return, make: Make
) -> None:
    made = make(*a_return([a_child(born=born)], [an_episode(began="03/02/2022")]))
    assert eligible(made) == ({survey: 1} if survey else {})
    assert reasons(made) == ({} if survey else {"under_4": 1})


def test_who_is_18_with_an_open_episode_is_named_and_not_counted(a_return: Return, make: Make) -> None:
    made = make(*a_return([a_child(born="02/02/2008")], [an_episode()]))
    assert (eligible(made), reasons(made)) == ({}, {"still_open_at_18": 1})


@pytest.mark.parametrize(
    ("began", "ended", "counted"),
    [
        ("02/02/2026", "", True),  # came on the day
        ("03/02/2026", "", False),
        ("01/05/2025", "02/02/2026", False),  # left on the day
        ("01/05/2025", "03/02/2026", True),
    ],
)
def test_an_episode_covers_the_day_it_begins_and_not_the_day_it_ends(
    began: str, ended: str, counted: bool, a_return: Return, make: Make
) -> None:
    made = make(*a_return([a_child()], [an_episode(began=began, ended=ended)]))
    assert eligible(made) == ({"11-17": 1} if counted else {})


def test_short_breaks_always_leave_and_are_counted(a_return: Return, make: Make) -> None:
    header = [a_child("A1"), a_child("A2"), a_child("A3"), a_child("A4")]
    episodes = [
        an_episode("A1", legal="V3"),
        an_episode("A2", legal="V4"),
        an_episode("A3", legal="V1"),
        an_episode("A4", legal="V2"),
    ]
    made = make(*a_return(header, episodes))
    assert (eligible(made), excluded(made)) == ({"11-17": 1}, {"short_breaks": 3})


def test_a_short_break_beside_a_lasting_episode_does_not_take_the_child_out(
    a_return: Return, make: Make
) -> None:
    made = make(*a_return([a_child()], [an_episode(legal="V4", began="01/01/2026"), an_episode(legal="C2")]))
    assert (eligible(made), excluded(made)) == ({"11-17": 1}, {})


def test_of_two_open_episodes_the_one_that_began_last_says_where_the_child_lives(
    a_return: Return, make: Make
) -> None:
    made = make(*a_return([a_child()], [an_episode(place="K2", began="01/12/2025"), an_episode(place="U4")]))
    assert groups(made, "11-17", "placement") == {"residential": 1}
    said = "row 2, column DECOM: the episode begins before an earlier one of the child has ended"
    assert said in warned(made)


def test_two_open_episodes_that_began_together_leave_the_placement_unknown(
    a_return: Return, make: Make
) -> None:
    made = make(*a_return([a_child()], [an_episode(place="K2"), an_episode(place="U4")]))
    assert groups(made, "11-17", "placement") == {"not_sure": 1}


def test_time_in_care_runs_from_the_start_of_the_period_through_all_its_episodes(
    a_return: Return, make: Make
) -> None:
    episodes = [
        an_episode(began="01/01/2019", ended="01/06/2019", rec="E4A"),  # an earlier period: there is a gap
        an_episode(began="01/03/2022", ended="01/03/2024", rec="X1"),  # three years and eleven months ago
        an_episode(began="01/03/2024", ended="01/09/2025", rne="P", rec="X1"),
        an_episode(began="01/09/2025", rne="L"),
    ]
    made = make(*a_return([a_child()], episodes))
    assert groups(made, "11-17", "years_in_care") == {"3_to_5": 1}


@pytest.mark.parametrize(
    ("began", "level"),
    [
        ("03/02/2025", "under_1"),
        ("02/02/2025", "1_to_2"),
        ("02/02/2023", "3_to_5"),
        ("02/02/2020", "6_or_more"),
    ],
)
def test_time_in_care_counts_whole_years(began: str, level: str, a_return: Return, make: Make) -> None:
    made = make(*a_return([a_child()], [an_episode(began=began)]))
    assert groups(made, "11-17", "years_in_care") == {level: 1}


def test_time_in_care_is_not_given_where_a_period_began_before_the_return(
    a_return: Return, make: Make
) -> None:
    header = [a_child("A1"), a_child("A2")]
    made = make(*a_return(header, [an_episode("A1"), an_episode("A2", rne="P")]))
    survey = next(each for each in made.count.surveys if each.eligible)
    assert "years_in_care" not in survey.groups
    assert survey.left_out == {"years_in_care": 1}


def test_an_unborn_or_undated_child_is_counted_under_a_reason(a_return: Return, make: Make) -> None:
    header = [a_child("A1", born=""), a_child("A2", born="01/03/2026")]
    made = make(*a_return(header, [an_episode("A1"), an_episode("A2")]))
    assert reasons(made) == {"no_birth_date": 1, "under_4": 1}
    assert "row 3, column DOB: lies after the day asked for. Is the year right?" in warned(made)


def test_a_young_person_of_16_in_care_and_on_oc3_is_counted_once(a_return: Return, make: Make) -> None:
    born = "15/06/2008"  # 17
    made = make(*a_return([a_child(born=born)], [an_episode()], [("A1", born, "YES", "F1", "K1")]))
    assert eligible(made) == {"11-17": 1}
    assert made.count.people == 1


def test_care_leavers_of_oc3_are_counted_but_for_those_who_died(a_return: Return, make: Make) -> None:
    born = "15/06/2006"  # 19
    touched = ["YES", "NO", "REFU", "NREQ", "RHOM", "DIED"]
    oc3 = [(f"L{number}", born, touch, "F1", "K1") for number, touch in enumerate(touched)]
    made = make(*a_return([a_child()], [an_episode()], oc3))
    assert eligible(made) == {"11-17": 1, "16-25": 5}
    assert reasons(made) == {"died": 1}
    assert made.count.surveys[-1].in_touch == (1, 5)


def left_at_17(
    began: str, ended: str, rec: str = "E4A"
) -> tuple[list[tuple[str, ...]], list[tuple[str, ...]]]:
    """A young person of 17, 16 since 15 June 2024, whose only episode this is; and one of 12 in care."""
    header = [a_child("A1", born="15/06/2008"), a_child("A2")]
    return header, [an_episode("A1", began=began, ended=ended, rec=rec), an_episode("A2")]


A_LEAVER = [("L1", "15/06/2006", "YES", "F1", "K1")]


@pytest.mark.parametrize(
    ("began", "ended", "leavers", "reason"),
    [
        ("01/10/2025", "31/12/2025", 2, None),  # 91 days
        ("02/10/2025", "31/12/2025", 1, "under_13_weeks"),  # 90 days
        ("01/01/2023", "16/06/2024", 2, None),  # one day of it at 16
        ("01/01/2023", "15/06/2024", 1, "left_before"),  # left on the 16th birthday
    ],
)
def test_who_left_care_at_16_or_17_is_a_care_leaver_after_thirteen_weeks(
    began: str, ended: str, *, leavers: int, reason: str | None, a_return: Return, make: Make
) -> None:
    made = make(*a_return(*left_at_17(began, ended), A_LEAVER))
    assert eligible(made) == {"11-17": 1, "16-25": leavers}
    assert reasons(made) == ({reason: 1} if reason else {})


@pytest.mark.parametrize(
    ("rec", "reason"), [("E11", "adopted"), ("E12", "adopted"), ("E2", "died"), ("E3", "other_council")]
)
def test_who_was_adopted_died_or_went_to_another_council_is_no_care_leaver(
    rec: str, reason: str, a_return: Return, make: Make
) -> None:
    made = make(*a_return(*left_at_17("01/01/2023", "01/12/2025", rec), A_LEAVER))
    assert eligible(made) == {"11-17": 1, "16-25": 1}
    assert reasons(made) == {reason: 1}


def test_days_in_two_episodes_at_once_count_once(a_return: Return, make: Make) -> None:
    header, episodes = left_at_17("01/11/2025", "31/12/2025")  # 60 days
    made = make(*a_return(header, [*episodes, an_episode("A1", "10/11/2025", "30/12/2025")], A_LEAVER))
    assert reasons(made) == {"under_13_weeks": 1}


def test_without_a_list_of_care_leavers_their_survey_has_no_row(a_return: Return, make: Make) -> None:
    made = make(*a_return(*left_at_17("01/01/2023", "01/12/2025")))
    assert [each.survey.value for each in made.count.surveys] == ["4-7", "8-11", "11-17"]
    assert reasons(made) == {"leavers_unlisted": 1}


def test_a_child_in_the_header_only_is_counted_under_a_reason(a_return: Return, make: Make) -> None:
    made = make(*a_return([a_child("A1"), a_child("A2")], [an_episode("A1")]))
    assert reasons(made) == {"no_episode": 1}


def test_a_child_in_the_uasc_table_only_is_counted_under_a_reason(
    a_return: Return, tmp_path: Path, make: Make
) -> None:
    rows = [("B1", "M", "15/06/2010", ""), ("B2", "M", "", "")]
    alone = write_csv(tmp_path / "uasc.csv", ["CHILD", "SEX", "DOB", "DUC"], rows)
    made = make(*a_return([a_child("A1")], [an_episode("A1")]), alone)
    assert reasons(made) == {"no_episode": 1, "no_birth_date": 1}


def test_who_is_placed_for_adoption_is_left_out_only_where_that_is_asked_for(
    a_return: Return, make: Make
) -> None:
    paths = a_return([a_child("A1"), a_child("A2")], [an_episode("A1", place="A5"), an_episode("A2")])
    assert eligible(make(*paths)) == {"11-17": 2}
    left_out = make(*paths, exclude=[Exclusion.ADOPTION])
    assert (eligible(left_out), excluded(left_out)) == ({"11-17": 1}, {"adoption": 1})


def test_a_day_before_the_year_of_the_return_is_warned_of(a_return: Return, make: Make) -> None:
    paths = a_return([a_child()], [an_episode(began="01/05/2020"), an_episode(began="02/04/2025")])
    assert "episodes.csv: the day asked for lies before" in warned(make(*paths, on=date(2025, 3, 31)))
    assert "lies before" not in warned(make(*paths, on=date(2025, 4, 2)))


def test_nothing_of_a_child_shows_where_one_is_printed() -> None:
    spell = Spell(date(2025, 5, 1), None)
    person = Person(date(2013, 6, 15), {"gender": "girl"}, (spell,), Leaver(in_touch="yes"))
    row = Row(2, {"child": "A1"})
    shown = [
        spell,
        person,
        Leaver(),
        row,
        Table(Kind.PLAIN, "a.csv", {}, (row,)),
        Grid("a.csv", "", ((1, ("A1",)),)),
    ]
    for each in [*shown, People([person], {})]:
        assert re.fullmatch(r"<heard\.cohort\.\S+ object at 0x[0-9a-f]+>", repr(each))


def test_every_reason_has_its_words() -> None:
    from heard.cohort.explaining import EXCLUDED, NOT_COUNTED

    assert set(EXCLUDED) == {each.value for each in Exclusion}
    assert set(NOT_COUNTED) == {each.value for each in NotCounted}
    assert set(ASKED_FOR) == set(Exclusion) - {Exclusion.SHORT_BREAKS}


@pytest.mark.parametrize(
    ("born", "on", "years"),
    [
        (date(2012, 2, 29), date(2026, 2, 28), 13),
        (date(2012, 2, 29), date(2026, 3, 1), 14),
        (date(2012, 2, 29), date(2024, 2, 29), 12),
        (date(2012, 6, 15), date(2026, 6, 14), 13),
    ],
)
def test_ages_are_whole_years(born: date, on: date, years: int) -> None:
    assert whole_years(born, on) == years


def test_who_is_born_on_29_february_has_a_birthday_every_year() -> None:
    assert birthday(date(2012, 2, 29), 14) == date(2026, 3, 1)
    assert birthday(date(2012, 2, 29), 16) == date(2028, 2, 29)


@pytest.mark.parametrize(
    ("on", "secondary"), [(date(2025, 8, 31), False), (date(2025, 9, 1), True), (date(2026, 8, 31), True)]
)
def test_the_school_year_turns_on_1_september(on: date, secondary: bool) -> None:
    assert in_secondary_school(date(2014, 8, 31), on) is secondary  # 11 on 31 August 2025
