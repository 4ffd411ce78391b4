"""The coordinator's pages of paper: from the codes just made to a file, and what is kept of it."""

from dataclasses import replace
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.http import HttpResponse

from heard.web.codes.cards import new_code, read_code, written
from heard.web.codes.queries import find_card
from heard.web.people.roles import Role
from heard.web.printing import views
from heard.web.printing.pressing import CannotPress
from heard.web.printing.sheets import Layout, Sheet
from heard.web.tenancy import in_council
from pdf_pages import open_pdf, texts_of
from web.printing.sheets import some_codes
from web.staff import (
    COUNCIL,
    NOON,
    actions_recorded,
    answer,
    lay_programme,
    make_people,
    open_for_answers,
    page,
    path_of,
    set_clock,
    signed_in,
)

pytestmark = pytest.mark.django_db
CHOSEN = {"layout": "cards", "language": "en", "square": "opens", "part": "1", "make": "pdf"}


@pytest.fixture(autouse=True)
def council(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    make_people()
    set_clock(monkeypatch, NOON)
    lay_programme(tmp_path, monkeypatch)


@pytest.fixture
def pressed(monkeypatch: pytest.MonkeyPatch) -> list[Sheet]:
    """The sheets that were to be set, with no process started."""
    sheets: list[Sheet] = []

    def press(sheet: Sheet) -> bytes:
        sheets.append(sheet)
        return b"%PDF-1.7"

    monkeypatch.setattr(views, "press_sheet", press)
    return sheets


def make_codes() -> tuple[str, ...]:
    """A batch made on the page, and its codes as they stand on it."""
    batch = {"survey": "8-11", "label": "Team North", "size": "10", "kind": "school"}
    made = page(signed_in(Role.COORDINATOR).post(path_of("cards/"), batch))
    assert 'action="/work/X0000001/waves/2026/cards/print/"' in made
    codes = [each.partition("</code>")[0] for each in made.split("<code>")[1:]]
    assert f'name="codes" value="{" ".join(codes)}"' in made
    return tuple(codes)


def print_them(codes: tuple[str, ...], /, **changed: str) -> HttpResponse:
    typed = {"codes": " ".join(codes), "survey": "8-11", **CHOSEN, **changed}
    return signed_in(Role.COORDINATOR).post(path_of("cards/print/"), typed)


def everything_kept(home: Path) -> str:
    """Every row of every table, and every file of the site."""
    rows = []
    with in_council(COUNCIL), connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(model._meta.db_table)}")
            rows += cursor.fetchall()
    files = [path.read_bytes() for path in home.rglob("*") if path.is_file()]
    return repr([rows, files])


def test_from_the_codes_just_made_to_a_file_and_nothing_of_it_is_kept(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    open_for_answers()
    codes = make_codes()
    answered = print_them(codes)
    assert answered.headers["Content-Type"] == "application/pdf"
    assert answered.headers["Content-Disposition"] == 'attachment; filename="cards-8-11-1.pdf"'
    assert answered.headers["Cache-Control"] == "no-store"
    printed = "".join(texts_of(open_pdf(answered.content)))
    assert all(code in printed for code in codes)
    kept = everything_kept(settings.HEARD.home) + everything_kept(tmp_path) + caplog.text
    assert not any(code in kept or read_code(code) in kept for code in codes)
    assert "made 10 cards" in repr(actions_recorded())


def test_the_page_between_holds_the_codes_and_asks_what_is_to_be_made() -> None:
    open_for_answers()
    codes = make_codes()
    answered = signed_in(Role.COORDINATOR).post(
        path_of("cards/print/"), {"codes": " ".join(codes), "survey": "8-11"}
    )
    assert answered.status_code == 200
    found = page(answered)
    assert f'value="{" ".join(codes)}"' in found
    assert "cards to cut and fold" in found
    assert "delete it and empty the bin" in found


def test_printing_says_the_same_of_used_and_unused_and_unknown_cards(pressed: list[Sheet]) -> None:
    open_for_answers()
    used, unused, *_ = make_codes()
    answer(find_card(used))
    answers = [print_them((code,)) for code in (used, unused, written(new_code()))]
    assert {each.status_code for each in answers} == {200}
    assert len({each.content for each in answers}) == 1
    first, second, third = (replace(sheet, codes=()) for sheet in pressed)
    assert first == second == third


@pytest.mark.parametrize(
    ("changed", "layout", "fills"),
    [
        ({}, Layout.CARDS, False),
        ({"layout": "letters"}, Layout.LETTERS, False),
        ({"layout": "letters", "square": "types"}, Layout.LETTERS, True),
    ],
)
def test_what_was_chosen_is_what_is_set(
    changed: dict[str, str], layout: Layout, fills: bool, pressed: list[Sheet]
) -> None:
    open_for_answers()
    print_them(make_codes(), **changed)
    (sheet,) = pressed
    assert (sheet.layout, sheet.fills_code, sheet.address) == (layout, fills, "http://testserver/")


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"codes": ""}, "The codes did not come through whole"),
        ({"codes": "BCDF-GHJK-MNPQ and more"}, "The codes did not come through whole"),
        ({"codes": "x" * 10_001}, "The codes did not come through whole"),
        ({"layout": "stickers"}, "stickers"),
        ({"language": "cy"}, "have not been reviewed"),
        ({"square": ""}, "Choose what the square does"),
        ({"part": "2"}, "2 is not one of the available choices"),
        ({"survey": "4-7"}, "4-7"),
        ({"survey": ""}, "Choose which survey the card opens"),
    ],
)
def test_what_cannot_be_printed_is_said_and_the_codes_stay_in_the_page(
    changed: dict[str, str], words: str, pressed: list[Sheet]
) -> None:
    open_for_answers()
    codes = make_codes()
    answered = print_them(codes, **changed)
    found = page(answered)
    assert answered.status_code == 422
    assert words in found
    assert "codes" in changed or " ".join(codes) in found
    assert pressed == []


