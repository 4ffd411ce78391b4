"""Small catalogues, right and wrong. Each is `base` with the files of its own folder laid over it.

`expected.txt` of a wrong one holds every problem that must be found, and there must be no other;
`removed.txt` names files of the base that it goes without.
"""

import shutil
from pathlib import Path

import pytest

from heard.base.errors import InputProblems
from heard.catalogue import check_catalogue, read_catalogue
from heard.catalogue.checks import FACT_CHECKS, FORM_CHECKS, WORD_CHECKS
from heard.catalogue.reading import read_documents

HERE = Path(__file__).parent
VALID = sorted(path.name for path in (HERE / "valid").iterdir())
INVALID = sorted(path.name for path in (HERE / "invalid").iterdir())


def lay_over_base(example: Path, folder: Path) -> Path:
    shutil.copytree(HERE / "base", folder)
    shutil.copytree(example, folder, dirs_exist_ok=True)
    removed = folder / "removed.txt"
    for name in removed.read_text(encoding="utf-8").split() if removed.exists() else ():
        (folder / name).unlink()
    return folder


def test_there_are_examples_of_both_kinds() -> None:
    assert len(VALID) >= 5
    assert len(INVALID) >= 50


@pytest.mark.parametrize("name", VALID)
def test_a_valid_example_has_no_problem_and_can_be_read(name: str, tmp_path: Path) -> None:
    folder = lay_over_base(HERE / "valid" / name, tmp_path / "catalogue")
    assert check_catalogue(folder) == ()
    assert read_catalogue(folder).fingerprint


@pytest.mark.parametrize("name", INVALID)
def test_an_invalid_example_has_exactly_the_problems_named_beside_it(name: str, tmp_path: Path) -> None:
    example = HERE / "invalid" / name
    folder = lay_over_base(example, tmp_path / "catalogue")
    found = sorted(problem.sentence() for problem in check_catalogue(folder))
    assert found == sorted((example / "expected.txt").read_text(encoding="utf-8").splitlines())


@pytest.mark.parametrize("name", [name for name in INVALID if name != "second_language_incomplete"])
def test_an_invalid_example_cannot_be_read(name: str, tmp_path: Path) -> None:
    with pytest.raises(InputProblems):
        read_catalogue(lay_over_base(HERE / "invalid" / name, tmp_path / "catalogue"))


def test_a_draft_language_does_not_stop_another_from_being_read(tmp_path: Path) -> None:
    folder = lay_over_base(HERE / "invalid" / "second_language_incomplete", tmp_path / "catalogue")
    assert read_catalogue(folder, "en").language.name == "English"


def test_a_language_without_words_cannot_be_read(tmp_path: Path) -> None:
    folder = lay_over_base(HERE / "valid" / "as_it_is", tmp_path / "catalogue")
    with pytest.raises(InputProblems, match=r"words/xx/language\.yaml: the file is missing"):
        read_catalogue(folder, "xx")


def test_a_folder_that_is_not_there_is_one_problem(tmp_path: Path) -> None:
    (problem,) = check_catalogue(tmp_path / "nowhere")
    assert problem.message == "the folder is not there."


def test_every_check_is_shown_by_an_example(tmp_path: Path) -> None:
    unseen = {check.__name__ for check in (*FACT_CHECKS, *FORM_CHECKS, *WORD_CHECKS)}
    for name in INVALID:
        folder = lay_over_base(HERE / "invalid" / name, tmp_path / name)
        try:
            documents = read_documents(folder, ("en",))
        except InputProblems:
            continue  # an example of a file without its shape, which no cross-check sees
        words = documents.words["en"]
        unseen -= {check.__name__ for check in (*FACT_CHECKS, *FORM_CHECKS) if any(check(documents))}
        unseen -= {check.__name__ for check in WORD_CHECKS if any(check(documents, words))}
    assert not unseen
