"""Easy read, for anybody: a picture, and one short sentence beside it."""

from collections.abc import Iterable
from dataclasses import replace

from heard.base.policy import MOST_EASY_READ_POINTS
from heard.base.surveys import Family, Survey
from heard.charts.drawings import Drawing
from heard.reports.additions import Place
from heard.reports.blocks import Block, Passage
from heard.reports.composing import compose
from heard.reports.kinds.children import child_head
from heard.reports.material import Material
from heard.reports.picture_blocks import PictureCard, PictureCards, Tone
from heard.reports.pictured import say_to, side_card
from heard.reports.report import Layout, Report, Section
from heard.reports.saying import survey_words
from heard.reports.sections.talking import help_section
from heard.reports.telling import Side, Telling, choose_told

ANYBODY = "any"  # words that are for no age
HELP_FOR = {
    Family.CARE: Survey.AGES_11_17,
    Family.LEAVERS: Survey.AGES_16_25,
}  # whose helplines stand for all ages


def build_easy_read(material: Material) -> Report:
    """Both families' main points; of each age as many good as to be better, as far as there are any."""
    tellings = {survey: choose_told(material, survey) for survey in material.ran}
    each = max(1, MOST_EASY_READ_POINTS // max(1, 2 * len(tellings)))
    report = compose(
        material,
        kind=material.say("easy.kind"),
        title=_title(material),
        sections=(
            _about_section(material),
            _told_section(material, tellings, "good", each),
            _told_section(material, tellings, "better", each),
            _next_section(material),
            _help_section(material),
        ),
    )
    closed = material.facts.wave.closes_on
    lead = material.say("easy.lead", month=material.say(f"months.m{closed.month}"), year=closed.year)
    return replace(child_head(material, report, ANYBODY), lead=lead, layout=Layout.EASY_READ)


def _help_section(material: Material) -> Section:
    whom = Family.LEAVERS if set(material.families) == {Family.LEAVERS} else Family.CARE
    section = help_section(material, HELP_FOR[whom])
    return replace(section, title=material.say("easy.help.title"), blocks=section.blocks[1:])


def _title(material: Material) -> str:
    council = material.facts.council.name
    if len(material.families) == 1:
        return material.say(f"easy.titles.{next(iter(material.families))}", council=council)
    return material.say("easy.title", council=council)


def _about_section(material: Material) -> Section:
    asked = material.say("easy.about.asked", council=material.facts.council.name)
    secret, cannot = material.say("easy.about.secret"), material.say("easy.about.cannot")
    cards = (
        PictureCard(Drawing.PENCIL, asked),
        PictureCard(Drawing.LOCK, secret),
        PictureCard(Drawing.TALK_ALONE, cannot),
    )
    return Section("about", material.say("easy.about.title"), (PictureCards(cards),))


def _told_section(material: Material, tellings: dict[Survey, Telling], key: str, each: int) -> Section:
    """A part for each age of which something may be told."""
    tone = Tone.GOOD if key == "good" else Tone.BETTER
    parts = []
    for survey, telling in _by_source(tellings):
        sides = telling.good if key == "good" else telling.better
        if sides:
            parts.append(_age_part(material, survey, telling.survey, sides[:each], tone))
    nothing = () if parts else (PictureCards((PictureCard(Drawing.LOCK, material.say("easy.nothing")),)),)
    return Section(key, material.say(f"easy.{key}"), nothing, tuple(parts))


def _by_source(tellings: dict[Survey, Telling]) -> Iterable[tuple[Survey, Telling]]:
    """Each telling once: two ages may be told of together."""
    seen: set[str] = set()
    for survey, telling in tellings.items():
        if telling.survey not in seen:
            seen.add(telling.survey)
            yield survey, telling


def _age_part(
    material: Material, survey: Survey, source: str, sides: tuple[Side, ...], tone: Tone
) -> Section:
    family = "leavers" if survey.family is Family.LEAVERS else "care"
    title = material.say(f"easy.ages.{family}", ages=survey_words(source))
    cards = tuple(side_card(material, side, easy=True) for side in sides)
    return Section(f"{tone}-{survey}", title, (PictureCards(cards, tone),))


def _next_section(material: Material) -> Section:
    council = material.facts.council.name
    said = material.additions.say(Place.NEXT_FOR_CHILDREN)
    blocks: tuple[Block, ...] = (
        (Passage(said, say_to(material, "child.next.source", ANYBODY, council=council)),)
        if said
        else (
            PictureCards(
                (
                    PictureCard(Drawing.LETTER, material.say("easy.next.empty", council=council)),
                    PictureCard(Drawing.TALK, material.say("easy.next.ask")),
                )
            ),
        )
    )
    return Section("next", material.say("easy.next.title"), blocks)
