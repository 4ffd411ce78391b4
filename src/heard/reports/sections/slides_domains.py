"""The slides of well-being and the domains: what stands out, the most important shares as bars, bands in words."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set

from heard.base.shares import Banded, Shown
from heard.catalogue import Domain
from heard.charts import Certainty, Direction
from heard.findings import LOW_WELLBEING, Finding
from heard.reports.blocks import Block, Paragraph
from heard.reports.figures import EstimateKey, is_judged, of_everybody
from heard.reports.material import Material
from heard.reports.report import Section
from heard.reports.saying import count_words, number, per_cent, survey_words
from heard.reports.sections.banded import NEARLY_ALL
from heard.reports.sections.findings import by_figure, place_of
from heard.reports.sections.slides_bars import (
    Question,
    asked_sentence,
    band_line,
    bar_chart,
    describe,
    list_questions,
    says_good,
)
from heard.reports.sections.slides_telling import finding_line, is_settled, more, slide
from heard.reports.slide_blocks import Line, Lines

MOST_BARS = 5
MOST_BESIDE = 6  # lines beside the bars
ROWS_BESIDE, LETTERS_BESIDE = 17, 36  # of them all, in letters that can be read from the back of a room
MOST_SHARES = 3  # in a title
TITLED = "life_satisfaction"  # what the title of well-being tells where it was asked
Figured = tuple[Finding, ...]


def domain_slide(material: Material, domain: Domain) -> Section | None:
    """A domain's slide; None where no survey of the report asks anything in it."""
    questions = list_questions(material, domain)
    if not questions:
        return None
    found = _findings(material, domain)
    drawn = {each.place for each in _drawn(questions)}
    lines = [finding_line(material, alike[0]) for alike in found if not _is_labelled(alike[0], drawn)]
    title = _title(material, domain, questions, found)
    return _slide(material, "domain", domain, title=title, questions=questions, lines=lines)


def wellbeing_slide(material: Material, domain: Domain) -> Section | None:
    """Whether life is good, and how many have low well-being."""
    questions = list_questions(material, domain)
    if not questions:
        return None
    title = _shares_title(material, questions) or _title(
        material, domain, questions, _findings(material, domain)
    )
    low = tuple(_low_lines(material))
    return _slide(material, "wellbeing", domain, title=title, questions=questions, first=low)


def _slide(
    material: Material,
    key: str,
    domain: Domain,
    *,
    title: str,
    questions: Sequence[Question],
    first: Sequence[Line] = (),
    lines: Sequence[Line] = (),
) -> Section:
    """The chart, how all of the domain compares, a few lines, and how much is left out."""
    drawn = _drawn(questions)
    chart = bar_chart(material, material.say("slides.domain.chart", domain=domain.title), drawn)
    bands = [line for each in questions if (line := band_line(material, each))]
    good = [each for each in questions if says_good(each)]
    nearly_all = _good_lines(material, good)
    beside = _fitting([*first, _compared_line(material, questions), *nearly_all, *lines, *bands])
    told = len(drawn) + sum(line in bands for line in beside)
    told += len(good) if any(line in nearly_all for line in beside) else 0
    nothing = None if chart or bands or good else Paragraph(material.say("slides.domain.nothing"))
    blocks: tuple[Block | None, ...] = (
        chart,
        nothing,
        Lines(tuple(beside)),
        more(material, len(questions) - told),
    )
    said = [finding.sentence for alike in _findings(material, domain) for finding in alike][:MOST_BARS]
    plot = chart.plot if chart else None
    described = [describe(material, bar, plot.others) for bar in plot.bars] if plot else []
    routed = [asked_sentence(material, each) for each in drawn if each.asked.asked_of]
    return slide(material, key, title, blocks, [*described, *routed, *said], name=domain.key)


def _drawn(questions: Sequence[Question]) -> list[Question]:
    """The open shares that become bars, the most important first."""
    return [each for each in questions if isinstance(each.estimate.cell, Shown)][:MOST_BARS]


def _is_labelled(finding: Finding, drawn: Set[EstimateKey]) -> bool:
    """Whether a bar's label says it: its flags are those of its level, beside all and in general."""
    return place_of(finding) in drawn and finding.against in ("", "others", "population")


def _good_lines(material: Material, good: Sequence[Question]) -> list[Line]:
    """How many more answers all or nearly all gave: without them only what is worse would be told."""
    if not good:
        return []
    said = material.wording.count("slides.domain.good", len(good), nearly_all=NEARLY_ALL)
    return [Line(material.say("slides.domain.nearly_all"), said, Direction.BETTER)]


