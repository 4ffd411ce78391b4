"""Programme folders for tests, written from plain rows."""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

Row = Mapping[str, object]


def make_folder(
    folder: Path,
    *,
    responses: Sequence[Row],
    cohort: Sequence[Row] | None = None,
    areas: Sequence[Row] | None = None,
    waves: Sequence[Row] | None = None,
    benchmarks: Sequence[Row] | None = None,
    comments: Sequence[Row] | None = None,
    name: str = "A programme for tests",
    made_up: bool = False,
) -> Path:
    """Write a programme folder and return it.

    Rows may have different keys; what a row lacks is empty. A wave's `surveys` is a list of keys. Areas and waves
    left out are those of the responses, each wave in February and March of the year its key begins with.
    """
    keys = sorted({str(row["wave"]) for row in responses}) or ["2026"]
    codes = sorted({str(row["area"]) for row in responses}) or ["X1"]
    rows_of = {
        "areas.csv": areas or [{"area": code, "name": f"Made-up council {code}"} for code in codes],
        "responses/responses.csv": responses or [{"wave": "", "area": "", "survey": ""}],
        "cohort.csv": cohort,
        "benchmarks.csv": benchmarks,
        "comments.csv": comments,
    }
    (folder / "responses").mkdir(parents=True)
    write_settings(folder, waves or [make_wave(key) for key in keys], name=name, made_up=made_up)
    for file, rows in rows_of.items():
        if rows is not None:
            write_rows(folder / file, rows)
    return folder


def make_wave(key: str) -> Row:
    """A wave as programme.toml has it."""
    return {"key": key, "opens_on": f"{key[:4]}-02-02", "closes_on": f"{key[:4]}-03-27"}


def make_response(
    survey: str = "8-11", *, wave: str = "2026", area: str = "X1", **answers: str
) -> dict[str, object]:
    """One response with these answers and no others."""
    return {"wave": wave, "area": area, "survey": survey, **answers}


def write_rows(path: Path, rows: Sequence[Row]) -> Path:
    """A CSV file with a column for every key of any row."""
    columns = list(dict.fromkeys(key for row in rows for key in row))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return path


def write_settings(folder: Path, waves: Sequence[Row], *, name: str, made_up: bool = False) -> Path:
    """programme.toml with these waves."""
    lines = [f'name = "{name}"', f"made_up = {str(made_up).lower()}"]
    for wave in waves:
        lines += ["", "[[waves]]", f'key = "{wave["key"]}"']
        lines += [f"{key} = {wave[key]}" for key in ("opens_on", "closes_on", "surveys") if key in wave]
    path = folder / "programme.toml"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path
