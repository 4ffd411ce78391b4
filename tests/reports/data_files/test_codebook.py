"""The codebook names every variable and every question; DDI keeps the standard's order."""

import csv
import io
import xml.etree.ElementTree as ET
from collections.abc import Callable

import polars as pl

from heard.base.surveys import Survey
from heard.catalogue import Catalogue
from heard.reports.data_files.council_tables import CouncilTables
from heard.reports.data_files.variables import TABLES, Table

One = Callable[[str], bytes]
DDI = "{ddi:codebook:2_5}"
# The order of the standard's schema, as its published tree of elements gives it; only those that we write.
ORDER = {
    "codeBook": ("docDscr", "stdyDscr", "fileDscr", "dataDscr", "otherMat"),
    "docDscr": ("citation", "guide", "docStatus", "docSrc", "notes"),
    "citation": (
        "titlStmt",
        "rspStmt",
        "prodStmt",
        "distStmt",
        "serStmt",
        "verStmt",
        "biblCit",
        "holdings",
        "notes",
    ),
    "titlStmt": ("titl", "subTitl", "altTitl", "parTitl", "IDNo"),
    "rspStmt": ("AuthEnty", "othId"),
    "prodStmt": ("producer", "copyright", "prodDate", "prodPlac", "software", "fundAg", "grantNo"),
    "verStmt": ("version", "verResp", "notes"),
    "stdyDscr": (
        "citation",
        "studyAuthorization",
        "stdyInfo",
        "studyDevelopment",
        "method",
        "dataAccs",
        "othrStdyMat",
        "notes",
    ),
    "stdyInfo": (
        "studyBudget",
        "subject",
        "abstract",
        "sumDscr",
        "qualityStatement",
        "notes",
        "exPostEvaluation",
    ),
    "subject": ("keyword", "topcClas"),
    "sumDscr": (
        "timePrd",
        "collDate",
        "nation",
        "geogCover",
        "geogUnit",
        "geoBndBox",
        "boundPoly",
        "anlyUnit",
        "universe",
        "dataKind",
    ),
    "method": ("dataColl", "notes", "anlyInfo", "stdyClas", "dataProcessing", "codingInstructions"),
    "dataColl": (
        "timeMeth",
        "dataCollector",
        "collectorTraining",
        "frequenc",
        "sampProc",
        "sampleFrame",
        "targetSampleSize",
        "deviat",
        "collMode",
        "resInstru",
        "instrumentDevelopment",
        "sources",
        "collSitu",
        "actMin",
        "ConOps",
        "weight",
        "cleanOps",
    ),
    "dataAccs": ("setAvail", "useStmt", "notes"),
    "useStmt": (
        "confDec",
        "specPerm",
        "restrctn",
        "contact",
        "citReq",
        "deposReq",
        "conditions",
        "disclaimer",
    ),
    "fileDscr": ("fileTxt", "locMap", "notes"),
    "fileTxt": (
        "fileName",
        "fileCitation",
        "dataFingerprint",
        "fileCont",
        "fileStrc",
        "dimensns",
        "fileType",
        "format",
        "filePlac",
        "dataChck",
        "ProcStat",
        "dataMsng",
        "software",
        "verStmt",
    ),
    "dimensns": ("caseQnty", "varQnty", "logRecL", "recPrCas", "recNumTot"),
    "dataDscr": ("varGrp", "nCubeGrp", "var", "nCube", "notes"),
    "var": (
        "location",
        "labl",
        "imputation",
        "security",
        "embargo",
        "respUnit",
        "anlysUnit",
        "qstn",
        "valrng",
        "invalrng",
        "undocCod",
        "universe",
        "TotlResp",
        "sumStat",
        "txt",
        "stdCatgry",
        "catgryGrp",
        "catgry",
        "codInstr",
        "verStmt",
        "concept",
        "derivation",
        "varFormat",
        "geoMap",
        "catLevel",
        "notes",
    ),
    "qstn": ("preQTxt", "qstnLit", "postQTxt", "forward", "backward", "ivuInstr"),
    "catgry": ("catValu", "labl", "txt", "catStat", "mrow"),
    "nCube": (
        "location",
        "labl",
        "txt",
        "universe",
        "imputation",
        "security",
        "embargo",
        "respUnit",
        "anlysUnit",
        "verStmt",
        "purpose",
        "dmns",
        "measure",
        "notes",
    ),
}
REQUIRED = {"codeBook": "stdyDscr", "stdyDscr": "citation", "citation": "titlStmt", "titlStmt": "titl"}


