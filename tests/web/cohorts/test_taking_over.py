"""Who could answer: counted out of the council's own files, looked at, and taken over."""

import csv
import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from threading import Barrier, Thread

import pytest
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client

from cohort_files import draw_council, write_annex_a, write_return, write_xml
from cohort_rows import EPISODES, HEADER, a_child, an_episode
from heard.base.apart import OUT_OF_MEMORY
from heard.base.surveys import Survey
from heard.catalogue import load_catalogue
from heard.cohort import apart, read_cohort
from heard.web.cohorts import actions
from heard.web.cohorts.models import TakenCohort
from heard.web.cohorts.proposals import sign
from heard.web.people.roles import Role
from heard.web.policy import HOURS_TO_CONFIRM, LARGEST_RETURN, LARGEST_RETURN_REQUEST
from heard.web.tenancy import in_council
from heard.web.waves.cohort import read_eligible
from web.counted_here import count_here
from web.staff import (
    COUNCIL,
    NOON,
    OTHER,
    WAVE,
    actions_recorded,
    address,
    close,
    lay_programme,
    make_people,
    open_for_answers,
    page,
    path_of,
    plan,
    set_clock,
    signed_in,
)

pytestmark = pytest.mark.django_db

PLACE = "who-could-answer/"
ON = "2026-02-02"
FIELD = re.compile(r'name="counts" value="([^"]+)"')


