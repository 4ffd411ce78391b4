"""Made-up returns of 2,500 children, whose counts are known as they are drawn, in every form a council may have."""

from collections import Counter
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from cohort_files import NOT_COUNTED, Council, draw_council, write_annex_a, write_return, write_xml
from heard.catalogue import load_catalogue
from heard.cohort import read_cohort
from heard.cohort.eligibility import Elevens
from heard.cohort.making import MadeCohort, make_cohort
from heard.cohort.people import Exclusion

CARE = ["gender", "ethnicity", "placement", "years_in_care"]
OF_RETURN = {
    "4-7": CARE,
    "8-11": CARE,
    "11-17": [*CARE, "age", "unaccompanied"],
    "16-25": ["gender", "ethnicity", "age"],
}
OF_ANNEX_A = {
    "4-7": [*CARE, "disability_adult"],
    "8-11": CARE,
    "11-17": [*CARE, "age", "unaccompanied", "disability"],
    "16-25": ["gender", "ethnicity", "age", "disability"],
}
Write = Callable[[str, int], list[Path]]
MakeWhole = Callable[[str, int], tuple[MadeCohort, Path]]


@cache
def draw_once(year: int) -> Council:
    """Tests come in any order: what one year's need is made once, whatever stands between them."""
    return draw_council(year=year, seed=year)


@pytest.fixture(params=[2023, 2024, 2025])
def council(request: pytest.FixtureRequest) -> Council:
    return draw_once(request.param)


def make(paths: list[Path], council: Council, out: Path, *exclude: Exclusion) -> MadeCohort:
    return make_cohort(
        paths, wave="2026", area="X1", on=council.on, out=out, catalogue=load_catalogue(), exclude=exclude
    )


def counts_in(path: Path, survey: str) -> dict[tuple[str, str], int]:
    """(group, level) → children, as whoever analyses the file reads it; levels of nobody left out."""
    cohort, problems = read_cohort(path, catalogue=load_catalogue(), waves=["2026"], areas=["X1"])
    assert problems == ()
    rows = cohort.frame.filter(survey=survey).select("group", "level", "eligible").rows()
    return {(group, level): number for group, level, number in rows if number}


