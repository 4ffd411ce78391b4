"""The worker is killed between the server's yes to a letter and its note of it: nobody is written to twice unasked."""

from collections.abc import Iterator
from contextlib import closing, nullcontext
from email.message import Message
from pathlib import Path

import pytest

from clusters import running_cluster
from killing import COUNCIL, WAVE, WORKER, KillableSite, install_wave, sign_in
from post_offices import PostOffice, open_post_office
from shown_pages import Page
from sites import Installation, wait_until

pytestmark = pytest.mark.slow

WATCHING = f"/work/{COUNCIL}/waves/{WAVE}/watching/"
ADULTS = ("ann@school.example", "ben@school.example", "cat@school.example")


@pytest.fixture
def office() -> Iterator[PostOffice]:
    with open_post_office() as office:
        yield office


@pytest.fixture
def site(request: pytest.FixtureRequest, tmp_path: Path, office: PostOffice) -> Iterator[KillableSite]:
    """On the database that was asked for, in a cluster of its own that keeps what it was given."""
    is_postgres = request.config.getoption("--database") == "postgres"
    with running_cluster(durable=True) if is_postgres else nullcontext() as cluster:
        site = install_wave(tmp_path / "site", cards=10, cluster=cluster)
        told = {**site.installation.environment, "EMAIL_URL": f"smtp://127.0.0.1:{office.port}"}
        site.installation = Installation(site.home, told, cluster)
        site.start()
        try:
            yield site
        finally:
            site.end()


def written(office: PostOffice) -> list[Message]:
    """The letters; coordinators are told of their week besides."""
    return [each for each in office.taken if each["To"] in ADULTS]


def test_whoever_had_a_letter_when_the_worker_was_killed_gets_it_again_only_by_the_button(
    site: KillableSite, office: PostOffice
) -> None:
    # given a worker that is killed when the server has the second letter and has not said so yet
    def kill_once(message: Message) -> None:
        if message["To"] == ADULTS[1]:
            office.before_yes = lambda _message: None
            assert site.kill(WORKER)

    office.before_yes = kill_once
    with closing(sign_in(site, "coordinator")) as coordinator:
        form = next(each for each in coordinator.get(f"{WATCHING}adults/").forms if "emails" in each.names)
        coordinator.press(form, [("emails", "\r\n".join(ADULTS)), ("team", "")])

        # when they write
        form = next(
            each for each in coordinator.get(f"{WATCHING}write/start/").forms if "words" in each.names
        )
        sent = coordinator.press(form, [("heading", "Cards"), *form.texts.items()]).path

        def look() -> Page:
            return coordinator.get(sent)

        wait_until(lambda: "not certain" in look().text and "Send these again" in look().text)

        # then each was written to once, and the page says of one that nobody knows
        assert [each["To"] for each in written(office)] == list(ADULTS)
        assert "2 sent, 1 not certain" in look().text
        assert look().text.count(ADULTS[1]) == 1

        # and by the button that one goes again, as the same message
        form = next(each for each in coordinator.page.forms if each.action.endswith("/unsure/"))
        coordinator.press(form)
        wait_until(lambda: "3 sent" in look().text)
    first, again = (each for each in written(office) if each["To"] == ADULTS[1])
    assert first["Message-ID"] == again["Message-ID"]
    assert len({each["Message-ID"] for each in written(office)}) == 3
