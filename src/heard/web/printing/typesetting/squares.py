"""Squares to scan, as drawings: one path of runs of dark modules, on white, in black, whatever the paper's colours."""

from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode

QUIET = 4  # modules of white around: ISO/IEC 18004 asks for four


def list_modules(text: str) -> list[list[bool]]:
    """The rows of modules, dark or not, without the white around them."""
    square: QRCode = QRCode(error_correction=ERROR_CORRECT_M, border=0)
    square.add_data(text)
    square.make(fit=True)
    return [[bool(module) for module in row] for row in square.get_matrix()]


def draw_square(text: str) -> str:
    """An SVG drawing of the square that opens this address."""
    modules = list_modules(text)
    size = len(modules) + 2 * QUIET
    runs = "".join(_runs(row, place) for place, row in enumerate(modules))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" shape-rendering="crispEdges">'
        f'<path fill="#fff" d="M0 0h{size}v{size}H0z"/><path fill="#000" d="{runs}"/></svg>'
    )


def _runs(row: list[bool], place: int) -> str:
    """`M4 5h7v1h-7z` for each run of dark modules."""
    found, start = [], None
    for column, dark in enumerate([*row, False]):
        if dark and start is None:
            start = column
        elif not dark and start is not None:
            length = column - start
            found.append(f"M{start + QUIET} {place + QUIET}h{length}v1h-{length}z")
            start = None
    return "".join(found)
