"""The words of the committee's table."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from heard.web.acting.exporting import CommitteeTable
from heard.web.acting.presenters.plan import marks_of, name_themes, say_due, say_summary
from heard.web.acting.presenters.words import STATUSES
from heard.web.acting.queries import ActionFacts, EntryFacts, ThemeFacts
from heard.web.ui.days import say_day


def present_table(
    council_name: str,
    actions: Sequence[ActionFacts],
    themes: Sequence[ThemeFacts],
    *,
    last_words: Mapping[int, EntryFacts],
    today: date,
) -> CommitteeTable:
    """Every action, in the plan's order."""
    rows = tuple(
        (
            each.text,
            _say_themes(each, themes),
            "\n".join(each.roles),
            "\n".join(_say_due(each)),
            "\n".join(_say_progress(each, last_words.get(each.id), today)),
        )
        for each in actions
    )
    return CommitteeTable(
        title="Action plan",
        council=council_name,
        summary=f"As it stood on {say_day(today)}. {say_summary(actions, today)}",
        on=today,
        rows=rows,
    )


def _say_themes(action: ActionFacts, themes: Sequence[ThemeFacts]) -> str:
    said = name_themes(themes, action.themes)
    return f"Overarching: {said}" if action.content.is_overarching and said else said


def _say_due(action: ActionFacts) -> Iterator[str]:
    due, words = say_due(action)
    yield due[:1].upper() + due[1:]
    if words:
        yield f"As written: {words}"


def _say_progress(action: ActionFacts, last: EntryFacts | None, today: date) -> Iterator[str]:
    since = f" since {say_day(action.completed_on)}" if action.completed_on else ""
    yield ", ".join(
        [f"{STATUSES[action.status]}{since}", *(mark.lower() for mark in marks_of(action, today))]
    )
    if last:
        yield f"{say_day(last.on)}: {last.words}"
