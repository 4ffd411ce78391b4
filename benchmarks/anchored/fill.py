"""`python -m anchored.fill CARDS`: a council, an open wave, so many cards of each survey; prints codes as JSON."""

import json
import sys

import django

django.setup()

from datetime import timedelta  # noqa: E402

from django.utils import timezone  # noqa: E402

from heard.web.codes import actions  # noqa: E402
from heard.web.codes.cards import written  # noqa: E402
from heard.web.codes.sealing import new_private_key  # noqa: E402
from heard.web.instruments.questionnaires import list_versions  # noqa: E402
from heard.web.people.actions import add_council  # noqa: E402
from heard.web.policy import LARGEST_BATCH  # noqa: E402
from heard.web.tenancy import in_council  # noqa: E402

COUNCIL, WAVE = "X0000001", "2026"


def main(cards: int) -> None:
    """Through the site's own actions; the keys' private halves are dropped."""
    add_council(code=COUNCIL, name="Alderbrook", help_words="Children's rights service\n0300 000 0000")
    keys = {name: new_private_key().public for name in ("wave", "counting", "reading")}
    with in_council(COUNCIL):
        collection = actions.make_collection(
            wave=WAVE,
            versions=list_versions(),
            counting_key=keys["counting"],
            reading_key=keys["reading"],
            feedback_words="In June, at the summer party.",
            last_answer_day=timezone.localdate() + timedelta(days=30),
        )
        actions.set_wave_key(collection_id=collection, public_key=keys["wave"])
        codes = {survey: issue(collection, survey, cards) for survey in list_versions()}
        actions.move_collection(collection_id=collection, to=actions.State.OPEN)
    print(json.dumps({"codes": codes, "keys": {name: key.hex() for name, key in keys.items()}}))


def issue(collection: int, survey: str, cards: int) -> list[str]:
    """In batches as large as a council may make them."""
    codes: list[str] = []
    while len(codes) < cards:
        size = min(LARGEST_BATCH, cards - len(codes))
        batch = actions.issue_batch(
            collection_id=collection, survey=survey, label=f"Team {len(codes)}", size=size
        )
        codes += map(written, batch.codes)
    return codes


if __name__ == "__main__":
    main(int(sys.argv[1]))
