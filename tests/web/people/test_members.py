"""The people of a council: seeing them, changing what they are, removing them; what each role may do."""

import pytest

from heard.web.people.models import Membership, User
from heard.web.people.roles import ALLOWED, OF_A_COUNCIL, Permission, Role
from heard.web.tenancy import in_council
from web.staff import BY, COUNCIL, NAMES, OTHER, actions_recorded, address, make_people, page, signed_in

pytestmark = pytest.mark.django_db

PEOPLE = f"/work/{COUNCIL}/people/"
WHO = address(Role.EDITOR)


@pytest.fixture(autouse=True)
def people() -> None:
    make_people()
    make_people(OTHER)


def path_of(email: str, place: str = "") -> str:
    return f"{PEOPLE}{User.objects.get(email=email).pk}/{place}"


def roles_of(email: str) -> set[str]:
    with in_council(COUNCIL):
        rows = Membership.objects.filter(council_id=COUNCIL, user__email=email)
        return set(rows.values_list("role", flat=True))


def test_the_list_holds_everybody_of_the_council_and_nobody_of_another() -> None:
    found = page(signed_in(Role.COORDINATOR).get(PEOPLE))
    for role in OF_A_COUNCIL:
        assert address(role) in found
        assert address(role, OTHER) not in found
    assert NAMES[OTHER] not in found


def test_a_role_is_given_and_another_taken_and_both_are_in_the_log() -> None:
    browser = signed_in(Role.COORDINATOR)
    assert browser.post(path_of(WHO), {"roles": ["analyst", "board"]}).status_code == 302
    assert roles_of(WHO) == {"analyst", "board"}
    assert actions_recorded() == [
        (BY, "took a role", f"Editor: {WHO}"),
        (BY, "gave a role", f"Analyst: {WHO}"),
        (BY, "gave a role", f"Board: {WHO}"),
    ]


def test_whose_roles_change_is_signed_out_and_whose_do_not_is_not() -> None:
    theirs = signed_in(Role.EDITOR)
    for roles, status in ((["editor"], 200), (["analyst"], 302)):
        signed_in(Role.COORDINATOR).post(path_of(WHO), {"roles": roles})
        assert theirs.get(f"/work/{COUNCIL}/").status_code == status


@pytest.mark.parametrize("place", ["", "remove/"])
def test_nobody_changes_or_removes_themselves(place: str) -> None:
    answered = signed_in(Role.COORDINATOR).post(
        path_of(BY, place), {"roles": ["coordinator", "safeguarding"]}
    )
    assert answered.status_code in (409, 422)
    assert "Nobody changes their own roles" in page(answered)
    assert roles_of(BY) == {"coordinator"}


@pytest.mark.parametrize("roles", [[], ["panel"], ["programme"], ["everything"]])
def test_roles_that_are_not_given_here_are_refused_and_nothing_is_changed(roles: list[str]) -> None:
    answered = signed_in(Role.COORDINATOR).post(path_of(WHO), {"roles": roles})
    assert answered.status_code == 422
    assert roles_of(WHO) == {"editor"}


def test_somebody_who_is_removed_is_out_at_once_and_still_has_their_other_council() -> None:
    with in_council(OTHER):
        Membership.objects.create(user=User.objects.get(email=WHO), council_id=OTHER, role=Role.BOARD)
    theirs = signed_in(Role.EDITOR)
    assert signed_in(Role.COORDINATOR).post(path_of(WHO, "remove/")).url == PEOPLE
    assert theirs.get(f"/work/{COUNCIL}/").status_code == 302
    assert signed_in(Role.EDITOR).get(f"/work/{COUNCIL}/").status_code == 404
    assert signed_in(Role.EDITOR).get(f"/work/{OTHER}/").status_code == 200


def test_the_programme_team_names_the_first_coordinator_of_a_council() -> None:
    browser = signed_in(Role.PROGRAMME)
    browser.post(path_of(WHO), {"roles": ["coordinator"]})
    assert roles_of(WHO) == {"coordinator"}
    assert actions_recorded()[-1] == (address(Role.PROGRAMME), "gave a role", f"Coordinator: {WHO}")


def test_the_page_of_roles_is_the_table_that_decides() -> None:
    found = page(signed_in(Role.PRACTITIONER).get(f"/work/{COUNCIL}/roles/"))
    for role in Role:
        section = found.partition(f">{role.called}</h2>")[2].partition("</section>")[0]
        assert {each for each in Permission if f"<li>{each}</li>" in section} == ALLOWED[role]


def test_no_role_but_the_safeguarding_readers_reads_what_children_wrote_and_that_one_sees_no_figures() -> (
    None
):
    reads = {role for role in Role if Permission.READ_COMMENTS in ALLOWED[role]}
    assert reads == {Role.SAFEGUARDING}
    assert ALLOWED[Role.SAFEGUARDING] == {
        Permission.SEE_WAVES,
        Permission.READ_COMMENTS,
        Permission.READ_CALLBACKS,
        Permission.KEEP_DUTY_INBOX,
    }
    assert ALLOWED[Role.PROGRAMME] & {each for each in Permission if each.name.startswith("READ_")} == {
        Permission.READ_AUDIT,
        Permission.READ_REVIEW,
    }
