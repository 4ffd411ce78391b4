"""Circumstances that tell who somebody is without a name, and sentences that hold none."""

import pytest

from heard.comments.identities import Circumstance, warn_of_rarity
from heard.comments.identities.circumstances import (
    Circumstances,
    Phrase,
    Telling,
    find_faults,
    load_circumstances,
)

C = Circumstance
RARE = [
    ("me and my twin sister share a room", C.TWIN),
    ("i have seven brothers", C.MANY_SIBLINGS),
    ("i am the oldest of nine", C.MANY_SIBLINGS),
    ("my mum died when i was 6", C.BEREAVEMENT),
    ("my dad killed himself", C.BEREAVEMENT),
    ("they didnt let me go to the funeral of my nan", C.BEREAVEMENT),
    ("my dad is in prison", C.PRISON),
    ("i have sickle cell and nobody gets it", C.ILLNESS),
    ("i came here from eritrea", C.ORIGIN),
    ("nobody cooks kurdish food", C.ORIGIN),
    ("i am still waiting for the home office", C.ASYLUM),
    ("what happened to us was on the news", C.COURT_OR_NEWS),
    ("my dad is a police officer", C.RARE_JOB),
    ("my mum used to be in the army", C.RARE_JOB),
    ("i am the only black girl in my school", C.ONLY_ONE),
    ("i am the only one who is vegan", C.ONLY_ONE),
    ("my carers have a tarantula and two goats", C.RARE_ANIMAL),
    ("i won a gold medal in judo", C.HONOUR),
    ("i swim for wales", C.HONOUR),
    ("i moved here on the 4th of march", C.MOVE),
    ("ive moved 14 times", C.MOVE),
    ("i had nine placements", C.MOVE),
    ("im pregnant and they dont know", C.PREGNANCY),
    ("my son is 1 now", C.PREGNANCY),
    ("i became a muslim last year", C.FAITH),
    ("my uncle was murdered", C.CRIME),
    ("they wont let me use my name since i came out as a boy", C.GENDER),
    ("i lost my leg", C.INCIDENT),
]
PLAIN = [
    "i like my carer and my room",
    "i have one brother and he is annoying",
    "i want a dog",
    "my social worker is nice",
    "my phone died",
    "i moved house and it was ok",
    "we watch tv together",
    "i come from school at 4",
    "my mum is a good cook",
]


@pytest.mark.parametrize(("text", "circumstance"), RARE, ids=[text for text, _ in RARE])
def test_a_rare_circumstance_is_warned_of(text: str, circumstance: Circumstance) -> None:
    assert circumstance in {rarity.circumstance for rarity in warn_of_rarity(text)}


@pytest.mark.parametrize("text", PLAIN)
def test_what_many_children_write_brings_no_warning(text: str) -> None:
    assert warn_of_rarity(text) == ()


def test_every_circumstance_has_an_example() -> None:
    assert {circumstance for _, circumstance in RARE} == set(Circumstance)


def test_the_file_says_all_that_the_code_knows_and_nothing_is_wrong_in_it() -> None:
    assert list(find_faults(load_circumstances())) == []


@pytest.mark.parametrize(
    ("parts", "patterns", "fault"),
    [
        ({}, ("my <kin> died",), "twin names the part kin, which is not there"),
        ({"kin": Phrase(any_of=("mum",))}, ("twins",), "no pattern uses the part kin"),
        ({}, ("twins (",), "twin: twins ( cannot be read"),
        ({}, (), "twin has nothing that tells of it"),
    ],
)
def test_what_is_wrong_in_a_file_is_said(
    parts: dict[str, Phrase], patterns: tuple[str, ...], fault: str
) -> None:
    read = Circumstances(parts, {C.TWIN: Telling("A sentence.", patterns=patterns)})
    faults = list(find_faults(read))
    assert fault in faults
    assert "prison is missing" in faults
