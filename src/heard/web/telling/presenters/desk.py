"""The pages on which words are written and published."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.forms import BoundField
from django.urls import reverse
from django.utils import timezone

from heard.base.messages import count_of, name_some
from heard.base.policy import Level
from heard.web.reporting.presenters.answers import title_of
from heard.web.results.found import FindingFacts
from heard.web.telling.checking import Field, Flaw, Found
from heard.web.telling.forms import FIELDS, READ, WordsForm
from heard.web.telling.gathering import InTheWay, Known, Obstacle, check_words, what_was_said
from heard.web.telling.queries import PublishedFacts, Spot, WordsFacts
from heard.web.telling.readers import ENGLISH, MEASURES, NAMES, Reader
from heard.web.telling.reading import read_age
from heard.web.telling.standing import Standing
from heard.web.ui.days import say_day
from heard.web.waves.queries import WaveFacts

HELD = "The young people’s panel reads the findings first. They stand here once it has met, or its day has passed."
NO_FINDINGS = (
    "There is nothing to tell yet: the public report of this wave tells no finding that is answered."
)
KINDS: Mapping[str, str] = {
    "will": "We will",
    "already": "We are already",
    "cannot": "We cannot, because",
    "understand": "We need to understand more",
}
BOX_TITLES: Mapping[str, str] = {
    "said": "What they said, where it should be said otherwise",
    "answer": "What the council says to it",
    "did": "What was done by now",
}
FLAWS: Mapping[Flaw, str] = {
    Flaw.FIGURES: "There is a figure here: {words}. Figures come from the findings, which are checked; say it without.",
    Flaw.PROMISE: "“{words}” is a promise, and no action is linked to this finding. Link one in the action plan, or "
    "say it otherwise.",
    Flaw.CLAIM: "“{words}” says that something is done. That needs an action of this finding, done with evidence.",
    Flaw.NEVER_SEEN: "“{words}” is a word of the trade. Children never see it: say it in theirs.",
    Flaw.AMOUNT: "“{words}” says how many. Nobody checks it: look it up in the report.",
    Flaw.LONG: "A long sentence for this reader: “{words}”. Make two of it.",
}
OBSTACLES: Mapping[Obstacle, str] = {
    Obstacle.HELD: HELD,
    Obstacle.NOTHING: "Nothing is written yet.",
    Obstacle.NO_ANSWER: "This finding has no answer. Nothing can be told of what was not answered: answer it first.",
    Obstacle.SENT_BACK: "The young people’s panel has sent the answer back. Answer it again first.",
    Obstacle.NOT_PUBLIC: "The public report does not tell this finding, or tells it no longer. Empty its boxes.",
    Obstacle.NOTHING_SAID: "Nothing is offered for what this age said. Say it in your own words.",
    Obstacle.NOT_WRITTEN: "What they said stands here, but not what the council says to it.",
}


@dataclass(frozen=True, slots=True)
class Flag:
    """Something beside a box. `keeps_back`: it is not published with it."""

    says: str
    keeps_back: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """One place to write in."""

    key: str
    title: str
    text: BoundField
    flags: tuple[Flag, ...]
    theirs: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingBoxes:
    """A finding, what is offered, how it was answered, and its boxes."""

    key: str
    title: str
    told: tuple[str, ...]
    offered: tuple[str, ...]
    kind: str
    answered: str
    backing: str
    flags: tuple[Flag, ...]
    boxes: tuple[Box, ...]
    read: BoundField
    saved: str
    history_url: str
    crossed_by: str


@dataclass(frozen=True, slots=True)
class WordsPage:
    """Every finding that can be told to one reader. `why_none`: why there is none."""

    title: str
    reads_at: str
    is_old_for_them: bool
    findings: tuple[FindingBoxes, ...]
    unanswered: str
    why_none: str
    keeps_back: int


@dataclass(frozen=True, slots=True)
class Problem:
    """What stands in the way of publishing."""

    where: str
    says: str
    url: str


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One version of the words in a place. `number` is 0 of the one that stands: it needs no putting back."""

    number: int
    saved: str
    texts: tuple[str, ...] = field(repr=False)


