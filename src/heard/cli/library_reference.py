"""The page of the library, from what the code itself says: python -m heard.cli.library_reference."""

import inspect
import re
import sys
from collections.abc import Iterator
from enum import Enum
from functools import cached_property
from types import FunctionType, ModuleType
from typing import cast

import heard

HEAD = """# The library

Made from the code: python -m heard.cli.library_reference > docs/reference/library.md

`import heard` loads nothing until it is used. Every table is a [Polars](https://pola.rs) frame; `frame.to_pandas()`
makes one of pandas, and whatever takes Arrow takes a frame as it is. Their columns are those of
[the files](files.md#what-heard-analyse-writes). Shares run from 0 to 1, unrounded. A `UserError` says all that is
wrong with what was given. [The notebook](../tutorials/notebook.ipynb) shows the library at work; its charts come with
the extra `notebook`.
"""
SHOWN = (property, cached_property, FunctionType)
WIDEST = 100  # a longer signature has a line for each of what it takes


def render() -> str:
    """The page as Markdown: functions and classes first, then the modules with what they hold."""
    names = [name for name in heard.__all__ if name != "__version__"]
    modules = [name for name in names if inspect.ismodule(getattr(heard, name))]
    own = [_section(f"heard.{name}", getattr(heard, name), "##") for name in names if name not in modules]
    return "\n".join([HEAD, *own, *(_module(name, getattr(heard, name)) for name in modules)])


def _module(name: str, module: ModuleType) -> str:
    parts = [f"## heard.{name}\n\n{inspect.getdoc(module)}\n"]
    offered = {each: getattr(module, each) for each in vars(module)["__all__"]}
    functions = {each: value for each, value in offered.items() if inspect.isfunction(value)}
    parts += [_section(f"heard.{name}.{each}", function, "###") for each, function in functions.items()]
    return "\n".join(parts)


def _section(name: str, value: object, depth: str) -> str:
    lines = [f"{depth} {name}", ""]
    if callable(value) and not inspect.isclass(value):
        lines += ["```python", _call(name, cast(FunctionType, value)), "```", ""]
    lines += [inspect.getdoc(value) or "", ""]
    if inspect.isclass(value):
        lines += list(_members(value))
    return "\n".join(lines)


def _call(name: str, function: FunctionType) -> str:
    taken = inspect.signature(function).parameters.values()
    parts = [_parameter(each) for each in taken]
    first = next((place for place, each in enumerate(taken) if each.kind is each.KEYWORD_ONLY), None)
    if first is not None:
        parts.insert(first, "*")
    gives = f" -> {_kind(inspect.signature(function).return_annotation)}"
    line = f"{name}({', '.join(parts)}){gives}"
    return line if len(line) <= WIDEST else f"{name}(\n    " + ",\n    ".join(parts) + f",\n){gives}"


def _parameter(parameter: inspect.Parameter) -> str:
    return f"{parameter.name}: {_kind(parameter.annotation)}" + _default(parameter.default)


def _kind(annotation: object) -> str:
    """A type by its own name, without the modules it stands in."""
    return re.sub(r"(?:\w+\.)+(\w+)", r"\1", inspect.formatannotation(annotation)).strip("'")


def _default(value: object) -> str:
    if value is inspect.Parameter.empty:
        return ""
    if isinstance(value, Enum):
        return f" = {type(value).__name__}.{value.name}"
    return f" = {getattr(value, '__name__', None) or repr(value)}"


def _members(owner: type) -> Iterator[str]:
    """What a class holds, a row each: an enumeration's words, or properties and methods."""
    if issubclass(owner, Enum):
        yield f"Its values: {', '.join(f'`{each.name}`' for each in owner)}.\n"
        return
    held = {name: each for name, each in vars(owner).items() if not name.startswith("_")}
    told = [(name, inspect.getdoc(each) or "") for name, each in held.items() if isinstance(each, SHOWN)]
    if told:
        rows = (f"| `{name}` | {' '.join(text.split())} |" for name, text in told)
        yield "\n".join(["| | |", "|---|---|", *rows, ""])


if __name__ == "__main__":
    sys.stdout.write(render())
