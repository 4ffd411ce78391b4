"""The ends of bands for tables that tests protect by hand, by the rule itself."""

import polars as pl

from heard.disclosure.deciding.primary import Primary


def band_ends(count: str, base: str, threshold: int) -> tuple[pl.Expr, pl.Expr]:
    """(low, high) of the band each row's count lies in; 0 and 1 where nobody answered."""
    rule = Primary(threshold, minimum_base=0)

    def end(place: int) -> pl.Expr:
        return pl.struct(count, base).map_elements(
            lambda row: rule.band(row[count], row[base])[place] if row[base] else float(place),
            return_dtype=pl.Float64,
        )

    return end(0), end(1)
