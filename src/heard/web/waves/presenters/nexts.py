"""The one thing to do next on a wave, and what may be done besides."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from heard.web.people.queries import Member
from heard.web.people.roles import Permission
from heard.web.ui.days import say_day
from heard.web.waves.queries import Gap, State, WaveFacts
from heard.web.waves.words import say_gaps

WATCH = "How the answers are coming in"
LOOP = (Permission.READ_LOOP, "following:show", "What became of the findings")


@dataclass(frozen=True, slots=True)
class Step:
    """The one next step. `url` is empty where there is nothing to press."""

    title: str
    text: str
    button: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """Something else that may be done now."""

    button: str
    url: str


def next_step(member: Member, facts: WaveFacts, today: date, *, has_cards: bool) -> Step:
    """The one thing to do next, or who does it."""
    if facts.is_made_up:
        return _while_trying(member, facts)
    match facts.state:
        case State.PREPARING:
            return _before_opening(member, facts)
        case State.OPEN:
            return _while_open(member, facts, today, has_cards=has_cards)
        case State.CLOSED:
            return _after_closing(member, facts, today)
        case State.OPENING:
            return _while_opening(member, facts)
        case State.OPENED:
            return _once_opened(member, facts, today)


def _before_opening(member: Member, facts: WaveFacts) -> Step:
    if not facts.wave_key:
        text = "Answers are sealed with it. Without it the wave cannot open."
        url = url_of("waves:register_key", facts)
        step = Step("Give the wave its public key", text, "Register the public key", url)
        return _offer(member, Permission.REGISTER_KEY, step)
    if not facts.is_rehearsed:
        missing = " and ".join(each.holder.value for each in facts.custody if not each.rehearsed_on)
        text = f"Nobody can open the answers without a key file, so each is tried first. Still to try: {missing}."
        url = url_of("waves:rehearse_key", facts)
        step = Step("Each key holder tries their key file", text, "Try your key file", url)
        return _offer(member, Permission.REHEARSE_KEY, step)
    if facts.gaps:
        return _while_plan_lacks(member, facts)
    text = "Both key files were tried. Once the wave is open, every card works."
    step = Step("Open the wave", text, "Open the wave", url_of("waves:open", facts))
    return _offer(member, Permission.OPEN_WAVE, step)


def _while_plan_lacks(member: Member, facts: WaveFacts) -> Step:
    """Both keys are tried: only the plan is between the wave and its opening."""
    url = url_of("planning:show", facts)
    if facts.gaps == (Gap.SIGN_OFF,):
        text = "Somebody who did not make the plan reads it and stands behind it. Then the wave can open."
        step = Step("The plan waits for its sign-off", text, "Read the plan and sign it off", url)
        return _offer(member, Permission.SIGN_OFF, step)
    text = f"The wave cannot open yet. Its plan still lacks: {say_gaps(facts.gaps)}."
    step = Step("Finish the plan", text, "Go to the plan", url)
    return _offer(member, Permission.PLAN_WAVE, step)


def _while_trying(member: Member, facts: WaveFacts) -> Step:
    text = (
        "Make cards, answer as a child would, see the counts move the next morning. Nobody can ever open what is "
        f"answered. It is wiped by itself after {say_day(facts.last_answer_day)}."
    )
    step = Step("Try it out", text, "Wipe the try-out", reverse("planning:try_out", args=[facts.council]))
    return _offer(member, Permission.PLAN_WAVE, step)


def _while_open(member: Member, facts: WaveFacts, today: date, *, has_cards: bool) -> Step:
    if not has_cards:
        text = "A child or young person needs a card with a code. Cards come in batches of ten or more."
        step = Step("Make the first cards", text, "Make cards", url_of("waves:make_cards", facts))
        return _offer(member, Permission.ISSUE_CODES, step)
    text = (
        f"Answers come in until {say_day(facts.last_answer_day)}. After that day the wave closes by itself."
    )
    if today < facts.last_answer_day:
        watch = Step("The wave is open", text, WATCH, url_of("watching:show", facts))
        return _offer(member, Permission.SEE_COUNTS, watch)
    step = Step("The last day for answers is here", text, "Close the wave", url_of("waves:close", facts))
    return _offer(member, Permission.CLOSE_WAVE, step)


def _after_closing(member: Member, facts: WaveFacts, today: date) -> Step:
    key_from = facts.key_from
    if key_from is None:
        raise ValueError("a closed wave has the day on which it closed")
    if today < key_from:
        text = f"Surveys under way may still be sent. From {say_day(key_from)} a key holder hands the key in."
        return Step("The last answers are coming in", text)
    text = "Either key holder can do it, with their file and its passphrase. Then the reports are written."
    step = Step("A key holder hands the key in", text, "Hand the key in", url_of("results:hand_in", facts))
    return _offer(member, Permission.HAND_IN_KEY, step)


def _while_opening(member: Member, facts: WaveFacts) -> Step:
    text = "The key was handed in. No more answers come in, and those there are being opened."
    step = Step("The answers are being opened", text, "See how far it is", url_of("results:stands", facts))
    return step if member.may(Permission.SEE_COUNTS) else _offer(member, Permission.HAND_IN_KEY, step)


def _once_opened(member: Member, facts: WaveFacts, today: date) -> Step:
    title, text = "The report", say_hold(facts, today)
    if member.permissions & READERS:
        return Step(title, text, "Go to the report", url_of("results:report", facts))
    if member.may(Permission.HAND_IN_KEY) and not all(each.destroyed_on for each in facts.custody):
        text = "The answers are opened and the key is needed no more. Destroy every copy of your key file."
        return Step(
            "Destroy your key file",
            text,
            "Record that it is destroyed",
            url_of("waves:record_destroyed", facts),
        )
    return Step(title, text)


def list_more(member: Member, facts: WaveFacts, step: Step) -> tuple[Link, ...]:
    """Pages that go with the wave, and what may be done besides the next step."""
    if facts.is_made_up:
        return ()
    every = (*_pages(member, facts), *_offered(member, facts))
    return tuple(link for link in every if link.url != step.url)


def list_beside(member: Member, facts: WaveFacts, step: Step) -> tuple[Link, ...]:
    """In the list of waves, for those who have no page of the wave: what else of it is theirs.

    A plan that can still change stands in the list by itself.
    """
    ways = [
        (Permission.HAND_IN_KEY, "closing:show", "Closing down"),
        (Permission.SEE_PLAN, "planning:show", "The plan"),
        *([LOOP] if facts.state is State.OPENED else []),
    ]
    if facts.is_made_up or facts.state is State.PREPARING or member.may(Permission.SEE_COUNTS):
        return ()
    found = (Link(button, url_of(name, facts)) for permission, name, button in ways if member.may(permission))
    return tuple(link for link in found if link.url != step.url)


def _pages(member: Member, facts: WaveFacts) -> tuple[Link, ...]:
    ways = [
        (Permission.SEE_PLAN, "planning:show", "The plan"),
        (Permission.COUNT_COHORT, "cohorts:show", "Who could answer"),
    ]
    if facts.state is State.OPEN:
        ways.append((Permission.SEE_COUNTS, "watching:show", WATCH))
    if facts.state is State.CLOSED:
        ways.append((Permission.SEE_COUNTS, "watching:show", "How the answers came in"))
    if facts.state is not State.PREPARING:
        ways.append((Permission.SEE_COUNTS, "closing:show", "Closing down"))
        ways.append((Permission.WRITE_WORDS, "reporting:words", "Words of the reports"))
    if facts.state is State.OPENED:
        ways.append((Permission.MAKE_REPORTS, "reporting:show", "Reports for every reader"))
        ways.append(LOOP)
    found = [Link(button, url_of(name, facts)) for permission, name, button in ways if member.may(permission)]
    if member.may(Permission.READ_REVIEW):
        found.append(Link("How waves went", reverse("closing:reviews", args=[facts.council])))
    return tuple(found)


def _offered(member: Member, facts: WaveFacts) -> tuple[Link, ...]:
    """What this person may do now."""
    offered = [
        (State.PREPARING, Permission.REGISTER_KEY, "waves:register_key", "Register another public key"),
        (State.OPEN, Permission.MOVE_LAST_DAY, "waves:extend", "Move the last day later"),
        (State.OPEN, Permission.CLOSE_WAVE, "waves:close", "Close the wave"),
        (State.OPENED, Permission.RECORD_PANEL, "results:record_panel", "Record the panel's session"),
        (
            State.OPENED,
            Permission.HAND_IN_KEY,
            "waves:record_destroyed",
            "Record that a key file is destroyed",
        ),
    ]
    return tuple(
        Link(button, url_of(name, facts))
        for state, permission, name, button in offered
        if facts.state is state
        and member.may(permission)
        and (facts.wave_key or state is not State.PREPARING)
    )


READERS = {
    Permission.READ_PUBLIC_REPORT,
    Permission.READ_BOARD_REPORT,
    Permission.READ_WORKING_REPORT,
}


def say_hold(facts: WaveFacts, today: date) -> str:
    """Whether the report is held for the young people's panel, and which of the two let it go."""
    if facts.panel_held_on is not None:
        return f"The panel met on {say_day(facts.panel_held_on)}."
    if facts.is_held(today):
        day = say_day(facts.report_from)
        return f"Held for the young people's panel: it opens once they have met, and on {day} at the latest."
    return f"The panel's date, {say_day(facts.panel_on)}, has passed."


def _offer(member: Member, permission: Permission, step: Step) -> Step:
    """The step, with its button for those who may press it."""
    return step if member.may(permission) else Step(step.title, step.text)


def url_of(name: str, facts: WaveFacts) -> str:
    """The address of a page of this wave."""
    return reverse(name, args=[facts.council, facts.wave])
