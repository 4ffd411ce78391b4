"""What children said, offered in words for an age: made from what the public report tells, and from nothing else.

The reports' own sentences for children (`you_say`) with an amount that the finding bears: *more of you than in other
places*, *more of you now*. No figure and no "most" is among them: a finding knows that a share is lower or higher than
another, not in which of the words for how many it lies. Only what is settled, of everybody's headline answer, is said;
of anything else the council writes itself what it heard.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from heard.base.surveys import parts_of
from heard.catalogue import load_catalogue
from heard.reports.wording import load_wording
from heard.web.results.found import Side, Told
from heard.web.telling.content import Said
from heard.web.telling.readers import Reader

SETTLED = frozenset({"clear", "level"})
EVERYBODY = "all=all"
PARTS = 8  # of a finding's key
# By kind and what it is compared with; of a share alone (`level`) what holds of any share of that kind. A side that is
# to be better is told by those who say so: fewer good answers are more of the others.
OTHERS = ("others", "all", "neighbours")
AMOUNTS: Mapping[tuple[str, str], str] = {
    **dict.fromkeys((("development", each) for each in OTHERS), "More of you than in other places"),
    **dict.fromkeys((("strength", each) for each in OTHERS), "More of you than in other places"),
    ("development", "population"): "More of you than other children",
    ("strength", "population"): "More of you than other children",
    ("declined", "previous"): "More of you now",
    ("improved", "previous"): "More of you now",
    ("declined", "trend"): "More of you, over the years,",
    ("improved", "trend"): "More of you, over the years,",
    (
        "development",
        "level",
    ): "More than a few of you",  # many say otherwise, and a few are one in ten or less
    ("strength", "level"): "Most of you",  # nearly everyone, said with less
}
WHICH = (" who ", " we asked ")  # those of them who were asked, follows
OF_OTHERS = {"other children": "of other children"}
GOOD = frozenset({"strength", "improved"})


@dataclass(frozen=True, slots=True)
class _Place:
    """The parts of a finding's key, as `heard.findings.Finding` has it."""

    survey: str
    indicator: str
    cut_point: str
    group: str
    against: str


def offer_said(told: Iterable[Told], reader: Reader) -> tuple[Said, ...]:
    """What this reader is told that was said, of one question; nothing where nothing settled is told of their age.

    Adults read the public sentences themselves, those that settle something where any does. Of several things the
    first is offered, the most important one.
    """
    lines = sorted(told, key=lambda each: each.place)
    if reader.survey is None:
        lines = [each for each in lines if each.side is not Side.ASK] or lines
        return tuple(Said(each.sentence, (each.key,), is_quoted=True) for each in lines)
    offered = (_offer(each, reader) for each in lines)
    return tuple(each for each in offered if each)[:1]


def say_written(text: str, told: Iterable[Told]) -> tuple[Said, ...]:
    """The council's own words for what was said: they rest on all that is told of the question."""
    keys = tuple(each.key for each in told)
    return (Said(text, keys),) if keys else ()


def _offer(told: Told, reader: Reader) -> Said | None:
    place = _read(told.key)
    amount = AMOUNTS.get((told.kind, place.against)) if place else None
    if place is None or amount is None or told.evidence not in SETTLED or place.group != EVERYBODY:
        return None
    if reader.survey not in parts_of(place.survey) or not _is_headline(place):
        return None
    sentence = _say(place, amount, "good" if told.kind in GOOD else "bad")
    return Said(sentence, (told.key,)) if sentence else None


def _read(key: str) -> _Place | None:
    """None of a key that is put together otherwise: nothing is offered of it."""
    parts = key.split("/")
    if len(parts) != PARTS:
        return None
    _, _, survey, indicator, cut_point, group, _, against = parts
    return _Place(survey, indicator, cut_point, group, against)


def _is_headline(place: _Place) -> bool:
    catalogue = load_catalogue()
    asked = catalogue.is_asked(place.indicator, place.survey)
    return asked and catalogue.asked(place.indicator, place.survey).headline.key == place.cut_point


def _say(place: _Place, amount: str, side: str) -> str:
    """In the words of the oldest of those taken together, as the reports do: their cut points are the oldest's."""
    entries, start = load_wording().entries, f"you_say.{place.indicator}"
    for age in (parts_of(place.survey)[-1].value, "any"):
        if (key := f"{start}.{age}.{side}") in entries:
            return _fill(entries[key], amount)
    return ""


def _fill(sentence: str, amount: str) -> str:
    """`More of you who have worries … That is more than in other places.` where the sentence says which of them first:
    else it would read as if the other places had the worries."""
    short, than, rest = amount.partition(" than ")
    if than and sentence.partition("{amount}")[2].startswith(WHICH):
        return f"{sentence.format(amount=short)} That is more than {OF_OTHERS.get(rest, rest)}."
    return sentence.format(amount=amount)
