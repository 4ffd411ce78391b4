"""What several pages of the plan need to know of the council's waves and of what somebody may read."""

from collections.abc import Iterator

from django.http import Http404

from heard.base.policy import Level
from heard.web.acting.contents import Finding
from heard.web.acting.queries import ActionFacts, find_action
from heard.web.people.queries import Member
from heard.web.people.roles import Permission
from heard.web.results.found import FindingFacts, find_finding, list_findings
from heard.web.results.presenters import readable_levels
from heard.web.ui import clock
from heard.web.waves.queries import find_wave, list_waves

READS = (Permission.READ_LOOP, Permission.KEEP_PLAN)
WAVES_OFFERED = 2  # the newest that found something: an answer is to what was found lately
CROSSED, NOT_YET = 409, 422


def list_wave_names() -> tuple[str, ...]:
    """The council's waves, the newest first."""
    return tuple(each.wave for each in list_waves())


def level_for(member: Member, wave: str) -> Level | None:
    """At what level this person reads findings of a wave today; None while the young people's panel reads first."""
    facts = find_wave(wave)
    if facts is None:
        return None
    levels = readable_levels(member, facts, clock.today())
    if levels & {Level.BOARD, Level.WORKING}:
        return Level.BOARD
    return Level.PUBLIC if Level.PUBLIC in levels else None


def offer_findings(member: Member, *also: Finding) -> tuple[Finding, ...]:
    """What an action can be said to answer: findings this person may read, and those that it answers already."""
    return tuple(dict.fromkeys((*also, *_readable(member))))


def tell_findings(
    member: Member, findings: tuple[Finding, ...]
) -> tuple[tuple[FindingFacts | None, Level | None], ...]:
    """Each with the level that this person may read."""
    levels = {wave: level_for(member, wave) for wave in {each[0] for each in findings}}
    return tuple((find_finding(*each), levels[each[0]]) for each in findings)


def action_or_404(number: int) -> ActionFacts:
    """The action of this number, or the page for what is not there."""
    found = find_action(number)
    if found is None:
        raise Http404
    return found


def _readable(member: Member) -> Iterator[Finding]:
    offered = 0
    for wave in list_wave_names():
        found = list_findings(wave)
        level = level_for(member, wave) if found else None
        if level is None:
            continue
        yield from ((wave, each.indicator) for each in found if each.at(level))
        offered += 1
        if offered == WAVES_OFFERED:
            return
