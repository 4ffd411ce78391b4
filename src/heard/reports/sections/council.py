"""The council's own words: before the figures, as its answer to them, and after them."""

from heard.reports.additions import Place, paragraphs
from heard.reports.blocks import Block, Call, Passage
from heard.reports.material import Material
from heard.reports.report import Section


def passage(material: Material, *places: Place) -> Passage | None:
    """What the council wrote for these places, one after the other; None where it wrote nothing."""
    said = tuple(line for place in places for line in material.additions.say(place))
    return Passage(said, _source(material)) if said else None


def foreword_section(material: Material) -> Section | None:
    """How the council introduces the report."""
    return _section(material, "foreword", Place.INTRODUCTION)


def thanks_section(material: Material) -> Section | None:
    """The council's answers to findings that are told here, what happens next, and its thanks."""
    blocks: list[Block] = [
        Call(material.catalogue.indicators[indicator].title, paragraphs(text))
        for indicator, text in material.answers.items()
    ]
    if after := passage(material, Place.NEXT, Place.THANKS, Place.CONTACT):
        blocks.append(after)
    return Section("answer", material.say("council.answer.title"), tuple(blocks)) if blocks else None


def _section(material: Material, key: str, place: Place) -> Section | None:
    found = passage(material, place)
    return Section(key, material.say(f"council.{key}.title"), (found,)) if found else None


def _source(material: Material) -> str:
    return material.say("council.source", council=material.facts.council.name)