@pytest.mark.parametrize(
    ("count", "files"), [(95, [95]), (96, [96]), (97, [96, 1]), (500, [96, 96, 96, 96, 96, 20])]
)
def test_a_large_batch_is_made_into_files_that_hold_every_code_once(
    count: int, files: list[int], pressed: list[Sheet]
) -> None:
    open_for_answers()
    codes = some_codes(count)
    for part in range(1, len(files) + 1):
        assert print_them(codes, part=str(part)).status_code == 200
    assert [len(sheet.codes) for sheet in pressed] == files
    assert tuple(code for sheet in pressed for code in sheet.codes) == codes
    assert print_them(codes, part=str(len(files) + 1)).status_code == 422


def test_a_code_twice_is_refused(pressed: list[Sheet]) -> None:
    open_for_answers()
    code, *_ = make_codes()
    assert print_them((code, code)).status_code == 422


def test_where_no_pdf_can_be_made_the_codes_are_still_there(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(sheet: Sheet) -> bytes:
        raise CannotPress("The PDF could not be made on this server.")

    monkeypatch.setattr(views, "press_sheet", fail)
    open_for_answers()
    codes = make_codes()
    answered = print_them(codes)
    assert answered.status_code == 503
    assert "The PDF could not be made on this server." in page(answered)
    assert " ".join(codes) in page(answered)
    guide = signed_in(Role.COORDINATOR).get(path_of("paper/guide/pdf/"))
    assert guide.status_code == 503
    assert "Never write down who drew which card" in page(guide)


def test_a_replaced_card_is_printed_for_the_survey_that_is_chosen(pressed: list[Sheet]) -> None:
    open_for_answers()
    old, *_ = make_codes()
    made = page(signed_in(Role.COORDINATOR).post(path_of("cards/replace/"), {"code": old}))
    assert "Cards or letters as PDF" in made
    assert 'name="survey"' not in made
    new = made.split("<code>")[1].partition("</code>")[0]
    assert print_them((new,)).status_code == 200
    assert pressed[0].codes == (new,)


def test_paper_for_every_age_of_the_wave_and_for_adults_is_listed_and_read() -> None:
    open_for_answers()
    listed = page(signed_in(Role.COORDINATOR).get(path_of("paper/")))
    for key in ("leaflet-8-11", "poster-8-11", "carers", "parents", "guide"):
        assert f"/paper/{key}/" in listed
        found = signed_in(Role.COORDINATOR).get(path_of(f"paper/{key}/"))
        assert found.status_code == 200
        assert "27 March 2026" in page(found)
    assert "leaflet-4-7" not in listed


@pytest.mark.parametrize("key", ["leaflet-4-7", "leaflet-8-11x", "cards-8-11", "no", "poster"])
def test_paper_that_this_wave_has_not_got_is_not_there(key: str) -> None:
    open_for_answers()
    for place in (f"paper/{key}/", f"paper/{key}/pdf/"):
        assert signed_in(Role.COORDINATOR).get(path_of(place)).status_code == 404


def test_who_asks_for_the_printing_page_by_its_address_is_led_back() -> None:
    open_for_answers()
    answered = signed_in(Role.COORDINATOR).get(path_of("cards/print/"))
    assert (answered.status_code, answered.headers["Location"]) == (302, path_of())


def test_a_later_last_day_stands_on_paper_at_once() -> None:
    from datetime import date

    from heard.web.waves.amending import extend_wave

    open_for_answers()
    with in_council(COUNCIL):
        extend_wave(wave="2026", until=date(2026, 4, 3), by="x", at=NOON)
    assert "3 April 2026" in page(signed_in(Role.COORDINATOR).get(path_of("paper/leaflet-8-11/")))