@pytest.fixture(autouse=True)
def council(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    make_people()
    set_clock(monkeypatch, NOON)
    lay_programme(tmp_path, monkeypatch)
    plan(surveys=tuple(Survey))


@pytest.fixture
def coordinator() -> Client:
    return signed_in(Role.COORDINATOR)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    count_here(monkeypatch)


def csv_of(names: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    return "\n".join(",".join(row) for row in [names, *rows]).encode()


def given(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def a_return(**counts: int) -> list[SimpleUploadedFile]:
    """`in_care` girls of 9 in foster care and `on_breaks` on short breaks."""
    number = counts.get("in_care", 12)
    ids = [f"Q{each:04}" for each in range(number + counts.get("on_breaks", 0))]
    header = [a_child(each, born="15/06/2016") for each in ids]
    episodes = [an_episode(each, legal="C2" if place < number else "V4") for place, each in enumerate(ids)]
    return [
        given("a.csv", csv_of(HEADER, header)),
        given("b.csv", csv_of(EPISODES, episodes)),
    ]


def send(browser: Client, files: Sequence[SimpleUploadedFile], **form: object) -> HttpResponse:
    chosen = {"on": ON, "elevens": "school_year", "given": list(files), **form}
    return browser.post(path_of(f"{PLACE}count/"), chosen)


def field_of(answered: HttpResponse) -> str:
    assert answered.status_code == 200
    return FIELD.search(answered.content.decode())[1]


def take(browser: Client, field: str) -> HttpResponse:
    """By somebody who ticks that counts far from those before are right."""
    return browser.post(path_of(f"{PLACE}take-over/"), {"counts": field, "is_sure": "on"})


def cohort_text(home: Path) -> str:
    return (home / "programme/cohort.csv").read_text()


def rows_of_others(home: Path) -> list[dict[str, str]]:
    """Every row but the council's own of this wave, by what is filled in it: a new column is empty in all of them."""
    rows = csv.DictReader(cohort_text(home).splitlines())
    filled = [{name: value for name, value in row.items() if value} for row in rows]
    return [row for row in filled if (row["wave"], row["area"]) != (WAVE, COUNCIL)]


def totals(home: Path, area: str = COUNCIL) -> dict[str, int]:
    return dict(read_eligible(home / "programme", wave=WAVE, area=area))


def test_before_anybody_has_said_it_the_page_teaches_and_offers_both_ways(
    coordinator: Client, tmp_path: Path
) -> None:
    (tmp_path / "programme/cohort.csv").unlink()
    found = page(coordinator.get(path_of(PLACE)))
    assert "Nobody has said yet" in found
    assert "read in memory, counted, and forgotten" in found
    assert "Count from the council's files" in found
    assert "Type the sums instead" in found


def test_counts_of_another_origin_are_shown_as_they_stand(coordinator: Client, tmp_path: Path) -> None:
    found = page(coordinator.get(path_of(PLACE)))
    assert "put into the programme folder outside this site" in found
    for children in totals(tmp_path).values():
        assert f"<b>{children}</b>" in found


def test_a_return_is_counted_and_shown_and_nothing_is_changed_yet(
    coordinator: Client, tmp_path: Path
) -> None:
    before, recorded = cohort_text(tmp_path), actions_recorded()
    found = page(send(coordinator, a_return(in_care=12, on_breaks=4)))
    assert "Who could answer on 2 February 2026" in found
    assert "Excluded: short breaks 4." in found
    assert "16 children and young people = 12 counted + 4 excluded + 0 not counted" in found
    assert '<th scope="row">8 to 11</th><td class="number">16</td><td class="number">4</td>' in found
    assert "No file lists care leavers" in found
    assert "Council's own working figures" in found
    assert (cohort_text(tmp_path), actions_recorded()) == (before, recorded)
    with in_council(COUNCIL):
        assert not TakenCohort.objects.exists()


@pytest.mark.usefixtures("quick")
def test_every_exclusion_asked_for_is_named_with_its_count_none_of_it_too(coordinator: Client) -> None:
    files = a_return(in_care=10, on_breaks=1)
    found = page(send(coordinator, files, exclude=["adoption", "said_no"]))
    assert "Excluded: short breaks 1, placed for adoption 0, they, a parent or a carer said no 0." in found
    assert "no file says of whom that is true: said_no" in found


def test_what_is_taken_over_stands_in_the_place_of_the_councils_rows_and_no_others(
    coordinator: Client, tmp_path: Path
) -> None:
    others = rows_of_others(tmp_path)
    answered = take(coordinator, field_of(send(coordinator, a_return(in_care=12, on_breaks=4))))
    assert (answered.status_code, answered.url) == (302, path_of(PLACE))
    assert totals(tmp_path) == {"4-7": 0, "8-11": 12, "11-17": 0}
    assert rows_of_others(tmp_path) == others
    assert len(others) > 10
    cohort, _ = read_cohort(
        tmp_path / "programme/cohort.csv",
        catalogue=load_catalogue(),
        waves=["2024", "2026"],
        areas=[COUNCIL, OTHER],
    )
    ours = cohort.frame.filter(area=COUNCIL, wave=WAVE, survey="8-11")
    assert ours.filter(group="placement", level="foster")["eligible"].to_list() == [12]
    assert actions_recorded()[-1] == (
        address(Role.COORDINATOR),
        "replaced who could answer",
        f"{WAVE}, {len(cohort_text(tmp_path).splitlines()) - len(others) - 1} rows, a large change confirmed",
    )
    found = page(coordinator.get(path_of(PLACE)))
    assert "short breaks 4" in found
    assert "counted from the council's own files" in found
    assert f"2 March 2026, by {address(Role.COORDINATOR)}" in found


@pytest.mark.usefixtures("quick")
def test_what_stood_there_before_is_said_beside_the_new_counts(coordinator: Client) -> None:
    take(coordinator, field_of(send(coordinator, a_return(in_care=12))))
    found = page(send(coordinator, a_return(in_care=14)))
    assert re.search(r"8 to 11</th>.*>14</td><td class=\"number\">12</td>", found)
    assert re.search(r"They take the place of \d+ rows of your council", found)


@pytest.mark.usefixtures("quick")
def test_pressing_twice_is_the_same_as_once(coordinator: Client) -> None:
    field = field_of(send(coordinator, a_return()))
    assert [take(coordinator, field).status_code for _ in range(2)] == [302, 302]
    assert [what for _, what, _ in actions_recorded()].count("replaced who could answer") == 1


@pytest.mark.usefixtures("quick")
def test_of_two_who_looked_at_the_same_time_the_second_is_told_and_changes_nothing(
    coordinator: Client, tmp_path: Path
) -> None:
    first = field_of(send(coordinator, a_return(in_care=12)))
    second = field_of(send(coordinator, a_return(in_care=13)))
    assert take(coordinator, first).status_code == 302
    refused = take(coordinator, second)
    assert refused.status_code == 409
    assert "Somebody else changed who could answer since these counts were shown" in page(refused)
    assert totals(tmp_path)["8-11"] == 12


@pytest.mark.django_db(transaction=True)
def test_two_councils_that_take_over_in_the_same_instant_both_stay(
    coordinator: Client, tmp_path: Path
) -> None:
    make_people(OTHER)
    plan(OTHER, surveys=tuple(Survey))
    theirs = signed_in(Role.COORDINATOR, OTHER)
    files = {COUNCIL: 12, OTHER: 17}
    fields = {}
    for code, browser in ((COUNCIL, coordinator), (OTHER, theirs)):
        form = {"on": ON, "elevens": "school_year", "given": a_return(in_care=files[code])}
        fields[code] = field_of(browser.post(path_of(f"{PLACE}count/", code), form))
    together, statuses = Barrier(2), {}

    def press(code: str, browser: Client) -> None:
        together.wait()
        answered = browser.post(
            path_of(f"{PLACE}take-over/", code), {"counts": fields[code], "is_sure": "on"}
        )
        statuses[code] = answered.status_code
        connection.close()

    pressing = [Thread(target=press, args=each) for each in ((COUNCIL, coordinator), (OTHER, theirs))]
    for each in pressing:
        each.start()
    for each in pressing:
        each.join()
    assert statuses == {COUNCIL: 302, OTHER: 302}
    assert {code: totals(tmp_path, code)["8-11"] for code in files} == files


@pytest.mark.usefixtures("quick")
def test_counts_that_were_changed_on_the_way_or_are_of_another_page_are_not_taken(
    coordinator: Client, tmp_path: Path
) -> None:
    field, before = field_of(send(coordinator, a_return())), cohort_text(tmp_path)
    other_browser = signed_in(Role.COORDINATOR)
    assert take(coordinator, field[:-1] + ("a" if field[-1] != "a" else "b")).status_code == 409
    assert take(coordinator, "").status_code == 409
    assert take(coordinator, signing.dumps({"count": 1}, salt="other")).status_code == 409
    assert cohort_text(tmp_path) == before
    assert take(other_browser, field).status_code == 302  # the same person in another browser


@pytest.mark.usefixtures("quick")
def test_counts_looked_at_yesterday_are_counted_again(
    coordinator: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    field = field_of(send(coordinator, a_return()))
    now = signing.time.time() + HOURS_TO_CONFIRM * 3600 + 1
    monkeypatch.setattr(signing.time, "time", lambda: now)
    refused = take(coordinator, field)
    assert refused.status_code == 409
    assert f"more than {HOURS_TO_CONFIRM} hours ago" in page(refused)


@pytest.mark.usefixtures("quick")
def test_rows_changed_outside_the_site_are_told(coordinator: Client, tmp_path: Path) -> None:
    take(coordinator, field_of(send(coordinator, a_return())))
    path = tmp_path / "programme/cohort.csv"
    line = f"{WAVE},{COUNCIL},8-11,"
    kept = [each for each in path.read_text().splitlines() if not each.startswith(line)]
    path.write_text("\n".join(kept) + "\n")
    assert "changed outside this site since" in page(coordinator.get(path_of(PLACE)))


def test_sums_can_be_typed_and_the_groups_that_stood_there_go(coordinator: Client, tmp_path: Path) -> None:
    shown = coordinator.post(
        path_of(f"{PLACE}type/"), {"on": ON, "ages_8_11": "56", "ages_4_7": "0", "ages_11_17": ""}
    )
    found = page(shown)
    assert "Excluded" not in found
    assert take(coordinator, field_of(shown)).status_code == 302
    assert totals(tmp_path) == {"8-11": 56, "4-7": 0}
    assert "typed by hand" in page(coordinator.get(path_of(PLACE)))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"on": ON}, "Type at least one sum"),
        ({"on": "soon", "ages_8_11": "5"}, "Write the day as 2026-03-31"),
        ({"on": ON, "ages_8_11": "many"}, "in digits"),
        ({"on": ON, "ages_8_11": "-1"}, "fewer than none"),
        ({"on": ON, "ages_8_11": "1000001"}, "a slip of the hand"),
    ],
)
def test_sums_that_are_none_are_told_and_come_back(
    typed: dict[str, str], said: str, coordinator: Client
) -> None:
    answered = coordinator.post(path_of(f"{PLACE}type/"), typed)
    assert answered.status_code == 422
    assert said in page(answered)
    assert all(f'value="{value}"' in page(answered) for value in typed.values())


