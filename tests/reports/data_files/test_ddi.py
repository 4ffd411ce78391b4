"""The DDI file keeps the standard, whoever it is of, and says what the file of estimates holds."""

import xml.etree.ElementTree as ET
from collections.abc import Callable
from dataclasses import replace

import pytest

from heard.base.places import Area
from heard.base.surveys import Family
from heard.catalogue import Catalogue
from heard.disclosure import ProtectedTables
from heard.reports import ReportFacts
from heard.reports.data_files.council_tables import CouncilTables, read_council_tables
from heard.reports.data_files.ddi import write_ddi
from reports.data_files.ddi_rules import DDI, RULES, list_faults, references
from reports.data_files.planted import hide_all

One = Callable[[str], bytes]
Spoil = Callable[[ET.Element], object]


def written(protected: ProtectedTables, catalogue: Catalogue, facts: ReportFacts) -> ET.Element:
    (content,) = write_ddi(read_council_tables(protected, catalogue, facts)).values()
    return ET.fromstring(content)


def first(root: ET.Element, tag: str) -> ET.Element:
    return next(root.iter(f"{DDI}{tag}"))


@pytest.fixture
def root(one: One) -> ET.Element:
    return ET.fromstring(one("-ddi.xml"))


# --- It keeps the standard ----------------------------------------------------------------------------


def test_the_file_keeps_the_standard(root: ET.Element) -> None:
    assert list_faults(root) == []
    assert root.get("version") == "2.5"


def test_every_rule_is_of_an_element_that_is_written(root: ET.Element) -> None:
    assert {element.tag.removeprefix(DDI) for element in root.iter()} == set(RULES)


def test_the_files_of_other_readers_keep_it_too(
    protected: ProtectedTables, catalogue: Catalogue, facts: ReportFacts, board_facts: ReportFacts
) -> None:
    nothing = {
        name: getattr(protected, name).clear() for name in ("estimates", "comparisons", "participation")
    }
    assert list_faults(written(protected, catalogue, facts)) == []
    assert list_faults(written(replace(protected, **nothing), catalogue, facts)) == []
    assert list_faults(written(hide_all(protected), catalogue, board_facts)) == []
    for family in Family:
        assert list_faults(written(protected, catalogue, replace(facts, families=(family,)))) == []


def test_a_name_with_characters_that_no_file_may_hold_can_be_read_back(
    small: ProtectedTables, catalogue: Catalogue, board_facts: ReportFacts
) -> None:
    name = "Ald\x00\x08\x0b\x0c\x0e\x1f\ud800\udfff\ufffe\uffffer <b>&amp; \"'brook]]>\ue000\ufffd\U0001f600"
    root = written(small, catalogue, replace(board_facts, council=Area("X0000001", name)))
    assert list_faults(root) == []
    assert first(root, "AuthEnty").text == "Alder <b>&amp; \"'brook]]>\ue000\ufffd\U0001f600"


# --- What breaks it is noticed ------------------------------------------------------------------------

