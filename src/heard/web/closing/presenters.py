"""Words of the pages about closing a wave down, and about how it went."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse

from heard.base.messages import count_of
from heard.base.policy import RESPONSE_RATE_TARGET
from heard.web.closing.figures import PUBLIC, Figures, SurveyFigures
from heard.web.closing.forms import QUESTIONS
from heard.web.closing.queries import Answers, Kind, OutThere, Review
from heard.web.people.queries import Member
from heard.web.people.roles import Permission
from heard.web.ui.days import say_day
from heard.web.waves.presenters import READERS, say_ages, say_rate
from heard.web.waves.queries import State, WaveFacts

DONE, HERE, LATER = "done", "here", ""
SAID = {DONE: "Done", HERE: "Now", LATER: "Later"}
TOO_FEW = "too few"


@dataclass(frozen=True, slots=True)
class ClosingStep:
    """One step of closing a wave down. `mark`: `done`, `here`, or empty; `stands` says the same in a word."""

    mark: str
    title: str
    who: str
    says: str
    button: str = ""
    url: str = ""

    @property
    def stands(self) -> str:
        """`Done`, `Now`, `Later`."""
        return SAID[self.mark]


@dataclass(frozen=True, slots=True)
class OutLine:
    """Something that may still hold answers. `field`: what the tick sends."""

    title: str
    says: str
    button: str
    kind: str
    survey: str
    label: str
    is_in: bool


@dataclass(frozen=True, slots=True)
class ClosingPage:
    """Where the closing stands."""

    heading: str
    lead: str
    steps: tuple[ClosingStep, ...]
    out: tuple[OutLine, ...]
    may_say: bool
    until: str


@dataclass(frozen=True, slots=True)
class FigureLine:
    """A survey's figures, in words."""

    ages: str
    eligible: str
    answered: str
    declined: str


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """How a wave went, to read and to print."""

    wave: str
    dates: str
    lines: tuple[FigureLine, ...]
    about: str
    answers: tuple[tuple[str, str], ...]
    signed: str
    url: str


def present_closing_down(
    member: Member, facts: WaveFacts, out: Sequence[OutThere], review: Review | None, today: date
) -> ClosingPage:
    """The steps from the last answer day to what the council learnt, each with its day and who does it."""
    missing = sum(each.said is None for each in out)
    steps = _mark(_steps(member, facts, missing, review), facts, today)
    is_waiting = facts.state is State.CLOSED
    return ClosingPage(
        heading=_heading(facts, today),
        lead=""
        if facts.state is not State.OPEN
        else "The wave is open. This is what comes once it has closed.",
        steps=steps,
        out=tuple(_out(each) for each in out) if facts.state in (State.CLOSED, State.OPENING) else (),
        may_say=is_waiting and member.may(Permission.CLOSE_WAVE),
        until=_until(facts),
    )


def present_review(facts: WaveFacts, review: Review, figures: Figures) -> ReviewPage:
    """How a wave went. `figures`: those taken down, or today's where it is not signed."""
    closed = f"; closed on {say_day(figures.closed_on)}" if figures.closed_on else ""
    return ReviewPage(
        wave=facts.wave,
        dates=f"Last day for answers {say_day(figures.last_answer_day)}{closed}.",
        lines=tuple(_figure_line(each) for each in figures.surveys),
        about=(
            "As the wave's page showed them: at least so many came in. Too few to say: a count under "
            f"{PUBLIC.threshold}, one that leaves fewer than {PUBLIC.threshold} others, and all of a survey that fewer "
            f"than {PUBLIC.minimum_base} could answer."
        ),
        answers=list_answers(review.answers),
        signed=say_signed(review),
        url=reverse("closing:review", args=[facts.council, facts.wave]),
    )


def list_answers(answers: Answers) -> tuple[tuple[str, str], ...]:
    """Each question with what was written to it; questions without an answer are left out."""
    found = [(label, getattr(answers, name).strip()) for name, (label, _) in QUESTIONS.items()]
    return tuple((label, text) for label, text in found if text)


def say_signed(review: Review) -> str:
    """Who signed it and when, or that nobody has."""
    if review.signed_on is None:
        return f"A draft, last changed on {say_day(review.written_on)} by {review.written_by}."
    return f"Signed on {say_day(review.signed_on)} by {review.signed_by}."


def _steps(member: Member, facts: WaveFacts, missing: int, review: Review | None) -> list[ClosingStep]:
    """In order, `mark` being `done` or not yet known."""
    return [
        _last_answers(facts),
        _bringing_in(facts, missing),
        *_opening(member, facts),
        *_after(member, facts, review),
    ]


def _last_answers(facts: WaveFacts) -> ClosingStep:
    closed = f" The wave closed on {say_day(facts.closed_on)}." if facts.closed_on else ""
    says = f"The last day for answers: {say_day(facts.last_answer_day)}.{closed}"
    return ClosingStep(
        DONE if facts.closed_on else LATER, "The last answers", "Children and young people", says
    )


def _bringing_in(facts: WaveFacts, missing: int) -> ClosingStep:
    is_over = facts.state in (State.OPENING, State.OPENED)
    if is_over:
        says = "Nothing comes in any more."
    elif facts.state is State.CLOSED and not missing:
        says = "Everything is in, as far as anybody knows."
    elif facts.state is State.CLOSED:
        says = f"Still to be ticked below: {missing}."
    elif facts.grace_days:
        says = f"{count_of(facts.grace_days, 'day')} for what lies on devices and on paper."
    else:
        says = "There are no days of grace: whatever lies on devices and on paper comes in before the wave closes."
    return ClosingStep(
        DONE if is_over else LATER, "Bring in what is still out", "The coordinator, with every team", says
    )


