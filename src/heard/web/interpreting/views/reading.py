"""What this person may read of a wave's findings now; nothing before the young people's panel."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from heard.base.policy import Level
from heard.web.interpreting.actions.remarks import MayName
from heard.web.interpreting.presenters.together import present_held
from heard.web.interpreting.queries import RemarkFacts, SessionFacts
from heard.web.people.queries import Member
from heard.web.people.roles import Permission
from heard.web.results.found import FindingFacts, find_finding, list_findings
from heard.web.results.presenters import readable_levels
from heard.web.ui import clock
from heard.web.waves.queries import WaveFacts
from heard.web.waves.views import get_or_404

P = ParamSpec("P")
T = TypeVar("T")
NOT_YET, CROSSED = 422, 409


@dataclass(frozen=True, slots=True)
class Reader:
    """A wave, and the level at which this person reads its findings now."""

    wave: WaveFacts
    level: Level

    def at(self, session: SessionFacts) -> Level:
        """The level at which a session's pages show them: only the board's shows what the board may see."""
        return self.level if session.is_of_board else Level.PUBLIC

    def list_open(self) -> frozenset[str]:
        """The questions of which this person may read what was said: those they are told of, and those that nobody is
        told of any longer. What was said is not lost where reports that are made again tell something else."""
        return frozenset(
            each.indicator
            for each in list_findings(self.wave.wave)
            if each.at(self.level) or not (each.at(Level.BOARD) or each.at(Level.PUBLIC))
        )

    def readable(self, said: Iterable[RemarkFacts]) -> tuple[RemarkFacts, ...]:
        """Without what was said in the board's own session, and of what only the board is told, for other readers."""
        here = self.list_open()
        return tuple(
            each
            for each in said
            if here.issuperset(each.indicators) and not (each.is_of_board and self.level is Level.PUBLIC)
        )

    def findings(self, level: Level | None = None) -> tuple[FindingFacts, ...]:
        """Those of which anything may be read, the most important first."""
        return tuple(each for each in list_findings(self.wave.wave) if each.at(level or self.level))


Reading = Callable[Concatenate[HttpRequest, Member, Reader, P], HttpResponse]
View = Callable[Concatenate[HttpRequest, Member, str, P], HttpResponse]


def reading(view: Reading[P]) -> View[P]:
    """Say that findings are held, to whoever may not read them yet; nothing of the view is done then."""

    @wraps(view)
    def read(
        request: HttpRequest, member: Member, wave: str, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponse:
        facts = get_or_404(wave)
        levels = readable_levels(member, facts, clock.today())
        level = next((each for each in (Level.BOARD, Level.PUBLIC) if each in levels), None)
        if level is None:
            page = present_held(facts, clock.today(), may_record=member.may(Permission.RECORD_PANEL))
            return render(request, "interpreting/held.html", {"member": member, "wave": facts, "page": page})
        return view(request, member, Reader(facts, level), *args, **kwargs)

    return cast("View[P]", read)


def finding_or_404(reader: Reader, indicator: str, level: Level | None = None) -> FindingFacts:
    """A finding of which something may be read at this level."""
    found = find_finding(reader.wave.wave, indicator)
    if found is None or not found.at(level or reader.level):
        raise Http404
    return found


def after_looking(request: HttpRequest, act: Callable[[bool], T]) -> T:
    """Do it; where words may name somebody, only if whoever sent the form has looked at those very words."""
    try:
        return act(False)
    except MayName as found:
        looked_at = request.POST.getlist("named") if request.POST.get("looked") else []
        if not set(found.words) <= set(looked_at):
            raise
        return act(True)


def number_of(request: HttpRequest, name: str = "read") -> int:
    """What a hidden field says; 0 for what is no number."""
    sent = request.POST.get(name, "")
    return int(sent) if sent.isdecimal() and len(sent) < 10 else 0
