"""Children's verdict: a card once, counters alone, shown late and never of few; words to the safeguarding reader."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from heard.web.codes.cards import new_code
from heard.web.people.roles import Role
from heard.web.policy import LEAST_VERDICTS, VERDICT_MOVE
from heard.web.telling import actions, judging, queries
from heard.web.telling.judging import (
    BatchRefused,
    CardIsUsed,
    Cards,
    NoSuchCard,
    NothingChosen,
    Verdict,
    give_verdict,
    make_cards,
    show_verdicts,
)
from heard.web.telling.models import VerdictCode, VerdictCount
from heard.web.telling.presenters.public import say_shares
from heard.web.telling.queries import VerdictFacts
from heard.web.telling.readers import Reader
from heard.web.telling.views.public import wrong_cards
from heard.web.telling.words import words_for
from heard.web.tenancy import in_council
from heard.web.ui import clock
from heard.web.voices.actions import mark_read
from heard.web.voices.queries import list_handed_over, list_unread
from web.reporting.made import AFTER, begin
from web.staff import BY, COUNCIL, WAVE, page, set_clock, signed_in, wave_of
from web.telling.made import EDITOR, FRIEND, SAFE, Council, stand_in, tell, told, write

pytestmark = pytest.mark.django_db
SAY = f"/said/{COUNCIL}/{WAVE}/8-11/say/"
TODAY = AFTER.date()


@pytest.fixture(autouse=True)
def council(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Council:
    begin(monkeypatch, tmp_path)
    set_clock(monkeypatch, AFTER)
    council = stand_in(monkeypatch)
    tell(told(SAFE))
    council.answer(SAFE)
    council.link(SAFE)
    write(SAFE)
    with in_council(COUNCIL):
        actions.publish(facts=wave_of(), read=0, by=EDITOR, at=clock.now())
    wrong_cards.forget()
    return council


def cards(size: int = 12) -> Cards:
    with in_council(COUNCIL):
        return make_cards(
            wave=WAVE, reader=Reader.AGES_8_11, label="Summer party", size=size, by=BY, at=AFTER
        )


def give(
    code: str, choice: Verdict | None = Verdict.NOT_ENOUGH, words: str = "", indicator: str = SAFE
) -> Reader:
    with in_council(COUNCIL):
        return give_verdict(wave=WAVE, typed=code, choices={indicator: choice} if choice else {}, words=words)


def counts() -> tuple[int, int, int] | None:
    with in_council(COUNCIL):
        row = VerdictCount.objects.filter(indicator=SAFE).first()
    return (row.helps, row.not_enough, row.did_not_happen) if row else None


def shown() -> VerdictFacts | None:
    with in_council(COUNCIL):
        return queries.list_verdicts(WAVE)[SAFE]


def test_a_card_says_once_what_it_says() -> None:
    first, second, *_ = cards().codes
    assert give(first) is Reader.AGES_8_11
    give(second, Verdict.HELPS)
    with pytest.raises(CardIsUsed):
        give(first, Verdict.HELPS)
    assert counts() == (1, 1, 0)


@pytest.mark.django_db(transaction=True)
def test_of_many_who_send_with_one_card_at_once_one_is_counted() -> None:
    code, *_ = cards().codes

    def once(number: int) -> bool:
        try:
            give(code, list(Verdict)[number % 3])
        except CardIsUsed:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(8) as threads:
        assert sorted(threads.map(once, range(8))) == [False] * 7 + [True]
    assert sum(counts() or ()) == 1


def test_a_card_that_chose_nothing_is_as_it_was() -> None:
    code, *_ = cards().codes
    with pytest.raises(NothingChosen):
        give(code, None)
    give(code)
    assert counts() == (0, 1, 0)


def test_a_choice_for_what_is_not_on_the_page_is_passed_over() -> None:
    code, *_ = cards().codes
    with pytest.raises(NothingChosen):
        give(code, indicator=FRIEND)


def test_a_code_of_a_survey_and_one_of_nobody_open_nothing() -> None:
    cards()
    with pytest.raises(NoSuchCard):
        give(new_code())


def test_no_row_holds_a_card_with_a_choice_or_any_time() -> None:
    code, *_ = cards().codes
    give(code)
    assert {field.name for field in VerdictCode._meta.concrete_fields} == {
        "key", "council", "batch", "digest", "is_used",
    }  # fmt: skip
    with in_council(COUNCIL):
        stored = list(VerdictCode.objects.values())
    assert len(stored) == 12
    assert code not in str(stored)


@pytest.mark.parametrize(("size", "refused"), [(9, True), (10, False), (500, False), (501, True)])
def test_a_batch_is_of_ten_or_more(size: int, refused: bool) -> None:
    if refused:
        with pytest.raises(BatchRefused):
            cards(size)
    else:
        assert len(set(cards(size).codes)) == size


def test_verdicts_are_shown_from_ten_and_move_by_five_and_once_a_day() -> None:
    codes = iter(cards(40).codes)

    def come(number: int, day: int) -> int:
        for _ in range(number):
            give(next(codes))
        with in_council(COUNCIL):
            show_verdicts(wave=WAVE, today=TODAY + timedelta(day))
        found = shown()
        return found.all if found else 0

    assert come(LEAST_VERDICTS - 1, 0) == 0
    assert come(1, 0) == LEAST_VERDICTS
    assert come(VERDICT_MOVE, 0) == LEAST_VERDICTS  # once a day
    assert come(0, 1) == LEAST_VERDICTS + VERDICT_MOVE
    assert come(VERDICT_MOVE - 1, 2) == LEAST_VERDICTS + VERDICT_MOVE
    assert come(1, 3) == LEAST_VERDICTS + 2 * VERDICT_MOVE


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ((20, 20, 0), ("about five in ten", "about five in ten", "nobody")),
        ((10, 10, 10), ("about three in ten",) * 3),
        ((31, 9, 0), None),
        ((9, 20, 20), None),
        ((40, 0, 0), ("all who said anything", "nobody", "nobody")),
        ((10, 290, 0), ("fewer than one in ten", "nearly all", "nobody")),
    ],
)
def test_everybody_reads_tenths_where_no_part_is_small(
    parts: tuple[int, int, int], said: tuple[str, ...] | None
) -> None:
    words = words_for(Reader.AGES_8_11)
    lines = say_shares(VerdictFacts(*parts, shown_on=TODAY), words)
    if said is None:
        assert lines == ("Too few have said yet.",)
    else:
        assert tuple(line.partition(": ")[2] for line in lines) == said
    assert not any(letter.isdigit() for line in lines for letter in line)


def test_words_go_to_the_safeguarding_reader_without_card_or_choice_or_day() -> None:
    code, *_ = cards().codes
    give(code, words="Nothing changed for me.\u202e")
    with in_council(COUNCIL):
        (waiting,) = list_unread()
    assert (waiting.text, waiting.survey, waiting.question, waiting.arrived_on) == (
        "Nothing changed for me.", "8-11", judging.QUESTION, None,
    )  # fmt: skip


def test_the_safeguarding_reader_reads_such_words_and_they_go_on_to_the_moderators() -> None:
    code, *_ = cards().codes
    give(code, words="Nothing changed for me.")
    assert "Nothing changed for me." in page(
        signed_in(Role.SAFEGUARDING).get(reverse("voices:read", args=[COUNCIL]))
    )
    with in_council(COUNCIL):
        (waiting,) = list_unread()
        assert list_handed_over() == ()
        mark_read(comment=waiting.key, note="", by=BY, at=AFTER)
        assert [each.text for each in list_handed_over()] == ["Nothing changed for me."]


class TestTheForm:
    def send(self, **sent: str) -> tuple[int, str]:
        answered = Client(enforce_csrf_checks=True).post(SAY, sent)
        assert not answered.cookies
        return answered.status_code, page(answered)

    def test_a_child_says_not_enough_with_a_card_and_without_a_cookie(self) -> None:
        code, *_ = cards().codes
        assert "Not enough" in page(Client().get(SAY))
        status, said = self.send(code=f" {code[:4]}-{code[4:8].lower()} {code[8:]}", feels_safe="not_enough")
        assert (status, counts()) == (200, (0, 1, 0))
        assert "Your card did its work" in said
        assert code not in said

    def test_nothing_that_was_chosen_or_written_is_lost_with_a_wrong_code(self) -> None:
        code, *_ = cards().codes
        for typed, says in (("XX", "not a code"), (new_code(), "do not know this code"), (code, "")):
            status, said = self.send(code=typed, feels_safe="helps", words="So good")
            if says:
                assert status == 422
                assert says in said
                assert 'value="helps" checked' in said
                assert "So good" in said
        assert counts() == (1, 0, 0)

    def test_a_used_card_and_an_empty_form_are_told_apart(self) -> None:
        code, *_ = cards().codes
        assert "You have not chosen yet" in self.send(code=code)[1]
        self.send(code=code, feels_safe="helps")
        assert "used before" in self.send(code=code, feels_safe="helps")[1]

    def test_whoever_guesses_must_wait_and_a_right_card_passes_all_the_same(self) -> None:
        right, *_ = cards().codes
        statuses = [self.send(code=new_code(), feels_safe="helps")[0] for _ in range(31)]
        assert set(statuses[:30]) == {422}
        assert statuses[30] == 429
        assert self.send(code=right, feels_safe="helps")[0] == 200

    def test_a_choice_that_is_none_is_none(self) -> None:
        code, *_ = cards().codes
        assert self.send(code=code, feels_safe="great")[0] == 422

    def test_adults_have_no_form(self) -> None:
        assert Client().get(SAY.replace("8-11", "adults")).status_code == 404
