"""Two councils of which every released fact is the same are the same to a reader, whatever is hidden in them.

What is printed beside the facts (flags, directions, p and q, which comparisons there are, findings, the page) is made
of open figures alone. A world is one council's answers in three waves, beside six other councils that stay as they
are. The other world differs by a few answers where the first one says nothing exact: an answer of a question that is
banded or hidden, the answers of children in hidden groups, or who took part in an earlier wave.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from random import Random

import polars as pl
import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from heard.analysis.tables import Tables, build_tables
from heard.base.places import Area
from heard.base.policy import Level
from heard.base.surveys import Family, Survey
from heard.disclosure import ProtectedTables, protect
from heard.disclosure.facts import list_facts
from heard.disclosure.pooling.pools import national_facts
from heard.disclosure.protected import Symbol
from heard.findings import find
from heard.reports import ReportFacts, build_full_report, render_html
from unit.analysis.cubes import Response, areas_of, benchmark_of, cohort_of, cube_of, wave_of, waves_of
from unit.disclosure.councils import the_catalogue

AREA, SURVEY = "X1", "8-11"
OTHERS = tuple(f"X{number}" for number in range(2, 8))
WAVES = ("2022", "2024", "2026")
NOW = "2026"
LEVELS = (Level.BOARD, Level.PUBLIC)
QUESTIONS: Mapping[str, tuple[str, ...]] = {
    "pet": ("yes", "no"),
    "good_friend": ("yes", "no", "unsure"),
    "likes_school": ("a_lot", "a_bit", "not_much", "not_at_all"),
    "settled": ("yes", "a_bit", "no"),
    "nature": ("most_days", "now_and_then", "never"),
}
GENDERS = ("girl", "boy", "another", "prefer_not")
PLACEMENTS = ("foster", "kinship", "residential")
BENCHMARKS = [
    benchmark_of(share, indicator=key, base=base)
    for key, share, base in (
        ("pet", 0.5, None),
        ("good_friend", 0.8, 2000),
        ("likes_school", 0.88, None),
        ("settled", 0.75, 900),
        ("nature", 0.6, 1500),
    )
]
FEW = settings(
    max_examples=4,
    deadline=None,
    phases=(Phase.generate,),  # a smaller world says no more
    suppress_health_check=[HealthCheck.too_slow],
)

Child = tuple[tuple[str, str], ...]  # the answers and groups of one child, by name
Children = tuple[Child, ...]


@dataclass(frozen=True)
class World:
    """The council's children by wave, in the order of WAVES."""

    waves: tuple[Children, Children, Children]

    def of(self, wave: str) -> list[dict[str, str]]:
        """The children of one wave."""
        return [dict(child) for child in self.waves[WAVES.index(wave)]]

    def having(self, wave: str, children: Iterable[Response]) -> "World":
        """The same with other children in one wave."""
        waves = list(self.waves)
        waves[WAVES.index(wave)] = tuple(tuple(sorted(child.items())) for child in children)
        return World((waves[0], waves[1], waves[2]))


@dataclass(frozen=True)
class Told:
    """What a reader is told: the facts, the tables they and what is beside them are printed from, and the page."""

    facts: pl.DataFrame
    tables: ProtectedTables
    page: str


FRAMES = ("estimates", "comparisons", "participation", "associations")


def are_alike(one: Told, other: Told) -> bool:
    """Whether the facts are the same. One that is not there says no more than one that is hidden."""
    first, second = (each.facts.filter(pl.col("symbol") != Symbol.HIDDEN.value) for each in (one, other))
    return first.equals(second)


def check_a_reader_sees_no_difference(one: Told, other: Told) -> None:
    """Two worlds of the same facts."""
    for name in FRAMES:
        assert_frame_equal(getattr(one.tables, name), getattr(other.tables, name), check_exact=True)
    assert one.page == other.page


def check_worlds_of(seed: int, level: Level) -> None:
    random = Random(seed)
    world = draw_world(random)
    told = tell(world, level)
    other = draw_other(world, told, random)
    assume(other != world)
    retold = tell(other, level)
    assume(are_alike(told, retold))
    check_a_reader_sees_no_difference(told, retold)


@FEW
@given(st.integers(0, 10_000), st.sampled_from(LEVELS))
def test_what_is_told_beside_the_facts_follows_from_them(seed: int, level: Level) -> None:
    check_worlds_of(seed, level)


