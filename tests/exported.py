"""Responses as other survey tools export them, each with the column map that a person would write beside it.

Made of rows in Heard's own columns, so that a test can ask whether they come back. The layouts are those the tools'
manuals describe; nothing here was taken from a real export.
"""

import csv
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl
import pyreadstat
import pytest
import xlsxwriter

from heard.base.surveys import Survey
from heard.catalogue import load_catalogue
from heard.dataset import sav_files, sav_process
from heard.dataset.codebook import Column, build_codebook

Row = Mapping[str, str]
COLUMNS = build_codebook(load_catalogue(), {}, {}).surveys
KEYS = ("wave", "area", "survey")
DAY = "2026-02-10 09:41:07"


def columns_of(survey: str, rows: Sequence[Row]) -> list[Column]:
    """The columns of a survey in which any row holds something."""
    filled = {key for row in rows for key, value in row.items() if value}
    return [column for column in COLUMNS[Survey(survey)].read if column.key in filled]


@dataclass
class Export:
    """A table as a tool writes it, and its map. `sections`: lines of the map by our column."""

    names: list[str]
    rows: list[list[object]]
    survey: str
    sections: dict[str, list[str]] = field(default_factory=dict)
    top: list[str] = field(default_factory=list)
    end: list[str] = field(default_factory=list)

    def add(self, name: str, values: Sequence[object]) -> None:
        """Another column of theirs."""
        self.names.append(name)
        for row, value in zip(self.rows, values, strict=True):
            row.append(value)

    @property
    def map_text(self) -> str:
        """The column map."""
        lines = [*self.top, "[fixed]", 'wave = "2026"', f'survey = "{self.survey}"']
        for key, own in self.sections.items():
            lines += ["", f"[columns.{key}]", *own]
        return "\n".join([*lines, "", *self.end, ""])


def quoted(text: str) -> str:
    """A TOML string."""
    return json.dumps(text, ensure_ascii=False)


def table_of(pairs: Mapping[str, str]) -> str:
    """An inline table of TOML."""
    return "{ " + ", ".join(f"{quoted(key)} = {quoted(value)}" for key, value in pairs.items()) + " }"


def in_words(code: str) -> str:
    """What a child would have read in the place of a code."""
    return f"{code.replace('_', ' ').capitalize()}!"


def words_of(survey: str) -> tuple[dict[str, str], dict[str, dict[str, str]]]:
    """By column, the question a child reads, and its answers by code."""
    questionnaire = load_catalogue().questionnaires[Survey(survey)]
    asked = [(each.demographic, each) for each in questionnaire.demographics()]
    asked += [(each.indicator, each) for each in questionnaire.questions()]
    texts = {key: each.text for key, each in asked}
    return texts, {key: {answer.code: answer.text for answer in each.answers} for key, each in asked}


# --- LimeSurvey -------------------------------------------------------------------------------------------


def limesurvey(survey: str, rows: Sequence[Row], *, full: bool = False, council: bool = True) -> Export:
    """Codes of questions and answers; with `full`, what a child read instead. `council`: a question names it."""
    export = Export(["id", "submitdate", "lastpage", "startlanguage", "seed"], [], survey)
    export.rows = [[str(place), DAY, "9", "en", str(7919 * place)] for place in range(1, len(rows) + 1)]
    if council:
        _add_council(export, rows, 'Which "council", please?' if full else "COUNCIL")
    texts, words = words_of(survey)
    for number, column in enumerate(columns_of(survey, rows), 1):
        name = texts[column.key] if full else f"G01Q{number:02}"
        own = words[column.key]
        if column.multiple:
            _add_ticks(export, rows, column, name, own if full else {})
        else:
            answers = {
                code: own.get(code, in_words(code)) if full else f"A{place}"
                for place, code in enumerate(column.allowed, 1)
            }
            export.add(name, [answers.get(row.get(column.key, ""), "") for row in rows])
            values = {answer: code for code, answer in answers.items()}
            export.sections[column.key] = [f"from = {quoted(name)}", f"values = {table_of(values)}"]
    export.add("G99Q01[other]", ["I am called Ash"] + [""] * (len(rows) - 1))
    export.end = ["[leave_out]", 'columns = ["*[other]"]']
    return export


