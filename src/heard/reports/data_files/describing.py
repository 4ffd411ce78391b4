"""What every file of figures says of itself: whose it is, who may read it, where it comes from."""

from collections.abc import Mapping

from heard.reports.composing import compose
from heard.reports.material import Material
from heard.reports.sections.reading import made_with


def describe_source(material: Material) -> Mapping[str, str]:
    """By the key of its title in `files.source`: what it is, who may read it, the wave, how it was made. No clock."""
    head = compose(material, kind="", title=title_of(material), sections=())
    readers, *others = (f"{mark.title}. {mark.text}" for mark in head.marks)
    return {
        "what": title_of(material),
        "readers": readers,
        **({"careful": " ".join(others)} if others else {}),
        "wave": head.lead,
        "concepts": material.say("provenance.concepts"),
        "made": made_with(material),
    }


def title_of(material: Material) -> str:
    """`Applethwick: figures for analysts, wave 2026`."""
    facts = material.facts
    return material.say("files.title", council=facts.council.name, wave=facts.wave.key)
