"""What the levels of groups and the cut points of questions were made of when something was said of them.

A group divided otherwise, or an answer moved to another side of a cut point, gives tables whose differences with
those already published are counts of the few that moved.
"""

import hashlib
from collections.abc import Collection, Mapping

from heard.base.messages import name_some
from heard.base.surveys import Survey
from heard.catalogue import Catalogue
from heard.disclosure.ledger.entries import Entry
from heard.disclosure.ledger.refusals import NOTHING_RELEASED, ReleaseRefused

DIGITS = 16  # of a hash: nobody gains by a collision, it only finds changes
NAMED = 5


def define(catalogue: Catalogue, surveys: Collection[Survey]) -> Mapping[str, str]:
    """ "survey/group" and "survey/indicator" → a hash of the codes of each level, or of each cut point."""
    found = {}
    for survey in sorted(surveys):
        for group in catalogue.demographics_of(survey):
            if not group.open_codes:
                found[f"{survey.value}/{group.key}"] = _hash(group.codes)
        for item in catalogue.asked_in(survey):
            asked = item.asked[survey]
            cuts = (f"{cut.key}={';'.join(sorted(cut.codes))}" for cut in asked.cut_points)
            found[f"{survey.value}/{item.key}"] = _hash((*sorted(cuts), *asked.scale.codes))
    return found


def check_definitions(entries: Collection[Entry], wave: str, now: Mapping[str, str]) -> None:
    """Raise ReleaseRefused where a group or a question is defined otherwise than when the wave was spoken of before."""
    for entry in entries:
        if not any(place.startswith(f"{wave}/") for place in entry.snapshots):
            continue
        differ = [key for key, said in entry.definitions.items() if key in now and now[key] != said]
        if differ:
            raise ReleaseRefused(
                f"Wave {wave} was published in entry {entry.number} with other levels or cut points of "
                f"{name_some(differ, NAMED)}. Published again with those of today, the difference would tell "
                f"what few children said. {NOTHING_RELEASED} Use the version of Heard and the catalogue the "
                f"wave was published with ({entry.heard})."
            )


def _hash(parts: Collection[str]) -> str:
    return hashlib.sha256("|".join(parts).encode()).hexdigest()[:DIGITS]
