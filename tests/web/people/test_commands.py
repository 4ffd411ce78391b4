"""What whoever runs the site does on the command line: the programme team, and letting in whom nobody else may."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command

from heard.base.errors import UserError
from heard.web.people.actions import COMMAND_LINE
from heard.web.people.models import User
from heard.web.people.roles import Role
from web.people.signing import set_up_app, sign_in
from web.staff import COUNCIL, OTHER, actions_recorded, address, make_people, signed_in, signed_in_as

pytestmark = pytest.mark.django_db

NEW = "sam@programme.example"


@pytest.fixture(autouse=True)
def two_councils() -> None:
    make_people()
    make_people(OTHER)


def run(capsys: pytest.CaptureFixture[str], *command: str) -> str:
    call_command(*command)
    return capsys.readouterr().out


def test_somebody_joins_the_programme_team_and_every_council_has_it_in_its_log(
    capsys: pytest.CaptureFixture[str],
) -> None:
    said = run(capsys, "add_to_programme", NEW)
    found = re.search(r"password is (\S+)", said)
    assert found
    assert sign_in(NEW, found[1])[1] == 302
    for council in (COUNCIL, OTHER):
        assert actions_recorded(council) == [(COMMAND_LINE, "joined the programme team", NEW)]
        assert signed_in_as(NEW).get(f"/work/{council}/people/").status_code == 200


def test_whoever_leaves_the_programme_team_is_out_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    browser = signed_in(Role.PROGRAMME)
    run(capsys, "remove_from_programme", address(Role.PROGRAMME))
    assert browser.get(f"/work/{COUNCIL}/").status_code == 302
    assert signed_in(Role.PROGRAMME).get(f"/work/{COUNCIL}/").status_code == 404
    assert actions_recorded(OTHER)[-1][1] == "left the programme team"
    with pytest.raises(UserError, match="is not of the programme team"):
        call_command("remove_from_programme", address(Role.PROGRAMME))


def test_whom_nobody_on_the_site_may_let_in_is_let_in_from_outside_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    who = address(Role.PROGRAMME)
    set_up_app(who)
    browser = signed_in(Role.PROGRAMME)
    said = run(capsys, "let_in", who)
    found = re.search(r"password is (\S+)", said)
    assert found
    assert User.objects.get(email=who).check_password(found[1])
    assert not Authenticator.objects.exists()
    assert browser.get(f"/work/{COUNCIL}/").status_code == 302
    assert actions_recorded(OTHER)[-1] == (COMMAND_LINE, "let in again", who)
    with pytest.raises(UserError, match="Nobody signs in as"):
        call_command("let_in", "nobody@x.example")


def test_a_role_given_on_the_command_line_is_in_the_log_and_the_programme_team_is_no_role_of_a_council(
    capsys: pytest.CaptureFixture[str],
) -> None:
    run(capsys, "add_member", COUNCIL, NEW, "board")
    assert actions_recorded()[-1] == (COMMAND_LINE, "gave a role", f"Board: {NEW}")
    with pytest.raises(CommandError, match="invalid choice"):
        call_command("add_member", COUNCIL, NEW, "programme")


def test_the_roles_are_printed_as_the_reference_page(capsys: pytest.CaptureFixture[str]) -> None:
    assert "## Coordinator\nPlans the wave" in run(capsys, "roles")
