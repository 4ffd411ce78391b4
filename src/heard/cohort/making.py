"""A council's own files → its rows of cohort.csv. Children are in memory until they are counted, and nowhere else."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from heard.base.errors import InputProblems, UserError
from heard.base.messages import name_some, quote
from heard.base.places import KEY_IN_WORDS, is_key
from heard.base.problems import Problem
from heard.base.surveys import Family
from heard.catalogue import Catalogue
from heard.cohort.counting import CohortCount, Counted, count_people
from heard.cohort.eligibility import Elevens, Rules
from heard.cohort.gathering import gather
from heard.cohort.people import LISTED, Exclusion
from heard.cohort.returns.given import GivenFile, read_given
from heard.cohort.writing import Written, rows_of, write_cohort
from heard.dataset.tally import Tally


@dataclass(frozen=True, slots=True)
class MadeCohort:
    """What was counted and written, and the warnings."""

    count: CohortCount
    written: Written
    problems: tuple[Problem, ...]


def make_cohort(
    paths: Sequence[Path],
    *,
    wave: str,
    area: str,
    on: date,
    out: Path,
    catalogue: Catalogue,
    exclude: Collection[Exclusion] = (),
    elevens: Elevens = Elevens.BY_SCHOOL_YEAR,
) -> MadeCohort:
    """Count who could answer each survey on the day `on`, and write it to `out`.

    Raises InputProblems with all that is wrong in all files, UserError for a wave or an area that is no key; then
    nothing is written. No message holds anything that stands in a row of theirs.
    """
    for name, key in (("wave", wave), ("area", area)):
        if not is_key(key):
            raise UserError(f"{quote(key)} cannot be the key of {name}. Allowed: {KEY_IN_WORDS}.")
    if out.suffix.lower() != ".csv":
        raise UserError(
            f"{out.name} cannot be written: a cohort is a CSV file. Name one, such as cohort.csv."
        )
    tally = Tally()
    files = _read_all(paths, tally)
    counted = count_cohort(files, on=on, catalogue=catalogue, exclude=exclude, elevens=elevens, tally=tally)
    written = write_cohort(out, rows_of(counted.count, wave=wave, area=area, catalogue=catalogue))
    return MadeCohort(counted.count, written, counted.problems)


def count_cohort(
    files: Sequence[GivenFile],
    *,
    on: date,
    catalogue: Catalogue,
    exclude: Collection[Exclusion] = (),
    elevens: Elevens = Elevens.BY_SCHOOL_YEAR,
    tally: Tally | None = None,
) -> Counted:
    """Count who could answer each survey on the day `on`; nothing is written.

    Raises InputProblems with all that is wrong in all files, and with what `tally` held before.
    """
    tally = tally or Tally()
    people = gather(files, on=on, tally=tally)
    rules = Rules(
        on=on,
        exclude=frozenset(exclude),
        elevens=elevens,
        leavers=Family.LEAVERS in people.recorded,
        full_list_of_leavers=people.full_list_of_leavers,
    )
    _warn_of_reasons(rules.exclude, people.has_reasons, files, tally)
    return Counted(count_people(people, catalogue=catalogue, rules=rules), tally.problems())


def _read_all(paths: Sequence[Path], tally: Tally) -> list[GivenFile]:
    """Every file that can be had; of the others, why not."""
    files = []
    for path in paths:
        try:
            files.append(read_given(path))
        except InputProblems as error:
            tally.extend(error.problems)
    return files


def _warn_of_reasons(
    exclude: Collection[Exclusion], has_reasons: bool, files: Sequence[GivenFile], tally: Tally
) -> None:
    """Say where children were to be left out for a reason that no file gives."""
    listed = [reason.value for reason in LISTED if reason in exclude]
    if listed and not has_reasons:
        says = f"no file says of whom that is true: {name_some(listed)}. Give a list with the columns child and reason."
        tally.warn(name_some([file.name for file in files]), says)
