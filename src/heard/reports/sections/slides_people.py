"""The slides of people: who answered, what children wrote, what the council answers, and how to read it all."""

from collections.abc import Iterator, Sequence

from heard.base import policy
from heard.base.shares import percent
from heard.base.surveys import Survey
from heard.charts import Bar
from heard.reports.additions import Place, Quotation, paragraphs
from heard.reports.blocks import Block, Paragraph, Passage, Quote, Quotes
from heard.reports.material import Material
from heard.reports.report import Section
from heard.reports.saying import number, per_cent, points
from heard.reports.sections.answered import heard_less_sentences
from heard.reports.sections.glance import answered_sentence
from heard.reports.sections.slides_bars import chart_of
from heard.reports.sections.slides_telling import more, slide
from heard.reports.slide_blocks import Line, Lines

MOST_QUOTES = 5
QUOTES_LETTERS = 600  # of all quotations on a slide together
PASSAGE_LETTERS = 800  # of the council's words on a slide
Counted = tuple[Survey, int | None, int | None]  # how many answered of how many who could have


def answered_slide(material: Material) -> Section:
    """How many answered of how many who could have, by age; who was asked and is not told of, in words."""
    counted = [_counted(material, survey) for survey in material.ran]
    bars = tuple(bar for each in counted if (bar := _bar(material, each)))
    untold = tuple(line for each in counted if (line := _untold_line(material, each)))
    said = [answered_sentence(material, family) for family in material.families]
    chart = chart_of(material, material.say("slides.answered.chart"), bars) if bars else None
    heard_less = heard_less_sentences(material)
    silent = Line(material.say("answered.silence.title"), material.say("slides.answered.silent"))
    less = Line(material.say("answered.missing.title"), heard_less[0])
    blocks: tuple[Block | None, ...] = (
        chart,
        *(Paragraph(sentence) for sentence in said),
        Lines((*untold, less if _some_heard_less(material) else silent)),
    )
    return slide(material, "answered", _answered_title(material, counted), blocks, [*said, *heard_less])


def _some_heard_less(material: Material) -> bool:
    return any(
        row.under_represented
        for survey in material.surveys
        for demographic in material.compared_demographics
        for row in material.figures.levels(survey, demographic.key)
    )


def _counted(material: Material, survey: Survey) -> Counted:
    row = material.figures.respondents(survey)
    if row is None:
        return survey, None, None
    return survey, row.respondents, row.eligible if row.response_rate is not None else None


def _answered_title(material: Material, counted: Sequence[Counted]) -> str:
    answered = [count for _, count, _ in counted]
    could = [count for _, _, count in counted]
    if not answered or any(count is None for count in answered):
        return material.say("slides.answered.title.hidden")
    whole, all_could = sum(count or 0 for count in answered), sum(count or 0 for count in could)
    if any(count is None for count in could) or not all_could:
        return material.say("slides.answered.title.unknown", answered=number(whole))
    return material.say(
        "slides.answered.title.known",
        answered=number(whole),
        eligible=number(all_could),
        share=per_cent(whole / all_could),
    )


def _bar(material: Material, counted: Counted) -> Bar | None:
    survey, answered, could = counted
    row = material.figures.respondents(survey)
    if row is None or row.response_rate is None or answered is None or could is None:
        return None
    label = material.say(
        "slides.answered.label",
        ages=material.ages(survey),
        answered=number(answered),
        eligible=number(could),
    )
    return Bar(f"answered/{survey}", label, min(100, percent(row.response_rate)))


def _untold_line(material: Material, counted: Counted) -> Line | None:
    survey, answered, could = counted
    if answered is None:
        return Line(material.ages(survey), material.say("slides.answered.hidden"))
    if could is None:
        return Line(material.ages(survey), material.say("slides.answered.unknown", answered=number(answered)))
    return None


# --- What they wrote --------------------------------------------------------------------------------


def wrote_slide(material: Material) -> Section | None:
    """Quotations that fit a slide, unshortened, then ideas for change; None where there is none."""
    told = (*material.quotations, *material.ideas)
    if not told:
        return None
    chosen = list(_fitting(told))
    quotes = Quotes(tuple(Quote(each.words, material.ages(each.survey)) for each in chosen))
    blocks = (
        quotes if chosen else Paragraph(material.say("slides.wrote.long")),
        more(material, len(told) - len(chosen)) if chosen else None,
    )
    return slide(
        material,
        "wrote",
        material.say("slides.wrote.title"),
        blocks,
        [material.say("slides.wrote.notes")],
    )


def _fitting(told: Sequence[Quotation]) -> Iterator[Quotation]:
    """Those for which there is room, in their order: no quotation is cut."""
    left, places = QUOTES_LETTERS, MOST_QUOTES
    for each in told:
        if places and len(each.words) <= left:
            left, places = left - len(each.words), places - 1
            yield each


# --- What the council says --------------------------------------------------------------------------


def next_slide(material: Material) -> Section | None:
    """What the council says comes next, then its answers to single questions; None where it said nothing."""
    said = list(_council_says(material))
    if not said:
        return None
    shown, left = [], PASSAGE_LETTERS
    for line in said:
        if len(line) > left:
            break
        shown.append(line)
        left -= len(line)
    rest = "rest" if shown else "long"
    blocks = (
        Passage(tuple(shown), material.say("council.source", council=material.facts.council.name))
        if shown
        else None,
        Paragraph(material.say(f"slides.next.{rest}"), quiet=bool(shown)) if len(shown) < len(said) else None,
    )
    return slide(material, "next", material.say("slides.next.title"), blocks, said)


def _council_says(material: Material) -> Iterator[str]:
    yield from material.additions.say(Place.NEXT)
    for indicator, text in material.answers.items():
        for paragraph in paragraphs(text):
            title = material.catalogue.indicators[indicator].title
            yield material.say("slides.next.answer", question=title, answer=paragraph)


# --- How to read it ---------------------------------------------------------------------------------


def reading_slide(material: Material) -> Section:
    """What bars, flags and bands mean, and what the figures cannot say."""
    least = points(policy.RELEVANT_DIFFERENCE)
    lines = tuple(
        Line(
            material.say(f"slides.reading.lines.{key}.lead"),
            material.say(f"slides.reading.lines.{key}.text", least_points=least),
        )
        for key in material.wording.list("slides.reading.lines")
    )
    return slide(material, "reading", material.say("slides.reading.title"), (Lines(lines),))
