"""A large piece taken apart at the numbers of respondents is judged as it is whole."""

import pytest

from heard.catalogue import load_catalogue
from heard.disclosure.attack import Kind, attack, splitting
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
