"""An attack on what was handed out: releases as they stand in their folders, or a programme's whole ledger."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

import polars as pl

from heard.analysis.frames import ALL
from heard.base.errors import InputProblems, UserError
from heard.base.messages import quote
from heard.base.problems import Problem
from heard.base.surveys import TAKEN_TOGETHER, Survey
from heard.catalogue import Catalogue, load_catalogue
from heard.dataset.tally import Tally
from heard.disclosure.attack import Attack, Release, attack
from heard.disclosure.attack.council import Found
from heard.disclosure.attack.tasks import Task
from heard.disclosure.facts import EVERY_ONE, RESPONDENTS
from heard.disclosure.ledger import Ledger
from heard.programme.counted import Progress, say_nothing
from heard.programme.folder import LEDGER, SETTINGS
from heard.programme.processes import do_in_order
from heard.programme.release_folder import FIRST_ROW, TABLES, note_values, read_files

Asked = Mapping[str, set[tuple[str, str]]]  # survey → indicators with their cut points


def attack_releases(directories: Sequence[Path], *, progress: Progress = say_nothing) -> Attack:
    """Everything that can be worked out from these releases together.

    Each directory is one release, or a programme folder: then all that its ledger holds. Raises InputProblems with
    all that is wrong in any of them, by file, row and column; UserError where there is nothing to attack and
    DamagedLedger where a ledger is not whole.
    """
    catalogue = load_catalogue()
    releases = read_releases(directories, catalogue, progress)
    return attack(releases, catalogue, spread=_side_by_side, progress=progress)


def read_releases(
    directories: Sequence[Path], catalogue: Catalogue, progress: Progress = say_nothing
) -> list[Release]:
    """The releases that `attack_releases` attacks. Raises as it does."""
    if not directories:
        raise UserError("No release was named. Name the folders that `heard release` wrote.")
    releases: list[Release] = []
    problems: list[Problem] = []
    for directory, name in zip(directories, _name(directories), strict=True):
        progress(f"Reading {name}")
        try:
            if (directory / SETTINGS).exists():
                releases += _read_ledger(directory, name if len(directories) > 1 else "")
            else:
                releases.append(read_release(directory, catalogue, name=name))
        except InputProblems as error:
            problems += error.problems
    if problems:
        raise InputProblems(problems)
    return releases


def _side_by_side(
    do: Callable[[Catalogue, Task], Found], tasks: Sequence[Task], catalogue: Catalogue
) -> Iterator[Found]:
    return do_in_order(partial(do, catalogue), tasks)


def read_release(directory: Path, catalogue: Catalogue, *, name: str = "") -> Release:
    """One release from its folder, every row of it checked. Raises InputProblems."""
    name = name or directory.name
    tally = Tally()
    cover, facts = read_files(directory, name, tally)
    if facts is not None:
        _check_groups(facts, f"{name}/{TABLES}", catalogue, tally)
        _check_questions(facts, f"{name}/{TABLES}", catalogue, tally)
    if cover is None or facts is None or tally.has_errors():
        raise InputProblems(tally.problems())
    return Release(name, cover.level, facts, cover.snapshots)


def _read_ledger(folder: Path, name: str) -> list[Release]:
    """Everything that was ever handed out of a programme. `name`: of the folder, where there are several."""
    links = Ledger.open(folder / LEDGER).links
    if not links:
        raise UserError(f"Nothing was handed out of {folder} yet, so that there is nothing to attack.")
    return [
        Release(
            f"{name} entry {link.entry.number}".strip(), link.entry.level, link.facts, link.entry.snapshots
        )
        for link in links
    ]


def _name(directories: Sequence[Path]) -> tuple[str, ...]:
    """Folders by their last part; where two have the same, by as much of the path as it takes."""
    last = [directory.resolve().name for directory in directories]
    if len(set(last)) == len(last):
        return tuple(last)
    return tuple(str(directory) for directory in directories)


def _check_questions(facts: pl.DataFrame, file: str, catalogue: Catalogue, tally: Tally) -> None:
    """Every survey, question and cut point is one of the catalogue's."""
    asked = _list_asked(catalogue)
    note_values(tally, file, facts["survey"], ~facts["survey"].is_in([*asked]), ", ".join(asked))
    for (survey, indicator, cut_point), rows in _list_rows(facts, "survey", "indicator", "cut_point"):
        if survey in asked and (indicator, cut_point) not in asked[survey]:
            words = f"{quote(indicator)} has no cut point {quote(cut_point)} in survey {survey}."
            cuts = sorted(cut for key, cut in asked[survey] if key == indicator)
            tally.add(file, words, column="cut_point", rows=rows, allowed=", ".join(cuts))


def _check_groups(facts: pl.DataFrame, file: str, catalogue: Catalogue, tally: Tally) -> None:
    """Every group is one its survey asks about; of surveys taken together everybody alone is spoken of."""
    groups: dict[str, tuple[str, ...]] = dict.fromkeys(TAKEN_TOGETHER, (ALL,))
    for survey in Survey:
        groups[survey.value] = (ALL, *(each.key for each in catalogue.demographics_of(survey)))
    for (asked, group), rows in _list_rows(facts, "survey", "group"):
        if asked in groups and group not in groups[asked]:
            words = f"{quote(group)} is not a group of survey {asked}."
            tally.add(file, words, column="group", rows=rows, allowed=", ".join(groups[asked]))


def _list_rows(facts: pl.DataFrame, *columns: str) -> Iterator[tuple[tuple[str, ...], list[int]]]:
    """Each combination there is with its rows, which count as a spreadsheet does."""
    numbered = facts.select(*columns).with_row_index("row", offset=FIRST_ROW)
    for *values, rows in numbered.group_by(columns, maintain_order=True).agg("row").iter_rows():
        yield tuple(values), rows


def _list_asked(catalogue: Catalogue) -> Asked:
    """By survey, and surveys taken together, every indicator with its cut points, and how many took part."""
    found: dict[str, set[tuple[str, str]]] = {}
    for survey in (*(each.value for each in Survey), *TAKEN_TOGETHER):
        found[survey] = {(RESPONDENTS, EVERY_ONE)}
        for key in catalogue.indicators:
            if catalogue.is_asked(key, survey):
                found[survey] |= {(key, cut.key) for cut in catalogue.asked(key, survey).cut_points}
    return found
