"""`heard cohort INPUT...`: how many children could answer each survey, from the council's own files."""

import argparse
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from heard.base.errors import UserError
from heard.base.messages import count_of, name_some, quote
from heard.base.problems import summarise
from heard.cli.arguments import add_command, say_result
from heard.cohort.explaining import (
    EXCLUDED,
    GROUPS,
    NOT_COUNTED,
    list_counts,
    say_notes,
    say_sum,
    sum_excluded,
)

if TYPE_CHECKING:
    from heard.cohort.counting import SurveyCount
    from heard.cohort.making import MadeCohort
    from heard.cohort.people import Exclusion

ELEVENS = ("school_year", "8-11", "11-17")


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command."""
    parser = add_command(
        commands,
        "cohort",
        says="Count who could answer each survey on a day, from the council's SSDA903 return, Annex A or plain list.",
        example=(
            "heard cohort header.csv episodes.csv oc3.csv --wave 2026 --on 2026-02-02 --area X0000001 "
            "--out cohort.csv --exclude adoption"
        ),
        run=run,
    )
    parser.add_argument(
        "inputs",
        type=Path,
        nargs="+",
        metavar="INPUT",
        help="CSV, XML, .xlsx or .ods; what each is shows in its columns",
    )
    parser.add_argument("--wave", required=True, help="the wave's key in programme.toml")
    parser.add_argument(
        "--on", required=True, metavar="DATE", help="the first day of the survey, as 2026-02-02"
    )
    parser.add_argument("--area", required=True, help="the council's code")
    parser.add_argument(
        "--out",
        type=Path,
        required=True,
        metavar="FILE",
        help="cohort.csv; rows of other waves and areas in it stay",
    )
    parser.add_argument(
        "--exclude",
        default="",
        metavar="REASON,...",
        help=f"whom to leave out besides short breaks: {', '.join(list(EXCLUDED)[1:])}",
    )
    parser.add_argument(
        "--elevens",
        choices=ELEVENS,
        default=ELEVENS[0],
        help="which survey an 11-year-old is given (school_year)",
    )


def run(arguments: argparse.Namespace) -> int:
    """Count, write, and say how many, who was left out and why, and what could not be used."""
    from heard.catalogue import load_catalogue
    from heard.cohort.eligibility import Elevens
    from heard.cohort.making import make_cohort

    made = make_cohort(
        arguments.inputs,
        wave=arguments.wave,
        area=arguments.area,
        on=_read_day(arguments.on),
        out=arguments.out,
        catalogue=load_catalogue(),
        exclude=_read_reasons(arguments.exclude),
        elevens=Elevens(arguments.elevens),
    )
    say_result(arguments, "\n".join(_say(made, arguments)), _as_json(made, arguments))
    return 0


def _read_day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UserError(f"--on {quote(text)} is not a day. Allowed: a date such as 2026-02-02.") from None


def _read_reasons(text: str) -> "frozenset[Exclusion]":
    from heard.cohort.people import ASKED_FOR, Exclusion

    given = [each.strip() for each in text.split(",") if each.strip()]
    unknown = [quote(each) for each in given if each not in set(ASKED_FOR)]
    if unknown:
        raise UserError(f"--exclude does not know {name_some(unknown)}. Allowed: {name_some(ASKED_FOR)}.")
    return frozenset(Exclusion(each) for each in given)


def _as_json(made: "MadeCohort", arguments: argparse.Namespace) -> dict[str, object]:
    count = made.count
    return {
        "wave": arguments.wave,
        "area": arguments.area,
        "on": count.on.isoformat(),
        "out": str(arguments.out),
        "rows": asdict(made.written),
        "people": count.people,
        "surveys": {each.survey.value: _survey_as_json(each) for each in count.surveys},
        "excluded": sum_excluded(count, _read_reasons(arguments.exclude)),
        "not_counted": dict(count.not_counted),
        "kept_though_listed": dict(count.not_asked_for),
        "newest_entry_days_before": (count.on - count.newest).days if count.newest else None,
        "problems": [asdict(problem) for problem in made.problems],
    }


def _survey_as_json(each: "SurveyCount") -> dict[str, object]:
    return {
        "meant_for": each.meant_for,
        "excluded": dict(each.excluded),
        "eligible": each.eligible,
        "groups": {group: dict(levels) for group, levels in each.groups.items()},
        "not_known": dict(each.not_known),
        "groups_left_out": dict(each.left_out),
        "in_touch": dict(zip(("yes", "said_of"), each.in_touch, strict=True)) if each.in_touch else None,
    }


def _say(made: "MadeCohort", arguments: argparse.Namespace) -> list[str]:
    count = made.count
    lines = [f"Wave {arguments.wave}, {arguments.area}: who could answer on {count.on.isoformat()}", ""]
    lines += [_say_survey(each) for each in count.surveys]
    lines += ["", f"excluded: {list_counts(sum_excluded(count, _read_reasons(arguments.exclude)), EXCLUDED)}"]
    if count.not_counted:
        lines += [
            "",
            "Not counted:",
            *(f"  {n:>6,}  {NOT_COUNTED[why]}" for why, n in count.not_counted.items()),
        ]
    lines += ["", say_sum(count), *say_notes(count), _say_written(made, arguments.out)]
    return [*lines, "", summarise(made.problems)] if made.problems else lines


def _say_survey(each: "SurveyCount") -> str:
    line = f"  {each.survey.value:<6} {each.eligible:>6,}"
    if each.in_touch is not None:
        line += f"   in touch with {each.in_touch[0]:,} of the {each.in_touch[1]:,} of whom that is said"
    if each.not_known:
        line += f"   not known: {list_counts(each.not_known, GROUPS)}"
    return line


def _say_written(made: "MadeCohort", out: Path) -> str:
    written = made.written
    others = f", {written.kept:,} others kept" if written.kept else ""
    instead = f" in the place of {written.replaced:,}" if written.replaced else ""
    return (
        f"{out}: {count_of(written.rows, 'row')} written{instead}{others}. Its counts are exact: it is for the "
        "council's own use and not for publication."
    )
