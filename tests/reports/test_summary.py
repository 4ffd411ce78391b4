"""The summary: short, nothing that the full report lacks, nothing that points to where there is nothing."""

import re
from collections.abc import Callable

from heard.base.policy import Level
from heard.base.surveys import Family
from heard.reports import Additions, Material, build_full, render_html
from heard.reports.blocks import AskList, FindingList
from heard.reports.kinds.summary import ASKED, STRENGTHS, build_summary
from reports.parts import section

Made = Callable[..., Material]


def test_it_holds_the_first_of_everything_and_says_how_many_more_there_are(material_of: Made) -> None:
    report = build_summary(material_of())
    assert [each.key for each in report.sections] == [
        "glance",
        "strengths",
        "development",
        "changes",
        "gaps",
        "wrote",
        "asking",
        "answer",
        "reading",
    ]
    listed = section(report, "strengths").blocks[0]
    assert isinstance(listed, FindingList)
    assert len(listed.items) == STRENGTHS
    asked = section(report, "asking").blocks[1]
    assert isinstance(asked, AskList)
    assert len(asked.items) == ASKED


def test_every_sentence_of_a_finding_stands_in_the_full_report_too(material_of: Made) -> None:
    material = material_of()
    full = render_html(build_full(material))
    report = build_summary(material)
    lists = (block for each in report.sections for block in each.blocks if isinstance(block, FindingList))
    sentences = [item.first.text for each in lists for item in each.items]
    assert len(sentences) > 10
    assert [each for each in sentences if each not in full] == []


def test_no_link_leads_nowhere(material_of: Made) -> None:
    page = render_html(build_summary(material_of()))
    targets = set(re.findall(r'href="#([^"]+)"', page)) - {"main"}
    assert [target for target in targets if f'id="{target}"' not in page] == []


def test_of_one_family_it_speaks_of_that_family_alone(material_of: Made) -> None:
    page = render_html(build_summary(material_of(Level.PUBLIC, families=(Family.LEAVERS,))))
    assert "care leavers" in page
    assert "Ages 4 to 7" not in page
    assert "Ages 16 to 25" in page


def test_with_nothing_added_and_no_wave_before_it_is_whole(material_of: Made) -> None:
    report = build_summary(material_of(additions=Additions()))
    assert not {"wrote", "answer"} & {each.key for each in report.sections}
