"""Taking over how many could answer: the council's rows in the programme folder, and who did it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction

from heard.base.errors import UserError
from heard.base.files import say_why
from heard.base.messages import count_of
from heard.base.surveys import Survey
from heard.catalogue import load_catalogue
from heard.cohort.apart import Asked, Limits, count_apart
from heard.cohort.counting import CohortCount, Counted, SurveyCount
from heard.cohort.explaining import sum_excluded
from heard.cohort.returns.given import GivenFile
from heard.cohort.writing import CohortChanged, Row, fingerprint, rows_of, write_cohort
from heard.web.audit.actions import record
from heard.web.cohorts.changes import find_changes
from heard.web.cohorts.models import Source, TakenCohort
from heard.web.cohorts.programme import check_folder, cohort_file, places, totals_of
from heard.web.cohorts.proposals import Proposal
from heard.web.cohorts.queries import read_before, read_there
from heard.web.policy import MEMORY_TO_COUNT, SECONDS_TO_COUNT
from heard.web.tenancy import entered_council
from heard.web.ui.clock import day_of
from heard.web.waves.actions import NotNow, hold_wave
from heard.web.waves.queries import State, WaveFacts

OPENED = (
    "The answers are being opened or are open already, and the reports rest on the counts as they were. Nothing was "
    "changed."
)


def count_files(files: Sequence[GivenFile], asked: Asked) -> Counted:
    """Count in a process of its own; nothing is kept. Raises InputProblems and CannotCount."""
    return count_apart(files, asked, Limits(SECONDS_TO_COUNT, MEMORY_TO_COUNT))


def count_typed(totals: Mapping[str, int], on: date) -> CohortCount:
    """Sums that somebody typed, as if they had been counted: without groups, and nobody left out that is known of."""
    surveys = tuple(
        SurveyCount(Survey(survey), total, {}, total, groups={}, not_known={}, left_out={})
        for survey, total in totals.items()
    )
    return CohortCount(on, sum(totals.values()), surveys, not_counted={}, not_asked_for={})


def limit_to(count: CohortCount, surveys: Sequence[str]) -> CohortCount:
    """The same without surveys that the wave does not ask."""
    return replace(count, surveys=tuple(each for each in count.surveys if each.survey.value in surveys))


class NotSure(UserError):
    """The counts are far from those before, and nobody has said that they are right."""

    def __init__(self) -> None:
        super().__init__(
            "These counts are far from those before, so you say that they are right. Nothing was changed."
        )


def take_over(*, wave: str, proposal: Proposal, by: str, at: datetime, is_sure: bool = False) -> None:
    """Put these counts in the place of the council's rows of this wave. The same twice is done once.

    `is_sure`: whoever takes them over has said that a large change is right. Raises NotSure where they had to and did
    not, NotNow once the key was handed in, FolderNotReady, and CohortChanged where the rows are no longer those that
    were shown beside the counts. Other councils' rows stay as they are, whoever changes theirs at the same time.
    """
    council = entered_council()
    with transaction.atomic():
        facts = hold_wave(wave)
        if facts.state in (State.OPENING, State.OPENED):
            raise NotNow(OPENED)
        check_folder(wave=wave, area=council)
        new = rows_of(proposal.count, wave=wave, area=council, catalogue=load_catalogue())
        rows, now = read_there(wave), fingerprint(new)
        there = rows.fingerprint
        if there not in (proposal.expected, now):
            raise CohortChanged(
                "Somebody else changed who could answer since these counts were shown. Nothing was changed now; look "
                "at what stands there, and count again if it is not right."
            )
        is_large = there != now and bool(find_changes(totals_of(new), read_before(wave, facts.surveys, rows)))
        if is_large and not is_sure:
            raise NotSure
        if _keep(facts, proposal, now, by, at) or there != now:
            said = f"{wave}, {count_of(len(new), 'row')}" + (", a large change confirmed" if is_large else "")
            record(actor=by, action="replaced who could answer", subject=said, at=at)
        if there != now:  # last: what fails here leaves no record behind
            _write(wave, council, new, there)


def _keep(facts: WaveFacts, proposal: Proposal, rows: str, by: str, at: datetime) -> bool:
    """Keep what was taken over; False where that is what was kept already."""
    count = proposal.count
    values = {
        "counted_on": count.on,
        "source": proposal.source,
        "eligible": {each.survey.value: each.eligible for each in count.surveys},
        "excluded": sum_excluded(count, proposal.asked) if proposal.source is Source.FILES else {},
        "rows": rows,
    }
    mine = TakenCohort.objects.filter(council_id=facts.council, council_wave_id=facts.id)
    if mine.filter(**values).exists():
        return False
    values |= {"taken_on": day_of(at), "taken_by": by}
    TakenCohort.objects.update_or_create(council_id=facts.council, council_wave_id=facts.id, defaults=values)
    return True


def _write(wave: str, area: str, new: Sequence[Row], there: str) -> None:
    try:
        write_cohort(cohort_file(), new, replacing=places(wave, area), expected=there)
    except OSError as error:
        raise UserError(
            f"The programme folder's cohort.csv could not be written: {say_why(error)}. Nothing was changed; tell "
            "whoever runs the site."
        ) from None
