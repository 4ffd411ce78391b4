"""This wave's report beside the last wave's: what is new, what went, what says something else."""

import re
from pathlib import Path

import pytest
from django.http import HttpResponse

from heard.base.policy import Level
from heard.catalogue import load_catalogue
from heard.reports.additions import Place
from heard.reports.blocks import Paragraph
from heard.reports.outputs import Kind
from heard.reports.report import Section
from heard.web.people.roles import Role
from heard.web.reporting.actions import Written, keep_words
from heard.web.reporting.models import ReportFile, WordsEdit
from heard.web.reporting.presenters import beside as presenting
from heard.web.reporting.queries import sets_folder
from heard.web.reporting.spots import Spot
from heard.web.results.found import Told, record_findings
from heard.web.tenancy import in_council
from web.reporting.made import begin, meet_panel, open_wave
from web.reporting.two_waves import BEFORE, LONG, Row, add_last_wave, tell, write_report
from web.staff import BY, COUNCIL, NOON, WAVE, page, path_of, signed_in

pytestmark = pytest.mark.django_db
FIRST, SECOND, THIRD, FOURTH = list(load_catalogue().indicators)[:4]
INTRODUCTION = Spot(Place.INTRODUCTION)
SAFE = Row("safe", "feel safe", "81 %", "57")
SETTLED = Row("settled", "feel settled", "62 %", "58", "66 %", "down 4 points since wave 2024: cannot tell")
SAFE_THEN, SETTLED_THEN = (
    Row("safe", "feel safe at home", "79 %", "61"),
    Row("settled", "feel settled", "66 %", "64"),
)
LIKED = Row("bed", "like it", "c", "63")  # the same both times
TOLD_THEN = ("Of 53, 17 said so.", "Of 54, 19 said so.", "Of 55, 21 said so.")