@pytest.mark.slow
@settings(FEW, max_examples=150, derandomize=False)
@given(st.integers(0, 1_000_000), st.sampled_from(LEVELS))
def test_nor_does_it_tell_more_in_a_great_many_worlds(seed: int, level: Level) -> None:
    check_worlds_of(seed, level)


class TestAHiddenComparison:
    """45 of 74 have a pet, where half of all children do: p is .06. Whether that is a flag depends on its family.

    With one other comparison that finds no difference q is .13; with one that is certain, or with none, .06.
    """

    @staticmethod
    def world(liking: int) -> World:
        """So many of 74 like school a lot, where 88 % of all do: 65 are as many, 74 far more."""
        children = [
            {
                "pet": "yes" if place < 45 else "no",
                "likes_school": "a_lot" if place < liking else "not_much",
            }
            for place in range(74)
        ]
        return World(((), (), ())).having(NOW, children)

    def test_tells_nothing_by_the_flags_of_the_others(self) -> None:
        few, all_of_them = (tell(self.world(liking), Level.PUBLIC) for liking in (65, 74))
        assert are_alike(few, all_of_them)
        check_a_reader_sees_no_difference(few, all_of_them)

    def test_which_it_would_if_all_were_one_family(self) -> None:
        """So that the test before this one could fail."""
        where = {"against": "population", "indicator": "pet"}
        found = [tables_of(self.world(liking), NOW).comparisons.filter(**where) for liking in (65, 74)]
        assert [each["flag"].item() for each in found] == ["cannot_tell", "possible"]
        shown = tell(self.world(65), Level.PUBLIC).tables.comparisons.filter(**where)
        assert (shown["flag"].item(), shown["q"].item()) == ("possible", 0.1)


class TestAHiddenEarlierWave:
    """45 answered in 2022 and 60 in 2026; in 2024 nobody did, or so few that nothing is told of them."""

    @staticmethod
    def world(in_2024: int) -> World:
        children = [{"pet": "yes" if place % 3 else "no"} for place in range(60)]
        told = World(((), (), ())).having("2022", children[:45]).having(NOW, children)
        return told.having("2024", children[:in_2024])

    @pytest.mark.parametrize("level", LEVELS)
    def test_tells_nothing_by_which_wave_is_compared(self, level: Level) -> None:
        nobody, *others = (tell(self.world(number), level) for number in (0, 8))
        for other in others:
            assert are_alike(nobody, other)
            check_a_reader_sees_no_difference(nobody, other)
        assert nobody.tables.comparisons.filter(against="previous").is_empty()

    def test_which_it_would_if_the_latest_that_was_answered_were_compared(self) -> None:
        """So that the test before this one could fail."""
        held_against = [
            set(tables_of(self.world(number), NOW).comparisons.filter(against="previous")["reference"])
            for number in (0, 1)
        ]
        assert held_against == [{"2022"}, {"2024"}]

    def test_an_open_one_is_compared(self) -> None:
        told = tell(self.world(30), Level.BOARD)
        assert set(told.tables.comparisons.filter(against="previous")["reference"]) == {"2024"}


# --- Worlds ------------------------------------------------------------------------------------------


def draw_world(random: Random) -> World:
    """Some fifty children now, as many or a few or none before; how alike they answer differs by question."""
    tilts = {question: random.choice([1, 3, 12]) for question in QUESTIONS}
    tilt_of_groups = random.choice([1, 4])
    world = World(((), (), ()))
    for wave, size in (
        ("2022", random.choice([0, 45])),
        ("2024", random.choice([0, 3, 7, 45])),
        (NOW, random.randint(40, 70)),
    ):
        world = world.having(wave, [_draw_child(random, tilts, tilt_of_groups) for _ in range(size)])
    return world


def _draw_child(random: Random, tilts: Mapping[str, int], tilt_of_groups: int) -> dict[str, str]:
    answers = {question: _pick(random, codes, tilts[question]) for question, codes in QUESTIONS.items()}
    groups = {"gender": GENDERS, "placement": PLACEMENTS}
    return answers | {group: _pick(random, levels, tilt_of_groups) for group, levels in groups.items()}


def _pick(random: Random, codes: Sequence[str], tilt: int) -> str:
    weights = [tilt ** (len(codes) - place) for place in range(len(codes))]
    return random.choices(codes, weights)[0]


def draw_other(world: World, told: Told, random: Random) -> World:
    """A world that a reader of the first one may take for it."""
    moves = [_answer_otherwise, _swap_in_hidden_groups, _change_an_earlier_wave]
    random.shuffle(moves)
    others = (move(world, told, random) for move in moves)
    return next((other for other in others if other != world), world)


