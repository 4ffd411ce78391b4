"""At a glance: how many answered, how it compares, what stands out, what changed, what to ask."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from heard.base.surveys import Family
from heard.charts import Certainty, Direction
from heard.findings import Finding
from heard.reports.blocks import Link, Paragraph, Points
from heard.reports.figures import is_judged, of_everybody
from heard.reports.material import Material
from heard.reports.report import Section
from heard.reports.saying import number, per_cent
from heard.reports.sections.asking import ask_list, group_reasons, of_better, of_worse
from heard.reports.sections.banded import NEARLY_ALL, count_listed, list_nearly_all, list_undecided
from heard.reports.sections.findings import by_figure, earlier_words, finding_list

SOME = 3  # of each kind at a glance; the sections below hold all


def glance_section(material: Material) -> Section:
    """One page that could be read alone."""
    parts = (
        _strengths(material),
        _part(material, "development", material.of_kind("development")),
        *_changed(material),
        _asking(material),
    )
    return Section("glance", material.say("glance.title"), (Points(glance_lines(material)),), parts)


def glance_lines(material: Material) -> tuple[str, ...]:
    """How many answered, how they compare, and that nothing changed where nothing did."""
    return (
        *(answered_sentence(material, family) for family in material.families),
        compared_sentence(material),
        *_unchanged(material),
    )


def compared_sentence(material: Material) -> str:
    """How many answers are better, worse, in line and open beside the other councils: a question counts once a
    survey, by its headline. Comparisons that may not be shown, or that there was nothing sound for, do not count."""
    flags = Counter(_flags_against_others(material))
    if not flags:
        return material.say(f"glance.compared.{'none' if material.facts.councils > 1 else 'alone'}")
    counts = {
        "better": flags[Certainty.CLEAR, Direction.BETTER],
        "worse": flags[Certainty.CLEAR, Direction.WORSE],
        "possible": sum(count for (flag, _), count in flags.items() if flag is Certainty.POSSIBLE),
        "in_line": sum(count for (flag, _), count in flags.items() if flag is Certainty.IN_LINE),
        "open": sum(count for (flag, _), count in flags.items() if flag is Certainty.CANNOT_TELL),
    }
    words = {
        name: number(count) if count else material.say("glance.nought") for name, count in counts.items()
    }
    return material.say("glance.compared.some", all=number(flags.total()), **words)


def _flags_against_others(material: Material) -> Iterator[tuple[Certainty, Direction]]:
    for survey in material.surveys:
        for item in material.catalogue.asked_in(survey):
            place = of_everybody(survey, item.key, item.asked[survey].headline.key)
            comparison = material.figures.comparison(place, "others")
            if comparison and comparison.flag and is_judged(comparison):
                yield comparison.flag, comparison.direction


def _part(material: Material, key: str, findings: tuple[Finding, ...], target: str = "") -> Section:
    """The first of a kind, with how many there are and the way to all."""
    found = by_figure(findings)
    if not found:
        none = Paragraph(material.say(f"glance.{key}.none"))
        return Section(f"glance-{key}", material.say(f"glance.{key}.title"), (none,))
    title = material.say("glance.counted", title=material.say(f"glance.{key}.title"), count=len(found))
    first = finding_list(material, found[:SOME], compact=True)
    return Section(f"glance-{key}", title, (first, Link(material.say(f"glance.{key}.all"), target or key)))


def _strengths(material: Material) -> Section:
    """The first bright spots, and how much nearly all said without an exact figure: without it a copy that leaves
    something out would tell of the worse answers, which have figures, and be silent of the best."""
    part = _part(material, "strengths", material.of_kind("strength"))
    nearly_all = count_listed(list_nearly_all(material, together=False))
    if not nearly_all:
        return part
    said = Paragraph(material.wording.count("glance.strengths.nearly_all", nearly_all, nearly_all=NEARLY_ALL))
    link = Link(material.say("glance.strengths.nearly_all.all"), "strengths-nearly-all")
    return replace(part, blocks=(*part.blocks, said, link))


def _changed(material: Material) -> tuple[Section, ...]:
    """What improved and declined, together in order of importance."""
    changed = sorted(material.of_kind("improved", "declined"), key=material.findings.index)
    return (_part(material, "changed", tuple(changed), "changes"),) if changed else ()


def _unchanged(material: Material) -> tuple[str, ...]:
    """Where nothing changed, a sentence does for a part."""
    if material.facts.previous is None:
        return (material.say("changes.first"),)
    if material.of_kind("improved", "declined"):
        return ()
    return (material.say("glance.unchanged", waves=earlier_words(material)),)


def _asking(material: Material) -> Section:
    asked = [each for each in group_reasons(material) if each.finding.group == "all"]
    worse, better = of_worse(asked), of_better(asked)
    title = material.say("glance.ask.title")
    parts = tuple(
        Section(f"glance-{key}", material.say(f"glance.ask.{key}"), (ask_list(material, here, most=SOME),))
        for key, here in (("worse", worse), ("better", better))
        if here
    )
    undecided = count_listed(list_undecided(material, together=False))
    if not parts and not undecided:
        return Section("glance-ask", title, (Paragraph(material.say("glance.ask.none")),))
    bands = (Paragraph(material.wording.count("glance.ask.undecided", undecided)),) if undecided else ()
    return Section("glance-ask", title, (*bands, Link(material.say("glance.ask.all"), "asking")), parts)


def answered_sentence(material: Material, family: Family) -> str:
    """How many of the family answered, of how many; without the whole where it is not known."""
    rows = [material.figures.respondents(survey) for survey in material.families[family]]
    respondents = [row.respondents if row else None for row in rows]
    eligible = [row.eligible if row and row.response_rate is not None else None for row in rows]
    if any(count is None for count in respondents):
        return material.say(f"glance.answered.{family}.hidden")
    answered = sum(count or 0 for count in respondents)
    could = sum(count or 0 for count in eligible)
    if any(count is None for count in eligible) or not could:
        return material.say(f"glance.answered.{family}.unknown", answered=number(answered))
    return material.say(
        f"glance.answered.{family}.known",
        answered=number(answered),
        eligible=number(could),
        share=per_cent(answered / could),
    )
