"""Stored files read by pyarrow: columns of whole numbers without nulls."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from peers.plan import NOT_SHOWN, Group, Whole


def read_columns(paths: Sequence[Path], columns: Sequence[str]) -> Mapping[str, Whole]:
    """All files of one wave and survey, a column each."""
    table = pa.concat_tables(pq.ParquetFile(path).read(columns=list(columns)) for path in paths)
    return {name: table.column(name).fill_null(NOT_SHOWN).to_numpy() for name in columns}


def places_of(group: Group | None, columns: Mapping[str, Whole]) -> Whole:
    """area × (levels + 1) + level, all that says nothing of the group as one level more; the area for everybody."""
    area = columns["area"].astype(np.int64)
    if group is None:
        return area
    level = columns[group.key]
    known = (level >= 0) & (level < group.levels)
    return area * (group.levels + 1) + np.where(known, level, group.levels)
