"""A postcard: a picture and one sentence in front; three sentences and thanks on the back."""

from dataclasses import replace

from heard.charts.drawings import Drawing
from heard.reports.composing import compose
from heard.reports.kinds.poster import ANYBODY, ages_of, first_told, next_words, wall_head
from heard.reports.material import Material
from heard.reports.picture_blocks import Cover, PictureCard, PictureCards
from heard.reports.pictured import say_to, side_card
from heard.reports.report import Layout, Report, Section

FRONT = (Drawing.THANKS, Drawing.HOME, Drawing.CHILDREN, Drawing.TREE)


def build_postcard(material: Material) -> Report:
    """The postcard of a council to the children who answered."""
    council = material.facts.council.name
    report = compose(
        material,
        kind=material.say("postcard.kind"),
        title=material.say("poster.title"),
        sections=(
            Section(
                "front",
                material.say("postcard.front"),
                (Cover(FRONT, material.say("postcard.sentence", council=council)),),
            ),
            Section("back", material.say("postcard.back"), (PictureCards(_back(material)),)),
        ),
    )
    lead = material.say("postcard.lead", council=council)
    return replace(wall_head(material, report), lead=lead, layout=Layout.POSTCARD)


def _back(material: Material) -> tuple[PictureCard, ...]:
    """One good thing, one to be better, what happens next; then thanks."""
    told = [
        replace(side_card(material, side, note=ages_of(material, side)), people=None)
        for good in (True, False)
        for side in first_told(material, good=good, most=1)
    ]
    quiet = PictureCard(Drawing.LOCK, say_to(material, "child.secret.text", ANYBODY))
    text, _ = next_words(material)
    return (
        *(told or (quiet,)),
        PictureCard(Drawing.LETTER, text),
        PictureCard(Drawing.THANKS, say_to(material, "child.thanks.text", ANYBODY)),
    )
