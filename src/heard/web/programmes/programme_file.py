"""The programme folder's own list of waves: an opened wave's answers go to a wave that stands there."""

import tomllib
from pathlib import Path

from heard.base.errors import UserError
from heard.base.files import write_text
from heard.web.programmes.queries import ProgrammeWaveFacts

FILE = "programme.toml"


def add_wave(folder: Path, wave: ProgrammeWaveFacts) -> None:
    """Write the wave at the end of programme.toml, where it does not stand yet; what stands there stays as it is.

    Nothing where there is no programme folder yet. UserError where the file cannot be understood. Called by the worker
    alone, which does one job at a time: nobody writes between the reading and the writing.
    """
    if not (folder / FILE).is_file():
        return
    text = (folder / FILE).read_text(encoding="utf-8")
    if wave.key not in _list_keys(text):
        write_text(folder / FILE, text.rstrip("\n") + "\n\n" + _describe(wave))


def _list_keys(text: str) -> set[str]:
    try:
        waves = tomllib.loads(text).get("waves", [])
        return {str(each.get("key")) for each in waves}
    except (tomllib.TOMLDecodeError, AttributeError):
        raise UserError(
            f"{FILE} of the programme folder cannot be understood, so the wave was not written into it. Nothing was "
            "changed; `heard check` names what is wrong."
        ) from None


def _describe(wave: ProgrammeWaveFacts) -> str:
    surveys = ", ".join(f'"{survey}"' for survey in wave.versions)
    versions = ", ".join(f'"{survey}" = "{version}"' for survey, version in wave.versions.items())
    return (
        f'[[waves]]\nkey = "{wave.key}"\nopens_on = {wave.opens_on}\ncloses_on = {wave.last_answer_day}\n'
        f"surveys = [{surveys}]\nversions = {{ {versions} }}\n"
    )
