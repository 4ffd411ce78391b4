"""A wave's key files on the holders' machine: whole, private, never over another key."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from age_files import make_age_file
from heard.base.errors import UserError
from heard.web.codes import age_files, key_files
from heard.web.codes.key_files import KeyFile, open_key_file
from heard.web.waves.make_keys import FIRST, SECOND, make_keys
from heard.web.waves.public_keys import read_public_key

PASSPHRASES = {FIRST: "one long passphrase", SECOND: "quite another passphrase"}
OF_A_WAVE = {"council": "X0000001", "wave": "2026-27"}


@pytest.fixture(autouse=True)
def _quick_age(monkeypatch: pytest.MonkeyPatch) -> None:
    """age itself takes a second or two for each file, on purpose."""
    monkeypatch.setattr(age_files, "seal", make_age_file)


def typing(*typed: str) -> Callable[[str], str]:
    answers = iter(typed)
    return lambda _prompt: next(answers)


def test_either_file_opens_with_its_own_passphrase_and_the_public_key_stands_apart(tmp_path: Path) -> None:
    made = make_keys(**OF_A_WAVE, out=tmp_path / "keys", variables=PASSPHRASES)
    public = read_public_key(Path(made["public"]).read_bytes(), **OF_A_WAVE)
    for which, passphrase in (("first", PASSPHRASES[FIRST]), ("second", PASSPHRASES[SECOND])):
        file = KeyFile.from_text(Path(made[which]).read_text())
        assert file.holder == which
        assert open_key_file(file, passphrase, **OF_A_WAVE, public_key=public).public == public
    assert [path.stat().st_mode & 0o777 for path in sorted((tmp_path / "keys").iterdir())] == [0o600] * 3
    assert len(list((tmp_path / "keys").iterdir())) == 3


def test_each_holder_types_their_passphrase_twice(tmp_path: Path) -> None:
    made = make_keys(
        **OF_A_WAVE,
        out=tmp_path,
        variables={},
        ask=typing(*["the first one's"] * 2, *["the second one's"] * 2),
    )
    file = KeyFile.from_text(Path(made["second"]).read_text())
    assert open_key_file(file, "the second one's", **OF_A_WAVE, public_key=file.public_key)


def test_two_different_passphrases_make_no_key(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="first holder typed two different passphrases") as refused:
        make_keys(**OF_A_WAVE, out=tmp_path, variables={}, ask=typing("the first one's", "the first ones"))
    assert "first one" not in str(refused.value).replace("first holder", "")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("which", ["first", "second", "public"])
def test_a_file_that_is_there_is_never_replaced_and_nobody_is_asked(tmp_path: Path, which: str) -> None:
    there = tmp_path / f"X0000001-2026-27-{which}-key.json"
    there.write_text("an earlier key")
    with pytest.raises(UserError, match="is there already"):
        make_keys(**OF_A_WAVE, out=tmp_path, variables={}, ask=typing())
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [(there.name, "an earlier key")]


def test_a_link_that_leads_nowhere_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "X0000001-2026-27-first-key.json").symlink_to(tmp_path / "elsewhere.json")
    with pytest.raises(UserError, match="is there already"):
        make_keys(**OF_A_WAVE, out=tmp_path, variables=PASSPHRASES)
    assert not (tmp_path / "elsewhere.json").exists()


def test_where_one_file_cannot_be_written_none_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from heard.web.waves import make_keys as module

    def full(path: Path, text: str) -> None:
        if "second" in path.name:
            raise OSError(28, "No space left on device")
        path.write_text(text)

    monkeypatch.setattr(module, "_write_new", full)
    with pytest.raises(UserError, match="the disk is full"):
        make_keys(**OF_A_WAVE, out=tmp_path, variables=PASSPHRASES)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("council", "wave"), [("../X", "2026"), ("X0000001", "20/26"), ("", "2026")])
def test_what_cannot_be_a_key_names_no_file(tmp_path: Path, council: str, wave: str) -> None:
    with pytest.raises(UserError, match="cannot name a"):
        make_keys(council=council, wave=wave, out=tmp_path, variables=PASSPHRASES)
    assert list(tmp_path.iterdir()) == []


def test_a_passphrase_that_is_too_short_makes_no_key(tmp_path: Path) -> None:
    with pytest.raises(key_files.UnusablePassphrase):
        make_keys(**OF_A_WAVE, out=tmp_path, variables={**PASSPHRASES, FIRST: "short"})
    assert list(tmp_path.iterdir()) == []


def test_what_is_said_holds_no_passphrase_and_no_private_key(tmp_path: Path) -> None:
    made = make_keys(**OF_A_WAVE, out=tmp_path, variables=PASSPHRASES)
    assert sorted(made) == ["first", "key", "public", "second"]
    assert json.loads(Path(made["public"]).read_text()).keys() == {
        "heard_wave_public_key",
        "council",
        "wave",
        "public_key",
    }
