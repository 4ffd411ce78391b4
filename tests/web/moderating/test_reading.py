"""What others read of children's words: who and when, ideas, quotations, two coders, counts of themes."""

from uuid import UUID

import pytest
from django.http import HttpResponse

from heard.web.moderating import actions, queries
from heard.web.people.roles import Role
from heard.web.tenancy import in_council
from web.moderating.desk import FIRST, PLACE, SECOND, begin, check, cleared, decide, open_wave, prepared, read
from web.programmes.towns import run_jobs
from web.staff import (
    COUNCIL,
    NOON,
    WAVE,
    actions_recorded,
    address,
    page,
    signed_in,
    signed_in_as,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def council(monkeypatch: pytest.MonkeyPatch) -> None:
    begin(monkeypatch)


def quote(key: UUID, words: str, indicator: str = "feels_safe") -> HttpResponse:
    return signed_in(Role.MODERATOR).post(f"{PLACE}{key}/quote/", {"indicator": indicator, "words": words})


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
