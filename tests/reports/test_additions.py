"""What people add to a report: the council's own words, children's words, how many speak of what."""

from collections.abc import Callable

from heard.base.policy import Level
from heard.base.surveys import Family
from heard.reports import Additions, Material, Quotation, build_full, render_html
from reports.parts import section

Made = Callable[..., Material]


def test_the_council_s_words_stand_apart_from_what_is_worked_out(material_of: Made) -> None:
    report = build_full(material_of())
    page = render_html(report)
    assert [each.key for each in report.sections[:3]] == ["glance", "contents", "foreword"]
    assert "In the words of Alderbrook" in page
    assert "<p>This is what we heard.</p>" in page
    assert "Homes will be asked about animals." in page


def test_children_s_words_stand_with_their_ages_alone(material_of: Made) -> None:
    wrote = section(build_full(material_of()), "wrote")
    assert [part.key for part in wrote.parts] == ["wrote-knows_worker", "wrote-speaks_alone", "wrote-ideas"]
    page = render_html(build_full(material_of()))
    assert "she always asks if i want to talk on my own" in page
    assert "few or none, under 20\u00a0%" in page


def test_where_nothing_was_added_nothing_is_said(material_of: Made) -> None:
    report = build_full(material_of(additions=Additions()))
    assert not {"foreword", "wrote", "answer"} & {each.key for each in report.sections}


def test_words_of_a_survey_of_which_nothing_is_told_are_left_out(material_of: Made) -> None:
    report = build_full(material_of(Level.PUBLIC, families=(Family.LEAVERS,)))
    assert [part.key for part in section(report, "wrote").parts] == ["wrote-knows_worker"]


def test_words_are_text_whatever_they_hold(material_of: Made) -> None:
    wild = Quotation("11-17", "speaks_alone", "<b>=1+1</b> 🙂 ሰላም " + "o" * 10_000)
    page = render_html(build_full(material_of(additions=Additions(quotations=(wild,)))))
    assert "&lt;b&gt;=1+1&lt;/b&gt; 🙂 ሰላም ooo" in page
