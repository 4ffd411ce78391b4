"""A new language begins as a copy of the English words, in a folder of its own, marked as a draft."""

import shutil
from pathlib import Path

import yaml

from heard.base.errors import UserError
from heard.base.messages import quote
from heard.catalogue import OURS, list_languages
from heard.web.instruments.languages import KEY
from heard.web.instruments.words import ENGLISH, FOLDER, PAGES


def begin_language(*, key: str, name: str, direction: str, into: Path) -> Path:
    """The folder that was made. Raises UserError where the key is none, or the language is there already."""
    home = into / key
    if not KEY.fullmatch(key):
        raise UserError(
            f"{quote(key)} names no language. Nothing was written; name it as browsers do, in small letters: cy, ar."
        )
    if key in list_languages() or home.exists():
        raise UserError(f"There is a language {key} already. Nothing was written.")
    shutil.copytree(OURS / "words" / ENGLISH, home)
    shutil.copyfile(FOLDER / f"{ENGLISH}.yaml", home / PAGES)
    about = {"name": name, "direction": direction, "reviewed": False, "reviewers": []}
    text = yaml.safe_dump(about, allow_unicode=True, sort_keys=False)
    (home / "language.yaml").write_text(text, encoding="utf-8")
    return home