def test_a_survey_the_wave_does_not_ask_is_not_taken_over(coordinator: Client, tmp_path: Path) -> None:
    with in_council(COUNCIL):
        from heard.web.codes.models import Collection

        box = Collection.objects.get(wave=WAVE)
        box.versions = {key: value for key, value in box.versions.items() if key != "8-11"}
        box.save()
    shown = send(coordinator, a_return(in_care=12))
    assert "12 in the files could answer the survey for 8 to 11, which this wave does not ask" in page(shown)
    take(coordinator, field_of(shown))
    assert totals(tmp_path) == {"4-7": 0, "11-17": 0}


@pytest.mark.usefixtures("quick")
def test_once_the_key_was_handed_in_the_counts_stand(coordinator: Client, tmp_path: Path) -> None:
    from heard.web.codes import actions as codes
    from heard.web.codes.queries import State
    from web.staff import wave_of

    field = field_of(send(coordinator, a_return()))
    prepare_and_close()
    with in_council(COUNCIL):
        codes.move_collection(collection_id=wave_of().collection_id, to=State.OPENING)
    before = cohort_text(tmp_path)
    assert take(coordinator, field).status_code == 409
    assert cohort_text(tmp_path) == before
    found = page(coordinator.get(path_of(PLACE)))
    assert "they can no longer be changed" in found
    assert "Count from the council's files" not in found


