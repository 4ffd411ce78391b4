"""The how-to, followed word for word by somebody who brings the made-up language in place of Welsh."""

import re
import shlex
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from django.conf import settings
from django.core.management import call_command

from heard.base.errors import UserError
from heard.web.instruments.languages import check_offered, list_drafts, list_offered
from mirrored import KEY, NAME, translate
from web.languages import forget_what_was_read, offer

HOW_TO = Path(__file__).parents[3] / "docs/how-to/add-a-language.md"
WHERE = "/srv/heard/words"


def blocks(kind: str, into: Path) -> list[str]:
    """The how-to's blocks of a kind, for the language and the folder of this test."""
    said = HOW_TO.read_text(encoding="utf-8").replace(WHERE, str(into))
    said = said.replace(" cy", f" {KEY}").replace("Cymraeg", NAME).replace("direction ltr", "direction rtl")
    return re.findall(rf"```{kind}\n(.*?)```", said.replace("direction: ltr", "direction: rtl"), re.DOTALL)


def run(block: str) -> None:
    """`heard manage …`, in this process."""
    heard, manage, *arguments = shlex.split(block)
    assert (heard, manage) == ("heard", "manage")
    call_command(*arguments)


def test_who_follows_it_offers_children_another_language(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(settings, "HEARD", replace(settings.HEARD, words=tmp_path))
    begin, check = blocks("sh", tmp_path)
    run(begin)
    translate(tmp_path / KEY)
    forget_what_was_read()
    run(check)
    assert "is whole, and a draft" in capsys.readouterr().out
    assert [each.key for each in list_drafts()] == [KEY]
    (signed,) = blocks("yaml", tmp_path)
    (tmp_path / KEY / "language.yaml").write_text(signed, encoding="utf-8")
    offer(monkeypatch, KEY)
    check_offered()
    assert [(each.key, each.name) for each in list_offered()] == [("en", "English"), (KEY, NAME)]
    forget_what_was_read()


def test_it_names_every_file_there_is_to_translate(tmp_path: Path) -> None:
    run(blocks("sh", tmp_path)[0])
    home = tmp_path / KEY
    files = {path.relative_to(home).as_posix() for path in home.rglob("*.yaml")} - {"language.yaml"}
    named = set(re.findall(r"`([a-z_/*]+\.yaml)`", HOW_TO.read_text(encoding="utf-8")))
    assert {re.sub(r"indicators/\w+", "indicators/*", file) for file in files} == named - {"language.yaml"}
    assert yaml.safe_load((home / "language.yaml").read_text(encoding="utf-8"))["reviewed"] is False


@pytest.mark.parametrize("key", ["en", "Welsh", "../cy"])
def test_nothing_is_begun_over_a_language_that_is_there_or_under_a_name_that_is_none(
    tmp_path: Path, key: str
) -> None:
    with pytest.raises(UserError, match="Nothing was written"):
        call_command("begin_language", key, "--name", "Cymraeg", "--into", str(tmp_path))
    assert list(tmp_path.iterdir()) == []


def test_a_language_that_was_begun_is_not_begun_again(tmp_path: Path) -> None:
    begin = blocks("sh", tmp_path)[0]
    run(begin)
    with pytest.raises(UserError, match="already"):
        run(begin)
