"""What the flags find and what they find wrongly, on made-up programmes where the truth is known.

Planted: true differences of 20 points, one a council, on items and councils where at least 80 answered; which part
of them is flagged clear or possible against the other councils. Null: councils that do not differ at all; how many
flags a council gets against the others over all four surveys.

`python benchmarks/flag_rates.py --replicates 5`
"""

import argparse
import csv
import random
import tempfile
from pathlib import Path

import polars as pl

from heard.base.policy import MIN_BASE_TO_COMPARE
from heard.base.surveys import Survey
from heard.catalogue import Catalogue, load_catalogue
from heard.programme import analyse, make_programme

PLANTED_POINTS = 20
MIN_BASE = 80
ROOM = 0.03  # a planted share must stay this far from 0 and 1


def silent(_message: str) -> None:
    """Nobody is listening."""


def comparisons_of(folder: Path, out: Path, wave: str) -> pl.DataFrame:
    """The comparisons of every council with the others, on the headline cut points."""
    analyse(folder, wave=wave, out=out)
    return pl.read_parquet(out / "comparisons.parquet").filter(pl.col("against") == "others")


def latest_wave(folder: Path) -> str:
    """The key of the last wave."""
    return max(path.stem for path in (folder / "responses").iterdir())


def choose_plants(folder: Path, out: Path, catalogue: Catalogue, seed: int) -> list[dict[str, object]]:
    """One cell a council: a headline with at least 80 answers and room for 20 points, up or down."""
    wave = latest_wave(folder)
    cells = comparisons_of(folder, out, wave).filter(
        pl.col("base") >= MIN_BASE, pl.col("reference_share").is_not_null()
    )
    chosen = []
    draw = random.Random(seed)
    for area in sorted(set(cells["area"])):
        rows = [row for row in cells.filter(area=area).iter_rows(named=True) if _is_headline(catalogue, row)]
        rows = [row for row in rows if _shift(row, draw.random()) is not None]
        if rows:
            row = draw.choice(rows)
            chosen.append(
                {
                    "wave": wave,
                    "area": area,
                    "survey": row["survey"],
                    "indicator": row["indicator"],
                    "difference": _shift(row, draw.random()),
                }
            )
    return chosen


def _is_headline(catalogue: Catalogue, row: dict[str, object]) -> bool:
    item = catalogue.indicators[str(row["indicator"])]
    asked = item.asked[Survey(str(row["survey"]))]
    return row["cut_point"] == asked.headline.key and not item.derived and not asked.scale.multiple


def _shift(row: dict[str, object], chance: float) -> float | None:
    """20 points down or up, as chance says where both fit; None where neither does."""
    share = float(str(row["reference_share"]))
    points = PLANTED_POINTS / 100
    fits = [step for step in (-points, points) if ROOM <= share + step <= 1 - ROOM]
    return fits[int(chance * len(fits))] if fits else None


def planted(folder: Path, seed: int, catalogue: Catalogue) -> tuple[int, int]:
    """How many planted differences were flagged in their direction, of how many."""
    plain, out = folder / f"plain-{seed}", folder / f"out-{seed}"
    make_programme(plain, seed=seed, progress=silent)
    plants = choose_plants(plain, out, catalogue, seed)
    plan = folder / f"plants-{seed}.csv"
    with plan.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(plants[0]))
        writer.writeheader()
        writer.writerows(plants)
    with_plants = folder / f"planted-{seed}"
    make_programme(with_plants, seed=seed, plant=plan, progress=silent)
    found = comparisons_of(with_plants, out, latest_wave(with_plants))
    keys = ["area", "survey", "indicator"]
    truth = pl.DataFrame(plants).select(*keys, "difference").rename({"difference": "planted"})
    rows = found.filter(pl.col("cut_point") == "positive", pl.col("base") >= MIN_BASE).join(truth, on=keys)
    seen = rows.filter(
        pl.col("flag").is_in(["clear", "possible"]),
        pl.col("direction")
        == pl.when(pl.col("planted") > 0).then(pl.lit("better")).otherwise(pl.lit("worse")),
    )
    return seen.height, rows.height


def null(folder: Path, seed: int) -> tuple[int, int, int]:
    """Clear flags, possible flags and councils in a programme where no council differs."""
    made = folder / f"null-{seed}"
    make_programme(made, seed=seed, between=0.0, progress=silent)
    rows = comparisons_of(made, folder / f"null-out-{seed}", latest_wave(made))
    compared = rows.filter(pl.col("base") >= MIN_BASE_TO_COMPARE)
    clear = compared.filter(pl.col("flag") == "clear").height
    possible = compared.filter(pl.col("flag") == "possible").height
    return clear, possible, rows["area"].n_unique()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--replicates", type=int, default=5)
    chosen = parser.parse_args()
    catalogue = load_catalogue()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        hits = [planted(folder, seed, catalogue) for seed in range(1, chosen.replicates + 1)]
        nulls = [null(folder, seed) for seed in range(101, 101 + chosen.replicates)]
    seen, made = (sum(part) for part in zip(*hits, strict=True))
    clear, possible, councils = (sum(part) for part in zip(*nulls, strict=True))
    print(f"planted differences of {PLANTED_POINTS} points at n >= {MIN_BASE}:")
    print(f"  {seen} of {made} flagged ({seen / made:.1%})")
    print("councils that do not differ, flags against the others a council:")
    print(f"  {clear / councils:.3f} clear, {possible / councils:.3f} possible ({councils} councils)")


if __name__ == "__main__":
    main()
