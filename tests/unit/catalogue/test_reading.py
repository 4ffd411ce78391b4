from pathlib import Path

import pytest

from heard.base.errors import InputProblems
from heard.catalogue.reading import list_folders, read_documents

BASE = Path(__file__).parents[2] / "catalogue/base"


def test_a_range_of_codes_is_spelled_out() -> None:
    trusts = read_documents(BASE, ("en",)).indicators["trusts_worker"]
    assert trusts.surveys[0].cut_points["positive"].codes == ("1", "2")


def test_a_file_is_known_by_its_name() -> None:
    assert set(read_documents(BASE, ("en",)).indicators) == {"knows_worker", "trusts_worker", "supporters"}


def test_languages_are_the_folders_with_words() -> None:
    assert list_folders(BASE / "words") == ("en",)


def test_facts_can_be_read_without_any_words() -> None:
    assert read_documents(BASE, ()).words == {}


def test_the_fingerprint_changes_with_any_byte_of_any_file(tmp_path: Path) -> None:
    def copy(name: str, extra: str) -> str:
        folder = tmp_path / name
        for path in BASE.rglob("*.yaml"):
            to = folder / path.relative_to(BASE)
            to.parent.mkdir(parents=True, exist_ok=True)
            to.write_bytes(path.read_bytes() + (extra.encode() if path.name == "pictures.yaml" else b""))
        return read_documents(folder, ("en",)).fingerprint

    assert copy("same", "") == read_documents(BASE, ("en",)).fingerprint
    assert copy("other", "# one more line\n") != read_documents(BASE, ("en",)).fingerprint


def test_bytes_that_are_no_text_are_one_problem(tmp_path: Path) -> None:
    (tmp_path / "scales.yaml").write_bytes(b"\x89PNG\r\n")
    with pytest.raises(InputProblems) as found:
        read_documents(tmp_path, ())
    told = [problem.sentence() for problem in found.value.problems]
    assert "scales.yaml: not readable as YAML, which is text in UTF-8." in told
