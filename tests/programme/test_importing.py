"""Bringing a copy in while others are at work, and killed at any moment: the folder is the old one or the new one.

Or nobody can read it until it is finished, which any next run does.
"""

import os
import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from builders import write_rows
from copies import AREAS, SECONDS, add, bring, entries, files, make, release
from heard.base.errors import UserError
from heard.base.files import locked
from heard.programme import cases, importing
from heard.programme.archive import write_archive
from heard.programme.cases import opened_ledger
from heard.programme.check import check_programme
from heard.programme.comparison import Comparison, compare
from heard.programme.folder import INCOMING
from heard.programme.importing import NotAsCompared, bring_in, go_on
from releasing import Stage, answers

# --- Meanwhile --------------------------------------------------------------------------------------


def _areas(ours: Path) -> None:
    (ours / "areas.csv").write_text((ours / "areas.csv").read_text() + "X9,Nine\n")


def _answers(ours: Path) -> None:
    add(ours, "X3")


def _more_answers(ours: Path) -> None:
    add(ours, "X1", answers(31, area="X1"))


@pytest.mark.parametrize("change", [_areas, _answers, _more_answers])
def test_a_folder_that_changed_since_it_was_compared_is_left_as_it_is(
    theirs: Path, ours: Path, change: Callable[[Path], None]
) -> None:
    comparison = compare(theirs, ours)
    change(ours)
    before = files(ours)
    with pytest.raises(NotAsCompared, match="was changed since"):
        bring_in(theirs, ours, comparison)
    assert files(ours) == before


@pytest.mark.parametrize("held", [".", "responses", "ledger/.lock"])
def test_what_somebody_is_writing_is_waited_for_and_then_known(theirs: Path, ours: Path, held: str) -> None:
    comparison = compare(theirs, ours)
    said: list[BaseException] = []

    def work() -> None:
        try:
            bring_in(theirs, ours, comparison)
        except NotAsCompared as error:
            said.append(error)

    importing_it = threading.Thread(target=work)
    with locked(ours / held):
        importing_it.start()
        importing_it.join(timeout=0.5)
        assert importing_it.is_alive()
        _areas(ours)
    importing_it.join(timeout=SECONDS)
    assert len(said) == 1
    assert not (ours / "responses/2026-X2.csv").exists()


def test_of_two_at_once_one_comes_in_and_the_other_is_told(theirs: Path, ours: Path, tmp_path: Path) -> None:
    other = make(tmp_path / "other", "X1", "X3")
    both = [(folder, compare(folder, ours)) for folder in (theirs, other)]
    together, told = threading.Barrier(2), []

    def work(folder: Path, comparison: Comparison) -> None:
        together.wait()
        try:
            bring_in(folder, ours, comparison)
        except NotAsCompared:
            told.append(folder)

    people = [threading.Thread(target=work, args=each) for each in both]
    for each in people:
        each.start()
    for each in people:
        each.join(timeout=SECONDS)
    assert len(told) == 1
    assert len(list((ours / "responses").glob("*.csv"))) == 2
    assert not (ours / INCOMING).exists()


