"""From what a child wrote to words others may read: one person takes out, a second looks, the panel reads first."""

from collections.abc import Sequence
from uuid import UUID, uuid4

import pytest
from django.http import HttpResponse

from heard.web.codes.actions import move_collection
from heard.web.codes.queries import State
from heard.web.moderating import actions, queries
from heard.web.moderating.models import Moderation
from heard.web.moderating.tasks import prepare_daily
from heard.web.people.models import Membership, User
from heard.web.people.roles import Role
from heard.web.policy import MOST_KNOWN_WORDS
from heard.web.results.models import Opening
from heard.web.tenancy import in_council
from heard.web.voices.models import Comment
from web.programmes.towns import run_jobs
from web.staff import (
    BY,
    COUNCIL,
    NOON,
    OTHER,
    WAVE,
    actions_recorded,
    address,
    close,
    make_people,
    open_for_answers,
    page,
    set_clock,
    signed_in,
    signed_in_as,
    wave_of,
)

pytestmark = pytest.mark.django_db

PLACE = f"/work/{COUNCIL}/moderating/"
FIRST, SECOND = address(Role.MODERATOR), "second@x0000001.example"
KOFI = "i miss kofi from st marys. My worker Mrs Begum is kind"


@pytest.fixture(autouse=True)
def council(monkeypatch: pytest.MonkeyPatch) -> None:
    """A wave that has closed, and two moderators."""
    make_people()
    open_for_answers()
    close()
    set_clock(monkeypatch, NOON)
    user = User.objects.create(email=SECOND, password=User.objects.get(email=FIRST).password)
    with in_council(COUNCIL):
        Membership.objects.create(user=user, council_id=COUNCIL, role=Role.MODERATOR)


def hand_over(*texts: str, question: str = "happier", is_read: bool = True) -> list[UUID]:
    """Comments of the closed wave."""
    with in_council(COUNCIL):
        rows = [
            Comment(
                key=uuid4(),
                council_id=COUNCIL,
                wave=WAVE,
                survey="8-11",
                question=question,
                text=text,
                is_read=is_read,
            )
            for text in texts
        ]
        Comment.objects.bulk_create(rows)
    return [row.key for row in rows]


def prepared(*texts: str) -> list[UUID]:
    """The same, after rules and lists have looked."""
    keys = hand_over(*texts)
    with in_council(COUNCIL):
        prepare_daily(COUNCIL, NOON.date())
    run_jobs(NOON)
    return keys


def facts(key: UUID) -> queries.ModerationFacts:
    with in_council(COUNCIL):
        found = queries.find_moderation(key)
    assert found is not None
    return found


def decide(key: UUID, *, by: str = FIRST, taken: Sequence[int] | None = None, **more: object) -> HttpResponse:
    """Press the button; `taken`: the boxes that are ticked, all where none are named."""
    boxes = range(len(facts(key).suggested)) if taken is None else taken
    return signed_in_as(by).post(f"{PLACE}{key}/", {"taken": [str(box) for box in boxes], **more})


def check(key: UUID, verdict: str = "clear", *, by: str = SECOND, typed: str = "") -> HttpResponse:
    boxes = [str(place) for place in range(len(facts(key).taken))]
    return signed_in_as(by).post(f"{PLACE}{key}/check/", {"taken": boxes, "typed": typed, "verdict": verdict})


def open_wave(responses: int = 20) -> None:
    """Its answers are opened, of so many."""
    with in_council(COUNCIL):
        for state in (State.OPENING, State.OPENED):
            move_collection(collection_id=wave_of().collection_id, to=state)
        Opening.objects.create(
            council_id=COUNCIL, council_wave_id=wave_of().id, step="wiped", responses=responses, opened_by=BY
        )


def read(role: Role = Role.PANEL, query: str = "") -> str:
    return page(signed_in(role).get(f"/work/{COUNCIL}/cleared-words/{query}"))


# --- What comes to the moderators --------------------------------------------------------------------


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


# --- Deciding ----------------------------------------------------------------------------------------


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


# --- A second pair of eyes ---------------------------------------------------------------------------


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


# --- Sent back ---------------------------------------------------------------------------------------


def test_a_worried_moderator_sends_it_back_to_the_reader() -> None:
    (key,) = prepared("he shouts at night")
    browser = signed_in(Role.MODERATOR)
    assert "he shouts at night" in page(browser.get(f"{PLACE}{key}/worry/"))
    browser.post(f"{PLACE}{key}/worry/")
    assert "he shouts at night" in page(signed_in(Role.SAFEGUARDING).get(f"/work/{COUNCIL}/words/"))
    assert browser.get(f"{PLACE}{key}/").status_code == 404
    assert (FIRST, "sent a comment back to the safeguarding reader", WAVE) in actions_recorded()


