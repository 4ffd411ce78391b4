"""What stands in a PDF: its words as they are copied, its tags, its fonts. Read by another library than wrote it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

import pikepdf


@dataclass(frozen=True)
class Tag:
    """One element of the structure, as a screen reader meets it."""

    kind: str
    alternative: str | None


def open_pdf(content: bytes) -> pikepdf.Pdf:
    """The file, out of memory."""
    return pikepdf.open(BytesIO(content))


def texts_of(pdf: pikepdf.Pdf) -> list[str]:
    """The words of each page, run together in the order they were drawn."""
    return ["".join(_words(page)) for page in pdf.pages]


def tags_of(pdf: pikepdf.Pdf) -> list[Tag]:
    """Every element of the structure tree."""
    return list(_tags(pdf.Root.StructTreeRoot.K))


def fonts_of(pdf: pikepdf.Pdf) -> dict[str, bool]:
    """Each font by name, and whether its letters are in the file."""
    found = {}
    for each in pdf.objects:
        if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/FontDescriptor":
            found[str(each.FontName)] = any(f"/FontFile{kind}" in each for kind in ("", 2, 3))
    return found


def letters_of(page: pikepdf.Page) -> dict[str, dict[str, str]]:
    """For each font of a page, what each glyph stands for."""
    return {str(name): _letters(font) for name, font in page.resources.get("/Font", {}).items()}


def shown_in(page: pikepdf.Page, letters: dict[str, dict[str, str]]) -> dict[int, str]:
    """The words of each piece of marked content of a page, by its number in the structure."""
    found: dict[int, str] = {}
    inside: list[int | None] = []
    known: dict[str, str] = {}
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "BDC":
                properties = operands[1]
                inside.append(properties.get("/MCID") if isinstance(properties, pikepdf.Dictionary) else None)
            case "BMC":
                inside.append(None)
            case "EMC":
                inside.pop()
            case "Tf":
                known = letters[str(operands[0])]
            case "Tj" | "TJ":
                shown = operands[0] if isinstance(operands[0], pikepdf.Array) else [operands[0]]
                strings = (each for each in shown if isinstance(each, pikepdf.String))
                numbers = [number for number in inside if number is not None]
                if numbers:
                    words = "".join(_read(bytes(each), known) for each in strings)
                    found[int(numbers[-1])] = found.get(int(numbers[-1]), "") + words
    return found


def _tags(node: pikepdf.Object) -> Iterator[Tag]:
    if isinstance(node, pikepdf.Array):
        for each in node:
            yield from _tags(each)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        alternative = node.get("/Alt")
        yield Tag(str(node.S)[1:], None if alternative is None else str(alternative))
        if "/K" in node:
            yield from _tags(node.K)


def _words(page: pikepdf.Page) -> Iterator[str]:
    fonts = page.resources.get("/Font", {})
    letters = {str(name): _letters(font) for name, font in fonts.items()}
    known: dict[str, str] = {}
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "Tf":
                known = letters[str(operands[0])]
            case "Tj":
                yield _read(bytes(operands[0]), known)
            case "TJ":
                strings = (each for each in operands[0] if isinstance(each, pikepdf.String))
                yield "".join(_read(bytes(each), known) for each in strings)
            case "ET":
                yield "\n"


def _read(shown: bytes, letters: dict[str, str]) -> str:
    glyphs = (shown[place : place + 2].hex() for place in range(0, len(shown), 2))
    return "".join(letters.get(glyph, "?") for glyph in glyphs)


def _letters(font: pikepdf.Object) -> dict[str, str]:
    """What each glyph stands for: the table that lets words be copied and read aloud."""
    table = font.ToUnicode.read_bytes().decode()
    pairs = re.findall(r"<([0-9a-fA-F]{4})>\s*<([0-9a-fA-F]+)>", table)
    return {glyph.lower(): bytes.fromhex(text).decode("utf-16-be") for glyph, text in pairs}
