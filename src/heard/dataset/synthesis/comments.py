"""Invented comments in children's own way of writing. Nobody wrote them; no names stand in them."""

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

import polars as pl

from heard.dataset.synthesis.streams import stream

COMMENTS = (4, 9)  # from so many to fewer than so many for each council and wave (chosen)


def draw_comments(waves: Sequence[str], areas: Sequence[str], *, seed: int) -> pl.DataFrame:
    """`wave,area,survey,question,text`: a few for each council and wave, none twice in the same wave there."""
    written = _written()
    rng = stream(seed, "comments")
    rows: list[tuple[str, ...]] = []
    for wave in waves:
        for area in areas:
            drawn = rng.choice(len(written), size=rng.integers(*COMMENTS), replace=False)
            rows.extend((wave, area, *written[place]) for place in sorted(drawn.tolist()))
    columns = ("wave", "area", "survey", "question", "text")
    return pl.DataFrame(rows, schema=dict.fromkeys(columns, pl.String), orient="row")


@cache
def _written() -> tuple[tuple[str, str, str], ...]:
    """Every comment of `data/comments.yaml`: survey, question, text."""
    from pydantic import TypeAdapter

    from heard.catalogue.yaml_text import read_yaml

    text = files("heard.dataset.synthesis").joinpath("data/comments.yaml").read_text(encoding="utf-8")
    by_survey = TypeAdapter(Mapping[str, Mapping[str, tuple[str, ...]]]).validate_python(read_yaml(text))
    return tuple(
        (survey, question, comment)
        for survey, questions in by_survey.items()
        for question, comments in questions.items()
        for comment in comments
    )
