"""What may be answered first: points by a rule that is printed on its page. Simple on purpose, and only a start."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from heard.base.policy import Level
from heard.web.interpreting.queries import Chosen
from heard.web.results.found import FindingFacts, Side

# Points. All chosen: the rule is a start for talking, and anybody can work it out by hand.
OF_DEVELOPMENT, OF_EACH_MORE_WAY, MOST_WAYS = 3, 1, 2
OF_EVIDENCE: Mapping[str, int] = {"clear": 3, "level": 2, "possible": 1, "too_few": 0}
OF_POINTS: Mapping[int, int] = {20: 2, 10: 1}  # from so many of a hundred children on
MOST_AGES = 4  # one for each survey that tells it
OF_PLACE: Mapping[int, int] = {1: 4, 2: 3, 3: 2}
OF_ANY_PLACE = 1
REMARKS_FOR_A_POINT, MOST_FOR_REMARKS = 3, 2
RULE = (
    f"What the figures say: {OF_DEVELOPMENT} for an area for development, and {OF_EACH_MORE_WAY} for each more way in "
    f"which it shows (it declined, it is worse for a group), {MOST_WAYS} at most.",
    f"How large it is: {OF_POINTS[10]} where ten of a hundred children or more lie between it and what it is held "
    f"against, {OF_POINTS[20]} from twenty on; of a share by itself, where so many say otherwise. The largest counts. "
    "A large difference may be unsure: how sure it is counts by itself.",
    f"How sure it is: {OF_EVIDENCE['clear']} where a difference would seldom be chance, {OF_EVIDENCE['level']} for the "
    f"share itself, {OF_EVIDENCE['possible']} where it could be chance.",
    f"How many children: 1 for each survey of an age that tells it, {MOST_AGES} at most.",
    f"What young people chose: {OF_PLACE[1]}, {OF_PLACE[2]} or {OF_PLACE[3]} for the first, second or third place in "
    f"their vote, {OF_ANY_PLACE} for any other place. Of several votes the highest counts.",
    f"What was said of it: 1 for {REMARKS_FOR_A_POINT} remarks, {MOST_FOR_REMARKS} for twice as many or more.",
)


@dataclass(frozen=True, slots=True)
class Weight:
    """The points of one finding, each by itself. `place`: the best in a vote of young people, None where none.
    `points`: of the largest thing told, as `Told` has it."""

    said: int
    size: int
    certainty: int
    children: int
    chosen: int
    remarks: int
    place: int | None
    points: int | None
    ages: tuple[str, ...]
    evidence: str
    remark_count: int

    @property
    def total(self) -> int:
        """All of them."""
        return self.said + self.size + self.certainty + self.children + self.chosen + self.remarks


def weigh(finding: FindingFacts, level: Level, places: Collection[int], remarks: int) -> Weight:
    """By what a reader of this level may know. `places`: where votes of young people put it."""
    told = finding.at(level)
    grave = {each.kind for each in told if each.side is Side.DEVELOPMENT}
    ages = tuple(dict.fromkeys(each.survey for each in told))
    evidence = max((each.evidence for each in told), key=lambda each: OF_EVIDENCE.get(each, 0), default="")
    place = min(places, default=None)
    points = max((each.points for each in told if each.points is not None), default=None)
    return Weight(
        said=OF_DEVELOPMENT + min(MOST_WAYS, (len(grave) - 1) * OF_EACH_MORE_WAY) if grave else 0,
        size=next((given for least, given in OF_POINTS.items() if points is not None and points >= least), 0),
        certainty=OF_EVIDENCE.get(evidence, 0),
        children=min(MOST_AGES, len(ages)),
        chosen=0 if place is None else OF_PLACE.get(place, OF_ANY_PLACE),
        remarks=min(MOST_FOR_REMARKS, remarks // REMARKS_FOR_A_POINT),
        place=place,
        points=points,
        ages=ages,
        evidence=evidence,
        remark_count=remarks,
    )


def places_of(indicator: str, chosen: Sequence[Chosen]) -> tuple[int, ...]:
    """Where votes put a finding: those of everybody but the board and teams."""
    return tuple(
        each.places[indicator] for each in chosen if each.session.is_of_young and indicator in each.places
    )
