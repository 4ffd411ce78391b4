"""The table of outputs and levels: one in code, and the manual says the same."""

from pathlib import Path

from heard.base.outputs import LEVEL_OF, Output, outputs_of
from heard.base.policy import Level
from heard.reports.wording import load_wording

PAGE = Path(__file__).parents[2] / "docs/explanation/disclosure.md"


def test_every_output_has_one_level() -> None:
    assert set(LEVEL_OF) == set(Output)
    assert sorted(output for level in Level for output in outputs_of(level)) == sorted(Output)


def test_only_the_files_of_the_analysis_are_working() -> None:
    assert outputs_of(Level.WORKING) == (Output.ANALYSIS,)


def test_the_manual_has_the_same_table() -> None:
    say = load_wording().say
    rows = [f"| {say(f'readers.named.{output}')} | {level} |" for output, level in LEVEL_OF.items()]
    table = "\n".join(["| output | level |", "|---|---|", *rows])
    assert f"\n{table}\n" in PAGE.read_text(encoding="utf-8"), f"write it again:\n{table}"