def prepare_and_close() -> None:
    with in_council(COUNCIL):
        from heard.web.waves.models import CouncilWave, KeyCustody

        KeyCustody.objects.all().delete()
        CouncilWave.objects.all().delete()
        from heard.web.codes.models import Collection

        Collection.objects.all().delete()
    open_for_answers(surveys=tuple(Survey))
    close()


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("missing", ["areas.csv", "programme.toml", "wave", "council"])
def test_a_folder_that_does_not_know_the_council_or_the_wave_stays_as_it_is(
    missing: str, coordinator: Client, tmp_path: Path
) -> None:
    folder = tmp_path / "programme"
    if missing == "wave":
        toml = folder / "programme.toml"
        toml.write_text(toml.read_text().replace(f'"{WAVE}"', '"2030"'))
    elif missing == "council":
        areas = folder / "areas.csv"
        areas.write_text(areas.read_text().replace(COUNCIL, "X0000009"))
    else:
        (folder / missing).unlink()
    before = cohort_text(tmp_path)
    answered = send(coordinator, a_return())
    assert answered.status_code == 422
    assert "Nothing was changed" in page(answered)
    assert cohort_text(tmp_path) == before


@pytest.mark.usefixtures("quick")
def test_a_cohort_file_that_is_something_else_is_left_alone(coordinator: Client, tmp_path: Path) -> None:
    (tmp_path / "programme/cohort.csv").write_text("something,else\n1,2\n")
    assert "cannot be read" in page(coordinator.get(path_of(PLACE)))
    answered = send(coordinator, a_return())
    assert answered.status_code == 422
    assert "cannot be read" in page(answered)
    assert cohort_text(tmp_path) == "something,else\n1,2\n"


