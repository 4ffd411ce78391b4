"""Who could answer a wave of the council entered, as it was taken over, and as the programme folder has it now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from heard.cohort.writing import fingerprint
from heard.web.cohorts.changes import Before
from heard.web.cohorts.models import Source, TakenCohort
from heard.web.cohorts.programme import list_earlier_waves, read_own_rows, totals_of
from heard.web.tenancy import entered_council

__all__ = ["CohortFacts", "RowsThere", "Source", "find_cohort", "read_before", "read_there"]


@dataclass(frozen=True, slots=True)
class CohortFacts:
    """What somebody took over. `rows`: the fingerprint of what was written then."""

    counted_on: date
    source: Source
    eligible: Mapping[str, int]
    excluded: Mapping[str, int]
    rows: str
    taken_on: date
    taken_by: str


@dataclass(frozen=True, slots=True)
class RowsThere:
    """What stands in the programme folder: sums by survey, how many rows, their fingerprint."""

    totals: Mapping[str, int]
    rows: int
    fingerprint: str


def find_cohort(wave: str) -> CohortFacts | None:
    """What was taken over for this wave; None where nothing was, by this site."""
    rows = TakenCohort.objects.filter(council_id=entered_council(), council_wave__collection__wave=wave)
    return next(
        (
            CohortFacts(
                row.counted_on,
                Source(row.source),
                row.eligible,
                row.excluded,
                row.rows,
                row.taken_on,
                row.taken_by,
            )
            for row in rows
        ),
        None,
    )


def read_there(wave: str) -> RowsThere:
    """The rows of the council entered in this wave. Raises FolderNotReady."""
    rows = read_own_rows(wave=wave, area=entered_council())
    return RowsThere(totals_of(rows), len(rows), fingerprint(rows))


def read_before(wave: str, surveys: Sequence[str], there: RowsThere) -> dict[str, Before]:
    """What each survey's count is to be looked at beside: the count in use, else that of the last wave that has one."""
    earlier = _read_earlier(wave)
    found = {survey: Before(there.totals[survey]) for survey in surveys if survey in there.totals}
    return {
        survey: found.get(survey) or earlier[survey]
        for survey in surveys
        if survey in found or survey in earlier
    }


def _read_earlier(wave: str) -> dict[str, Before]:
    for each in list_earlier_waves(wave):
        totals = totals_of(read_own_rows(wave=each, area=entered_council()))
        if totals:
            return {survey: Before(children, each) for survey, children in totals.items()}
    return {}