def _add_council(export: Export, rows: Sequence[Row], name: str) -> None:
    areas = sorted({row["area"] for row in rows})
    export.add(name, [f"Council {areas.index(row['area'])}" for row in rows])
    values = {f"council  {place}": area for place, area in enumerate(areas)}
    export.sections["area"] = [f"from = {quoted(name)}", f"values = {table_of(values)}"]


def _add_ticks(
    export: Export, rows: Sequence[Row], column: Column, name: str, words: Mapping[str, str]
) -> None:
    """Y or nothing for each answer; N where the question was shown and this answer was not ticked."""
    yes, no = ("Yes", "No") if words else ("Y", "N")
    options = {}
    for place, code in enumerate(column.allowed, 1):
        if code != "skipped":
            option = f" [{words.get(code, in_words(code))}]" if words else f"[SQ{place:03}]"
            options[f"{name}{option}"] = code
    for option, code in options.items():
        given = [row.get(column.key, "").split(";") for row in rows]
        export.add(option, ["" if codes == [""] else yes if code in codes else no for codes in given])
    export.sections[column.key] = [f"from_each = {table_of(options)}", 'none_chosen = "skipped"']


# --- KoboToolbox ------------------------------------------------------------------------------------------


def kobo(survey: str, rows: Sequence[Row], *, labels: bool = False) -> Export:
    """XML values and headers, a question of many answers joined and in columns; with `labels`, in words."""
    export = Export(["start", "end"], [[DAY, DAY] for _ in rows], survey)
    _add_council(export, rows, "Which council?" if labels else "about/council")
    for column in columns_of(survey, rows):
        name = f"Words of {column.key}" if labels else f"answers/{column.key}"
        answers = {code: in_words(code) if labels else f"o_{code}" for code in column.allowed}
        values = {answer: code for code, answer in answers.items()}
        given = [row.get(column.key, "") for row in rows]
        joined = [" ".join(answers[code] for code in value.split(";") if code) for value in given]
        export.add(name, joined)
        if not column.multiple:
            export.sections[column.key] = [f"from = {quoted(name)}", f"values = {table_of(values)}"]
            continue
        ticks = {f"{name}/{answer}": code for answer, code in values.items()}
        for tick, code in ticks.items():
            export.add(tick, ["" if not value else int(code in value.split(";")) for value in given])
        if labels:
            export.sections[column.key] = [f"from_each = {table_of(ticks)}"]
            export.end.append(quoted(name))
        else:
            export.sections[column.key] = [
                f"from = {quoted(name)}",
                f"values = {table_of(values)}",
                'separator = " "',
            ]
            export.end.append(quoted(f"{name}/*"))
    for number, name in enumerate(("_id", "_uuid", "_submission_time", "_validation_status", "_index")):
        export.add(name, [f"{number}-{place}" for place in range(len(rows))])
    export.end = ["[leave_out]", f"columns = [{', '.join(export.end)}]"]
    return export


# --- SPSS -------------------------------------------------------------------------------------------------


def write_labelled_sav(path: Path, survey: str, rows: Sequence[Row]) -> str:
    """Numbers with words as labels, what is no answer declared missing; returns the map."""
    export = Export(["resp_id"], [[float(place)] for place in range(len(rows))], survey)
    _add_council(export, rows, "council")
    labels: dict[str, dict[int | float, str]] = {}
    missing = {}
    headings = {"council": "Council"}
    for number, column in enumerate(columns_of(survey, rows), 1):
        name = f"q{number}"
        headings[name] = f"Words of {column.key}"
        if column.multiple:
            _add_dichotomies(export, rows, column, name, labels)
            continue
        numbers = {code: float(place) for place, code in enumerate(column.codes, 1)}
        numbers |= {code: float(-place) for place, code in enumerate(column.no_answer, 1)}
        export.add(name, [numbers.get(row.get(column.key, "")) for row in rows])
        labels[name] = {value: in_words(code) for code, value in numbers.items()}
        if column.no_answer:
            missing[name] = [{"lo": float(-len(column.no_answer)), "hi": -1.0}]
        values = {in_words(code).upper(): code for code in column.allowed}
        export.sections[column.key] = [f'from = "{name}"', f"values = {table_of(values)}"]
    export.end = ["[leave_out]", 'columns = ["resp_id"]']
    frame = pl.DataFrame(export.rows, schema=export.names, orient="row", infer_schema_length=None)
    empty = [name for name, kind in frame.schema.items() if kind == pl.Null]
    pyreadstat.write_sav(
        frame.with_columns(pl.col(empty).cast(pl.Float64)),
        path,
        column_labels=headings,
        variable_value_labels=labels,
        missing_ranges=missing,
        row_compress=True,
    )
    return export.map_text


