"""A survey in another language: chosen before the code or in its middle, kept through it, gone soon after; and nothing
of it in what is sent."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings

from heard.base.surveys import Survey
from heard.web.answering.script import find_script_file
from heard.web.codes import models
from heard.web.instruments.choosing import LANGUAGE
from heard.web.instruments.recordings import FOLDER, _list_names
from heard.web.policy import IDLE_MINUTES, LANGUAGE_STAYS_MINUTES
from heard.web.tenancy import in_council
from mirrored import KEY, NAME, mirror, write_mirrored
from web.answering.children import QUESTION, Child, answer_to_the_end
from web.answering.conftest import Clock
from web.ballots import HELP, Ballot, make_ballot
from web.ballots import NAME as COUNCIL_NAME
from web.languages import offer, offering
from web.opened import open_answers, open_comments

pytestmark = pytest.mark.django_db
PICKED = {"first": "cat", "second": "boat", "third": "sun"}
TURNED = f'<html lang="{KEY}" dir="rtl"'
ENGLISH = '<html lang="en-GB"'


@pytest.fixture(autouse=True)
def offered(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with offering(tmp_path_factory.mktemp("languages"), monkeypatch):
        yield


@pytest.fixture
def ballot() -> Ballot:
    return make_ballot(surveys=["8-11"])


def english_in(page: str) -> set[str]:
    """Words in Latin letters that stand on a page, but for what the council wrote and the name of English."""
    said = re.sub("<[^>]*>", " ", page.partition("</head>")[2])
    return set(re.findall("[A-Za-z]{4,}", said)) - set(re.findall(r"\w+", f"{HELP} {COUNCIL_NAME} English"))


def choose(child: Child, key: str = KEY) -> Child:
    """Press a language's name on the page that is open."""
    return child._follow(child.client.post("/answer/language/", {"language": key}), "/answer/language/")


def test_the_first_page_offers_each_language_by_its_own_name_before_anything_else() -> None:
    child = Child()
    (button,) = re.findall(r'<button[^>]* name="language"[^>]*>', child.text)
    assert f'value="{KEY}" lang="{KEY}" dir="rtl"' in button
    assert child.text.index(NAME) < child.text.index("<h1>")
    assert choose(child).heading == mirror("Type your code")
    assert TURNED in child.text


def test_with_one_language_nothing_is_asked_and_nothing_is_heavier(
    ballot: Ballot, monkeypatch: pytest.MonkeyPatch
) -> None:
    offer(monkeypatch)
    for path in ("/", "/answer/help/"):
        page = Child().go(path).text
        assert "language" not in page
        assert ENGLISH in page
    assert "language" not in Child().start(ballot.code()).text
    assert Child().go("/answer/language/").path == "/"


@pytest.mark.parametrize("survey", list(Survey))
def test_every_page_of_a_survey_is_in_the_language_and_runs_its_way(survey: Survey) -> None:
    ballot = make_ballot(surveys=[survey])
    child = choose(Child()).start(ballot.code(survey))
    for path in ("stop", "pause", "help", "look", "language", "talk"):
        page = child.go(f"/answer/{path}/").text
        assert TURNED in page
        assert english_in(page) == set()
    child.go(QUESTION)
    while child.screen is not None or child.path != "/answer/send/":
        assert TURNED in child.text
        child.follow_next() if child.path == "/answer/hand-over/" else child.press("skip")
    child.press()
    assert (child.heading, TURNED in child.text) == (mirror("Thank you"), True)


