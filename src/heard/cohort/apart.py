"""Counting a cohort in a process of its own (`base.apart`): no row of a child is in the caller's memory.

On the way in: one line of JSON (what is asked, names and lengths of the files), then the files, one after the other.
On the way out: JSON, either `counted`, `problems` or `refused`.
"""

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import IO, Literal

from pydantic import TypeAdapter, ValidationError

from heard.base.apart import NoEnd, Why, answer_apart, ask_apart, limit_process
from heard.base.errors import InputProblems, UserError
from heard.base.problems import Problem
from heard.cohort.counting import Counted
from heard.cohort.people import Exclusion
from heard.cohort.returns.given import GivenFile

COMMAND = (sys.executable, "-P", "-X", "utf8", "-m", "heard.cohort.apart")
NOTHING_KEPT = "Nothing of it was kept, and nothing was changed."
AT_HOME = "`heard cohort` on a machine of your own has no such limit."


class CannotCount(UserError):
    """The counting did not come to an end, whatever the files hold."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked: the day, whom to leave out besides short breaks, which survey 11-year-olds are given."""

    on: date
    exclude: tuple[Exclusion, ...] = ()
    elevens: Literal["school_year", "8-11", "11-17"] = "school_year"


@dataclass(frozen=True, slots=True)
class Limits:
    """What the process may take: seconds of time, bytes of memory."""

    seconds: int
    memory: int


@dataclass(frozen=True, slots=True)
class Frame:
    """The first line on the way in."""

    asked: Asked
    limits: Limits
    files: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What comes back: one of the three."""

    counted: Counted | None = None
    problems: tuple[Problem, ...] = ()
    refused: str = ""


def count_apart(files: Sequence[GivenFile], asked: Asked, limits: Limits) -> Counted:
    """Count these files. Raises InputProblems with all that is wrong in them, CannotCount where it came to no end."""
    frame = Frame(asked, limits, tuple((file.name, len(file.content)) for file in files))
    head = json.dumps(_frames().dump_python(frame, mode="json")).encode() + b"\n"
    given = b"".join([head, *(file.content for file in files)])
    try:
        return _read_answer(ask_apart(COMMAND, given, seconds=limits.seconds))
    except NoEnd as ended:
        raise CannotCount(_say_why(ended.why, limits)) from None


def _say_why(why: Why, limits: Limits) -> str:
    match why:
        case Why.TIME:
            return f"Counting took longer than {limits.seconds} seconds and was stopped. {NOTHING_KEPT} {AT_HOME}"
        case Why.MEMORY:
            return f"The files need more memory than there is for them here. {NOTHING_KEPT} {AT_HOME}"
        case Why.ENDED:
            return f"The counting was ended before it was done. {NOTHING_KEPT} Send the files again."


def _read_answer(content: bytes) -> Counted:
    try:
        answer = _answers().validate_json(content)
    except ValidationError:  # only counts, codes and places fit; what else may be in it is not repeated
        raise CannotCount(f"The counting came to nothing. {NOTHING_KEPT} Send the files again.") from None
    if answer.problems:
        raise InputProblems(answer.problems)
    if answer.counted is None:
        raise CannotCount(answer.refused)
    return answer.counted


def main(given: IO[bytes], answered: IO[bytes]) -> int:
    """Count what comes in, answer, and say nothing else."""

    def count() -> None:
        frame = _frames().validate_json(given.readline())
        limit_process(seconds=frame.limits.seconds, memory=frame.limits.memory)
        files = [GivenFile(name, given.read(length)) for name, length in frame.files]
        answered.write(_answers().dump_json(_answer(files, frame.asked)))

    return answer_apart(count)


def _answer(files: Sequence[GivenFile], asked: Asked) -> Answer:
    from heard.catalogue import load_catalogue
    from heard.cohort.eligibility import Elevens
    from heard.cohort.making import count_cohort

    try:
        counted = count_cohort(
            files,
            on=asked.on,
            catalogue=load_catalogue(),
            exclude=asked.exclude,
            elevens=Elevens(asked.elevens),
        )
    except InputProblems as error:
        return Answer(problems=error.problems)
    except UserError as error:
        return Answer(refused=str(error))
    return Answer(counted=counted)


@cache
def _frames() -> TypeAdapter[Frame]:
    return TypeAdapter(Frame)


@cache
def _answers() -> TypeAdapter[Answer]:
    return TypeAdapter(Answer)


if __name__ == "__main__":
    sys.exit(main(sys.stdin.buffer, sys.stdout.buffer))