def _add_dichotomies(
    export: Export,
    rows: Sequence[Row],
    column: Column,
    name: str,
    labels: dict[str, dict[int | float, str]],
) -> None:
    options = {}
    for place, code in enumerate(column.allowed, 1):
        option = f"{name}_{place}"
        given = [row.get(column.key, "").split(";") for row in rows]
        export.add(option, [None if codes == [""] else float(code in codes) for codes in given])
        labels[option] = {1: "Selected", 0: "Not selected"}
        options[option] = code
    export.sections[column.key] = [f"from_each = {table_of(options)}", 'chosen = ["selected"]']


def write_own_sav(path: Path, rows: Sequence[Row], *, numbers: bool = False) -> None:
    """Heard's own columns: codes as words; with `numbers`, as numbers that are labelled with the codes."""
    names = list(dict.fromkeys(key for row in rows for key in row))
    if not numbers:
        frame = pl.DataFrame({name: [row.get(name, "") for row in rows] for name in names})
        pyreadstat.write_sav(frame, path)
        return
    labels: dict[str, dict[int | float, str]] = {}
    columns = {}
    for name in names:
        codes = sorted({row.get(name, "") for row in rows} - {""})
        labels[name] = {float(place): code for place, code in enumerate(codes, 1)}
        place_of = {code: float(place) for place, code in enumerate(codes, 1)}
        columns[name] = pl.Series(name, [place_of.get(row.get(name, "")) for row in rows], dtype=pl.Float64)
    pyreadstat.write_sav(pl.DataFrame(columns), path, variable_value_labels=labels)


def read_without_a_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read .sav files in this process: a test of its own asks for the other, which takes half a second to start."""
    monkeypatch.setattr(
        sav_files, "ask_apart", lambda _command, given, **_limits: sav_process.read_here(**json.loads(given))
    )


# --- Files ------------------------------------------------------------------------------------------------


def write_csv(path: Path, export: Export, *, separator: str = ",", mark: bool = True) -> None:
    """Every value in quotation marks, as these tools do; with the mark that Windows programs look for."""
    with path.open("w", encoding="utf-8-sig" if mark else "utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=separator, quoting=csv.QUOTE_ALL)
        writer.writerows([export.names, *export.rows])
    if separator != ",":
        export.top.append(f"separator = {quoted(separator)}")
    write_map(path, export.map_text)


def write_xlsx(path: Path, export: Export) -> None:
    """A workbook, ticks as numbers."""
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        for place, row in enumerate([export.names, *export.rows]):
            sheet.write_row(place, 0, row)
    write_map(path, export.map_text)


def write_map(path: Path, text: str) -> Path:
    """The map beside the file."""
    beside = path.with_name(f"{path.stem}.map.toml")
    beside.write_text(text, encoding="utf-8")
    return beside


def _limesurvey_sav(path: Path, survey: str, rows: Sequence[Row]) -> None:
    write_map(path, write_labelled_sav(path, survey, rows))


WAYS: Mapping[str, tuple[str, Callable[[Path, str, Sequence[Row]], None]]] = {
    "limesurvey codes": ("csv", lambda path, survey, rows: write_csv(path, limesurvey(survey, rows))),
    "limesurvey in full, semicolons": (
        "csv",
        lambda path, survey, rows: write_csv(path, limesurvey(survey, rows, full=True), separator=";"),
    ),
    "kobo xml": (
        "csv",
        lambda path, survey, rows: write_csv(path, kobo(survey, rows), separator=";", mark=False),
    ),
    "kobo labels": ("xlsx", lambda path, survey, rows: write_xlsx(path, kobo(survey, rows, labels=True))),
    "spss labelled": ("sav", _limesurvey_sav),
    "spss with our words": ("sav", lambda path, survey, rows: write_own_sav(path, rows)),
    "spss with our words as labels": (
        "sav",
        lambda path, survey, rows: write_own_sav(path, rows, numbers=True),
    ),
}
