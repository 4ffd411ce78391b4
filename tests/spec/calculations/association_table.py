"""What goes with low well-being, from stored responses to the table."""

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from heard.analysis.associations.table import build_associations
from heard.catalogue import load_catalogue
from unit.analysis.associations.answers import count, two_by_two

Given = Mapping[str, Any]
Found = Mapping[str, Any]


def association(given: Given) -> Found:
    """`councils`: low and without a good friend, low and with one, not low and without one, neither."""
    responses = [
        response
        for place, cells in enumerate(given["councils"])
        for response in two_by_two(*cells, area=f"X{place:02}")
    ]
    with TemporaryDirectory() as folder:
        table = build_associations(count(responses, Path(folder), load_catalogue()))
    area = "all" if given.get("of") == "all" else "X00"
    model = given.get("model", "adjusted" if area == "all" else "bivariate")
    rows = table.filter(area=area, outcome="low", model=model)
    [row] = [row for row in rows.to_dicts() if row["indicator"] in ("good_friend", "")]
    return row | {"ratio": row["odds_ratio"], "families": rows["q"].count()}
