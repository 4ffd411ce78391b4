"""A council whose wave is opened, and sets of reports that are made in no time. For tests of one council."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.http import HttpResponse

from heard.base.policy import Level
from heard.base.surveys import Family, Survey
from heard.findings import Finding
from heard.programme import report_set
from heard.programme.report_files import WrittenFile
from heard.reports.additions import Additions
from heard.reports.outputs import OUTPUTS, Format, Kind
from heard.web.codes.actions import move_collection
from heard.web.codes.queries import State
from heard.web.people.roles import Role
from heard.web.reporting.queries import SetFacts, find_set
from heard.web.results.models import Opening
from heard.web.tenancy import in_council
from heard.web.waves.actions import record_panel
from web.programmes.towns import run_jobs
from web.staff import (
    BY,
    COUNCIL,
    NOON,
    PANEL_ON,
    WAVE,
    at_noon,
    close,
    make_people,
    open_for_answers,
    page,
    path_of,
    set_clock,
    signed_in,
    wave_of,
)

AFTER = at_noon(PANEL_ON.replace(day=PANEL_ON.day + 1))  # the panel's day has passed
SUFFIXES = {Format.EES: "csv"}


@dataclass
class Press:
    """Stands where sets are written: what it was asked for, and how it is to fail."""

    asked: list[dict[str, Any]]
    fails: BaseException | None = None
    findings: tuple[Finding, ...] = ()
    before_each: Callable[[], None] = lambda: None

    def write_set(self, _counted: object, *, out: Path, additions: Additions, **more: Any) -> object:
        """Every kind in every format of both families; each file says what it is."""
        self.asked.append({"out": out, "additions": additions, **more})
        files = []
        for kind, output in OUTPUTS.items():
            for family in Family:
                more["progress"](f"{kind.value}, {family.value}")
                self.before_each()
                if self.fails:
                    raise self.fails
                files += [self._write(out, kind, each, family, more["level"]) for each in output.formats]
        entries = {Level.PUBLIC: SimpleNamespace(number=3), Level.BOARD: SimpleNamespace(number=4)}
        return report_set.ReportSet(
            files=tuple(files),
            findings={Level.PUBLIC: self.findings},
            withheld={},
            entries=entries,  # type: ignore[arg-type]
        )

    def _write(self, out: Path, kind: Kind, form: Format, family: Family, asked: Level) -> WrittenFile:
        level = OUTPUTS[kind].level(asked)
        survey = Survey.AGES_8_11 if (kind, family) == (Kind.CHILDREN, Family.CARE) else None
        path = out / f"{COUNCIL}-{WAVE}-{kind}-{family}-{level}.{SUFFIXES.get(form, form.value)}"
        path.write_text(f"{kind} {form} {family} {level}")
        return WrittenFile(path=path, kind=kind, format=form, level=level, family=family, survey=survey)


def install(monkeypatch: pytest.MonkeyPatch, *told: Finding) -> Press:
    """In place of what counts and writes."""
    press = Press([], findings=told)
    monkeypatch.setattr(report_set, "write_set", press.write_set)
    counting = import_module("heard.programme.counted")
    monkeypatch.setattr(counting, "count_programme", lambda *_folder, **_more: None)
    return press


def begin(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    """A council whose wave has closed, in a home of its own."""
    monkeypatch.setattr(settings, "HEARD", replace(settings.HEARD, home=home))
    make_people()
    open_for_answers()
    close()
    set_clock(monkeypatch, NOON)


def open_wave(responses: int = 40, step: str = "reported") -> None:
    """Its answers are opened, of so many."""
    with in_council(COUNCIL):
        for state in (State.OPENING, State.OPENED):
            move_collection(collection_id=wave_of().collection_id, to=state)
        Opening.objects.create(
            council_id=COUNCIL, council_wave_id=wave_of().id, step=step, responses=responses, opened_by=BY
        )


def meet_panel() -> None:
    """The panel has met."""
    with in_council(COUNCIL):
        record_panel(wave=WAVE, held_on=NOON.date(), by=BY, at=NOON)


def make(role: Role = Role.COORDINATOR) -> HttpResponse:
    """Press the button, and let the worker work."""
    answered = signed_in(role).post(path_of("reports/make/"))
    run_jobs(NOON)
    return answered


def show(role: Role = Role.COORDINATOR) -> str:
    """The page of reports."""
    return page(signed_in(role).get(path_of("reports/")))


def the_set() -> SetFacts:
    """The one that was made."""
    with in_council(COUNCIL):
        found = find_set(WAVE)
    assert found is not None
    return found