def test_the_same_counts_come_of_the_return_as_csv_and_xml_and_of_annex_a(
    coordinator: Client, tmp_path: Path
) -> None:
    drawn = draw_council(children=300)
    folder = tmp_path / "files"
    ways = [
        write_return(folder, drawn),
        [write_xml(folder / "return.xml", drawn)],
        [write_annex_a(folder / "annex.xlsx", drawn)],
    ]
    for paths in ways:
        files = [given(path.name, path.read_bytes()) for path in paths]
        take(coordinator, field_of(send(coordinator, files, exclude=["adoption"])))
        ours = totals(tmp_path)
        for survey in ("4-7", "8-11", "11-17"):
            assert ours[survey] == drawn.expected(survey, [])["all", "all"]


def test_nothing_of_a_child_is_in_the_page_the_database_or_the_logs(
    coordinator: Client, tmp_path: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    marked = "ZQX907314"
    header = [a_child(marked, born="15/06/2016")]
    files = [
        given("a.csv", csv_of(HEADER, header)),
        given("b.csv", csv_of(EPISODES, [an_episode(marked)])),
    ]
    broken = [
        given("a.csv", csv_of(HEADER, header)),
        given("b.csv", csv_of(EPISODES, [an_episode(marked, began="x")])),
    ]
    shown, refused = send(coordinator, files), send(coordinator, broken)
    assert refused.status_code == 422
    take(coordinator, field_of(shown))
    for answered in (shown, refused, coordinator.get(path_of(PLACE))):
        assert marked not in page(answered)
    assert marked not in caplog.text + "".join(capfd.readouterr())
    assert not [
        path for path in tmp_path.rglob("*") if path.is_file() and marked.encode() in path.read_bytes()
    ]
    with in_council(COUNCIL), connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            assert marked not in str(cursor.fetchall()), table


# --- What is no return ------------------------------------------------------------------------------


def test_every_problem_of_the_files_is_listed_at_once_and_the_form_comes_back_filled(
    coordinator: Client,
) -> None:
    files = [
        given("a.csv", csv_of(HEADER, [a_child("A1", born="32/13/2016", sex="purple")])),
        given("b.csv", csv_of(EPISODES, [an_episode("A1", place="ZZ9")])),
    ]
    answered = send(coordinator, files, exclude=["adoption"], on="2026-02-03")
    found = page(answered)
    assert answered.status_code == 422
    assert found.count("a.csv") >= 2
    assert "b.csv" in found
    assert 'value="2026-02-03"' in found
    assert 'value="adoption" id="id_exclude_0" checked' in found.replace('checked=""', "checked")
    assert "choose the files again" in found


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("photo.jpg", b"\xff\xd8\xff\xe0", "this kind of file cannot be read"),
        ("return.xlsx", b"PK\x03\x04 not really", "damaged"),
        ("return.csv", b"a,b\n1,2\n", "no row holds column names that Heard knows"),
        ("return.csv", b"CHILD\x00,SEX", "not a text file"),
        ("return.xml", b"<Children><Child>", "the XML is broken"),
        ("return.csv", "CHILD;SEX;DOB;ETHNIC\nA1;M;01/01/2015;WBRI\n".encode("utf-16"), "episodes"),
        ("../../return.csv", b"a,b\n1,2\n", "no row holds column names"),
    ],
)
def test_a_wrong_file_is_told_in_words(name: str, content: bytes, said: str, coordinator: Client) -> None:
    answered = send(coordinator, [given(name, content)])
    assert answered.status_code == 422
    assert said in page(answered)


