"""What stands beside the estimates and comparisons: scales, the nation, trends, and who did not answer."""

from collections.abc import Mapping
from dataclasses import dataclass, fields

import polars as pl

from heard.analysis.nation import spread
from heard.analysis.nation.spread import describe_spread, place_councils
from heard.analysis.nonresponse.bounds import bound_nonresponse, tip_comparisons
from heard.analysis.nonresponse.representativeness import describe_representativeness
from heard.analysis.scales import BANDS_SCHEMA, MEANS_SCHEMA, describe_scales
from heard.analysis.scope import Scope
from heard.analysis.tables import Tables


@dataclass(frozen=True, slots=True)
class Supplements:
    """Unprotected tables for the programme's own analysts; no reader outside the level working sees one.

    `means` and `bands` of single scales of 0 to 10; `spread` between councils and each one's place in it
    (`places`); `trends` over three waves and more; `bounds` of what the silent could change, and the share of them
    at which a difference would vanish (`tipping`); `representativeness` of those who answered.
    """

    means: pl.DataFrame
    bands: pl.DataFrame
    spread: pl.DataFrame
    places: pl.DataFrame
    trends: pl.DataFrame
    bounds: pl.DataFrame
    tipping: pl.DataFrame
    representativeness: pl.DataFrame

    def by_name(self) -> Mapping[str, pl.DataFrame]:
        """Each table by its name."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


def supplement(scope: Scope, tables: Tables) -> Supplements:
    """The supplements of a scope and of its tables. Spread is of all councils, whichever rows are asked for."""
    surveys, wave = scope.wave.surveys, scope.wave.key
    scales = [
        describe_scales(
            scope.overall.cube, scope.catalogue, survey, scope.codes, cohort=scope.cohort, wave=wave
        )
        for survey in surveys
    ]
    pools = [(scope.here(survey), scope.overall.pools[survey]) for survey in surveys]
    places = _joined(spread.PLACES_SCHEMA, [place_councils(cells, pool, wave) for cells, pool in pools])
    return Supplements(
        means=scope.rows(_joined(MEANS_SCHEMA, [means for means, _ in scales])),
        bands=scope.rows(_joined(BANDS_SCHEMA, [bands for _, bands in scales])),
        spread=_joined(spread.SPREAD_SCHEMA, [describe_spread(cells, pool, wave) for cells, pool in pools]),
        places=scope.rows(places),
        trends=tables.trends,
        bounds=bound_nonresponse(tables.estimates),
        tipping=tip_comparisons(tables.comparisons, tables.estimates),
        representativeness=describe_representativeness(tables.participation),
    )


def _joined(schema: Mapping[str, type[pl.DataType]], frames: list[pl.DataFrame]) -> pl.DataFrame:
    return pl.concat([pl.DataFrame(schema=schema), *frames])
