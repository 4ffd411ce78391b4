"""The order of the rows in every file of figures: by what they are of, as surveys and catalogue list it.

It rests on names alone, never on a value, so that no row's place tells anything of a hidden one.
"""

from collections.abc import Sequence

import polars as pl

from heard.analysis.frames import ALL
from heard.analysis.pairs import NEIGHBOURS, OTHERS, POPULATION, PREVIOUS, REST
from heard.base.places import NATION
from heard.base.surveys import TAKEN_TOGETHER, Survey
from heard.catalogue import Catalogue

SURVEYS = (*(survey.value for survey in Survey), *TAKEN_TOGETHER)
AGAINST = (OTHERS, NEIGHBOURS, POPULATION, PREVIOUS, REST)
LAST = 1_000_000  # what the catalogue does not name comes last, by its name
BETWEEN = "\t"  # between the parts of a place; stands in no key
# A reader goes from one thing asked to the next, and there from age to age.
PLACES = ("area", "indicator", "survey", "cut_point", "group", "level", "against", "reference")
OF_ODDS = ("area", "survey", "outcome", "indicator", "exposure", "model")


def in_order(frame: pl.DataFrame, catalogue: Catalogue) -> pl.DataFrame:
    """The rows of a table in their order."""
    order = OF_ODDS if "outcome" in frame.columns else PLACES
    names = [name for name in order if name in frame.columns]
    ranks = _ranks(catalogue)
    return frame.sort([ranks.get(name, pl.col(name)) for name in names] + [pl.col(name) for name in names])


def _ranks(catalogue: Catalogue) -> dict[str, pl.Expr]:
    """The place of each column's values, where they have one of their own."""
    return {
        "area": (pl.col("area") == NATION).cast(pl.Int64),
        "survey": _place(pl.col("survey"), SURVEYS),
        "group": _place(pl.col("group"), (ALL, *catalogue.demographics)),
        "level": _place(LEVEL, list_levels(catalogue)),
        "indicator": _place(pl.col("indicator"), list_indicators(catalogue)),
        "cut_point": _place(CUT_POINT, list_cut_points(catalogue)),
        "against": _place(pl.col("against"), AGAINST),
    }


LEVEL = pl.concat_str("group", "level", separator=BETWEEN)  # what tells levels apart
CUT_POINT = pl.concat_str("indicator", "survey", "cut_point", separator=BETWEEN)  # and statements


def _place(key: pl.Expr, order: Sequence[str]) -> pl.Expr:
    places = {each: place for place, each in enumerate(order)}
    return key.replace_strict(places, default=LAST, return_dtype=pl.Int64)


def list_indicators(catalogue: Catalogue) -> tuple[str, ...]:
    """The keys of the indicators, domain by domain."""
    domains = [domain.key for domain in catalogue.domains]
    return tuple(
        sorted(
            catalogue.indicators, key=lambda key: _index(domains, catalogue.indicators[key].domain)
        )  # sorting keeps the catalogue's order within a domain
    )


def _index(domains: Sequence[str], domain: str) -> int:
    return domains.index(domain) if domain in domains else len(domains)


def list_levels(catalogue: Catalogue) -> tuple[str, ...]:
    """Every level of every group, as `group`, `level` with BETWEEN; everybody first."""
    levels = [
        BETWEEN.join((demographic.key, code))
        for demographic in catalogue.demographics.values()
        for code in (*demographic.codes, *demographic.unknown)
    ]
    return (BETWEEN.join((ALL, ALL)), *levels)


def list_cut_points(catalogue: Catalogue) -> tuple[str, ...]:
    """Every cut point of every survey, as `indicator`, `survey`, `cut_point` with BETWEEN; the headline first."""
    return tuple(
        BETWEEN.join((key, survey, cut.key))
        for key in list_indicators(catalogue)
        for survey in SURVEYS
        if catalogue.is_asked(key, survey)
        for cut in catalogue.asked(key, survey).cut_points
    )