def test_no_file_and_an_empty_file_are_told(coordinator: Client) -> None:
    assert "Choose the files" in page(send(coordinator, []))
    assert "is empty" in page(send(coordinator, [given("a.csv", b"")]))


def test_a_workbook_that_unpacks_to_more_than_there_is_memory_ends_alone(coordinator: Client) -> None:
    import io
    import zipfile

    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"\0" * 600_000_000)
    answered = send(coordinator, [given("bomb.xlsx", packed.getvalue())])
    assert answered.status_code == 422
    assert "unpacks to more than" in page(answered)


def test_files_larger_than_a_return_are_told_in_words_and_what_was_chosen_comes_back(
    coordinator: Client,
) -> None:
    answered = send(coordinator, [given("a.csv", b"x" * (LARGEST_RETURN + 1))], on="2026-02-04")
    assert answered.status_code == 422
    assert f"larger than {LARGEST_RETURN // 1_000_000} MB" in page(answered)
    assert 'value="2026-02-04"' in page(answered)


class Unread:
    """A body that must not be read."""

    def read(self, *_args: object) -> bytes:
        raise AssertionError("the body was read")

    readline = read


def ask_unread(browser: Client, length: int, place: str = "count/") -> int:
    return browser.generic(
        "POST",
        path_of(f"{PLACE}{place}"),
        content_type="multipart/form-data; boundary=b",
        CONTENT_LENGTH=str(length),
        **{"wsgi.input": Unread()},
    ).status_code


def test_of_a_large_request_no_byte_is_read_before_it_is_known_who_asks() -> None:
    strict = Client(enforce_csrf_checks=True)
    assert ask_unread(strict, LARGEST_RETURN) == 302  # to signing in
    for role in set(Role) - {Role.COORDINATOR}:
        assert ask_unread(signed_in(role), LARGEST_RETURN) == 403
    assert ask_unread(signed_in(Role.COORDINATOR), LARGEST_RETURN_REQUEST + 1) == 400
    assert ask_unread(signed_in(Role.COORDINATOR), 200_000_000) == 400
    assert ask_unread(signed_in(Role.COORDINATOR), LARGEST_RETURN, "type/") == 400


def test_a_form_of_another_site_is_refused(coordinator: Client) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = coordinator.cookies
    assert send(strict, a_return()).status_code == 403
    assert take(strict, "x").status_code == 403


@pytest.mark.parametrize(
    ("command", "seconds", "said"),
    [
        (("sh", "-c", "kill -9 $$"), actions.SECONDS_TO_COUNT, "ended before it was done"),
        (("sleep", "600"), 1, "took longer than 1 second"),
        (("false",), actions.SECONDS_TO_COUNT, "ended before it was done"),
        (("sh", "-c", f"exit {OUT_OF_MEMORY}"), actions.SECONDS_TO_COUNT, "need more memory"),
    ],
)
def test_counting_that_comes_to_no_end_is_told_and_changes_nothing(
    *,
    command: tuple[str, ...],
    seconds: int,
    said: str,
    coordinator: Client,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(apart, "COMMAND", command)
    monkeypatch.setattr(actions, "SECONDS_TO_COUNT", seconds)
    before = cohort_text(tmp_path)
    answered = send(coordinator, a_return())
    assert answered.status_code == 422
    assert said in page(answered)
    assert "Nothing of it was kept, and nothing was changed" in page(answered)
    assert cohort_text(tmp_path) == before


@pytest.mark.usefixtures("quick")
def test_a_proposal_of_one_wave_is_none_of_another(coordinator: Client) -> None:
    counted = actions.count_typed({"8-11": 5}, date(2026, 2, 2))
    from heard.web.cohorts.proposals import Proposal
    from heard.web.cohorts.queries import Source

    ours = sign(
        Proposal(counted, Source.TYPED, (), ""), council=COUNCIL, wave="2024", by=address(Role.COORDINATOR)
    )
    assert take(coordinator, ours).status_code == 409