# --- Lists -------------------------------------------------------------------------------------------


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


# --- Reading what is cleared -------------------------------------------------------------------------


def cleared(*, responses: int = 20, **decided: object) -> UUID:
    (key,) = prepared(KOFI)
    decide(key, is_wanted="on", **decided)
    check(key)
    open_wave(responses)
    return key


def test_the_panel_reads_first_and_others_when_it_has_met(monkeypatch: pytest.MonkeyPatch) -> None:
    cleared(themes=["worker"])
    words = "i miss [name] from [school]. My worker Mrs [name] is kind"
    assert words in read(Role.PANEL)
    assert "Nothing to read yet" in read(Role.BOARD)
    monkeypatch.setattr("heard.web.waves.queries.WaveFacts.is_held", lambda *_: False)
    assert words in read(Role.BOARD)
    assert "kofi" not in read(Role.BOARD)
    assert (address(Role.BOARD), "looked at cleared comments", "comments") in actions_recorded()


@pytest.mark.parametrize(("responses", "is_shown"), [(19, False), (20, True)])
def test_of_a_council_where_few_answered_nothing_is_shown(responses: int, is_shown: bool) -> None:
    cleared(responses=responses)
    assert ("i miss [name]" in read()) is is_shown


def test_only_what_was_cleared_is_shown_and_by_theme() -> None:
    cleared(themes=["worker"])
    (kept_back,) = prepared("my nan knits")
    decide(kept_back, is_wanted="on")
    check(kept_back, "keep_back")
    assert "knits" not in read()
    assert "i miss [name]" in read(query="?theme=worker")
    assert "i miss [name]" not in read(query="?theme=pets")
    assert "i miss [name]" not in read(query="?theme=<script>")


def test_an_idea_is_looked_at_again_and_stands_among_the_ideas() -> None:
    (key,) = prepared("let us choose our worker")
    decide(key, is_idea="on")
    check(key)
    open_wave()
    assert "Ideas for change" in read()
    assert "let us choose our worker" in read(query="?theme=ideas")


def test_a_translation_stands_beside_the_childs_own_words() -> None:
    cleared(english="I miss [name] from [school].")
    text = read()
    assert "I miss [name] from [school]." in text
    assert "i miss [name]" in text


def test_words_are_found_by_words_like_them() -> None:
    cleared()
    assert "i miss [name]" in read(query="?q=workers")
    assert "Nothing that may be read speaks of it." in read(query="?q=helicopter")
    assert read(query="?q=" + "x" * 200)


# --- Quoted beside a finding -------------------------------------------------------------------------


def quote(key: UUID, words: str, indicator: str = "feels_safe") -> HttpResponse:
    return signed_in(Role.MODERATOR).post(f"{PLACE}{key}/quote/", {"indicator": indicator, "words": words})


def test_words_stand_beside_a_finding_with_the_ages_alone() -> None:
    key = cleared()
    assert "Quote it beside a finding" in read(Role.MODERATOR)
    assert quote(key, "is kind").status_code == 302
    with in_council(COUNCIL):
        (chosen,) = queries.list_quotations()
    assert (chosen.survey, chosen.indicator, chosen.words) == ("8-11", "feels_safe", "is kind")
    assert "Quoted beside: Feels safe where they live" in read()
    assert "Quote it beside a finding" not in read()
    signed_in(Role.MODERATOR).post(f"{PLACE}quotations/{chosen.id}/withdraw/")
    assert "Quoted beside" not in read()


@pytest.mark.parametrize("words", ["kofi", "i miss kofi", "My worker is kind"])
def test_what_is_no_part_of_the_cleared_words_is_not_quoted(words: str) -> None:
    assert "a part in one piece" in page(quote(cleared(), words))


def test_a_question_that_these_ages_were_not_asked_is_not_quoted_beside() -> None:
    assert quote(cleared(), "is kind", indicator="in_eet").status_code == 422


def test_what_is_moderated_again_is_quoted_no_more() -> None:
    key = cleared()
    quote(key, "is kind")
    decide(key, is_wanted="on")
    with in_council(COUNCIL):
        assert queries.list_quotations() == ()
    assert quote(key, "is kind").status_code == 404
    with in_council(COUNCIL), pytest.raises(actions.NotMarkedYet):
        actions.quote(comment=key, indicator="feels_safe", words="is kind", by=FIRST, at=NOON)


