"""Zips that were made to do harm, or came to harm: nothing comes out but a programme folder, and not too much."""

import stat
import time
import zipfile
from pathlib import Path

import pytest

from builders import make_folder
from heard.programme.archive import write_archive
from heard.programme.unpacking import SLACK, Limits, NotUnpacked, unpack
from releasing import answers
from zips import lie_about_size, set_flag, write_zip

LIMITS = Limits(files=50, size=64 << 20, ratio=200)
SETTINGS = {"programme.toml": b'name = "Ours"'}


def refusal(file: Path, limits: Limits = LIMITS) -> str:
    """What it says; and nothing stands beside the folder it was to go to."""
    before = set(file.parent.iterdir())
    with pytest.raises(NotUnpacked) as refused:
        unpack(file, file.parent / "into", limits)
    assert set(file.parent.iterdir()) - before <= {file.parent / "into"}
    return "\n".join(problem.sentence() for problem in refused.value.problems)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    folder = make_folder(tmp_path / "programme", responses=answers(20))
    write_archive(folder, tmp_path / "copy.zip")
    return tmp_path / "copy.zip"


def test_a_copy_is_unpacked_as_it_was_packed_for_its_owner_alone(copy: Path, tmp_path: Path) -> None:
    said: list[tuple[int, int]] = []
    unpack(copy, tmp_path / "into", LIMITS, say=lambda *each: said.append(each))
    for name in ("programme.toml", "areas.csv", "responses/responses.csv"):
        path = tmp_path / "into" / name
        assert path.read_bytes() == (tmp_path / "programme" / name).read_bytes()
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert said == [(0, 3), (1, 3), (2, 3), (3, 3)]


@pytest.mark.parametrize("top", ["programme/", "Programme of 2026/", ""])
def test_the_folder_may_lie_in_one_of_any_name_or_in_none(tmp_path: Path, top: str) -> None:
    file = write_zip(tmp_path / "a.zip", {**SETTINGS, "responses/a.csv": b"wave"}, top=top)
    unpack(file, tmp_path / "into", LIMITS)
    assert (tmp_path / "into/responses/a.csv").read_bytes() == b"wave"
    assert {each.name for each in (tmp_path / "into").iterdir()} == {"programme.toml", "responses", "ledger"}


@pytest.mark.parametrize(
    "name",
    [
        "../evil.csv",
        "responses/../../evil.csv",
        "responses/../programme.toml",
        "/etc/evil",
        "responses//etc/evil",
        "responses/..",
        "responses/a/b.csv",
        "responses/..\\evil.csv",
        "C:\\evil.csv",
        "responses/.hidden.csv",
        "responses/a\nb.csv",
        "responses/a\u202evsc.csv",
        "responses/" + "x" * 201,
        "ledger/0001.json/x",
        "ledger/work/x.parquet",
        "ledger/facts/evil.parquet",
        "ledger/.lock",
        "dataset/codebook.json",
        ".incoming/files/areas.csv",
        "notes.txt",
        "programme.toml/x",
    ],
)
def test_what_no_programme_folder_has_is_refused_by_name(tmp_path: Path, name: str) -> None:
    for top in ("programme/", ""):
        file = write_zip(tmp_path / "a.zip", {**SETTINGS, name: b"evil"}, top=top)
        assert name[:3].strip("\n") in refusal(file)
    assert not (tmp_path / "into").exists()


def test_a_top_folder_that_leads_out_is_none(tmp_path: Path) -> None:
    refusal(write_zip(tmp_path / "a.zip", SETTINGS, top="../"))
    refusal(write_zip(tmp_path / "b.zip", SETTINGS, top="/"))


def test_every_wrong_name_is_listed_at_once(tmp_path: Path) -> None:
    said = refusal(write_zip(tmp_path / "a.zip", {**SETTINGS, "notes.txt": b"", "more.txt": b""}))
    assert "notes.txt" in said
    assert "more.txt" in said


@pytest.mark.parametrize("kind", [0o120777, 0o010600, 0o020600, 0o060600, 0o140600])
def test_links_pipes_and_devices_are_refused(tmp_path: Path, kind: int) -> None:
    file = write_zip(tmp_path / "a.zip", {**SETTINGS, "areas.csv": b"/etc/passwd"}, kind=kind)
    assert "is a link or something else that is no file" in refusal(file)


@pytest.mark.parametrize("other", ["areas.csv", "AREAS.csv"])
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_the_same_name_twice_is_refused(tmp_path: Path, other: str) -> None:
    file = write_zip(tmp_path / "a.zip", SETTINGS)
    with zipfile.ZipFile(file, "a") as more:
        more.writestr("programme/areas.csv", b"one")
        more.writestr(f"programme/{other}", b"two")
    assert "twice" in refusal(file)


