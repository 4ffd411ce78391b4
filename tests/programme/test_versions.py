"""[[versions]] of programme.toml: what is read of it, and what is said where it is wrong."""

import re
from pathlib import Path

import pytest

from heard.base.bands import BandRule, Rule
from heard.base.editions import Change, Edition
from heard.base.errors import InputProblems
from heard.base.problems import Severity
from heard.base.surveys import Survey
from heard.catalogue import load_catalogue
from heard.dataset.toml_tables import say_value
from heard.programme.settings import Settings, read_settings

WAVES = """
name = "A"
[[waves]]
key = "2024"
opens_on = 2024-02-05
closes_on = 2024-03-29
versions = {"8-11" = "2024.1", "11-17" = "2024.1"}
[[waves]]
key = "2026"
opens_on = 2026-02-02
closes_on = 2026-03-27
"""
MIDDLE = '[[versions]]\nsurvey = "8-11"\nversion = "2024.1"\n'
OLDER = '[[versions]]\nsurvey = "11-17"\nversion = "2024.1"\n'
RULE = "wellbeing_band = {rule = 'mean', least_answered = 3, moderate_from = 5, high_from = 7, very_high_from = 9}\n"


def read(folder: Path, text: str) -> tuple[Settings, list[str]]:
    """The settings, and the warnings as sentences."""
    path = folder / "programme.toml"
    path.write_text(WAVES + text, encoding="utf-8")
    settings, problems = read_settings(path, load_catalogue())
    assert all(problem.severity is Severity.WARNING for problem in problems)
    return settings, [problem.sentence() for problem in problems]


def said_of(folder: Path, text: str) -> str:
    with pytest.raises(InputProblems) as caught:
        read(folder, text)
    return str(caught.value)


def test_a_wave_knows_what_is_said_of_the_versions_it_used(tmp_path: Path) -> None:
    middle = (
        MIDDLE + 'unlike = {positive_future = "scale", likes_school = "wording", bullying_help = "routing"}\n'
    )
    settings, warnings = read(tmp_path, middle + OLDER + RULE)
    assert warnings == []
    assert settings.waves["2024"].editions == {
        Survey.AGES_8_11: Edition(
            {
                "positive_future": Change.SCALE,
                "likes_school": Change.WORDING,
                "bullying_help": Change.ROUTING,
            }
        ),
        Survey.AGES_11_17: Edition(band=BandRule(Rule.MEAN, 3, 5.0, 7.0, 9.0)),
    }
    assert settings.waves["2026"].editions == {}


def test_the_example_in_the_reference_is_read(tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / "docs/reference/files.md").read_text(encoding="utf-8")
    [example] = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
    settings, _ = read(tmp_path, MIDDLE + example)
    edition = settings.waves["2024"].editions[Survey.AGES_11_17]
    assert edition.unlike["bullying_help"] is Change.ROUTING
    assert edition.band == BandRule(Rule.SCALES_LOW, 3, 5.0, 7.0, 9.0, scales=2)


def test_a_version_may_differ_in_nothing(tmp_path: Path) -> None:
    settings, _ = read(tmp_path, MIDDLE + OLDER)
    assert settings.waves["2024"].editions == {Survey.AGES_8_11: Edition(), Survey.AGES_11_17: Edition()}


def test_the_catalogues_own_version_may_have_another_rule(tmp_path: Path) -> None:
    version = load_catalogue().versions[Survey.AGES_11_17]
    settings, _ = read(tmp_path, f'[[versions]]\nsurvey = "11-17"\nversion = "{version}"\n{RULE}')
    assert settings.waves["2026"].editions[Survey.AGES_11_17].band == BandRule(Rule.MEAN, 3, 5.0, 7.0, 9.0)


def test_a_version_nobody_describes_is_a_warning(tmp_path: Path) -> None:
    _, warnings = read(tmp_path, MIDDLE)
    assert warnings == [
        "programme.toml, setting versions: version 2024.1 of survey 11-17, used in wave 2024, is not described: "
        "it is compared with itself only."
    ]