class TestChanging:
    def test_in_the_middle_the_answers_stay_and_the_page_is_the_same(self, ballot: Ballot) -> None:
        child = Child().start(ballot.code())
        (first,) = child.names
        child.press("next", **{first: child.values(first)[0]})
        (second,) = child.names
        value = child.values(second)[1]
        child.press("language", **{second: value})
        assert child.heading == "Which language do you want?"
        assert (choose(child).screen, child.chosen()) == (1, {second: [value]})
        assert TURNED in child.text
        assert choose(child, "en").screen == 1
        assert ENGLISH in child.text
        assert child.press("back").chosen()

    def test_every_page_but_the_choice_itself_leads_to_it(self, ballot: Ballot) -> None:
        child = Child()
        way = '<a id="language" href="/answer/language/"'
        assert way in child.type_code(ballot.code()).text
        assert 'id="language" form="questions" name="go" value="language"' in child.press("yes").text
        for path in ("help", "stop", "pause", "look"):
            assert way in child.go(f"/answer/{path}/").text
        assert way not in child.go("/answer/language/").text

    @pytest.mark.parametrize("key", ["xx", "", "../en", KEY.upper(), "x" * 5000])
    def test_a_language_that_is_not_offered_changes_nothing(self, ballot: Ballot, key: str) -> None:
        child = choose(Child().start(ballot.code()), key)
        assert (child.screen, ENGLISH in child.text) == (0, True)
        child.client.cookies[LANGUAGE] = key
        assert ENGLISH in child.go(QUESTION).text

    def test_staff_pages_and_error_pages_of_theirs_stay_english(self) -> None:
        child = choose(Child())
        assert 'lang="en-GB"' in child.go("/sign-in/").text
        assert TURNED in child.go("/no-such-page/").text


class TestHowLongItStays:
    def test_code_typed_again_after_idle_minutes_it_is_the_same(self, ballot: Ballot, clock: Clock) -> None:
        child = choose(Child()).start(ballot.code())
        clock.pass_by(minutes=IDLE_MINUTES)
        assert child.go(QUESTION).heading == mirror("Type your code again")
        assert TURNED in child.type_code(ballot.code()).text

    def test_after_the_end_it_stays_for_the_page_of_help_and_no_longer(self, ballot: Ballot) -> None:
        child = answer_to_the_end(choose(Child()).start(ballot.code())).press()
        assert child.client.cookies[LANGUAGE]["max-age"] == LANGUAGE_STAYS_MINUTES * 60
        assert child.go("/answer/help/").heading == mirror("Get help")
        # a new survey begun meanwhile keeps it for its whole length again
        child.start(ballot.code(place=1))
        assert child.client.cookies[LANGUAGE]["max-age"] == ""
        assert TURNED in child.text

    def test_who_comes_back_with_the_pictures_elsewhere_reads_on_in_it(self, ballot: Ballot) -> None:
        choose(Child()).start(ballot.code()).press("stop").go("/answer/pause/").press(**PICKED)
        other = Child().type_code(ballot.code())
        assert ENGLISH in other.text  # before the pictures nobody knows
        assert TURNED in other.press(**PICKED).text
        assert other.go(QUESTION).screen == 0

    def test_a_language_chosen_there_is_not_changed_back(self, ballot: Ballot) -> None:
        Child().start(ballot.code()).press("stop").go("/answer/pause/").press(**PICKED)
        other = choose(Child()).type_code(ballot.code())
        assert TURNED in other.press(**PICKED).text


class TestWhatIsSent:
    def test_the_row_is_the_same_in_every_language_and_holds_none(self, ballot: Ballot) -> None:
        answer_to_the_end(Child().start(ballot.code(place=0))).press()
        answer_to_the_end(choose(Child()).start(ballot.code(place=1))).press()
        one, other = open_answers(ballot)
        assert one == other
        assert len(one.answers) > 10
        assert KEY not in one.to_bytes().decode()

    def test_every_row_that_is_written_is_as_long_and_says_nothing_of_it(self, ballot: Ballot) -> None:
        child = answer_to_the_end(choose(Child()).start(ballot.code()))
        child.press()
        with in_council(ballot.council):
            rows = [
                *models.SealedAnswers.objects.values(),
                *models.SealedSlip.objects.values(),
                *models.Seat.objects.values(),
            ]
        assert len(rows) > 2
        assert KEY not in repr(rows)
        assert set(open_comments(ballot).values()) == {"I like my dog"}

    def test_the_ticket_of_a_sealed_survey_is_as_long_in_every_language(self, ballot: Ballot) -> None:
        tickets = [
            child.start(ballot.code()).client.get("/answer/take-over/").json()["ticket"]
            for child in (Child(), choose(Child()))
        ]
        assert len({len(each) for each in tickets}) == 1


