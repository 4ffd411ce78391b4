"""The sprite: every picture drawn once, none for nothing, in the page's own colours."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

import heard.web.ui
from heard.catalogue import load_catalogue
from heard.web.instruments.vocabulary import PAUSE_PICTURES

SPRITE = Path(heard.web.ui.__file__).parent / "static/ui/pictures.svg"
ICONS = ("speaker", "hide", "help", "back", "language", "pause")
LARGEST = (
    25_000  # bytes: with the font, the style and a questionnaire a survey is one download of 60 kB compressed
)
SVG = "{http://www.w3.org/2000/svg}"
DRAWN_WITH = {f"{SVG}{name}" for name in ("svg", "symbol", "path", "circle", "ellipse")}

ROOT = ElementTree.fromstring(SPRITE.read_bytes())  # a file of ours


def test_every_picture_is_drawn_once_and_none_for_nothing() -> None:
    answers = {
        answer.picture
        for form in load_catalogue().questionnaires.values()
        for question in form.questions()
        for answer in question.answers
        if answer.picture
    }
    drawn = [symbol.get("id") for symbol in ROOT]
    assert sorted(drawn) == sorted((*answers, *PAUSE_PICTURES, *ICONS))


def test_every_picture_of_the_catalogue_is_drawn() -> None:
    assert load_catalogue().pictures.keys() <= {symbol.get("id") for symbol in ROOT}


def test_the_sprite_is_small() -> None:
    assert SPRITE.stat().st_size <= LARGEST


def test_it_holds_drawings_only() -> None:
    assert {element.tag for element in ROOT.iter()} == DRAWN_WITH
    names = {name for element in ROOT.iter() for name in element.attrib}
    assert not {name for name in names if name == "style" or name.startswith("on") or "href" in name}


def test_it_names_no_colour_but_as_what_the_page_calls_it() -> None:
    paints = {element.get(kind) for element in ROOT.iter() for kind in ("fill", "stroke")} - {None}
    unnamed = {paint for paint in paints if paint not in ("none", "currentColor") and "var(--" not in paint}
    assert not unnamed


def test_the_style_gives_every_colour_of_the_pictures_in_light_in_dark_and_in_forced_colours() -> None:
    style = SPRITE.with_name("heard.css").read_text(encoding="utf-8")
    used = set(re.findall(r"var\((--[a-z]+)", SPRITE.read_text(encoding="utf-8")))
    blocks = re.findall(
        r":root(?::not\(\.light\)|\.dark, :root\.strong|:root:root)? \{(.*?)\}", style, re.DOTALL
    )
    assert len(blocks) == 5  # light, dark, dark because somebody chose it, forced, and paper, which is light
    for block in blocks[:4]:
        assert used <= set(re.findall(r"(--[a-z-]+):", block))


@pytest.mark.parametrize("symbol", list(ROOT), ids=lambda symbol: symbol.get("id"))
def test_a_picture_is_lines_with_round_ends_in_the_colour_of_the_text(symbol: ElementTree.Element) -> None:
    assert symbol.get("stroke") == "currentColor"
    assert symbol.get("stroke-linecap") == symbol.get("stroke-linejoin") == "round"
    assert symbol.get("viewBox") == ("0 0 24 24" if symbol.get("id") in ICONS else "0 0 60 60")
    assert len(symbol) > 0


def test_the_five_faces_differ_in_line_and_not_only_in_colour() -> None:
    lines = {
        symbol.get("id"): "".join(part.get("d", "") for part in symbol)
        for symbol in ROOT
        if str(symbol.get("id")).startswith("face_")
    }
    assert len(lines) == 5
    assert len(set(lines.values())) == 5
