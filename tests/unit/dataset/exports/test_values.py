"""Whatever stands in an export comes back as the codes it was made of, or is refused: never as another answer."""

import csv
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl
import pyreadstat
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exported import quoted, read_without_a_process, table_of, write_map
from heard.base.places import Area, Wave
from heard.catalogue import load_catalogue
from heard.dataset.codebook import build_codebook
from heard.dataset.exports.layouts import is_like
from heard.dataset.exports.ours import ours_of
from heard.dataset.exports.response_file import ResponseFile
from heard.dataset.exports.values import Turning, fold
from heard.dataset.sav_files import Variable

WAVES = {"2026": Wave("2026", date(2026, 2, 2), date(2026, 3, 27))}
OURS = ours_of(build_codebook(load_catalogue(), WAVES, {"X1": Area("X1", "One")}))
CODES = ("always", "sometimes", "hardly_ever", "never", "skipped", "prefer_not")
WORDS = st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=12).filter(
    lambda text: text.strip() == text != ""
)


@given(
    words=st.lists(WORDS, min_size=len(CODES), max_size=len(CODES), unique_by=fold),
    heading=WORDS,
    places=st.lists(st.integers(0, len(CODES) - 1), min_size=1, max_size=30),
    separator=st.sampled_from([",", ";", "\t", "|"]),
)
@settings(max_examples=60)
def test_any_words_for_the_answers_come_back_as_their_codes(
    words: list[str], heading: str, places: list[int], separator: str
) -> None:
    heading = f"Q {heading}"
    values = dict(zip(words, CODES, strict=True))
    with TemporaryDirectory() as folder:
        path = Path(folder) / "x1.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, delimiter=separator, quoting=csv.QUOTE_ALL)
            writer.writerows([[heading], *([words[place]] for place in places)])
        write_map(
            path,
            f"separator = {quoted(separator)}\n"
            '[fixed]\nwave = "2026"\narea = "X1"\nsurvey = "8-11"\n'
            f"[columns.feels_safe]\nfrom = {quoted(heading)}\nvalues = {table_of(values)}\n",
        )
        read = [code for rows in ResponseFile(path, OURS).slices() for code in rows["feels_safe"]]
    assert read == [CODES[place] for place in places]


@given(known=st.dictionaries(WORDS, st.sampled_from(CODES), max_size=6), value=WORDS)
def test_a_value_is_known_only_where_the_map_has_it_capitals_and_blanks_apart(
    known: dict[str, str], value: str
) -> None:
    code = Turning(known).code_of(value)
    meant = {own for word, own in known.items() if fold(word) == fold(value)}
    assert code is None or code in meant
    if len(meant) == 1:
        assert code is not None


@given(
    numbers=st.lists(st.integers(-99, 99), min_size=len(CODES), max_size=len(CODES), unique=True),
    words=st.lists(
        WORDS.map(lambda word: f"w {word}"), min_size=len(CODES), max_size=len(CODES), unique_by=fold
    ),
    places=st.lists(st.none() | st.integers(0, len(CODES) - 1), min_size=1, max_size=20),
    is_by_label=st.booleans(),
)
@settings(max_examples=40)
def test_any_numbers_and_labels_of_a_sav_come_back_as_their_codes(
    numbers: list[int], words: list[str], places: list[int | None], is_by_label: bool
) -> None:
    labels = {float(number): word for number, word in zip(numbers, words, strict=True)}
    known = words if is_by_label else [str(number) for number in numbers]
    values = dict(zip(known, CODES, strict=True))
    given_ = [None if place is None else float(numbers[place]) for place in places]
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as here:
        read_without_a_process(here)
        path = Path(folder) / "x1.sav"
        frame = pl.DataFrame({"q1": pl.Series(given_, dtype=pl.Float64), "q2": ["yes"] * len(places)})
        pyreadstat.write_sav(
            frame,
            path,
            variable_value_labels={"q1": labels},
            missing_ranges={"q1": [{"lo": -99, "hi": -1}]},
        )
        write_map(
            path,
            '[fixed]\nwave = "2026"\narea = "X1"\nsurvey = "8-11"\n[columns]\npet = "q2"\n'
            f'[columns.feels_safe]\nfrom = "q1"\nvalues = {table_of(values)}\n',
        )
        read = [code for rows in ResponseFile(path, OURS).slices() for code in rows["feels_safe"]]
    assert read == [None if place is None else CODES[place] for place in places]


def test_a_number_whose_label_says_something_else_is_not_known() -> None:
    variable = Variable("", {"1": "2"})
    assert Turning({"1": "always", "2": "never"}, variable).code_of("1") is None
    assert Turning({"2": "never"}, variable).code_of("1") == "never"
    assert Turning({"1": "always"}, variable).code_of("1") == "always"


def test_in_a_pattern_only_the_star_means_something() -> None:
    assert is_like("Q1[other]", "*[other]")
    assert is_like("groupTime12", "GROUPTIME*")
    assert not is_like("Q1o", "*[other]")
    assert not is_like("Q1", "Q.")
