"""The one look: the same tokens as the report, readable contrast, targets large enough, a small download."""

import gzip
import re
import string
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

import heard.reports
import heard.web.ui

UI = Path(heard.web.ui.__file__).parent / "static/ui"
PRINTING = Path(heard.web.ui.__file__).parents[1] / "printing/typesetting"
REPORTS = Path(heard.reports.__file__).parent
STYLE = (UI / "heard.css").read_text(encoding="utf-8")
BASIC, EXTENDED, WELSH = (
    f"fonts/atkinson-hyperlegible-next-{part}.woff2" for part in ("basic", "extended", "welsh")
)
WHOLE = "fonts/atkinson-hyperlegible-next-latin.woff2"
DOWNLOAD = (
    60_000  # bytes compressed, fonts and pictures included ("The survey" of how Heard behaves for people)
)
LEFT_FOR_A_SURVEY = 38_000
AAA, AA_FOR_LARGE_SHAPES = 7.0, 3.0


def tokens(style: str, place: int) -> dict[str, str]:
    """The custom properties of the first (light) or second (dark) :root."""
    block = re.findall(r":root(?::not\(\.light\))? \{(.*?)\n\s*\}", style, re.DOTALL)[place]
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", block))


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    """As WCAG 2.2 defines it: from 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_what_wcag_says_it_is() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(
        4.54, abs=0.005
    )  # the lightest grey that passes 4.5


@pytest.mark.parametrize("place", [0, 1], ids=["light", "dark"])
def test_pages_and_reports_are_one_look(place: int) -> None:
    report = tokens((REPORTS / "css/page.css").read_text(encoding="utf-8"), place)
    assert report
    assert report.items() <= (tokens(STYLE, 0) | tokens(STYLE, place)).items()


@pytest.mark.parametrize("place", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("text", ["ink", "quiet", "sky", "coral"])
@pytest.mark.parametrize("ground", ["paper", "card"])
def test_what_a_child_reads_stands_out_seven_to_one(place: int, text: str, ground: str) -> None:
    colours = tokens(STYLE, 0) | tokens(STYLE, place)
    assert contrast(colours[text], colours[ground]) >= AAA


def test_who_chooses_dark_sees_what_a_dark_device_shows() -> None:
    (chosen,) = re.findall(r":root\.dark, :root\.strong \{(.*?)\n\s*\}", STYLE, re.DOTALL)
    assert dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", chosen)) == tokens(STYLE, 1)


def test_white_on_black_is_as_strong_as_it_can_be() -> None:
    (chosen,) = re.findall(r":root\.strong \{(.*?)\}", STYLE)
    colours = tokens(STYLE, 0) | tokens(STYLE, 1) | dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", chosen))
    assert contrast(colours["ink"], colours["paper"]) == pytest.approx(21)
    assert contrast(colours["sky"], colours["paper"]) >= AAA
    assert contrast(colours["on-sun"], colours["sun"]) >= AAA


@pytest.mark.parametrize("place", [0, 1], ids=["light", "dark"])
def test_a_chosen_answer_reads_as_well_and_its_ring_is_seen(place: int) -> None:
    colours = tokens(STYLE, 0) | tokens(STYLE, place)
    assert contrast(colours["on-sun"], colours["sun"]) >= AAA
    assert contrast(colours["sky"], colours["paper"]) >= AA_FOR_LARGE_SHAPES


def test_the_look_loads_its_font_and_nothing_else() -> None:
    assert re.findall(r"url\(([^)]*)\)", STYLE) == [f'"{part}"' for part in (BASIC, EXTENDED, WELSH)]
    assert "@import" not in STYLE
    assert (UI / "fonts/OFL.txt").is_file()


def letters_of(path: Path) -> set[int]:
    return set(TTFont(path).getBestCmap())


def ranges() -> list[set[int]]:
    """The letters for which the look fetches each of its files."""
    found = []
    for line in re.findall(r"unicode-range: ([^;]*);", STYLE):
        ends = [[int(end, 16) for end in each.removeprefix("U+").split("-")] for each in line.split(", ")]
        found.append({letter for pair in ends for letter in range(pair[0], pair[-1] + 1)})
    return found


def test_the_font_is_the_reports_own_in_two_parts_of_which_english_needs_one() -> None:
    for name in (WHOLE, "fonts/OFL.txt"):
        own = (PRINTING / Path(name).name) if name == WHOLE else UI / name
        assert own.read_bytes() == (REPORTS / name).read_bytes()
    whole, basic, extended = letters_of(REPORTS / WHOLE), letters_of(UI / BASIC), letters_of(UI / EXTENDED)
    assert basic | extended == whole
    assert set(map(ord, string.ascii_letters + string.digits + string.punctuation + " £’“”–…·")) <= basic
    first, second, _ = ranges()
    assert basic <= first
    assert extended <= second | basic
    assert not first & second


def test_welsh_has_all_its_letters_and_only_a_page_that_needs_them_fetches_the_last_of_them() -> None:
    first, second, third = ranges()
    assert third == letters_of(UI / WELSH) == set(map(ord, "ŴŵŶŷŸẀẁẂẃẄẅỲỳ"))
    assert not third & (first | second)
    marked = "âêîôûŵŷäëïöüẅÿáéíóúẃýàèìòùẁỳ"
    assert set(map(ord, marked + marked.upper())) <= letters_of(UI / EXTENDED) | third
    assert (UI / WELSH).stat().st_size < 4_000


def test_style_font_and_pictures_leave_room_for_a_survey_in_one_download() -> None:
    files = [gzip.compress((UI / name).read_bytes(), 9) for name in ("heard.css", "pictures.svg", BASIC)]
    assert sum(map(len, files)) <= DOWNLOAD - LEFT_FOR_A_SURVEY


def test_nothing_moves_but_where_movement_is_welcome() -> None:
    welcome = r"@media \(prefers-reduced-motion: no-preference\) \{ .*? \}\s*\}"
    assert re.search(welcome, STYLE)
    assert "transition" not in re.sub(welcome, "", STYLE)
    assert "animation" not in STYLE
