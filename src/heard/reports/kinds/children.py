"""What one survey's children are told of their own answers: few words, one thing to a picture, what happens next."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from heard.base.policy import MOST_QUOTATIONS_FOR_CHILDREN, Level
from heard.base.surveys import Survey
from heard.charts.drawings import Drawing
from heard.reports.additions import Place, Quotation
from heard.reports.blocks import Block, Paragraph, Passage, Points, Quote, Quotes
from heard.reports.composing import compose
from heard.reports.material import Material
from heard.reports.picture_blocks import Cover, PictureCard, PictureCards, Tone
from heard.reports.pictured import change_card, say_to, side_card
from heard.reports.report import Layout, Mark, Report, Section
from heard.reports.saying import number, survey_words
from heard.reports.sections.talking import help_section
from heard.reports.telling import Telling, choose_told
from heard.reports.themes_told import theme_names

LAYOUTS: Mapping[Survey, Layout] = {
    Survey.AGES_4_7: Layout.YOUNGEST,
    Survey.AGES_8_11: Layout.CHILDREN,
    Survey.AGES_11_17: Layout.YOUNG_PEOPLE,
    Survey.AGES_16_25: Layout.YOUNG_PEOPLE,
}

COVERS: Mapping[Layout, tuple[Drawing, ...]] = {
    Layout.YOUNGEST: (Drawing.HOME, Drawing.CHILDREN, Drawing.PET, Drawing.SCHOOL, Drawing.KITE),
    Layout.CHILDREN: (Drawing.HOME, Drawing.FRIENDS, Drawing.SCHOOL, Drawing.FAMILY, Drawing.TREE),
    Layout.YOUNG_PEOPLE: (Drawing.HOME, Drawing.HEART, Drawing.TALK, Drawing.HAND, Drawing.FLAG),
}


def build_children(material: Material, survey: Survey) -> Report:
    """The page for those whom a survey asked, in words for their age."""
    telling = choose_told(material, survey)
    ages = survey_words(survey)
    opening = "asked" if telling.says_nothing else "lead"
    lead = say_to(material, f"child.{opening}", survey, council=material.facts.council.name)
    sections = (
        _hello_section(material, survey, telling),
        *_told_sections(material, survey, telling),
        _wrote_section(material, survey),
        next_section(material, survey),
        secret_section(material, survey),
        _thanks_section(material, survey),
        help_section(material, survey),
        _words_section(material, survey, telling),
    )
    report = compose(
        material,
        kind=say_to(material, "child.kind", survey, ages=ages),
        title=say_to(material, "child.title", survey),
        sections=[section for section in sections if section],
    )
    return replace(child_head(material, report, survey), lead=lead, layout=LAYOUTS[survey])


def child_head(material: Material, report: Report, age: str) -> Report:
    """The report under a head that children can read, and a name of its own: the title is that of every age. A copy
    that is not for them keeps the marks that say so."""
    tab = material.say("child.tab", title=report.title, kind=report.kind, council=material.facts.council.name)
    report = replace(report, tab=tab)
    if material.facts.level is not Level.PUBLIC or material.facts.recorded is None:
        return report
    marks = []
    if material.facts.made_up:
        title, text = material.say("child.made_up.title"), say_to(material, "child.made_up.text", age)
        marks.append(Mark(title, text, strong=True))
    if not material.words_tested:
        title, text = material.say("child.untested.title"), say_to(material, "child.untested.text", age)
        marks.append(Mark(title, text))
    return replace(report, marks=tuple(marks))


def next_section(material: Material, age: str) -> Section:
    """What the council says to children it will do, or that it has not said."""
    title = say_to(material, "child.next.title", age)
    return Section("next", title, next_blocks(material, age))


def next_blocks(material: Material, age: str) -> tuple[Block, ...]:
    """The council's own words as they are, whatever their length; else that one can ask."""
    council = material.facts.council.name
    said = material.additions.say(Place.NEXT_FOR_CHILDREN)
    if said:
        return (Passage(said, say_to(material, "child.next.source", age, council=council)),)
    return (_card(Drawing.LETTER, say_to(material, "child.next.empty", age, council=council)),)


