"""A table of remarks, row by row, with the questions each may be about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from heard.catalogue import load_catalogue
from heard.web.interpreting.presenters.words import BY, KINDS
from heard.web.interpreting.queries import TableFacts
from heard.web.interpreting.tables import Candidate, Column, ReadTable, Row, split_remarks, suggest_questions
from heard.web.interpreting.terms import By, Kind
from heard.web.results.found import FindingFacts

# What a cell on who said it may say, in small letters.
SAID_BY: Mapping[str, By] = {
    "children": By.CHILDREN, "child": By.CHILDREN, "children in care council": By.CHILDREN,
    "young people": By.YOUNG_PEOPLE, "young person": By.YOUNG_PEOPLE, "panel": By.YOUNG_PEOPLE,
    "care leavers": By.YOUNG_PEOPLE, "board": By.BOARD, "board members": By.BOARD, "members": By.BOARD,
    "staff": By.STAFF, "social workers": By.STAFF, "carers": By.FAMILIES, "families": By.FAMILIES,
    "parents": By.FAMILIES, "foster carers": By.FAMILIES,
}  # fmt: skip
NONE = "none"


@dataclass(frozen=True, slots=True)
class RowView:
    """A row to be looked at. Each choice: value, title, whether it is chosen."""

    number: int
    theme: str
    finding: str
    comments: str = field(repr=False)
    others: tuple[tuple[str, str], ...] = field(repr=False)
    about: tuple[tuple[str, str, bool], ...]
    more: tuple[tuple[str, str, bool], ...]
    is_none: bool
    kinds: tuple[tuple[str, str, bool], ...]
    by: tuple[tuple[str, str, bool], ...]
    texts: str = field(repr=False)
    lines: int
    errors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Chosen:
    """What somebody chose for a row, as it was sent."""

    about: tuple[str, ...]
    is_none: bool
    kind: str
    by_whom: str
    texts: str = field(repr=False)
    errors: tuple[str, ...] = ()


def list_candidates(findings: Sequence[FindingFacts]) -> tuple[Candidate, ...]:
    """The questions with a finding, with what each measures and what is told of it to everybody."""
    indicators = load_catalogue().indicators
    return tuple(
        Candidate(each.indicator, indicators[each.indicator].title, indicators[each.indicator].measures)
        for each in findings
        if each.indicator in indicators
    )


def present_rows(
    table: TableFacts, candidates: Sequence[Candidate], sent: Mapping[int, Chosen]
) -> tuple[RowView, ...]:
    """Every row: nothing is chosen for it before a person chose; its comments stand one remark a line."""
    read = table.read
    return tuple(_row(read, row, candidates, sent.get(row.number)) for row in read.rows) if read else ()


def _row(read: ReadTable, row: Row, candidates: Sequence[Candidate], sent: Chosen | None) -> RowView:
    theme, finding, comments = (
        read.cell(row, each) for each in (Column.THEME, Column.FINDING, Column.COMMENTS)
    )
    titles = {each.indicator: each.title for each in candidates}
    about = sent.about if sent else ()
    suggested = suggest_questions(f"{theme} {finding}", candidates)
    first = (*suggested, *(each for each in about if each not in suggested and each in titles))
    by = sent.by_whom if sent else SAID_BY.get(read.cell(row, Column.BY_WHOM).lower(), By.NOT_KNOWN).value
    kind = sent.kind if sent else Kind.COMMENT.value
    texts = sent.texts if sent else "\n".join(split_remarks(comments))
    rest = sorted((title, key) for key, title in titles.items() if key not in first)
    said_by = read.cell(row, Column.BY_WHOM)
    return RowView(
        number=row.number,
        theme=theme,
        finding=finding,
        comments=comments,
        others=(*read.others(row), *((("Said by", said_by),) if said_by else ())),
        about=tuple((key, titles[key], key in about) for key in first),
        more=tuple((key, title, False) for title, key in rest),
        is_none=bool(sent and sent.is_none),
        kinds=tuple((each.value, name, each.value == kind) for each, name in KINDS.items()),
        by=tuple((each.value, name, each.value == by) for each, name in BY.items()),
        texts=texts,
        lines=max(2, texts.count("\n") + 2),
        errors=sent.errors if sent else (),
    )
