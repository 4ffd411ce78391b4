"""An attacker who has copies of everything but the wave's key, and wants to know which code gave which answers.

Copies are taken before and after every step. From them the attacker measures each code in every way that we could
think of, measures each row of the opened data set too, and matches the two by rank, up and down, within a survey.
"""

import json
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import product

import numpy as np
from scipy.optimize import linear_sum_assignment

Row = Mapping[str, str]
Tables = Mapping[str, Sequence[tuple[object, ...]]]  # rows in the order they lie on the disk


@dataclass(frozen=True)
class Seen:
    """What the copies around one child's step show, with the code, whose survey its batch tells."""

    code: str
    survey: str
    step: int
    day: int
    added: Tables  # what this step wrote, new rows and changed ones
    log: str = ""


@dataclass
class Copies:
    """Everything the attacker holds. `figures`: the shown figures by day; `last`: the copy before the opening."""

    seen: list[Seen] = field(default_factory=list)
    figures: list[Mapping[tuple[str, ...], int]] = field(default_factory=list)
    last: Tables = field(default_factory=dict)


def find_added(before: Tables, after: Tables) -> Tables:
    """The rows of each table that were not there before as they are now."""
    return {
        table: [row for row in rows if row not in known]
        for table, rows in after.items()
        for known in [set(before.get(table, ()))]
    }


def _sealed(seen: Seen) -> bytes:
    rows = seen.added["codes_sealedanswers"]
    return b"".join(value for row in rows for value in row if isinstance(value, bytes))


def _place_at_last(seen: Seen, last: Tables) -> float:
    sealed = _sealed(seen)
    table = last["codes_sealedanswers"]
    places = [place for place, row in enumerate(table) if sealed in row]
    return places[0] if places else -1


def _count_rows(table: str, seen: Seen) -> float:
    return float(len(seen.added[table]))


def _count_bytes(table: str, seen: Seen) -> float:
    return float(len(repr(seen.added[table])))


def measures_of_codes(copies: Copies) -> dict[str, Callable[[Seen], float]]:
    """Every number an attacker may read off the copies around a step."""
    tables = sorted(copies.last)
    counted = {f"rows written to {table}": partial(_count_rows, table) for table in tables}
    sized = {f"bytes written to {table}": partial(_count_bytes, table) for table in tables}
    return {
        "when it came": lambda s: float(s.step),
        "the sealed bytes": lambda s: float(int.from_bytes(_sealed(s)[66:74] or b"\0", "big")),
        "the length of the sealed bytes": lambda s: float(len(_sealed(s))),
        "how well the sealed bytes compress": lambda s: float(len(zlib.compress(_sealed(s)))),
        "the row's random key": lambda s: _number(s.added["codes_sealedanswers"]),
        "where the row lay before the opening": lambda s: _place_at_last(s, copies.last),
        "the code's letters": lambda s: float(int.from_bytes(s.code[:6].encode(), "big")),
        "the length of the log": lambda s: float(len(s.log)),
        **counted,
        **sized,
    }


def _number(rows: Sequence[tuple[object, ...]]) -> float:
    keys = [str(value) for row in rows for value in row if len(str(value).replace("-", "")) == 32]
    return float(int(keys[0].replace("-", "")[:12], 16)) if keys else -1.0


def measures_of_rows() -> dict[str, Callable[[int, Row], float]]:
    """Every number an attacker may read off a row of the opened data set."""
    return {
        "its place in the file": lambda place, row: float(place),
        "how many questions were shown": lambda place, row: float(sum(bool(v) for v in row.values())),
        "how many were skipped": lambda place, row: float(sum(v == "skipped" for v in row.values())),
        "how long it is": lambda place, row: float(len(json.dumps(dict(row)))),
        "how well it compresses": lambda place, row: float(
            len(zlib.compress(json.dumps(dict(row)).encode()))
        ),
    }


def match_by_rank(copies: Copies, rows: Sequence[Row]) -> dict[str, dict[str, int]]:
    """For every pair of measures, up and down: which row (its place) the attacker gives to each code."""
    guesses = {}
    pairs = product(measures_of_codes(copies).items(), measures_of_rows().items(), (1, -1))
    measured = {name: [of(s) for s in copies.seen] for name, of in measures_of_codes(copies).items()}
    for (code_name, _), (row_name, of_row), sign in pairs:
        by_code = measured[code_name]
        guess: dict[str, int] = {}
        for survey in sorted({s.survey for s in copies.seen}):
            codes = [i for i, s in enumerate(copies.seen) if s.survey == survey]
            places = [i for i, row in enumerate(rows) if row["survey"] == survey]
            codes.sort(key=lambda i: (by_code[i], copies.seen[i].step))
            places.sort(key=lambda i: (sign * of_row(i, rows[i]), i))
            guess |= {copies.seen[c].code: p for c, p in zip(codes, places, strict=False)}
        guesses[f"{code_name} / {row_name} / {sign:+d}"] = guess
    return guesses


def match_by_figures(copies: Copies, rows: Sequence[Row]) -> dict[str, int]:
    """The likeliest matching from the published figures: a level's figure moved by m among the n who came between."""
    weights = {}
    for survey in sorted({s.survey for s in copies.seen}):
        codes = [s for s in copies.seen if s.survey == survey]
        places = [i for i, row in enumerate(rows) if row["survey"] == survey]
        likely = np.zeros((len(codes), len(places)))
        for group in {key[2] for figures in copies.figures for key in figures if key[2] != "all"}:
            chance = _chances(copies, survey, group, codes)
            for column, place in enumerate(places):
                likely[:, column] += chance.get(rows[place].get(group, ""), np.zeros(len(codes)))
        chosen_codes, chosen_places = linear_sum_assignment(-likely)
        weights |= {codes[c].code: places[p] for c, p in zip(chosen_codes, chosen_places, strict=True)}
    return weights


def _chances(copies: Copies, survey: str, group: str, codes: Sequence[Seen]) -> dict[str, np.ndarray]:
    """By level, for each code, the logarithm of how much likelier than usual the level is in its stretch of days."""
    levels = {key[3] for figures in copies.figures for key in figures if key[1:3] == (survey, group)}
    days = np.array([code.day for code in codes])
    found = {}
    for level in levels:
        key = ("finished", survey, group, level)
        series = [figures.get(key, 0) for figures in copies.figures]
        usual = max(series) / len(codes)
        chance, since, shown = np.zeros(len(codes)), -1, 0
        for day, value in enumerate(series):
            if value > shown:
                between = (days > since) & (days <= day)
                rate = (value - shown) / max(1, between.sum())
                chance[between] = np.log(rate / usual)
                since, shown = day, value
        after = days > since
        chance[after] = np.log(0.5)  # fewer than five of those who came after the last move
        found[level] = chance
    return found


def count_right(guess: Mapping[str, int], truth: Mapping[str, Row], rows: Sequence[Row]) -> int:
    """How many codes were given a row that says what they answered."""
    return sum(
        all(rows[place].get(k, "") == v for k, v in truth[code].items()) for code, place in guess.items()
    )
