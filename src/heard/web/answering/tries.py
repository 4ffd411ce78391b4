"""How many wrong codes came from an address within a minute: in memory, in one process, and nowhere else.

Only codes that no card has are counted. Thirty tablets behind one address type right codes, and slips of the finger
are caught by the code's own check.
"""

from collections import OrderedDict, deque
from threading import Lock

from heard.web.policy import CODE_TRIES_A_MINUTE

WINDOW = 60.0  # seconds
MOST_ADDRESSES = 10_000  # the longest not seen is forgotten first


class Tries:
    """A sliding window for each address. Times are seconds of any steady clock."""

    def __init__(self, most: int = CODE_TRIES_A_MINUTE) -> None:
        self._most = most
        self._seen: OrderedDict[str, deque[float]] = OrderedDict()
        self._lock = Lock()

    def add(self, address: str, at: float) -> None:
        """A wrong code came from here."""
        with self._lock:
            self._seen.setdefault(address, deque(maxlen=self._most)).append(at)
            self._seen.move_to_end(address)
            if len(self._seen) > MOST_ADDRESSES:
                self._seen.popitem(last=False)

    def is_too_many(self, address: str, at: float) -> bool:
        """Whether nothing more is taken from here for now."""
        with self._lock:
            times = self._seen.get(address)
            return times is not None and len(times) == self._most and at - times[0] < WINDOW

    def forget(self) -> None:
        """Every address."""
        with self._lock:
            self._seen.clear()


wrong_codes = Tries()
