"""The page is whole in itself, says what the report says, and keeps what is hidden."""

import base64
import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from html import escape, unescape
from html.parser import HTMLParser
from itertools import pairwise

import polars as pl
import pytest

from heard.disclosure import ProtectedTables
from heard.reports import Report, render_html
from heard.reports.blocks import Contents

VOID = {"meta", "link", "br", "img", "input", "hr"}


class Page(HTMLParser):
    """The elements of a page, checked to open and close in pairs."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.text += data

    def of(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


@pytest.fixture(scope="session")
def parsed(page: str) -> Page:
    return Page(page)


def words_of(value: object) -> Iterator[str]:
    """Every text of a report but keys, targets and the list of contents, which repeats headings."""
    if isinstance(value, str) and not hasattr(value, "value"):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from words_of(each)
    elif is_dataclass(value) and not isinstance(value, Contents):
        for each in fields(value):
            if each.name not in ("key", "target", "language", "level", "running"):
                yield from words_of(getattr(value, each.name))


# --- The renderer walks the report -------------------------------------------------------------------


def test_every_word_of_the_report_is_on_the_page(report: Report, page: str) -> None:
    shown = unescape(page)
    missing = [words for words in words_of(report) if words and words not in shown]
    assert missing == []


def test_the_same_report_gives_the_same_page(report: Report, page: str) -> None:
    assert render_html(report) == page


def test_words_are_escaped(report: Report) -> None:
    named = replace(report, title='<b onclick="x">Alder & brook</b>', running='Alder "</style>" \\ brook')
    page = render_html(named)
    assert "<b onclick" not in page
    assert escape(named.title, quote=False).replace('"', "&#34;") in page
    assert page.count("</style>") == 1
    Page(page)


# --- Nothing hidden is on it -------------------------------------------------------------------------


@pytest.mark.parametrize("symbol", ["c", "u", "z"])
def test_a_hidden_number_left_in_the_tables_does_not_reach_the_page(
    protected: ProtectedTables, page_of: Callable[[ProtectedTables], str], symbol: str
) -> None:
    """Sentinels that stand nowhere else: 7771 of 7873 is 98.7 %; the ends are 0.1237 and 0.9876."""
    hidden = pl.col("indicator") == "feels_safe"
    values = {
        "count": 7771,
        "base": 7873,
        "eligible": 7993,
        "share": 0.43217,
        "low": 0.12373,
        "high": 0.98761,
    }
    tables = replace(
        protected,
        estimates=_hide(protected.estimates, hidden, symbol, values),
        comparisons=_hide(
            protected.comparisons,
            hidden,
            symbol,
            {"reference_base": 7129, "difference": 0.43217, "mdd": 0.43217},
        ),
        participation=_hide(
            protected.participation,
            pl.col("group") == "placement",
            symbol,
            {"respondents": 7451, "response_rate": 0.43217},
        ),
    )
    text = Page(page_of(tables)).text
    for sentinel in ("7,771", "7771", "7,873", "7873", "7,993", "7993", "7,129", "7129", "7,451", "7451"):
        assert sentinel not in text
    assert "43\u00a0%" not in _rows_of(page_of(tables), "feels_safe")


def _hide(frame: pl.DataFrame, where: pl.Expr, symbol: str, values: dict[str, float]) -> pl.DataFrame:
    return frame.with_columns(
        symbol=pl.when(where).then(pl.lit(symbol)).otherwise("symbol"),
        **{name: pl.when(where).then(pl.lit(value)).otherwise(name) for name, value in values.items()},
    )


def _rows_of(page: str, indicator: str) -> str:
    start = page.index(f'<tbody id="figures-{indicator}"')
    return page[start : page.index("</tbody>", start)]


# --- Whole in itself ---------------------------------------------------------------------------------


def test_every_element_is_closed_and_every_id_is_its_own(parsed: Page) -> None:
    assert parsed.open == []
    ids = Counter(attributes["id"] for _, attributes in parsed.elements if "id" in attributes)
    assert [key for key, times in ids.items() if times > 1] == []


def test_nothing_is_loaded_and_nothing_runs(parsed: Page) -> None:
    assert parsed.of("script") == []
    assert [
        attributes for _, attributes in parsed.elements if "src" in attributes or "style" in attributes
    ] == []
    assert [name for _, attributes in parsed.elements for name in attributes if name.startswith("on")] == []


def test_the_style_asks_no_host_for_anything(page: str) -> None:
    style = page[page.index("<style>") : page.index("</style>")]
    assert re.findall(r"url\(\"(?!data:)", style) == []
    assert "@import" not in style
    assert "http" not in page.replace("http-equiv", "")


def test_every_link_leads_to_a_place_on_the_page(parsed: Page) -> None:
    ids = {attributes["id"] for _, attributes in parsed.elements if "id" in attributes}
    targets = {str(attributes["href"]) for attributes in parsed.of("a")}
    assert len(targets) > 20
    assert [target for target in targets if target.removeprefix("#") not in ids] == []


def test_the_policy_allows_this_style_and_nothing_else(page: str, parsed: Page) -> None:
    style = page[page.index("<style>") + len("<style>") : page.index("</style>")]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = next(each["content"] for each in parsed.of("meta") if each.get("http-equiv"))
    assert policy is not None
    assert policy.startswith(f"default-src 'none'; style-src 'sha256-{digest}'; font-src data:")


# --- Readable by everybody ---------------------------------------------------------------------------


def test_the_page_says_its_language_and_has_one_first_heading(parsed: Page) -> None:
    assert parsed.of("html")[0]["lang"] == "en-GB"
    assert len(parsed.of("h1")) == 1


def test_headings_go_down_one_step_at_a_time(parsed: Page) -> None:
    depths = [int(tag[1]) for tag, _ in parsed.elements if re.fullmatch("h[1-6]", tag)]
    assert depths[0] == 1
    assert [pair for pair in pairwise(depths) if pair[1] > pair[0] + 1] == []


def test_every_table_has_a_caption_and_every_heading_a_scope(parsed: Page) -> None:
    assert len(parsed.of("caption")) == len(parsed.of("table")) > 6
    assert {attributes.get("scope") for attributes in parsed.of("th")} == {"col", "row", "rowgroup"}


def test_every_picture_says_a_sentence_or_is_silent(parsed: Page) -> None:
    pictures = parsed.of("svg")
    assert len(pictures) > 200
    for attributes in pictures:
        assert (
            attributes.get("aria-label") if attributes.get("role") == "img" else attributes.get("aria-hidden")
        )
