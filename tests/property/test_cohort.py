"""The cohort of any council: order never matters, everybody is counted once, who is left out changes nothing else.

And of any file, however damaged: it is counted or refused, and what is said of it repeats nothing of a child.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from cohort_files import day, draw_council, write_annex_a, write_csv, write_return, write_xml
from cohort_rows import EPISODES, HEADER, ON
from heard.base.errors import UserError
from heard.catalogue import load_catalogue
from heard.cohort.making import MadeCohort, make_cohort
from heard.cohort.people import Exclusion

Row = tuple[str, ...]
Child = tuple[Row, tuple[Row, ...]]
CATALOGUE = load_catalogue()


@st.composite
def children(draw: st.DrawFn) -> Child:
    """Header cells without the id, and episodes without it: any ages, any order of stays, gaps and overlaps."""
    born = ON - timedelta(days=draw(st.integers(0, 20 * 365)))
    stays = []
    for _ in range(draw(st.integers(0, 3))):
        began = ON - timedelta(days=draw(st.integers(-30, 3_000)))
        ended = draw(st.sampled_from([None, began, began + timedelta(days=100), ON, ON + timedelta(days=1)]))
        legal, place = (
            draw(st.sampled_from(["C2", "V2", "V3", "V4"])),
            draw(st.sampled_from(["U4", "K2", "A5", ""])),
        )
        end = day(ended) if ended is not None and ended >= began else ""
        stays.append(
            (
                day(began),
                draw(st.sampled_from("SPL")),
                legal,
                place,
                end,
                draw(st.sampled_from(["", "E4A", "E11"])),
            )
        )
    header = (
        draw(st.sampled_from(["M", "F", "U", ""])),
        day(born),
        draw(st.sampled_from(["WBRI", "BAFR", "NOBT"])),
    )
    return header, tuple(stays)


COUNCILS = st.lists(children(), min_size=1, max_size=12)


def rows_of(council: Sequence[Child]) -> tuple[list[Row], list[Row]]:
    header = [(f"C{number}", *child[0]) for number, child in enumerate(council)]
    return header, [(f"C{number}", *stay) for number, child in enumerate(council) for stay in child[1]]


def count(
    header: Sequence[Row], episodes: Sequence[Row], *, files_first: bool = True
) -> tuple[MadeCohort, bytes]:
    with TemporaryDirectory() as folder:
        paths = [
            write_csv(Path(folder) / "h.csv", HEADER, header),
            write_csv(Path(folder) / "e.csv", EPISODES, episodes),
        ]
        out = Path(folder) / "cohort.csv"
        made = make_cohort(
            paths if files_first else paths[::-1],
            wave="2026",
            area="X1",
            on=ON,
            out=out,
            catalogue=CATALOGUE,
            exclude=[Exclusion.ADOPTION],
        )
        return made, out.read_bytes()


def eligible_of(made: MadeCohort) -> Mapping[str, int]:
    return {each.survey.value: each.eligible for each in made.count.surveys}


@settings(max_examples=60, deadline=None)
@given(council=COUNCILS, random=st.randoms(use_true_random=False))
def test_the_order_of_rows_and_files_changes_nothing(council: list[Child], random: Random) -> None:
    header, episodes = rows_of(council)
    _, first = count(header, episodes)
    random.shuffle(header)
    random.shuffle(episodes)
    assert count(header, episodes, files_first=False)[1] == first


@settings(max_examples=60, deadline=None)
@given(council=COUNCILS)
def test_everybody_is_counted_once_and_every_margin_adds_up(council: list[Child]) -> None:
    made, _ = count(*rows_of(council))
    meant_for = sum(each.meant_for for each in made.count.surveys)
    assert meant_for + sum(made.count.not_counted.values()) == made.count.people == len(council)
    for each in made.count.surveys:
        assert each.eligible + sum(each.excluded.values()) == each.meant_for
        assert all(sum(levels.values()) == each.eligible for levels in each.groups.values())


@settings(max_examples=60, deadline=None)
@given(council=COUNCILS, age=st.integers(4, 17), reason=st.sampled_from([("V4", "U4"), ("C2", "A6")]))
def test_a_child_who_is_left_out_changes_only_how_many_are(
    council: list[Child], age: int, reason: tuple[str, str]
) -> None:
    born = date(ON.year - age, 1, 15)
    left_out: Child = (("F", day(born), "WBRI"), (("01/05/2025", "S", *reason, "", ""),))
    before, first = count(*rows_of(council))
    after, second = count(*rows_of([*council, left_out]))
    assert second == first
    assert eligible_of(after) == eligible_of(before)
    assert after.count.not_counted == before.count.not_counted
    excluded = [sum(sum(each.excluded.values()) for each in made.count.surveys) for made in (before, after)]
    assert excluded[1] == excluded[0] + 1


COUNCIL = draw_council(children=25, seed=2)
PIECES = (
    b'"',
    b",",
    b"\n",
    b"<",
    b"&",
    b"\0",
    b"31/12/9999",
    b"</EPISODE>",
    b"<HEADER>",
    b"\xff\xfe",
    b"\xe9",
)


def damage(path: Path, random: Random) -> None:
    """Take out, put in, cut off and swap some bytes."""
    raw = bytearray(path.read_bytes())
    for _ in range(random.randint(1, 3)):
        here, there = random.randrange(len(raw)), random.randrange(len(raw))
        kind = random.randrange(4)
        if kind == 0:
            del raw[here : here + random.randint(1, 50)]
        elif kind == 1:
            raw[here:here] = random.choice(PIECES)
        elif kind == 2:
            raw[here : here + 20], raw[there : there + 20] = raw[there : there + 20], raw[here : here + 20]
        else:
            raw = raw[: max(1, here)]
    path.write_bytes(bytes(raw))


@settings(max_examples=150, deadline=None)
@given(random=st.randoms(use_true_random=False), form=st.sampled_from(["csv", "xml", "annex a"]))
def test_a_damaged_file_is_counted_or_refused_and_repeats_nothing_of_a_child(
    random: Random, form: str
) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        write = {
            "csv": lambda: write_return(folder, COUNCIL),
            "xml": lambda: [write_xml(folder / "return.xml", COUNCIL)],
            "annex a": lambda: [write_annex_a(folder / "annex.xlsx", COUNCIL)],
        }
        paths = write[form]()
        damage(random.choice(paths), random)
        try:
            made = make_cohort(
                paths, wave="2026", area="X1", on=ON, out=folder / "cohort.csv", catalogue=CATALOGUE
            )
            said = "\n".join(problem.sentence() for problem in made.problems)
        except UserError as error:
            said = str(error)
    for child in COUNCIL.children:
        assert child.id not in said
        assert day(child.born) not in said
