"""`heard cohort` as a council runs it: what it says, what it writes, what it never says."""

import json
import re
import shlex
from pathlib import Path

import pytest

from cohort_files import Council, day, draw_council, write_annex_a, write_csv, write_return, write_xml
from heard.cohort.explaining import EXCLUDED, GROUPS
from processes import Run

HOW_TO = Path(__file__).parents[2] / "docs/how-to/make-a-cohort.md"
AREA, WAVE = "X0000001", "2026"


@pytest.fixture(scope="module")
def council() -> Council:
    return draw_council(children=400, seed=11)


def options(council: Council, out: Path, *more: object) -> list[object]:
    return ["--wave", WAVE, "--on", council.on.isoformat(), "--area", AREA, "--out", out, *more]


def test_the_summary_says_who_could_answer_and_why_the_others_cannot(
    council: Council, tmp_path: Path, heard: Run
) -> None:
    files = write_return(tmp_path, council)
    done = heard("cohort", *files, *options(council, tmp_path / "cohort.csv", "--exclude", "adoption"))
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    for survey in ("4-7", "8-11", "11-17", "16-25"):
        expected = council.expected(survey, [])["all", "all"]
        assert re.search(rf"^  {survey} +{expected:,}\b", done.stdout, re.MULTILINE), survey
    short, adoption = council.of_kind("short_break"), council.of_kind("adoption")
    assert f"excluded: short breaks {short}, placed for adoption {adoption}" in done.stdout
    assert re.search(rf"^ +{council.of_kind('under_4')}  under 4$", done.stdout, re.MULTILINE)
    assert "it is for the council's own use and not for publication" in done.stdout


def test_json_says_the_same_for_machines(council: Council, tmp_path: Path, heard: Run) -> None:
    files = write_return(tmp_path, council)
    done = heard("cohort", *files, *options(council, tmp_path / "c.csv", "--json", "--exclude", "adoption"))
    said = json.loads(done.stdout)
    for survey, each in said["surveys"].items():
        assert each["eligible"] == council.expected(survey, [])["all", "all"]
        assert each["meant_for"] == each["eligible"] + sum(each["excluded"].values())
    assert said["excluded"] == {
        "short_breaks": council.of_kind("short_break"),
        "adoption": council.of_kind("adoption"),
    }
    meant_for = sum(each["meant_for"] for each in said["surveys"].values())
    assert said["people"] == 400 == meant_for + sum(said["not_counted"].values())


def spoil(path: Path) -> None:
    """Wrong dates, unknown codes, a child twice, columns that have slipped: in rows that are there."""
    lines = path.read_text(encoding="utf-8").splitlines()
    lines[2] = lines[2].replace("/20", "/")
    lines[3] = "," + lines[3]
    lines[4] = re.sub(r",[A-Z0-9]{1,4},", ",Jane Doe,", lines[4], count=1)
    lines.append(lines[5].replace("/0", "/1"))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def secrets_of(council: Council) -> set[str]:
    """Every id, and every date of birth as the files have it and as Python would print it."""
    born = {
        form
        for child in council.children
        for form in (child.born.isoformat(), day(child.born), repr(child.born))
    }
    return ({child.id for child in council.children} | born) - {council.on.isoformat(), day(council.on)}


def test_no_id_and_no_date_of_birth_is_in_anything_that_is_written_or_said(
    council: Council, tmp_path: Path, heard: Run
) -> None:
    forms = [
        write_return(tmp_path / "csv", council),
        [write_xml(tmp_path / "xml" / "return.xml", council)],
        [write_annex_a(tmp_path / "annex.xlsx", council)],
    ]
    spoilt = write_return(tmp_path / "spoilt", council)
    for path in spoilt:
        spoil(path)
    broken = tmp_path / "broken.xml"
    broken.write_text(forms[1][0].read_text(encoding="utf-8")[:-200], encoding="utf-8")
    out = tmp_path / "out" / "cohort.csv"
    said = ""
    for files, code in [*((files, 0) for files in forms), (spoilt, 2), ([broken], 2)]:
        for machine in ([], ["--json"]):
            done = heard("cohort", *files, *options(council, out, *machine))
            assert done.returncode == code, done.stderr
            assert "Traceback" not in done.stderr
            said += done.stdout + done.stderr
    written = "".join(path.read_text(encoding="utf-8") for path in out.parent.rglob("*") if path.is_file())
    assert list(out.parent.iterdir()) == [out]
    assert "Jane" not in said + written
    assert [secret for secret in secrets_of(council) if secret in said + written] == []


