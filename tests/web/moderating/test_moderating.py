"""What comes to the moderators, what they decide, the second look, lists, and what children may write."""

import pytest

from heard.web.moderating import actions, queries
from heard.web.moderating.models import Moderation
from heard.web.people.roles import Role
from heard.web.policy import MOST_KNOWN_WORDS
from heard.web.tenancy import in_council
from heard.web.voices.models import Comment
from web.moderating.desk import FIRST, KOFI, PLACE, SECOND, begin, check, decide, facts, hand_over, prepared
from web.programmes.towns import run_jobs
from web.staff import (
    COUNCIL,
    NOON,
    OTHER,
    WAVE,
    actions_recorded,
    make_people,
    page,
    signed_in,
    signed_in_as,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def council(monkeypatch: pytest.MonkeyPatch) -> None:
    begin(monkeypatch)


AWKWARD = (
    "😀😀😭",
    "=SUM(A1:A9)",
    "<script>alert(1)</script> <b>hi</b> kofi",
    "أريد أن أرى أخي",
    "ኣነ ሓወይ ክርእዮ ይደሊ",
    "word " * 2_000,
    "Grace said grace. Will will. I hope Hope comes",
    "i go to st judes",
    "a\u202eb\u0000c".replace("\u0000", ""),
)


def test_only_what_the_safeguarding_reader_has_read_comes_to_the_moderators() -> None:
    hand_over("not yet", is_read=False)
    (key,) = prepared(KOFI)
    text = page(signed_in(Role.MODERATOR).get(PLACE))
    assert "1 comment with the safeguarding reader" in text
    assert "To be moderated: 1" in text
    with in_council(COUNCIL):
        assert [row.pk for row in Moderation.objects.all()] == [key]


def test_words_of_a_wave_that_is_open_do_not() -> None:
    with in_council(COUNCIL):
        Comment.objects.create(
            council_id=COUNCIL, wave=WAVE, survey="8-11", question="happier", text="hi",
            is_read=True, arrived_on=NOON.date(),
        )  # fmt: skip
    assert "No words yet" in page(signed_in(Role.MODERATOR).get(PLACE))


def test_a_moderator_can_have_them_prepared_at_once() -> None:
    hand_over(KOFI)
    browser = signed_in(Role.MODERATOR)
    assert "Prepare 1 comment" in page(browser.get(PLACE))
    sent = browser.post(f"{PLACE}prepare/")
    run_jobs(NOON)
    assert "The comments are prepared" in page(browser.get(sent.url))
    assert "Begin with the next comment" in page(browser.get(PLACE))


def test_suggestions_stand_in_the_text_with_their_reasons() -> None:
    (key,) = prepared(KOFI)
    text = page(signed_in(Role.MODERATOR).get(f"{PLACE}{key}/"))
    assert "kofi → [name]." in text
    assert "st marys → [school]." in text
    assert "Begum → [name]." in text
    assert "moderated" not in {action for _, action, _ in actions_recorded()}


def test_what_is_ticked_is_taken_out_and_spelling_stays() -> None:
    (key,) = prepared(KOFI)
    decide(key, themes=["family_time"], is_idea="on")
    found = facts(key)
    assert found.text == "i miss [name] from [school]. My worker Mrs [name] is kind"
    assert (found.themes, found.is_idea, found.moderated_by) == (("family_time",), True, FIRST)
    assert (FIRST, "moderated a comment", WAVE) in actions_recorded()


def test_what_is_unticked_stays_and_what_is_typed_goes() -> None:
    (key,) = prepared(KOFI)
    decide(key, taken=[], typed="KOFI = name\nkind = family")
    assert facts(key).text == "i miss [name] from st marys. My worker Mrs Begum is [family]"


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("jay", "Not in the comment: “jay”."),
        ("kofi = friend", "Not one of the kinds: kofi = friend."),
        ("= name", "Not one of the kinds: = name."),
    ],
)
def test_a_slip_in_what_is_typed_is_said_and_nothing_is_lost(typed: str, says: str) -> None:
    (key,) = prepared(KOFI)
    answer = decide(key, typed=typed, themes=["friends"], english="I miss [name]")
    assert answer.status_code == 422
    assert says in page(answer)
    assert typed in page(answer)
    assert "I miss [name]" in page(answer)
    assert facts(key).moderated_on is None


def test_a_box_that_was_never_offered_is_refused() -> None:
    (key,) = prepared(KOFI)
    assert decide(key, taken=[77]).status_code == 422


def test_the_next_comment_comes_by_itself_until_none_is_left() -> None:
    first, second = sorted(prepared("kofi", "begum and kofi"))
    assert decide(first).url == f"{PLACE}{second}/"
    assert decide(second).url == PLACE


def test_what_was_decided_stands_there_when_it_is_looked_at_again() -> None:
    (key,) = prepared(KOFI)
    decide(key, taken=[0], typed="kind = family", themes=["worker"], is_wanted="on")
    text = page(signed_in(Role.MODERATOR).get(f"{PLACE}{key}/"))
    assert "kind → [family]. A moderator marked it." in text
    assert 'value="worker" id="id_themes_9" checked' in text
    assert text.count("checked") == 4  # two places, one theme, worth quoting


