"""From a planned wave to cards in children's hands, with what goes wrong on the way; and who may see what."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect

from age_files import make_age_file
from heard.web.codes.key_files import Holder, KeyFile
from heard.web.codes.sealing import new_private_key
from heard.web.waves.public_keys import write_public_key
from journeys.conftest import CHROMIUM, OpenTown
from journeys.eyes import NARROW
from journeys.steps import COUNCIL, Town

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Debian's Chromium"),
]

NEXT_WAVE = "2031-32"
PASSPHRASE = "one long enough passphrase"


@pytest.fixture(scope="module")
def the_town(open_town: OpenTown) -> Iterator[Town]:
    with open_town() as town:
        yield town


@pytest.fixture
def town(the_town: Town) -> Iterator[Town]:
    yield the_town
    assert the_town.eyes.take_complaints() == []


def plan_next_wave(town: Town) -> None:
    """As whoever runs the site may do, on the command line; the rest of the plan is written in the site."""
    last_day = date.today() + timedelta(days=30)
    days = ("--last-answer-day", last_day, "--panel-on", last_day + timedelta(days=14))
    town.installation.manage("plan_wave", COUNCIL, NEXT_WAVE, *days)


def make_keys(folder: Path, wave: str = NEXT_WAVE) -> dict[str, Path]:
    """The public key and both holders' files, quicker to open than real ones."""
    key = new_private_key()
    files = {"public": write_public_key(council=COUNCIL, wave=wave, public_key=key.public)}
    for holder in Holder:
        sealed = make_age_file(key.to_bytes(), PASSPHRASE)
        file = KeyFile(council=COUNCIL, wave=wave, holder=holder, public_key=key.public, sealed=sealed)
        files[holder.value] = file.to_text()
    for name, text in files.items():
        (folder / f"{name}-{wave}.json").write_text(text, encoding="utf-8")
    return {name: folder / f"{name}-{wave}.json" for name in files}


def test_a_wave_is_prepared_opened_closed_and_its_cards_work(town: Town, tmp_path: Path) -> None:
    # given a wave that was planned, and its key files
    plan_next_wave(town)
    keys, others = make_keys(tmp_path), make_keys(tmp_path, "2030")
    coordinator = town.colleague("coordinator")

    # when the coordinator chooses the public key of another wave, it is told; then the right one
    coordinator.open_wave_page(NEXT_WAVE)
    coordinator.press("Register the public key")
    coordinator.choose_file("Public key file, or one of the two key files", others["public"])
    coordinator.press("Register the public key")
    coordinator.sees("This key is for wave 2030")
    coordinator.choose_file("Public key file, or one of the two key files", keys["public"])
    coordinator.press("Register the public key")
    coordinator.sees("Still to try: first and second.")

    # when each key holder tries their file, the first with a slip in the passphrase
    key_holder = town.colleague("key_holder", width=NARROW)
    for holder, typed in (
        ("first", "one long enough passphrasse"),
        ("first", PASSPHRASE),
        ("second", PASSPHRASE),
    ):
        key_holder.open_wave_list()
        key_holder.press("Try your key file")
        key_holder.choose_file("Your key file", keys[holder])
        key_holder.page.get_by_label("Passphrase").fill(typed)
        key_holder.press("Try the key file")
        key_holder.is_told(f"The {holder} key file works" if typed == PASSPHRASE else "Try your key file")
    # then the wave still waits for its plan
    coordinator.open_wave_page(NEXT_WAVE)
    coordinator.sees("Finish the plan", "a plan for telling children what came of it", "the sign-off")
    # when the coordinator writes it and the board signs it off, the wave can be opened
    coordinator.write_plan(NEXT_WAVE, date.today())
    board = town.colleague("board")
    board.open_plan(NEXT_WAVE)
    board.press("Read it and sign it off")
    board.press("I have read it and sign it off")
    coordinator.open_wave_page(NEXT_WAVE)
    coordinator.press("Open the wave")
    coordinator.press("Open the wave")

    # when cards are made, nine are too few
    coordinator.press("Make cards")
    coordinator.page.get_by_label("8 to 11").check()
    coordinator.page.get_by_label("Name of the batch").fill("School nurses")
    coordinator.page.get_by_label("a school").check()
    coordinator.page.get_by_label("How many cards").fill("9")
    coordinator.press("Make the cards")
    coordinator.sees("A batch has at least 10 cards.")
    coordinator.page.get_by_label("How many cards").fill("10")
    coordinator.press("Make the cards")
    coordinator.is_told("School nurses: 10 cards for ages 8 to 11")
    first, second, *_ = coordinator.page.locator(".codes code").all_inner_texts()
    coordinator.press("The cards are printed")
    # then a child's card works
    child = town.child()
    child.type_code(first)
    child.press("Yes, start")
    child.answer_pages(1)

    # when a card is damaged, a new one takes its place
    coordinator.press("Replace a damaged card")
    coordinator.page.get_by_label("Code on the damaged card").fill(second)
    coordinator.press("Make a new card")
    renewed = coordinator.page.locator(".codes code").inner_text()
    child = town.child()
    child.type_code(second)
    child.sees("This card has been swapped for a new one.")
    child.type_code(renewed)
    child.is_told("Before you start")

    # when the wave closes, its last answers have a week to come in before the key is taken
    coordinator.open_wave_page(NEXT_WAVE)
    coordinator.press("Close the wave")
    coordinator.press("Close the wave")
    coordinator.sees("The last answers are coming in")
    key_holder.open(f"/work/{COUNCIL}/waves/{NEXT_WAVE}/opening/")
    key_holder.sees("The key is taken from")


def test_the_safeguarding_reader_reads_what_children_wrote_and_nothing_else(town: Town) -> None:
    reader = town.colleague("safeguarding", width=NARROW, dark=True)
    reader.press("What children wrote")
    waiting = reader.page.get_by_role("button", name="Read: nothing to do")
    if before := waiting.count():  # none where the demo was made on a day off, before the hours of reading
        reader.await_page(waiting.first.click)
        expect(waiting).to_have_count(before - 1)
    reader.sees("Whom to call" if before > 1 else "Nothing to read now")
    reader.open(f"/work/{COUNCIL}/waves/{town.wave}/")
    reader.is_told("This is not yours to do")


def test_signing_in_and_out_and_pages_that_are_not_there(town: Town) -> None:
    visitor = town.stranger()
    visitor.open(f"/work/{COUNCIL}/")
    visitor.is_told("Sign in")
    visitor.page.get_by_label("E-mail address").fill("nobody@alderbrook.example")
    visitor.page.get_by_label("Password").fill("not this one")
    visitor.press("Sign in")
    visitor.sees("E-mail address and password do not go together.")
    board = town.colleague("board", width=NARROW)
    for path in ("/work/", "/work/X9999999/", f"/work/{COUNCIL}/waves/1999/", "/work/no/such/page/"):
        board.open(path)
    board.is_told("There is no such page")
    board.open("/no-such-page/")
    board.is_told("There is no page here")
    board.open("/work/")
    board.press("Sign out")
    board.open(f"/work/{COUNCIL}/")
    board.is_told("Sign in")
