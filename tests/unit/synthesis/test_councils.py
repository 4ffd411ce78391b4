"""Invented councils that nobody can take for real ones."""

import csv
import os
import re
from itertools import islice
from pathlib import Path

import pytest

from heard.dataset.synthesis.councils import NEIGHBOURS, draw_councils, place_names

REAL = (
    Path(os.environ.get("HEARD_SHARED", Path(__file__).parents[4] / "shared"))
    / "data/local_authorities_uk.csv"
)


def test_the_first_council_is_alderbrook_and_of_middling_size():
    councils = draw_councils(80, seed=5)
    assert councils.areas[0].name == "Alderbrook"
    assert sorted(councils.sizes).index(councils.sizes[0]) in range(30, 65)


def test_names_and_codes_are_all_different_however_many_councils():
    areas = draw_councils(1_200, seed=1).areas
    assert len({area.name for area in areas}) == len({area.code for area in areas}) == 1_200


def test_names_beyond_the_list_are_told_apart_tidily():
    names = list(islice(place_names(), 1_000))
    listed = names.index("Alderbrook North")
    assert listed >= 80
    assert names[2 * listed] == "Alderbrook South"
    assert names[5 * listed] == "Alderbrook 2"


def test_no_code_has_the_form_of_an_official_one():
    for area in draw_councils(200, seed=1).areas:
        assert re.fullmatch(r"X\d{7}", area.code)


def test_every_council_has_ten_others_like_it_as_neighbours():
    councils = draw_councils(80, seed=1)
    kind = {area.code: area.kind for area in councils.areas}
    for area in councils.areas:
        assert len(set(area.neighbours) - {area.code}) == NEIGHBOURS
    alike = [kind[code] == area.kind for area in councils.areas for code in area.neighbours]
    assert sum(alike) / len(alike) > 0.7


def test_few_councils_are_all_neighbours_of_each_other():
    assert [len(area.neighbours) for area in draw_councils(4, seed=1).areas] == [3, 3, 3, 3]
    assert draw_councils(1, seed=1).areas[0].neighbours == ()


@pytest.mark.skipif(not REAL.exists(), reason="the official list of councils is not part of the project")
def test_no_name_is_that_of_a_real_council():
    with REAL.open(encoding="utf-8") as rows:
        real = {row["la_name"].lower() for row in csv.DictReader(rows)}
    words = {word for name in real for word in re.findall(r"[a-z]+", name)}
    for name in islice(place_names(), 300):
        assert name.lower() not in real
        assert name.split()[0].lower() not in words
