"""The codebook for machines: DDI-Codebook 2.5, of the file of estimates.

Elements stand in the order of the standard's schema. https://ddialliance.org/Specification/DDI-Codebook/2.5/
"""

import xml.etree.ElementTree as ET
from collections.abc import Mapping

from heard.reports.data_files.codebook import codes_of, described, surveys_of
from heard.reports.data_files.council_tables import CouncilTables
from heard.reports.data_files.describing import describe_source, title_of
from heard.reports.data_files.files import stem_of
from heard.reports.data_files.labels import Labels
from heard.reports.data_files.questions import list_statements
from heard.reports.data_files.variables import Table, Variable
from heard.reports.formats.characters import legal
from heard.reports.material import Material

NAMESPACE = "ddi:codebook:2_5"
SCHEMA = "http://www.ddialliance.org/Specification/DDI-Codebook/2.5/XMLSchema/codebook.xsd"
INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
XML = "{http://www.w3.org/XML/1998/namespace}lang"
FILE = "F1"
DIMENSIONS = ("survey", "group", "level", "indicator", "cut_point")
ELSEWHERE = ("level", "cut_point")  # their codes mean one thing here and another there
MEASURES = {"count": "count", "base": "count", "share": "percent"}


def write_ddi(tables: CouncilTables) -> Mapping[str, bytes]:
    """The file by name."""
    labels = Labels(tables.material)
    root = ET.Element(
        "codeBook",
        {
            "xmlns": NAMESPACE,
            "xmlns:xsi": INSTANCE,
            "xsi:schemaLocation": f"{NAMESPACE} {SCHEMA}",
            "version": "2.5",
            XML: tables.catalogue.language.key,
        },
    )
    _document(root, tables)
    _study(root, tables)
    _file(root, tables)
    _data(root, tables, labels)
    ET.indent(root, " ")
    text = ET.tostring(root, encoding="unicode", xml_declaration=False)
    return {f"{stem_of(tables.facts)}-ddi.xml": f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()}


def _add(parent: ET.Element, tag: str, text: str = "", **attributes: str) -> ET.Element:
    element = ET.SubElement(parent, tag, {key: legal(value) for key, value in attributes.items()})
    element.text = legal(text) or None
    return element


# --- Document and study -------------------------------------------------------------------------------


def _document(root: ET.Element, tables: CouncilTables) -> None:
    _cite(_add(root, "docDscr"), tables, "ddi")


def _cite(parent: ET.Element, tables: CouncilTables, what: str) -> None:
    """Title, who made it and with what, for whom; the day is the one on which the wave closed."""
    facts = tables.facts
    citation = _add(parent, "citation")
    titles = _add(citation, "titlStmt")
    _add(titles, "titl", title_of(tables.material))
    _add(titles, "IDNo", f"{stem_of(facts)}-{what}", agency="Heard")
    _add(_add(citation, "rspStmt"), "AuthEnty", facts.council.name)
    made = _add(citation, "prodStmt")
    _add(made, "producer", facts.council.name)
    _add(made, "copyright", tables.material.say("files.licence"))
    _add(made, "prodDate", facts.wave.closes_on.isoformat(), date=facts.wave.closes_on.isoformat())
    _add(made, "software", "Heard", version=facts.version)
    _add(_add(citation, "verStmt"), "version", tables.material.say(f"levels.{facts.level}.name"))


def _study(root: ET.Element, tables: CouncilTables) -> None:
    study = _add(root, "stdyDscr")
    _cite(study, tables, "study")
    _subject(study, tables)
    _method(study, tables)
    access = _add(_add(study, "dataAccs"), "useStmt")
    _add(access, "restrctn", describe_source(tables.material)["readers"])
    _add(access, "conditions", tables.material.say("files.ddi.conditions"))


