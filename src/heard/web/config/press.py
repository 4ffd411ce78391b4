"""The process that sets one sheet: a sheet on standard input, a PDF on standard output, then it ends."""

import os
import sys

from heard.base.secrecy import keep_to_itself
from heard.web.printing.sheets import Sheet

AFTER_CHILDREN = (
    5  # of nice(2)'s nineteen: a child's page goes first, and somebody waits for this all the same
)


def main() -> None:
    """Read, set, write."""
    keep_to_itself()
    os.nice(AFTER_CHILDREN)
    sheet = Sheet.from_bytes(sys.stdin.buffer.read())
    from heard.web.printing.typesetting.setting import set_sheet

    sys.stdout.buffer.write(set_sheet(sheet))


if __name__ == "__main__":
    main()
