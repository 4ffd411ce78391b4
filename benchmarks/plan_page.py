"""The action plan with 400 actions: what the server takes for its list, its board and its timeline.

python benchmarks/plan_page.py                     both databases, each in a process of its own
python benchmarks/plan_page.py --database sqlite   one of them, in this process

The same council as `board_page.py`. The target is 200 ms for 95 of 100.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from asking_pages import Asked, measure_on_both
from board_page import ACTIONS, BOARD, COUNCIL, fill

PAGES = ("", "?page=5", "?state=under_way", "board/", "timeline/")


def main() -> None:
    """Measure and print."""
    measure_on_both(
        Asked(
            title=f"The action plan: {ACTIONS} actions",
            script=__file__,
            says=__doc__,
            fill=fill,
            email=BOARD,
            addresses=[f"/work/{COUNCIL}/action-plan/{page}" for page in PAGES],
        )
    )


if __name__ == "__main__":
    main()