def _fitting(lines: Iterable[Line]) -> list[Line]:
    """As many of them as there is room for beside a chart, in their order."""
    shown: list[Line] = []
    rows = 0
    for line in lines:
        rows += -(-len(line.lead) // LETTERS_BESIDE) - (-len(line.text) // LETTERS_BESIDE)
        if rows > ROWS_BESIDE or len(shown) == MOST_BESIDE:
            break
        shown.append(line)
    return shown


# --- What stands out --------------------------------------------------------------------------------


def _findings(material: Material, domain: Domain) -> tuple[Figured, ...]:
    """What stands out in the domain, what is settled first."""
    found = [each for each in material.of_kind("development", "strength") if each.domain == domain.key]
    return by_figure(sorted(found, key=is_settled, reverse=True))


def _title(
    material: Material, domain: Domain, questions: Sequence[Question], found: Sequence[Figured]
) -> str:
    """How much stands out; else whether most is in line, cannot be told, or was compared with nothing."""
    clear = [each for each in found if any(map(is_settled, each))]
    if clear:
        return material.say("slides.domain.title.clear", domain=domain.title, found=_counted(material, clear))
    if found:
        return material.wording.count("slides.domain.title.possible", len(found), domain=domain.title)
    if not any(isinstance(each.estimate.cell, Shown | Banded) for each in questions):
        return material.say("slides.domain.title.nothing", domain=domain.title)
    flags = _flags(questions)
    in_line = sum(count for (flag, _), count in flags.items() if flag is Certainty.IN_LINE)
    which = "told" if not flags else "in_line" if 2 * in_line > flags.total() else "open"
    return material.say(f"slides.domain.title.{which}", domain=domain.title)


def _counted(material: Material, clear: Sequence[Figured]) -> str:
    bright = sum(alike[0].kind == "strength" for alike in clear)
    said = {
        name: material.wording.count(f"slides.domain.{name}", count)
        for name, count in (("bright", bright), ("develop", len(clear) - bright))
        if count
    }
    return material.say("slides.domain.both", **said) if len(said) == 2 else "".join(said.values())


def _flags(questions: Sequence[Question]) -> Counter[tuple[Certainty, Direction]]:
    """The flags beside the other councils, where there was something to compare with."""
    return Counter(
        (each.others.flag, each.others.direction)
        for each in questions
        if each.others and each.others.flag and is_judged(each.others)
    )


def _compared_line(material: Material, questions: Sequence[Question]) -> Line:
    """How many answers of the domain are better, worse, in line and open."""
    lead, flags = material.say("slides.domain.compared"), _flags(questions)
    if not flags:
        return Line(lead, material.say("slides.domain.not_compared"))
    counts = {
        "better": flags[Certainty.CLEAR, Direction.BETTER],
        "worse": flags[Certainty.CLEAR, Direction.WORSE],
        "possible": sum(count for (flag, _), count in flags.items() if flag is Certainty.POSSIBLE),
        "in_line": sum(count for (flag, _), count in flags.items() if flag is Certainty.IN_LINE),
        "open": sum(count for (flag, _), count in flags.items() if flag is Certainty.CANNOT_TELL),
    }
    counted = [
        material.say(f"slides.domain.counted.{name}", count=number(count))
        for name, count in counts.items()
        if count
    ]
    return Line(lead, material.say("slides.domain.counts", counts=", ".join(counted)))


# --- Well-being -------------------------------------------------------------------------------------


def _shares_title(material: Material, questions: Sequence[Question]) -> str:
    """One question's open shares at each age, youngest first; empty where there is none."""
    opened = {
        (each.item.key, each.survey): each.estimate.cell.share
        for each in questions
        if isinstance(each.estimate.cell, Shown)
    }
    if not opened:
        return ""
    asked = {key for key, _ in opened}
    told = TITLED if TITLED in asked else next(iter(opened))[0]
    shares = [
        material.say("slides.wellbeing.of", share=per_cent(opened[told, survey]), ages=survey_words(survey))
        for survey in material.surveys
        if (told, survey) in opened
    ]
    what = material.catalogue.indicators[told].title
    return material.say("slides.wellbeing.title", what=what, shares=", ".join(shares[:MOST_SHARES]))


def _low_lines(material: Material) -> Iterator[Line]:
    """How many have low well-being at each age, as far as it may be told: each one matters. The younger are
    asked about one day, which is named as that."""
    for survey in material.surveys:
        for indicator, cut in LOW_WELLBEING:
            if not material.catalogue.is_asked(indicator, survey):
                continue
            estimate = material.figures.estimate(of_everybody(survey, indicator, cut))
            phrase = material.catalogue.asked(indicator, survey).cut_point(cut).phrase
            if estimate and isinstance(estimate.cell, Shown | Banded):
                share = count_words(estimate.cell, material.wording)
                said = material.say("slides.wellbeing.told", share=share, phrase=phrase)
            else:
                said = material.say("slides.wellbeing.hidden", phrase=phrase)
            ages = material.ages(survey).lower()
            yield Line(material.say(f"slides.wellbeing.low.{indicator}", ages=ages), said)
