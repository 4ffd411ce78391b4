"""`python -m heard.web.waves.make_keys`, which is `heard keys make`: a wave's key, on a machine of the holders' choice.

It needs neither the site nor its settings. The private key exists in memory and inside the two key files; nothing is
printed but the files' names and the public key's first characters.
"""

import argparse
import getpass
import json
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from heard.base.errors import HeardError, UserError
from heard.base.files import say_why
from heard.base.messages import quote
from heard.base.places import KEY_IN_WORDS, is_key
from heard.web.codes.key_files import KeyFile, make_key_files
from heard.web.waves.public_keys import write_public_key

FIRST, SECOND = "HEARD_PASSPHRASE_FIRST", "HEARD_PASSPHRASE_SECOND"
FINGERPRINT = 16  # characters that two people can compare by telephone
Ask = Callable[[str], str]


def main(arguments: Sequence[str]) -> int:
    """Make the files and say where they are; what was wrong is said on the error stream."""
    parser = argparse.ArgumentParser(prog="heard keys make")
    parser.add_argument("--council", required=True)
    parser.add_argument("--wave", required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args(arguments)
    try:
        files = make_keys(council=chosen.council, wave=chosen.wave, out=chosen.out)
    except HeardError as error:
        print(error, file=sys.stderr)  # noqa: T201
        return error.exit_code
    except KeyboardInterrupt:
        print("\nStopped. No key was made.", file=sys.stderr)  # noqa: T201
        return UserError.exit_code
    print(json.dumps(files, indent=1) if chosen.json else _say(files))  # noqa: T201
    return 0


def make_keys(
    *,
    council: str,
    wave: str,
    out: Path,
    variables: Mapping[str, str] = os.environ,
    ask: Ask = getpass.getpass,
) -> dict[str, str]:
    """Write both key files and the public key: `first`, `second` and `public` are their paths, `key` its fingerprint.

    Raises UserError, before anybody is asked for anything, where one of the files is there already.
    """
    _check_names(council, wave)
    paths = {which: out / f"{council}-{wave}-{which}-key.json" for which in ("first", "second", "public")}
    _check_free(paths)
    files = make_key_files(council=council, wave=wave, passphrases=_passphrases(variables, ask))
    public = files[0].public_key
    write_keys(paths, files, write_public_key(council=council, wave=wave, public_key=public))
    return {which: str(path) for which, path in paths.items()} | {
        "key": sha256(public).hexdigest()[:FINGERPRINT]
    }


def write_keys(paths: Mapping[str, Path], files: tuple[KeyFile, KeyFile], public: str) -> None:
    """All three or none, readable by their owner alone, and never over a file that is there."""
    contents = {"first": files[0].to_text(), "second": files[1].to_text(), "public": public}
    written: list[Path] = []
    try:
        for which, path in paths.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            _write_new(path, contents[which])
            written.append(path)
    except OSError as error:
        for path in written:
            path.unlink(missing_ok=True)
        raise UserError(
            f"The key files could not be written: {say_why(error)}. No key was made; name another folder with --out."
        ) from None


def _write_new(path: Path, text: str) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        with suppress(OSError):
            path.unlink()
        raise


def _check_names(council: str, wave: str) -> None:
    for what, name in (("council", council), ("wave", wave)):
        if not is_key(name):
            raise UserError(f"{quote(name)} cannot name a {what}. No key was made. Allowed: {KEY_IN_WORDS}.")


def _check_free(paths: Mapping[str, Path]) -> None:
    for path in paths.values():
        if os.path.lexists(path):
            raise UserError(
                f"{path} is there already. No key was made and nothing was changed: what was sealed with a key can be "
                "opened with that key only. Name another folder with --out."
            )


def _passphrases(variables: Mapping[str, str], ask: Ask) -> tuple[str, str]:
    """From the environment, for automation; or typed by each holder, twice, unseen."""
    given = variables.get(FIRST), variables.get(SECOND)
    if given[0] is not None and given[1] is not None:
        return given[0], given[1]
    if ask is getpass.getpass and not sys.stdin.isatty():
        raise UserError(
            "There is no terminal to type the passphrases in. No key was made; run this in a terminal, or set "
            f"{FIRST} and {SECOND}."
        )
    return _ask_twice("first", ask), _ask_twice("second", ask)


def _ask_twice(holder: str, ask: Ask) -> str:
    typed = ask(f"Passphrase of the {holder} holder (the other one looks away): ")
    if ask(f"The {holder} holder's passphrase once more: ") != typed:
        raise UserError(f"The {holder} holder typed two different passphrases. No key was made; try again.")
    return typed


def _say(files: Mapping[str, str]) -> str:
    return (
        f"The first holder keeps {files['first']}\nThe second holder keeps {files['second']}\n"
        f"The coordinator registers {files['public']}, in which nothing is secret (key {files['key']})\n"
        "Each holder takes their file and their passphrase away from this machine. Either opens the wave; without "
        "both nobody can."
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
