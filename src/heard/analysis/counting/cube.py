"""What engines count, group by group; together the cube as one long frame, and back."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise

import numpy as np
import numpy.typing as npt
import polars as pl

from heard.analysis.arrays import Whole
from heard.analysis.cells import numbered_columns, pair_places
from heard.analysis.cells import places as places_of
from heard.analysis.counting.questions import Counting, list_counted, place_of
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


@dataclass(frozen=True, slots=True)
class KeptCounts:
    """One wave's and survey's counts as rows of a cube that was kept: every group's."""

    wave: str
    counting: Counting
    rows: pl.DataFrame


def as_frame(areas: Sequence[str], counted: Iterable[GroupCounts | KeptCounts]) -> pl.DataFrame:
    """The counts above zero, KEYS and `count`, in the order they were counted. The keys are categories (pl.Enum)."""
    words: dict[str, dict[str, int]] = {name: {} for name in KEYS}
    for area in areas:
        words["area"].setdefault(area, len(words["area"]))
    columns: dict[str, list[Numbers]] = {name: [] for name in KEYS}
    counts: list[Whole] = []
    for each in counted:
        if isinstance(each, KeptCounts):
            counts.append(each.rows["count"].to_numpy())
            numbered = _numbered_anew(each, words)
        else:
            flat = np.ascontiguousarray(each.counts).ravel()
            found = np.flatnonzero(flat != 0)  # five times as quick as of whole numbers or of three axes
            counts.append(flat[found])
            numbered = _numbered(each, found, words)
        for name, numbers in numbered:
            columns[name].append(numbers)
    return pl.DataFrame(
        {name: _category(columns.pop(name), words[name]) for name in KEYS}
        | {"count": np.concatenate([np.empty(0, dtype=np.int64), *counts])}
    )


def from_frames(
    cubes: Sequence[pl.DataFrame], codebook: Codebook, catalogue: Catalogue
) -> Iterator[GroupCounts | KeptCounts]:
    """The counts of cubes that were kept, those of the same wave and survey added up, in the order they are counted.

    What only one of them counts is taken as it stands: it need not be laid out to be added to.
    Raises UserError where one counts something that this catalogue or this programme does not know.
    """
    parts = [_split(cube) for cube in cubes]
    known = {(wave, survey.value) for wave in codebook.waves for survey in Survey}
    if any(not set(each) <= known for each in parts):
        raise _of_another()
    areas = {area: place for place, area in enumerate(codebook.areas)}
    for wave in codebook.waves:
        for survey in Survey:
            here = [each[wave, survey.value] for each in parts if (wave, survey.value) in each]
            if not here:
                continue
            kept = [
                KeptCounts(wave, list_counted(survey, codebook.surveys[survey], catalogue), rows)
                for rows in here
            ]
            places = [_places_of(each, areas) for each in kept]
            yield from kept if len(kept) == 1 else _added(kept, places, len(areas))


def _split(cube: pl.DataFrame) -> dict[tuple[str, str], pl.DataFrame]:
    """The rows of each wave and survey, which stand together in a cube: a tenth of the time of parting by words."""
    waves, surveys = (cube[name].to_physical().to_numpy() for name in ("wave", "survey"))
    changes = np.flatnonzero((waves[1:] != waves[:-1]) | (surveys[1:] != surveys[:-1])) + 1
    found: dict[tuple[str, str], pl.DataFrame] = {}
    for begin, end in pairwise([0, *changes.tolist(), cube.height] if cube.height else []):
        key, rows = (cube["wave"][begin], cube["survey"][begin]), cube[begin:end]
        found[key] = pl.concat([found[key], rows]) if key in found else rows
    return found


@dataclass(frozen=True, slots=True)
class _Places:
    """Where each row of a kept cube's part stands: its council, (group, level) and (indicator, answer)."""

    area: Whole
    level: Whole
    answer: Whole


def _places_of(each: KeptCounts, areas: Mapping[str, int]) -> _Places:
    """Raises UserError where a row counts what is not known."""
    levels = [(group, level) for group, names in each.counting.levels.items() for level in names]
    area, *pairs = numbered_columns(each.rows, "area", "group", "level", "indicator", "answer")
    found = _Places(
        places_of(area, areas),
        pair_places(pairs[:2], {pair: place for place, pair in enumerate(levels)}),
        pair_places(pairs[2:], place_of(each.counting.answers)),
    )
    if any((places < 0).any() for places in (found.area, found.level, found.answer)):
        raise _of_another()
    return found


def _added(kept: Sequence[KeptCounts], places: Sequence[_Places], areas: int) -> Iterator[GroupCounts]:
    """The sum of several parts of one wave and survey, group by group."""
    wave, counting = kept[0].wave, kept[0].counting
    width = sum(len(names) for names in counting.levels.values())
    counts = np.zeros((areas, width, len(counting.answers)), dtype=np.int64)
    for each, at in zip(kept, places, strict=True):
        counts[at.area, at.level, at.answer] += each.rows["count"].to_numpy()
    begin = 0
    for group, names in counting.levels.items():
        of_group = counts[:, begin : begin + len(names)]
        yield GroupCounts(wave, counting.survey.value, group, names, counting.answers, of_group)
        begin += len(names)


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


def _of_another() -> UserError:
    return UserError(
        "The cube that was kept counts councils, waves or answers that this programme does not have. Count anew: the "
        "same command without --add."
    )


def _numbered_anew(each: KeptCounts, words: Mapping[str, dict[str, int]]) -> Iterator[tuple[str, Numbers]]:
    """The key columns of rows that are kept, as numbers of words that are added to `words` as if they were counted."""
    levels, answers = each.counting.levels, each.counting.answers
    come = {
        "wave": [each.wave],
        "survey": [each.counting.survey.value],
        "group": levels,
        "level": chain.from_iterable(levels.values()),
        "indicator": (indicator for indicator, _ in answers),
        "answer": (answer for _, answer in answers),
    }
    for name, here in come.items():
        for word in here:
            _number_of(words[name], word)
    for name, (kept, numbers) in zip(KEYS, numbered_columns(each.rows, *KEYS), strict=True):
        # Words of other parts are not in these rows, whatever they are numbered here.
        yield name, np.take(_small([words[name].get(word, 0) for word in kept]), numbers)


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
