"""What was told in words: a sentence that the published figures bear passes, and nothing else that holds a figure."""

import re
from collections.abc import Sequence
from html import escape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heard.base.errors import UserError
from heard.base.policy import Level
from heard.catalogue import load_catalogue
from heard.findings import Finding
from heard.programme.told import ToldBreach, attack_pages
from heard.programme.told.attack import _Attack, _list_shown
from heard.programme.told.bearing import Shown, list_sentences, read_place
from heard.programme.told.pages import read_page
from told_programme import BEFORE, OURS, THEIRS, WAVE, make_told, publish_report

NUMBER = re.compile(r"\d+")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_told(tmp_path_factory.mktemp("told") / "programme")


@pytest.fixture(scope="module")
def findings(folder: Path) -> tuple[Finding, ...]:
    publish_report(folder, THEIRS)
    publish_report(folder, level=Level.BOARD)
    return publish_report(folder)


@pytest.fixture(scope="module")
def shown(folder: Path, findings: tuple[Finding, ...]) -> Shown:
    assert findings
    return _list_shown([folder], load_catalogue(), lambda _: None)


def a_page(*parts: str, told: str = f"{OURS}/{WAVE}") -> str:
    """A page of these parts, as ours are marked."""
    main = f'<main data-told="{told}">{"".join(parts)}</main>'
    return f'<!doctype html><html lang="en"><title>You said</title>{main}</html>'


def quote(key: str, sentence: str) -> str:
    return f'<p data-finding="{escape(key)}">{escape(sentence)}</p>'


def attack_text(text: str, shown: Shown) -> list[ToldBreach]:
    return list(_Attack(read_page("page.html", text), shown, load_catalogue()).breaches())


def kinds(text: str, shown: Shown) -> list[str]:
    return [each.kind.value for each in attack_text(text, shown)]


def test_every_sentence_of_the_public_report_is_borne_by_what_was_published(
    shown: Shown, findings: tuple[Finding, ...]
) -> None:
    """Of every kind that a public report has: alone, against all councils, the population, the wave before."""
    assert {each.against for each in findings} >= {"", "others", "population", "previous"}
    page = a_page(*(quote(each.key, each.sentence) for each in findings))
    assert attack_text(page, shown) == []


def test_any_number_of_a_quoted_sentence_changed_by_one_is_caught(
    shown: Shown, findings: tuple[Finding, ...]
) -> None:
    changed = [
        (
            each.key,
            f"{each.sentence[: found.start()]}{int(found.group()) + step}{each.sentence[found.end() :]}",
        )
        for each in findings
        for found in NUMBER.finditer(each.sentence)
        for step in (-1, 1)
    ]
    assert len(changed) > 200
    for key, sentence in changed:
        assert kinds(a_page(quote(key, sentence)), shown) == ["changed"], sentence


def test_a_sentence_of_one_finding_under_the_key_of_another_is_caught(
    shown: Shown, findings: tuple[Finding, ...]
) -> None:
    first, second = findings[:2]
    assert kinds(a_page(quote(first.key, second.sentence)), shown) == ["changed"]


def test_what_only_the_board_was_told_is_caught(
    folder: Path, findings: tuple[Finding, ...], shown: Shown
) -> None:
    public = {each.key for each in findings}
    board = [each for each in publish_report(folder, level=Level.BOARD) if each.key not in public]
    assert board, "the board is told more"
    caught = {kind for each in board for kind in kinds(a_page(quote(each.key, each.sentence)), shown)}
    assert caught == {"not_shown"}


def test_a_figure_of_a_hidden_cell_is_caught(shown: Shown, findings: tuple[Finding, ...]) -> None:
    key = next(each.key for each in findings if "/feels_safe/positive/all=all/" in each.key)
    hidden = shown.facts.filter(symbol="c", area=OURS, wave=WAVE, group="gender", indicator="feels_safe")
    assert len(hidden), "some cell is hidden"
    row = hidden.row(0, named=True)
    named = f"/{row['cut_point']}/gender={row['level']}/"
    of_hidden = key.replace("/positive/all=all/", named).rpartition("/")[0] + "/rest"
    said = "Among girls (children aged 8 to 11), 7 of 41 (17 %) said they always feel safe where they live."
    assert kinds(a_page(quote(of_hidden, said)), shown) == ["not_shown"]


def test_another_councils_or_waves_finding_is_caught_though_it_was_published(
    folder: Path, shown: Shown, findings: tuple[Finding, ...]
) -> None:
    theirs = publish_report(folder, THEIRS)[0]
    assert kinds(a_page(quote(theirs.key, theirs.sentence)), shown) == ["elsewhere"]
    assert kinds(a_page(quote(theirs.key, theirs.sentence), told=f"{THEIRS}/{WAVE}"), shown) == []
    ours = findings[0]
    assert kinds(a_page(quote(ours.key, ours.sentence), told=f"{OURS}/{BEFORE}"), shown) == ["elsewhere"]
    earlier = ours.key.replace(WAVE, BEFORE, 1)
    assert kinds(a_page(quote(earlier, ours.sentence), told=f"{OURS}/{BEFORE}"), shown) != []


@pytest.mark.parametrize(
    "part",
    [
        "<p>12 of 54 said so.</p>",
        "<p>Three of you said so.</p>",
        "<p>Only two did.</p>",
        "<p>Four refugees told us.</p>",
        "<p>A third of you.</p>",
        "<p>Seven in ten.</p>",
        "<p>29 <b>of</b> 80</p>",
        "<p>2<i>9</i></p>",
        "<p title='7 of 9'>Read this</p>",
        "<button aria-label='7 of 9'>Read</button>",
        "<!-- 7 of 9 -->",
        "<p hidden>7 of 9</p>",
        "<p>&#55; of you</p>",
        "<p>٣ of you</p>",
        "<template><p>7 of 9</p></template>",
        "<svg><text>7</text></svg>",
        "<option>7",
    ],
)
def test_a_figure_that_names_no_finding_is_caught_wherever_it_stands(part: str, shown: Shown) -> None:
    assert "unmarked" in kinds(a_page(part), shown)


