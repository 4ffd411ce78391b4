"""Errors written for their reader, and the exit code each kind ends a command with."""

from collections.abc import Sequence
from typing import ClassVar

from heard.base.problems import Problem, summarise


class HeardError(Exception):
    """Something went wrong on our side; a command ends with exit code 3."""

    exit_code: ClassVar[int] = 3


class UserError(HeardError):
    """Something the user gave cannot be used; the message says what happened, what was kept and what to do."""

    exit_code: ClassVar[int] = 2


class CheckFailed(HeardError):
    """A check or an attack found something; nothing is broken."""

    exit_code: ClassVar[int] = 1


class InputProblems(UserError):
    """Everything wrong in the files given, all at once.

    `problems` holds at least one error; warnings may stand beside it.
    """

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(summarise(self.problems))