def list_tellable(findings: Iterable[FindingFacts], standing: Mapping[str, Standing]) -> dict[str, str]:
    """Findings of which something can be told, by title: the public report tells them, and they are answered."""
    return {
        each.indicator: title_of(each.indicator)
        for each in findings
        if each.at(Level.PUBLIC) and each.indicator in standing
    }


def present_words(
    known: Known,
    reader: Reader,
    language: str,
    form: WordsForm,
    *,
    titles: Mapping[str, str],
    crossed: Sequence[str] = (),
) -> WordsPage:
    """The page. `crossed`: findings where somebody else saved other words meanwhile."""
    boxes = tuple(
        _finding(known, Spot(indicator, reader, language), title, form, is_crossed=indicator in crossed)
        for indicator, title in titles.items()
    )
    shown = [str(form[f"{each}-{name}"].value() or "") for each in titles for name in FIELDS]
    age = read_age(shown) if language == ENGLISH else None
    return WordsPage(
        title=NAMES[reader],
        reads_at=_say_age(age, reader, language),
        is_old_for_them=age is not None and age > MEASURES[reader].reading_age,
        findings=boxes,
        unanswered=_say_unanswered(known),
        why_none="" if titles else NO_FINDINGS,
        keeps_back=sum(
            flag.keeps_back
            for each in boxes
            for flag in (*each.flags, *(f for b in each.boxes for f in b.flags))
        ),
    )


def present_problems(wave: WaveFacts, in_the_way: Iterable[InTheWay]) -> tuple[Problem, ...]:
    """Each with the place where it can be put right."""
    return tuple(_problem(wave, each) for each in in_the_way)


def present_history(versions: Sequence[WordsFacts]) -> tuple[VersionLine, ...]:
    """The newest first."""
    newest = versions[0].number if versions else 0
    return tuple(
        VersionLine(
            0 if each.number == newest else each.number,
            say_saved(each),
            tuple(f"{BOX_TITLES[name]}: {text}" for name in FIELDS if (text := getattr(each, name))),
        )
        for each in versions
    )


def say_published(found: PublishedFacts | None) -> str:
    """Where the public page stands. `found`: as it is shown now."""
    if found is None:
        return "Nothing is published."
    stands = (
        f"Version {found.number} stands, published on {say_day(found.published_on)} by {found.published_by}."
    )
    lines = (line for of in found.content.lines.values() for line in of)
    if again := tuple(dict.fromkeys(title_of(line.indicator) for line in lines if line.is_again)):
        return (
            f"{stands} The panel sent back what it answers to {name_some(again)}: until it is published with another "
            "answer it says there that you are looking at this again."
        )
    return stands


def say_saved(words: WordsFacts) -> str:
    """`Saved on 3 March 2026 at 14:05 by …`; empty where nothing was."""
    if words.at is None:
        return ""
    local = timezone.localtime(words.at)
    return f"Saved on {say_day(local.date())} at {local:%H:%M} by {words.by}"


def say_flags(found: Iterable[Found], where: Field) -> tuple[Flag, ...]:
    """What is found in one box, in words."""
    return tuple(
        Flag(FLAWS[each.flaw].format(words=each.words), each.flaw.keeps_back)
        for each in found
        if each.field is where
    )


