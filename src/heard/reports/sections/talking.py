"""Whom a reader can talk to: helplines for their age, then the council's own people."""

from collections.abc import Mapping

from heard.charts.drawings import Drawing
from heard.reports.additions import Place
from heard.reports.blocks import Block, Paragraph, Passage
from heard.reports.material import Material
from heard.reports.picture_blocks import PictureCard, PictureCards
from heard.reports.pictured import say_to
from heard.reports.report import Section

# The same as on the pages of the survey (`web/instruments/words`): who, what is drawn, and what a tap does.
LINES: Mapping[str, tuple[Drawing, str]] = {
    "trusted": (Drawing.ADULT_AND_CHILD, ""),
    "emergency": (Drawing.SIREN, "tel:999"),
    "childline": (Drawing.PHONE, "tel:08001111"),
    "shout": (Drawing.TEXT, "sms:85258?body=SHOUT"),
    "samaritans": (Drawing.PHONE, "tel:116123"),
}
FOR_AGES: Mapping[str, tuple[str, ...]] = {
    "4-7": ("trusted", "emergency", "childline"),
    "8-11": ("emergency", "childline", "shout"),
    "11-17": ("emergency", "childline", "shout"),
    "16-25": ("emergency", "samaritans", "shout", "childline"),
}


def help_section(material: Material, age: str) -> Section:
    """Helplines as cards; with the council's own where it named them."""
    lead = Paragraph(say_to(material, "child.help.lead", age))
    blocks: list[Block] = [lead, PictureCards(help_cards(material, age))]
    if said := material.additions.say(Place.CONTACT):
        blocks.append(
            Passage(said, say_to(material, "child.help.council", age, council=material.facts.council.name))
        )
    return Section("help", say_to(material, "child.help.title", age), tuple(blocks))


def help_cards(material: Material, age: str) -> tuple[PictureCard, ...]:
    """A card a helpline."""
    return tuple(_card(material, line) for line in FOR_AGES[age])


def _card(material: Material, line: str) -> PictureCard:
    drawing, link = LINES[line]
    name, how = material.say(f"child.help.who.{line}.name"), material.say(f"child.help.who.{line}.how")
    return PictureCard(drawing, name, stress=name, note=how, link=link)
