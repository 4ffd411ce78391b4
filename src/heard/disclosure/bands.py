"""Saying less before hiding (method, section 3): bands of shares and probabilities, and rounded bases."""

import polars as pl

USUAL_WIDTH = 0.20  # "under 20 %", "over 80 %"
STEP_POINTS = 5  # wider bands end on a multiple of five points
P_BANDS = (0.001, 0.01, 0.05, 0.10)


def band_ends(count: pl.Expr, base: pl.Expr, threshold: int) -> tuple[pl.Expr, pl.Expr]:
    """The ends of the band a small count, or a small complement, is said in.

    The band is as wide as the base needs for 0 and for `threshold` people to stay possible, and the same whatever
    the true count, 0 and 100 % included, so that it tells nothing but the side it lies on.
    """
    steps = (threshold * (100 // STEP_POINTS) / base).ceil() * STEP_POINTS / 100
    width = pl.max_horizontal(pl.lit(USUAL_WIDTH), steps)
    at_the_top = count * 2 > base
    low = pl.when(at_the_top).then(1 - width).otherwise(0.0)
    high = pl.when(at_the_top).then(1.0).otherwise(width)
    return low, high


def nearest(name: str, step: int) -> pl.Expr:
    """A base of several councils together, to the nearest `step`."""
    return (pl.col(name) + step // 2) // step * step


def p_band(name: str) -> pl.Expr:
    """The upper end of the band a probability lies in: under .001, .01, .05, .10, or 1 for everything else."""
    band = pl.lit(1.0)
    for end in reversed(P_BANDS):
        band = pl.when(pl.col(name) < end).then(pl.lit(end)).otherwise(band)
    return pl.when(pl.col(name).is_null()).then(None).otherwise(band)