def test_nobody_is_the_second_pair_of_eyes_to_themselves() -> None:
    (key,) = prepared(KOFI)
    decide(key, is_wanted="on")
    assert "somebody else must look" in page(signed_in(Role.MODERATOR).get(PLACE))
    assert "Somebody else must look" in page(signed_in(Role.MODERATOR).get(f"{PLACE}{key}/check/"))
    assert check(key, by=FIRST).status_code == 422
    assert facts(key).is_cleared is None


def test_the_second_person_takes_out_more_and_clears() -> None:
    (key,) = prepared(KOFI)
    decide(key, taken=[0], is_wanted="on")
    assert "Check the next comment" in page(signed_in_as(SECOND).get(PLACE))
    check(key, typed="begum = name\nst marys = school")
    assert facts(key).text == "i miss [name] from [school]. My worker Mrs [name] is kind"
    assert (facts(key).is_cleared, facts(key).checked_by) == (True, SECOND)
    assert (SECOND, "cleared a comment for quoting", WAVE) in actions_recorded()


def test_without_a_verdict_nothing_is_cleared() -> None:
    (key,) = prepared(KOFI)
    decide(key, is_wanted="on")
    assert "Press one of the two buttons" in page(check(key, verdict=""))
    assert facts(key).is_cleared is None


def test_moderated_again_it_must_be_checked_again() -> None:
    (key,) = prepared(KOFI)
    decide(key, is_wanted="on")
    check(key)
    decide(key, taken=[], is_wanted="on", by=SECOND)
    assert (facts(key).is_cleared, facts(key).checked_by) == (None, "")


def test_what_nobody_wants_to_quote_cannot_be_cleared() -> None:
    (key,) = prepared(KOFI)
    decide(key)
    assert check(key).status_code == 422
    assert facts(key).is_cleared is None


def test_a_worried_moderator_sends_it_back_to_the_reader() -> None:
    (key,) = prepared("he shouts at night")
    browser = signed_in(Role.MODERATOR)
    assert "he shouts at night" in page(browser.get(f"{PLACE}{key}/worry/"))
    browser.post(f"{PLACE}{key}/worry/")
    assert "he shouts at night" in page(signed_in(Role.SAFEGUARDING).get(f"/work/{COUNCIL}/words/"))
    assert browser.get(f"{PLACE}{key}/").status_code == 404
    assert (FIRST, "sent a comment back to the safeguarding reader", WAVE) in actions_recorded()


def test_the_councils_own_names_are_found_even_misspelt() -> None:
    browser = signed_in(Role.MODERATOR)
    browser.post(f"{PLACE}lists/", {"kind": "name", "words": "Quillfeather\n\n  Quillfeather \nOstrander"})
    assert "Name: 2" in page(browser.get(f"{PLACE}lists/"))
    (key,) = prepared("my worker is quilfeather")
    assert "quilfeather → [name]" in page(browser.get(f"{PLACE}{key}/"))


def test_a_name_is_taken_off_the_list() -> None:
    browser = signed_in(Role.MODERATOR)
    browser.post(f"{PLACE}lists/", {"kind": "school", "words": "Ostrander Road"})
    with in_council(COUNCIL):
        (known,) = queries.list_known()
    browser.post(f"{PLACE}lists/{known.id}/remove/")
    assert "Ostrander" not in page(browser.get(f"{PLACE}lists/"))


def test_lists_have_an_end() -> None:
    names = "\n".join(f"name {number}" for number in range(MOST_KNOWN_WORDS + 1))
    answer = signed_in(Role.MODERATOR).post(f"{PLACE}lists/", {"kind": "name", "words": names})
    assert "Nothing was added" in page(answer)
    with in_council(COUNCIL):
        assert queries.list_known() == ()


def test_a_line_that_is_no_name_is_said() -> None:
    answer = signed_in(Role.MODERATOR).post(f"{PLACE}lists/", {"kind": "name", "words": "x" * 81})
    assert "One name a line; nothing was added." in page(answer)


@pytest.mark.parametrize("text", AWKWARD)
def test_whatever_a_child_wrote_is_prepared_shown_and_decided(text: str) -> None:
    (key,) = prepared(text)
    shown = signed_in(Role.MODERATOR).get(f"{PLACE}{key}/")
    assert shown.status_code == 200
    assert b"<script>alert" not in shown.content
    assert decide(key, taken=[]).status_code == 302
    assert facts(key).text == text


def test_another_councils_moderator_finds_nothing() -> None:
    (key,) = prepared(KOFI)
    make_people(OTHER)
    browser = signed_in(Role.MODERATOR, OTHER)
    for place in (
        f"{PLACE}{key}/",
        f"/work/{OTHER}/moderating/{key}/",
        f"/work/{OTHER}/moderating/{key}/check/",
    ):
        assert browser.get(place).status_code == 404
    with in_council(OTHER), pytest.raises(Moderation.DoesNotExist):
        actions.send_back(comment=key, by="x", at=NOON)
