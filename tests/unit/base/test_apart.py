"""A process that is refused memory says so, however its libraries put it; any other fault is not taken for that."""

import sys

import pytest

from heard.base.apart import NoEnd, Why, answer_apart, ask_apart
from heard.base.errors import HeardError

LIMIT = 400_000_000
BEGIN = f"""
import mmap, os, sys
from heard.base.apart import answer_apart, limit_process
def work():
    limit_process(seconds=60, memory={LIMIT})
    taken = mmap.mmap(-1, TAKEN)
    FAULT
sys.exit(answer_apart(work))
"""


def ask(fault: str, *, taken: int = 4096) -> bytes:
    code = BEGIN.replace("TAKEN", str(taken)).replace("FAULT", fault)
    return ask_apart((sys.executable, "-c", code), b"", seconds=60)


@pytest.mark.parametrize(
    ("fault", "taken", "why"),
    [
        ("raise MemoryError", 4096, Why.MEMORY),
        (f"bytearray({LIMIT})", 4096, Why.MEMORY),
        ("raise SystemError('error return without exception set')", LIMIT - 45_000_000, Why.MEMORY),
        ("raise SystemError('error return without exception set')", 4096, Why.ENDED),
        ("os.write(2, b'memory allocation of 128 bytes failed\\n'); os.abort()", 4096, Why.MEMORY),
        ("os.abort()", 4096, Why.ENDED),
        ("os.write(2, b'memory allocation of 128 bytes failed\\n'); os._exit(3)", 4096, Why.ENDED),
    ],
)
def test_it_says_why_it_came_to_no_end(fault: str, taken: int, why: Why) -> None:
    with pytest.raises(NoEnd) as ended:
        ask(fault, taken=taken)
    assert ended.value.why is why


def test_what_it_answers_comes_back_and_what_it_complains_of_does_not() -> None:
    assert ask("os.write(2, b'a row of a child'); os.write(1, b'counted')") == b"counted"


def test_a_process_without_a_limit_has_not_come_near_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise ValueError

    monkeypatch.setattr("heard.base.apart.resource.getrlimit", lambda _: (-1, -1))
    assert answer_apart(fail) == HeardError.exit_code
