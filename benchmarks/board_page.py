"""The board's pages over 150 findings and 400 actions: what the server takes for them, and how much it asks.

python benchmarks/board_page.py                     both databases, each in a process of its own
python benchmarks/board_page.py --database sqlite   one of them, in this process

Three waves tell 50 findings each, every one answered, talked over and told; 400 actions answer two findings each. Asked
are the page of all waves, each wave's picture, and one finding; the target is 200 ms for 95 of 100.
"""

import sys
from datetime import UTC, date, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from asking_pages import Asked, measure_on_both

COUNCIL, BOARD = "X0000001", "board@council.example"
WAVES = ("2022", "2024", "2026")
FINDINGS, ACTIONS = 50, 400  # findings of each wave
AT = datetime(2026, 5, 4, 12, tzinfo=UTC)
KINDS = ("development", "strength", "improved", "declined", "gap")


def main() -> None:
    """Measure and print."""
    from heard.catalogue import load_catalogue

    first = next(iter(load_catalogue().indicators))
    work = f"/work/{COUNCIL}/"
    measure_on_both(
        Asked(
            title=f"The board's pages: {FINDINGS * len(WAVES)} findings, {ACTIONS} actions",
            script=__file__,
            says=__doc__,
            fill=fill,
            email=BOARD,
            addresses=[
                f"{work}loop/",
                *(f"{work}waves/{wave}/loop/" for wave in WAVES),
                f"{work}waves/{WAVES[1]}/loop/{first}/",
            ],
        )
    )


def fill(_home: Path) -> None:
    """One council with everything."""
    from heard.catalogue import load_catalogue
    from heard.web.people.actions import add_council, add_member
    from heard.web.people.roles import Role
    from heard.web.tenancy import in_council

    add_council(code=COUNCIL, name="Council")
    add_member(email=BOARD, password="not used: the browser is signed in", council=COUNCIL, role=Role.BOARD)
    indicators = list(load_catalogue().indicators)[:FINDINGS]
    with in_council(COUNCIL):
        for wave in WAVES:
            fill_wave(wave)
            tell_and_answer(wave, indicators)
        act(indicators)


def fill_wave(wave: str) -> None:
    """It is over, and the panel has met."""
    from heard.web.codes.models import Collection, State
    from heard.web.waves.models import CouncilWave

    box = Collection.objects.create(
        council_id=COUNCIL,
        wave=wave,
        state=State.OPENED,
        versions=dict.fromkeys(("4-7", "8-11", "11-17", "16-25"), "2026.1"),
        last_answer_day=date(int(wave), 3, 1),
    )
    CouncilWave.objects.create(
        council_id=COUNCIL,
        collection=box,
        grace_days=0,
        panel_on=date(int(wave), 4, 1),
        panel_held_on=date(int(wave), 4, 1),
    )


def tell_and_answer(wave: str, indicators: list[str]) -> None:
    """Every finding has three sentences at each level, an answer, and was told."""
    from heard.base.policy import Level
    from heard.web.responding.actions import Given, answer_finding
    from heard.web.responding.kinds import Kind
    from heard.web.results.found import Told, record_findings
    from heard.web.telling.models import TellingEvent

    told = {
        level: [
            Told(
                f"{wave}/{COUNCIL}/{survey}/{indicator}/positive/all=all/{KINDS[place % 5]}/others",
                level,
                place,
                survey,
                KINDS[place % 5],
                "clear",
                f"Among children of {survey}, 43 of 75 (57 %) said so of {indicator}, against 80 % elsewhere.",
            )
            for place, indicator in enumerate(indicators)
            for survey in ("8-11", "11-17", "16-25")
        ]
        for level in (Level.PUBLIC, Level.BOARD)
    }
    record_findings(wave=wave, told=told, on=date(int(wave), 3, 9))
    for indicator in indicators:
        given = Given(Kind.WILL, "Head of service", "We ask what would help, and do it.", 0, 0)
        answer_finding(wave=wave, indicator=indicator, given=given, by=BOARD, at=AT)
    TellingEvent.objects.create(
        council_id=COUNCIL,
        wave=wave,
        audience="11-17",
        told_by="Participation lead",
        how="Summer party",
        how_many=40,
        told_on=date(int(wave), 7, 1),
        indicators=indicators,
        recorded_by=BOARD,
        recorded_on=date(int(wave), 7, 1),
    )


def act(indicators: list[str]) -> None:
    """Each action answers two findings of one wave, and has a note."""
    from heard.web.acting.actions import Written, add_action
    from heard.web.acting.contents import ActionContent
    from heard.web.acting.kinds import EntryKind, Status

    for number in range(ACTIONS):
        wave = WAVES[number % len(WAVES)]
        pair = (indicators[number % FINDINGS], indicators[(number * 7 + 3) % FINDINGS])
        content = ActionContent(
            text=f"Do what young people asked for, number {number}",
            wave=wave,
            findings=tuple((wave, each) for each in dict.fromkeys(pair)),
            roles=("Head of service", "Team manager"),
            status=Status.UNDER_WAY,
        )
        note = Written(kind=EntryKind.PROGRESS, words="It goes on.", on=AT.date())
        add_action(content=content, by=BOARD, at=AT, written=(note,))


if __name__ == "__main__":
    main()
