"""What engines count, group by group; together the cube as one long frame, and back."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import polars as pl

from heard.analysis.arrays import Whole
from heard.analysis.cells import numbered_columns, pair_places
from heard.analysis.cells import places as places_of
from heard.analysis.counting.questions import list_counted, place_of
from heard.base.errors import UserError
from heard.base.surveys import Survey
from heard.catalogue import Catalogue
from heard.dataset.codebook import Codebook

Numbers = npt.NDArray[np.uint8 | np.uint16 | np.uint32]  # of words, in as few bytes as hold them

KEYS = ("wave", "area", "survey", "group", "level", "indicator", "answer")


@dataclass(frozen=True, slots=True)
class GroupCounts:
    """Counts of one group's levels in one wave and survey: (areas, levels, answers), areas as the codebook's."""

    wave: str
    survey: str
    group: str
    levels: tuple[str, ...]
    answers: tuple[tuple[str, str], ...]
    counts: Whole


def as_frame(areas: Sequence[str], counted: Iterable[GroupCounts]) -> pl.DataFrame:
    """The counts above zero, KEYS and `count`, in the order they were counted. The keys are categories (pl.Enum)."""
    words: dict[str, dict[str, int]] = {name: {} for name in KEYS}
    for area in areas:
        words["area"].setdefault(area, len(words["area"]))
    columns: dict[str, list[Numbers]] = {name: [] for name in KEYS}
    counts: list[Whole] = []
    for each in counted:
        flat = np.ascontiguousarray(each.counts).ravel()
        found = np.flatnonzero(flat != 0)  # five times as quick as of whole numbers or of three axes
        counts.append(flat[found])
        for name, numbers in _numbered(each, found, words):
            columns[name].append(numbers)
    return pl.DataFrame(
        {name: _category(columns.pop(name), words[name]) for name in KEYS}
        | {"count": np.concatenate([np.empty(0, dtype=np.int64), *counts])}
    )


def from_frame(cube: pl.DataFrame, codebook: Codebook, catalogue: Catalogue) -> Iterator[GroupCounts]:
    """The counts of a cube that was kept, in the order they are counted.

    Raises UserError where it counts something that this catalogue or this programme does not know.
    """
    areas = {area: place for place, area in enumerate(codebook.areas)}
    by_part = cube.partition_by("wave", "survey", as_dict=True)
    known = 0
    for wave in codebook.waves:
        for survey in Survey:
            rows = by_part.get((wave, survey.value))
            if rows is None:
                continue
            counting = list_counted(survey, codebook.surveys[survey], catalogue)
            known += rows.height
            places = place_of(counting.answers)
            for group, levels in counting.levels.items():
                counts = _fill(rows.filter(pl.col("group") == group), areas, levels, places)
                yield GroupCounts(wave, survey.value, group, levels, counting.answers, counts)
            if not set(rows["group"].unique()) <= set(counting.levels):
                raise _of_another()
    if known != cube.height:
        raise _of_another()


def add_up(counted: Iterable[GroupCounts], codebook: Codebook) -> Iterator[GroupCounts]:
    """Counts of several piles of responses as those of all of them, in the order they are counted."""
    sums: dict[tuple[str, str, str], GroupCounts] = {}
    for each in counted:
        key = (each.wave, each.survey, each.group)
        there = sums.get(key)
        sums[key] = each if there is None else replace(each, counts=there.counts + each.counts)
    waves, surveys = list(codebook.waves), list(Survey)
    yield from sorted(
        sums.values(), key=lambda each: (waves.index(each.wave), surveys.index(Survey(each.survey)))
    )


def _fill(
    rows: pl.DataFrame,
    areas: Mapping[str, int],
    levels: Sequence[str],
    places: Mapping[tuple[str, str], int],
) -> Whole:
    counts = np.zeros((len(areas), len(levels), len(places)), dtype=np.int64)
    area, level, *answer = numbered_columns(rows, "area", "level", "indicator", "answer")
    at = (
        places_of(area, areas),
        places_of(level, {level: place for place, level in enumerate(levels)}),
        pair_places(answer, places),
    )
    if any((each < 0).any() for each in at):
        raise _of_another()
    counts[at] = rows["count"].to_numpy()
    return counts


def _of_another() -> UserError:
    return UserError(
        "The cube that was kept counts councils, waves or answers that this programme does not have. Count anew: the "
        "same command without --add."
    )


def _numbered(
    each: GroupCounts, found: npt.NDArray[np.intp], words: Mapping[str, dict[str, int]]
) -> Iterator[tuple[str, Numbers]]:
    """The key columns of one group's counts, as numbers of words that are added to `words` as they come. `found`
    are places in the flat counts."""
    for name, word in (("wave", each.wave), ("survey", each.survey), ("group", each.group)):
        yield name, np.repeat(_small([_number_of(words[name], word)]), found.size)
    areas, levels, answers = each.counts.shape
    area = found // (levels * answers)
    yield "area", _small(range(areas))[area]
    row = found // answers
    answer = found - row * answers
    listed = {
        "level": (each.levels, row - area * levels),
        "indicator": ([indicator for indicator, _ in each.answers], answer),
        "answer": ([code for _, code in each.answers], answer),
    }
    for name, (here, places) in listed.items():
        yield name, _small([_number_of(words[name], word) for word in here])[places]


def _small(numbers: Sequence[int]) -> Numbers:
    """The numbers in as few bytes as hold them: there are millions of each."""
    return np.array(numbers, dtype=np.min_scalar_type(max(numbers, default=0)))


def _number_of(numbers: dict[str, int], word: str) -> int:
    return numbers.setdefault(word, len(numbers))


def _category(numbers: Sequence[Numbers], words: Mapping[str, int]) -> pl.Series:
    place = pl.Series(np.concatenate([np.empty(0, dtype=np.uint32), *numbers], dtype=np.uint32))
    return pl.Series(list(words), dtype=pl.Enum(list(words))).gather(place)