def test_names_that_differ_in_how_a_letter_is_written_are_the_same(tmp_path: Path) -> None:
    names = ("responses/caf\u00e9.csv", "responses/cafe\u0301.csv")
    assert "twice" in refusal(write_zip(tmp_path / "a.zip", {**SETTINGS, **dict.fromkeys(names, b"x")}))


def test_an_encrypted_zip_is_refused(copy: Path) -> None:
    set_flag(copy, 0x1)
    assert "is encrypted" in refusal(copy)


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_other_ways_of_packing_are_refused(tmp_path: Path, method: int) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w", method) as file:
        file.writestr("programme/programme.toml", b"name")
    assert "is packed in a way" in refusal(tmp_path / "a.zip")


def test_a_hundred_thousand_names_are_refused_without_being_unpacked(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as file:
        for number in range(100_000):
            file.writestr(f"responses/{number}.csv", b"")
    began = time.monotonic()
    assert "longer than that of any programme folder" in refusal(tmp_path / "a.zip")
    assert time.monotonic() - began < 2
    assert not (tmp_path / "into").exists()


@pytest.mark.parametrize(("count", "is_refused"), [(49, False), (50, True)])
def test_so_many_files_and_no_more(tmp_path: Path, count: int, is_refused: bool) -> None:
    members = {**SETTINGS, **{f"responses/{number}.csv": b"x" for number in range(count)}}
    file = write_zip(tmp_path / "a.zip", members)
    if is_refused:
        assert "It holds 51 files; 50 are the most" in refusal(file)
    else:
        unpack(file, tmp_path / "into", LIMITS)


def test_a_bomb_is_stopped_while_it_goes_off(tmp_path: Path) -> None:
    """One megabyte of nothing packs to a thousandth: of 100 MB, no more than what is allowed comes out."""
    file = write_zip(tmp_path / "a.zip", {**SETTINGS, "responses/a.csv": bytes(100 << 20)})
    assert "such a small file" in refusal(file)
    out = (tmp_path / "into/responses/a.csv").stat().st_size
    assert out <= SLACK + LIMITS.ratio * file.stat().st_size
    assert out < 64 << 20


@pytest.mark.parametrize("said", [1, 1000, 0xFFFFFFF0])
def test_a_bomb_that_lies_about_its_size_is_stopped_too(tmp_path: Path, said: int) -> None:
    file = write_zip(tmp_path / "a.zip", {**SETTINGS, "responses/a.csv": bytes(100 << 20)})
    lie_about_size(file, said)
    assert refusal(file)
    written = sum(each.stat().st_size for each in (tmp_path / "into").rglob("*") if each.is_file())
    assert written <= SLACK + LIMITS.ratio * file.stat().st_size


def test_many_files_that_each_are_small_are_counted_together(tmp_path: Path) -> None:
    members = {f"responses/{number}.csv": bytes(1 << 20) for number in range(30)}
    assert "such a small file" in refusal(write_zip(tmp_path / "a.zip", {**SETTINGS, **members}))


@pytest.mark.parametrize(("size", "is_refused"), [(2_000_000, False), (1_999_999, True)])
def test_no_more_comes_out_than_a_folder_may_hold(tmp_path: Path, size: int, is_refused: bool) -> None:
    small = {"programme.toml": b"x" * 1_000_000, "areas.csv": b"y" * 1_000_000}
    file, limits = write_zip(tmp_path / "a.zip", small), Limits(50, size, 200)
    if is_refused:
        assert "than a programme folder may hold" in refusal(file, limits)
    else:
        unpack(file, tmp_path / "into", limits)


def test_a_zip_cut_short_anywhere_is_refused_in_words(copy: Path) -> None:
    whole = copy.read_bytes()
    for length in range(0, len(whole), max(1, len(whole) // 40)):
        copy.write_bytes(whole[:length])
        assert "cut short" in refusal(copy)


def test_a_changed_byte_of_an_answer_is_found(copy: Path, tmp_path: Path) -> None:
    whole = bytearray(copy.read_bytes())
    with zipfile.ZipFile(copy) as file:
        told = file.getinfo("programme/responses/responses.csv")
    place = told.header_offset + 30 + len(told.filename) + told.compress_size // 2
    whole[place] ^= 0xFF
    copy.write_bytes(whole)
    assert "damaged" in refusal(copy)


@pytest.mark.parametrize(
    "content", [b"", b"wave,area\n2026,X1\n", b"\x1f\x8b\x08\x00", b"PK\x03\x04" + bytes(500), b"%PDF-1.7"]
)
def test_what_is_no_zip_is_said(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "copy.zip").write_bytes(content)
    assert "This is no zip" in refusal(tmp_path / "copy.zip")


def test_a_zip_of_something_else_is_said(tmp_path: Path) -> None:
    said = refusal(write_zip(tmp_path / "a.zip", {"areas.csv": b"area,name"}))
    assert "it is no copy of a programme folder" in said
