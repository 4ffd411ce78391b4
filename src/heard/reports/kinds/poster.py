"""One page for a wall: three good things, three to be better, what happens next."""

from dataclasses import replace

from heard.base.policy import MOST_LETTERS_ON_A_POSTER
from heard.base.surveys import Family
from heard.charts.drawings import Drawing
from heard.reports.additions import Place
from heard.reports.blocks import Block, Passage
from heard.reports.composing import compose
from heard.reports.kinds.children import child_head
from heard.reports.material import Material
from heard.reports.picture_blocks import Cover, PictureCard, PictureCards, Tone
from heard.reports.pictured import say_to, side_card
from heard.reports.report import Layout, Report, Section
from heard.reports.saying import survey_words
from heard.reports.sections.talking import LINES
from heard.reports.telling import Side, choose_told

THINGS = 3
SHORT = 75  # letters of a sentence that can be read in passing
TWO_LINES = 90  # letters of what stands across the sheet
ANYBODY = "any"
HELP_OF = {Family.CARE: "childline", Family.LEAVERS: "samaritans"}
COVER = (Drawing.HOME, Drawing.FRIENDS, Drawing.HEART, Drawing.TALK, Drawing.TREE)


def build_poster(material: Material) -> Report:
    """The poster of a council: of every age in turn, what its children are told first."""
    report = compose(
        material,
        kind=material.say("poster.kind"),
        title=material.say("poster.title"),
        sections=(
            Section("hello", material.say("poster.hello"), (_cover(material),)),
            *_things_sections(material),
            _next_section(material),
            _thanks_section(material),
        ),
    )
    lead = material.say("poster.lead")
    return replace(wall_head(material, report), lead=lead, layout=_layout(report))


def wall_head(material: Material, report: Report) -> Report:
    """The head of what hangs on a wall or comes by post: only the marks that limit who may read it."""
    headed = child_head(material, report, ANYBODY)
    return replace(headed, marks=tuple(mark for mark in headed.marks if mark.strong))


def first_told(material: Material, *, good: bool, most: int) -> tuple[Side, ...]:
    """The first things told of every age, the ages taking turns and no question twice; short sentences first."""
    tellings = [choose_told(material, survey) for survey in material.ran]
    lists = [told.good if good else told.better for told in tellings]
    turns = max(map(len, lists), default=0)
    found: dict[str, Side] = {}
    for turn in range(turns):
        for sides in lists:
            if turn < len(sides):
                found.setdefault(sides[turn].indicator, sides[turn])
    short_first = sorted(found.values(), key=lambda side: len(side_card(material, side).text) > SHORT)
    return tuple(short_first)[:most]


def _short_next(material: Material) -> str:
    """As many of the council's paragraphs as there is room for, whole; empty where the first is too long."""
    text = ""
    for paragraph in material.additions.say(Place.NEXT_FOR_CHILDREN):
        longer = f"{text} {paragraph}".strip()
        if len(longer) > MOST_LETTERS_ON_A_POSTER:
            break
        text = longer
    return text


def next_words(material: Material) -> tuple[str, bool]:
    """What happens next, and whether those are the council's words."""
    if text := _short_next(material):
        return text, True
    if material.additions.say(Place.NEXT_FOR_CHILDREN):
        return material.say("poster.next.elsewhere", council=_council(material)), False
    return say_to(material, "child.next.empty", ANYBODY, council=_council(material)), False


def ages_of(material: Material, side: Side) -> str:
    """`Aged 8 to 11`."""
    return material.say("poster.ages", ages=survey_words(side.survey))


def _council(material: Material) -> str:
    return material.facts.council.name


def _layout(report: Report) -> Layout:
    """Set smaller where a sentence is long, for a poster is one sheet."""
    blocks = [block for section in report.sections if section.key != "thanks" for block in section.blocks]
    told = [card.text for block in blocks if isinstance(block, PictureCards) for card in block.cards]
    said = [text for block in blocks if isinstance(block, Passage) for text in block.paragraphs]
    said += [block.text for block in blocks if isinstance(block, Cover)]
    is_short = max(map(len, told), default=0) <= SHORT and max(map(len, said)) <= TWO_LINES
    return Layout.POSTER if is_short else Layout.POSTER_FULL


def _cover(material: Material) -> Cover:
    text = material.say("poster.cover", council=_council(material))
    return Cover(COVER, text if _things_sections(material) else f"{text} {material.say('poster.quiet')}")


def _things_sections(material: Material) -> tuple[Section, ...]:
    """Both lists, one of which may have nothing; none where neither has anything."""
    if not any(first_told(material, good=good, most=1) for good in (True, False)):
        return ()
    return _things_section(material, good=True), _things_section(material, good=False)


def _things_section(material: Material, *, good: bool) -> Section:
    key, tone = ("good", Tone.GOOD) if good else ("better", Tone.BETTER)
    sides = first_told(material, good=good, most=THINGS)
    cards = tuple(side_card(material, side, note=ages_of(material, side)) for side in sides)
    if not cards:
        cards = (PictureCard(Drawing.LOCK, material.say("poster.nothing")),)
    return Section(key, say_to(material, f"child.{key}.title", ANYBODY), (PictureCards(cards, tone),))


def _next_section(material: Material) -> Section:
    text, theirs = next_words(material)
    block: Block = PictureCards((PictureCard(Drawing.LETTER, text),))
    if theirs:
        block = Passage((text,), say_to(material, "child.next.source", ANYBODY, council=_council(material)))
    return Section("next", say_to(material, "child.next.title", ANYBODY), (block,))


def _thanks_section(material: Material) -> Section:
    whom = Family.LEAVERS if set(material.families) == {Family.LEAVERS} else Family.CARE
    cards = (
        PictureCard(Drawing.THANKS, say_to(material, "child.thanks.text", ANYBODY)),
        PictureCard(Drawing.LOCK, say_to(material, "child.secret.text", ANYBODY)),
        PictureCard(Drawing.PHONE, material.say(f"poster.help.{whom}"), link=LINES[HELP_OF[whom]][1]),
    )
    return Section("thanks", say_to(material, "child.thanks.title", ANYBODY), (PictureCards(cards),))