class TestTheScript:
    def test_it_is_given_the_file_and_the_councils_pages_in_the_language(self, ballot: Ballot) -> None:
        child = choose(Child()).start(ballot.code())
        taken = child.client.get("/answer/take-over/").json()
        assert taken["language"] == KEY
        assert mirror("Thank you") in taken["pages"]["done"]
        file = json.loads(find_script_file(taken["file"].split("/")[-1].removesuffix(".json")).content)  # type: ignore[union-attr]
        assert file["language"] == {"tag": KEY, "direction": "rtl", "stays": LANGUAGE_STAYS_MINUTES * 60}
        assert file["frame"]["leave"] == mirror("Hide this page")
        assert mirror("Next") in file["screens"][0]

    def test_the_script_itself_is_the_same_and_so_is_every_box_of_a_form(self, ballot: Ballot) -> None:
        files = [
            json.loads(
                child.client.get(
                    child.start(ballot.code()).client.get("/answer/take-over/").json()["file"]
                ).content
            )
            for child in (Child(), choose(Child()))
        ]
        assert files[0]["script"] == files[1]["script"]
        boxes = [re.findall(r'name="[^"]+" value="[^"]*"', "".join(file["screens"])) for file in files]
        assert boxes[0] == boxes[1]
        assert len(boxes[0]) > 50

    def test_what_it_puts_away_comes_back_in_the_language(self, ballot: Ballot) -> None:
        child = choose(Child()).start(ballot.code())
        taken = child.client.get("/answer/take-over/").json()
        state = {"pictures": list(PICKED.values()), "answers": {}, "words": {}, "at": 0, "reached": 0}
        child.client.post("/answer/put-away/", {"visit": taken["token"], "state": json.dumps(state)})
        assert TURNED in Child().type_code(ballot.code()).press(**PICKED).text


class TestTryOuts:
    @pytest.fixture
    def draft(self, monkeypatch: pytest.MonkeyPatch) -> None:
        write_mirrored(settings.HEARD.words, is_signed=False)
        offer(monkeypatch)

    def test_a_draft_is_read_in_a_try_out_and_named_as_one(self, ballot: Ballot, draft: None) -> None:
        with in_council(ballot.council):
            models.Collection.objects.update(is_made_up=True)
        child = Child().start(ballot.code()).press("language")
        assert "These are drafts." in child.text
        assert TURNED in choose(child).text
        assert mirror("This is only a try-out.") in child.text
        taken = child.client.get("/answer/take-over/").json()
        assert child.client.get(taken["file"]).status_code == 200

    def test_a_childs_card_opens_no_draft_even_where_one_was_read_before(
        self, ballot: Ballot, draft: None
    ) -> None:
        child = choose(Child().start(ballot.code()))
        assert ENGLISH in child.text
        child.client.cookies[LANGUAGE] = KEY
        assert ENGLISH in child.go(QUESTION).text
        assert ENGLISH in child.go("/").text


def test_a_recording_is_the_languages_own(
    ballot: Ballot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    child = choose(Child()).start(ballot.code())
    (name,) = child.names
    recorded = tmp_path / KEY / "8-11" / f"{name}.mp3"
    recorded.parent.mkdir(parents=True)
    recorded.touch()
    monkeypatch.setattr(settings, "HEARD", replace(settings.HEARD, recordings=tmp_path))
    _list_names.cache_clear()
    assert f"{FOLDER}/{KEY}/8-11/{name}.mp3" in child.go(QUESTION).text
    assert "mp3" not in choose(child, "en").text
    _list_names.cache_clear()


def test_a_day_is_written_as_the_language_writes_it(ballot: Ballot) -> None:
    child = choose(Child()).start(ballot.code()).press("stop").go("/answer/pause/").press(**PICKED)
    assert f"11 {mirror('December')} 2026" in child.text


def test_numbers_of_several_parts_and_names_keep_their_own_direction(ballot: Ballot) -> None:
    child = choose(Child()).start(ballot.code()).go("/answer/help/")
    assert "\u20660800\N{NO-BREAK SPACE}1111\u2069" in child.text
    assert "\u20660300 000 0000\u2069" in child.text
    assert f"\u2068{COUNCIL_NAME}\u2069" in child.text
    assert 'href="tel:08001111"' in child.text
    assert not re.search("[\u2066-\u2069]", choose(child, "en").go("/answer/help/").text)
