"""Protection and attacks that a test decides, so that only what a release makes of them is tested."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import polars as pl

from builders import Row, make_response
from heard.analysis.tables import Tables
from heard.base.policy import Level
from heard.catalogue import Catalogue
from heard.disclosure import ProtectedTables, protect
from heard.disclosure.attack.releases import Attack, Breach, Kind, Release
from heard.disclosure.attack.tasks import Attacked
from heard.disclosure.attack.truth import Truth
from heard.disclosure.protected import no_associations

Finds = Callable[[Sequence[Release]], Sequence[Breach]]


@dataclass
class Stage:
    """What protection was asked, and what the attacker is to find."""

    asked: list[dict[str, object]] = field(default_factory=list)
    wholes: list[bool] = field(default_factory=list)
    finds: Finds = lambda _releases: ()

    def protect(self, tables: Tables, level: Level, *, area: str, **given: object) -> ProtectedTables:
        """Everything is shown."""
        self.asked.append({"area": area, "level": level, "wave": tables.wave, **given})
        frames = (tables.estimates, tables.comparisons, tables.participation)
        shown = (frame.filter(area=area).with_columns(symbol=pl.lit("")) for frame in frames)
        return ProtectedTables(level, tables.wave, *shown, no_associations())

    def attack(
        self,
        releases: Sequence[Release],
        _catalogue: Catalogue,
        *,
        truth: Truth,
        is_whole: bool = False,
        attacked: Attacked | None = None,
    ) -> Attack:
        """The breaches the test names."""
        said = releases[-1].facts.select("wave", "area").unique()
        assert any(truth.of_council(wave, area) for wave, area in said.iter_rows())
        self.wholes.append(is_whole)
        return Attack({}, tuple(self.finds(releases)))


def answers(number: int, *, area: str = "X1", wave: str = "2026", feels_safe: str = "always") -> list[Row]:
    """So many responses alike."""
    return [make_response(area=area, wave=wave, feels_safe=feels_safe)] * number


def breach(indicator: str, *, area: str = "X1", survey: str = "8-11") -> Breach:
    """The attacker has found the answers of few to this question."""
    cell = {"wave": "2026", "area": area, "survey": survey, "group": "all", "level": "all"}
    return Breach(
        kind=Kind.RECOVERED,
        reader="public",
        indicator=indicator,
        what="positive",
        least=3,
        most=3,
        path="everybody 3",
        **cell,
    )


def show_too_much(tables: Tables, level: Level, *, area: str, **given: object) -> ProtectedTables:
    """Protection with a fault: a board is told of boys' pets too, in survey 8-11, where it should not."""
    found = protect(tables, level, area=area, **given)  # type: ignore[arg-type]
    boys = [
        pl.col("survey") == "8-11",
        pl.col("group") == "gender",
        pl.col("level") == "boy",
        pl.col("indicator") == "pet",
    ]
    true = tables.estimates.filter(boys).with_columns(symbol=pl.lit("")).filter(area=area)
    if level is not Level.BOARD or true.is_empty():
        return found
    others = found.estimates.filter(~pl.all_horizontal(boys))
    return replace(found, estimates=pl.concat([others, true.select(others.columns)]))
