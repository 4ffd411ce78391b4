"""The sums behind a case of methods/*.yaml: worked by `heard method` where it has the method, else as written there."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from heard.analysis.worked import METHODS, Method, Step, work
from heard.catalogue import load_catalogue

Given = Mapping[str, Any]
Words = Sequence[str]


def command_of(method: str) -> Method | None:
    """The method as `heard method` has it; None where it has not."""
    return METHODS.get(OTHER_NAMES.get(method, method))


def steps_of(method: str, case: Mapping[str, Any]) -> Sequence[Step]:
    """How a case is worked out, step by step; empty where nothing shows it."""
    if "working" in case:
        return [_written(line) for line in case["working"]]
    words = WORDS[method](case["given"]) if method in WORDS else None
    return work(OTHER_NAMES.get(method, method), words, load_catalogue()).steps if words else ()


def _written(line: str) -> Step:
    """A line of a file: what is done, a colon and the sum, or words alone."""
    says, _, sum_ = line.rpartition(": ")
    return Step(says, sum_) if says and " = " in sum_ else Step(line.removesuffix("."))


def _interval(given: Given) -> Words:
    cohort = "unknown" if given["eligible"] is None else given["eligible"]
    return [f"count={given['count']}", f"base={given['base']}", f"cohort={cohort}"]


def _two(given: Given) -> Words:
    (x1, n1), (x2, n2) = given["first"], given["second"]
    return [f"count1={x1}", f"base1={n1}", f"count2={x2}", f"base2={n2}"]


def _one_sample(given: Given) -> Words:
    return [f"{key}={given[key]}" for key in ("count", "base", "share")]


def _mdd(given: Given) -> Words:
    names = {"base1": "base", "base2": "reference_base", "share2": "share", "polarity": "polarity"}
    return [f"{name}={given[key]}" for name, key in names.items()]


def _fdr(given: Given) -> Words:
    return [f"p={_list(given['p'])}"]


def _councils(given: Given) -> Words | None:
    """None where the case gives the spread, or the target, instead of councils."""
    if not isinstance(given.get("counts"), list):
        return None
    return [f"count={_list(given['counts'])}", f"base={_list(given['bases'])}"]


def _odds(given: Given) -> Words:
    return [f"{name}={cell}" for name, cell in zip("abcd", given["table"], strict=True)]


def _band(given: Given) -> Words | None:
    """None where the case has a rule of its own."""
    return None if "rule" in given else [f"scores={_list(given['scores'])}"]


def _list(values: Sequence[object]) -> str:
    return ",".join(map(str, values))


OTHER_NAMES = {"false_discovery": "fdr", "band": "bands"}
WORDS: Mapping[str, Callable[[Given], Words | None]] = {
    "interval": _interval,
    "difference": _two,
    "two_group": _two,
    "one_sample": _one_sample,
    "false_discovery": _fdr,
    "mdd": _mdd,
    "shrink": _councils,
    "funnel": _councils,
    "odds": _odds,
    "band": _band,
}
