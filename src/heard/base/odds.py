"""Odds ratios and how they are said: two significant figures, for neither the data nor a reader carries more."""

from decimal import ROUND_HALF_UP, Decimal

FIGURES = 2
MOST, LEAST = 100, Decimal("0.01")  # beyond them only that it is beyond them


def odds_figures(ratio: float) -> tuple[str, str]:
    """How an odds ratio above 0 stands to a number, and the number: (`is`, `6.1`), (`over`, `100`), (`under`, `0.01`).

    Half goes up, from the shortest decimal form: 0.845 is 0.85, 9.96 is 10.
    """
    exact = Decimal(repr(ratio))
    rounded = _rounded(_rounded(exact))  # 9.96 is 10.0 at first, and 10 as it has a figure more
    if rounded > MOST:
        return "over", str(MOST)
    if rounded < LEAST:
        return "under", str(LEAST)
    return "is", f"{rounded:f}"


def _rounded(number: Decimal) -> Decimal:
    step = Decimal(1).scaleb(number.adjusted() - FIGURES + 1)
    return number.quantize(step, rounding=ROUND_HALF_UP)