def _finding(known: Known, spot: Spot, title: str, form: WordsForm, *, is_crossed: bool) -> FindingBoxes:
    saved, standing = known.words.get(spot, WordsFacts()), known.standing[spot.indicator]
    said, answer, did = (str(form[f"{spot.indicator}-{name}"].value() or "") for name in FIELDS)
    shown = WordsFacts(said=said, answer=answer, did=did)
    found = check_words(spot, shown, standing)
    offered = what_was_said(_without_own(known, spot), spot)
    finding = next(each for each in known.findings if each.indicator == spot.indicator)
    return FindingBoxes(
        key=spot.indicator,
        title=title,
        told=tuple(dict.fromkeys(each.sentence for each in finding.at(Level.PUBLIC))),
        offered=tuple(each.text for each in offered) if spot.reader is not Reader.ADULTS else (),
        kind=KINDS[standing.kind.value],
        answered=standing.words,
        backing=_say_backing(standing),
        flags=_flags_of_all(shown, standing, has_offer=bool(offered)),
        boxes=tuple(
            Box(
                key=f"{spot.indicator}-{name}",
                title=BOX_TITLES[name],
                text=form[f"{spot.indicator}-{name}"],
                flags=say_flags(found, Field(name)),
                theirs=getattr(saved, name) if is_crossed else "",
            )
            for name in FIELDS
        ),
        read=form[f"{spot.indicator}-{READ}"],
        saved=say_saved(saved),
        history_url=_history_url(known.wave, spot) if saved.number > 1 else "",
        crossed_by=say_saved(saved) if is_crossed else "",
    )


def _without_own(known: Known, spot: Spot) -> Known:
    """So that what is offered is seen beside what somebody wrote in its place."""
    return replace(known, words={key: each for key, each in known.words.items() if key != spot})


def _flags_of_all(shown: WordsFacts, standing: Standing, *, has_offer: bool) -> tuple[Flag, ...]:
    flags = []
    if standing.is_sent_back:
        flags.append(Flag(OBSTACLES[Obstacle.SENT_BACK], True))
    if not shown.is_empty and not shown.said and not has_offer:
        flags.append(Flag(OBSTACLES[Obstacle.NOTHING_SAID], True))
    if not shown.is_empty and not shown.answer:
        flags.append(Flag(OBSTACLES[Obstacle.NOT_WRITTEN], True))
    return tuple(flags)


def _say_backing(standing: Standing) -> str:
    if standing.backing.is_done:
        return "An action of this finding is done, with evidence."
    if standing.backing.has_action:
        return "An action is linked to this finding; none is done with evidence yet."
    return "No action is linked to this finding: nothing can be promised."


def _say_age(age: float | None, reader: Reader, language: str) -> str:
    target = MEASURES[reader].reading_age
    if language != ENGLISH:
        return "Reading ages, promises and words of the trade are looked for in English words only; figures in all."
    if age is None:
        return f"To be read at {target}. There are too few words yet to say how they read."
    said = f"These words read at about {max(age, 4):.0f}; they are to be read at {target}."
    return f"{said} Shorter sentences and shorter words bring it down." if age > target else said


def _say_unanswered(known: Known) -> str:
    left = sum(
        each.needs_answer(Level.PUBLIC) and each.indicator not in known.standing for each in known.findings
    )
    if not left:
        return ""
    verb = "has" if left == 1 else "have"
    return f"{count_of(left, 'finding')} {verb} no answer yet and cannot be told of."


def _problem(wave: WaveFacts, each: InTheWay) -> Problem:
    says = FLAWS[each.found.flaw].format(words=each.found.words) if each.found else OBSTACLES[each.obstacle]
    if each.spot is None:
        return Problem("", says, "")
    where = f"{title_of(each.spot.indicator)}, {NAMES[each.spot.reader]}"
    if each.spot.language != ENGLISH:
        where += f" ({each.spot.language})"
    return Problem(where, says, words_url(wave, each.spot))


def words_url(wave: WaveFacts, spot: Spot) -> str:
    """Where its words are written."""
    url = reverse("telling:words", args=[wave.council, wave.wave, spot.reader.value])
    return f"{url}{_in_language(spot)}#box-{spot.indicator}"


def _history_url(wave: WaveFacts, spot: Spot) -> str:
    args = [wave.council, wave.wave, spot.reader.value, spot.indicator]
    return reverse("telling:history", args=args) + _in_language(spot)


def _in_language(spot: Spot) -> str:
    return f"?language={spot.language}" if spot.language != ENGLISH else ""
