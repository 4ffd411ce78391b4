"""Two reports of one kind beside each other, as they were published: which of what they say belongs together.

Nothing is worked out. What both say in the same words is left out, so that what is new, what went and what says
something else is seen.
"""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from heard.reports.formats.html_read import ReadReport, ReadRow, ReadSection, ReadTable
from heard.web.results.found import Told

Key = TypeVar("Key", bound=Hashable)
FIRM = ("clear", "level")  # evidence, as heard.findings calls it, which is heavy to load
SURVEY, INDICATOR, GROUP, AFTER_GROUP = 2, 3, 5, -2  # places in a finding's key


class Standing(StrEnum):
    """How what two reports tell of one figure stands to each other."""

    OTHERWISE = "otherwise"  # another kind of finding, or as firm no longer, or now
    NEW = "new"
    GONE = "gone"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Headline:
    """What the two reports tell of one figure, each in its own sentences; none where a report tells nothing of it."""

    indicator: str
    then: tuple[Told, ...]
    now: tuple[Told, ...]

    @property
    def standing(self) -> Standing:
        """New and gone are said of the report alone: a figure that is not told may still be in its tables."""
        if not self.then:
            return Standing.NEW
        if not self.now:
            return Standing.GONE
        return Standing.BOTH if _ways(self.then) == _ways(self.now) else Standing.OTHERWISE


@dataclass(frozen=True, slots=True)
class RowPair:
    """A row that stands in either report, or in both; never in neither."""

    then: ReadRow | None
    now: ReadRow | None

    @property
    def either(self) -> ReadRow:
        """This wave's, or the last wave's where there is no other."""
        row = self.now or self.then
        if row is None:
            raise ValueError("a pair of rows has one at least")
        return row


@dataclass(frozen=True, slots=True)
class TablePair:
    """The rows of a table that are not the same in both. `columns`: this wave's, then those only the last had."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[RowPair, ...]


@dataclass(frozen=True, slots=True)
class SectionPair:
    """A section of either report, without what is below it. `depth`: from 0. Titles are empty where it is not there;
    the words of the council apart, as they stand in each."""

    key: str
    depth: int
    then_title: str
    now_title: str
    then: tuple[str, ...]
    now: tuple[str, ...]
    then_own: tuple[str, ...]
    now_own: tuple[str, ...]
    tables: tuple[TablePair, ...]

    @property
    def title(self) -> str:
        """This wave's, or the last wave's where there is no other."""
        return self.now_title or self.then_title

    @property
    def differs(self) -> bool:
        """Whether either report says something here that the other does not say in the same words."""
        return bool(self.then or self.now or self.then_own or self.now_own or self.tables) or not (
            self.then_title and self.now_title
        )


def pair_headlines(
    then: ReadReport, now: ReadReport, *, told_then: Sequence[Told], told_now: Sequence[Told]
) -> tuple[Headline, ...]:
    """What each report tells as a finding, figure by figure: this wave's in its order, then what went.

    Of `told_then` and `told_now`, which are of the level of the reports, only what stands in the report word for word.
    """
    before, after = _by_figure(then, told_then), _by_figure(now, told_now)
    return tuple(
        Headline(figure[1], before.get(figure, ()), after.get(figure, ())) for figure in {**after, **before}
    )


def pair_sections(then: ReadReport, now: ReadReport) -> dict[str, tuple[SectionPair, ...]]:
    """By the key of each uppermost section, it and all below it, in this wave's order; what went stands after what it
    stood after."""
    return {
        top: tuple(_flat(_find(then.sections, top), _find(now.sections, top), depth=0))
        for top in _merged([each.key for each in then.sections], [each.key for each in now.sections])
    }


def _by_figure(report: ReadReport, told: Sequence[Told]) -> dict[tuple[str, str, str], tuple[Told, ...]]:
    found: dict[tuple[str, str, str], tuple[Told, ...]] = {}
    for each in sorted(told, key=lambda one: one.place):
        if report.says(each.sentence):
            parts = each.key.split("/")
            figure = (parts[SURVEY], parts[INDICATOR], "/".join(parts[GROUP:AFTER_GROUP]))
            found[figure] = (*found.get(figure, ()), each)
    return found


def _ways(told: Sequence[Told]) -> set[tuple[str, bool]]:
    return {(each.kind, each.evidence in FIRM) for each in told}


def _flat(then: ReadSection | None, now: ReadSection | None, *, depth: int) -> Iterator[SectionPair]:
    either = now or then
    if either is None:
        return
    then_lines, now_lines = (each.lines if each else () for each in (then, now))
    then_own, now_own = (each.own if each else () for each in (then, now))
    is_same = then_own == now_own
    yield SectionPair(
        key=either.key,
        depth=depth,
        then_title=then.title if then else "",
        now_title=now.title if now else "",
        then=tuple(line for line in then_lines if line not in now_lines),
        now=tuple(line for line in now_lines if line not in then_lines),
        then_own=() if is_same else then_own,
        now_own=() if is_same else now_own,
        tables=tuple(_tables(then.tables if then else (), now.tables if now else ())),
    )
    parts_then, parts_now = (each.parts if each else () for each in (then, now))
    for key in _merged([each.key for each in parts_then], [each.key for each in parts_now]):
        yield from _flat(_find(parts_then, key), _find(parts_now, key), depth=depth + 1)


def _tables(then: Sequence[ReadTable], now: Sequence[ReadTable]) -> Iterator[TablePair]:
    before, after = ({each.caption: each for each in tables} for tables in (then, now))
    for caption in _merged(list(before), list(after)):
        pair = _table(caption, before.get(caption), after.get(caption))
        if pair.rows:
            yield pair


def _table(caption: str, then: ReadTable | None, now: ReadTable | None) -> TablePair:
    before, after = ({row.key: row for row in each.rows} if each else {} for each in (then, now))
    pairs = (RowPair(before.get(key), after.get(key)) for key in _merged(list(before), list(after)))
    columns = dict.fromkeys((*(now.columns if now else ()), *(then.columns if then else ())))
    return TablePair(caption, tuple(columns), tuple(pair for pair in pairs if not _is_same(pair)))


def _is_same(pair: RowPair) -> bool:
    return bool(pair.then and pair.now) and _said(pair.then) == _said(pair.now)


def _said(row: ReadRow | None) -> tuple[object, ...]:
    return (row.names, row.note, dict(row.cells)) if row else ()


def _find(sections: Sequence[ReadSection], key: str) -> ReadSection | None:
    return next((each for each in sections if each.key == key), None)


def _merged(then: Sequence[Key], now: Sequence[Key]) -> tuple[Key, ...]:
    """This wave's order; what only the last wave had after what it followed there."""
    found = list(dict.fromkeys(now))
    after: Key | None = None
    for key in dict.fromkeys(then):
        if key not in found:
            found.insert(found.index(after) + 1 if after is not None else 0, key)
        after = key
    return tuple(found)
