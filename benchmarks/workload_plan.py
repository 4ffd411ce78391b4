"""Make the workload's programme and say what is to be counted of it, in a process of its own.

`python benchmarks/workload_plan.py FOLDER RESPONSES [SEEDS]`: `FOLDER/programme` with its stored dataset, and
`FOLDER/plan.json`. With SEEDS above 1, RESPONSES is made up so many times, each with another seed, and the stored
parts of all lie beside each other as those of one dataset: as many times the responses in the memory of one.
"""

import json
import shutil
import sys
from pathlib import Path
from typing import Any

from heard.analysis.counting.questions import Question
from heard.analysis.layout import groups_of
from heard.base.policy import MIN_BASE_TO_COMPARE, MIN_LEVEL_BASE
from heard.base.surveys import Survey
from heard.catalogue import Asked, Catalogue, CutPoint, load_catalogue
from heard.dataset.codebook import Column
from heard.dataset.storing import StoredDataset
from heard.programme.folder import ensure_stored, open_programme
from heard.programme.synthesise import make_programme

AREAS, WAVES = 80, 3


def main() -> None:
    folder, responses = Path(sys.argv[1]), int(sys.argv[2])
    seeds = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    catalogue = load_catalogue()
    stored = make(folder / "programme", responses, 1, catalogue)
    for seed in range(2, seeds + 1):
        further = make(folder / "further", responses, seed, catalogue)
        lay_beside(stored, further, seed)
        shutil.rmtree(folder / "further")
    (folder / "plan.json").write_text(json.dumps(plan_of(stored, catalogue)), encoding="utf-8")


def make(folder: Path, responses: int, seed: int, catalogue: Catalogue) -> StoredDataset:
    """A made-up programme with its responses stored."""
    make_programme(folder, areas=AREAS, waves=WAVES, responses=responses, seed=seed)
    return ensure_stored(open_programme(folder, catalogue), catalogue)


def lay_beside(stored: StoredDataset, further: StoredDataset, seed: int) -> None:
    """Move the parts of a further dataset of the same councils and waves beside those of the first."""
    assert further.codebook.areas == stored.codebook.areas
    for partition in further.partitions():
        for path in partition.paths:
            to = stored.path / path.relative_to(further.path)
            path.rename(to.with_name(f"part-{seed:02}{path.stem.removeprefix('part-')}.parquet"))


def plan_of(stored: StoredDataset, catalogue: Catalogue) -> dict[str, Any]:
    """The plan as `peers.plan` reads it."""
    book = stored.codebook
    columns = {survey: {each.key: each for each in book.surveys[survey].indicators} for survey in Survey}
    return {
        "dataset": str(stored.path),
        "areas": len(book.areas),
        "waves": list(book.waves),
        "least_base": MIN_BASE_TO_COMPARE,
        "least_level_base": MIN_LEVEL_BASE,
        "surveys": {
            survey.value: {
                "groups": [
                    {"key": group.key, "levels": len(group.codes), "compared": group.compared}
                    for group in groups_of(catalogue, survey)
                ],
                "cuts": [
                    cut_of(columns[survey][item.key], item.asked[survey], cut)
                    for item in catalogue.asked_in(survey)
                    for cut in item.asked[survey].cut_points
                ],
            }
            for survey in Survey
        },
    }


def cut_of(column: Column, asked: Asked, cut: CutPoint) -> dict[str, Any]:
    """One cut point, in stored numbers."""
    any_of, none_of = Question(column, asked).masks[f"cut:{cut.key}"] if column.multiple else (0, 0)
    return {
        "column": column.key,
        "key": cut.key,
        "codes": len(column.codes),
        "met": sorted(column.codes.index(code) for code in cut.codes),
        "multiple": column.multiple,
        "any_of": any_of,
        "none_of": none_of,
        "polarity": cut.polarity,
        "headline": cut is asked.headline,
    }


if __name__ == "__main__":
    main()
