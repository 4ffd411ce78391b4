"""Links that let somebody in: inviting, accepting, withdrawing, the panel's link, and letting a member in again."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client

from heard.web.people.actions import add_member
from heard.web.people.inviting import accept, invite
from heard.web.people.models import Invitation, Membership, User
from heard.web.people.queries import find_invitation
from heard.web.people.roles import TO_INVITE, Role
from heard.web.tenancy import in_council
from heard.web.ui import clock
from web.people.signing import set_up_app, sign_in, type_code
from web.staff import (
    BY,
    COUNCIL,
    OTHER,
    PASSWORD,
    actions_recorded,
    address,
    make_people,
    page,
    plan,
    set_clock,
    signed_in,
)

pytestmark = pytest.mark.django_db

NEW = "new@x0000001.example"
PEOPLE = f"/work/{COUNCIL}/people/"
CHOSEN = "four words that differ"


@pytest.fixture(autouse=True)
def people(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr("django.conf.settings.EMAIL_BACKEND", "django.core.mail.backends.locmem.EmailBackend")
    make_people()
    return


def invited(email: str = NEW, role: Role = Role.EDITOR) -> str:
    """The path of the link that went out."""
    answered = signed_in(Role.COORDINATOR).post(f"{PEOPLE}invite/", {"email": email, "role": role.value})
    assert (answered.status_code, answered.url) == (302, PEOPLE)
    return link_in(mail.outbox[-1].body)


def link_in(words: str) -> str:
    found = re.search(r"http://testserver(/[^\s<]+)", words)
    assert found
    return found[1]


def roles_of(email: str, council: str = COUNCIL) -> set[str]:
    with in_council(council):
        return set(
            Membership.objects.filter(council_id=council, user__email=email).values_list("role", flat=True)
        )


def test_somebody_is_invited_chooses_a_password_and_must_set_up_a_second_factor() -> None:
    link = invited()
    assert mail.outbox[-1].to == [NEW]
    browser = Client()
    assert "invites new@x0000001.example to be editor of Alderbrook" in page(browser.get(link))
    answered = browser.post(link, {"password": CHOSEN, "again": CHOSEN})
    assert (answered.status_code, answered.url) == (302, f"/work/{COUNCIL}/")
    assert browser.get(f"/work/{COUNCIL}/").url == "/you/set-up/"
    assert roles_of(NEW) == {"editor"}
    assert actions_recorded() == [
        (BY, "invited", "Editor: new@x0000001.example"),
        (NEW, "accepted an invitation", "Editor"),
        (BY, "gave a role", "Editor: new@x0000001.example"),
    ]


def test_a_link_works_once() -> None:
    link = invited()
    Client().post(link, {"password": CHOSEN, "again": CHOSEN})
    answered = Client().post(link, {"password": "another one altogether", "again": "another one altogether"})
    assert answered.status_code == 404
    assert User.objects.get(email=NEW).check_password(CHOSEN)


def test_a_link_that_was_used_withdrawn_ran_out_or_never_was_is_answered_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    used, withdrawn, old = invited(), invited("b@x.example"), invited("c@x.example")
    Client().post(used, {"password": CHOSEN, "again": CHOSEN})
    with in_council(COUNCIL):
        number = Invitation.objects.get(council_id=COUNCIL, email="b@x.example").pk
    assert signed_in(Role.COORDINATOR).post(f"{PEOPLE}invitations/{number}/").status_code == 302
    set_clock(monkeypatch, clock.now() + timedelta(days=7, seconds=1))
    answered = [Client().get(link) for link in (used, withdrawn, old, "/sign-in/invited/nothing/")]
    assert {(each.status_code, each.content) for each in answered} == {(404, answered[0].content)}
    assert "This link is over" in page(answered[0])


def test_a_link_works_to_the_end_of_its_seventh_day(monkeypatch: pytest.MonkeyPatch) -> None:
    link = invited()
    set_clock(monkeypatch, clock.now() + timedelta(days=7) - timedelta(seconds=5))
    assert Client().get(link).status_code == 200


def test_a_second_invitation_for_the_same_role_ends_the_first() -> None:
    first, second = invited(), invited()
    assert [Client().get(link).status_code for link in (first, second)] == [404, 200]


def test_the_database_does_not_hold_what_the_link_holds() -> None:
    token = invited().rstrip("/").rpartition("/")[2]
    with in_council(COUNCIL):
        stored = str(list(Invitation.objects.filter(council_id=COUNCIL).values()))
    assert token not in stored


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"password": "short", "again": "short"}, "too short"),
        ({"password": "password1234", "again": "password1234"}, "too common"),
        ({"password": CHOSEN, "again": "four words that differr"}, "The two are not the same"),
    ],
)
def test_a_password_that_will_not_do_says_why_and_the_link_goes_on_working(
    typed: dict[str, str], said: str
) -> None:
    link = invited()
    answered = Client().post(link, typed)
    assert answered.status_code == 422
    assert said in page(answered)
    assert f'value="{typed["password"]}"' not in page(answered)
    assert Client().get(link).status_code == 200


def test_somebody_who_has_an_account_signs_in_second_factor_and_all_before_they_take_a_role() -> None:
    make_people(OTHER)
    email = address(Role.ANALYST, OTHER)
    link, secret = invited(email), set_up_app(email)
    browser = Client()
    assert browser.get(link).url == f"/sign-in/?next={link}"
    browser, _, _ = sign_in(email, PASSWORD, next=link)
    assert type_code(browser, secret).url == link
    assert "invites you to be editor of Alderbrook" in page(browser.get(link))
    assert browser.post(link).url == f"/work/{COUNCIL}/"
    assert roles_of(email) == {"editor"}
    assert User.objects.get(email=email).check_password(PASSWORD)


def test_somebody_elses_invitation_cannot_be_taken_by_whoever_is_signed_in() -> None:
    link = invited(address(Role.ANALYST))
    for answered in (signed_in(Role.BOARD).get(link), signed_in(Role.BOARD).post(link)):
        assert answered.status_code == 403
        assert "for somebody else" in page(answered)
    assert roles_of(address(Role.BOARD)) == {"board"}


@pytest.mark.parametrize("role", [Role.PANEL, Role.PROGRAMME])
def test_neither_the_panel_nor_the_programme_team_is_joined_by_an_invitation(role: Role) -> None:
    answered = signed_in(Role.COORDINATOR).post(f"{PEOPLE}invite/", {"email": NEW, "role": role.value})
    assert answered.status_code == 422
    assert role not in TO_INVITE
    assert mail.outbox == []


def test_whoever_has_the_role_already_is_not_invited_to_it_and_the_form_comes_back_filled() -> None:
    email = address(Role.BOARD)
    answered = signed_in(Role.COORDINATOR).post(f"{PEOPLE}invite/", {"email": email, "role": "board"})
    assert f"{email} is board here already. Nothing was sent." in page(answered)
    assert f'value="{email}"' in page(answered)


def test_a_message_that_cannot_be_sent_is_said_and_can_be_sent_again(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise ConnectionRefusedError

    with monkeypatch.context() as broken:
        broken.setattr("heard.web.people.mails.send_mail", refuse)
        answered = signed_in(Role.COORDINATOR).post(f"{PEOPLE}invite/", {"email": NEW, "role": "editor"})
        assert "could not be sent" in page(answered)
        status, said = let_in(address(Role.ANALYST))
        assert (status, "could not be sent" in said) == (409, True)
    assert Client().get(invited()).status_code == 200


def test_two_who_use_a_link_at_once_are_one_who_does() -> None:
    token = invited().rstrip("/").rpartition("/")[2]
    facts = find_invitation(token, clock.now())
    assert facts
    accept(facts=facts, password=CHOSEN, at=clock.now())
    with pytest.raises(Exception, match="used or withdrawn a moment ago"):
        accept(facts=facts, password="another", at=clock.now())


def test_an_invitation_of_another_council_cannot_be_withdrawn() -> None:
    make_people(OTHER)
    with in_council(OTHER):
        invite(email=NEW, role=Role.BOARD, by=address(Role.COORDINATOR, OTHER), at=clock.now())
        number = Invitation.objects.get(council_id=OTHER).pk
    assert signed_in(Role.COORDINATOR).post(f"{PEOPLE}invitations/{number}/").status_code == 404


# --- The panel --------------------------------------------------------------------------------------


def panel_link() -> str:
    """The path of a new one."""
    return link_in(page(signed_in(Role.COORDINATOR).post(f"{PEOPLE}panel/")))


def test_the_panel_comes_in_by_a_link_that_all_its_young_people_share() -> None:
    plan()
    link = panel_link()
    for _ in range(3):
        browser = Client()
        assert "The young people’s panel" in page(browser.get(link))
        assert browser.get(f"/work/{COUNCIL}/").status_code == 302
        assert browser.post(link).url == f"/work/{COUNCIL}/"
        assert "Your account" not in page(browser.get(f"/work/{COUNCIL}/"))
    assert "Your account" in page(signed_in(Role.BOARD).get(f"/work/{COUNCIL}/"))
    assert actions_recorded()[-1] == (BY, "made a link for the panel", "for 14 days")


def test_when_the_panels_link_ends_its_browsers_are_out_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    plan()
    browsers = [Client(), Client()]
    browsers[0].post(panel_link())
    browsers[1].post(panel_link())
    assert [each.get(f"/work/{COUNCIL}/").status_code for each in browsers] == [302, 200]
    set_clock(monkeypatch, clock.now() + timedelta(days=14, seconds=1))
    assert browsers[1].get(f"/work/{COUNCIL}/").status_code == 302


def test_a_panels_link_is_no_invitation_and_an_invitation_no_panels_link() -> None:
    crossed = [
        panel_link().replace("/panel/", "/invited/"),
        invited().replace("/invited/", "/panel/"),
    ]
    assert [Client().get(link).status_code for link in crossed] == [404, 404]


# --- Letting somebody in again ----------------------------------------------------------------------


def let_in(email: str, by: Role = Role.COORDINATOR) -> tuple[int, str]:
    """Status and page, when somebody confirms who it is."""
    number = User.objects.get(email=email).pk
    answered = signed_in(by).post(f"{PEOPLE}{number}/let-in/")
    return answered.status_code, page(answered) if answered.status_code != 302 else ""


def test_a_member_who_lost_their_telephone_begins_anew_after_a_colleague_has_confirmed() -> None:
    email = address(Role.ANALYST)
    set_up_app(email)
    before = signed_in(Role.ANALYST)
    assert let_in(email)[0] == 302
    assert before.get(f"/work/{COUNCIL}/").url.startswith("/sign-in/")
    assert Authenticator.objects.exists()
    link, browser = link_in(mail.outbox[-1].body), Client()
    assert mail.outbox[-1].to == [email]
    assert browser.post(link, {"password": CHOSEN, "again": CHOSEN}).status_code == 302
    assert not Authenticator.objects.exists()
    assert browser.get(f"/work/{COUNCIL}/").url == "/you/set-up/"
    assert User.objects.get(email=email).check_password(CHOSEN)
    assert actions_recorded() == [
        (BY, "confirmed who it is, to let them in again", email),
        (email, "was let in again", f"confirmed by {BY}"),
    ]


def test_the_link_to_begin_anew_lasts_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    let_in(address(Role.ANALYST))
    link = link_in(mail.outbox[-1].body)
    sent_at = clock.now()
    for later, status in ((timedelta(hours=23, minutes=59), 200), (timedelta(hours=24, seconds=1), 404)):
        set_clock(monkeypatch, sent_at + later)
        assert Client().get(link).status_code == status


def test_nobody_lets_themselves_in() -> None:
    status, said = let_in(BY)
    assert status == 409
    assert "Nobody lets themselves in" in said
    assert mail.outbox == []


def test_whoever_works_for_two_councils_is_let_in_by_the_programme_team_alone() -> None:
    make_people(OTHER)
    email = address(Role.ANALYST)
    add_member(email=email, password="", council=OTHER, role=Role.BOARD)
    status, said = let_in(email)
    assert (status, mail.outbox) == (409, [])
    assert "The programme team lets them in" in said
    assert let_in(email, by=Role.PROGRAMME)[0] == 302
    assert len(mail.outbox) == 1


def test_whoever_left_the_council_meanwhile_is_not_let_in() -> None:
    email = address(Role.ANALYST)
    let_in(email)
    number = User.objects.get(email=email).pk
    signed_in(Role.COORDINATOR).post(f"{PEOPLE}{number}/remove/")
    answered = Client().post(link_in(mail.outbox[-1].body), {"password": CHOSEN, "again": CHOSEN})
    assert "left the council" in page(answered)
    assert User.objects.get(email=email).check_password(PASSWORD)