def _subject(study: ET.Element, tables: CouncilTables) -> None:
    facts, say = tables.facts, tables.material.say
    about = _add(study, "stdyInfo")
    subject = _add(about, "subject")
    for domain in tables.catalogue.domains:
        _add(subject, "keyword", domain.title)
    _add(about, "abstract", " ".join(describe_source(tables.material).values()))
    summary = _add(about, "sumDscr")
    for event, day in (("start", facts.wave.opens_on), ("end", facts.wave.closes_on)):
        _add(summary, "collDate", day.isoformat(), date=day.isoformat(), event=event)
    _add(summary, "geogCover", facts.council.name)
    _add(summary, "geogUnit", say("files.ddi.unit"))
    _add(summary, "anlyUnit", say("files.ddi.cell"))
    _add(summary, "universe", say("terms.words.cohort.meaning"))
    _add(summary, "dataKind", say("files.ddi.kind"))


def _method(study: ET.Element, tables: CouncilTables) -> None:
    say = tables.material.say
    method = _add(study, "method")
    collected = _add(method, "dataColl")
    _add(collected, "timeMeth", say("files.ddi.time"))
    _add(collected, "sampProc", say("files.ddi.sampling"))
    _add(collected, "collMode", say("files.ddi.mode"))
    _add(method, "notes", say("method.whole_group.lines.interval"))


# --- Files and variables ------------------------------------------------------------------------------


def _file(root: ET.Element, tables: CouncilTables) -> None:
    say, frame = tables.material.say, tables.estimates
    file = _add(root, "fileDscr", ID=FILE)
    text = _add(file, "fileTxt")
    _add(text, "fileName", f"{stem_of(tables.facts)}-{Table.ESTIMATES}")
    _add(text, "fileCont", say(f"files.tables.{Table.ESTIMATES}.about"))
    size = _add(text, "dimensns")
    _add(size, "caseQnty", str(frame.height))
    _add(size, "varQnty", str(frame.width))
    _add(text, "dataMsng", say("files.ddi.missing"))


def _data(root: ET.Element, tables: CouncilTables, labels: Labels) -> None:
    data = _add(root, "dataDscr")
    for variable, label in described(tables.material, Table.ESTIMATES):
        _variable(data, variable, label, tables=tables, labels=labels)
    _cube(data, tables.material)


def _variable(
    data: ET.Element, variable: Variable, label: str, *, tables: CouncilTables, labels: Labels
) -> None:
    number = variable.is_numeric
    interval = "contin" if number else "discrete"
    element = _add(data, "var", ID=_id(variable.name), name=variable.name, files=FILE, intrvl=interval)
    _add(element, "labl", label)
    if variable.name == "indicator":
        _questions(element, tables, labels)
    if variable.name in ELSEWHERE:
        _add(element, "txt", tables.material.say(f"files.ddi.elsewhere.{variable.name}"))
    codes = () if variable.name in ELSEWHERE else codes_of(variable, tables.material, labels)
    for code, meaning in codes:
        category = _add(element, "catgry", **({"missing": "Y"} if number else {}))
        _add(category, "catValu", code)
        _add(category, "labl", meaning)
    _add(element, "varFormat", type="numeric" if number else "character")


def _questions(element: ET.Element, tables: CouncilTables, labels: Labels) -> None:
    """The question behind each indicator, as each survey puts it."""
    for each in list_statements(tables.catalogue, surveys_of(tables)):
        if each.is_headline and each.question:
            question = _add(element, "qstn", ID=f"Q_{each.indicator}_{each.survey}")
            _add(question, "preQTxt", labels.survey(each.survey))
            _add(question, "qstnLit", each.question)
            _add(question, "postQTxt", each.answers)


def _cube(data: ET.Element, material: Material) -> None:
    """What a row is a cell of, and what is said of it."""
    cube = _add(data, "nCube", ID="N1", name=Table.ESTIMATES, dmnsQnty=str(len(DIMENSIONS)))
    _add(cube, "labl", material.say(f"files.tables.{Table.ESTIMATES}.title"))
    _add(cube, "universe", material.say("terms.words.base.meaning"))
    for rank, name in enumerate(DIMENSIONS, start=1):
        _add(cube, "dmns", rank=str(rank), varRef=_id(name))
    for name, method in MEASURES.items():
        _add(cube, "measure", varRef=_id(name), aggrMeth=method)


def _id(name: str) -> str:
    return f"V_{name}"