@pytest.fixture(params=["csv", "xml"])
def form(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def write(tmp_path_factory: pytest.TempPathFactory) -> Write:
    """A year's return in one form, as files that are written once for all who read them."""

    @cache
    def write_once(form: str, year: int) -> list[Path]:
        folder, council = tmp_path_factory.mktemp(f"{form}-{year}"), draw_once(year)
        return write_return(folder, council) if form == "csv" else [write_xml(folder / "return.xml", council)]

    return write_once


@pytest.fixture(scope="module")
def make_whole(write: Write, tmp_path_factory: pytest.TempPathFactory) -> MakeWhole:
    """What a return gives of which nothing is left out, and its file: counted once."""

    @cache
    def make_once(form: str, year: int) -> tuple[MadeCohort, Path]:
        out = tmp_path_factory.mktemp(f"whole-{form}-{year}") / "cohort.csv"
        return make(write(form, year), draw_once(year), out), out

    return make_once


def test_a_return_gives_the_counts_it_was_drawn_with(
    form: str, write: Write, council: Council, tmp_path: Path
) -> None:
    made = make(write(form, council.year), council, tmp_path / "cohort.csv", Exclusion.ADOPTION)
    for survey, groups in OF_RETURN.items():
        assert counts_in(tmp_path / "cohort.csv", survey) == council.expected(survey, groups), survey
    excluded: Counter[str] = Counter()
    for each in made.count.surveys:
        excluded.update({reason.value: number for reason, number in each.excluded.items()})
    assert excluded == {
        "short_breaks": council.of_kind("short_break"),
        "adoption": council.of_kind("adoption"),
    }


def test_everybody_who_is_not_counted_has_a_reason(
    form: str, make_whole: MakeWhole, council: Council
) -> None:
    made, _ = make_whole(form, council.year)
    expected: Counter[str] = Counter()
    for kind, reason in NOT_COUNTED.items():
        expected[reason] += council.of_kind(kind)
    assert {reason.value: number for reason, number in made.count.not_counted.items()} == expected
    meant_for = sum(each.meant_for for each in made.count.surveys)
    assert meant_for + sum(expected.values()) == made.count.people == 2_500


@pytest.mark.parametrize("as_text", [False, True], ids=["excel dates", "dates as text"])
def test_annex_a_gives_the_counts_it_was_drawn_with(as_text: bool, council: Council, tmp_path: Path) -> None:
    path = write_annex_a(tmp_path / "annex a.xlsx", council, dates_as_text=as_text)
    make([path], council, tmp_path / "cohort.csv", Exclusion.ADOPTION)
    for survey, groups in OF_ANNEX_A.items():
        assert counts_in(tmp_path / "cohort.csv", survey) == council.expected(survey, groups), survey


def test_children_placed_for_adoption_are_counted_unless_they_are_to_be_left_out(
    make_whole: MakeWhole, council: Council
) -> None:
    _, path = make_whole("csv", council.year)
    for survey, groups in OF_RETURN.items():
        expected = council.expected(survey, groups, adoption_out=False)
        assert counts_in(path, survey) == expected, survey


def test_the_order_of_rows_and_of_files_changes_nothing(
    make_whole: MakeWhole, council: Council, tmp_path: Path
) -> None:
    _, path = make_whole("csv", council.year)
    make(write_return(tmp_path / "b", council, shuffle=1), council, tmp_path / "b.csv")
    assert path.read_bytes() == (tmp_path / "b.csv").read_bytes()


def test_pandas_counts_the_same_children_in_care(write: Write, council: Council, tmp_path: Path) -> None:
    """The rule in eight lines of pandas: an episode open on the day, no V3 or V4, age and school year."""
    header, episodes, *_ = write("csv", council.year)
    on = pd.Timestamp(council.on)
    children = pd.read_csv(header, dtype=str).assign(
        DOB=lambda f: pd.to_datetime(f["DOB"], format="%d/%m/%Y")
    )
    stays = pd.read_csv(episodes, dtype=str)
    began, ended = (pd.to_datetime(stays[name], format="%d/%m/%Y") for name in ("DECOM", "DEC"))
    open_now = stays[(began <= on) & (ended.isna() | (ended > on)) & ~stays["LS"].isin(["V3", "V4"])]
    both = open_now.merge(children.dropna(subset=["DOB"]), on="CHILD")
    age = on.year - both["DOB"].dt.year - (both["DOB"].dt.month * 100 + both["DOB"].dt.day > 202)
    in_year_7 = both["DOB"] < pd.Timestamp(council.on.year - 12, 9, 1)
    expected = {
        "4-7": int(age.between(4, 7).sum()),
        "8-11": int((age.between(8, 10) | ((age == 11) & ~in_year_7)).sum()),
        "11-17": int((age.between(12, 17) | ((age == 11) & in_year_7)).sum()),
    }
    made = make([header, episodes], council, tmp_path / "cohort.csv")
    assert {each.survey.value: each.eligible for each in made.count.surveys} == expected
    by_place = both.assign(age=age)[lambda f: f["age"].between(4, 7)]["PLACE"].str[0].eq("U")
    placed = next(each for each in made.count.surveys if each.survey.value == "4-7").groups["placement"]
    assert placed["foster"] + placed["kinship"] == int(by_place.sum())


def test_codes_of_another_year_are_read_and_said(tmp_path: Path) -> None:
    older = draw_council(children=300, year=2023, seed=5)
    council = Council(2025, date(2026, 2, 2), older.children)
    code_of_2023 = write_return(tmp_path, older)
    episodes = pd.read_csv(code_of_2023[1], dtype=str)
    shifted = episodes.assign(
        DECOM=lambda f: f["DECOM"].str.replace("/2024", "/2026"),
        DEC=lambda f: f["DEC"].str.replace("/2024", "/2026"),
    )
    shifted.to_csv(code_of_2023[1], index=False)
    made = make(code_of_2023, council, tmp_path / "cohort.csv")
    said = "\n".join(problem.sentence() for problem in made.problems)
    assert (
        "column SEX: 1 is a code until 2023-24, and the return is of 2025-26. It was read as what it meant."
        in said
    )
    assert "column PLACE: P2 is a code until 2023-24" in said
    assert "column PLACE: H5 is a code until 2024-25" in said


def test_elevens_may_all_be_given_one_survey(write: Write, council: Council, tmp_path: Path) -> None:
    sizes = {}
    for rule in Elevens:
        made = make_cohort(
            write("csv", council.year),
            wave="2026",
            area="X1",
            on=council.on,
            out=tmp_path / "c.csv",
            catalogue=load_catalogue(),
            elevens=rule,
        )
        sizes[rule] = [each.eligible for each in made.count.surveys]
    younger, older = sizes[Elevens.YOUNGER], sizes[Elevens.OLDER]
    assert younger[1] > sizes[Elevens.BY_SCHOOL_YEAR][1] > older[1]
    assert [sum(each) for each in sizes.values()] == [sum(younger)] * 3
