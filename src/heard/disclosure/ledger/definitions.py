"""What the levels of groups and the cut points of questions were made of when something was said of them.

A group divided otherwise, or an answer moved to another side of a cut point, gives tables whose differences with
those already published are counts of the few that moved.
"""

import hashlib
from collections.abc import Collection, Mapping, Sequence

from heard.base.messages import name_some
from heard.base.surveys import Survey
from heard.catalogue import Catalogue
from heard.disclosure.ledger.entries import Entry
from heard.disclosure.ledger.refusals import NAMED, NOTHING_RELEASED, ReleaseRefused
from heard.disclosure.ledger.snapshots import split_place

DIGITS = 16  # of a hash: nobody gains by a collision, it only finds changes


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
    """Raise ReleaseRefused where a group or a question is defined otherwise than when the wave was spoken of before.

    One that is gone counts too: under another name, or with any code allowed, it would be published beside itself.
    One that was not there before is let pass, for nothing was said by it.
    """
    for entry in entries:
        surveys = _surveys_of(entry, wave)
        if not surveys:
            continue
        differ = [key for key, said in entry.definitions.items() if key in now and now[key] != said]
        gone = [key for key in entry.definitions if key not in now and key.partition("/")[0] in surveys]
        if differ or gone:
            raise ReleaseRefused(_say(wave, entry, differ, gone))


def _surveys_of(entry: Entry, wave: str) -> set[str]:
    """Those of which the entry says something in this wave; a report names those of the waves it compares with."""
    places = map(split_place, entry.snapshots)
    return {survey for each, _, survey in places if each == wave}


def _say(wave: str, entry: Entry, differ: Sequence[str], gone: Sequence[str]) -> str:
    said = [f"with other levels or cut points of {name_some(differ, NAMED)}"] if differ else []
    said += [f"by {name_some(gone, NAMED)}, not defined today"] if gone else []
    return (
        f"Wave {wave} was published in entry {entry.number} {'; and '.join(said)}. Published again as all is defined "
        f"today, the difference would tell what few children said. {NOTHING_RELEASED} Use the version of Heard and "
        f"the catalogue the wave was published with ({entry.heard}), and the surveys it ran."
    )


def _hash(parts: Collection[str]) -> str:
    return hashlib.sha256("|".join(parts).encode()).hexdigest()[:DIGITS]
