"""A language that nobody speaks: English in Arabic letters, a third longer, from right to left. For layout and tests.

It is written to a folder as a programme would bring a language (`HEARD_WORDS`), and no installation has it.
"""

import re
from pathlib import Path

import yaml

from heard.web.instruments.drafting import begin_language

KEY = "ar-xb"  # the mark under which browsers keep a made-up language from right to left
NAME = "عربي"
LETTERS = dict(zip("abcdefghijklmnopqrstuvwxyz", "ابثدهفغحيجكلمنوپقرستعڤصخزظ", strict=True))
VOWELS = "aeiou"  # doubled, so that every word is longer
KEPT = ("surveys", "key", "uri")  # no words but names of things
SIGNED = [{"role": "translator"}, {"role": "young person who was in care", "lived_experience": True}]


def mirror(text: str) -> str:
    """A text as this language says it; places to fill and figures stay as they are."""
    parts = re.split(r"(\{[^}]*\})", text)
    return "".join(part if part.startswith("{") else _turn(part) for part in parts)


def write_mirrored(folder: Path, *, is_signed: bool = True) -> Path:
    """The whole language in a folder of languages; where it is not signed it is a draft."""
    home = folder / KEY
    about = {
        "name": NAME,
        "direction": "rtl",
        "reviewed": is_signed,
        "reviewers": SIGNED if is_signed else [],
    }
    if not home.exists():
        begin_language(key=KEY, name=NAME, direction="rtl", into=folder)
        translate(home)
    (home / "language.yaml").write_text(yaml.safe_dump(about, allow_unicode=True), encoding="utf-8")
    return folder


def translate(home: Path) -> None:
    """What a translator does to a copy of the English words."""
    for file in home.rglob("*.yaml"):
        if file.name != "language.yaml":
            turned = _turned(yaml.load(file.read_bytes(), Loader=yaml.CSafeLoader))
            text = yaml.dump(turned, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False)
            file.write_text(text, encoding="utf-8")


def _turn(text: str) -> str:
    longer = re.sub(f"[{VOWELS}]", r"\g<0>\g<0>", text.lower())
    return "".join(LETTERS.get(letter, letter) for letter in longer)


def _turned(node: object, name: str = "") -> object:
    match node:
        case dict():
            is_picture = name == "names"  # of the pictures to pause with, where `key` is one of them
            return {key: _turned(each, "" if is_picture else key) for key, each in node.items()}
        case list():
            return [_turned(each, name) for each in node]
        case str() if name not in KEPT:
            return mirror(node)
        case _:
            return node