def _answer_otherwise(world: World, told: Told, random: Random) -> World:
    """A child answers a question otherwise whose headline is not told exactly."""
    headlines = told.tables.estimates.filter(group="all", cut_point="positive")
    closed = headlines.filter(pl.col("symbol") != "", pl.col("indicator").is_in(list(QUESTIONS)))
    if closed.is_empty():
        return world
    children, question = world.of(NOW), random.choice(closed["indicator"].to_list())
    random.choice(children)[question] = random.choice(QUESTIONS[question])
    return world.having(NOW, children)


def _swap_in_hidden_groups(world: World, told: Told, random: Random) -> World:
    """Two children of one kind of placement, of neither of whose genders anything is told, change places."""
    open_levels = told.tables.participation.filter(group="gender", symbol="")["level"].to_list()
    children = world.of(NOW)
    unseen = [child for child in children if child["gender"] not in open_levels]
    pairs = [
        (one, other)
        for one in unseen
        for other in unseen
        if one["placement"] == other["placement"] and one["gender"] < other["gender"]
    ]
    if not pairs:
        return world
    one, other = random.choice(pairs)
    for question in random.sample(sorted(QUESTIONS), 2):
        one[question], other[question] = other[question], one[question]
    return world.having(NOW, children)


def _change_an_earlier_wave(world: World, told: Told, random: Random) -> World:
    """Another few children, or nobody, took part in 2024, where too few did to be told of."""
    if len(world.of("2024")) >= 10:
        return world
    return world.having("2024", random.sample(world.of(NOW), random.choice([0, 1, 4, 8])))


# --- What is told of a world -------------------------------------------------------------------------


@lru_cache(maxsize=16)
def tell(world: World, level: Level) -> Told:
    """Everything that the council's readers at this level have of its three waves."""
    before = tell_before(world.having(NOW, ()), level)
    shown = protected(world, level, NOW, before.filter(group="all"))
    national = national_facts(tables_of(world, NOW).pool, level, the_catalogue(), NOW)
    return Told(pl.concat([before, list_facts(shown), national]), shown, page_of(shown))


@lru_cache(maxsize=16)
def tell_before(world: World, level: Level) -> pl.DataFrame:
    """The facts of the earlier waves."""
    return pl.concat([list_facts(protected(world, level, wave)) for wave in WAVES if wave != NOW])


def protected(world: World, level: Level, wave: str, earlier: pl.DataFrame | None = None) -> ProtectedTables:
    return protect(tables_of(world, wave), level, area=AREA, catalogue=the_catalogue(), earlier=earlier)


@lru_cache(maxsize=64)
def tables_of(world: World, wave: str) -> Tables:
    responses = [{**child, **_place(each, AREA)} for each in WAVES for child in world.of(each)]
    return build_tables(
        pl.concat([cube_of_others(), cube_of(responses, the_catalogue())]),
        catalogue=the_catalogue(),
        cohort=cohort_of((AREA, SURVEY, 130), wave=wave),
        waves={key: replace(wave, surveys=(Survey(SURVEY),)) for key, wave in waves_of(*WAVES).items()},
        areas=areas_of(AREA, *OTHERS, neighbours={AREA: OTHERS}),
        benchmarks=BENCHMARKS,
        wave=wave,
        only_areas={AREA},
    )


@cache
def cube_of_others() -> pl.DataFrame:
    """Six councils of sixty children in every wave."""
    random = Random(5)
    tilts = dict.fromkeys(QUESTIONS, 2)
    return cube_of(
        [
            {**_draw_child(random, tilts, 2), **_place(wave, area)}
            for wave in WAVES
            for area in OTHERS
            for _ in range(60)
        ],
        the_catalogue(),
    )


def _place(wave: str, area: str) -> dict[str, str]:
    return {"wave": wave, "area": area, "survey": SURVEY}


def page_of(tables: ProtectedTables) -> str:
    found = find(tables, the_catalogue(), area=AREA)
    facts = ReportFacts(
        level=tables.level,
        programme="A made-up programme",
        made_up=True,
        council=Area(AREA, "Alderbrook"),
        wave=wave_of(NOW),
        previous=wave_of("2024"),
        councils=7,
        families=(Family.CARE,),
        fingerprint="0123456789abcdef",
        recorded="3f9a0c217b42",
    )
    return render_html(build_full_report(tables, found, the_catalogue(), facts))
