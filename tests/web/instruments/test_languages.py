"""Which languages children may choose from: those that lack nothing and are signed; a draft only in a try-out."""

from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.core.management import call_command

from heard.base.errors import UserError
from heard.base.surveys import Survey
from heard.catalogue import load_catalogue
from heard.interview import write_script
from heard.web.instruments import languages
from heard.web.instruments.languages import NotOffered, check_offered, list_drafts, list_gaps, list_offered
from heard.web.instruments.words import load_words, read_tree
from mirrored import KEY, NAME, mirror, write_mirrored
from web.languages import forget_what_was_read, offer, offering

Change = Callable[[Path], None]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The made-up language as a programme brings it, offered."""
    with offering(tmp_path, monkeypatch):
        yield tmp_path / KEY


def edit(file: Path, change: Callable[[Any], None]) -> None:
    """Change a file as its author might."""
    tree = yaml.safe_load(file.read_text(encoding="utf-8"))
    change(tree)
    file.write_text(yaml.safe_dump(tree, allow_unicode=True, sort_keys=False), encoding="utf-8")


def keys_of(found: object) -> list[str]:
    return [each.key for each in found]  # type: ignore[attr-defined]


def test_where_nobody_says_otherwise_english_alone_is_offered() -> None:
    assert keys_of(list_offered()) == ["en"]
    assert list_drafts() == ()


def test_a_whole_and_signed_language_is_offered_by_its_own_name_and_direction(folder: Path) -> None:
    check_offered()
    english, other = list_offered()
    assert (english.name, english.direction) == ("English", "ltr")
    assert (other.key, other.name, other.direction) == (KEY, NAME, "rtl")


def test_every_word_of_it_is_its_own(folder: Path) -> None:
    assert load_words(Survey.AGES_8_11, KEY).send.title == mirror("This is everything")
    questionnaire = load_catalogue(KEY, folder.parent).questionnaires[Survey.AGES_4_7]
    assert next(questionnaire.open_questions()).text == mirror("What would make you smile more?")


@pytest.mark.parametrize("survey", list(Survey))
def test_who_is_asked_what_and_every_code_are_the_same_in_every_language(
    folder: Path, survey: Survey
) -> None:
    other = load_catalogue(KEY, folder.parent).questionnaires[survey]
    assert write_script(other) == write_script(load_catalogue().questionnaires[survey])


def lose_a_button(folder: Path) -> None:
    edit(folder / "pages.yaml", lambda tree: tree["default"]["send"].pop("button"))


def lose_what_one_survey_says(folder: Path) -> None:
    edit(folder / "pages.yaml", lambda tree: tree["4-7"]["calm"].pop("text"))


def say_too_much(folder: Path) -> None:
    edit(folder / "pages.yaml", lambda tree: tree["8-11"].update(weather="fine"))


def leave_no_room_for_the_number(folder: Path) -> None:
    edit(folder / "pages.yaml", lambda tree: tree["default"]["question"].update(part_of="{n}"))


def give_another_telephone_number(folder: Path) -> None:
    edit(folder / "pages.yaml", lambda tree: tree["default"]["help"]["contacts"][1].update(uri="tel:123"))


def lose_a_month(folder: Path) -> None:
    edit(folder / "pages.yaml", lambda tree: tree["default"]["days"]["months"].pop())


def lose_an_answer(folder: Path) -> None:
    edit(folder / "scales.yaml", lambda tree: tree["yes_bit_no"][0]["answers"].pop("a_bit"))


def lose_a_question(folder: Path) -> None:
    edit(folder / "open_questions.yaml", lambda tree: tree.pop("anything"))


def lose_a_file(folder: Path) -> None:
    (folder / "topics.yaml").unlink()


def lose_the_pages(folder: Path) -> None:
    (folder / "pages.yaml").unlink()


def write_no_yaml(folder: Path) -> None:
    (folder / "pages.yaml").write_text("default: [", encoding="utf-8")


def sign_nothing(folder: Path) -> None:
    edit(folder / "language.yaml", lambda tree: tree.update(reviewed=False))


def sign_alone(folder: Path) -> None:
    edit(folder / "language.yaml", lambda tree: tree["reviewers"].pop(0))


def sign_from_outside(folder: Path) -> None:
    edit(folder / "language.yaml", lambda tree: tree["reviewers"][1].pop("lived_experience"))


NOT_READY = {
    lose_a_button: "pages.yaml: default.send.button: is missing.",
    lose_what_one_survey_says: "pages.yaml: 4-7.calm.text: is missing.",
    say_too_much: "pages.yaml: 8-11.weather: nothing is read there.",
    leave_no_room_for_the_number: "question.part_of: Value error, must be filled in n, of",
    give_another_telephone_number: "default.help.contacts.1.uri: must be tel:08001111, as in English.",
    lose_a_month: "days.months: Tuple should have at least 12 items",
    lose_an_answer: "no words for the answer a_bit",
    lose_a_question: "anything: its words are missing.",
    lose_a_file: f"words/{KEY}/topics.yaml: the file is missing.",
    lose_the_pages: f"the child's pages have no words in {KEY}",
    write_no_yaml: "pages.yaml is not readable as YAML",
    sign_nothing: "reviewed is false, so this is a draft.",
    sign_alone: "reviewers: 2 are needed",
    sign_from_outside: "nobody has lived experience of care.",
}


@pytest.mark.parametrize(
    ("change", "said"), list(NOT_READY.items()), ids=lambda each: getattr(each, "__name__", "")
)
def test_the_site_does_not_start_with_a_language_that_is_not_ready(
    folder: Path, change: Change, said: str
) -> None:
    change(folder)
    forget_what_was_read()
    with pytest.raises(NotOffered) as refused:
        check_offered()
    assert said in str(refused.value)


def test_everything_that_is_wrong_is_said_at_once(folder: Path) -> None:
    for change in (lose_a_button, say_too_much, lose_an_answer):
        change(folder)
    forget_what_was_read()
    said = "\n".join(list_gaps(KEY))
    assert all(NOT_READY[change] in said for change in (lose_a_button, say_too_much, lose_an_answer))


def test_a_name_that_browsers_do_not_know_is_none(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    offer(monkeypatch, "Welsh_UK")
    with pytest.raises(NotOffered, match="named as browsers know it"):
        check_offered()


class TestDrafts:
    @pytest.fixture(autouse=True)
    def unsigned(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        write_mirrored(folder.parent, is_signed=False)
        offer(monkeypatch)

    def test_a_draft_that_lacks_nothing_can_be_looked_at_in_a_try_out_alone(self) -> None:
        assert keys_of(list_offered()) == ["en"]
        assert keys_of(list_drafts()) == [KEY]
        assert languages.find_language(KEY) is None
        assert languages.find_language(KEY, is_made_up=True) is not None

    def test_a_draft_with_a_gap_cannot(self, folder: Path) -> None:
        lose_a_button(folder)
        forget_what_was_read()
        assert list_drafts() == ()


class TestTheCommand:
    def say(self, key: str) -> str:
        said = StringIO()
        call_command("check_language", key, stdout=said)
        return said.getvalue()

    def test_it_says_that_a_language_is_ready(self, folder: Path) -> None:
        assert self.say(KEY) == f"{KEY} is whole and signed.\n"
        assert self.say("en") == "en is whole and signed.\n"

    def test_it_says_what_is_left_to_do(self, folder: Path) -> None:
        sign_nothing(folder)
        forget_what_was_read()
        assert "is whole, and a draft" in self.say(KEY)
        lose_a_button(folder)
        forget_what_was_read()
        with pytest.raises(UserError, match=r"default\.send\.button: is missing"):
            self.say(KEY)

    def test_it_names_the_languages_that_there_are(self, folder: Path) -> None:
        with pytest.raises(UserError, match=f"Those that are here: {KEY}, en"):
            self.say("xx")


def test_english_has_no_key_that_it_does_not_read() -> None:
    assert set(read_tree("en")) == {"default", *Survey}
    assert list_gaps("en") == ()
