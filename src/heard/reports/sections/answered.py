"""Who answered: against everyone who could have, group by group, and what the silence of the others may mean."""

from collections.abc import Iterator

from heard.analysis.nonresponse.bounds import silent_share
from heard.base.policy import RESPONSE_RATE_TARGET, SILENT_DIFFER, TOLERANCE
from heard.base.shares import Shown, percent
from heard.base.surveys import Survey
from heard.catalogue import POSITIVE, Demographic
from heard.charts import Meter
from heard.reports.blocks import Block, Call, Column, Details, Paragraph, SimpleTable, Tile, Tiles
from heard.reports.figures import Participation, of_everybody
from heard.reports.material import Material
from heard.reports.report import Section
from heard.reports.saying import HIDDEN_SYMBOL, NOTHING, number, per_cent, points
from heard.reports.sections.findings import group_words

HELPED = "helped"


def answered_section(material: Material) -> Section:
    """Tiles, who is heard less than others, what that may mean, and the groups one tap away."""
    blocks: list[Block] = [
        Paragraph(material.say("answered.intro", target=per_cent(RESPONSE_RATE_TARGET))),
        Tiles(tuple(_tile(material, survey) for survey in material.ran)),
        Call(material.say("answered.missing.title"), heard_less_sentences(material)),
    ]
    alike = tuple(sentence for survey in material.surveys if (sentence := _alike(material, survey)))
    if alike:
        blocks.append(Call(material.say("answered.alike.title"), alike, material.say("answered.alike.intro")))
    bounds = _bounds(material)
    if bounds:
        intro = material.say("answered.silence.intro", points=points(SILENT_DIFFER))
        blocks.append(Call(material.say("answered.silence.title"), bounds, intro))
    helped = _helped(material)
    if helped:
        blocks += [Paragraph(material.say("answered.helped.intro")), helped]
    blocks += [details for survey in material.surveys if (details := _groups(material, survey)).blocks]
    return Section("answered", material.say("answered.title"), tuple(blocks))


def _tile(material: Material, survey: Survey) -> Tile:
    label = material.ages(survey)
    row = material.figures.respondents(survey)
    if row is None or row.respondents is None:
        return Tile(label, HIDDEN_SYMBOL, material.say("answered.tile.hidden"))
    if row.eligible is None or row.response_rate is None:
        return Tile(label, number(row.respondents), material.say("answered.tile.unknown"))
    share = per_cent(row.response_rate)
    note = material.say("answered.tile.known", eligible=number(row.eligible), share=share)
    reached = "reached" if row.response_rate >= RESPONSE_RATE_TARGET else "missed"
    sentence = material.say(
        "answered.meter",
        target=per_cent(RESPONSE_RATE_TARGET),
        reached=material.say(f"answered.{reached}"),
    )
    meter = Meter(sentence, min(100, percent(row.response_rate)), percent(RESPONSE_RATE_TARGET))
    return Tile(label, number(row.respondents), note, meter)


# --- Who is heard less ------------------------------------------------------------------------------


def heard_less_sentences(material: Material) -> tuple[str, ...]:
    """One sentence for each group heard clearly less than the survey as a whole."""
    found = [
        _missing_sentence(material, survey, demographic, row)
        for survey in material.surveys
        for demographic in material.compared_demographics
        for row in material.figures.levels(survey, demographic.key)
        if row.under_represented
    ]
    meaning = (material.say("answered.missing.meaning"),) if found else ()
    if not _groups_known(material):
        return (material.say("answered.missing.unknown"),)
    if material.leaves_out:
        return (*found, *_not_missing(material), *meaning, material.say("answered.missing.not_told"))
    return (*found, *meaning) if found else (material.say("answered.missing.none"),)


