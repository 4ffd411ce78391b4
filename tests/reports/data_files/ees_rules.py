"""The rules of the tidy CSV of Explore Education Statistics, as a list of what breaks them.

From the founding document `data/ees_notes.md`, section 3.2, and the published guidance it rests on.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

Row = Mapping[str, str]

REQUIRED = ("time_period", "time_identifier", "geographic_level", "country_code", "country_name")
OF_COUNCILS = ("old_la_code", "la_name", "new_la_code")
PLACES = frozenset((*REQUIRED, *OF_COUNCILS, "region_code", "region_name"))
META = ("col_name", "col_type", "label", "indicator_grouping", "indicator_unit", "indicator_dp")
META_FURTHER = ("filter_hint", "filter_grouping_column", "filter_default", "parent_filter")
LEVELS = ("National", "Regional", "Local authority")
UNITS = ("", "%", "pp", "£", "£m", "numberstring")
SYMBOLS = ("z", "x", "c", "u", "low", "k")
WHOLE = re.compile(r"-?\d+")
SNAKE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
STEM = re.compile(r"[a-z0-9_-]+")
FOUR_DIGITS = ("Calendar year", "Reporting year")
SIX_DIGITS = ("Academic year", "Financial year")
MOST_LETTERS = {"name": 50, "label": 80, "item": 120}


def list_faults(data_name: str, data: bytes, meta_name: str, meta: bytes) -> list[str]:
    """What is wrong in a pair of files, in words; empty where nothing is."""
    try:
        columns, rows = _read(data)
        meta_columns, described = _read(meta)
    except UnicodeDecodeError:
        return ["a file is not UTF-8"]
    faults = [
        *_names(data_name, meta_name),
        *_columns(columns),
        *_meta(meta_columns, described, columns),
        *_periods(rows),
        *_places(rows),
    ]
    return [*faults, *_filters(rows, described), *_indicators(rows, described), *_doubles(rows, described)]


def _read(content: bytes) -> tuple[list[str], list[Row]]:
    reader = csv.DictReader(io.StringIO(content.decode("utf-8"), newline=""))
    return list(reader.fieldnames or ()), list(reader)


def _names(data: str, meta: str) -> Iterator[str]:
    stem = data.removesuffix(".csv")
    if meta != f"{stem}.meta.csv":
        yield f"{meta} does not belong to {data}"
    if not STEM.fullmatch(stem):
        yield f"{stem}: signs in the name"


def _columns(columns: Sequence[str]) -> Iterator[str]:
    yield from (f"{name} is missing" for name in REQUIRED if name not in columns)
    yield from (f"{name}: not snake_case" for name in columns if not SNAKE.fullmatch(name))
    yield from (f"{name}: too long" for name in columns if len(name) > MOST_LETTERS["name"])
    yield from (f"{name} stands twice" for name, times in Counter(columns).items() if times > 1)


def _meta(columns: Sequence[str], described: Sequence[Row], data: Sequence[str]) -> Iterator[str]:
    yield from (f"meta: {name} is missing" for name in META if name not in columns)
    yield from (f"meta: {name} is unknown" for name in columns if name not in (*META, *META_FURTHER))
    for row in described:
        name = row.get("col_name", "")
        if name not in data:
            yield f"meta: {name} is no column"
        if name in PLACES:
            yield f"meta: {name} is a place"
        yield from (f"meta: {name}: {fault}" for fault in _described(row, data))
    listed = {row.get("col_name", "") for row in described}
    grouping = {row.get("filter_grouping_column", "") for row in described}
    yield from (f"{name} is not described" for name in data if name not in listed | grouping | PLACES)
    labels = Counter(row.get("label", "") for row in described)
    yield from (f"meta: label {label} stands twice" for label, times in labels.items() if times > 1)
    yield from (f"meta: {name} groups and is a filter too" for name in sorted(listed & grouping) if name)


def _described(row: Row, data: Sequence[str]) -> Iterator[str]:
    kind, unit, places = row.get("col_type"), row.get("indicator_unit", ""), row.get("indicator_dp", "")
    if kind not in ("Filter", "Indicator"):
        yield "col_type"
    if not row.get("label") or len(row["label"]) > MOST_LETTERS["label"]:
        yield "label"
    if unit not in UNITS:
        yield "unit"
    if kind == "Filter" and (unit or places or row.get("indicator_grouping")):
        yield "a filter has no unit"
    if kind == "Indicator" and not places.isdigit():
        yield "decimal places"
    if kind == "Indicator" and (row.get("filter_hint") or row.get("filter_grouping_column")):
        yield "an indicator has no hint"
    if row.get("filter_grouping_column") and row["filter_grouping_column"] not in data:
        yield "its grouping column is not there"


def _periods(rows: Sequence[Row]) -> Iterator[str]:
    identifiers = {row.get("time_identifier", "") for row in rows}
    if len(identifiers) > 1:
        yield "kinds of period are mixed"
    for row in rows:
        period, identifier = row.get("time_period", ""), row.get("time_identifier", "")
        four = identifier in FOUR_DIGITS and re.fullmatch(r"\d{4}", period)
        six = identifier in SIX_DIGITS and re.fullmatch(r"\d{6}", period) and _consecutive(period)
        if not (four or six):
            yield f"period {period} {identifier}"
            return


def _consecutive(period: str) -> bool:
    return (int(period[2:4]) + 1) % 100 == int(period[4:])


def _places(rows: Sequence[Row]) -> Iterator[str]:
    found: set[str] = set()
    for row in rows:
        level = row.get("geographic_level", "")
        if level not in LEVELS:
            found.add(f"level {level}")
        if not row.get("country_code") or not row.get("country_name"):
            found.add("a row without a country")
        named = [row.get(name, "") for name in OF_COUNCILS]
        if level == "Local authority" and not all(named):
            found.add("a local authority without name or codes")
        if level == "National" and any(named):
            found.add("a national row with a council")
    yield from sorted(found)


def _filters(rows: Sequence[Row], described: Sequence[Row]) -> Iterator[str]:
    for row in described:
        if row.get("col_type") != "Filter":
            continue
        group = row.get("filter_grouping_column", "")
        for name in (row["col_name"], *([group] if group else [])):
            items = {each.get(name, "") for each in rows}
            default = row.get("filter_default") or "Total" if name == row["col_name"] else "Total"
            if "Total" not in items or default not in items:
                yield f"{name} has no Total"
            if "" in items:
                yield f"{name} has a blank"
            if any(item != item.strip() for item in items):
                yield f"{name} has spaces around an item"
            if any(len(item) > MOST_LETTERS["item"] for item in items):
                yield f"{name} has an item that is too long"
            if len(items) < 2:
                yield f"{name} has one item"


def _indicators(rows: Sequence[Row], described: Sequence[Row]) -> Iterator[str]:
    for row in described:
        if row.get("col_type") != "Indicator":
            continue
        values = {each.get(row["col_name"], "") for each in rows}
        wrong = sorted(value for value in values if value not in SYMBOLS and not WHOLE.fullmatch(value))
        if wrong:
            yield f"{row['col_name']} holds {wrong[0] or 'a blank'}"


def _doubles(rows: Sequence[Row], described: Sequence[Row]) -> Iterator[str]:
    filters = [row["col_name"] for row in described if row.get("col_type") == "Filter"]
    key = (*REQUIRED, *OF_COUNCILS, *filters)
    double = [
        each
        for each, times in Counter(tuple(row.get(name, "") for name in key) for row in rows).items()
        if times > 1
    ]
    if double:
        yield f"{len(double)} combinations stand twice, first {double[0][-len(filters) :]}"
