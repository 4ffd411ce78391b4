"""What is kept about a wave coming in. Each reads the council entered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Q

from heard.web.codes.queries import get_counts
from heard.web.people.queries import list_people
from heard.web.people.roles import Role
from heard.web.tenancy import entered_council
from heard.web.watching.kinds import Letter, Post, Reach, Reason
from heard.web.watching.models import AdultAddress, Nudge, NudgePost, ReachCount, ShownTotal, WeekPicture
from heard.web.watching.standing import Cohort, Shown, SurveyStanding, work_out
from heard.web.waves.cohort import read_eligible, read_eligible_groups
from heard.web.waves.queries import WaveFacts

Reached = Mapping[tuple[str, Reason], int]


@dataclass(frozen=True, slots=True)
class Address:
    """An adult who hands out cards."""

    id: int
    email: str
    team: str


@dataclass(frozen=True, slots=True)
class NudgeFacts:
    """A letter that was sent, or is on its way."""

    id: int
    letter: Letter
    heading: str
    words: str = field(repr=False)
    sent_by: str
    sent_on: date
    job: UUID | None
    sent: int
    waiting: int
    unsure: tuple[str, ...]
    refused: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WeekFacts:
    """A picture of one week, as it was made."""

    id: int
    monday: date
    figures: Mapping[str, object]
    told_on: date | None


def get_standing(facts: WaveFacts, today: date) -> tuple[SurveyStanding, ...]:
    """How each survey stands, out of figures that may be seen."""
    return work_out(facts, get_counts(facts.collection_id), read_cohort(facts), list_shown(facts), today)


def read_cohort(facts: WaveFacts) -> Cohort:
    """Who could answer, out of the programme's cohort.csv."""
    programme, of = settings.HEARD.home / "programme", {"wave": facts.wave, "area": facts.council}
    return Cohort(read_eligible(programme, **of), read_eligible_groups(programme, **of))


def list_shown(facts: WaveFacts) -> dict[str, tuple[Shown, ...]]:
    """The days on which a shown total moved, by survey, earliest first."""
    rows = ShownTotal.objects.filter(council_id=entered_council(), council_wave_id=facts.id).order_by("day")
    found: dict[str, tuple[Shown, ...]] = {}
    for row in rows:
        found[row.survey] = (*found.get(row.survey, ()), Shown(row.day, row.finished, row.declined))
    return found


def count_reach(facts: WaveFacts) -> Reached:
    """What adults counted, by survey and reason; what nobody counted is not in it."""
    rows = ReachCount.objects.filter(council_id=entered_council(), council_wave_id=facts.id, count__gt=0)
    return {(row.survey, Reason(row.reason)): row.count for row in rows}


def add_up_reach(counts: Reached, survey: str, reach: Reach) -> int:
    """All reasons of one kind together."""
    return sum(count for (of, reason), count in counts.items() if of == survey and reason.of is reach)


def list_addresses(facts: WaveFacts) -> tuple[Address, ...]:
    """The adults who get the wave's letters, by team and address."""
    rows = AdultAddress.objects.filter(council_id=entered_council(), council_wave_id=facts.id)
    return tuple(Address(row.pk, row.email, row.team) for row in rows.order_by("team", "email"))


def find_address(facts: WaveFacts, number: int) -> Address | None:
    """One of them."""
    return next((each for each in list_addresses(facts) if each.id == number), None)


def list_nudges(facts: WaveFacts) -> tuple[NudgeFacts, ...]:
    """The wave's letters, the latest first."""
    rows = Nudge.objects.filter(council_id=entered_council(), council_wave_id=facts.id).annotate(
        sent=Count("posts", filter=Q(posts__post=Post.SENT.value)),
        waiting=Count("posts", filter=Q(posts__post=Post.WAITING.value)),
    )
    unsure, refused = (_list_posts(each) for each in (Post.UNSURE, Post.REFUSED))
    return tuple(
        NudgeFacts(
            id=row.pk,
            letter=Letter(row.letter),
            heading=row.heading,
            words=row.words,
            sent_by=row.sent_by,
            sent_on=row.sent_on,
            job=row.job,
            sent=row.sent,
            waiting=row.waiting,
            unsure=unsure.get(row.pk, ()),
            refused=refused.get(row.pk, ()),
        )
        for row in rows.order_by("-pk")
    )


def _list_posts(post: Post) -> dict[int, tuple[str, ...]]:
    """The addresses of which this became, by letter."""
    found: dict[int, tuple[str, ...]] = {}
    rows = NudgePost.objects.filter(council_id=entered_council(), post=post.value).order_by("email")
    for nudge, email in rows.values_list("nudge_id", "email"):
        found[nudge] = (*found.get(nudge, ()), email)
    return found


def find_nudge(facts: WaveFacts, number: int) -> NudgeFacts | None:
    """One of them."""
    return next((each for each in list_nudges(facts) if each.id == number), None)


def list_weeks(facts: WaveFacts) -> tuple[WeekFacts, ...]:
    """The weekly pictures, the latest first."""
    rows = WeekPicture.objects.filter(council_id=entered_council(), council_wave_id=facts.id)
    return tuple(WeekFacts(row.pk, row.monday, row.figures, row.told_on) for row in rows.order_by("-monday"))


def find_week(facts: WaveFacts, monday: date) -> WeekFacts | None:
    """The picture of one week."""
    return next((each for each in list_weeks(facts) if each.monday == monday), None)


def list_coordinators() -> Sequence[str]:
    """The addresses of the council's coordinators."""
    return [each.email for each in list_people() if Role.COORDINATOR in each.roles]
