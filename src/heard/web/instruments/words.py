"""The words of the child's pages in one language: a closed vocabulary, read once into frozen, typed values.

`words/<language>.yaml`, or `<language>/pages.yaml` in the folder that `HEARD_WORDS` names, holds a whole set under
`default` and, for each survey, only what differs there. A key that is missing, one that nobody reads, or a text
whose {places} are not the ones its page fills is refused.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml
from django.conf import settings
from pydantic import TypeAdapter, ValidationError

from heard.base.errors import HeardError
from heard.base.surveys import Survey
from heard.catalogue.yaml_text import read_yaml
from heard.web.instruments.vocabulary import Words

FOLDER = Path(__file__).parent / "words"
DEFAULT = "default"
ENGLISH = "en"
PAGES = "pages.yaml"
Tree = Mapping[str, "str | list[Tree | str] | Tree"]
WORDS = TypeAdapter(Words)


def load_words(survey: Survey | None, language: str = ENGLISH) -> Words:
    """The words for a survey (None = before a code has told which), checked once a process.

    Raises HeardError where the language is not there, or a key or a place to fill is missing or too many.
    """
    return _load(find_source(language), survey)


def read_tree(language: str) -> Mapping[str, Tree]:
    """A language's whole file, once a process; HeardError where there is none, or it is no YAML."""
    return _read(find_source(language))


def find_source(language: str) -> Path:
    """Where a language's file is; HeardError where there is none."""
    further: Path | None = settings.HEARD.words
    places: list[Path] = [FOLDER / f"{language}.yaml", *([further / language / PAGES] if further else ())]
    for place in places:
        if place.is_file():
            return place
    raise HeardError(f"the child's pages have no words in {language}")


@cache
def _load(source: Path, survey: Survey | None) -> Words:
    return build_words(_read(source), survey)


@cache
def _read(source: Path) -> Mapping[str, Tree]:
    """The file's tree, once for all surveys."""
    try:
        tree = read_yaml(source.read_bytes())
    except yaml.YAMLError:
        raise HeardError(f"{source.name} is not readable as YAML, which is text in UTF-8") from None
    return tree if isinstance(tree, dict) else {}


def build_words(tree: Mapping[str, Tree], survey: Survey | None) -> Words:
    """The words of a whole file for one survey: the default, with what the survey says otherwise laid over it."""
    if unknown := tree.keys() - {DEFAULT, *Survey}:
        raise HeardError(f"words for no survey: {', '.join(sorted(unknown))}")
    section = tree.get(survey, {}) if survey else {}
    try:
        return WORDS.validate_python(lay_over(tree.get(DEFAULT, {}), section))
    except ValidationError as error:
        raise HeardError(_say(survey, error)) from None


def lay_over(below: Tree, above: Tree) -> Tree:
    """A whole set of words with what one survey says otherwise."""
    laid = dict(below)
    for key, value in above.items():
        under = below.get(key)
        laid[key] = lay_over(under, value) if isinstance(under, dict) and isinstance(value, dict) else value
    return laid


def _say(survey: Survey | None, error: ValidationError) -> str:
    found = (
        ".".join(map(str, detail["loc"])) + f": {detail['msg']}" for detail in error.errors(include_url=False)
    )
    return f"words for {survey or 'every survey'}: " + "; ".join(found)