def _not_missing(material: Material) -> Iterator[str]:
    """The kinds of groups of which all are shown, where none of them is heard less; of the others nothing is told."""
    for survey in material.surveys:
        levels = {
            demographic.title.lower(): material.figures.levels(survey, demographic.key)
            for demographic in material.compared_demographics
        }
        groups = [title for title, rows in levels.items() if any(_is_judged_fair(row) for row in rows)]
        heard_less = {title for title, rows in levels.items() if any(row.under_represented for row in rows)}
        named = ", ".join(title for title in groups if title not in heard_less)
        if named:
            ages = material.ages(survey).lower()
            yield material.say("answered.missing.none_of", ages=ages, groups=named)


def _is_judged_fair(row: Participation) -> bool:
    return row.under_represented is False and row.response_rate is not None


def _missing_sentence(
    material: Material, survey: Survey, demographic: Demographic, row: Participation
) -> str:
    everybody = material.figures.respondents(survey)
    values = {
        "ages": material.ages(survey).lower(),
        "group": group_words(demographic, row.level),
    }
    known = (row.respondents, row.eligible, row.response_rate, everybody and everybody.response_rate)
    if any(value is None for value in known):
        return material.say("answered.missing.words", **values)
    return material.say(
        "answered.missing.sentence",
        **values,
        respondents=number(row.respondents or 0),
        eligible=number(row.eligible or 0),
        share=per_cent(row.response_rate or 0),
        overall=per_cent(everybody.response_rate or 0) if everybody else NOTHING,
    )


def _groups_known(material: Material) -> bool:
    return any(
        row.eligible is not None
        for survey in material.surveys
        for demographic in material.compared_demographics
        for row in material.figures.levels(survey, demographic.key)
    )


# --- How like everyone they are --------------------------------------------------------------------------


def _alike(material: Material, survey: Survey) -> str:
    """The group furthest from its part of everyone; empty where no demographic has all its levels shown and known.

    One hidden level leaves its demographic out: it might be the furthest.
    """
    found = [
        (demographic, rows)
        for demographic in material.compared_demographics
        if (rows := _known_levels(material, survey, demographic))
    ]
    if not found:
        return ""
    levels = [(demographic, row) for demographic, rows in found for row in rows]
    demographic, furthest = max(levels, key=lambda pair: _apart(pair[1]))
    return material.say(
        "answered.alike.sentence",
        ages=material.ages(survey).lower(),
        groups=", ".join(each.title.lower() for each, _ in found),
        group=group_words(demographic, furthest.level),
        answered=per_cent(furthest.share_of_respondents or 0),
        everyone=per_cent(furthest.share_of_eligible or 0),
    )


def _known_levels(material: Material, survey: Survey, demographic: Demographic) -> tuple[Participation, ...]:
    """The levels of a demographic, if the parts of all of them may be shown and are known.

    Where something may be hidden, they must be seen to be all: a level without a row may be one that is hidden.
    """
    rows = material.figures.levels(survey, demographic.key)
    known = all(
        share is not None for row in rows for share in (row.share_of_respondents, row.share_of_eligible)
    )
    whole = abs(sum(row.share_of_respondents or 0 for row in rows) - 1) <= TOLERANCE
    return rows if known and (whole or not material.leaves_out) else ()


def _apart(row: Participation) -> float:
    return abs((row.share_of_respondents or 0) - (row.share_of_eligible or 0))


# --- What the silence may mean ----------------------------------------------------------------------


def _bounds(material: Material) -> tuple[str, ...]:
    """For the first indicator that can say it, each survey's ends if all the silent had said the same."""
    found = (_bound(material, survey) for survey in material.surveys)
    return tuple(sentence for sentence in found if sentence)


def _bound(material: Material, survey: Survey) -> str:
    """All of the cohort who gave no answer count, first as no, then as yes, then as nearly like those who did."""
    for item in material.catalogue.asked_in(survey):
        estimate = material.figures.estimate(of_everybody(survey, item.key))
        cell = estimate.cell if estimate else None
        if item.derived or item.domain == "wellbeing" or not isinstance(cell, Shown):
            continue
        if cell.eligible is None or cell.eligible <= cell.base:
            continue
        near = max(0.0, cell.share - SILENT_DIFFER), min(1.0, cell.share + SILENT_DIFFER)
        supposed = silent_share(cell.count, cell.base, cell.eligible, (0.0, 1.0, *near))
        low, high, near_low, near_high = (per_cent(float(share)) for share in supposed)
        return material.say(
            "answered.silence.sentence",
            ages=material.ages(survey),
            count=number(cell.count),
            base=number(cell.base),
            share=per_cent(cell.share),
            phrase=item.asked[survey].cut_point(POSITIVE).phrase,
            silent=number(cell.eligible - cell.base),
            low=low,
            high=high,
            points=points(SILENT_DIFFER),
            near_low=near_low,
            near_high=near_high,
        )
    return ""


