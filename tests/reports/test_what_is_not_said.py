"""What no report says: praise that the numbers do not bear, an answer to what is hidden, a voice among few."""

import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

import polars as pl

from heard.base.policy import MIN_BASE_TO_QUOTE, Level
from heard.base.surveys import Family, Survey
from heard.disclosure import ProtectedTables
from heard.findings import Finding
from heard.reports import Additions, Kind, Material, Quotation, build_full, render_html, render_word
from heard.reports.kinds.committee import build_committee
from heard.reports.kinds.slides import build_slides
from heard.reports.kinds.summary import build_summary
from heard.reports.making import Document, build, list_documents
from heard.reports.telling import choose_told
from reports.parts import with_bands

Made = Callable[..., Material]


def every_report(material: Material) -> str:
    kinds = [kind for kind in Kind if kind is not Kind.TABLES]
    documents = list_documents(kinds, material.facts.families, tuple(Survey), together=True)
    return "\n".join(render_html(build(document, material)) for document in documents)


def test_a_band_that_only_says_more_than_half_is_never_told_as_good(
    material_of: Made, protected: ProtectedTables
) -> None:
    """17 of 27 who feel safe would be an area for development if it were shown."""
    banded = with_bands(protected, 0.55, 1.0, "feels_safe", "likes_bedroom")
    told = choose_told(material_of(Level.WORKING, tables=banded), Survey.AGES_11_17)
    assert not {"feels_safe", "likes_bedroom"} & {side.indicator for side in told.good}


def test_having_no_pet_is_no_fault_though_many_have_none(material_of: Made) -> None:
    material = material_of()
    pet = next(each for each in material.findings if each.indicator == "pet" and each.group == "all")
    found: tuple[Finding, ...] = (
        replace(pet, kind=type(pet.kind)("development"), evidence=type(pet.evidence)("level")),
        *(each for each in material.findings if each.indicator != "pet"),
    )
    told = choose_told(replace(material, findings=found), Survey(pet.survey.split(";")[0]))
    assert "pet" not in {side.indicator for side in told.better}


def test_nobody_is_quoted_of_a_survey_that_few_answered(
    material_of: Made, protected: ProtectedTables
) -> None:
    few = pl.col("survey") == "11-17"
    counts = pl.when(few).then(pl.lit(MIN_BASE_TO_QUOTE - 1)).otherwise("respondents")
    participation = protected.participation.with_columns(respondents=counts)
    added = Additions(
        quotations=(Quotation("11-17", "pet", "my dog is called [name]"),),
        ideas=(Quotation("11-17", "", "more dogs"), Quotation("16-25", "", "a better lock")),
    )
    tables = replace(protected, participation=participation)
    said = every_report(material_of(Level.WORKING, tables=tables, additions=added))
    assert "my dog is called" not in said
    assert "more dogs" not in said
    assert "a better lock" in said


def test_an_answer_to_what_is_not_told_is_printed_nowhere(material_of: Made) -> None:
    """That the council answers tells that there is something to answer."""
    material = material_of()
    told = {finding.indicator for finding in material.findings if finding.kind != "ask"}
    quiet = next(key for key in material.catalogue.indicators if key not in told)
    loud = next(each.indicator for each in material.of_kind("development"))
    answered = Additions(answers={quiet: "We start the quiet work.", loud: "We start the loud work."})
    said = every_report(replace(material, additions=answered))
    assert "the quiet work" not in said
    assert "the loud work" in said


def test_an_answer_stands_with_the_family_whose_finding_it_answers(material_of: Made) -> None:
    material = material_of()
    care = {each.indicator for each in material.of_kind("development") if each.survey != "16-25"}
    leavers = {each.indicator for each in material.findings if each.survey == "16-25"}
    only = sorted(care - leavers)[0]
    added = Additions(answers={only: "Said to children in care."})
    for family, said in ((Family.CARE, True), (Family.LEAVERS, False)):
        of_family = material_of(families=(family,), additions=added)
        assert ("Said to children in care." in render_html(build_slides(of_family))) is said


def test_the_glance_and_the_slides_count_the_same(material_of: Made, protected: ProtectedTables) -> None:
    banded = with_bands(protected, 0.8, 1.0, "feels_safe", "likes_bedroom", "pet")
    material = material_of(Level.WORKING, tables=banded)
    glance = re.search(r"To (\d+) questions, each at its age", render_html(build_full(material)))
    slides = re.search(r"(\d+) (?:questions|answers), each", render_html(build_slides(material)))
    assert glance is not None
    assert slides is not None
    assert glance[1] == slides[1] == "3"


def test_the_committee_s_key_issues_name_its_areas_for_development(material_of: Made) -> None:
    material = material_of(Level.PUBLIC)
    page = render_html(build_committee(material))
    assert material.of_kind("development")[0].sentence in page.split("What could be improved")[0]


def test_every_way_in_a_word_file_leads_somewhere(material_of: Made) -> None:
    material = material_of()
    for report in (
        build_summary(material),
        build_full(material),
        build(Document(Kind.EASY_READ, (Family.CARE,)), material),
    ):
        with zipfile.ZipFile(BytesIO(render_word(report))) as parts:
            words = parts.read("word/document.xml").decode()
        ways = set(re.findall(r'w:anchor="([^"]+)"', words))
        assert ways <= set(re.findall(r'<w:bookmarkStart [^>]*w:name="([^"]+)"', words))
