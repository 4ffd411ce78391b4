"""From what a tool wrote to one of Heard's codes: only as a map says, capitals and blanks apart."""

from collections.abc import Iterable, Mapping

from heard.base.messages import quote
from heard.dataset.encoding import SEPARATOR
from heard.dataset.sav_files import Variable


def fold(text: str) -> str:
    """The text as it is compared: without capitals, and a blank for any number of them."""
    return " ".join(text.split()).casefold()


def find_clashes(values: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Values that differ in capitals and blanks alone and mean different codes."""
    meant: dict[str, set[str]] = {}
    for value, code in values:
        meant.setdefault(fold(value), set()).add(code)
    return tuple(value for value, codes in meant.items() if len(codes) > 1)


class Turning:
    """How the values of one column become codes. `known`: their value → code."""

    def __init__(self, known: Mapping[str, str], variable: Variable | None = None) -> None:
        self._exact = known
        clashes = set(find_clashes(known.items()))
        self._folded = {fold(value): code for value, code in known.items() if fold(value) not in clashes}
        self._variable = variable

    def code_of(self, value: str) -> str | None:
        """The code of a value, or of the label a .sav gives it; None where neither is known, or the two disagree."""
        by_label = self._look_up(self.label_of(value))
        by_value = self._look_up(value)
        if by_label is not None and by_value is not None and by_label != by_value:
            return None
        return by_value if by_label is None else by_label

    def label_of(self, value: str) -> str:
        """What a .sav calls the value; empty where nothing does."""
        return self._variable.labels.get(value, "") if self._variable else ""

    def is_missing(self, value: str) -> bool:
        """Whether a .sav declares the value to be no answer."""
        return self._variable is not None and self._variable.is_missing(value)

    def name(self, value: str) -> str:
        """The value as a message says it."""
        label = self.label_of(value)
        return f"{quote(value)} (labelled {quote(label)})" if label else quote(value)

    def _look_up(self, text: str) -> str | None:
        return self._exact.get(text, self._folded.get(fold(text))) if text else None


class AsTheyAre(Turning):
    """Values that must be codes already. Where a .sav labels a value, the label is the answer and not its number."""

    def __init__(self, codes: Iterable[str], variable: Variable | None = None) -> None:
        super().__init__({code: code for code in codes}, variable)

    def code_of(self, value: str) -> str | None:
        """The code itself, or several of them joined; of a labelled value the codes that its label is."""
        label = self.label_of(value)
        codes = [self._look_up(part) if label else self._exact.get(part) for part in _parts(label or value)]
        return None if None in codes else SEPARATOR.join(code for code in codes if code)


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(SEPARATOR)]