# --- Tables -----------------------------------------------------------------------------------------


def _helped(material: Material) -> SimpleTable | None:
    """How it was answered, where the wave recorded it."""
    demographic = material.catalogue.demographics.get(HELPED)
    if demographic is None:
        return None
    rows = []
    for survey in material.surveys:
        cells = [
            _share_of_respondents(material.figures.level(survey, HELPED, code)) for code in demographic.codes
        ]
        if any(cell not in (NOTHING, HIDDEN_SYMBOL) for cell in cells):
            rows.append((material.ages(survey), *cells))
    if not rows:
        return None
    columns = [Column(group_words(demographic, code), number=True) for code in demographic.codes]
    return SimpleTable(
        material.say("answered.helped.caption"),
        (Column(material.say("answered.survey")), *columns),
        tuple(rows),
    )


def _share_of_respondents(row: Participation | None) -> str:
    if row is None:
        return NOTHING
    return HIDDEN_SYMBOL if row.share_of_respondents is None else per_cent(row.share_of_respondents)


def _groups(material: Material, survey: Survey) -> Details:
    headings = ("group", "answered", "eligible", "rate", "of_answered", "of_eligible")
    columns = tuple(
        Column(material.say(f"answered.groups.{heading}"), number=heading != "group") for heading in headings
    )
    tables = []
    for demographic in material.compared_demographics:
        rows = tuple(_group_row(material, demographic, row) for row in _listed(material, survey, demographic))
        if rows:
            tables.append(SimpleTable(demographic.title, columns, rows))
    return Details(material.say("answered.groups.summary", ages=material.ages(survey)), tuple(tables))


def _listed(material: Material, survey: Survey, demographic: Demographic) -> tuple[Participation, ...]:
    """The levels that somebody is known to be of. Where something may be hidden, every level a question offers,
    whether or not anybody is of it, and others only if their number may be told; none if nothing of the group may.
    """
    rows = material.figures.levels(survey, demographic.key)
    if not material.leaves_out:
        return tuple(row for row in rows if row.respondents or row.eligible or row.respondents is None)
    offered = [material.figures.level(survey, demographic.key, code) for code in demographic.codes]
    others = [row for row in rows if row.level not in demographic.codes and row.respondents]
    listed = (*(row for row in offered if row), *others)
    return listed if any(row.respondents is not None or row.eligible for row in listed) else ()


def _group_row(material: Material, demographic: Demographic, row: Participation) -> tuple[str, ...]:
    """A small cohort is not printed, which is told like a small number; where none is known, as where there is none."""
    shown = row.respondents is not None
    is_of_cohort = row.level not in demographic.unknown and row.level != "missing"
    hidden = HIDDEN_SYMBOL if material.leaves_out and _groups_known(material) and is_of_cohort else NOTHING
    name = group_words(demographic, row.level)
    if row.level in demographic.unknown or row.level == "missing":
        name = demographic.labels.get(row.level, material.say("answered.groups.not_known"))
    if row.under_represented:
        name = material.say("answered.groups.less", group=name)
    return (
        name,
        number(row.respondents) if row.respondents is not None else HIDDEN_SYMBOL,
        number(row.eligible) if row.eligible is not None else hidden,
        *(
            per_cent(value) if value is not None else (NOTHING if shown else HIDDEN_SYMBOL)
            for value in (row.response_rate, row.share_of_respondents)
        ),
        per_cent(row.share_of_eligible) if row.share_of_eligible is not None else hidden,
    )
