"""Saying less before hiding (method, section 3): bands of counts and probabilities, rounded bases and points."""

import numpy as np
import polars as pl

from heard.analysis.arrays import Whole
from heard.base.policy import BAND_STEP_POINTS, BAND_WIDTH_POINTS, P_BANDS

STEPS = 100 // BAND_STEP_POINTS  # of the whole
HALF_POINT_NOISE = 1e-9  # of a point, as in base.shares: a half is a half whatever the last bits say


def most_in_band(base: Whole, threshold: int) -> Whole:
    """How many people the band of a small count leaves possible: `threshold` or more. `base` must be positive.

    The band is that of `primary.Primary.band`, without its end; in whole-number arithmetic, because a reader reckons
    with it.
    """
    steps = np.maximum(BAND_WIDTH_POINTS // BAND_STEP_POINTS, threshold * STEPS // base + 1)
    most: Whole = np.where(steps >= STEPS, base, (steps * base - 1) // STEPS)
    return most


def nearest(name: str, step: int) -> pl.Expr:
    """A base of several councils together, to the nearest `step`."""
    return (pl.col(name) + step // 2) // step * step


def whole_points(name: str) -> pl.Expr:
    """A share or a difference in whole points, half away from zero, as `base.shares.percent` says it."""
    points = (pl.col(name).abs() * 100 + HALF_POINT_NOISE).add(0.5).floor()
    return points * pl.col(name).sign() / 100


def p_band(name: str) -> pl.Expr:
    """The upper end of the band a probability lies in: under .001, .01, .05, .10, or 1 for everything else."""
    band = pl.lit(1.0)
    for end in reversed(P_BANDS):
        band = pl.when(pl.col(name) < end).then(pl.lit(end)).otherwise(band)
    return pl.when(pl.col(name).is_null()).then(None).otherwise(band)
