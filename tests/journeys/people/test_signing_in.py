"""From a letter to work: invited, password, second factor; passkeys; locked out; let in again; the panel's door."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from journeys.conftest import CHROMIUM, OpenTown
from journeys.eyes import NARROW
from journeys.people.signing import (
    arrive,
    choose_password,
    give_passkeys,
    link_in_letters,
    set_up_app,
    type_code,
)
from journeys.steps import COUNCIL, Town
from one_time import app_code
from providers import CLIENT, SECRET, running_provider

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Debian's Chromium"),
]

NEW, CHOSEN, AGAIN = "robin@alderbrook.example", "lamp river quiet stone", "stone quiet river lamp"
WAVES = f"/work/{COUNCIL}/"


@pytest.fixture
def town(open_town: OpenTown) -> Iterator[Town]:
    """A site that is no demo, asked by a name for which browsers keep passkeys."""
    with open_town(is_demo=False) as town:
        yield replace(town, url=town.url.replace("127.0.0.1", "localhost"))
        assert "\n".join(town.eyes.take_complaints()) == ""


def test_from_an_invitation_to_work_and_back_after_everything_is_lost(town: Town) -> None:
    # given a coordinator whom a password alone brings no further than to a second factor
    coordinator = town.colleague("coordinator")
    set_up_app(coordinator)
    assert coordinator.path == WAVES

    # when they invite somebody, whose address they mistype first
    coordinator.press("People")
    coordinator.press("What each role may do")
    coordinator.open(f"{WAVES}people/invite/")
    coordinator.page.get_by_label("E-mail address").fill("robin")
    coordinator.page.get_by_label("Editor:").check()
    coordinator.press("Send the invitation")
    coordinator.sees("Enter a valid email address.")
    coordinator.page.get_by_label("E-mail address").fill(NEW)
    coordinator.press("Send the invitation")
    coordinator.is_told("People")
    coordinator.sees(NEW)

    # then the link in the letter leads to a password, an app, and work
    link = link_in_letters(town, NEW)
    robin = arrive(town, width=NARROW, dark=True)
    robin.open(link)
    robin.is_told("You are invited")
    choose_password(robin, "short")
    robin.sees("too short")
    choose_password(robin, CHOSEN)
    secret, codes = set_up_app(robin)
    assert robin.path == WAVES
    robin.press("Sign out")
    robin.open(link)
    robin.is_told("This link is over")

    # when they come again, a wrong code is told from a right one, and a recovery code does as well
    robin.open("/sign-in/")
    robin.page.get_by_label("E-mail address").fill(NEW)
    robin.page.get_by_label("Password").fill(CHOSEN)
    robin.press("Sign in")
    robin.is_told("Your second factor")
    type_code(robin, "Code", "000000")
    robin.press("Sign in")
    robin.sees("This code is not right")
    type_code(robin, "Code", codes[0])
    robin.press("Sign in")
    assert robin.path == WAVES
    robin.press("Your account")
    robin.is_told("Your account")
    robin.sees("Chrome on Linux", "this one")
    robin.leave()

    # when telephone and codes are lost, somebody tries passwords, and the account is locked
    stranger = arrive(town)
    for _ in range(6):
        stranger.open("/sign-in/")
        stranger.page.get_by_label("E-mail address").fill(NEW)
        stranger.page.get_by_label("Password").fill("not this one")
        stranger.press("Sign in")
    stranger.sees("Too many tries were wrong.")
    stranger.press("I cannot sign in")

    # then the coordinator, who has seen Robin, lets them in again
    coordinator.open(f"{WAVES}people/")
    coordinator.press(NEW)
    coordinator.press("Let them in again")
    coordinator.press("I know it is them: send the link")

    # and with a passkey in place of the app they work on, the app's codes being worth nothing now
    robin = arrive(town)
    give_passkeys(robin.page)
    robin.open(link_in_letters(town, NEW))
    robin.is_told("Begin anew")
    choose_password(robin, AGAIN)
    robin.is_told("Set up a second factor")
    robin.press("Set up a passkey")
    robin.page.get_by_label("What you call it").fill("office laptop")
    robin.press("Make the passkey")
    robin.is_told("Your recovery codes")
    robin.press("I have them: go on")
    robin.press("Sign out")
    robin.press("Sign in with a passkey")
    assert robin.path == WAVES
    robin.press("Sign out")
    robin.page.get_by_label("E-mail address").fill(NEW)
    robin.page.get_by_label("Password").fill(AGAIN)
    robin.press("Sign in")
    type_code(robin, "Code", app_code(secret))
    robin.press("Sign in")
    robin.sees("This code is not right")
    robin.press("Use a passkey")
    assert robin.path == WAVES

    # their last second factor stays, and every step is in the log
    robin.open("/you/")
    robin.press("Remove office laptop")
    robin.is_told("Is it you?")
    robin.page.get_by_label("Your password").fill(AGAIN)
    robin.press("Go on")
    robin.press("Remove the passkey")
    robin.sees("This is your only second factor.")
    coordinator.press("Log")
    coordinator.sees(
        "invited",
        "accepted an invitation",
        "set up an authenticator app",
        "was locked out",
        "confirmed who it is, to let them in again",
        "was let in again",
        "set up a passkey",
    )
    coordinator.page.get_by_label("What").select_option("was locked out")
    coordinator.press("Show these")
    coordinator.sees("1 entry, newest first")


def test_the_panel_goes_in_by_its_link_and_a_member_is_removed(town: Town) -> None:
    coordinator = town.colleague("coordinator", width=NARROW)
    set_up_app(coordinator)
    coordinator.press("People")
    coordinator.press("Make the panel's link".replace("'", "’"))
    link = coordinator.page.locator("code.long").inner_text()
    coordinator.press("I have it: go back")
    coordinator.sees("A link made by")

    panel = arrive(town, width=NARROW)
    panel.open(
        link.partition("localhost")[2].partition("/")[1] + link.partition("localhost")[2].partition("/")[2]
    )
    panel.is_told("The young people’s panel")
    panel.press("Go in")
    assert panel.path == WAVES
    panel.open(f"{WAVES}people/")
    panel.is_told("This is not yours to do")

    coordinator.press("End the panel’s link")
    panel.open(WAVES)
    panel.is_told("Sign in")

    coordinator.press("board@alderbrook.example")
    coordinator.page.get_by_label("Board:").uncheck()
    coordinator.press("Change the roles")
    coordinator.sees("Tick a role.")
    coordinator.press("Remove them from Alderbrook")
    coordinator.press("Remove them")
    coordinator.is_told("People")
    assert "board@alderbrook.example" not in coordinator.page.locator("main").inner_text()


def test_who_comes_back_from_their_councils_own_sign_in_on_another_site_is_known_again(
    open_town: OpenTown,
) -> None:
    """`127.0.0.1` and `localhost` are one machine and, to a browser, two sites."""
    member = {"sub": "theirs", "email": "coordinator@alderbrook.example", "email_verified": True}
    with (
        running_provider(member) as provider,
        open_town(is_demo=False, **{f"HEARD_OPENID_{COUNCIL}": f"{provider} {CLIENT} {SECRET}"}) as town,
    ):
        ours = town.url.replace("127.0.0.1", "localhost")
        someone = arrive(replace(town, url=ours))
        someone.open("/sign-in/")
        someone.page.locator(f"a[href*='/with/{COUNCIL}/']").click()
        someone.page.get_by_role("button", name="theirs").click()
        someone.is_told("Set up a second factor")
        someone.leave()
        assert not [
            each for each in town.eyes.take_complaints() if ours in each
        ]  # their page asks whom it likes
