"""Tables of councils, added up: where they show that nothing is given away, neither does the linear programme."""

from collections.abc import Mapping
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from heard.disclosure.attack.headlines import Answers, Headline, Headlines
from heard.disclosure.attack.nation import Reader, attack_nation
from heard.disclosure.attack.questions import Question, list_questions
from heard.disclosure.attack.reading import Row
from heard.disclosure.attack.releases import Breach
from heard.disclosure.attack.summing import Key, Sums
from heard.disclosure.attack.totals import Nation
from unit.disclosure.councils import the_catalogue

WAVE, SURVEY = "2026", "11-17"
NEED, LEAST_BASE = 10, 20


def two_cuts() -> Question:
    """A question whose answers two cut points divide into three."""
    questions = list_questions(the_catalogue(), SURVEY).values()
    return next(each for each in questions if each.atoms == 3 and len(each.cuts) == 2)


QUESTION = two_cuts()
ATOMS = tuple(1 << place for place in range(QUESTION.atoms))
MASKS = sorted(
    {
        *ATOMS,
        *QUESTION.cuts.values(),
        *(QUESTION.whole & ~cut for cut in QUESTION.cuts.values()),
        QUESTION.whole,
    }
)
ANY_ROW = Row(
    WAVE, "all", SURVEY, "all", "all", QUESTION.indicator, "", "", None, None, None, None, None, None
)
People = tuple[int, ...]  # how many gave the answers of each atom


def count(people: People, mask: int) -> int:
    return sum(number for atom, number in zip(ATOMS, people, strict=True) if atom & mask)


def leave_open(people: People, hidden: frozenset[int], cohort: int) -> Headlines:
    """What is known of a council: everything, or of the hidden atoms, and all they are in, only the cohort."""
    found = Headlines()
    for mask in MASKS:
        is_open = any(atom & mask for atom in hidden)
        rest = count(people, mask & ~sum(hidden))
        least, most = (rest, rest + cohort) if is_open else (rest, rest)
        need = LEAST_BASE if mask == QUESTION.whole else NEED
        found.add(QUESTION.indicator, mask, Headline(least, most, need, is_open, str(mask)))
    return found


def say(councils: Mapping[str, People]) -> list[tuple[str, Row]]:
    """The nation's figures: shares in whole per cent, of a base to the nearest 50."""
    base = sum(sum(people) for people in councils.values())
    rows = []
    for cut, mask in QUESTION.cuts.items():
        share = round(100 * sum(count(people, mask) for people in councils.values()) / max(base, 1)) / 100
        rows.append(
            (
                "entry 1",
                replace(ANY_ROW, cut_point=cut, base=(base + 25) // 50 * 50, share=share),
            )
        )
    return rows


def find(
    known: Mapping[str, Headlines], rows: list[tuple[str, Row]], sums: Sums, *, area: str | None = None
) -> tuple[list[Breach], list[str]]:
    notes: list[str] = []
    national = {(WAVE, SURVEY, QUESTION.indicator): rows}
    reader = Reader("public", area, sums)
    found = attack_nation(reader, national, the_catalogue(), {(WAVE, SURVEY): known}, notes)
    return list(found), notes


class Asked(Sums):
    """Sums that keep what they said; `is_blind`: they never saw anything."""

    def __init__(self, *, is_blind: bool = False) -> None:
        super().__init__()
        self.is_blind = is_blind
        self.said: list[bool] = []

    def show_open(self, key: Key, area: str | None, answers: Mapping[str, Answers], nation: Nation) -> bool:
        self.said.append(super().show_open(key, area, answers, nation) and not self.is_blind)
        return self.said[-1]


people = st.tuples(*[st.integers(0, 30)] * QUESTION.atoms)
hidden = st.frozensets(st.sampled_from(ATOMS), max_size=QUESTION.atoms)
council = st.tuples(people, hidden, st.integers(1, 40))


@settings(max_examples=100, deadline=None)
@given(st.lists(council, min_size=2, max_size=7), st.integers(0, 2))
def test_what_tables_show_to_be_open_the_linear_programme_finds_open(
    drawn: list[tuple[People, frozenset[int], int]], unheard: int
) -> None:
    every = {f"X{number}": each for number, each in enumerate(drawn)}
    rows = say({area: each for area, (each, _, _) in every.items()})
    known = {area: leave_open(*each) for area, each in list(every.items())[unheard:]}
    if not known:
        return
    seen, blind = Asked(), Asked(is_blind=True)
    found, notes = find(known, rows, seen)
    assert (found, notes) == find(known, rows, blind)


@settings(max_examples=60, deadline=None)
@given(st.lists(council, min_size=3, max_size=7), hidden)
def test_who_knows_more_of_one_council_is_answered_the_same_after_everybody(
    drawn: list[tuple[People, frozenset[int], int]], still: frozenset[int]
) -> None:
    every = {f"X{number}": each for number, each in enumerate(drawn)}
    rows = say({area: each for area, (each, _, _) in every.items()})
    known = {area: leave_open(*each) for area, each in every.items()}
    counted, hidden_to_all, cohort = every["X0"]
    more = known | {"X0": leave_open(counted, still & hidden_to_all, cohort)}
    sums = Asked()
    find(known, rows, sums)
    assert find(more, rows, sums, area="X0") == find(more, rows, Asked(is_blind=True), area="X0")


def test_where_every_council_hides_all_tables_show_it() -> None:
    drawn = {f"X{number}": (8, 7, 6) for number in range(30)}
    known = {
        area: leave_open(each, frozenset(ATOMS), 20 + place)
        for place, (area, each) in enumerate(drawn.items())
    }
    sums = Asked()
    assert find(known, say(drawn), sums) == ([], [])
    assert sums.said == [True]


def test_the_one_council_that_hides_is_not_shown_to_be_open() -> None:
    drawn = {f"X{number}": (506, 300, 200) for number in range(3)} | {"X3": (3, 2, 1)}
    known = {area: leave_open(each, frozenset(), 0) for area, each in drawn.items()}
    known["X3"] = leave_open(
        (3, 2, 1), frozenset(ATOMS), 9
    )  # it may be what it is, or nobody; not what is needed
    sums = Asked()
    found, _ = find(known, say(drawn), sums)
    assert sums.said == [True]  # nothing is added to what was known of it already
    known["X3"] = leave_open((3, 2, 1), frozenset(ATOMS), 60)
    sums = Asked()
    found, _ = find(known, say(drawn), sums)
    assert sums.said == [False]
    assert {breach.area for breach in found} == {"X3"}