def test_a_file_without_its_header_does_not_say_its_first_child(
    council: Council, tmp_path: Path, heard: Run
) -> None:
    files = write_return(tmp_path, council)
    for path in files:
        lines = path.read_text(encoding="utf-8").splitlines()
        path.write_text("\n".join(lines[1:]) + "\n", encoding="utf-8")
    done = heard("cohort", *files, *options(council, tmp_path / "cohort.csv"))
    assert done.returncode == 2
    assert done.stderr.count("no row holds column names that Heard knows") == len(files)
    assert [secret for secret in secrets_of(council) if secret in done.stdout + done.stderr] == []
    assert not (tmp_path / "cohort.csv").exists()


def test_other_councils_and_waves_in_the_file_stay(council: Council, tmp_path: Path, heard: Run) -> None:
    out = tmp_path / "cohort.csv"
    write_csv(
        out,
        ["wave", "area", "survey", "disability", "eligible"],
        [("2026", "X2", "4-7", "", "31"), ("2026", AREA, "4-7", "", "999"), ("2024", AREA, "4-7", "", "28")],
    )
    files = write_return(tmp_path / "files", council)
    first = heard("cohort", *files, *options(council, out))
    once = out.read_text(encoding="utf-8")
    again = heard("cohort", *files, *options(council, out))
    assert (first.returncode, again.returncode) == (0, 0)
    assert "in the place of 1, 2 others kept" in first.stdout
    assert out.read_text(encoding="utf-8") == once
    lines = once.splitlines()
    assert lines[1].startswith("2026,X2,4-7,")
    assert lines[2].startswith("2024,X0000001,4-7,")
    assert "999" not in once


def test_a_file_that_is_no_cohort_is_never_written_over(council: Council, tmp_path: Path, heard: Run) -> None:
    files = write_return(tmp_path, council)
    before = files[0].read_bytes()
    done = heard("cohort", *files, *options(council, files[0]))
    assert done.returncode == 2
    assert (
        "something else than a cohort.csv is there: it has no column wave, area, survey, eligible"
        in done.stderr
    )
    assert files[0].read_bytes() == before


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (["--on", "02/02/2026"], '--on "02/02/2026" is not a day. Allowed: a date such as 2026-02-02.'),
        (
            ["--exclude", "adoption,teenagers"],
            '--exclude does not know "teenagers". Allowed: adoption, qualifying',
        ),
        (["--wave", "spring 2026"], '"spring 2026" cannot be the key of wave.'),
        (["--area", "all"], '"all" cannot be the key of area.'),
        (["--out", "cohort.xlsx"], "cohort.xlsx cannot be written: a cohort is a CSV file."),
    ],
)
def test_what_was_typed_wrongly_is_said(
    wrong: list[str], said: str, council: Council, tmp_path: Path, heard: Run
) -> None:
    files = write_return(tmp_path, council)
    done = heard("cohort", *files, *options(council, tmp_path / "cohort.csv"), *wrong)
    assert done.returncode == 2
    assert said in done.stderr
    assert not (tmp_path / "cohort.csv").exists()


def test_a_cohort_made_so_serves_a_programme(
    programme: Path, council: Council, tmp_path: Path, heard: Run
) -> None:
    folder = tmp_path / "programme"
    folder.mkdir()
    for name in ("programme.toml", "areas.csv", "cohort.csv"):
        (folder / name).write_bytes((programme / name).read_bytes())
    (folder / "responses").symlink_to(programme / "responses")
    files = write_return(tmp_path, council)
    done = heard("cohort", *files, *options(council, folder / "cohort.csv"))
    assert done.returncode == 0, done.stderr
    checked = heard("check", folder, "--json")
    found = json.loads(checked.stdout)
    assert found["usable"], checked.stdout


def test_the_example_of_the_how_to_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, heard: Run) -> None:
    text = HOW_TO.read_text(encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    (rows,) = re.findall(r"```csv\n(.*?)```", text, re.DOTALL)
    (command,) = re.findall(r"```sh\n(.*?)```", text, re.DOTALL)
    Path("children.csv").write_text(rows, encoding="utf-8")
    name, *arguments = shlex.split(command)
    done = heard(*arguments, "--json")
    assert (name, done.returncode) == ("heard", 0), done.stderr
    surveys = json.loads(done.stdout)["surveys"]
    assert [surveys[key]["eligible"] for key in ("4-7", "8-11", "11-17", "16-25")] == [1, 0, 1, 1]


def test_the_how_to_names_every_reason_and_every_group() -> None:
    text = HOW_TO.read_text(encoding="utf-8")
    assert [each for each in (*EXCLUDED, *GROUPS) if f"`{each}`" not in text and each != "short_breaks"] == []
