"""The rules of DDI-Codebook 2.5 for the elements that we write, as a list of what breaks them.

Read in full from the schema of the DDI Alliance, `codebook.xsd` of DDI-Codebook 2.5.1 (14 November 2013, namespace
`ddi:codebook:2_5`); only what may stand where is noted, none of its text. Narrower than it in one point: words may
also hold links and formatting there, which we never write.
"""

import re
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

NAMESPACE = "ddi:codebook:2_5"
DDI = f"{{{NAMESPACE}}}"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
PLACE_OF_SCHEMA = "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation"

# The forms of values. Among a rule's own attributes, A_NAME and NAMES are references to the IDs of other elements.
NAME = r"[A-Za-z_][A-Za-z0-9_.-]*"  # ASCII only: the schema allows more letters, we write none
A_NAME, NAMES = re.compile(NAME), re.compile(rf"{NAME}( {NAME})*")
ANY = re.compile(r".*", re.DOTALL)
TOKEN = re.compile(r"[A-Za-z0-9_.:-]+")
DAY = re.compile(r"\d{4}-\d\d-\d\d")  # any text by the schema, which recommends this
OF_A_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")

Form = re.Pattern[str] | frozenset[str]


def _each(names: str, form: Form) -> dict[str, Form]:
    return dict.fromkeys(names.split(), form)


def _any(names: str) -> dict[str, Form]:
    return _each(names, ANY)


def _one_of(words: str) -> frozenset[str]:
    return frozenset(words.split())


REFERENCES = _each("sdatrefs methrefs pubrefs access", NAMES)
EVERYWHERE: dict[str, Form] = {
    **_any("elementVersion ddiLifecycleUrn ddiCodebookUrn"),
    "ID": A_NAME,
    "xml-lang": TOKEN,
    LANGUAGE: OF_A_LANGUAGE,
    "source": _one_of("archive producer"),
    "elementVersionDate": DAY,
    PLACE_OF_SCHEMA: re.compile(rf"{NAMESPACE} https?://\S+/codebook\.xsd"),
}
METHODS = _one_of("sum average count mode median maximum minimum percent other")
ADDED_UP = _one_of("stock flow non-additive")
YES_NO = _one_of("Y N")


@dataclass(frozen=True, slots=True)
class Rule:
    """`children`: a pattern of tags in order, each with how often: once, `?`, `*` or `+`; `has_words`: text is allowed.

    An element with neither is empty: it may not even hold white space.
    """

    children: str = ""
    attributes: Mapping[str, Form] = field(default_factory=dict)
    has_words: bool = False
    required: frozenset[str] = frozenset()


def _words(attributes: Mapping[str, Form]) -> Rule:
    return Rule("", attributes, has_words=True)


PLAIN = (  # words without attributes of their own
    "titl copyright geogCover geogUnit sampProc collMode restrctn conditions fileName fileCont caseQnty varQnty "
    "dataMsng preQTxt postQTxt catValu"
)

