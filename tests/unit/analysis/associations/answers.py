"""Responses from which associations are counted, stored as a programme's are."""

from collections.abc import Sequence
from pathlib import Path

from builders import write_rows
from heard.analysis.associations.counting import AssociationCounts, count_associations
from heard.catalogue import Catalogue
from heard.dataset.storing import StoredDataset, store_responses
from unit.analysis.cubes import Response, areas_of, say, waves_of

SCALES = ("life_satisfaction", "happiness", "worthwhile", "positive_future")
BANDS = {"low": "4", "high": "7", "very_high": "10"}
"""The answer to all four scales that makes each band: 16, 28 and 40 of 40."""

YES, NO = {"good_friend": "yes"}, {"good_friend": "no"}


def young(number: int, band: str = "", *, area: str = "X1", **answers: str) -> list[Response]:
    """So many young people of 11 to 17 in a band, or in none, with the same answers."""
    scales = dict.fromkeys(SCALES, BANDS[band]) if band else {}
    return say(number, "11-17", area=area, **scales, **answers)


def two_by_two(
    low_exposed: int, low_unexposed: int, exposed: int, unexposed: int, *, area: str = "X1"
) -> list[Response]:
    """Low and not, of those without a good friend (exposed) and of those with one."""
    return [
        *young(low_exposed, "low", area=area, **NO),
        *young(low_unexposed, "low", area=area, **YES),
        *young(exposed, "high", area=area, **NO),
        *young(unexposed, "high", area=area, **YES),
    ]


def count(
    responses: Sequence[Response], folder: Path, catalogue: Catalogue, *areas: str
) -> tuple[AssociationCounts, ...]:
    """Store them and count the wave 2026."""
    folder.mkdir(parents=True, exist_ok=True)
    codes = areas or tuple(sorted({response["area"] for response in responses}))
    file = write_rows(folder / "responses.csv", responses)
    into = folder / "stored"
    waves = waves_of("2024", "2026")
    store_responses([file], into=into, catalogue=catalogue, waves=waves, areas=areas_of(*codes))
    return count_associations(StoredDataset.open(into), catalogue, "2026")
