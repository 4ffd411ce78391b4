"""Excel: the first sheet shown, cell by cell. Formulas, errors and merged cells are refused by their place."""

import re
import zipfile
from collections.abc import Sequence
from xml.etree import ElementTree

from heard.base.errors import InputProblems
from heard.base.messages import name_some
from heard.base.problems import Problem
from heard.web.interpreting.tables.layout import Grid, named, parse, refused, tidy
from heard.web.policy import MOST_TABLE_COLUMNS

_CELL_NAME = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


def read_workbook(name: str, archive: zipfile.ZipFile) -> tuple[Grid, tuple[str, ...]]:
    """The first sheet that is shown, and a note of the others."""
    sheets = _sheets(archive)
    if not sheets:
        raise refused(name, "this is neither an Excel nor a Word file, whatever its name says.")
    (title, member), *others = sheets
    shared = _shared_strings(archive)
    sheet = parse(archive, member)
    problems = [
        Problem(
            name,
            f"cells are merged: {each.get('ref', '')}. Undo that, and type in each row what belongs there.",
        )
        for each in sheet.iter(named(sheet, "mergeCell"))
    ]
    grid: Grid = []
    for row in sheet.iter(named(sheet, "row")):
        number = int(row.get("r") or len(grid) + 1)
        cells: list[str] = []
        for each in row.findall(named(sheet, "c")):
            place = _CELL_NAME.fullmatch(each.get("r", ""))
            at = _column_number(place[1]) if place else len(cells)
            if at >= MOST_TABLE_COLUMNS * 4:
                problems.append(
                    Problem(
                        name,
                        "the sheet reaches too far to the right. Delete what stands there.",
                        rows=(number,),
                    )
                )
                break
            cells += [""] * (at - len(cells))
            fault, value = _cell(sheet, each, shared)
            if fault:
                problems.append(Problem(name, fault, column=place[1] if place else "", rows=(number,)))
            cells.append(tidy(value))
        grid.append((number, cells))
    if problems:
        raise InputProblems(problems)
    note = (
        (f"Only the sheet “{title}” is read. Not read: {name_some([each for each, _ in others])}.",)
        if others
        else ()
    )
    return grid, note


def _sheets(archive: zipfile.ZipFile) -> list[tuple[str, str]]:
    if "xl/workbook.xml" not in archive.namelist():
        return []
    workbook, relations = parse(archive, "xl/workbook.xml"), parse(archive, "xl/_rels/workbook.xml.rels")
    targets = {
        each.get("Id", ""): each.get("Target", "")
        for each in relations
        if each.get("Type", "").endswith("/worksheet")
    }
    found = []
    for each in workbook.iter(named(workbook, "sheet")):
        wanted = [targets[value] for key, value in each.items() if key.endswith("}id") and value in targets]
        if wanted and each.get("state", "visible") == "visible":
            member = wanted[0].lstrip("/")
            found.append((each.get("name", ""), member if member.startswith("xl/") else f"xl/{member}"))
    return found


def _shared_strings(archive: zipfile.ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in archive.namelist():
        return []
    root = parse(archive, "xl/sharedStrings.xml")
    return [_text_of(root, each) for each in root.iter(named(root, "si"))]


def _text_of(root: ElementTree.Element, item: ElementTree.Element) -> str:
    """Of a string in parts; how it is to be read aloud in Japanese (rPh) is left out."""
    aside = {text for each in item.iter(named(root, "rPh")) for text in each.iter(named(root, "t"))}
    return "".join(each.text or "" for each in item.iter(named(root, "t")) if each not in aside)


def _cell(root: ElementTree.Element, cell: ElementTree.Element, shared: Sequence[str]) -> tuple[str, str]:
    """What is wrong with it, and what it says."""
    if cell.find(named(root, "f")) is not None:
        return "a formula stands here. Copy the sheet and paste it as values.", ""
    kind, value = cell.get("t", "n"), cell.findtext(named(root, "v")) or ""
    if kind == "e":
        return "an error, such as #N/A, stands here. Type what belongs there, or leave it empty.", ""
    if kind == "s":
        return "", shared[int(value)] if value else ""
    if kind == "inlineStr":
        return "", _text_of(root, cell)
    return "", value.removesuffix(".0") if kind == "n" else value


def _column_number(letters: str) -> int:
    """A is 0, Z 25, AA 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