RULES: Mapping[str, Rule] = {
    **{tag: _words({}) for tag in PLAIN.split()},
    "codeBook": Rule(
        "docDscr* stdyDscr+ fileDscr* dataDscr* otherMat*",
        {"version": _one_of("2.5"), "codeBookAgency": TOKEN},
    ),
    # Document and study
    "docDscr": Rule("citation? guide* docStatus* docSrc* controlledVocabUsed* notes*"),
    "citation": Rule(
        "titlStmt rspStmt? prodStmt? distStmt? serStmt* verStmt* biblCit* holdings* notes*",  # then Dublin Core
        _any("MARCURI"),
    ),
    "titlStmt": Rule("titl subTitl* altTitl* parTitl* IDNo*"),
    "IDNo": _words({**_any("agency"), "level": _one_of("study file project")}),
    "rspStmt": Rule("AuthEnty* othId*"),
    "AuthEnty": _words(_any("affiliation")),
    "prodStmt": Rule("producer* copyright* prodDate* prodPlac* software* fundAg* grantNo*"),
    "producer": _words(_any("abbr affiliation role")),
    "prodDate": _words({"date": DAY}),
    "software": _words({**_any("version"), "date": DAY}),
    "verStmt": Rule("version* verResp* notes*"),
    "version": _words({**_any("type"), "date": DAY}),
    "stdyDscr": Rule(
        "citation+ studyAuthorization* stdyInfo* studyDevelopment* method* dataAccs* othrStdyMat* notes*",
        {"access": NAMES},
    ),
    "stdyInfo": Rule("studyBudget* subject* abstract* sumDscr* qualityStatement? notes* exPostEvaluation*"),
    "subject": Rule("keyword* topcClas*"),
    "keyword": _words(_any("vocab vocabURI")),
    "abstract": _words({"date": DAY, "contentType": _one_of("abstract purpose mixed")}),
    "sumDscr": Rule(
        "timePrd* collDate* nation* geogCover* geogUnit* geoBndBox? boundPoly* anlyUnit* universe* dataKind*"
    ),
    "collDate": _words({**_any("cycle"), "date": DAY, "event": _one_of("start end single")}),
    "anlyUnit": _words(_any("unit")),
    "universe": _words({**_any("level"), "clusion": _one_of("I E")}),
    "dataKind": _words(_any("type")),
    "method": Rule("dataColl* notes* anlyInfo? stdyClas* dataProcessing* codingInstructions*"),
    "dataColl": Rule(
        "timeMeth* dataCollector* collectorTraining* frequenc* sampProc* sampleFrame* targetSampleSize* deviat* "
        "collMode* resInstru* instrumentDevelopment* sources? collSitu* actMin* ConOps* weight* cleanOps*"
    ),
    "timeMeth": _words(_any("method")),
    "notes": _words(
        {**_any("type subject level resp"), **_each("sdatrefs parent", NAMES), "sameNote": A_NAME}
    ),
    "dataAccs": Rule("setAvail* useStmt* notes*"),
    "useStmt": Rule("confDec* specPerm* restrctn* contact* citReq* deposReq* conditions* disclaimer*"),
    # Files
    "fileDscr": Rule("fileTxt* locMap? notes*", {**_any("URI"), **REFERENCES}),
    "fileTxt": Rule(
        "fileName* fileCitation? dataFingerprint* fileCont? fileStrc? dimensns? fileType* format* filePlac* "
        "dataChck* ProcStat* dataMsng* software* verStmt*"
    ),
    "dimensns": Rule("caseQnty* varQnty* logRecL* recPrCas* recNumTot*"),
    # Variables
    "dataDscr": Rule("varGrp* nCubeGrp* var* nCube* notes*"),
    "var": Rule(
        "location* labl* imputation* security* embargo* respUnit* anlysUnit* qstn* valrng* invalrng* undocCod* "
        "universe* TotlResp* sumStat* txt* stdCatgry* catgryGrp* catgry* codInstr* verStmt* concept* derivation? "
        "varFormat? geoMap* catLevel* notes*",
        {
            **_any("name vendor dcml rectype measUnit scale origin geoVocab catQnty"),
            **_each("wgt-var weight qstn files", NAMES),
            **REFERENCES,
            **_each("otherAggrMeth otherAdditivity otherRepresentationType", TOKEN),
            "wgt": _one_of("wgt not-wgt"),
            "intrvl": _one_of("contin discrete"),
            "aggrMeth": METHODS,
            "nature": _one_of("nominal ordinal interval ratio percent other"),
            "additivity": ADDED_UP | {"other"},
            **_each("temporal geog", YES_NO),
            "representationType": _one_of("text numeric code datetime other"),
        },
        required=frozenset({"name"}),
    ),
    "labl": _words({**_any("level vendor country"), "sdatrefs": NAMES}),
    "txt": _words({**_any("level"), "sdatrefs": NAMES}),
    "qstn": Rule(
        "(preQTxt|qstnLit|postQTxt|forward|backward|ivuInstr)*",
        {
            **_any("seqNo"),
            "qstn": A_NAME,
            **_each("var sdatrefs", NAMES),
            "responseDomainType": _one_of("text numeric code category datetime geographic multiple other"),
            "otherResponseDomainType": TOKEN,
        },
        has_words=True,
    ),
    "qstnLit": _words({"sdatrefs": NAMES}),
    "catgry": Rule(
        "catValu? labl* txt* catStat* mrow?",
        {
            **_any("missType country"),
            "missing": YES_NO,
            "excls": _one_of("true false"),
            **_each("sdatrefs catgry", NAMES),
            "level": A_NAME,
        },
    ),
    "varFormat": _words(
        {
            **_any("formatname URI"),
            **_each("otherSchema otherCategory", TOKEN),
            "type": _one_of("character numeric"),
            "schema": _one_of("SAS SPSS IBM ANSI ISO XML-Data other"),
            "category": _one_of("date time currency other"),
        }
    ),
    "nCube": Rule(
        "location* labl* txt* universe* imputation* security* embargo* respUnit* anlysUnit* verStmt* purpose* "
        "dmns* measure* notes*",
        {**_any("name dmnsQnty cellQnty"), **REFERENCES},
    ),
    "dmns": Rule("cohort*", {**_any("rank"), "varRef": A_NAME}),
    "measure": Rule(
        "",
        {
            **_any("measUnit scale origin"),
            "varRef": A_NAME,
            "aggrMeth": METHODS,
            "otherAggrMeth": TOKEN,
            "additivity": ADDED_UP,
        },
    ),
}


