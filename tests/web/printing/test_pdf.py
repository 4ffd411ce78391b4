"""The files as they are printed: every code in its place, readable aloud, and nothing left behind."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from heard.base.surveys import Survey
from heard.web.printing import pressing
from heard.web.printing.pressing import CannotPress, press_sheet
from heard.web.printing.sheets import Layout, Sheet
from heard.web.printing.typesetting.setting import set_sheet
from heard.web.printing.typesetting.squares import QUIET, draw_square, list_modules
from pdf_pages import fonts_of, open_pdf, tags_of, texts_of
from web.printing.sheets import ADDRESS, a_ballot, cards, letters, papers

CODE = re.compile(r"\b[B-Z3479]{4}-[B-Z3479]{4}-[B-Z3479]{4}\b")
SQUARE_ON_A_CARD = "A square to scan. It opens https://heard.alderbrook.example/"


def codes_in(content: bytes) -> list[str]:
    """The codes as somebody copies them out of the file."""
    return [code for text in texts_of(open_pdf(content)) for code in CODE.findall(text)]


@pytest.mark.parametrize("survey", list(Survey), ids=str)
def test_the_cards_of_a_batch_hold_its_codes_each_once_six_on_a_page(survey: Survey) -> None:
    sheet = cards(survey, 13)
    content = set_sheet(sheet)
    assert sorted(codes_in(content)) == sorted(sheet.codes)
    assert [len(CODE.findall(text)) for text in texts_of(open_pdf(content))] == [6, 6, 1]


@pytest.mark.parametrize("survey", list(Survey), ids=str)
def test_a_letter_is_one_page_with_one_code_even_where_the_councils_words_are_long(survey: Survey) -> None:
    wordy = a_ballot(
        council_name="Royal Borough of Kingsbridge and Alderbrook",
        feedback_words="In June, at the summer party, and " + "in a letter to everybody, " * 3 + "in July.",
        help_words="Alderbrook children's rights service, any day from eight to eight\n0300 000 0000, free",
    )
    sheet = letters(survey, 3, ballot=wordy)
    texts = texts_of(open_pdf(set_sheet(sheet)))
    assert [CODE.findall(text) for text in texts] == [[code] for code in sheet.codes]


def test_cards_of_a_batch_are_alike_but_for_the_code() -> None:
    sheet = cards(Survey.AGES_8_11, 12)
    (first, second) = (CODE.sub("CODE", text) for text in texts_of(open_pdf(set_sheet(sheet))))
    assert first == second
    assert first.count("CODE") == 6


@pytest.mark.parametrize("key", list(papers()))
def test_paper_without_codes_is_tagged_titled_and_holds_none(key: str) -> None:
    sheet = papers()[key]
    content = set_sheet(sheet)
    check_readable(content, sheet)
    pages = {Layout.LEAFLET: 2, Layout.POSTER: 1}.get(sheet.layout, 2)
    assert 1 <= len(open_pdf(content).pages) <= pages
    assert codes_in(content) == []


@pytest.mark.parametrize(
    "sheet", [cards(Survey.AGES_4_7, 7), letters(Survey.AGES_16_25, 2)], ids=["cards", "letters"]
)
def test_cards_and_letters_are_tagged_titled_and_every_figure_has_words(sheet: Sheet) -> None:
    content = set_sheet(sheet)
    check_readable(content, sheet)
    said = [tag.alternative for tag in tags_of(open_pdf(content)) if tag.kind == "Figure"]
    assert said.count(SQUARE_ON_A_CARD) == len(sheet.codes)


def check_readable(content: bytes, sheet: Sheet) -> None:
    """Tags, title, language, embedded fonts, words for every figure, headings."""
    pdf = open_pdf(content)
    tags = tags_of(pdf)
    assert bool(pdf.Root.MarkInfo.Marked)
    assert str(pdf.Root.Lang) == sheet.language
    assert str(pdf.docinfo["/Title"]).startswith(sheet.title)
    assert fonts_of(pdf)
    assert all(fonts_of(pdf).values())
    assert all("Atkinson" in name for name in fonts_of(pdf))
    figures = [tag for tag in tags if tag.kind == "Figure"]
    assert figures
    assert all(tag.alternative for tag in figures)
    assert {tag.kind for tag in tags} & {"H1", "H2"}


def test_the_file_says_neither_when_it_was_made_nor_by_whom() -> None:
    pdf = open_pdf(press_sheet(cards(Survey.AGES_8_11)))
    assert not {"/CreationDate", "/ModDate", "/Author"} & set(pdf.docinfo.keys())


def modules_of(drawing: str) -> list[list[bool]]:
    """The dark modules of a drawing, back out of its runs."""
    size = int(re.search(r'viewBox="0 0 (\d+)', drawing)[1])  # type: ignore[index]
    rows = [[False] * size for _ in range(size)]
    for column, row, length in re.findall(r"M(\d+) (\d+)h(\d+)v1", drawing):
        for place in range(int(column), int(column) + int(length)):
            rows[int(row)][place] = True
    return rows


@pytest.mark.parametrize("text", [ADDRESS, f"{ADDRESS}#BCDF-GHJK-MNPQ", "http://127.0.0.1:8000/"])
def test_a_square_is_drawn_module_by_module_with_four_of_white_around(text: str) -> None:
    rows, modules = modules_of(draw_square(text)), list_modules(text)
    assert [row[QUIET:-QUIET] for row in rows[QUIET:-QUIET]] == modules
    assert not any(any(row) for row in rows[:QUIET] + rows[-QUIET:])
    assert not any(any(row[:QUIET] + row[-QUIET:]) for row in rows)
    # The three corners by which a telephone finds it: seven by seven, a ring and a core.
    assert [sum(row[:7]) for row in modules[:7]] == [7, 2, 5, 5, 5, 2, 7]


def test_the_square_holds_the_code_only_where_that_was_chosen() -> None:
    from heard.web.printing.typesetting.setting import to_html

    def squares(sheet: Sheet) -> set[str]:
        return set(re.findall(r'class="square" src="([^"]+)"', to_html(sheet)))

    assert len(squares(cards(Survey.AGES_8_11, 10))) == 1
    assert len(squares(cards(Survey.AGES_8_11, 10, fills_code=True))) == 10


def test_codes_reach_the_process_through_a_pipe_alone_and_nothing_of_them_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[object, object]] = []
    real = subprocess.run

    def spy(command: list[str], **told: object) -> object:
        seen.append((command, told["env"]))
        return real(command, **told)  # type: ignore[call-overload]

    monkeypatch.setattr(pressing.subprocess, "run", spy)
    for name in ("HOME", "TMPDIR"):
        (tmp_path / name).mkdir()
        monkeypatch.setenv(name, str(tmp_path / name))
    sheet = letters(Survey.AGES_8_11, 10)
    assert sorted(codes_in(press_sheet(sheet))) == sorted(sheet.codes)
    (told,) = seen
    left = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    for code in sheet.codes:
        assert code not in repr(told)
        assert not any(code.encode() in content for content in left)
        assert code not in repr(sheet)


def test_the_process_is_told_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    environment = {}

    def spy(command: list[str], **told: object) -> object:
        environment.update(told["env"])  # type: ignore[call-overload]
        return subprocess.CompletedProcess(command, 0, stdout=b"%PDF-1.7")

    monkeypatch.setattr(pressing.subprocess, "run", spy)
    press_sheet(papers()["guide"])
    assert {"HEARD_CODE_KEY", "HEARD_SECRET_KEY", "DATABASE_URL"} <= set(os.environ)
    assert set(environment) <= set(pressing.TOLD)


@pytest.mark.parametrize(
    ("program", "seconds", "words"),
    [
        ("import time; time.sleep(600)", 1, "took too long"),
        ("raise SystemExit(1)", pressing.SECONDS_FOR_A_PDF, "could not be made on this server"),
        ("print('no file at all')", pressing.SECONDS_FOR_A_PDF, "could not be made on this server"),
        (
            "import os; os.kill(os.getpid(), 9)",
            pressing.SECONDS_FOR_A_PDF,
            "could not be made on this server",
        ),
    ],
    ids=["hangs", "fails", "says something else", "is killed"],
)
def test_where_no_pdf_comes_it_is_said_in_words(
    program: str, seconds: float, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pressing, "COMMAND", ("-c", program))
    monkeypatch.setattr(pressing, "SECONDS_FOR_A_PDF", seconds)
    with pytest.raises(CannotPress, match=words):
        press_sheet(papers()["guide"])


def test_one_sheet_is_set_at_a_time_and_the_next_is_told_to_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pressing, "SECONDS_TO_WAIT_FOR_THE_PRESS", 0.01)
    pressing._press.acquire()
    try:
        with pytest.raises(CannotPress, match="Another PDF is being made"):
            press_sheet(papers()["guide"])
    finally:
        pressing._press.release()


def test_a_sheet_is_the_same_after_the_pipe() -> None:
    sheet = letters(Survey.AGES_4_7, 3)
    assert Sheet.from_bytes(sheet.to_bytes()) == sheet


def test_the_web_server_never_loads_what_sets_type() -> None:
    loaded = (
        "import django, sys; django.setup(); import heard.web.printing.views;"
        "print([name for name in sys.modules if name.startswith(('weasyprint', 'qrcode')) or 'typesetting' in name])"
    )
    told = {**os.environ, "DJANGO_SETTINGS_MODULE": "heard.web.config.settings"}
    done = subprocess.run(
        [sys.executable, "-c", loaded], env=told, capture_output=True, text=True, check=True, timeout=300
    )
    assert done.stdout.strip() == "[]"
