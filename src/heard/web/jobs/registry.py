"""What kinds of background work there are, and what is done regularly: the apps say so in their tasks.py.

`@job_kind("open_wave")` makes a function the handler of a kind of job. It is called OUTSIDE any council, because on
PostgreSQL being in a council is a transaction and long work must not hold one: the handler enters
`in_council(running.council)` for each short piece.

`@daily("count_slips")` and `@at_hours("read_comments", (9, 14))` make a function regular work. It is done for each
council, inside that council and in one transaction, as a job like any other: by the worker, under a lease.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from heard.base.errors import HeardError
from heard.web.jobs.running import RunningJob
from heard.web.policy import COUNTING_HOUR

Handler = Callable[[RunningJob], None]
Work = Callable[[str, date], None]
Chore = Callable[[], None]

SATURDAY = 5
DAYS_LOOKED_BACK = 7  # for the last due time: longer than any week end


@dataclass(frozen=True, slots=True)
class Regular:
    """Work done for each council at set hours of local time. Working days are Monday to Friday; bank holidays are
    not known here.

    `work(council, today)`: `today` is the local day on which it is done, not the one it was due on.
    """

    name: str
    hours: tuple[int, ...]
    on_working_days: bool
    work: Work

    def last_due(self, at: datetime, zone: ZoneInfo) -> str:
        """The last time this was due, as `2026-11-22 06`; empty where it was not within a week.

        An hour that the clocks skip in spring is due when it would have been; one they repeat in autumn, once.
        """
        for days in range(DAYS_LOOKED_BACK):
            day = at.astimezone(zone).date() - timedelta(days)
            if self.on_working_days and day.weekday() >= SATURDAY:
                continue
            for hour in sorted(self.hours, reverse=True):
                # In UTC: two times of one zone are compared by what the clock on the wall says.
                if datetime.combine(day, time(hour), zone).astimezone(UTC) <= at:
                    return f"{day} {hour:02}"
        return ""


_handlers: dict[str, Handler] = {}
_regular: dict[str, Regular] = {}
_chores: list[Chore] = []


def job_kind(name: str) -> Callable[[Handler], Handler]:
    """Let this function do the jobs of a kind. It must be possible to run it again from the start at any moment."""

    def keep(handler: Handler) -> Handler:
        if _handlers.setdefault(name, handler) is not handler:
            raise HeardError(f"two handlers for jobs of the kind {name}")
        return handler

    return keep


def daily(name: str, hour: int = COUNTING_HOUR) -> Callable[[Work], Work]:
    """Let this function be done once a day for each council."""
    return _keep_regular(name, (hour,), on_working_days=False)


def at_hours(name: str, hours: Iterable[int], *, working_days: bool = True) -> Callable[[Work], Work]:
    """Let this function be done at these hours for each council."""
    return _keep_regular(name, tuple(hours), on_working_days=working_days)


def at_every_tick(chore: Chore) -> Chore:
    """Let the clock itself do this every few seconds, outside any council: something small that cannot fail."""
    if chore not in _chores:
        _chores.append(chore)
    return chore


def list_chores() -> list[Chore]:
    """All that the clock does at every tick."""
    return list(_chores)


def _keep_regular(name: str, hours: tuple[int, ...], *, on_working_days: bool) -> Callable[[Work], Work]:
    def keep(work: Work) -> Work:
        if _regular.setdefault(name, Regular(name, hours, on_working_days, work)).work is not work:
            raise HeardError(f"two functions for the regular work {name}")
        return work

    return keep


def is_kind(name: str) -> bool:
    """Whether there are jobs of this kind."""
    return name in _handlers


def get_handler(kind: str) -> Handler:
    """What does jobs of this kind; HeardError where nothing does."""
    if kind not in _handlers:
        raise HeardError(f"Nothing here does work of the kind {kind}.")
    return _handlers[kind]


def get_regular(name: str) -> Regular:
    """The regular work of this name; HeardError where there is none."""
    if name not in _regular:
        raise HeardError(f"There is no regular work {name}.")
    return _regular[name]


def list_regular() -> list[Regular]:
    """All that is done regularly."""
    return list(_regular.values())
