"""The words are complete: none missing, none dead, none that the house does not say."""

import ast
import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest

from heard.base.errors import HeardError
from heard.findings import Finding
from heard.reports.tags import finding_tag
from heard.reports.wording import load_wording

ENTRIES = load_wording().entries
NEVER_SAID = (
    "significan",
    "!",
    "please",
    "successfully",
    "league table of",
    "statistic",
    "service user",
    "LAC",
)


def keys_in_code() -> Iterator[str]:
    """Every key the code asks for, as a pattern: what is filled in at run time may be anything."""
    for path in sorted(Path(str(files("heard.reports"))).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
                yield from pattern_of(node.func.attr, node.args[0])
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and len(node.args) > 1:
                yield from pattern_of(node.func.id, node.args[1])


def pattern_of(method: str, argument: ast.expr) -> Iterator[str]:
    ends = {"say": "", "count": r"\.(one|many)", "list": r"\..+", "say_to": r"\..+"}
    if method not in ends:
        return
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        yield re.escape(argument.value) + ends[method]
    if isinstance(argument, ast.JoinedStr):
        parts = (
            re.escape(str(part.value)) if isinstance(part, ast.Constant) else ".+" for part in argument.values
        )
        yield "".join(parts) + ends[method]


def test_every_key_the_code_asks_for_has_words() -> None:
    missing = [key for key in keys_in_code() if not any(re.fullmatch(key, entry) for entry in ENTRIES)]
    assert missing == []


def test_no_words_are_dead() -> None:
    keys = list(keys_in_code())
    dead = [entry for entry in ENTRIES if not any(re.fullmatch(key, entry) for key in keys)]
    assert dead == []


def test_the_words_are_the_house_s() -> None:
    said = {entry: words for entry, words in ENTRIES.items() for never in NEVER_SAID if never in words}
    assert said == {}


def test_a_per_cent_sign_never_stands_alone_on_a_line() -> None:
    assert [entry for entry, words in ENTRIES.items() if re.search(r"[\d}] %", words)] == []


def test_what_is_not_there_is_an_error_that_names_it() -> None:
    with pytest.raises(HeardError, match=r"no words for not\.there"):
        load_wording().say("not.there")
    with pytest.raises(HeardError, match="'base' is missing"):
        load_wording().say("share.count", count=1, share="1 %")
    with pytest.raises(HeardError, match="no words in cy"):
        load_wording("cy")


def test_every_finding_of_the_made_up_council_has_a_tag(findings: tuple[Finding, ...]) -> None:
    tags = {finding_tag(finding, load_wording()).words for finding in findings}
    assert {"Bright spot", "Area for development", "Worth asking", "Declined", "Nearly everyone"} <= tags