def secret_section(material: Material, age: str) -> Section:
    """That some things are not told: always there, so that it tells nothing by being there."""
    title = say_to(material, "child.secret.title", age)
    return Section("secret", title, (_card(Drawing.LOCK, say_to(material, "child.secret.text", age)),))


def _hello_section(material: Material, survey: Survey, telling: Telling) -> Section:
    """Who "you" are, or that nothing can be told, over pictures of what was asked about."""
    title, pictures = say_to(material, "child.hello.title", survey), COVERS[LAYOUTS[survey]]
    if telling.says_nothing:
        return Section("hello", title, (Cover(pictures, say_to(material, "child.quiet", survey)),))
    said = [say_to(material, "child.who", survey, ages=survey_words(telling.survey))]
    row = material.figures.respondents(telling.survey)
    if row and row.respondents and survey is not Survey.AGES_4_7:
        said.append(say_to(material, "child.told", survey, count=number(row.respondents)))
    return Section("hello", title, (Cover(pictures, " ".join(said)),))


def _told_sections(material: Material, survey: Survey, telling: Telling) -> tuple[Section | None, ...]:
    if telling.says_nothing:
        return ()
    good = [side_card(material, side) for side in telling.good]
    better = [side_card(material, side) for side in telling.better]
    changed = [change_card(material, change, age=survey) for change in telling.changed]
    return (
        _cards_section(material, survey, "good", good, Tone.GOOD),
        _cards_section(material, survey, "better", better, Tone.BETTER),
        _cards_section(material, survey, "changed", changed, Tone.PLAIN) if changed else None,
    )


def _cards_section(
    material: Material, survey: Survey, key: str, cards: Iterable[PictureCard], tone: Tone
) -> Section:
    shown = tuple(cards)
    title = say_to(material, f"child.{key}.title", survey)
    if shown:
        return Section(key, title, (PictureCards(shown, tone),))
    return Section(key, title, (_card(Drawing.LOCK, say_to(material, f"child.{key}.none", survey)),))


def _wrote_section(material: Material, survey: Survey) -> Section | None:
    """What comments were about, in words and without numbers, and some of them."""
    if survey not in material.surveys:
        return None
    most = MOST_QUOTATIONS_FOR_CHILDREN[survey]
    blocks: list[Block] = []
    if names := theme_names(material, survey):
        blocks += [Paragraph(say_to(material, "child.wrote.about", survey)), Points(names)]
    blocks += _quotes(material.quotations, survey, most)
    ideas = _quotes(material.ideas, survey, most)
    title = say_to(material, "child.wrote.ideas", survey)
    parts = (Section("wrote-ideas", title, ideas),) if ideas else ()
    if not (blocks or parts):
        return None
    return Section("wrote", say_to(material, "child.wrote.title", survey), tuple(blocks), parts)


def _quotes(quotations: Iterable[Quotation], survey: Survey, most: int) -> tuple[Block, ...]:
    said = tuple(Quote(each.words, "") for each in quotations if each.survey == survey)[:most]
    return (Quotes(said),) if said else ()


def _thanks_section(material: Material, survey: Survey) -> Section:
    """Ours, and the council's own after it."""
    title = say_to(material, "child.thanks.title", survey)
    blocks: list[Block] = [_card(Drawing.THANKS, say_to(material, "child.thanks.text", survey))]
    if said := material.additions.say(Place.THANKS):
        source = say_to(material, "child.next.source", survey, council=material.facts.council.name)
        blocks.append(Passage(said, source))
    return Section("thanks", title, tuple(blocks))


def _words_section(material: Material, survey: Survey, telling: Telling) -> Section | None:
    """What each word for how many stands for; the youngest count the people drawn."""
    if telling.says_nothing or survey is Survey.AGES_4_7:
        return None
    lines = tuple(
        material.say(f"child.words.list.{key}") for key in material.wording.list("child.words.list")
    )
    people = Paragraph(material.say("child.words.people"))
    return Section("words", material.say("child.words.title"), (people, Points(lines)))


def _card(drawing: Drawing, text: str) -> PictureCards:
    return PictureCards((PictureCard(drawing, text),))
