"""The council's own words: before the figures, as its answer to them, and after them."""

from heard.reports.additions import Place, paragraphs
from heard.reports.blocks import Block, Call, Passage
from heard.reports.material import Material
from heard.reports.report import Section


def passage(material: Material, place: Place) -> Passage | None:
    """What the council wrote for a place; None where it wrote nothing."""
    said = material.additions.say(place)
    return Passage(said, _source(material)) if said else None


def foreword_section(material: Material) -> Section | None:
    """How the council introduces the report."""
    return _section(material, "foreword", Place.INTRODUCTION)


def thanks_section(material: Material) -> Section | None:
    """The council's answers to single findings, what happens next, and its thanks."""
    blocks: list[Block] = [
        Call(material.catalogue.indicators[indicator].title, paragraphs(text))
        for indicator, text in material.additions.answers.items()
        if paragraphs(text)
    ]
    places = (Place.NEXT, Place.THANKS, Place.CONTACT)
    blocks += [found for place in places if (found := passage(material, place))]
    return Section("answer", material.say("council.answer.title"), tuple(blocks)) if blocks else None


def _section(material: Material, key: str, place: Place) -> Section | None:
    found = passage(material, place)
    return Section(key, material.say(f"council.{key}.title"), (found,)) if found else None


def _source(material: Material) -> str:
    return material.say("council.source", council=material.facts.council.name)
