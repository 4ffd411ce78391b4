"""The slides of what stands out: bright spots, areas for development, what changed, groups, what to ask about."""

from collections.abc import Sequence
from itertools import chain

from heard.base.surveys import Family
from heard.charts import Direction
from heard.findings import Finding
from heard.reports.blocks import AskItem, Paragraph
from heard.reports.material import Material
from heard.reports.report import Section
from heard.reports.saying import number
from heard.reports.sections.asking import Answered, ask_list, group_reasons, of_better, of_worse
from heard.reports.sections.banded import NEARLY_ALL, count_listed, list_nearly_all
from heard.reports.sections.findings import by_figure
from heard.reports.sections.glance import compared_sentence
from heard.reports.sections.short import of_family
from heard.reports.sections.slides_telling import finding_line, is_settled, more, slide
from heard.reports.slide_blocks import Line, Lines

MOST = 5  # findings on a slide
MOST_JOINED = 4  # where changes and groups share one
MOST_ASKED = 5  # questions on a slide
MOST_PHRASES = 3  # of what nearly all said, at each age
Figured = tuple[Finding, ...]  # findings that rest on one figure


def strengths_slide(material: Material) -> Section:
    """The first bright spots, and how much all or nearly all said; where that is all there is, what it was."""
    found, said = by_figure(material.of_kind("strength")), [compared_sentence(material)]
    listed = list_nearly_all(material)
    good = {survey.value: listed[survey] for survey in material.surveys if survey in listed}
    count = count_listed(good)
    if not count:
        return _listed(material, "strengths", found, said)
    told = material.wording.count("slides.strengths.more_nearly_all", count, nearly_all=NEARLY_ALL)
    said += [told, material.say("strengths.nearly_all.intro", nearly_all=NEARLY_ALL)]
    if found:
        return _listed(material, "strengths", found, said, beside=Paragraph(told))
    title = material.wording.count("slides.strengths.title.nearly_all", count)
    lines = tuple(
        Line(material.ages(survey), "; ".join(phrases[:MOST_PHRASES]), Direction.BETTER)
        for survey, phrases in good.items()
    )
    left = sum(len(phrases[MOST_PHRASES:]) for phrases in good.values())
    exact = Paragraph(material.say("slides.strengths.exact", nearly_all=NEARLY_ALL), quiet=True)
    return slide(material, "strengths", title, (Lines(lines), more(material, left), exact), said)


def development_slides(material: Material) -> tuple[Section, ...]:
    """The first areas for development, of each family on a slide of its own."""
    if len(material.families) == 1:
        return (development_slide(material),)
    found = _development(material)
    said = [compared_sentence(material)]
    return tuple(
        _listed(material, "development", of_family(found, family), said, family=family)
        for family in material.families
    )


