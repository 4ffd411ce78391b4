"""`heard method NAME key=value ...`: one method on numbers given, with its working."""

import argparse
import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from heard.base.errors import UserError
from heard.base.messages import name_some, quote
from heard.cli.arguments import add_command

if TYPE_CHECKING:
    from heard.analysis.worked import Method

EXAMPLE = "heard method interval count=8 base=74 cohort=230"


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command."""
    parser = add_command(
        commands,
        "method",
        says="Work out one method on numbers given, with its working. Without numbers: what there is.",
        example=EXAMPLE,
        run=run,
    )
    parser.usage = "heard method [-h] [--json] [NAME [KEY=VALUE ...]]"
    # All that follows, read by hand: argparse would not find --json again between the words.
    parser.add_argument(
        "words", nargs=argparse.REMAINDER, metavar="NAME KEY=VALUE", help="a method and its numbers"
    )
    parser.set_defaults(help_text=parser.format_help)


def run(arguments: argparse.Namespace) -> int:
    """Say the results and how they come about; or which methods there are, or which keys one takes."""
    words, options = _part(arguments.words)
    if "-h" in options or "--help" in options:
        print(arguments.help_text())
        return 0
    as_json = arguments.json or "--json" in options
    _say(words, as_json=as_json)
    return 0


def _part(words: Sequence[str]) -> tuple[list[str], set[str]]:
    options = {word for word in words if word.startswith("-")}
    unknown = options - {"--json", "-h", "--help"}
    if unknown:
        raise UserError(f"heard method has no option {name_some(sorted(unknown))}. It has --json.")
    return [word for word in words if word not in options], options


def _say(words: Sequence[str], *, as_json: bool) -> None:
    from heard.analysis.worked import METHODS, work
    from heard.catalogue import load_catalogue

    if not words:
        print(_to_json(_describe_all(METHODS)) if as_json else _list_methods(METHODS))
        return
    name, *given = words
    if name not in METHODS:
        raise UserError(f"There is no method {quote(name)}. There are: {', '.join(METHODS)}.")
    method = METHODS[name]
    if not given:
        print(_to_json(_describe(method)) if as_json else _list_keys(method))
        return
    worked = work(name, given, load_catalogue())
    print(_to_json(worked.results) if as_json else f"{method.title}\n\n{worked}")


def _to_json(results: Mapping[str, object]) -> str:
    return json.dumps(results, ensure_ascii=False, indent=1, allow_nan=False)


def _describe(method: "Method") -> dict[str, object]:
    ways = [{key.name: key.says for key in way} for way in method.ways]
    return {"title": method.title, "keys": ways, "example": method.command()}


def _describe_all(methods: "Mapping[str, Method]") -> dict[str, object]:
    return {name: _describe(method) for name, method in methods.items()}


def _list_methods(methods: "Mapping[str, Method]") -> str:
    lines = [f"  {name:<12}{method.title}" for name, method in methods.items()]
    return "\n".join(
        [
            "Methods:",
            *lines,
            "",
            f"For example: {EXAMPLE}",
            "To see what a method takes: heard method interval",
        ]
    )


def _list_keys(method: "Method") -> str:
    lines = [method.title, ""]
    for number, way in enumerate(method.ways):
        lines += [f"heard method {method.name} takes" if number == 0 else "or"]
        lines += [f"  {key.name:<12}{key.says}{'' if key.needed else ' (may be left out)'}" for key in way]
    return "\n".join([*lines, "", f"For example: {method.command()}"])