def list_faults(root: ET.Element) -> list[str]:
    """What is wrong in a file, in words; empty where nothing is."""
    start = [] if root.tag == f"{DDI}codeBook" else [f"{root.tag} is no codeBook"]
    own = (fault for element in root.iter() for fault in _of_element(element))
    return [*start, *own, *_of_references(root)]


def _of_element(element: ET.Element) -> Iterator[str]:
    tag = element.tag.removeprefix(DDI)
    rule = RULES.get(tag)
    if rule is None:
        yield f"{tag}: not in the table"
        return
    yield from _of_children(element, tag, rule)
    yield from _of_attributes(element, tag, rule)


def _of_children(element: ET.Element, tag: str, rule: Rule) -> Iterator[str]:
    children = "".join(f"{child.tag.removeprefix(DDI)} " for child in element)
    order = "".join(re.sub(r"\w+", r"(?:\g<0> )", part) for part in rule.children.split())
    if not re.fullmatch(order, children):
        yield f"{tag}: children {children}"
    text = "".join((element.text or "", *(child.tail or "" for child in element)))
    if not rule.has_words and (text.strip() if rule.children else text):
        yield f"{tag}: words {text.strip()}"


def _of_attributes(element: ET.Element, tag: str, rule: Rule) -> Iterator[str]:
    yield from (f"{tag}: no {name}" for name in sorted(rule.required - element.attrib.keys()))
    for name, value in element.items():
        form = {**EVERYWHERE, **rule.attributes}.get(name)
        if form is None:
            yield f"{tag}: unknown {name}"
        elif value not in form if isinstance(form, frozenset) else not form.fullmatch(value):
            yield f"{tag}: {name} is {value}"


def _of_references(root: ET.Element) -> Iterator[str]:
    ids = Counter(element.attrib["ID"] for element in root.iter() if "ID" in element.attrib)
    yield from (f"ID {name} {count} times" for name, count in ids.items() if count > 1)
    for tag, name, value in references(root):
        yield from (f"{tag}: {name} points to {each}" for each in value.split() if each not in ids)


def references(root: ET.Element) -> Iterator[tuple[str, str, str]]:
    """Each attribute that points to an ID: the tag it stands at, its name, its value."""
    for element in root.iter():
        tag = element.tag.removeprefix(DDI)
        forms = RULES[tag].attributes if tag in RULES else {}
        for name, value in element.items():
            if forms.get(name) in (A_NAME, NAMES):
                yield tag, name, value
