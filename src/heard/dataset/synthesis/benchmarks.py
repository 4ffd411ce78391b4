"""Made-up figures of children in general: invented, marked so, and never to stand beside real waves."""

from importlib.resources import files

import polars as pl


def made_up_benchmarks() -> pl.DataFrame:
    """The table as it stands in `data/benchmarks.csv`, every value as text."""
    path = files("heard.dataset.synthesis").joinpath("data/benchmarks.csv")
    return pl.read_csv(path.read_bytes(), infer_schema=False)
