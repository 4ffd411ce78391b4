"""Checks of indicators, scales, pictures and the questions about the child."""

from collections import Counter
from collections.abc import Callable, Iterator

from heard.base.problems import Problem
from heard.base.surveys import Survey
from heard.catalogue.checks.walking import each_group, indicator_file, list_repeated
from heard.catalogue.documents import ConditionEntry, ScaleEntry
from heard.catalogue.indicators import NEGATIVE, POSITIVE
from heard.catalogue.reading import Documents

SKIPPED = "skipped"
RESERVED = frozenset({"all", "answered", "missing"})  # what tables call everybody, any answer and no answer
SCALES = "scales.yaml"
DOMAINS = "domains.yaml"
DEMOGRAPHICS = "demographics.yaml"


def indicators_stand_in_one_domain(documents: Documents) -> Iterator[Problem]:
    """`domains.yaml` lists every indicator file once, under the domain the file names."""
    listed = [(domain.key, key) for domain in documents.domains for key in domain.indicators]
    for key in list_repeated(key for _, key in listed):
        yield Problem(DOMAINS, f"{key} is listed twice.")
    for key in sorted(documents.indicators.keys() - {key for _, key in listed}):
        yield Problem(DOMAINS, f"{key} is not listed, though indicators/{key}.yaml is there.")
    for domain, key in listed:
        entry = documents.indicators.get(key)
        if entry is None:
            yield Problem(DOMAINS, f"{key} is listed, though there is no indicators/{key}.yaml.")
        elif entry.domain != domain:
            yield Problem(
                indicator_file(key), f"domain: {entry.domain}, but domains.yaml lists it under {domain}."
            )


def provenance_is_known(documents: Documents) -> Iterator[Problem]:
    """Every indicator says where it comes from by a key of `provenance.yaml`."""
    for key, entry in documents.indicators.items():
        if entry.provenance not in documents.provenance:
            allowed = ", ".join(documents.provenance)
            yield Problem(
                indicator_file(key), f"provenance: {entry.provenance} is not known.", allowed=allowed
            )


def scales_are_known(documents: Documents) -> Iterator[Problem]:
    """Every survey group names a scale of `scales.yaml`."""
    for key, entry in documents.indicators.items():
        for group in entry.surveys:
            if group.scale not in documents.scales:
                allowed = ", ".join(documents.scales)
                yield Problem(indicator_file(key), f"scale: {group.scale} is not known.", allowed=allowed)


def scales_are_used(documents: Documents) -> Iterator[Problem]:
    """No scale stands there for nothing."""
    used = {group.scale for entry in documents.indicators.values() for group in entry.surveys}
    for key in sorted(documents.scales.keys() - used):
        yield Problem(SCALES, f"{key}: no indicator has this scale.")


def scales_make_sense(documents: Documents) -> Iterator[Problem]:
    """Codes are different, none has another meaning in tables, and exclusive ones are among many."""
    for key, scale in documents.scales.items():
        yield from _codes_are_plain(SCALES, key, scale.codes + scale.no_answer)
        for code in sorted(set(scale.exclusive) - set(scale.codes)):
            yield Problem(SCALES, f"{key}: exclusive: {code} is not a code of the scale.")
        if scale.exclusive and not scale.multiple:
            yield Problem(SCALES, f"{key}: exclusive means something only with multiple: true.")


def surveys_ask_an_indicator_once(documents: Documents) -> Iterator[Problem]:
    """No survey stands in two groups of one indicator."""
    for key, entry in documents.indicators.items():
        for survey in list_repeated(survey for group in entry.surveys for survey in group.surveys):
            yield Problem(indicator_file(key), f"surveys: {survey} stands in two groups.")


def questions_can_be_skipped(documents: Documents) -> Iterator[Problem]:
    """Nothing is compulsory, and only answers that are none may be left out of what is offered."""
    for key, entry, group, scale in each_group(documents):
        if SKIPPED not in group.offered(scale) and not entry.derived:
            yield Problem(indicator_file(key), f"{group.scale}: {SKIPPED} is not among the answers offered.")
        for code in sorted(set(group.not_offered) - set(scale.no_answer)):
            yield Problem(
                indicator_file(key), f"not_offered: {code} is not a no_answer code of {group.scale}."
            )


def cut_points_hold_codes_of_the_scale(documents: Documents) -> Iterator[Problem]:
    """A cut point counts codes of its scale, never a no-answer."""
    for key, _, group, scale in each_group(documents):
        for name, cut in group.cut_points.items():
            for code in cut.codes:
                if code not in scale.codes:
                    message = f"cut_points.{name}: {code} is not a code of {group.scale}."
                    yield Problem(indicator_file(key), message, allowed=", ".join(scale.codes))


def headlines_come_first(documents: Documents) -> Iterator[Problem]:
    """Comparisons rest on the first cut point: `positive`, or a derived indicator's own."""
    for key, entry in documents.indicators.items():
        for group in entry.surveys:
            first = next(iter(group.cut_points), "")
            if not first or (first != POSITIVE and not entry.derived):
                yield Problem(
                    indicator_file(key), f"cut_points: the headline is missing: {POSITIVE} must come first."
                )
            elif group.cut_points[first].polarity == 0 or (
                first == POSITIVE and group.cut_points[first].polarity != 1
            ):
                yield Problem(indicator_file(key), f"cut_points.{first}: the headline's polarity is wrong.")


