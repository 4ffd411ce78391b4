"""The codebook: ours is whole, and a wrong one is told all of it at once."""

from pathlib import Path

import pytest

from heard.base.errors import InputProblems, UserError
from heard.catalogue import load_catalogue
from heard.comments.codebook import check_codebook, load_codebook, read_codebook
from heard.comments.concerns.phrases import load_phrases

KEYS = [
    "good_as_it_is",
    "feeling_safe",
    "my_home",
    "carers",
    "moving",
    "family_time",
    "friends",
    "pets",
    "someone_to_talk_to",
    "worker",
    "worker_changes",
    "being_heard",
    "being_treated_differently",
    "why_in_care",
    "school_and_learning",
    "bullying",
    "fun_and_clubs",
    "money",
    "work_and_training",
    "phone_and_internet",
    "life_skills",
    "housing",
    "travel",
    "feelings_and_worries",
    "mental_health_help",
    "future",
]

FACTS = 'version: "1"\ncodes:\n  home: [rooms]\n'
WORDS = (
    "rooms:\n  name: Rooms\n  include: Rooms.\n  exclude: Food.\n  phrases: [my room, a bed, my own door]\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "words" / "en").mkdir(parents=True)
    (tmp_path / "codebook.yaml").write_text(FACTS)
    (tmp_path / "words" / "en" / "home.yaml").write_text(WORDS)
    return tmp_path


def test_nothing_is_wrong_with_ours() -> None:
    assert check_codebook() == ()


def test_its_keys_are_permanent() -> None:
    assert load_codebook().keys == tuple(KEYS)


def test_every_code_belongs_to_the_catalogue_and_has_enough_phrases() -> None:
    domains = {domain.key for domain in load_catalogue().domains}
    for code in load_codebook().codes:
        assert code.domain in domains
        assert 8 <= len(code.phrases) <= 40


def test_a_code_is_found_by_its_key_or_its_reader_is_told() -> None:
    assert load_codebook().code("pets").name == "Pets and animals"
    with pytest.raises(UserError, match="No code of codebook 1 has the key dogs"):
        load_codebook().code("dogs")


def test_a_language_without_words_is_said() -> None:
    with pytest.raises(InputProblems, match=r"words/xx/home.yaml: the file is missing"):
        load_codebook("xx")


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("codebook.yaml", FACTS.replace("home", "garden"), "garden: the catalogue has no such domain"),
        ("codebook.yaml", FACTS.replace("rooms", "rooms, rooms"), "rooms: stands twice"),
        ("codebook.yaml", FACTS.replace("rooms", "rooms, food"), "food: has no words"),
        ("codebook.yaml", FACTS + "questions: {lunch: {}}\n", "lunch: no such open question"),
        ("codebook.yaml", FACTS + "questions: {worker: {often: [food]}}\n", "no code has the key food"),
        ("codebook.yaml", "version: 1\ncodes: {}", "version: must be text"),
        ("codebook.yaml", "version: [", "not readable as YAML"),
        ("words/en/home.yaml", WORDS + "food: {}\n", "food.name: this key is missing"),
        ("words/en/home.yaml", WORDS.replace("rooms:", "food:"), "food: no code of this domain has this key"),
        ("words/en/home.yaml", WORDS.replace("a bed", "'!!'"), "!! has no words"),
        ("words/en/home.yaml", WORDS.replace("a bed, ", ""), "phrases"),
        ("words/en/home.yaml", WORDS + "  colour: blue\n", "this key is not known here"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(folder: Path, name: str, text: str, said: str) -> None:
    if name == "codebook.yaml" and "garden" in text:
        (folder / "words" / "en" / "garden.yaml").write_text(WORDS)
    (folder / name).write_text(text)
    with pytest.raises(InputProblems) as found:
        read_codebook(folder, "en")
    assert said in str(found.value)
    assert check_codebook(folder) == found.value.problems


def test_no_seed_phrase_of_a_theme_is_the_list_of_concerns_in_other_clothes() -> None:
    phrases = load_phrases()
    assert phrases is not None
    sentences = {sentence.casefold() for group in phrases.sentences.values() for sentence in group}
    assert not sentences & {phrase.casefold() for code in load_codebook().codes for phrase in code.phrases}