def test_a_copy_is_taken_of_before_or_after_and_never_of_between(
    theirs: Path, ours: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packing = threading.Thread(target=write_archive, args=(ours, tmp_path / "a.zip"))
    whole = importing._put_in_place

    def pack_meanwhile(folder: Path) -> None:
        packing.start()
        packing.join(timeout=0.5)
        assert packing.is_alive()
        whole(folder)

    monkeypatch.setattr(importing, "_put_in_place", pack_meanwhile)
    bring(theirs, ours)
    packing.join(timeout=SECONDS)
    shutil.unpack_archive(tmp_path / "a.zip", tmp_path / "unpacked")
    assert (tmp_path / "unpacked/programme/responses/2026-X2.csv").is_file()


def test_a_release_that_waited_does_not_part_the_ledgers_of_an_import_that_was_killed(
    published: Path, ours: Path, monkeypatch: pytest.MonkeyPatch, stage: Stage
) -> None:
    """It has counted the folder as it was, and gets the ledger when the killed import lets go of it."""
    add(published, "X2")
    release(published, "out-2")
    comparison = compare(published, ours)
    hold = cases.hold_ledger

    def hold_late(*told: object, **named: object) -> object:
        with monkeypatch.context() as killing:
            killing.setattr(importing, "take_over", _die)
            with pytest.raises(Killed):
                bring_in(published, ours, comparison)
        return hold(*told, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(cases, "hold_ledger", hold_late)
    with pytest.raises(UserError, match="is to be finished first"):
        release(ours, "out-3")
    go_on(ours)
    assert entries(ours) == entries(published)


def _die(*_told: object) -> None:
    raise Killed


# --- Killed -----------------------------------------------------------------------------------------


class Killed(BaseException):
    """Nothing after it is done, not even clearing up."""


def kill_at(monkeypatch: pytest.MonkeyPatch, step: int) -> list[str]:
    """Let every call that changes the disk count, and the one of this number kill. Which were made."""
    made: list[str] = []

    def counted(name: str, real: Callable[..., object]) -> Callable[..., object]:
        def call(*told: object, **named: object) -> object:
            if len(made) == step:
                raise Killed
            made.append(name)
            return real(*told, **named)

        return call

    for name in ("replace", "rename", "link", "fsync"):
        monkeypatch.setattr(os, name, counted(name, getattr(os, name)))
    monkeypatch.setattr(Path, "unlink", counted("unlink", Path.unlink))
    monkeypatch.setattr(shutil, "rmtree", lambda *_told, **_named: None)
    return made


def state(ours: Path) -> str:
    """As somebody sees it who checks it, releases from it or takes a copy of it."""
    says = [each.sentence() for each in check_programme(ours) if each.severity == "error"]
    with_x2 = (ours / "responses/2026-X2.csv").is_file()
    if (ours / INCOMING).exists():
        assert any("half of it" in each for each in says)
        with pytest.raises(UserError), opened_ledger(ours / "ledger", dry_run=False):
            pass
        with pytest.raises(UserError, match="broke off half way"):
            write_archive(ours, ours.parent / "never.zip")
        return "nobody reads it"
    assert not says
    return "new" if with_x2 else "old"


def test_killed_at_any_moment_it_is_old_or_unread_or_new_and_the_next_run_finishes(
    tmp_path: Path, stage: Stage
) -> None:
    """Every step that changes the disk, one after the other: a ledger goes on, rows and a file of answers are new."""
    start = make(tmp_path / "start", "X1")
    write_rows(start / "areas.csv", AREAS[:2])
    release(start)
    copy = tmp_path / "theirs"
    shutil.copytree(start, copy)
    write_rows(copy / "areas.csv", AREAS)
    add(copy, "X2")
    release(copy, "out-2")
    shutil.copytree(start, tmp_path / "whole/ours")
    comparison = bring(copy, tmp_path / "whole/ours")
    wanted, seen, step = files(tmp_path / "whole/ours"), [], 0
    while True:
        ours = tmp_path / f"{step}/ours"
        shutil.copytree(start, ours)
        with pytest.MonkeyPatch.context() as killing:
            kill_at(killing, step)
            try:
                bring_in(copy, ours, comparison)
                break
            except Killed:
                pass
        seen.append(state(ours))
        go_on(ours)
        if seen[-1] == "old":
            bring_in(copy, ours, comparison)
        assert {name: each for name, each in files(ours).items() if ".heard-" not in name} == wanted
        step += 1
    assert sorted(set(seen), key=seen.index) == ["old", "nobody reads it", "new"]
    assert seen == sorted(seen, key=["old", "nobody reads it", "new"].index)
    assert seen.count("nobody reads it") > 20


def test_a_folder_that_is_new_is_none_until_it_is_whole(theirs: Path, tmp_path: Path) -> None:
    comparison, step = compare(theirs, tmp_path / "new"), 0
    while True:
        ours = tmp_path / f"{step}/new"
        ours.parent.mkdir()
        with pytest.MonkeyPatch.context() as killing:
            kill_at(killing, step)
            try:
                bring_in(theirs, ours, comparison)
                break
            except Killed:
                pass
        is_readable = ours.is_dir() and not any(each.severity == "error" for each in check_programme(ours))
        assert not is_readable or (ours / "responses/2026-X2.csv").is_file()
        go_on(ours)
        if not (ours / "programme.toml").exists():
            bring_in(theirs, ours, comparison)
        assert {name: each for name, each in files(ours).items() if ".heard-" not in name} == files(theirs)
        step += 1
    assert step > 20
