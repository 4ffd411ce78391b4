"""What the tags of a PDF lack when it has been set."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pydyf
    import weasyprint


def complete_tags(_: "weasyprint.Document", pdf: "pydyf.PDF") -> None:
    """Say of each heading cell whether it is of its column or of its row: the former stand in a table's head."""
    elements = {each.reference: each for each in pdf.objects if _is_element(each)}
    for element in elements.values():
        if element["S"] == "/TH":
            body = elements[elements[element["P"]]["P"]]
            element["A"]["Scope"] = "/Column" if body["S"] == "/THead" else "/Row"


def _is_element(thing: "pydyf.Object") -> bool:
    import pydyf

    return isinstance(thing, pydyf.Dictionary) and thing.get("Type") == "/StructElem"
