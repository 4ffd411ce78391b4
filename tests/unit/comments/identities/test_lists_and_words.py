"""The lists are sorted, unique and say where they come from; every key of the code has words."""

from pathlib import Path

import pytest

from heard.comments.identities import Circumstance, Kind, Reason, load_wording
from heard.comments.identities.lists import FOLDER, read_list

FILES = sorted(FOLDER.glob("*.txt"))
ROOT = Path(__file__).parents[4]
READERS = (*FOLDER.parent.glob("*.py"), ROOT / "scripts/identity_lists.py")
SOURCE = "\n".join(path.read_text(encoding="utf-8") for path in READERS)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_list_says_its_source_and_is_sorted_unique_and_small(path: Path) -> None:
    first, *items = path.read_text(encoding="utf-8").splitlines()
    assert first.startswith("# ")
    assert any(word in first for word in ("MIT", "CC BY", "free to use"))
    assert items == sorted(set(items))
    assert all(item == item.lower().strip() and item for item in items)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_list_is_read_by_the_code_or_by_what_makes_the_others(path: Path) -> None:
    assert f'"{path.stem}"' in SOURCE


def test_no_word_is_both_a_name_always_and_a_name_sometimes() -> None:
    assert not read_list("mostly_names") & read_list("names_that_are_words")
    assert not read_list("mostly_names") & read_list("everyday")


def test_helping_verbs_that_are_names_are_words_that_are_names() -> None:
    missing = read_list("modal_names") - read_list("names_that_are_words")
    assert not missing


def test_the_lists_stay_small() -> None:
    assert sum(path.stat().st_size for path in FILES) < 600_000


def test_every_kind_reason_and_circumstance_has_words_and_no_others() -> None:
    wording = load_wording()
    assert set(wording.kinds) == set(Kind)
    assert set(wording.reasons) == set(Reason)
    assert set(wording.circumstances) == set(Circumstance)


def test_the_words_are_sentences() -> None:
    wording = load_wording()
    for sentence in (*wording.reasons.values(), *wording.circumstances.values()):
        assert sentence[0].isupper()
        assert sentence.endswith(".")
