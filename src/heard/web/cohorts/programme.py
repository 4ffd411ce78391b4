"""The programme folder's cohort.csv: may this council's rows stand there, and which stand there now?"""

import csv
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

from heard.base.errors import InputProblems, UserError
from heard.base.surveys import Survey
from heard.cohort.columns import ELIGIBLE, KEYS
from heard.cohort.writing import Place, Row, read_rows
from heard.web.results.queries import programme_folder

NOTHING = "Nothing was changed."


class FolderNotReady(UserError):
    """The programme folder cannot hold these rows; the message says what to do."""


def cohort_file() -> Path:
    """Where the rows of every council stand."""
    return programme_folder() / "cohort.csv"


def places(wave: str, area: str) -> tuple[Place, ...]:
    """Every survey of one council in one wave: what is replaced, whatever was counted."""
    return tuple((wave, area, survey.value) for survey in Survey)


def read_own_rows(*, wave: str, area: str) -> tuple[Row, ...]:
    """The rows of one council in one wave as they are now. FolderNotReady where the file cannot be read as one."""
    try:
        return read_rows(cohort_file(), wave=wave, area=area)
    except InputProblems:
        raise FolderNotReady(
            "The programme folder's cohort.csv cannot be read. `heard check` says what is wrong with it to whoever "
            f"keeps the folder. {NOTHING}"
        ) from None


def totals_of(rows: Sequence[Row]) -> Mapping[str, int]:
    """Survey → children, by the rows that name no group; a survey without such a row has none."""
    return {
        row["survey"]: int(row[ELIGIBLE])
        for row in rows
        if set(row) == {*KEYS, ELIGIBLE} and row[ELIGIBLE].isdecimal()
    }


def list_earlier_waves(wave: str) -> tuple[str, ...]:
    """The programme's waves before this one, the latest first; none where the folder does not say when they were."""
    try:
        with (programme_folder() / "programme.toml").open("rb") as settings:
            days = {str(each["key"]): each["opens_on"] for each in tomllib.load(settings).get("waves", [])}
        earlier = [key for key in days if wave in days and days[key] < days[wave]]
        return tuple(sorted(earlier, key=days.__getitem__, reverse=True))
    except (OSError, ValueError, KeyError, TypeError):
        return ()


def check_folder(*, wave: str, area: str) -> None:
    """Raise FolderNotReady where the folder does not know the council or the wave.

    Rows of an unknown one are an error of the whole folder: no council's answers could be opened.
    """
    folder = programme_folder()
    try:
        with (folder / "programme.toml").open("rb") as settings:
            waves = {str(each.get("key")) for each in tomllib.load(settings).get("waves", [])}
        with (folder / "areas.csv").open(encoding="utf-8-sig", newline="") as areas:
            known = {(row.get("area") or "").strip() for row in csv.DictReader(areas)}
    except (OSError, ValueError, csv.Error, AttributeError):
        raise FolderNotReady(
            "The site has no programme folder that can be read, so there is no place for the counts. Whoever runs the "
            f"site sets it up. {NOTHING}"
        ) from None
    missing = [
        name for name, is_there in (("wave", wave in waves), ("council", area in known)) if not is_there
    ]
    if missing:
        raise FolderNotReady(
            f"The programme folder does not know this {' or this '.join(missing)} yet. Whoever keeps the folder adds "
            f"it to {'programme.toml' if 'wave' in missing else 'areas.csv'}. {NOTHING}"
        )
