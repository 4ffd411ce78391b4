"""The process that sets one paper: a paper on standard input, a PDF on standard output, then it ends."""

import os
import sys

from heard.base.secrecy import keep_to_itself
from heard.web.printing.pressing import NO_PANGO
from heard.web.telling.paper import Paper

COMMAND = ("-m", "heard.web.telling.press")
AFTER_CHILDREN = 5  # of nice(2)'s nineteen: a child's page goes first


def main() -> None:
    """Read, set, write."""
    keep_to_itself()
    os.nice(AFTER_CHILDREN)
    paper = Paper.from_bytes(sys.stdin.buffer.read())
    try:
        from heard.web.telling.typesetting.setting import set_paper
    except OSError:
        sys.exit(NO_PANGO)
    sys.stdout.buffer.write(set_paper(paper))


if __name__ == "__main__":
    main()
