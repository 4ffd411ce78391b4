"""What is published passes `heard attack` with the tables that it quotes, and fails it once a figure is another."""

import re
from pathlib import Path

import pytest
from django.test import Client

from heard.base.policy import Level
from heard.programme.told import ToldBreach, attack_pages
from heard.web.people.roles import Role
from heard.web.results.found import Told
from heard.web.telling import actions
from heard.web.telling.paper import PaperKind
from heard.web.telling.readers import Reader
from heard.web.tenancy import in_council
from heard.web.ui import clock
from told_programme import make_told, publish_report
from web.reporting.made import AFTER, begin
from web.staff import COUNCIL, WAVE, set_clock, signed_in, wave_of
from web.telling.made import EDITOR, stand_in, tell, write

pytestmark = pytest.mark.django_db
HOME = f"/said/{COUNCIL}/{WAVE}/"
PAGES = (HOME, f"{HOME}8-11/", f"{HOME}adults/", f"{HOME}8-11/say/")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_told(tmp_path_factory.mktemp("told") / "programme")


@pytest.fixture(scope="module")
def found(folder: Path) -> tuple[Told, ...]:
    return Told.of_all(publish_report(folder), Level.PUBLIC)


@pytest.fixture(autouse=True)
def published(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, found: tuple[Told, ...]) -> None:
    """Every finding of the real report is answered and told, for children and for adults."""
    begin(monkeypatch, tmp_path)
    set_clock(monkeypatch, AFTER)
    council = stand_in(monkeypatch)
    tell(*found)
    for indicator in dict.fromkeys(each.indicator for each in found):
        council.answer(indicator)
        council.link(indicator)
        write(indicator, reader=Reader.ADULTS, answer="We will ask every child, every two weeks.")
        write(indicator, said="You told us about this.", answer="We will ask each of you.")
    with in_council(COUNCIL):
        actions.publish(facts=wave_of(), read=0, by=EDITOR, at=clock.now())


def get(path: str) -> str:
    """A public page as it comes."""
    return Client().get(path).content.decode()


def save(folder: Path, **pages: str) -> list[Path]:
    """As a browser saves them."""
    paths = [folder / f"{name}.html" for name in pages]
    for path, text in zip(paths, pages.values(), strict=True):
        path.write_text(text, encoding="utf-8")
    return paths


def read_public() -> dict[str, str]:
    """Every page that anybody can open."""
    return {f"page{number}": get(path) for number, path in enumerate(PAGES)}


def read_papers() -> dict[str, str]:
    """The HTML that each paper is set from."""
    browser = signed_in(Role.EDITOR)
    path = f"/work/{COUNCIL}/waves/{WAVE}/told/paper/{{}}/{{}}/html/?signer=Director"
    return {
        f"{reader.name}-{kind}": browser.get(path.format(reader.value, kind.value)).content.decode()
        for reader in (Reader.AGES_8_11, Reader.ADULTS)
        for kind in PaperKind
    }


def attack_adults(folder: Path, tmp_path: Path, change: str, to: str) -> tuple[ToldBreach, ...]:
    """The page for adults, with a word changed."""
    text = get(PAGES[2])
    assert change in text
    return attack_pages([folder], save(tmp_path, adults=text.replace(change, to, 1)))


def test_every_public_page_passes_with_the_tables_it_quotes(
    folder: Path, tmp_path: Path, found: tuple[Told, ...]
) -> None:
    pages = read_public()
    assert pages["page2"].count("data-finding=") >= 10
    assert found[0].sentence in pages["page2"]
    assert attack_pages([folder], save(tmp_path, **pages)) == ()


def test_letters_posters_cards_slides_and_stories_pass_too(folder: Path, tmp_path: Path) -> None:
    papers = read_papers()
    assert len(papers) == 2 * len(PaperKind)
    assert "data-finding" in papers["ADULTS-letter"]
    assert "To everybody who cares" in papers["ADULTS-letter"]
    assert attack_pages([folder], save(tmp_path, **papers)) == ()


def test_one_figure_changed_by_one_is_caught_on_page_and_letter(
    folder: Path, tmp_path: Path, found: tuple[Told, ...]
) -> None:
    number = re.search(r"\d+ of \d+", found[0].sentence)
    assert number
    count, _, base = number.group().partition(" of ")
    changed = f"{int(count) + 1} of {base}"
    (breach,) = attack_adults(folder, tmp_path, number.group(), changed)
    assert (breach.kind, breach.file) == ("changed", "adults.html")
    assert changed in breach.sentence
    letter = read_papers()["ADULTS-letter"].replace(number.group(), changed, 1)
    (breach,) = attack_pages([folder], save(tmp_path, letter=letter))
    assert breach.kind == "changed"


def test_a_figure_of_the_board_or_of_anybodys_memory_in_an_answer_is_caught(
    folder: Path, tmp_path: Path
) -> None:
    words = "We will ask every child"
    for to, figure in (("7 of 9 girls", "7, 9"), ("Seven of the girls", "Seven"), ("Only two", "two")):
        (breach,) = attack_adults(folder, tmp_path, words, f"{to} said so. {words}")
        assert breach.kind == "unmarked"
        assert figure in breach.why


def test_what_the_newest_tables_do_not_hold_is_caught(tmp_path: Path, folder: Path) -> None:
    """The same page beside the tables of another council alone."""
    other = make_told(tmp_path / "programme")
    publish_report(other, "X0000002")
    found = attack_pages([other], save(tmp_path, adults=get(PAGES[2])))
    assert {each.kind for each in found} == {"not_shown"}


def test_what_children_say_to_an_answer_passes_in_tenths_and_not_as_a_count(
    monkeypatch: pytest.MonkeyPatch, folder: Path, tmp_path: Path, found: tuple[Told, ...]
) -> None:
    from heard.web.telling import queries
    from heard.web.telling.queries import VerdictFacts

    shown = VerdictFacts(30, 10, 0, AFTER.date())
    monkeypatch.setattr(queries, "list_verdicts", lambda _wave: {found[0].indicator: shown})
    text = get(PAGES[1])
    assert "That helps: about eight in ten" in text
    assert "nobody" in text
    assert attack_pages([folder], save(tmp_path, child=text)) == ()
    counted = text.replace("about eight in ten", "30 of 40", 1)
    assert [each.kind for each in attack_pages([folder], save(tmp_path, child=counted))] == ["changed"]
