"""The columns of the table of associations: what a frame of them says, and what it takes to have them."""

import subprocess
import sys

from heard.analysis.associations.columns import SCHEMA, Model, no_rows, table_of

ASK = (
    "import sys, heard.analysis.associations.columns;"
    "print(*(name for name in sys.modules if name.startswith('heard.dataset')))"
)


def test_the_table_with_nothing_in_it_has_every_column() -> None:
    assert dict(no_rows().schema) == {name: kind() for name, kind in SCHEMA.items()}
    assert no_rows().height == 0


def test_the_direction_follows_from_the_odds_ratio() -> None:
    frame = table_of(4, {"model": Model.BIVARIATE.value, "odds_ratio": [2.0, 1.0, 0.5, float("nan")]})
    assert frame["direction"].to_list()[:3] == ["more_often", "", "less_often"]
    assert frame["model"].to_list() == ["bivariate"] * 4


def test_who_wants_the_columns_does_not_read_the_stored_answers_in() -> None:
    found = subprocess.run([sys.executable, "-c", ASK], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == ""
