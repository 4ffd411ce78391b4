"""One picture for the board: how far the findings of a wave have come; and of every council, for the programme."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from heard.base.messages import count_of
from heard.base.policy import Level
from heard.web.following.chain import Chain, Counted, Step, count_chains
from heard.web.following.presenters.words import FOUND, NAMES, NEXT
from heard.web.following.standing import Loop
from heard.web.policy import DAYS_TO_ANSWER
from heard.web.reporting.presenters.answers import title_of
from heard.web.responding.presenters.answers import HELD, NONE_FOUND, Tag, side_of
from heard.web.ui.days import say_day
from heard.web.waves.queries import WaveFacts


@dataclass(frozen=True, slots=True)
class Tile:
    """How many findings have one link of the chain. `share`: of a hundred, for the bar."""

    title: str
    count: int
    of: str
    share: int


@dataclass(frozen=True, slots=True)
class Mark:
    """Whether a finding has a link; `says` stands behind a sign."""

    name: str
    is_there: bool
    is_needed: bool
    says: str


@dataclass(frozen=True, slots=True)
class LoopLine:
    """One finding and how far it has come."""

    title: str
    url: str
    side: Tag
    marks: tuple[Mark, ...]
    next_step: str
    is_next_ours: bool


@dataclass(frozen=True, slots=True)
class LoopPage:
    """The whole loop of a wave. `why_none`: empty where there are findings."""

    why_none: str
    tiles: tuple[Tile, ...]
    oldest: str
    is_late: bool
    overdue: str
    names: tuple[str, ...]
    lines: tuple[LoopLine, ...]


@dataclass(frozen=True, slots=True)
class WaveLine:
    """One wave's findings, as counts. `oldest`: how long the oldest without an answer waits."""

    wave: str
    url: str
    found: int
    counts: tuple[tuple[str, int], ...]
    oldest: str
    is_late: bool


@dataclass(frozen=True, slots=True)
class CouncilLine:
    """One council's findings of a wave, as counts."""

    council: str
    wave: str
    found: int
    counts: tuple[tuple[str, int], ...]
    oldest: str
    counted: str


def present_loop(facts: WaveFacts, chains: Sequence[Chain], *, level: Level | None, today: date) -> LoopPage:
    """The page. `level`: at which this person reads, None as long as the findings are held."""
    needed = [each for each in chains if level is not None and each.finding.needs_answer(level)]
    if level is None or not needed:
        return LoopPage(HELD if level is None else NONE_FOUND, (), "", False, "", (), ())
    counted = count_chains(needed, _readable_from(facts))
    days = _days_waited(counted, today)
    return LoopPage(
        why_none="",
        tiles=_tiles(counted),
        oldest=_say_oldest(counted, days),
        is_late=days > DAYS_TO_ANSWER,
        overdue=_say_overdue(needed, today),
        names=tuple(NAMES.values()),
        lines=tuple(_line(facts, each, level) for each in needed),
    )


def present_wave_line(
    facts: WaveFacts, chains: Sequence[Chain], *, level: Level | None, today: date
) -> tuple[WaveLine, ...]:
    """The wave in a line; none where nothing of it may be read yet, or nothing was found."""
    counted = count_chains(chains, _readable_from(facts))
    if level is None or not counted.found:
        return ()
    days = _days_waited(counted, today)
    return (
        WaveLine(
            wave=facts.wave,
            url=reverse("following:show", args=[facts.council, facts.wave]),
            found=counted.found,
            counts=_counts(counted.by_step),
            oldest=_say_waited(counted.oldest_unanswered_on, today),
            is_late=days > DAYS_TO_ANSWER,
        ),
    )


def present_loops(loops: Sequence[Loop], today: date) -> tuple[CouncilLine, ...]:
    """As they come: by the council's name, which says nothing of who is far and who is not."""
    return tuple(_council(each, today) for each in loops)


def _tiles(counted: Counted) -> tuple[Tile, ...]:
    of = f"of {counted.found:,}"
    first = Tile(FOUND, counted.found, "strengths and areas for development", 100)
    return (
        first,
        *(
            Tile(NAMES[step], counted.by_step[step], of, round(100 * counted.by_step[step] / counted.found))
            for step in Step
        ),
    )


def _say_oldest(counted: Counted, days: int) -> str:
    if counted.oldest_unanswered_on is None:
        return "Every finding has an answer."
    open_count = counted.found - counted.by_step[Step.ANSWERED]
    has = "has" if open_count == 1 else "have"
    since = f"The oldest has waited {count_of(days, 'day')}." if days > 0 else "The oldest waits since today."
    return f"{count_of(open_count, 'finding')} {has} no answer. {since}"


def _say_overdue(chains: Sequence[Chain], today: date) -> str:
    actions = {action.id: action for each in chains for action in each.actions}
    late = sum(each.is_overdue(today) for each in actions.values())
    drifting = sum(each.is_drifting(today) for each in actions.values())
    if not actions:
        return ""
    said = [f"{count_of(len(actions), 'action')} answer these findings."]
    if late:
        said.append(f"{late:,} {'is' if late == 1 else 'are'} overdue.")
    if drifting:
        said.append(f"Of {drifting:,} nothing was heard for too long.")
    return " ".join(said)


def _line(facts: WaveFacts, chain: Chain, level: Level) -> LoopLine:
    step = chain.next_step
    return LoopLine(
        title=title_of(chain.finding.indicator),
        url=reverse("following:finding", args=[facts.council, facts.wave, chain.finding.indicator]),
        side=side_of(chain.finding, level),
        marks=tuple(_mark(chain, each) for each in Step),
        next_step=NEXT[step] if step else "The loop is closed",
        is_next_ours=step not in (None, Step.CHANGED),
    )


def _mark(chain: Chain, step: Step) -> Mark:
    is_there, is_needed = step in chain.reached, step in chain.needed
    says = "yes" if is_there else ("not yet" if is_needed else "not needed")
    return Mark(NAMES[step], is_there, is_needed, says)


def _council(loop: Loop, today: date) -> CouncilLine:
    return CouncilLine(
        council=loop.council_name,
        wave=loop.wave,
        found=loop.found,
        counts=_counts(loop.by_step),
        oldest=_say_waited(loop.oldest_unanswered_on, today),
        counted=say_day(loop.counted_on),
    )


def _counts(by_step: Mapping[Step, int]) -> tuple[tuple[str, int], ...]:
    return tuple((NAMES[step], by_step[step]) for step in Step)


def _say_waited(since: date | None, today: date) -> str:
    return count_of(max((today - since).days, 0), "day") if since else "none waits"


def _days_waited(counted: Counted, today: date) -> int:
    return (today - counted.oldest_unanswered_on).days if counted.oldest_unanswered_on else 0


def _readable_from(facts: WaveFacts) -> date:
    """The day from which anybody but the panel could read what was found."""
    return facts.panel_held_on or facts.report_from