@pytest.mark.parametrize(
    "part",
    [
        "<img src='chart.png'>",
        "<iframe src='more.html'></iframe>",
        "<script>document.write(7)</script>",
        "<style>p::after { content: '7 of 9' }</style>",
        "<p style='background: url(chart.png)'>Look</p>",
        "<p onclick='say()'>Look</p>",
        "<p lang='pl'>Troje z was</p>",
        "<p data-finding='x'>Look</p>",
    ],
)
def test_what_cannot_be_read_is_caught(part: str, shown: Shown) -> None:
    assert kinds(a_page(part), shown) == ["unread"]


@pytest.mark.parametrize(
    ("part", "wrong"),
    [
        ('<time datetime="2026-03-01">1 March 2026</time>', '<time datetime="2026-03-01">7 of 9</time>'),
        ('<time datetime="2026-03-01">1 March 2026</time>', '<time datetime="7 of 9">7 of 9</time>'),
        (f"<span data-wave>{WAVE}</span>", "<span data-wave>29</span>"),
        ('<a data-ages="8-11">I am 8 to 11</a>', '<a data-ages="8-11">I am 8 of 11</a>!<b>7</b>'),
        ('<a data-ages="8-11">I am 8 to 11</a>', '<a data-ages="29-80">29 to 80</a>'),
        ('<a data-ages="8-11">I am 8 to 11</a>', '<a data-ages="8-11">Two of you, 8 to 11</a>'),
        ('<a href="tel:08001111">0800 1111</a>', '<a href="tel:08001111">29 of 80</a>'),
        (
            f"<span data-address>heard.example/said/{OURS}/{WAVE}/</span>",
            f"<span data-address>29 of 80/said/{OURS}/{WAVE}/</span>",
        ),
        (
            "<li data-verdict>That helps: about three in ten</li>",
            "<li data-verdict>That helps: 3 of you</li>",
        ),
        ("<li data-verdict>That helps: nearly all</li>", "<li data-verdict>Three say: nearly all</li>"),
        ("<p>We meet every two weeks.</p>", "<p>We meet two of you.</p>"),
    ],
)
def test_what_tells_nothing_of_children_passes_only_as_what_it_says_it_is(
    part: str, wrong: str, shown: Shown
) -> None:
    assert kinds(a_page(part), shown) == []
    assert kinds(a_page(wrong), shown) != []


def test_a_page_that_quotes_and_does_not_say_whose_it_is_is_caught(
    shown: Shown, findings: tuple[Finding, ...]
) -> None:
    said = quote(findings[0].key, findings[0].sentence)
    assert "unread" in kinds(f"<main>{said}</main>", shown)
    assert "elsewhere" in kinds(a_page(said, f'<b data-told="{THEIRS}/{WAVE}"></b>'), shown)


def test_what_is_left_open_swallows_what_follows_and_is_caught(
    shown: Shown, findings: tuple[Finding, ...]
) -> None:
    first = findings[0]
    left_open = f'<div data-finding="{escape(first.key)}">{escape(first.sentence)}<p>7 of 9</p>'
    assert kinds(a_page(left_open), shown) == ["changed"]


@given(st.text(max_size=60), st.sampled_from(["p", "b", "title", "em", "td"]), st.booleans())
def test_whatever_stands_around_a_figure_it_is_found(words: str, tag: str, comes_first: bool) -> None:
    text = words.replace("<", " ").replace("&", " ")
    said = f"<{tag}>{text} 29 of 80</{tag}>" if comes_first else f"29 of 80 <{tag}>{text}</{tag}>"
    page = read_page("page.html", f"<main>{said}</main>")
    assert any("29 of 80" in each.text for each in page.passages)


@given(st.text(max_size=40))
def test_no_key_that_is_none_bears_a_sentence(shown: Shown, text: str) -> None:
    for key in (text, "/".join([text] * 8), f"{WAVE}/{OURS}/8-11/feels_safe/positive/all=all/{text}/level"):
        place = read_place(key)
        assert place is None or not list_sentences(place, shown, load_catalogue())


def test_files_are_attacked_by_name_and_text_may_hold_no_figure(
    folder: Path, findings: tuple[Finding, ...], tmp_path: Path
) -> None:
    pages = _write(
        tmp_path,
        **{"page.html": a_page(quote(findings[0].key, findings[0].sentence)), "letter.txt": "Thank you."},
    )
    assert attack_pages([folder], pages) == ()
    pages = _write(tmp_path, **{"letter.txt": "Thank you.\n\nTwelve of you wrote."})
    (breach,) = attack_pages([folder], pages)
    assert (breach.kind, breach.file, breach.sentence) == ("unmarked", "letter.txt", "Twelve of you wrote.")


def test_what_is_no_page_is_refused(folder: Path, tmp_path: Path) -> None:
    for name, content, words in (
        ("letter.pdf", b"%PDF-1.7", "only .html, .htm, .txt can be read"),
        ("page.html", b"\xff\xfe", "not text in UTF-8"),
    ):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(UserError, match=words):
            attack_pages([folder], [tmp_path / name])
    with pytest.raises(UserError, match="cannot be read"):
        attack_pages([folder], [tmp_path / "none.html"])


def _write(folder: Path, **pages: str) -> Sequence[Path]:
    for name, text in pages.items():
        (folder / name).write_text(text, encoding="utf-8")
    return [folder / name for name in pages]
