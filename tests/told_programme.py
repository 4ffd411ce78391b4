"""A programme of seven made-up councils and two waves, one of which published a report: real figures, told in words."""

import random
from datetime import date
from pathlib import Path

from builders import Row, make_folder, make_response
from heard.base.policy import Level
from heard.catalogue import load_catalogue
from heard.findings import Finding
from heard.programme.report import hand_out_report

OURS, THEIRS, WAVE, BEFORE = "X0000001", "X0000002", "2026", "2024"
CHILDREN = 80
FEW = 15  # of ours so many may like their bedroom at most: told to the board, and to the public as a band
ASKED = (
    "likes_school", "settled", "trusts_carers", "carers_notice", "good_friend", "knows_worker", "trusts_worker",
    "likes_bedroom", "worries_support", "trusted_person",
)  # fmt: skip
ELSEWHERE: Row = {
    "indicator": "feels_safe",
    "survey": "8-11",
    "cut_point": "positive",
    "population": "children of 8 to 11 in general",
    "share": "0.9",
    "base": "1000",
    "age_from": "8",
    "age_to": "11",
    "year": "2023",
    "source": "made up: a school survey",
    "match": "same",
}


def make_told(folder: Path) -> Path:
    """The programme folder: in ours far fewer feel safe than elsewhere, and than before."""
    chance = random.Random(1)
    rows = [
        row
        for wave in (BEFORE, WAVE)
        for number in range(1, 8)
        for row in _answers(f"X000000{number}", wave, 0.35 if (number, wave) == (1, WAVE) else 0.75, chance)
    ]
    return make_folder(folder, responses=rows, benchmarks=[ELSEWHERE], made_up=True)


def publish_report(
    folder: Path, area: str = OURS, *, level: Level = Level.PUBLIC, wave: str = WAVE
) -> tuple[Finding, ...]:
    """What the report of a council says, recorded in the ledger."""
    out = folder.parent / f"out-{area}-{wave}-{level}"
    done = hand_out_report(
        folder,
        wave=wave,
        area=area,
        level=level,
        out=out,
        today=date(2026, 5, 1),
        by="Somebody",
        dry_run=False,
    )
    return done.findings


def _answers(area: str, wave: str, safe: float, chance: random.Random) -> list[Row]:
    catalogue = load_catalogue()
    codes = {key: catalogue.asked(key, "8-11").scale.codes[:3] for key in ASKED}
    few = FEW if (area, wave) == (OURS, WAVE) else CHILDREN
    rows = [
        make_response(
            wave=wave,
            area=area,
            gender=chance.choice(("girl", "boy")),
            feels_safe="always" if chance.random() < safe else "never",
            **{key: chance.choice(each) for key, each in codes.items()},
        )
        for _ in range(CHILDREN)
    ]
    return [
        row | ({} if number < few else {"likes_bedroom": codes["likes_bedroom"][-1]})
        for number, row in enumerate(rows)
    ]
