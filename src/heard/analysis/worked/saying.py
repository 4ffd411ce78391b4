"""How numbers stand in a working: enough digits to do the sum again, and no more."""

import math

DIGITS = 6
SMALLEST_WRITTEN_OUT = 1e-7
LARGEST_WRITTEN_OUT = 1e15
ROUNDING = 1e-13  # what is left of a difference of equal numbers is smaller
MINUS = "−"


def say(value: float) -> str:
    """A number to six digits: 0.108108, 74, −0.0667; 1.5 × 10^−9 where it is very small."""
    if math.isnan(value):
        return "not known"
    if math.isinf(value):
        return "endless"
    sign, size = (MINUS if value < 0 else ""), abs(value)
    if size == round(size) and size < LARGEST_WRITTEN_OUT:
        return f"{sign if size else ''}{size:.0f}"
    return sign + (
        _written_out(size) if SMALLEST_WRITTEN_OUT <= size < LARGEST_WRITTEN_OUT else _scaled(size)
    )


def term(value: float) -> str:
    """The same inside a sum: in brackets where it would not stand there by itself."""
    text = say(value)
    return f"({text})" if text.startswith(MINUS) or "×" in text else text


def settle(value: float) -> float:
    """A difference, 0 where only rounding is left of it."""
    return 0.0 if abs(value) < ROUNDING else value


def _written_out(size: float) -> str:
    before = math.floor(math.log10(size)) + 1
    text = f"{size:.{max(DIGITS - before, 0)}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _scaled(size: float) -> str:
    digits, _, power = f"{size:.{DIGITS - 1}e}".partition("e")
    return f"{digits.rstrip('0').rstrip('.')} × 10^{str(int(power)).replace('-', MINUS)}"
