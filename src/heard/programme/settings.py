"""programme.toml: the programme's name, its waves and the versions of questionnaires they used."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from heard.base.errors import InputProblems
from heard.base.messages import quote
from heard.base.places import KEY_IN_WORDS, Wave, is_key
from heard.base.problems import Problem
from heard.base.surveys import Survey
from heard.catalogue import Catalogue
from heard.dataset.tally import Tally
from heard.dataset.toml_tables import Table, parse_toml, say_value
from heard.programme.engines.settings import NO_ENGINE, EngineSettings, read_engine
from heard.programme.versions import describe_versions, read_editions

KNOWN = {"name", "waves", "versions", "made_up", "policy", "engine"}
KNOWN_OF_A_WAVE = {"key", "opens_on", "closes_on", "surveys", "versions"}
KNOWN_POLICIES: set[str] = set()  # this version lets a programme change none
SURVEYS = ", ".join(Survey)


@dataclass(frozen=True, slots=True)
class Settings:
    """The programme's name, its waves by key in the order they opened, whether its answers are made up, and where
    they are counted if not here."""

    name: str
    waves: Mapping[str, Wave]
    made_up: bool = False
    engine: EngineSettings = NO_ENGINE


NO_SETTINGS = Settings("", {})


def read_settings(path: Path, catalogue: Catalogue) -> tuple[Settings, tuple[Problem, ...]]:
    """The settings and the warnings; waves know the versions of the questionnaire they used and what was said of
    them. InputProblems where the file has an error."""
    tally = Tally()
    table = Table(path.name, tally, parse_toml(path))
    table.warn_of_unknown(KNOWN)
    name = table.read_line("name", "the programme's name, in quotation marks")
    made_up = table.read("made_up", bool, "true or false", otherwise=False)
    if policy := table.inner("policy"):
        policy.warn_of_unknown(KNOWN_POLICIES)
    engine = table.inner("engine")
    counted_by = read_engine(engine) if engine else NO_ENGINE
    found = [_read_wave(wave) for wave in table.inner_list("waves")]
    editions = read_editions(table.inner_list("versions"), catalogue)
    waves = [wave for wave in found if wave]
    keys = [wave.key for wave in waves]
    alike = [key.casefold() for key in keys]
    for key in sorted({key for key in keys if alike.count(key.casefold()) > 1}):
        tally.add(path.name, f"wave {key} stands there twice; capital letters alone make no difference.")
    if not table.values.get("waves"):
        tally.add(path.name, "no wave: write [[waves]] with key, opens_on and closes_on.")
    if tally.has_errors():
        # Which version is described or used by none is told of a sound file only: of half a one it would be untrue.
        raise InputProblems(tally.problems())
    waves = describe_versions(waves, editions, catalogue, tally, path.name)
    in_order = sorted(waves, key=lambda wave: (wave.opens_on, wave.key))
    settings = Settings(name or "", {wave.key: wave for wave in in_order}, bool(made_up), counted_by)
    return settings, tally.problems()


def _read_wave(table: Table) -> Wave | None:
    table.warn_of_unknown(KNOWN_OF_A_WAVE)
    key = table.read("key", str, 'a short name in quotation marks, such as "2026"')
    if key and not is_key(key):
        table.note("key", f"{quote(key)} cannot name a wave.", KEY_IN_WORDS)
    opens_on = table.read("opens_on", date, "a date such as 2026-02-02, without quotation marks")
    closes_on = table.read("closes_on", date, "a date such as 2026-03-27, without quotation marks")
    surveys = _read_surveys(table)
    versions = _read_versions(table.inner("versions"))
    if opens_on and closes_on and closes_on < opens_on:
        table.note("closes_on", "the wave closes before it opens.", f"{opens_on} or later")
    if not (key and opens_on and closes_on):
        return None
    return Wave(key, opens_on, closes_on, surveys, versions)


def _read_surveys(table: Table) -> tuple[Survey, ...]:
    """The surveys of a wave, by age: all of them where none is named."""
    given = table.values.get("surveys", list(Survey))
    if not isinstance(given, list) or not given or any(key not in list(Survey) for key in given):
        table.note("surveys", f"{say_value(given)} cannot stand here.", f"a list of {SURVEYS}")
        return ()
    return tuple(survey for survey in Survey if survey in given)


def _read_versions(table: Table | None) -> Mapping[Survey, str]:
    """The questionnaire version each survey used, where it was not the catalogue's."""
    if table is None:
        return {}
    table.refuse_unknown(list(Survey))
    named = {
        survey: table.read(survey, str, "a version in quotation marks")
        for survey in Survey
        if survey in table.values
    }
    return {survey: version for survey, version in named.items() if version}
