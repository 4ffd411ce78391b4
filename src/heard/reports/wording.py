"""The reports' words, a folder per language. Code names a sentence by its key; only the files hold the words."""

from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files

from heard.base.errors import HeardError
from heard.catalogue.yaml_text import read_yaml

Tree = Mapping[str, "str | Tree"]


class Wording:
    """The words of one language."""

    def __init__(self, language: str, entries: Mapping[str, str]) -> None:
        self.language = language
        self.entries = entries

    def __reduce__(self) -> "tuple[Callable[[str], Wording], tuple[str]]":
        """Carried to another process by its language: the words are read there."""
        return load_wording, (self.language,)

    def say(self, key: str, **values: str | int) -> str:
        """The words of `key` with `values` in their places; HeardError where either is missing."""
        try:
            return self.entries[key].format(**values)
        except KeyError as missing:
            raise HeardError(f"no words for {key}: {missing} is missing") from None

    def count(self, key: str, count: int, **values: str | int) -> str:
        """The words of `key.one` for 1, of `key.many` otherwise; `{count}` is the number, thousands parted."""
        form = "one" if count == 1 else "many"
        return self.say(f"{key}.{form}", count=f"{count:,}", **values)

    def list(self, key: str) -> tuple[str, ...]:
        """The keys one step below `key`, in the file's order."""
        start = f"{key}."
        below = (entry.removeprefix(start).split(".")[0] for entry in self.entries if entry.startswith(start))
        return tuple(dict.fromkeys(below))


@cache
def load_wording(language: str = "en") -> Wording:
    """The words of a language; HeardError where there are none."""
    folder = files("heard.reports") / "words" / language
    if not folder.is_dir():
        raise HeardError(f"the reports have no words in {language}")
    entries: dict[str, str] = {}
    for source in sorted(folder.iterdir(), key=lambda each: each.name):
        found = dict(_flat(read_yaml(source.read_text(encoding="utf-8"))))
        if twice := entries.keys() & found.keys():
            raise HeardError(f"{source.name}: the words of {min(twice)} stand in another file too")
        entries |= found
    return Wording(language, entries)


def _flat(tree: Tree, above: str = "") -> "list[tuple[str, str]]":
    found: list[tuple[str, str]] = []
    for key, value in tree.items():
        name = f"{above}{key}"
        found.extend([(name, value)] if isinstance(value, str) else _flat(value, f"{name}."))
    return found
