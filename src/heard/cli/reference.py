"""The reference page of all commands, written from the parsers themselves: `python -m heard.cli.reference`."""

import argparse
import os

from heard.cli.main import parser

WIDTH = "100"
HEAD = """# Commands

Written from the commands themselves by `python -m heard.cli.reference`; a test keeps it fresh.
Exit codes: 0 done · 1 a check found something · 2 what was given cannot be used · 3 a fault of Heard.
"""


def render() -> str:
    """All commands with their options and an example each, as Markdown."""
    os.environ["COLUMNS"] = WIDTH  # argparse wraps to the terminal; a page must not depend on it
    sections = [
        f"## heard {name}\n\n```\n{command.format_help()}```\n" for name, command in _commands().items()
    ]
    return "\n".join([HEAD, *sections])


def _commands() -> dict[str, argparse.ArgumentParser]:
    for action in parser()._actions:
        if isinstance(action, argparse._SubParsersAction):
            return dict(action.choices)
    return {}


if __name__ == "__main__":
    print(render(), end="")
