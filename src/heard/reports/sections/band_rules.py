"""The rule of the well-being bands in words, from the rule itself: printed wherever the bands are."""

from collections.abc import Mapping

from heard.base.bands import BANDS, BandRule
from heard.base.surveys import Survey
from heard.catalogue.editions import band_rule_of
from heard.reports.material import Material


def rule_in_short(material: Material) -> str:
    """The rule in a line or two; every survey's own where they differ."""
    return " ".join(_told(material, {survey: (_short(material, survey),) for survey in _rules(material)}))


def rule_in_points(material: Material) -> tuple[str, ...]:
    """The rule band by band; every survey's own where they differ."""
    told = _told(material, {survey: _points(material, survey) for survey in _rules(material)})
    return (*told, material.say("bands.younger"))


def whose_rule(material: Material) -> str:
    """Who made the rule: we, or the programme."""
    ours = all(_is_ours(material, survey) for survey in _rules(material))
    return material.say(f"bands.intro.{'ours' if ours else 'programme'}")


def _rules(material: Material) -> Mapping[Survey, BandRule]:
    """The rule of each survey of the report that has bands."""
    found = {
        survey: band_rule_of(material.facts.wave, survey, material.catalogue) for survey in material.surveys
    }
    return {survey: rule for survey, rule in found.items() if rule}


def _told(material: Material, said: Mapping[Survey, tuple[str, ...]]) -> tuple[str, ...]:
    """What is said of every survey, once where it is the same of all."""
    if len(set(said.values())) == 1:
        return next(iter(said.values()))
    return tuple(
        material.say("bands.of_survey", ages=material.ages(survey), rule=line)
        for survey, lines in said.items()
        for line in lines
    )


def _short(material: Material, survey: Survey) -> str:
    rule = _rules(material)[survey]
    whose = "ours" if _is_ours(material, survey) else "programme"
    sentence = material.say(f"bands.short.{rule.rule}", **_values(material, rule))
    return f"{sentence} {material.say(f'bands.whose.{whose}')}"


def _points(material: Material, survey: Survey) -> tuple[str, ...]:
    rule = _rules(material)[survey]
    values = _values(material, rule)
    first = material.say("bands.counted", **values)
    return (first, *(material.say(f"bands.rule.{rule.rule}.{band}", **values) for band in BANDS))


def _is_ours(material: Material, survey: Survey) -> bool:
    return _rules(material)[survey] == material.catalogue.questionnaires[survey].wellbeing_band


def _values(material: Material, rule: BandRule) -> dict[str, str | int]:
    return {
        "moderate": f"{rule.moderate_from:g}",
        "high": f"{rule.high_from:g}",
        "very_high": f"{rule.very_high_from:g}",
        "least": material.say(f"bands.numbers.{rule.least_answered}"),
        "number": material.say(f"bands.numbers.{rule.scales or 1}"),
        "scales": material.say("bands.scales"),
    }