def _opening(member: Member, facts: WaveFacts) -> list[ClosingStep]:
    has_key = facts.state in (State.OPENING, State.OPENED)
    since = f"from {say_day(facts.key_from)}" if facts.key_from else "once the wave has closed"
    handing = ClosingStep(
        DONE if has_key else LATER,
        "Hand the key in",
        "A key holder",
        f"With their file and its passphrase, {since}.",
    )
    if facts.state is State.CLOSED and member.may(Permission.HAND_IN_KEY):
        handing = _with(handing, "Hand the key in", "results:hand_in", facts)
    opening = ClosingStep(
        DONE if facts.state is State.OPENED else LATER,
        "The answers are opened",
        "Heard, by itself",
        "Once, in random order; then codes, seals and paused surveys are wiped, and the reports are written.",
    )
    if facts.state is State.OPENING:
        opening = _with(opening, "See how far it is", "results:stands", facts)
    return [handing, opening]


def _after(member: Member, facts: WaveFacts, review: Review | None) -> list[ClosingStep]:
    met = facts.panel_held_on
    panel = ClosingStep(
        DONE if met else LATER,
        "The young people's panel reads first",
        "The panel and its host",
        f"They met on {say_day(met)}."
        if met
        else f"Planned for {say_day(facts.panel_on)}; everybody else after that.",
    )
    if facts.state is State.OPENED and member.permissions & READERS:
        panel = _with(panel, "Go to the report", "results:report", facts)
    is_gone = all(each.destroyed_on for each in facts.custody)
    gone = ClosingStep(
        DONE if is_gone else LATER,
        "Destroy the key files",
        "Both key holders",
        "Every copy, once the answers are open.",
    )
    if facts.state is State.OPENED and not is_gone and member.may(Permission.HAND_IN_KEY):
        gone = _with(gone, "Record that it is destroyed", "waves:record_destroyed", facts)
    return [panel, gone, _writing(member, facts, review)]


def _writing(member: Member, facts: WaveFacts, review: Review | None) -> ClosingStep:
    is_signed = review is not None and review.signed_on is not None
    says = "What went well, and what to change: the next wave starts from it."
    step = ClosingStep(
        DONE if is_signed else LATER,
        "Write how it went",
        "The coordinator",
        say_signed(review) if review else says,
    )
    if is_signed and member.may(Permission.READ_REVIEW):
        return _with(step, "Read how it went", "closing:review", facts)
    if not is_signed and facts.state is not State.PREPARING and member.may(Permission.WRITE_REVIEW):
        return _with(step, "Write how it went", "closing:write", facts)
    return step


def _with(step: ClosingStep, button: str, name: str, facts: WaveFacts) -> ClosingStep:
    url = reverse(name, args=[facts.council, facts.wave])
    return ClosingStep(step.mark, step.title, step.who, step.says, button, url)


def _mark(steps: Sequence[ClosingStep], facts: WaveFacts, today: date) -> tuple[ClosingStep, ...]:
    """The first that is not done is the one to do now; while the last days run, the key waits for their end."""
    first = next((place for place, step in enumerate(steps) if step.mark != DONE), None)
    is_time = facts.state is State.CLOSED and facts.key_from is not None and facts.key_from <= today
    here = {first, 2} if first == 1 and is_time else {first}
    return tuple(
        ClosingStep(HERE, step.title, step.who, step.says, step.button, step.url) if place in here else step
        for place, step in enumerate(steps)
    )


def _heading(facts: WaveFacts, today: date) -> str:
    if facts.state is State.CLOSED and facts.key_from is not None and today < facts.key_from:
        days = (facts.key_from - today).days
        return f"{count_of(days, 'day')} until the key is taken"
    return {State.OPENED: "The wave is closed down"}.get(facts.state, "Closing the wave down")


def _until(facts: WaveFacts) -> str:
    if facts.key_from is None:
        return ""
    return say_day(facts.key_from - timedelta(days=1) if facts.grace_days else facts.key_from)


def _out(each: OutThere) -> OutLine:
    if each.kind is Kind.PAPER:
        title, button = "Paper", "All paper is in"
    else:
        title, button = f"{each.label}, ages {say_ages(each.survey)}", "Every device here was opened"
    said = f"{button}: said on {say_day(each.said.on)} by {each.said.by}." if each.said else "Not said yet."
    return OutLine(title, said, button, each.kind.value, each.survey, each.label, each.said is not None)


def _figure_line(each: SurveyFigures) -> FigureLine:
    eligible = TOO_FEW if each.eligible is None else f"{each.eligible:,}"
    return FigureLine(say_ages(each.survey), eligible, _say_answered(each), _say_count(each.declined))


def _say_answered(each: SurveyFigures) -> str:
    if each.answered is None:
        return TOO_FEW
    if not each.eligible:
        return f"{each.answered:,}"
    target = round(RESPONSE_RATE_TARGET * 100)
    return f"{each.answered:,}, {say_rate(each.answered, each.eligible)} (target {target} %)"


def _say_count(count: int | None) -> str:
    return TOO_FEW if count is None else f"{count:,}"
