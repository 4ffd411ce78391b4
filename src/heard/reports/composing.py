"""What every kind of a council's report has in common: its head, its marks, who may read it."""

from collections.abc import Sequence
from dataclasses import replace

from heard.base.policy import LEVELS
from heard.reports.blocks import Contents
from heard.reports.material import Material
from heard.reports.report import Mark, Report, Section
from heard.reports.saying import date_words, level_words
from heard.reports.sections.reading import checked_words


def compose(
    material: Material, *, kind: str, title: str, sections: Sequence[Section], contents_at: int | None = None
) -> Report:
    """A report of these sections under the usual head.

    `kind` and `title` are words. With `contents_at` a list of the sections that follow stands in that place.
    """
    placed = list(sections)
    if contents_at is not None:
        entries = tuple((section.key, section.title) for section in placed[contents_at:])
        words = material.say("contents.title")
        placed.insert(contents_at, Section("contents", words, (Contents(words, entries),)))
    facts, wording = material.facts, material.wording
    return Report(
        language=material.say("language"),
        level=facts.level,
        title=title,
        kind=kind,
        lead=material.say(
            "head.lead",
            programme=facts.programme,
            wave=facts.wave.key,
            opens=date_words(facts.wave.opens_on, wording),
            closes=date_words(facts.wave.closes_on, wording),
        ),
        running=material.say(
            "head.running",
            council=facts.council.name,
            wave=facts.wave.key,
            level=level_words(facts.level, wording),
            readers=_readers(material),
        ),
        skip=material.say("head.skip"),
        closed_on=facts.wave.closes_on,
        marks=_marks(material),
        sections=tuple(placed),
    )


def with_part(section: Section, *parts: Section) -> Section:
    """The section with parts after its own."""
    return replace(section, parts=section.parts + parts)


def _readers(material: Material) -> str:
    """Who may read it, for the foot of every printed page."""
    if _is_unchecked(material):
        return material.say("checked.not_yet.readers")
    return material.say(f"levels.{material.facts.level}.readers")


def _is_unchecked(material: Material) -> bool:
    """Whether this copy leaves something out, and was not checked against what was said before."""
    return material.leaves_out and material.facts.recorded is None


def _marks(material: Material) -> tuple[Mark, ...]:
    level = material.facts.level
    texts = [material.say(f"levels.{level}.{'unchecked' if _is_unchecked(material) else 'text'}")]
    if material.leaves_out:
        texts += [
            material.say("levels.leaves_out", most=LEVELS[level].threshold - 1),
            checked_words(material),
        ]
    marks = [Mark(material.say(f"levels.{level}.name"), " ".join(texts), strong=True)]
    if material.facts.made_up:
        marks.append(
            Mark(material.say("marks.made_up.title"), material.say("marks.made_up.text"), strong=True)
        )
    if not material.words_tested:
        marks.append(Mark(material.say("marks.untested.title"), material.say("marks.untested.text")))
    return tuple(marks)
