"""The log-likelihood of logistic models, Firth's penalty on it, and its slopes; many models at once.

Models share one design and differ in their counts, so that the same few patterns of answers, say eight of three
yes/no things, hold every council's model. Equal rows are given once with their counts: the cost is that of the
patterns, however many children stand behind them.

Firth's penalty (Firth 1993) is half the log determinant of the Fisher information I = X'WX, W = trials·p(1-p).
With the leverages h = w·x'I⁻¹x it moves the score by h(1/2 - p) in each row: as if each row had h more trials, half
of them events.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import special

from heard.analysis.arrays import Flags, Floats
from heard.base.errors import HeardError

INDEPENDENT = 1e-12  # least eigenvalue of the columns' scaled products: under it, one repeats the others
LEVERAGE_ERROR = 1e-6  # leverages add up to the number of columns; farther off, the inverse cannot be trusted


@dataclass(frozen=True, slots=True)
class Rows:
    """`design` (rows, columns), `squares` (rows, columns²) each row's products, `events`, `trials` (models, rows)."""

    design: Floats
    squares: Floats
    events: Floats
    trials: Floats
    penalised: bool

    def of(self, models: npt.NDArray[np.intp]) -> "Rows":
        """Those models, in that order; one may come many times."""
        return Rows(self.design, self.squares, self.events[models], self.trials[models], self.penalised)

    def independent(self) -> Flags:
        """Of each model: whether no column is made of the others over the rows that have trials."""
        products = _matrices((self.trials > 0).astype(np.float64) @ self.squares)
        size = np.sqrt(np.diagonal(products, axis1=1, axis2=2))
        size = np.where(size > 0, size, 1.0)
        least: Floats = np.linalg.eigvalsh(products / (size[:, :, None] * size[:, None, :]))[:, 0]
        return least > INDEPENDENT


@dataclass(frozen=True, slots=True)
class View:
    """The likelihood seen from one point of each model: its value (-inf where the information cannot be inverted), its
    score (models, columns), and the matrix that makes Newton's step of a score (models, columns, columns)."""

    value: Floats
    score: Floats
    curvature: Floats


def read_rows(
    design: npt.ArrayLike, events: npt.ArrayLike, trials: npt.ArrayLike | None, *, penalised: bool
) -> Rows:
    """Checked; `trials` None is one a row. HeardError where shapes do not fit or counts are impossible."""
    x = np.asarray(design, dtype=np.float64)
    y = np.atleast_2d(np.asarray(events, dtype=np.float64))
    m = np.ones_like(y) if trials is None else np.atleast_2d(np.asarray(trials, dtype=np.float64))
    if x.ndim != 2 or x.shape[1] == 0 or y.shape != m.shape or y.ndim != 2 or y.shape[1] != x.shape[0]:
        raise HeardError(
            f"A model needs events and trials for each row: design {x.shape}, events {y.shape}, trials {m.shape}."
        )
    if not (np.isfinite(x).all() and np.isfinite(m).all() and ((y >= 0) & (y <= m)).all()):
        raise HeardError("A model's design must be finite, and each row's events between 0 and its trials.")
    return Rows(x, (x[:, :, None] * x[:, None, :]).reshape(len(x), -1), y, m, penalised)


def information(rows: Rows, coefficients: Floats) -> Floats:
    """Fisher's, (models, columns, columns)."""
    p = special.expit(coefficients @ rows.design.T)
    return _matrices((rows.trials * p * (1 - p)) @ rows.squares)


def leverages(rows: Rows, coefficients: Floats, inverse: Floats) -> Floats:
    """h of each row, all its trials together (models, rows); `inverse` is that of the information."""
    p = special.expit(coefficients @ rows.design.T)
    spread = inverse.reshape(len(inverse), rows.squares.shape[1]) @ rows.squares.T
    h: Floats = rows.trials * p * (1 - p) * spread
    return h


def look(rows: Rows, coefficients: Floats) -> View:
    """The (penalised) log-likelihood there, without binomial coefficients."""
    predictor = coefficients @ rows.design.T
    p = special.expit(predictor)
    weight, residual = rows.trials * p * (1 - p), rows.events - rows.trials * p
    value = (rows.events * predictor - rows.trials * np.logaddexp(0.0, predictor)).sum(axis=1)
    curvature = _matrices(weight @ rows.squares)
    if rows.penalised:
        determinant, inverse = _invert(curvature)
        h = leverages(rows, coefficients, inverse)
        trusted = np.abs(h.sum(axis=1) - rows.design.shape[1]) <= LEVERAGE_ERROR
        value = np.where(trusted, value + determinant / 2, -np.inf)
        residual = residual + h * (0.5 - p)
        curvature = _penalised_curvature(rows, p, h, curvature, inverse)
    return View(value, residual @ rows.design, curvature)


def _penalised_curvature(rows: Rows, p: Floats, h: Floats, matrices: Floats, inverse: Floats) -> Floats:
    """Minus the second derivatives of the penalised log-likelihood, or where they do not curve downwards the
    information with h more trials a row, which always does.

    With few answers the information alone takes hundreds of steps. From d log|I| = tr I⁻¹dI, once more.
    """
    spread = p * (1 - p)
    leaning = rows.trials * spread * (1 - 2 * p)
    models, columns = len(p), rows.design.shape[1]
    changes = (leaning[:, None, :] * rows.design.T) @ rows.squares  # of the information by each coefficient
    scaled = inverse[:, None] @ changes.reshape(models, columns, columns, columns)
    flat, turned = (each.reshape(models, columns, columns**2) for each in (scaled, scaled.swapaxes(2, 3)))
    crossed = flat @ turned.swapaxes(1, 2)
    exact = matrices - _matrices((h * (1 - 6 * spread)) @ rows.squares) / 2 + crossed / 2
    downwards = np.linalg.eigvalsh(exact)[:, 0] > 0
    return np.where(downwards[:, None, None], exact, matrices + _matrices((h * spread) @ rows.squares))


def _invert(matrices: Floats) -> tuple[Floats, Floats]:
    """Log determinants and inverses; -inf and the unit matrix where there is none."""
    sign, determinant = np.linalg.slogdet(matrices)
    regular = (sign > 0) & np.isfinite(determinant)
    unit = np.eye(matrices.shape[-1])
    inverse: Floats = np.linalg.inv(np.where(regular[:, None, None], matrices, unit))
    return np.where(regular, determinant, -np.inf), inverse


def _matrices(flat: Floats) -> Floats:
    """(models, columns²) as (models, columns, columns)."""
    side = round(flat.shape[-1] ** 0.5)
    return flat.reshape(len(flat), side, side)
