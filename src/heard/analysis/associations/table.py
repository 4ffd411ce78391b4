"""The table of what goes with low and very high well-being, in each council and in all of them (method, item 13)."""

from collections.abc import Collection, Iterable

import polars as pl

from heard.analysis.associations.bivariate import bivariate_rows
from heard.analysis.associations.columns import no_rows
from heard.analysis.associations.counting import AssociationCounts
from heard.analysis.associations.multivariable import multivariable_rows
from heard.analysis.associations.national import national_rows


def build_associations(
    counted: Iterable[AssociationCounts], councils: Collection[str] | None = None
) -> pl.DataFrame:
    """The table (columns: `rows.SCHEMA`) of one wave: councils in the order of their codes, the nation (`all`) last.

    Within each by survey, outcome, model and predictor in declared order. `councils` None is all of them; the
    nation's rows are always there, of every council. Where there is no figure a `reason` says why.
    """
    own: list[pl.DataFrame] = [no_rows()]
    nation: list[pl.DataFrame] = []
    for counts in counted:
        for outcome in range(len(counts.plan.outcomes)):
            own += [bivariate_rows(counts, outcome, councils), multivariable_rows(counts, outcome)]
            nation.append(national_rows(counts, outcome))
    return pl.concat([pl.concat(own).sort("area", maintain_order=True), *nation])