def development_slide(material: Material) -> Section:
    """The first areas for development on one slide; those of several families below a line each."""
    found, said = _development(material), [compared_sentence(material)]
    if len(material.families) == 1:
        return _listed(material, "development", found, said)
    lines: list[Line] = []
    shown: list[Figured] = []
    for family in material.families:
        own = of_family(found, family)
        first = own[: MOST_JOINED // len(material.families)]
        none = "" if own else material.say("slides.development.none")
        lines += [Line(_title(material, "development", own, family), none)]
        lines += [finding_line(material, alike[0]) for alike in first]
        shown += first
    blocks = (Lines(tuple(lines)), more(material, len(found) - len(shown)))
    return slide(
        material, "development", _title(material, "development", found), blocks, [*_sentences(shown), *said]
    )


def _development(material: Material) -> tuple[Figured, ...]:
    return by_figure(material.of_kind("development"))


def changes_slide(material: Material) -> Section:
    """What improved and declined, in order of importance; that nothing went before, where it did not."""
    if material.facts.previous is None:
        nothing = Paragraph(material.say("slides.changes.first"))
        return slide(material, "changes", material.say("slides.changes.title.first"), (nothing,))
    changed = sorted(material.of_kind("improved", "declined"), key=material.findings.index)
    return _listed(material, "changes", by_figure(changed))


def gaps_slide(material: Material) -> Section:
    """Groups that answer otherwise than the rest here."""
    return _listed(material, "gaps", by_figure(material.of_kind("gap")))


def asking_slide(material: Material) -> Section:
    """What may be worse first, a question a line: of each the first age or group, with its first reason."""
    asked = group_reasons(material)
    items = _asked(material, asked, most=None)
    if not items:
        nothing = Paragraph(material.say("slides.asking.none"))
        return slide(material, "asking", material.say("slides.asking.title.none"), (nothing,))
    title = material.say(
        f"slides.asking.title.{'one' if len(items) == 1 else 'many'}", count=number(len(items))
    )
    short = _asked(material, asked, most=1)[:MOST_ASKED]
    lines = Lines(tuple(Line(item.link, item.lines[0]) for item in short))
    said = [f"{item.link}. {line}" for item in items[:MOST_ASKED] for line in item.lines]
    return slide(material, "asking", title, (lines, more(material, len(items) - MOST_ASKED)), said)


def _asked(material: Material, asked: Sequence[Answered], *, most: int | None) -> tuple[AskItem, ...]:
    """The questions, with `most` reasons each."""
    parts = (
        ask_list(material, [Answered(each.reasons[:most]) for each in which(asked)]).items
        for which in (of_worse, of_better)
    )
    return tuple(chain.from_iterable(parts))


def differences_slide(material: Material) -> Section:
    """What changed and how groups differ on one slide, where there is no room for two."""
    changed = sorted(material.of_kind("improved", "declined"), key=material.findings.index)
    over_time, between = by_figure(changed), by_figure(material.of_kind("gap"))
    few = max(MOST_JOINED - len(over_time), MOST_JOINED // 2)
    between_shown = between[:few]
    shown = [*over_time[: MOST_JOINED - len(between_shown)], *between_shown]
    leads = (_lead(material, "changes", over_time), _lead(material, "gaps", between))
    left = len(over_time) + len(between) - len(shown)
    return slide(
        material,
        "gaps",
        material.say("slides.differences.title"),
        (
            Lines((*leads, *(finding_line(material, alike[0]) for alike in shown))),
            more(material, left),
        ),
        [*_sentences(shown), material.say("slides.changes.caution")],
    )


def _lead(material: Material, key: str, found: Sequence[Figured]) -> Line:
    """The title that would have stood above a slide of its own; what it means that there is none."""
    if key == "changes" and material.facts.previous is None:
        return Line(material.say("slides.changes.title.first"), material.say("slides.changes.first"))
    none = "" if found else material.say(f"slides.{key}.none")
    return Line(_title(material, key, found), none)


def _listed(
    material: Material,
    key: str,
    found: Sequence[Figured],
    said: Sequence[str] = (),
    *,
    beside: Paragraph | None = None,
    family: Family | None = None,
) -> Section:
    """The most important findings, a line each; that there are none, in words. `family`: whose, of several."""
    title, name = _title(material, key, found, family), f"{key}-{family}" if family else ""
    if not found:
        nothing = Paragraph(material.say(f"slides.{key}.none"))
        return slide(material, key, title, (nothing,), said, name=name)
    shown = found[:MOST]
    lines = Lines(tuple(finding_line(material, alike[0]) for alike in shown))
    blocks = (lines, more(material, len(found) - len(shown)), beside)
    return slide(material, key, title, blocks, [*_sentences(shown), *said], name=name)


def _sentences(shown: Sequence[Figured]) -> list[str]:
    """The findings in full, with their bases and how far chance could carry them."""
    return [finding.sentence for alike in shown for finding in alike]


def _title(material: Material, key: str, found: Sequence[Figured], family: Family | None = None) -> str:
    """How many are clear, and how many may be chance: the two are never added up. `family`: whose, of several."""
    counted = _counted(material, key, found)
    if family is None:
        return counted
    return material.say("slides.of_family", title=counted, family=material.say(f"slides.families.{family}"))


def _counted(material: Material, key: str, found: Sequence[Figured]) -> str:
    wave = _since(material)
    clear = sum(any(map(is_settled, alike)) for alike in found)
    possible = len(found) - clear
    if not found:
        return material.say(f"slides.{key}.title.none", wave=wave)
    which = "possible" if not clear else "both" if possible else "clear"
    return material.wording.count(
        f"slides.{key}.title.{which}", clear or possible, possible=number(possible), wave=wave
    )


def _since(material: Material) -> str:
    """The wave before, where every change is told from it."""
    waves = material.figures.earlier_waves
    if len(waves) == 1 and not material.figures.has_trends:
        return material.say("slides.changes.wave", wave=waves[0])
    return material.say("slides.changes.earlier")
