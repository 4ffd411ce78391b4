"""The committee paper: every part a committee expects, every area for development with an answer or without one."""

from collections.abc import Callable

from heard.base.policy import Level
from heard.base.surveys import Family
from heard.reports import Additions, Material, build_full, render_html
from heard.reports.blocks import Paragraph, Points, SimpleTable
from heard.reports.kinds.committee import build_committee
from reports.parts import rows, section

Made = Callable[..., Material]

PARTS = [
    "recommendations",
    "background",
    "key-issues",
    "strengths",
    "improved-care",
    "improved-leavers",
    "asking",
    "policy-impact",
    "community-impact",
    "consultation",
    "documents",
    "appendix-figures",
    "appendix-method",
    "audit-trail",
]


def test_it_has_the_parts_of_a_committee_paper(material_of: Made) -> None:
    assert [each.key for each in build_committee(material_of(Level.PUBLIC)).sections] == PARTS


def test_of_one_family_it_asks_what_could_be_improved_for_that_one(material_of: Made) -> None:
    report = build_committee(material_of(Level.PUBLIC, families=(Family.LEAVERS,)))
    improved = [each.title for each in report.sections if each.key.startswith("improved")]
    assert improved == ["What could be improved for care leavers"]


def test_the_councils_recommendations_take_the_place_of_the_usual_ones(material_of: Made) -> None:
    own = section(build_committee(material_of(Level.PUBLIC)), "recommendations").blocks
    usual = section(
        build_committee(material_of(Level.PUBLIC, additions=Additions())), "recommendations"
    ).blocks
    assert own[1] == Points(("That the committee notes the findings.", "That it asks for a plan."))
    assert isinstance(usual[1], Points)
    assert len(usual[1].items) == 4
    assert isinstance(usual[2], Paragraph)


def test_every_area_for_development_stands_with_its_answer_or_with_none(material_of: Made) -> None:
    material = material_of(Level.PUBLIC)
    table = section(build_committee(material), "improved-care").blocks[0]
    assert isinstance(table, SimpleTable)
    first = next(each for each in material.of_kind("development") if each.survey != "16-25")
    answered = Additions(answers={first.indicator: "We start\nin May."})
    told = section(build_committee(material_of(Level.PUBLIC, additions=answered)), "improved-care").blocks[0]
    assert isinstance(told, SimpleTable)
    assert {row[2] for row in table.rows} == {"No answer yet"}
    assert next(row[2] for row in told.rows if row[0] == first.sentence) == "We start in May."


def test_what_the_council_has_not_written_says_so(material_of: Made) -> None:
    page = render_html(build_committee(material_of(Level.PUBLIC, additions=Additions())))
    assert "The council has not written yet what this means for its policies" in page


def test_the_appendix_has_every_row_of_the_full_report(material_of: Made) -> None:
    material = material_of(Level.PUBLIC)
    tables = section(build_committee(material), "appendix-figures").blocks[1:]
    written = [row for table in tables if isinstance(table, SimpleTable) for row in table.rows]
    full = rows(build_full(material)).values()
    assert [row[1:7] for row in written] == [
        (row.survey, row.share, row.answered, row.others, row.population, row.previous) for row in full
    ]