# --- Two coders --------------------------------------------------------------------------------------


def test_a_second_person_codes_blind_and_it_is_told_how_alike_they_are() -> None:
    keys = prepared(*[f"words {number}" for number in range(12)])
    for number, key in enumerate(keys):
        decide(key, themes=["pets"] if number < 6 else [])
    browser = signed_in_as(SECOND)
    for number, key in enumerate(keys):
        shown = page(browser.get(f"{PLACE}{key}/again/"))
        assert "checked" not in shown
        browser.post(f"{PLACE}{key}/again/", {"themes": ["pets"] if number < 5 else []})
    text = page(browser.get(f"{PLACE}agreement/"))
    assert "12 comments coded twice" in text
    # both 5, first alone 1, neither 6: seen 11/12, by chance (6 × 5 + 6 × 7) / 144 = 1/2, kappa 5/6
    assert '<th scope="row">Pets and animals</th><td class="number">0.83</td>' in text
    assert "Given too seldom to tell" in text


def test_nobody_codes_their_own_a_second_time() -> None:
    (key,) = prepared("words")
    decide(key)
    browser = signed_in(Role.MODERATOR)
    assert browser.get(f"{PLACE}{key}/again/").status_code == 404
    assert "Nothing to compare yet" in page(browser.get(f"{PLACE}agreement/"))
    with in_council(COUNCIL), pytest.raises(actions.SamePerson):
        actions.code_again(comment=key, themes=(), by=FIRST, at=NOON)


# --- What they wrote about ---------------------------------------------------------------------------


def counted(*, say_worker: int, say_nothing: int) -> None:
    """So many comments about their worker, so many about nothing, all moderated, and counted."""
    keys = prepared(*[f"words {number}" for number in range(say_worker + say_nothing)])
    with in_council(COUNCIL):
        for number, key in enumerate(keys):
            themes = ("worker",) if number < say_worker else ()
            actions.moderate(comment=key, decided=actions.Decided((), themes), by=FIRST, at=NOON)
    count_again()


def count_again() -> None:
    browser = signed_in(Role.MODERATOR)
    assert f"Count the themes of {WAVE}" in page(browser.get(PLACE))
    browser.post(f"{PLACE}themes/{WAVE}/")
    run_jobs(NOON)


def themes(role: Role) -> str:
    return page(signed_in(role).get(f"/work/{COUNCIL}/cleared-words/themes/"))


def meet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("heard.web.waves.queries.WaveFacts.is_held", lambda *_: False)


def test_themes_are_counted_as_each_reader_may_know_them(monkeypatch: pytest.MonkeyPatch) -> None:
    counted(say_worker=7, say_nothing=13)
    open_wave()
    meet(monkeypatch)
    assert '<th scope="row">My worker</th><td class="number">7</td>' in themes(Role.BOARD)
    public = themes(Role.PANEL)
    assert "My worker" in public.partition("Few or none, under")[2]
    assert ">7<" not in public


def test_of_few_comments_nothing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    counted(say_worker=4, say_nothing=5)
    open_wave()
    meet(monkeypatch)
    assert "Too few wrote to say how many spoke of what." in themes(Role.BOARD)
    assert "My worker" not in themes(Role.BOARD)


def test_the_board_waits_for_the_panel() -> None:
    counted(say_worker=10, say_nothing=10)
    open_wave()
    assert "My worker" in themes(Role.PANEL)
    assert "Not counted yet" in themes(Role.BOARD)


def test_nothing_is_counted_before_every_comment_is_moderated() -> None:
    counted(say_worker=10, say_nothing=10)
    prepared("one more")
    assert "Count the themes" not in page(signed_in(Role.MODERATOR).get(PLACE))
    signed_in(Role.MODERATOR).post(f"{PLACE}themes/{WAVE}/")
    run_jobs(NOON)
    with in_council(COUNCIL):
        assert len(queries.list_told(WAVE)) == 2  # board and public, once


def test_counted_again_a_number_that_tells_of_the_change_is_left_out() -> None:
    counted(say_worker=10, say_nothing=20)
    (key,) = prepared("one more")
    with in_council(COUNCIL):
        actions.moderate(comment=key, decided=actions.Decided((), ("worker",)), by=FIRST, at=NOON)
    count_again()
    with in_council(COUNCIL):
        newest = queries.list_told(WAVE)[-2:]
    assert {row[3] for told in newest for row in told.rows} == {"c"}
    assert "Count the themes" not in page(signed_in(Role.MODERATOR).get(PLACE))


# --- Bad input ---------------------------------------------------------------------------------------

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
