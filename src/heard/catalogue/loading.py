"""A catalogue folder → the catalogue, or everything wrong with it; ours where no folder is named."""

from functools import cache
from pathlib import Path

from heard.base.errors import InputProblems
from heard.base.problems import Problem, has_errors
from heard.catalogue.building import build_catalogue
from heard.catalogue.catalogue import Catalogue
from heard.catalogue.checks import find_problems
from heard.catalogue.reading import WORDS, list_folders, read_documents

OURS = Path(__file__).parent / "data"


@cache
def load_catalogue(language: str = "en", words: Path | None = None) -> Catalogue:
    """The catalogue that comes with Heard, in one language; read once a process.

    `words`: a folder of further languages, as in `read_catalogue`. Raises InputProblems if a file of it is wrong or
    the language is not there.
    """
    return read_catalogue(OURS, language, words)


def list_languages(words: Path | None = None) -> tuple[str, ...]:
    """The languages that come with Heard, and those of a folder of further ones; whole or not."""
    further = list_folders(words) if words else ()
    return tuple(sorted({*list_folders(OURS / WORDS), *further}))


def read_catalogue(folder: Path, language: str = "en", words: Path | None = None) -> Catalogue:
    """The catalogue of a folder, in one language.

    `words`: a folder of further languages, each as in the catalogue's own `words`; what a language of the catalogue
    says is taken from there. Raises InputProblems with everything wrong in its facts and in that language's words.
    """
    documents = read_documents(folder, (language,), words)
    problems = find_problems(documents)
    if has_errors(problems):
        raise InputProblems(problems)
    return build_catalogue(documents, language)


def check_catalogue(folder: Path | None = None) -> tuple[Problem, ...]:
    """Everything wrong in a catalogue folder (ours if None), in every language it has; empty = nothing.

    What has not the shape of its file is reported first and alone: the cross-checks would only repeat it.
    """
    home = folder or OURS
    try:
        return find_problems(read_documents(home, list_folders(home / WORDS)))
    except InputProblems as found:
        return found.problems
