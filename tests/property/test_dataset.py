"""Words → stored → words, whatever the responses and in whatever order they come."""

import random
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from builders import write_rows
from heard.base.places import Area, Wave
from heard.base.surveys import Survey
from heard.catalogue import Catalogue, Scale, load_catalogue
from heard.dataset.encoding import decode
from heard.dataset.storing import StoredDataset, store_responses
from heard.interview.routing import meets
from heard.interview.scoring import wellbeing_band

AREAS = {code: Area(code, code) for code in ("X1", "X2", "X3")}
WAVES = {key: Wave(key, date(int(key), 2, 2), date(int(key), 3, 27)) for key in ("2025", "2026")}
Response = Mapping[str, str]


def answers_to(scale: Scale) -> st.SearchStrategy[str]:
    alone = st.sampled_from(["", *scale.codes, *scale.no_answer])
    if not scale.multiple:
        return alone
    several = st.lists(
        st.sampled_from([code for code in scale.codes if code not in scale.exclusive]), min_size=1
    )
    return alone | several.map(";".join)


@cache
def responses() -> st.SearchStrategy[dict[str, str]]:
    return st.one_of([responses_to(load_catalogue(), survey) for survey in Survey])


def responses_to(catalogue: Catalogue, survey: Survey) -> st.SearchStrategy[dict[str, str]]:
    groups = {
        item.key: st.sampled_from(["", *item.codes, *item.unknown])
        for item in catalogue.demographics_of(survey)
        if not item.open_codes
    }
    asked = {
        item.key: answers_to(item.asked[survey].scale)
        for item in catalogue.asked_in(survey)
        if not item.derived
    }
    keys = {
        "wave": st.sampled_from(list(WAVES)),
        "area": st.sampled_from(list(AREAS)),
        "survey": st.just(survey.value),
    }
    return st.fixed_dictionaries({**keys, **groups, **asked})


def store(rows: Sequence[Response], folder: Path) -> StoredDataset:
    path = write_rows(folder / "responses.csv", rows)
    store_responses([path], into=folder / "dataset", catalogue=load_catalogue(), waves=WAVES, areas=AREAS)
    return StoredDataset.open(folder / "dataset")


def stored_words(dataset: StoredDataset) -> Counter[frozenset[tuple[str, str]]]:
    """Every stored response as its filled columns, in words."""
    found: Counter[frozenset[tuple[str, str]]] = Counter()
    for partition in dataset.partitions():
        columns = dataset.codebook.surveys[partition.survey].all
        for rows in partition.batches():
            words = {column.key: decode(rows[column.key], column) for column in columns}
            words["area"] = [dataset.codebook.areas[area] for area in rows["area"]]
            for place in range(rows.height):
                filled = {(key, column[place]) for key, column in words.items() if column[place] is not None}
                found[frozenset({*filled, ("wave", partition.wave), ("survey", partition.survey.value)})] += 1
    return found


def expected_words(row: Response) -> frozenset[tuple[str, str]]:
    """What the interview would have recorded of the row, one question after the other."""
    catalogue, survey = load_catalogue(), Survey(row["survey"])
    recorded = {key: value for key, value in row.items() if value}
    for item in catalogue.asked_in(survey):
        asked = item.asked[survey]
        if not meets(asked.condition, recorded):
            recorded.pop(item.key, None)
        elif asked.scale.multiple and item.key in recorded:
            ticked = recorded[item.key].split(";")
            recorded[item.key] = ";".join(
                code for code in (*asked.scale.codes, *asked.scale.no_answer) if code in ticked
            )
    scores = [
        int(recorded[item.key])
        for item in catalogue.asked_in(survey)
        if item.composite and recorded.get(item.key, "").isdigit()
    ]
    rule = catalogue.questionnaires[survey].wellbeing_band
    band = wellbeing_band(scores, rule) if rule else None
    return frozenset({**recorded, **({"wellbeing_band": band} if band else {})}.items())


@given(st.lists(responses(), min_size=1, max_size=8))
@settings(max_examples=40, deadline=None)
def test_what_was_answered_is_what_is_stored(rows: list[Response]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        assert stored_words(store(rows, Path(folder))) == Counter(map(expected_words, rows))


@given(st.lists(responses(), min_size=2, max_size=8), st.randoms(use_true_random=False))
@settings(max_examples=20, deadline=None)
def test_the_order_of_the_rows_leaves_no_trace(rows: list[Response], dice: random.Random) -> None:
    def parts(given_rows: Sequence[Response]) -> list[bytes]:
        with tempfile.TemporaryDirectory() as folder:
            dataset = store(given_rows, Path(folder))
            return [path.read_bytes() for partition in dataset.partitions() for path in partition.paths]

    shuffled = dice.sample(rows, len(rows))
    assert parts(shuffled) == parts(rows)
