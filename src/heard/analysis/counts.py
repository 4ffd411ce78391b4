"""Count the cube: wave × area × survey × group's level × indicator × answer → how many.

The cube is all that the rest of the analysis reads. It is additive: the cubes of two halves of the responses add
up to the cube of all. Engines of every size count it and come to the same whole numbers: `counting.kernel` reads the
stored dataset here, `counting.tables` asks a database or a cluster.
"""

from collections.abc import Callable, Iterable

import polars as pl

from heard.analysis.counting.cube import KEYS, GroupCounts, as_frame, from_frames
from heard.analysis.counting.kernel import count_locally
from heard.analysis.counting.questions import MISSING
from heard.catalogue import Catalogue
from heard.dataset.codebook import Codebook
from heard.dataset.storing import StoredDataset

__all__ = ["KEYS", "MISSING", "Engine", "add_cubes", "count_cube"]

Engine = Callable[[StoredDataset, Catalogue], Iterable[GroupCounts]]


def count_cube(dataset: StoredDataset, catalogue: Catalogue, engine: Engine = count_locally) -> pl.DataFrame:
    """`wave,area,survey,group,level,indicator,answer,count`, one row a count above zero.

    group and level are `all` for everybody, else a demographic and each of its codes or `missing`. Answers are a
    scale's codes and no-answer codes; where several may be given also `answered` (rows with any code) and
    `cut:<cut point>`. Indicator `respondents`, answer `all`, counts rows. The key columns are categories (pl.Enum).
    Every engine gives the same frame of the same responses, row for row.
    """
    return as_frame(dataset.codebook.areas, engine(dataset, catalogue))


def add_cubes(cubes: Iterable[pl.DataFrame], codebook: Codebook, catalogue: Catalogue) -> pl.DataFrame:
    """The cube of all responses from the cubes of piles of them that have none in common, as `count_cube` gives it.

    The codebook is that of all. Raises UserError where a cube counts what the codebook or the catalogue do not know.
    """
    return as_frame(codebook.areas, from_frames(list(cubes), codebook, catalogue))
