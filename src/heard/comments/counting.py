"""How many comments speak of what: counted from moderators' choices alone (method, section 4, spec e)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from heard.comments.codebook import Codebook

QUESTION = ("wave", "area", "survey", "question")
SCHEMA = {**dict.fromkeys((*QUESTION, "code"), pl.String), "count": pl.Int64, "base": pl.Int64}


@dataclass(frozen=True, slots=True)
class CodedComment:
    """One comment, one child's words to one question, with what a moderator decided; `codes` may be empty."""

    wave: str
    area: str
    survey: str
    question: str
    codes: frozenset[str]


def count_themes(coded: Sequence[CodedComment], codebook: Codebook) -> pl.DataFrame:
    """One row a question and code: `count` comments of `base` that were decided on; columns as SCHEMA, sorted.

    Every code has a row where anything was decided, and nought is a count. A comment is about several things or none,
    so counts neither add up to the base nor may be added to one another. A child writes to several questions, and
    nothing tells which comments are one child's: questions are not added up either.
    """
    bases: Counter[tuple[str, ...]] = Counter()
    counts: Counter[tuple[str, ...]] = Counter()
    for each in coded:
        question = (each.wave, each.area, each.survey, each.question)
        bases[question] += 1
        counts.update((*question, code) for code in each.codes)
    rows = [
        (*question, code, counts[*question, code], base)
        for question, base in sorted(bases.items())
        for code in codebook.keys
    ]
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")
