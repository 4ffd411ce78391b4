"""YAML files of a folder in the shapes they must have; what is wrong with them is kept, as the catalogue says it."""

from pathlib import Path
from typing import TypeVar

import yaml
from pydantic import TypeAdapter, ValidationError

from heard.base.problems import Problem
from heard.catalogue.reading import SAID
from heard.catalogue.yaml_text import read_yaml

T = TypeVar("T")


class YamlFolder:
    """Reads files of one folder; `problems` holds everything that was wrong with them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.problems: list[Problem] = []

    def read(self, name: str, shape: TypeAdapter[T]) -> T | None:
        """The file in its shape; None, and a problem noted, where it cannot be had."""
        path = self._folder / name
        if not path.is_file():
            self.problems.append(Problem(name, "the file is missing."))
            return None
        try:
            return shape.validate_python(read_yaml(path.read_bytes()))
        except ValidationError as error:
            for detail in error.errors(include_url=False):
                place = ".".join(str(part) for part in detail["loc"])
                said = SAID.get(detail["type"], detail["msg"])
                self.problems.append(Problem(name, f"{place}: {said}." if place else f"{said}."))
        except yaml.MarkedYAMLError as error:
            rows = (error.problem_mark.line + 1,) if error.problem_mark else ()
            self.problems.append(Problem(name, f"not readable as YAML: {error.problem}.", rows=rows))
        except (yaml.YAMLError, ValueError):
            self.problems.append(Problem(name, "not readable as YAML, which is text in UTF-8."))
        return None
