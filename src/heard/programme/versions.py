"""[[versions]] of programme.toml: how a questionnaire a programme used differs from the catalogue's."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from heard.base.bands import BandRule, Rule, list_faults
from heard.base.editions import IN_A_QUESTION, Change, Edition
from heard.base.messages import name_some
from heard.base.places import Wave
from heard.base.surveys import Survey
from heard.catalogue import Catalogue
from heard.catalogue.editions import version_of
from heard.dataset.tally import Tally
from heard.dataset.toml_tables import Table, say_value

KNOWN = ("survey", "version", "unlike", "wellbeing_band")
THRESHOLDS = ("moderate_from", "high_from", "very_high_from")
KNOWN_OF_A_RULE = ("rule", "least_answered", *THRESHOLDS, "scales")
WHOLE, POINTS = "a whole number", "a number of points, whole or half"

Editions = Mapping[tuple[Survey, str], Edition]


def read_editions(tables: Sequence[Table], catalogue: Catalogue) -> Editions:
    """The versions described, by survey and version; what is wrong is noted in the tables."""
    found: dict[tuple[Survey, str], Edition] = {}
    for table in tables:
        table.refuse_unknown(KNOWN)
        named = table.read_word("survey", list(Survey))
        version = table.read("version", str, "a version in quotation marks")
        if named is None or version is None:
            continue
        survey = Survey(named)
        if (survey, version) in found:
            words = f"version {version} of survey {survey} is described twice."
            table.note("version", words, "one [[versions]] for each version of a survey")
        unlike = _read_unlike(table, survey, version, catalogue)
        found[survey, version] = Edition(unlike, _read_rule(table, survey, catalogue))
    return found


def describe_versions(
    waves: Sequence[Wave], editions: Editions, catalogue: Catalogue, tally: Tally, file: str
) -> list[Wave]:
    """The waves with what is said of the versions they used. Notes a version that nobody describes or uses."""
    used = {
        (survey, version_of(wave, survey, catalogue)): wave.key for wave in waves for survey in wave.surveys
    }
    for (survey, version), wave in used.items():
        if version != catalogue.versions.get(survey) and (survey, version) not in editions:
            words = f"version {version} of survey {survey}, used in wave {wave}, is not described"
            tally.warn(file, f"{words}: it is compared with itself only.", column="versions")
    for survey, version in editions:
        if (survey, version) not in used:
            tally.warn(file, f"no wave used version {version} of survey {survey}.", column="versions")
    return [_described(wave, editions, catalogue) for wave in waves]


def _described(wave: Wave, editions: Editions, catalogue: Catalogue) -> Wave:
    found = {survey: editions.get((survey, version_of(wave, survey, catalogue))) for survey in wave.surveys}
    return replace(wave, editions={survey: edition for survey, edition in found.items() if edition})


def _read_unlike(table: Table, survey: Survey, version: str, catalogue: Catalogue) -> Mapping[str, Change]:
    """The questions that the version asked otherwise, and how."""
    if version == catalogue.versions.get(survey) and table.values.get("unlike"):
        words = f"{version} is Heard's own version, with which others are compared. {_name_another(survey)}"
        table.note("unlike", words, "")
        return {}
    questions = table.inner("unlike")
    if questions is None:
        return {}
    asked = [item.key for item in catalogue.asked_in(survey) if not item.derived]
    found: dict[str, Change] = {}
    for key in questions.values:
        if key not in asked:
            questions.note(key, f"survey {survey} asks no such question.", name_some(asked))
            continue
        word = questions.read_word(key, IN_A_QUESTION)
        if word is not None:
            found[key] = Change(word)
    return found


def _name_another(survey: Survey) -> str:
    return (
        "If the wave asked otherwise, its questionnaire needs a version of its own: "
        f'name it here and under the wave, as in versions = {{ "{survey}" = "2024.1" }}.'
    )


def _read_rule(table: Table, survey: Survey, catalogue: Catalogue) -> BandRule | None:
    """The rule of the well-being band; None where none is given, or what is given is no rule."""
    if "wellbeing_band" not in table.values:
        return None
    form = catalogue.questionnaires.get(survey)
    if form is None or form.wellbeing_band is None:
        table.note("wellbeing_band", f"survey {survey} has no well-being band: leave this line out.", "")
        return None
    inner = table.inner("wellbeing_band")
    if inner is None:
        return None
    inner.refuse_unknown(KNOWN_OF_A_RULE)
    word, least = inner.read_word("rule", list(Rule)), inner.read("least_answered", int, WHOLE)
    moderate, high, very_high = (_read_points(inner, key) for key in THRESHOLDS)
    scales = inner.read("scales", int, WHOLE) if "scales" in inner.values else None
    if word is None or least is None or moderate is None or high is None or very_high is None:
        return None
    if scales is None and "scales" in inner.values:
        return None
    rule = BandRule(Rule(word), least, moderate, high, very_high, scales)
    faults = list(list_faults(rule))
    for key, allowed in faults:
        value = inner.values.get(key)
        inner.note(key, "is missing." if value is None else f"{say_value(value)} cannot stand here.", allowed)
    return None if faults else rule


def _read_points(table: Table, key: str) -> float | None:
    value = table.values.get(key)
    return float(value) if type(value) is int else table.read(key, float, POINTS)