def test_a_version_no_wave_used_is_a_warning(tmp_path: Path) -> None:
    _, warnings = read(tmp_path, MIDDLE + OLDER + OLDER.replace("2024.1", "2023.1"))
    assert warnings == ["programme.toml, setting versions: no wave used version 2023.1 of survey 11-17."]


def test_what_is_not_known_is_an_error_with_its_place(tmp_path: Path) -> None:
    """A mistyped `unlike` that is passed over would make unlike questions alike."""
    text = MIDDLE + 'unlke = {likes_school = "scale"}\n' + OLDER + RULE.replace("}", ", mode = 3}")
    assert said_of(tmp_path, text).splitlines() == [
        "2 errors, 0 warnings.",
        "ERROR  programme.toml, setting versions 1.unlke: is not known here. "
        "Allowed: survey, version, unlike, wellbeing_band.",
        "ERROR  programme.toml, setting versions 2.wellbeing_band.mode: is not known here. "
        "Allowed: rule, least_answered, moderate_from, high_from, very_high_from, scales.",
    ]


@pytest.mark.parametrize("typed", ['"11-18" = "2024.1"', 'unlike = {pet = "scale"}'])
def test_a_wave_s_versions_name_surveys_only(tmp_path: Path, typed: str) -> None:
    path = tmp_path / "programme.toml"
    path.write_text(WAVES.replace('"8-11" = "2024.1"', typed) + OLDER, encoding="utf-8")
    with pytest.raises(InputProblems) as caught:
        read_settings(path, load_catalogue())
    key = typed.partition(" ")[0].strip('"')
    assert str(caught.value).splitlines() == [
        "1 error, 0 warnings.",
        f"ERROR  programme.toml, setting waves 1.versions.{key}: is not known here. "
        "Allowed: 4-7, 8-11, 11-17, 16-25.",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (OLDER + 'wellbeing_band = "mean"\n', 'versions 1.wellbeing_band: "mean" cannot stand here.'),
        (OLDER + 'unlike = "pet"\n', 'versions 1.unlike: "pet" cannot stand here.'),
        ("[versions]\n", "versions: is not written as a table that may be repeated."),
        (OLDER.replace('"2024.1"', "2024.1"), "versions 1.version: 2024.1 cannot stand here."),
        (
            "[[waves]]\nkey = 2023\nopens_on = 2023-02-05\ncloses_on = 2023-03-29\n",
            "waves 3.key: 2023 cannot",
        ),
        (
            OLDER + RULE.replace("= 5", "= nan"),
            "moderate_from: nan cannot stand here. Allowed: a whole or half",
        ),
        (
            OLDER + RULE.replace("'mean'", "'scales_low'").replace("}", ", scales = true}"),
            "wellbeing_band.scales: true cannot stand here. Allowed: a whole number.",
        ),
    ],
)
def test_one_wrong_value_is_one_error(tmp_path: Path, text: str, said: str) -> None:
    first, error = said_of(tmp_path, text).splitlines()
    assert first == "1 error, 0 warnings."
    assert said in error


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (MIDDLE + 'unlike = {likes_scool = "scale"}\n', "versions 1.unlike.likes_scool: survey 8-11 asks no"),
        (
            MIDDLE + 'unlike = {anxiety = "scale"}\n',
            "versions 1.unlike.anxiety: survey 8-11 asks no such question",
        ),
        (OLDER + 'unlike = {wellbeing_band = "scale"}\n', "unlike.wellbeing_band: survey 11-17 asks no such"),
        (
            MIDDLE + 'unlike = {pet = "colour"}\n',
            'unlike.pet: "colour" cannot stand here. Allowed: scale, wording, r',
        ),
        (MIDDLE + 'unlike = {pet = "rule"}\n', 'unlike.pet: "rule" cannot stand here'),
        (MIDDLE + "unlike = {pet = 3}\n", "unlike.pet: 3 cannot stand here"),
        (MIDDLE + 'unlike = ["pet"]\n', 'versions 1.unlike: ["pet"] cannot stand here'),
        (MIDDLE + MIDDLE, "versions 2.version: version 2024.1 of survey 8-11 is described twice"),
        ('[[versions]]\nsurvey = "5-7"\nversion = "1"\n', 'versions 1.survey: "5-7" cannot stand here'),
        ('[[versions]]\nsurvey = "8-11"\n', "versions 1.version: is missing"),
        ("[[versions]]\nversion = 2024.1\n", "versions 1.survey: is missing"),
        ("[versions]\n", "versions: is not written as a table that may be repeated"),
        (
            MIDDLE.replace("2024.1", load_catalogue().versions[Survey.AGES_8_11])
            + 'unlike = {pet = "scale"}\n',
            "is Heard's own version, with which others are compared. If the wave asked otherwise, its questionnaire "
            'needs a version of its own: name it here and under the wave, as in versions = { "8-11" = "2024.1" }.',
        ),
        (
            MIDDLE + RULE,
            "versions 1.wellbeing_band: survey 8-11 has no well-being band: leave this line out.",
        ),
        (
            OLDER + RULE.replace("'mean'", "'median'"),
            'wellbeing_band.rule: "median" cannot stand here. Allowed: mean,',
        ),
        (
            OLDER + RULE.replace("'mean'", "'scales_low'"),
            "wellbeing_band.scales: is missing. Allowed: a whole number",
        ),
        (
            OLDER + RULE.replace("}", ", scales = 2}"),
            "wellbeing_band.scales: 2 cannot stand here. Allowed: only with the rule scales_low.",
        ),
        (OLDER + RULE.replace("}", ", scales = 2.0}"), "wellbeing_band.scales: 2.0 cannot stand here"),
        (
            OLDER + RULE.replace("least_answered = 3", "least_answered = 3.0"),
            "least_answered: 3.0 cannot stand here",
        ),
        (OLDER + RULE.replace("least_answered = 3, ", ""), "wellbeing_band.least_answered: is missing"),
        (OLDER + RULE.replace("= 7", "= 7.2"), "wellbeing_band.high_from: 7.2 cannot stand here"),
        (OLDER + RULE.replace("= 7", "= nan"), "wellbeing_band.high_from: nan cannot stand here"),
        (OLDER + RULE.replace("= 7", "= true"), "wellbeing_band.high_from: true cannot stand here"),
        (OLDER + RULE.replace("= 9", "= 7"), "very_high_from: 7 cannot stand here. Allowed: a whole or half"),
        (OLDER + "wellbeing_band = 'mean'\n", 'versions 1.wellbeing_band: "mean" cannot stand here'),
    ],
)
def test_what_cannot_stand_there_says_why(tmp_path: Path, text: str, words: str) -> None:
    assert words in said_of(tmp_path, text)


def test_all_that_is_wrong_is_said_at_once(tmp_path: Path) -> None:
    text = MIDDLE + 'unlike = {pet = "colour", tiger = "scale"}\n' + OLDER + RULE.replace("= 7", "= 17")
    said = said_of(tmp_path, text)
    assert said.startswith("3 errors")
    assert all(words in said for words in ("unlike.pet", "unlike.tiger", "high_from: 17"))


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (True, "true"),
        (["likes_school", 1], '["likes_school", 1]'),
        ({"pet": ["a"], "b": False}, '{ pet = ["a"], b = false }'),
        ({}, "{}"),
        (float("nan"), "nan"),
        ("word", '"word"'),
        (list(range(40)), "[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, …"),
    ],
)
def test_a_value_is_repeated_as_it_is_typed_in_toml(value: object, said: str) -> None:
    assert say_value(value) == said
