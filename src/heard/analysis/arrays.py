"""The array types of the analysis, and the two conversions every formula begins with.

Every formula takes numbers or arrays of any shapes that fit together, and gives an array of their common shape:
a 0-d array, which reads as a number, where only numbers were given. Counts travel as float64, exact to 2^53.
"""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


def together(*values: npt.ArrayLike) -> tuple[Floats, ...]:
    """The values as float64 arrays of one shape."""
    return tuple(np.broadcast_arrays(*(np.asarray(value, dtype=np.float64) for value in values)))


def ratio(numerator: npt.ArrayLike, denominator: npt.ArrayLike) -> Floats:
    """numerator / denominator, NaN where the denominator is not above zero."""
    top, bottom = together(numerator, denominator)
    result = np.full(top.shape, np.nan)
    np.divide(top, bottom, out=result, where=bottom > 0)
    return result