SPOILT: dict[str, tuple[Spoil, str]] = {
    "no study": (lambda root: root.remove(first(root, "stdyDscr")), "codeBook: children"),
    "no title": (lambda root: first(root, "titlStmt").remove(first(root, "titl")), "titlStmt: children"),
    "two titles": (lambda root: first(root, "titlStmt").insert(0, first(root, "titl")), "titlStmt: children"),
    "two formats": (lambda root: first(root, "var").append(first(root, "varFormat")), "var: children"),
    "a file told twice": (
        lambda root: first(root, "fileTxt").insert(1, first(root, "fileCont")),
        "fileTxt: chi",
    ),
    "unknown element": (lambda root: ET.SubElement(root, f"{DDI}place"), "place: not in the table"),
    "element of nothing": (lambda root: ET.SubElement(first(root, "titl"), "b"), "titl: children b"),
    "another version": (lambda root: root.set("version", "2.6"), "codeBook: version is 2.6"),
    "unknown attribute": (lambda root: first(root, "titl").set("size", "1"), "titl: unknown size"),
    "no name": (lambda root: first(root, "var").attrib.pop("name"), "var: no name"),
    "language": (lambda root: first(root, "titl").set("xml-lang", "plain English"), "titl: xml-lang is"),
    "not of the list": (lambda root: first(root, "measure").set("aggrMeth", "share"), "measure: aggrMeth is"),
    "missing": (lambda root: first(root, "catgry").set("missing", "yes"), "catgry: missing is yes"),
    "no day": (lambda root: first(root, "collDate").set("date", "2 February"), "collDate: date is"),
    "no ID": (lambda root: first(root, "var").set("ID", "1 wave"), "var: ID is 1 wave"),
    "an ID twice": (lambda root: first(root, "nCube").set("ID", "F1"), "ID F1 2 times"),
    "two references": (lambda root: first(root, "dmns").set("varRef", "V_wave V_area"), "dmns: varRef is"),
    "words between": (lambda root: setattr(first(root, "var"), "text", "wave"), "var: words wave"),
    "words after": (lambda root: setattr(first(root, "labl"), "tail", "wave"), "var: words wave"),
    "space in what is empty": (lambda root: setattr(first(root, "measure"), "text", " "), "measure: words"),
}


@pytest.mark.parametrize("spoilt", SPOILT)
def test_what_breaks_the_standard_is_noticed(root: ET.Element, spoilt: str) -> None:
    spoil, fault = SPOILT[spoilt]
    spoil(root)
    assert any(each.startswith(fault) for each in list_faults(root)), list_faults(root)


def test_another_root_is_noticed(root: ET.Element) -> None:
    assert f"{DDI}dataDscr is no codeBook" in list_faults(first(root, "dataDscr"))


def test_every_kind_of_element_out_of_order_is_noticed(root: ET.Element) -> None:
    ordered = {
        element.tag.removeprefix(DDI): element
        for element in root.iter()
        if len({child.tag for child in element}) > 1 and element.tag != f"{DDI}qstn"  # in any order
    }
    assert len(ordered) == 16
    for tag, element in ordered.items():
        children = list(element)
        element[:] = reversed(children)
        assert any(fault.startswith(f"{tag}: children") for fault in list_faults(root)), tag
        element[:] = children
    assert list_faults(root) == []


def test_every_reference_to_nothing_is_noticed(root: ET.Element) -> None:
    assert {(tag, name) for tag, name, _ in references(root)} == {
        ("var", "files"),
        ("dmns", "varRef"),
        ("measure", "varRef"),
    }
    for gone in [element for element in root.iter() if element.tag in (f"{DDI}fileDscr", f"{DDI}var")]:
        own = gone.attrib["ID"]
        pointed = [f"{tag}: {name} points to {own}" for tag, name, value in references(root) if value == own]
        gone.set("ID", "elsewhere")
        assert list_faults(root) == pointed
        gone.set("ID", own)


# --- It says what the file is -------------------------------------------------------------------------


def test_it_describes_the_file_as_it_is(root: ET.Element, tables: CouncilTables) -> None:
    assert [each.get("name") for each in root.iter(f"{DDI}var")] == tables.estimates.columns
    assert first(root, "caseQnty").text == str(tables.estimates.height)
    assert first(root, "varQnty").text == str(tables.estimates.width)
    literal = {each.get("ID"): each.find(f"{DDI}qstnLit").text for each in root.iter(f"{DDI}qstn")}
    assert literal["Q_has_fun_11-17"] == "Do you get to do things you enjoy?"


def test_the_dimensions_of_its_cube_tell_every_row_from_every_other(
    root: ET.Element, tables: CouncilTables
) -> None:
    names = {each.get("ID"): each.get("name") for each in root.iter(f"{DDI}var")}
    dimensions = [(each.get("rank"), names[each.get("varRef")]) for each in root.iter(f"{DDI}dmns")]
    assert [rank for rank, _ in dimensions] == ["1", "2", "3", "4", "5"]
    assert first(root, "nCube").get("dmnsQnty") == "5"
    assert tables.estimates.select(name for _, name in dimensions).is_unique().all()
