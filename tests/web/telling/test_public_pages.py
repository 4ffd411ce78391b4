"""What anybody reads: without signing in or a cookie, and nothing but public sentences and written words."""

import re
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client

from heard.base.policy import Level
from heard.web.people.roles import Role
from heard.web.results.found import list_findings
from heard.web.telling import actions, queries
from heard.web.telling.content import told_now
from heard.web.telling.judging import make_cards
from heard.web.telling.paper import PaperKind
from heard.web.telling.readers import Reader
from heard.web.telling.typesetting.page import to_html
from heard.web.tenancy import in_council
from heard.web.ui import clock
from web.reporting.made import AFTER, begin
from web.staff import COUNCIL, OTHER, WAVE, make_people, page, set_clock, signed_in, wave_of
from web.telling.made import EDITOR, FRIEND, SAFE, Council, stand_in, tell, told, write

pytestmark = pytest.mark.django_db
HOME = f"/said/{COUNCIL}/{WAVE}/"
CHILD, ADULT = f"{HOME}8-11/", f"{HOME}adults/"
DIGITS = re.compile(r"\d+")
INSIDE = re.compile(r"</?(?:span|time)\b[^>]*>")  # marks inside a sentence


@pytest.fixture(autouse=True)
def council(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Council:
    begin(monkeypatch, tmp_path)
    set_clock(monkeypatch, AFTER)
    council = stand_in(monkeypatch)
    tell(told(SAFE), told(FRIEND, "strength", sentence="Among children, 55 of 57 (96 %) have a good friend."))
    for indicator in (SAFE, FRIEND):
        council.answer(indicator)
        council.link(indicator)
        for reader in (Reader.AGES_8_11, Reader.ADULTS):
            write(indicator, reader=reader)
    return council


def publish(read: int = 0) -> None:
    with in_council(COUNCIL):
        actions.publish(facts=wave_of(), read=read, by=EDITOR, at=clock.now())


def read(path: str, status: int = 200) -> str:
    answered = Client().get(path)
    assert answered.status_code == status
    assert not answered.cookies
    return page(answered)


def test_anybody_reads_what_is_published_without_signing_in_and_without_a_cookie() -> None:
    publish()
    assert Client().get(f"/said/{COUNCIL}/").url == HOME
    front = read(HOME)
    assert CHILD in front
    assert ADULT in front
    assert f"{HOME}4-7/" not in front  # nothing is written for them
    told_child = read(CHILD)
    assert "More of you than in other places do not always feel safe where you live." in told_child
    assert "We will ask you each month if you feel safe." in told_child
    assert "41 of 57" not in told_child
    assert "41 of 57" in read(ADULT)


def test_before_anything_is_published_and_for_no_council_there_is_no_page() -> None:
    for path in (
        HOME,
        f"/said/{COUNCIL}/",
        CHILD,
        f"{CHILD}say/",
        "/said/X9999999/",
        f"/said/X9999999/{WAVE}/",
    ):
        read(path, 404)


def test_another_councils_page_is_not_this_ones() -> None:
    publish()
    make_people(OTHER)
    read(f"/said/{OTHER}/{WAVE}/", 404)
    read(f"/said/{OTHER}/", 404)


def test_taken_back_the_address_says_so_kindly_and_published_anew_it_shows_the_newest() -> None:
    publish()
    with in_council(COUNCIL):
        actions.take_back(wave=WAVE, read=1, by=EDITOR, at=clock.now())
    assert "These words are being written again" in read(HOME)
    assert Client().get(CHILD).url == HOME
    write(SAFE, answer="We will ask every one of you.", read=1)
    publish(1)
    assert "We will ask every one of you." in read(CHILD)


def test_what_is_told_no_longer_is_gone_at_once_from_page_form_and_paper_and_the_answer_stays() -> None:
    publish()
    tell(told(FRIEND, "strength"))
    child = read(CHILD)
    assert "feel safe where you live" not in child
    assert child.count("We will ask you each month if you feel safe.") == 2
    assert f"41 of 57 (72 %) {SAFE}" not in read(ADULT)
    assert "no longer published" in read(ADULT)


def test_every_digit_of_a_page_is_of_a_public_finding_of_the_same_wave() -> None:
    """Page, form and paper: the sentences that the ledger's releases hold, and no other number beside what is said of
    the page itself: its day, its wave, the ages it is for."""
    publish()
    with in_council(COUNCIL):
        told_sentences = " ".join(told_now(list_findings(WAVE)).values())
    known = set(DIGITS.findall(told_sentences))
    for path in (HOME, CHILD, ADULT, f"{CHILD}say/"):
        shown = re.sub(r"<head>.*?</head>|<header.*?</header>|<svg.*?</svg>", "", read(path), flags=re.DOTALL)
        about = re.sub(r"<[^>]*>", " ", INSIDE.sub("", shown))
        for own in ("Written by Alderbrook, 21 April 2026.", f"wave {WAVE}", "I am 8 to 11"):
            about = about.replace(own, "")
        assert set(DIGITS.findall(about)) <= known, path
    assert {"41", "57", "72", "55", "96"} <= set(DIGITS.findall(re.sub(r"<[^>]*>", " ", read(ADULT))))


def test_every_digit_on_paper_is_of_a_public_finding_too() -> None:
    from heard.web.telling.content import only_told
    from heard.web.telling.presenters.papers import present_paper

    publish()
    with in_council(COUNCIL):
        now = told_now(list_findings(WAVE))
        found = queries.find_published(WAVE)
        assert found
        content = only_told(found.content, now)
    known = set(DIGITS.findall(" ".join(now.values())))
    for reader in (Reader.AGES_8_11, Reader.ADULTS):
        for kind in PaperKind:
            paper = present_paper(content, reader, kind, signer="Director", address="heard.example/said")
            body = re.sub(r"<[^>]*>", " ", INSIDE.sub("", to_html(paper)).partition("<body>")[2])
            body = body.replace("21 April 2026", "").replace(f"wave {WAVE}", "")
            assert set(DIGITS.findall(body)) <= known


def test_only_public_findings_are_quoted(council: Council) -> None:
    tell(
        told(SAFE),
        told(SAFE, level=Level.BOARD, sentence="Of them 7 of 9 said otherwise."),
        told(FRIEND, "strength"),
    )
    publish()
    for path in (CHILD, ADULT):
        assert "7 of 9" not in read(path)


def test_what_cannot_be_done_is_said_kindly(council: Council) -> None:
    from heard.web.responding.kinds import Kind

    council.answer(SAFE, Kind.CANNOT)
    write(SAFE, answer="There is no money for it.", read=1)
    publish()
    assert "We cannot do this. This is why" in read(CHILD)


def test_words_in_a_language_nobody_reviewed_are_not_spoken() -> None:
    from heard.web.telling.words import is_spoken, words_for

    assert not is_spoken("cy")
    assert not is_spoken("../en")
    assert words_for(Reader.AGES_8_11, "cy").say("page.said") == "You said"


AGAIN = "We are looking at this again"


def test_an_answer_that_was_sent_back_is_told_no_longer_on_page_and_paper_and_what_was_said_stays(
    council: Council,
) -> None:
    from heard.web.telling.presenters.papers import present_paper
    from heard.web.telling.showing import shown_now

    write(SAFE, answer="We will ask you what helps.", did="", read=1)
    publish()
    assert "what helps" in read(CHILD)
    council.answer(SAFE, sent_back="This says nothing.")
    shown = read(CHILD)
    assert "We will ask you what helps." not in shown
    assert AGAIN in shown
    assert "Our new answer stands here when it is ready." in shown
    assert "do not always feel safe where you live" in shown  # children said it
    assert shown.count("We will ask you each month") == 1  # the other finding's answer stands
    assert "This says nothing." not in shown  # the panel's words are for the council
    assert "sent the council’s answer back" in read(ADULT)
    with in_council(COUNCIL):
        found = queries.find_published(WAVE)
        assert found
        content = shown_now(found.content)
    letter = to_html(present_paper(content, Reader.AGES_8_11, PaperKind.LETTER, signer="", address="x"))
    assert "what helps" not in letter
    assert AGAIN in letter


def test_a_new_answer_brings_the_old_one_back_to_no_page_until_the_page_is_published_with_it(
    council: Council,
) -> None:
    publish()
    council.answer(SAFE, sent_back="This says nothing.")
    council.answer(SAFE)
    assert AGAIN in read(CHILD)
    write(SAFE, answer="We will ask every one of you.", read=1)
    assert AGAIN in read(CHILD)
    publish(1)
    assert AGAIN not in read(CHILD)
    assert "We will ask every one of you." in read(CHILD)


def test_nobody_is_asked_what_they_think_of_an_answer_that_was_sent_back(council: Council) -> None:
    publish()
    assert f'name="{SAFE}"' in read(f"{CHILD}say/")
    council.answer(SAFE, sent_back="This says nothing.")
    asked = read(f"{CHILD}say/")
    assert f'name="{SAFE}"' not in asked
    assert f'name="{FRIEND}"' in asked
    with in_council(COUNCIL):
        make_cards(wave=WAVE, reader=Reader.AGES_8_11, label="A home", size=10, by=EDITOR, at=clock.now())
    assert "I have a card" in read(CHILD)
    council.answer(FRIEND, sent_back="Nor does this.")
    assert "I have a card" not in read(CHILD)


def test_a_page_of_before_answers_were_numbered_tells_none_that_was_sent_back_since(
    council: Council, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dataclasses import replace

    from heard.web.telling.content import Content, only_answered

    publish()
    with in_council(COUNCIL):
        found = queries.find_published(WAVE)
    assert found
    plain = found.content.to_json()
    for lines in plain["lines"].values():
        for line in lines:
            del line["answered"]
    before = Content.from_json(plain)
    council.answer(SAFE, sent_back="This says nothing.")
    (back,) = council.sent_back
    for days, is_told in ((0, False), (1, False), (-1, True)):
        moved = replace(back, at=back.at + timedelta(days=days))
        lines = only_answered(before, [moved]).lines[Reader.AGES_8_11]
        assert [line.is_again for line in lines if line.indicator == SAFE] == [not is_told]
        assert not any(line.is_again for line in lines if line.indicator == FRIEND)


def test_a_film_that_tells_of_an_answer_that_was_sent_back_is_not_told_of(council: Council) -> None:
    from heard.web.telling.content import Content, Made, only_answered

    publish()
    with in_council(COUNCIL):
        found = queries.find_published(WAVE)
    assert found
    made = tuple(
        Made("film", name, "", "", of) for name, of in (("Safe", (SAFE,)), ("All", ()), ("Friend", (FRIEND,)))
    )
    content = Content.from_json({**found.content.to_json(), "made": [asdict(each) for each in made]})
    council.answer(SAFE, sent_back="This says nothing.")
    assert [each.title for each in only_answered(content, council.sent_back).made] == ["All", "Friend"]


def test_whoever_publishes_is_told_that_the_page_tells_an_answer_no_longer(council: Council) -> None:
    publish()
    path = f"/work/{COUNCIL}/waves/{WAVE}/told/publish/"
    assert "The panel sent back" not in page(signed_in(Role.EDITOR).get(path))
    council.answer(SAFE, sent_back="This says nothing.")
    assert "The panel sent back what it answers to" in page(signed_in(Role.EDITOR).get(path))
