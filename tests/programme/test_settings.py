"""programme.toml."""

from datetime import date
from pathlib import Path

import pytest

from heard.base.errors import InputProblems
from heard.base.places import Wave
from heard.base.surveys import Survey
from heard.catalogue import load_catalogue
from heard.programme.settings import Settings, read_settings

WAVE = '[[waves]]\nkey = "2026"\nopens_on = 2026-02-02\ncloses_on = 2026-03-27\n'


def write(folder: Path, text: str) -> Path:
    path = folder / "programme.toml"
    path.write_text(text, encoding="utf-8")
    return path


def said_of(path: Path) -> str:
    with pytest.raises(InputProblems) as caught:
        read_settings(path, load_catalogue())
    return str(caught.value)


def test_a_name_and_a_wave_are_enough(tmp_path: Path) -> None:
    settings, problems = read_settings(write(tmp_path, 'name = "Spring"\n' + WAVE), load_catalogue())
    assert settings == Settings(
        "Spring", {"2026": Wave("2026", date(2026, 2, 2), date(2026, 3, 27))}, made_up=False
    )
    assert problems == ()


def test_a_wave_may_name_its_surveys_and_their_versions(tmp_path: Path) -> None:
    text = f'name = "Spring"\nmade_up = true\n{WAVE}surveys = ["11-17", "4-7"]\nversions = {{ "4-7" = "2020.1" }}\n'
    settings, _ = read_settings(write(tmp_path, text), load_catalogue())
    assert settings.made_up
    assert settings.waves["2026"].surveys == (Survey.AGES_4_7, Survey.AGES_11_17)
    assert settings.waves["2026"].versions == {Survey.AGES_4_7: "2020.1"}


def test_keys_that_mean_nothing_are_a_warning(tmp_path: Path) -> None:
    tables = '[policy]\nthreshold = 3\n[engine]\nurl = "x"\nhost = "y"\n'
    _, problems = read_settings(
        write(tmp_path, f'name = "Spring"\ncolour = "red"\n{WAVE}opens = 1\n{tables}'), load_catalogue()
    )
    assert [problem.column for problem in problems] == [
        "colour",
        "policy.threshold",
        "engine.host",
        "waves 1.opens",
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (WAVE, "setting name: is missing"),
        (f'name = ""\n{WAVE}', "setting name: is missing"),
        (f"name = 3\n{WAVE}", "setting name: 3 cannot stand here"),
        (f'name = "A"\nmade_up = "yes"\n{WAVE}', "Allowed: true or false"),
        ('name = "A"\n', "no wave: write [[waves]]"),
        ('name = "A"\nwaves = 3\n', "setting waves: is not written"),
        (f'name = "A"\n{WAVE}{WAVE}', "wave 2026 stands there twice"),
        (f'name = "A"\n{WAVE.replace("2026-03-27", "2026-01-27")}', "the wave closes before it opens"),
        (f'name = "A"\n{WAVE.replace("2026-02-02", "2026-02-02T10:00:00")}', "setting waves 1.opens_on: "),
        (
            f'name = "A"\n{WAVE.replace("2026-02-02", chr(34) + "2 Feb" + chr(34))}',
            '"2 Feb" cannot stand here',
        ),
        (
            f'name = "A"\n{WAVE.replace(chr(34) + "2026" + chr(34), chr(34) + "../x" + chr(34))}',
            "cannot name a wave",
        ),
        (f'name = "A"\n{WAVE}surveys = ["5-7"]\n', "Allowed: a list of 4-7, 8-11, 11-17, 16-25"),
        (
            f'name = "A"\n{WAVE}versions = {{ "4-7" = 1 }}\n',
            "setting waves 1.versions.4-7: 1 cannot stand here",
        ),
        (f'name = """a\nb"""\n{WAVE}', "a line break"),
        (
            f'name = "A"\n{WAVE.replace(chr(34) + "2026" + chr(34), chr(34) + "ALL" + chr(34))}',
            "cannot name a wave",
        ),
        ('name = "A"\nwaves = ["2026"]\n', 'setting waves 1: "2026" cannot stand here'),
        (
            f'name = "A"\n{WAVE.replace("= " + chr(34) + "2026", "= " + chr(34) + "a")}'
            + WAVE.replace("= " + chr(34) + "2026", "= " + chr(34) + "A"),
            "wave A stands there twice",
        ),
        ("a = " + "[" * 5000, "brackets stand in brackets too many times"),
        ('name = "A\n', "cannot be read, line 1, column 10"),
    ],
)
def test_what_cannot_be_read_says_why(tmp_path: Path, text: str, words: str) -> None:
    assert words in said_of(write(tmp_path, text))


def test_a_wave_may_close_on_the_day_it_opens(tmp_path: Path) -> None:
    settings, _ = read_settings(
        write(tmp_path, 'name = "A"\n' + WAVE.replace("03-27", "02-02")), load_catalogue()
    )
    assert settings.waves["2026"].closes_on == date(2026, 2, 2)


def test_another_encoding_is_named(tmp_path: Path) -> None:
    path = tmp_path / "programme.toml"
    path.write_bytes('name = "Café"\n'.encode("cp1252"))
    assert "not saved as UTF-8" in said_of(path)


def test_the_mark_that_windows_programs_write_first_makes_no_difference(tmp_path: Path) -> None:
    path = write(tmp_path, '\ufeffname = "A"\n' + WAVE)
    assert read_settings(path, load_catalogue())[0].name == "A"