@pytest.fixture(autouse=True)
def council(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    begin(monkeypatch, tmp_path)
    open_wave()
    meet_panel()


@pytest.fixture
def both() -> None:
    """One finding went, one is new, one says something else, one is told both times."""
    add_last_wave()
    write_report(
        BEFORE,
        tell(BEFORE, FIRST, "development", TOLD_THEN[0]),
        tell(BEFORE, SECOND, "development", TOLD_THEN[1]),
        tell(BEFORE, THIRD, "development", TOLD_THEN[2]),
        rows=[SAFE_THEN, SETTLED_THEN, LIKED],
        words="We asked two years ago.",
        more=[Section("gaps", "Differences between groups", (Paragraph("Girls, 41 %."),))],
    )  # fmt: skip
    write_report(
        WAVE,
        tell(WAVE, SECOND, "strength", "Of 71, 68 said so."),
        tell(WAVE, THIRD, "development", "Of 72, 23 said so."),
        tell(WAVE, FOURTH, "strength", "Of 73, 69 said so."),
        rows=[SAFE, SETTLED, LIKED, Row("new", "a new question", "44 %", "59")],
        more=[Section("asking", "Worth asking", (Paragraph("Ask them."),))],
    )


def answer(report: str = "care-full", role: Role = Role.COORDINATOR, section: str = "") -> HttpResponse:
    return signed_in(role).get(path_of(f"reports/beside/{report}/{section}"))


def read(report: str = "care-full", role: Role = Role.COORDINATOR, section: str = "") -> str:
    shown = page(answer(report, role, section))
    return re.sub(r"\s+", " ", shown.partition("<main")[2].partition("</main>")[0])


def group(shown: str, standing: str) -> str:
    """A group of headlines on the page."""
    return shown.partition(f'id="{standing}"')[2].partition("</section>")[0]


def rows(shown: str) -> dict[str, str]:
    """Each row of the table by its question, without marks."""
    found = re.findall(r'<tr[^>]* class="asked">.*?</tbody>', shown)
    plain = [" ".join(re.sub(r"<[^>]*>", " ", each).split()) for each in found]
    return {each.partition(", Ages 8 to 11 ")[0]: each.partition(", Ages 8 to 11 ")[2] for each in plain}


@pytest.mark.usefixtures("both")
def test_findings_stand_by_what_became_of_them() -> None:
    shown = read()
    title = {key: indicator.title for key, indicator in load_catalogue().indicators.items()}
    for standing, indicator, then, now in (
        ("otherwise", SECOND, TOLD_THEN[1], "Of 71, 68 said so."),
        ("new", FOURTH, "", "Of 73, 69 said so."),
        ("gone", FIRST, TOLD_THEN[0], ""),
        ("both", THIRD, TOLD_THEN[2], "Of 72, 23 said so."),
    ):
        here = group(shown, standing)
        assert here.count("<li>") == 1, standing
        assert title[indicator] in here
        assert re.findall(r"Of \d+, \d+ said so\.", here) == [each for each in (then, now) if each]


@pytest.mark.usefixtures("both")
def test_a_table_holds_each_question_once_with_both_rows_as_they_were_published() -> None:
    found = rows(read())
    assert found == {
        "feel safe": f"{BEFORE} Put so then: feel safe at home, Ages 8 to 11 79 % 61 {WAVE} 81 % 57",
        "feel settled": f"{BEFORE} 66 % 64 {WAVE} 62 % 58 66 %; down 4 points since wave 2024: cannot tell",
        "a new question": f"{BEFORE} Not in this report {WAVE} 44 % 59",
    }, "and what both say alike is left out"


@pytest.mark.usefixtures("both")
def test_sections_that_only_one_has_say_so_and_the_councils_words_stand_in_theirs() -> None:
    shown = read()
    assert re.search(
        r"Differences between groups</h3>\s*<p><span class=\"tag\">No longer in this report", shown
    )
    assert re.search(r"Worth asking</h3>\s*<p><span class=\"tag\">New in this report", shown)
    assert '<blockquote dir="auto">We asked two years ago.</blockquote>' in shown
    assert "What children said of home." not in shown, "both say it"


@pytest.mark.usefixtures("both")
def test_every_figure_on_the_page_stands_in_one_of_the_two_reports() -> None:
    files = (path.read_text() for path in sets_folder().rglob("*.html"))
    known = {
        number
        for each in files
        for number in re.findall(r"\d+", re.sub(r"<style>.*?</style>", "", each, flags=re.S))
    }
    words = re.sub(r"<[^>]*>", " ", read())
    shown = set(re.findall(r"\d+", words))
    assert {"81", "57", "66", "4", "79", "61", "41", "53", "17"} <= shown
    assert shown <= known


@pytest.mark.usefixtures("both")
def test_a_finding_whose_sentence_the_report_does_not_hold_is_not_told() -> None:
    """What is kept of a wave's findings is of every report at a level; a summary holds a few of them."""
    write_report(WAVE, tell(WAVE, FOURTH, "strength", "Of 73, 69 said so."), rows=[SAFE])
    add = tell(WAVE, THIRD, "development", "Of 99, 98 said so.")
    with in_council(COUNCIL):
        record_findings(wave=WAVE, told={Level.BOARD: Told.of_all([add], Level.BOARD)}, on=NOON.date())
    shown = read()
    assert "98 said so" not in shown
    assert "Of 55, 21 said so." in group(shown, "gone")


def test_of_a_long_report_each_section_has_a_page_of_its_own() -> None:
    add_last_wave()
    many = [Row(f"q{number}", f"question {number}", "c", str(number + 20)) for number in range(2 * LONG)]
    write_report(BEFORE, rows=[Row(each.key, each.title, each.share, f"{each.answered}1") for each in many])
    write_report(WAVE, rows=many)
    shown = read()
    assert "question 7" not in shown
    assert path_of("reports/beside/care-full/home/") in shown
    assert "Areas for development: the same in both" in shown
    assert len(rows(read(section="home/"))) == 2 * LONG
    assert "Both reports say the same here." in read(section="development/")
    assert answer(section="nowhere/").status_code == 404


def test_where_there_is_one_report_alone_the_page_says_why() -> None:
    write_report(WAVE, rows=[SAFE])
    assert presenting.NO_WAVE in read()
    add_last_wave()
    assert presenting.NOT_MADE.format(wave=BEFORE) in read()
    write_report(BEFORE, kind=Kind.SUMMARY)
    assert presenting.NO_SUCH.format(wave=BEFORE) in read()
    write_report(BEFORE, level=Level.PUBLIC)
    assert presenting.NO_SUCH.format(wave=BEFORE) in read(), "of another level"
    assert answer(section="home/").status_code == 302


@pytest.mark.usefixtures("both")
def test_a_report_that_was_changed_since_is_laid_beside_nothing() -> None:
    (before,) = sets_folder().rglob(f"*{BEFORE}-full.html")
    before.write_text(before.read_text() + " ")
    assert presenting.NOT_AS_WRITTEN.format(wave=BEFORE) in read()
    (now,) = sets_folder().rglob(f"*{WAVE}-full.html")
    now.write_text("")
    assert answer().status_code == 500
    assert "81 %" not in page(answer())


@pytest.mark.usefixtures("both")
def test_it_is_read_by_those_who_may_have_both_reports() -> None:
    assert answer(role=Role.BOARD).status_code == 200
    for role in (Role.PANEL, Role.PROGRAMME):
        away = answer(role=role)
        assert (away.status_code, away["Location"]) == (302, f"{path_of('reports/')}?gone=1"), role
    with in_council(COUNCIL):
        ReportFile.objects.filter(report_set__wave=BEFORE).update(level=Level.WORKING.value)
    assert presenting.NOT_MADE.format(wave=BEFORE) in read(role=Role.BOARD), "one that is not theirs to read"


@pytest.mark.usefixtures("both")
def test_last_times_words_begin_this_times_and_are_saved_as_if_they_were_typed() -> None:
    with in_council(COUNCIL):
        keep_words(wave=BEFORE, written={INTRODUCTION: Written("We asked two years ago.", 0)}, by=BY, at=NOON)
        keep_words(wave=BEFORE, written={Spot(Place.THANKS): Written("Never printed.", 0)}, by=BY, at=NOON)
    shown = read()
    assert shown.count("Start from these words") == 1, "of what stands in the report"
    assert "Never printed." not in shown
    assert "Start from these words" not in read(role=Role.BOARD)
    browser = signed_in(Role.COORDINATOR)
    taken = page(browser.post(path_of("words/"), {"take": "introduction"}))
    assert ">\nWe asked two years ago.</textarea>" in taken
    with in_council(COUNCIL):
        assert not WordsEdit.objects.filter(wave=WAVE).exists(), "nothing is saved yet"
        keep_words(wave=WAVE, written={INTRODUCTION: Written("Others were quicker.", 0)}, by=BY, at=NOON)
    late = page(browser.post(path_of("words/"), {"take": "introduction"}))
    assert ">\nOthers were quicker.\n\nWe asked two years ago.</textarea>" in late
    assert "Start from these words" not in read(), "something is written now"


@pytest.mark.usefixtures("both")
def test_the_page_of_reports_leads_there() -> None:
    shown = page(signed_in(Role.COORDINATOR).get(path_of("reports/")))
    assert f'href="{path_of("reports/beside/care-full/")}"' in shown
    assert f"Beside {BEFORE}" in shown
