"""A large piece taken apart at the numbers of respondents is judged as it is whole."""

from collections.abc import Mapping
from itertools import product

import numpy as np
import pytest

from heard.catalogue import load_catalogue
from heard.disclosure.attack import Kind, attack, splitting
from heard.disclosure.attack.bounding import Search, Wish
from heard.disclosure.attack.pieces import Piece
from heard.disclosure.attack.solving import Answer
from heard.disclosure.attack.splitting import Split, search_piece
from heard.disclosure.attack.system import Cell, Said, System
from heard.disclosure.attack.tables import TOOK_PART
from releases import Release, fact, make_release, took_part

CATALOGUE = load_catalogue()
LEVELS = ("girl", "boy", "another")
Verdict = tuple[Kind, tuple[str, ...], int, int]


def hidden_survey(*, pets: int, leads: bool = True) -> Release:
    """Three questions by gender, nothing of it shown but `pets` girls without one, of 33."""
    rows = [took_part(60)]
    for level in LEVELS:
        rows.append(took_part(None, group="gender", level=level))
        for indicator in ("good_friend", "knows_worker", "trusts_worker"):
            rows.append(fact("negative", indicator=indicator, group="gender", level=level, is_hidden=True))
    rows += [
        fact("negative", count=20, base=60),
        fact("negative", indicator="knows_worker", count=22, base=60),
    ]
    rows.append(fact("negative", indicator="trusts_worker", count=15, base=45 if leads else 38))
    rows += [fact("negative", indicator="pet", count=15, base=60)]
    rows.append(fact("negative", indicator="pet", group="gender", level="girl", count=pets, base=33))
    rows += [
        fact("negative", indicator="pet", group="gender", level=level, is_hidden=True) for level in LEVELS[1:]
    ]
    return make_release(*rows)


def verdicts(release: Release) -> set[Verdict]:
    return {(each.kind, each.cell, each.least, each.most) for each in attack([release], CATALOGUE).breaches}


@pytest.mark.parametrize("pets", [5, 10, 13, 15])
@pytest.mark.parametrize("leads", [True, False])
def test_the_verdicts_are_the_same(pets: int, leads: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = verdicts(hidden_survey(pets=pets, leads=leads))
    monkeypatch.setattr(splitting, "LARGE", 0)
    assert verdicts(hidden_survey(pets=pets, leads=leads)) == whole


def test_taken_apart_it_still_sees_what_joins_the_questions(monkeypatch: pytest.MonkeyPatch) -> None:
    """All 60 answered about pets, 33 girls among them: so 33 girls took part, whatever else is asked."""
    monkeypatch.setattr(splitting, "LARGE", 0)
    found = verdicts(hidden_survey(pets=10))
    girls = {(kind, least, most) for kind, cell, least, most in found if cell[4:6] == ("girl", "respondents")}
    assert girls == {(Kind.RECOVERED, 33, 33)}


def two_questions() -> tuple[System, Piece, int]:
    """Two questions of those who took part, some two to four; of the one any two of three answers at most one child
    gave: one and a half in all where halves of children are allowed. And where that sum stands."""
    system = System()
    took_part, rest, sum_of, one, other, third, yes, no = (
        system.number(Cell("2026", "X1", "8-11", "a", "gender", "girl", name, mask))
        for name, mask in [
            ("respondents", TOOK_PART),
            *(("pet", each) for each in range(5)),
            ("tv", 1),
            ("tv", 2),
        ]
    )
    for cell in range(len(system.cells)):
        system.bound(cell, 0, 4, Said("", ""))
    system.bound(took_part, 2, None, Said("", ""))
    for pair in ((one, other), (other, third), (one, third)):
        system.add_row([(each, 1) for each in pair], "", high=1)
    system.add_row([(one, 1), (other, 1), (third, 1), (sum_of, -1)], "")
    system.add_row([(sum_of, 1), (rest, 1), (took_part, -1)], "")
    system.add_row([(yes, 1), (no, 1), (took_part, -1)], "")
    return system, Piece(tuple(range(len(system.cells))), tuple(range(len(system.rows)))), sum_of


@pytest.fixture
def split(monkeypatch: pytest.MonkeyPatch) -> tuple[Split, int]:
    monkeypatch.setattr(splitting, "LARGE", 0)
    system, piece, sum_of = two_questions()
    found = search_piece(system, piece)
    assert isinstance(found, Split)
    return found, sum_of


def test_a_table_with_halves_is_made_whole_question_by_question(
    split: tuple[Split, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    search, sum_of = split
    reach, asked_whole = search.program.reach, []

    def note(direction: Mapping[int, int], *, whole: bool = False) -> Answer | None:
        asked_whole.append(whole)
        return reach(direction, whole=whole)

    monkeypatch.setattr(search.program, "reach", note)
    search.full.settle(Wish(sum_of, upward=True, target=1))
    assert asked_whole == [False]
    assert [search.program.fits(table) for table in search.witnesses.tables] == [True]
    assert search.witnesses.tables[0][search.place[sum_of]] == 1
    failure = search.full.settle(Wish(sum_of, upward=True, target=2))
    assert failure is not None
    assert failure.reached == 1


def test_what_does_not_fit_together_is_no_witness(
    split: tuple[Split, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    search, sum_of = split
    monkeypatch.setattr(Search, "complete", lambda *_: 1)
    assert search.full.settle(Wish(sum_of, upward=True, target=1)) is None
    assert [search.program.fits(table) for table in search.witnesses.tables] == [True]


def test_a_table_fits_where_every_sum_and_bound_holds(split: tuple[Split, int]) -> None:
    search, _ = split
    fitting = np.array([3, 2, 1, 1, 0, 0, 2, 1])
    assert search.program.fits(fitting)
    for place, change in product(range(len(fitting)), (-1, 1)):
        other = fitting.copy()
        other[place] += change
        assert not search.program.fits(other)
    assert not search.program.fits(np.array([1, 1, 0, 0, 0, 0, 1, 0]))  # too few took part
