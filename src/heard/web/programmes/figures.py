"""A program of its own: check a benchmarks file and say what it would change.

`python -m heard.web.programmes.figures FILE PROGRAMME_FOLDER` prints JSON. The web server starts it for one file and
waits: reading tables loads libraries that it must not have in its own process.
"""

import json
import sys
from dataclasses import asdict
from pathlib import Path

from heard.base.errors import InputProblems, UserError
from heard.base.problems import Problem

Key = tuple[str, str, str, str]


def main() -> None:
    """Print what is wrong, and where nothing is, what would be new, changed and gone."""
    file, folder = Path(sys.argv[1]), Path(sys.argv[2])
    print(json.dumps(compare(file, folder)))  # noqa: T201


def compare(file: Path, folder: Path) -> dict[str, object]:
    """`problems` as sentences with whether each is an error; `new`, `changed` and `gone` as figures in words."""
    now, problems = _read(file, folder)
    told: dict[str, object] = {
        "problems": [[each.severity.value, each.sentence()] for each in problems],
        "is_usable": now is not None,
    }
    if now is None:
        return told
    before = (
        _read(folder / "benchmarks.csv", folder)[0] if (folder / "benchmarks.csv").exists() else {}
    ) or {}
    return told | {
        "count": len(now),
        "new": [_say(key, figure) for key, figure in now.items() if key not in before],
        "changed": [
            f"{_say(key, figure)}; it was {_say_figure(before[key])}"
            for key, figure in now.items()
            if key in before and before[key] != figure
        ],
        "gone": [_say(key, figure) for key, figure in before.items() if key not in now],
    }


def _read(file: Path, folder: Path) -> tuple[dict[Key, dict[str, object]] | None, tuple[Problem, ...]]:
    """The figures by what they are of, None where the file has an error; and all that is to be said of it."""
    from heard.catalogue import load_catalogue
    from heard.dataset.benchmarks import read_benchmarks
    from heard.programme.settings import read_settings

    catalogue = load_catalogue()
    try:
        made_up = read_settings(folder / "programme.toml", catalogue)[0].made_up
        found, warnings = read_benchmarks(file, catalogue, made_up)
    except InputProblems as error:
        return None, error.problems
    except UserError as error:
        return None, (Problem(file.name, str(error)),)
    figures = {(each.indicator, each.survey, each.cut_point, each.population): asdict(each) for each in found}
    return figures, warnings


def _say(key: Key, figure: dict[str, object]) -> str:
    return f"{', '.join(key)}: {_say_figure(figure)}"


def _say_figure(figure: dict[str, object]) -> str:
    share = f"{float(str(figure['share'])) * 100:.1f} %"
    base = f" of {figure['base']:,}" if figure["base"] else ""
    return f"{share}{base}, {figure['year']}, {figure['source']} (match {figure['match']})"


if __name__ == "__main__":
    main()