def out_of_order(element: ET.Element) -> list[str]:
    """The elements whose children are not the standard's, or not in its order, or lack one that must be there."""
    tag, children = element.tag.removeprefix(DDI), [child.tag.removeprefix(DDI) for child in element]
    order = ORDER.get(tag, ())
    places = [order.index(child) if child in order else -1 for child in children]
    wrong = -1 in places or places != sorted(places) or REQUIRED.get(tag, *children[:1]) not in children
    found = [tag] if children and wrong else []
    return [*found, *(each for child in element for each in out_of_order(child))]


def test_ddi_has_the_elements_of_the_standard_in_its_order(one: One) -> None:
    root = ET.fromstring(one("-ddi.xml"))
    assert (root.tag, root.get("version")) == (f"{DDI}codeBook", "2.5")
    assert out_of_order(root) == []


def test_an_element_in_another_place_is_noticed(one: One) -> None:
    root = ET.fromstring(one("-ddi.xml"))
    root.append(root[0])
    del root[0]
    assert out_of_order(root) == ["codeBook"]
    del root.find(f"{DDI}stdyDscr/{DDI}citation")[0]
    assert out_of_order(root) == ["codeBook", "citation"]


def test_ddi_has_each_id_once_and_points_to_what_is_there(one: One) -> None:
    root = ET.fromstring(one("-ddi.xml"))
    ids = [each.get("ID") for each in root.iter() if each.get("ID")]
    assert len(ids) == len(set(ids))
    pointed = [each.get("varRef") for each in root.iter() if each.get("varRef")]
    assert len(pointed) == 8
    assert set(pointed) <= set(ids)


def test_ddi_describes_the_file_as_it_is(one: One, tables: CouncilTables) -> None:
    root = ET.fromstring(one("-ddi.xml"))
    assert [each.get("name") for each in root.iter(f"{DDI}var")] == tables.estimates.columns
    assert root.find(f".//{DDI}caseQnty").text == str(tables.estimates.height)
    literal = {each.get("ID"): each.find(f"{DDI}qstnLit").text for each in root.iter(f"{DDI}qstn")}
    assert literal["Q_has_fun_11-17"] == "Do you get to do things you enjoy?"


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))


def test_every_column_of_every_file_is_a_variable_of_the_codebook(one: One) -> None:
    rows = rows_of(one("-variables.csv"))
    for table in (table for table in Table if table is not Table.TRENDS):
        columns = pl.read_parquet(io.BytesIO(one(f"-{table}.parquet"))).columns
        named = dict.fromkeys(row["variable"] for row in rows if row["file"] == table)
        assert list(named) == columns == [variable.name for variable in TABLES[table]]
    assert all(row["label"] and len(row["label"]) <= 80 for row in rows)


def test_every_code_that_a_file_holds_is_explained(one: One) -> None:
    rows = rows_of(one("-variables.csv"))
    for table in ("estimates", "comparisons", "participation", "associations"):
        frame = pl.read_parquet(io.BytesIO(one(f"-{table}.parquet")))
        for variable in TABLES[Table(table)]:
            codes = {row["code"] for row in rows if (row["file"], row["variable"]) == (table, variable.name)}
            if variable.kind == "code" and variable.name != "cut_point":
                assert set(frame[variable.name].drop_nulls().unique()) - {""} <= codes, variable.name


def test_every_question_of_every_survey_is_there(one: One, catalogue: Catalogue) -> None:
    rows = rows_of(one("-questions.csv"))
    asked = {(row["survey"], row["question"]) for row in rows}
    for survey in Survey:
        for question in catalogue.questionnaires[survey].questions():
            assert (survey.value, question.text) in asked
    assert {row["licence"].split(" may ")[0] for row in rows} == {
        "The words of the questions are part of Heard and"
    }


def test_the_page_has_the_questions_and_asks_for_nothing(one: One) -> None:
    page = one("-codebook.html").decode()
    assert "Do you get to do things you enjoy?" in page
    assert "http" not in page.replace("http-equiv", "")
