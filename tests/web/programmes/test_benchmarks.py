"""Setting what findings are compared with: everything wrong is listed, nothing changes before it was read, whole."""

import os
import time
from pathlib import Path

import pytest
from django.test import Client

from heard.web.programmes import benchmarks
from heard.web.programmes.benchmarks import NotChanged
from web.counted_here import compare_here
from web.programmes.towns import NOON, TEAM, make_councils, make_team, team
from web.staff import actions_recorded, lay_programme, page, set_clock, upload

pytestmark = pytest.mark.django_db
HEAD = "indicator,survey,cut_point,population,share,base,age_from,age_to,year,source,match\n"
ROW = "feels_safe,8-11,positive,Children of England,{share},1200,8,11,2025,Made up for a test,similar\n"


@pytest.fixture(autouse=True)
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A made-up programme with one figure to compare with; two councils; the team."""
    set_clock(monkeypatch, NOON)
    make_councils("X1", "X2")
    make_team()
    programme = lay_programme(tmp_path, monkeypatch)
    (programme / "benchmarks.csv").write_text(HEAD + ROW.format(share=0.8))
    return programme


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    compare_here(monkeypatch)


def choose(text: str | bytes, browser: Client | None = None) -> str:
    """Choose a file; what the next page says."""
    return page((browser or team()).post("/programme/benchmarks/", {"file": upload(text, "benchmarks.csv")}))


def value_of(said: str, name: str) -> str:
    return said.split(f'name="{name}" value="')[1].split('"', maxsplit=1)[0]


def confirm(said: str) -> tuple[int, str]:
    """Press the button of that page; status, and what comes then."""
    told = {name: value_of(said, name) for name in ("digest", "before")}
    answered = team().post("/programme/benchmarks/set/", told)
    return answered.status_code, page(answered)


def test_the_page_says_what_would_change_and_then_it_does(folder: Path) -> None:
    more = HEAD + ROW.format(share=0.85) + ROW.format(share=0.7).replace("feels_safe", "has_fun")
    said = choose(more)
    assert "The file has 2 figures: 1 new, 1 changed. 0 would go." in said
    assert "feels_safe, 8-11, positive, Children of England: 85.0 % of 1,200, 2025" in said
    assert "it was 80.0 % of 1,200" in said
    assert "0.8," in (folder / "benchmarks.csv").read_text()  # read, and not changed
    assert confirm(said)[0] == 302
    assert (folder / "benchmarks.csv").read_text() == more
    for code in ("X1", "X2"):
        actor, action, subject = actions_recorded(code)[-1]
        assert (actor, action, subject[:5]) == (TEAM, "set the benchmarks", "file ")


@pytest.mark.usefixtures("quick")
def test_a_figure_that_is_not_in_the_file_would_go() -> None:
    said = choose(HEAD + ROW.format(share=0.8).replace("feels_safe", "has_fun"))
    assert "1 new, 0 changed. 1 would go." in said


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize(
    ("content", "words"),
    [
        (HEAD + ROW.format(share=1.7), "share"),
        (HEAD + ROW.format(share=0.8).replace("feels_safe", "no_such"), "no_such"),
        (HEAD + ROW.format(share=0.8) * 2, "the same figure of the same population"),
        ("nonsense", "benchmarks.csv"),
        (b"\xff\xfe\x00\x01", "benchmarks.csv"),
        (b"PK\x03\x04" + bytes(500), "benchmarks.csv"),
    ],
)
def test_a_file_with_errors_cannot_be_set(folder: Path, content: str | bytes, words: str) -> None:
    before = (folder / "benchmarks.csv").read_bytes()
    said = choose(content)
    assert "This file cannot be used" in said
    assert words in said
    assert "Set these benchmarks" not in said
    assert (folder / "benchmarks.csv").read_bytes() == before


@pytest.mark.usefixtures("quick")
def test_everything_wrong_is_listed_at_once() -> None:
    bad = ROW.format(share=1.7) + ROW.format(share=0.8).replace("feels_safe", "no_such").replace(
        "similar", "perhaps"
    )
    said = choose(HEAD + bad)
    assert all(each in said for each in ("1.7", "no_such", "perhaps"))


@pytest.mark.usefixtures("quick")
def test_invented_figures_are_refused_beside_real_answers(folder: Path) -> None:
    path = folder / "programme.toml"
    path.write_text(path.read_text().replace("made_up = true", "made_up = false"))
    assert "This file cannot be used" in choose(HEAD + ROW.format(share=0.8))


@pytest.mark.usefixtures("quick")
def test_a_file_with_errors_is_refused_even_if_its_button_is_forged(folder: Path) -> None:
    before = (folder / "benchmarks.csv").read_bytes()
    digest = benchmarks.lay_down((HEAD + ROW.format(share=1.7)).encode())
    told = {"digest": digest, "before": benchmarks.find_digest()}
    answered = team().post("/programme/benchmarks/set/", told)
    assert (answered.status_code, "The file has errors" in page(answered)) == (409, True)
    assert (folder / "benchmarks.csv").read_bytes() == before


@pytest.mark.parametrize("digest", ["", "..", "../programme", "0" * 64, "/etc/passwd", "a\x00b"])
def test_a_digest_that_was_never_given_leads_nowhere(digest: str) -> None:
    with pytest.raises(NotChanged, match="is there no more"):
        benchmarks.put_in_place(digest=digest, before=benchmarks.find_digest(), by=TEAM, at=NOON)


@pytest.mark.usefixtures("quick")
def test_who_confirms_second_replaces_nothing_they_have_not_read(folder: Path) -> None:
    first, second = (choose(HEAD + ROW.format(share=share)) for share in (0.81, 0.82))
    assert confirm(first)[0] == 302
    status, said = confirm(second)
    assert (status, "Somebody set other benchmarks meanwhile" in said) == (409, True)
    assert "0.81" in (folder / "benchmarks.csv").read_text()
    assert [each[1] for each in actions_recorded("X1")].count("set the benchmarks") == 1


@pytest.mark.usefixtures("quick")
def test_a_fault_while_replacing_leaves_file_and_log_as_they_were(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = (folder / "benchmarks.csv").read_bytes()
    digest = benchmarks.lay_down((HEAD + ROW.format(share=0.9)).encode())
    with monkeypatch.context() as full:
        full.setattr(benchmarks, "_write", _no_room)
        with pytest.raises(OSError, match="full"):
            benchmarks.put_in_place(digest=digest, before=benchmarks.find_digest(), by=TEAM, at=NOON)
    assert (folder / "benchmarks.csv").read_bytes() == before
    assert "set the benchmarks" not in [each[1] for each in actions_recorded("X1")]
    assert [each.name for each in folder.glob(".heard-*")] == []


def test_a_checked_file_waits_for_a_day(tmp_path: Path) -> None:
    digest = benchmarks.lay_down(b"one")
    folder = tmp_path / "waiting" / digest
    yesterday = time.time() - 25 * 3600
    os.utime(folder, (yesterday, yesterday))
    benchmarks.lay_down(b"two")
    assert not folder.exists()


@pytest.mark.parametrize("content", [b"", b"x" * 100_001])
def test_an_empty_or_huge_file_is_refused_in_words(content: bytes) -> None:
    assert "Choose a file." in choose(content)


def test_a_site_without_a_programme_folder_says_what_is_missing(folder: Path) -> None:
    (folder / "programme.toml").unlink()
    said = page(team().get("/programme/benchmarks/"))
    assert "There is no programme folder yet." in said
    assert "Check the file" not in said


def test_the_process_that_reads_the_file_has_none_of_the_sites_secrets(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    given: dict[str, object] = {}

    def note(command: object, **options: object) -> object:
        given.update(options)
        raise benchmarks.subprocess.CalledProcessError(1, "figures")

    monkeypatch.setattr(benchmarks.subprocess, "run", note)
    assert "could not be checked" in choose(HEAD + ROW.format(share=0.8))
    assert not [name for name in given["env"] if name.startswith(("HEARD", "DATABASE", "OWNER"))]  # type: ignore[attr-defined]


def _no_room(path: Path, content: bytes) -> None:
    raise OSError(28, "the disk is full")
