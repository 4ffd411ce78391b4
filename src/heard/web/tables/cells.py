"""What a file holds as cells, and how the process that reads it and the site tell each other."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self

from heard.base.problems import Problem


@dataclass(frozen=True, slots=True)
class Cells:
    """One table of a file. `place` names it in messages. `rows`: the number its program shows, and the cells as text.

    `faults`: (row number, column from 0) → what is wrong with a cell; only what is read is told of.
    """

    place: str
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    faults: Mapping[tuple[int, int], str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answer:
    """What comes back from reading a file: its tables and what is worth knowing, or all that is wrong with it."""

    tables: tuple[Cells, ...] = ()
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()

    def to_bytes(self) -> bytes:
        """To be handed over."""
        tables = [
            {
                "place": each.place,
                "rows": [[number, list(cells)] for number, cells in each.rows],
                "faults": [[row, column, says] for (row, column), says in each.faults.items()],
            }
            for each in self.tables
        ]
        problems = [[each.file, each.message, list(each.rows)] for each in self.problems]
        return json.dumps({"tables": tables, "problems": problems, "notes": self.notes}).encode()

    @classmethod
    def from_bytes(cls, content: bytes) -> Self:
        """What was handed over. Raises ValueError, KeyError or TypeError where it is something else."""
        plain = json.loads(content)
        tables = tuple(
            Cells(
                str(each["place"]),
                tuple((int(number), tuple(map(str, cells))) for number, cells in each["rows"]),
                {(int(row), int(column)): str(says) for row, column, says in each["faults"]},
            )
            for each in plain["tables"]
        )
        problems = tuple(
            Problem(str(file), str(message), rows=tuple(map(int, rows)))
            for file, message, rows in plain["problems"]
        )
        return cls(tables, problems, tuple(map(str, plain["notes"])))
