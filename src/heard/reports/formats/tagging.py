"""What the tags of a PDF lack when it has been set, or say wrongly: mended before the file is written.

What sets the pages tags every box, also those that it makes up itself: within a heading a second one, within an item of
a list another item, for a drawing that says nothing a span. It tags what stands at the foot of every page as words of
the report. None of that should be read out.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    import pydyf
    import weasyprint

    Elements: TypeAlias = dict[bytes, pydyf.Dictionary]

HEADINGS = tuple(f"/H{level}" for level in range(1, 7))
WITHIN = {"/LI": "/L", "/LBody": "/LI"}  # what may stand only in what
EMPTY_SAY_NOTHING = ("/Span", "/NonStruct", "/Div", "/P")  # a cell without words is still a cell
PRINTED = 4  # the flag of a note on a page that is printed with it


def complete_tags(_: "weasyprint.Document", pdf: "pydyf.PDF") -> None:
    """Mend the tags of a whole file, in place."""
    elements = {each.reference: each for each in pdf.objects if _is(each, "/StructElem")}
    root = next(each for each in elements.values() if each["S"] == "/Document")
    _name_alike(root, elements)
    _leave_out_empty(root, elements)
    _begin_with_the_first(root, elements)
    _say_scope(elements)
    for annotation in (each for each in pdf.objects if _is(each, "/Annot")):
        annotation["F"] = PRINTED
    _take_out_furniture(pdf, {each.reference for each in _walk(root, elements)})


def _is(thing: "pydyf.Object", kind: str) -> bool:
    import pydyf

    return isinstance(thing, pydyf.Dictionary) and thing.get("Type") == kind


def _below(element: "pydyf.Dictionary", elements: "Elements") -> "Iterator[pydyf.Dictionary]":
    return (elements[each] for each in element["K"] if each in elements)


def _walk(element: "pydyf.Dictionary", elements: "Elements") -> "Iterator[pydyf.Dictionary]":
    yield element
    for each in _below(element, elements):
        yield from _walk(each, elements)


def _name_alike(
    element: "pydyf.Dictionary", elements: "Elements", above: str = "", heading: str = ""
) -> None:
    """A heading within a heading, an item without a list, a body without an item say nothing of their own."""
    kind = element["S"]
    if (kind in HEADINGS and heading) or (kind in WITHIN and above != WITHIN[kind]):
        element["S"] = "/NonStruct"
    inside = kind if kind in HEADINGS else heading
    for each in _below(element, elements):
        _name_alike(each, elements, element["S"], inside)


def _leave_out_empty(element: "pydyf.Dictionary", elements: "Elements") -> None:
    """What holds nothing and says nothing: drawings beside words, as grounds; spaces between the items of a list."""
    for each in _below(element, elements):
        _leave_out_empty(each, elements)
    gone = {each.reference for each in _below(element, elements) if _says_nothing(each, element)}
    if gone:
        element["K"][:] = [each for each in element["K"] if each not in gone]


def _says_nothing(element: "pydyf.Dictionary", above: "pydyf.Dictionary") -> bool:
    if above["S"] == "/L" and element["S"] == "/Span":
        return True  # a list of the page holds items alone
    return element["S"] in EMPTY_SAY_NOTHING and not element["K"]


def _begin_with_the_first(root: "pydyf.Dictionary", elements: "Elements") -> None:
    """Headings begin at the first level: on a postcard the report's own is not printed."""
    found = [each for each in _walk(root, elements) if each["S"] in HEADINGS]
    first = min((HEADINGS.index(each["S"]) for each in found), default=0)
    for each in found:
        each["S"] = HEADINGS[HEADINGS.index(each["S"]) - first]


def _say_scope(elements: "Elements") -> None:
    """Say of each heading cell whether it is of its column or of its row: the former stand in a table's head."""
    for element in elements.values():
        if element["S"] == "/TH":
            body = elements[elements[element["P"]]["P"]]
            element["A"]["Scope"] = "/Column" if body["S"] == "/THead" else "/Row"


def _take_out_furniture(pdf: "pydyf.PDF", told: set[bytes]) -> None:
    """What no tag of the report leads to is no part of it: the lines at the foot of each page."""
    objects = {each.reference: each for each in pdf.objects}
    root = next(each for each in objects.values() if _is(each, "/StructTreeRoot"))
    numbers = objects[root["ParentTree"]]["Nums"]
    for page, references in zip(pdf.page_references, numbers[1::2], strict=False):
        foot = {place for place, reference in enumerate(references) if reference not in told}
        for place in foot:
            references[place] = "null"
        _mark_as_furniture(objects[objects[page]["Contents"]].stream, foot)


def _mark_as_furniture(stream: list[object], foot: set[int]) -> None:
    """Where marked words begin stand their tag, its properties and the operator, one after the other."""
    import pydyf

    for place, item in enumerate(stream):
        if isinstance(item, pydyf.Dictionary) and item.get("MCID") in foot:
            stream[place - 1 : place + 1] = ["/Artifact", pydyf.Dictionary({"Type": "/Pagination"})]
