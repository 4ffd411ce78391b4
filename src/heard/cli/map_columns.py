"""`heard map FILE`: a first column map for what another survey tool exported."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from heard.base.messages import name_some
from heard.base.surveys import Survey
from heard.cli.arguments import add_command, say_result

if TYPE_CHECKING:
    from heard.dataset.exports.drafting import Draft


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command."""
    parser = add_command(
        commands,
        "map",
        says="Begin a column map for a file that LimeSurvey, KoboToolbox, SPSS or another tool exported.",
        example="heard map spring-2026/responses/x1.csv --survey 8-11 --wave 2026 --area X0000001",
        run=run,
    )
    parser.add_argument(
        "file", type=Path, metavar="FILE", help="a .csv, .xlsx, .sav or .parquet, a response a row"
    )
    parser.add_argument(
        "--survey", required=True, choices=[each.value for each in Survey], help="the survey it was asked as"
    )
    parser.add_argument(
        "--wave", default="", help="the wave's key in programme.toml; left out, to be filled in"
    )
    parser.add_argument("--area", default="", help="the council's code; left out, to be filled in")
    parser.add_argument(
        "--out", type=Path, metavar="MAP", help="where to write it (beside FILE, where Heard looks for it)"
    )


def run(arguments: argparse.Namespace) -> int:
    """Write the map; say what was matched, on what that rests, and what is left to a person."""
    from heard.programme.column_maps import begin_map, path_beside

    out = arguments.out or path_beside(arguments.file)
    survey = Survey(arguments.survey)
    draft = begin_map(arguments.file, survey=survey, wave=arguments.wave, area=arguments.area, out=out)
    say_result(arguments, "\n".join(_say(draft, out)), _as_json(draft, out))
    return 0


def _say(draft: "Draft", out: Path) -> list[str]:
    lines = [f"{out}: a first map, for you to finish."]
    lines += ["", "Matched:" if draft.questions else "No column could be matched by its name or heading."]
    lines += [f"  {each.key} {each.said}" for each in draft.questions]
    lines += [
        f"  {key}: not matched, more than one column could be it: {name_some(names)}"
        for key, names in draft.doubtful.items()
    ]
    for words, names in (
        ("To fill in", draft.to_fill_in),
        ("Nothing is said yet of", draft.rest),
        ("Left out, as said elsewhere or a time", draft.left_out),
        ("Left out, what children wrote; put it into comments.csv", draft.written),
        ("Never read, ids, times and addresses of the tool", draft.of_the_tool),
    ):
        lines += ["", f"{words}: {name_some(names)}."] if names else []
    return [*lines, "", "Then: heard check FOLDER"]


def _as_json(draft: "Draft", out: Path) -> dict[str, object]:
    return {
        "out": str(out),
        "matched": {
            each.key: {"rests_on": each.said, "to_fill_in": each.open_count} for each in draft.questions
        },
        "doubtful": {key: list(names) for key, names in draft.doubtful.items()},
        "to_fill_in": list(draft.to_fill_in),
        "nothing_said_of": list(draft.rest),
        "left_out": list(draft.left_out),
        "comments": list(draft.written),
        "never_read": list(draft.of_the_tool),
    }
