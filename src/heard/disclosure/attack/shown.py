"""Printed numbers that are too small by themselves."""

from collections.abc import Iterator

from heard.analysis.frames import ALL
from heard.base.policy import LEVELS, SENSITIVE_ALL_OR_NONE_BASE, Level, LevelPolicy
from heard.disclosure.attack.reading import Row
from heard.disclosure.attack.releases import Breach, Kind
from heard.disclosure.facts import RESPONDENTS
from heard.disclosure.protected import Symbol


def check_row(row: Row, level: Level, *, sensitive: bool, reader: str, release: str) -> Iterator[Breach]:
    """What a row gives away at its own level, by what it prints."""
    rule = LEVELS[level]
    if row.indicator == RESPONDENTS:
        found = _check_respondents(row, rule)
    else:
        found = _check_answers(row, rule, sensitive=sensitive)
    for what, number, words in found:
        path = f"{row.survey}, {row.indicator}, {row.cut_point}, {_whose(row)}: {words} [{release}]"
        key = (row.wave, row.area, row.survey, row.group, row.level, row.indicator)
        yield Breach(Kind.SHOWN_SMALL, reader, *key, what, number, number, path)


def _check_respondents(row: Row, rule: LevelPolicy) -> Iterator[tuple[str, int, str]]:
    if row.count is None:
        return
    if 0 < row.count < rule.minimum_base:
        yield row.cut_point, row.count, f"{row.count} took part, under {rule.minimum_base}"
    silent = None if row.eligible is None else row.eligible - row.count
    if row.group != ALL and row.eligible and silent is not None and 0 <= silent < rule.threshold:
        yield (
            "did not take part",
            silent,
            f"{row.count} of {row.eligible} took part: all, or all but {silent}",
        )


def _check_answers(row: Row, rule: LevelPolicy, *, sensitive: bool) -> Iterator[tuple[str, int, str]]:
    if row.base is not None and 0 < row.base < rule.minimum_base:
        yield "who answered", row.base, f"{row.base} answered, under {rule.minimum_base}"
    if row.count is None or row.symbol not in (Symbol.SHOWN, Symbol.UNRELIABLE):
        return
    if 0 < row.count < rule.threshold:
        yield row.cut_point, row.count, f"{row.count} is printed"
    if not row.base:
        return
    left = row.base - row.count
    if 0 < left < rule.threshold:
        yield f"not {row.cut_point}", left, f"{row.count} of {row.base} is printed, which leaves {left}"
    tells = row.group == ALL or (sensitive and row.base < SENSITIVE_ALL_OR_NONE_BASE)
    if tells and (row.count == 0 or left == 0):
        yield row.cut_point, row.count, f"{row.count} of {row.base} is printed: none, or all"


def _whose(row: Row) -> str:
    return "everybody" if row.group == ALL else f"{row.group} {row.level}"