def both_sides_are_told_apart(documents: Documents) -> Iterator[Problem]:
    """`negative` is there; where one answer is given it shares none with `positive`.

    Where several are given somebody may meet both, and then positive counts (method, item 1).
    """
    for key, entry, group, scale in each_group(documents):
        positive, negative = group.cut_points.get(POSITIVE), group.cut_points.get(NEGATIVE)
        if negative is None and not entry.derived:
            yield Problem(indicator_file(key), f"cut_points: {NEGATIVE} is missing.")
        if positive and negative and not scale.multiple:
            for code in sorted(set(positive.codes) & set(negative.codes)):
                yield Problem(indicator_file(key), f"cut_points: {code} is both {POSITIVE} and {NEGATIVE}.")


def bands_part_their_scale(documents: Documents) -> Iterator[Problem]:
    """Where a scale of scores is published in bands, every score lies in exactly one."""
    for key, _, group, scale in each_group(documents):
        codes = [code for band in (group.bands or {}).values() for code in band]
        for code in list_repeated(codes):
            yield Problem(indicator_file(key), f"bands: {code} lies in two of them.")
        for code in sorted(set(codes) - set(scale.codes)):
            yield Problem(indicator_file(key), f"bands: {code} is not a code of {group.scale}.")
        for code in scale.codes if codes else ():
            if code not in codes:
                yield Problem(indicator_file(key), f"bands: {code} lies in none.")


def added_cut_points_are_shared(documents: Documents) -> Iterator[Problem]:
    """Only a cut point that two surveys have can be added over surveys."""
    for key, entry in documents.indicators.items():
        asking = Counter(name for group in entry.by_survey().values() for name in group.cut_points)
        for name in entry.added_over_surveys:
            if asking[name] < 2:
                yield Problem(
                    indicator_file(key), f"added_over_surveys: no two surveys have the cut point {name}."
                )


def routing_leads_to_a_code(documents: Documents) -> Iterator[Problem]:
    """A condition names an indicator the same survey asks, and codes of its scale there."""
    for key, entry in documents.indicators.items():
        for survey, group in entry.by_survey().items():
            if group.asked_if:
                yield from _route_is_known(documents, key, survey, group.asked_if)


def _route_is_known(
    documents: Documents, key: str, survey: Survey, condition: ConditionEntry
) -> Iterator[Problem]:
    scale = _scale_in(documents, condition.indicator, survey)
    if scale is None:
        yield Problem(indicator_file(key), f"asked_if: survey {survey} does not ask {condition.indicator}.")
        return
    for code in condition.codes:
        if code not in scale.codes:
            message = f"asked_if: {code} is not an answer to {condition.indicator} in survey {survey}."
            yield Problem(indicator_file(key), message, allowed=", ".join(scale.codes))


def _scale_in(documents: Documents, indicator: str, survey: Survey) -> ScaleEntry | None:
    entry = documents.indicators.get(indicator)
    group = entry.by_survey().get(survey) if entry else None
    return documents.scales.get(group.scale) if group else None


def demographics_make_sense(documents: Documents) -> Iterator[Problem]:
    """Codes are different and plain; there are some, unless any code may stand there."""
    for key, entry in documents.demographics.items():
        codes = entry.codes + entry.unknown
        yield from _codes_are_plain(DEMOGRAPHICS, key, codes)
        if bool(entry.codes) == entry.open_codes:
            yield Problem(DEMOGRAPHICS, f"{key}: give either codes or open_codes: true.")
        for survey, left_out in (entry.not_offered or {}).items():
            for code in sorted(set(left_out) - set(codes)):
                yield Problem(DEMOGRAPHICS, f"{key}: not_offered: {code} is not a code (survey {survey}).")


def pictures_are_described_and_used(documents: Documents) -> Iterator[Problem]:
    """Each picture an answer carries is described for whoever draws it, and none is described for nothing."""
    used: set[str] = set()
    for key, scale in documents.scales.items():
        for code, picture in (scale.pictures or {}).items():
            used.add(picture)
            if code not in scale.codes + scale.no_answer:
                yield Problem(SCALES, f"{key}: pictures: {code} is not an answer of the scale.")
            if picture not in documents.pictures:
                yield Problem(SCALES, f"{key}: pictures: {picture} is not described in pictures.yaml.")
    for picture in sorted(documents.pictures.keys() - used):
        yield Problem("pictures.yaml", f"{picture}: no answer carries this picture.")


def _codes_are_plain(file: str, key: str, codes: tuple[str, ...]) -> Iterator[Problem]:
    for code in list_repeated(codes):
        yield Problem(file, f"{key}: the code {code} stands twice.")
    for code in codes:
        if code in RESERVED or ";" in code or ":" in code:
            yield Problem(file, f"{key}: the code {code} would mean something else in files and tables.")


FACT_CHECKS: tuple[Callable[[Documents], Iterator[Problem]], ...] = (
    indicators_stand_in_one_domain,
    provenance_is_known,
    scales_are_known,
    scales_are_used,
    scales_make_sense,
    surveys_ask_an_indicator_once,
    questions_can_be_skipped,
    cut_points_hold_codes_of_the_scale,
    headlines_come_first,
    both_sides_are_told_apart,
    bands_part_their_scale,
    added_cut_points_are_shared,
    routing_leads_to_a_code,
    demographics_make_sense,
    pictures_are_described_and_used,
)
