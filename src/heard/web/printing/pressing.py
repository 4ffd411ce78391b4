"""Having a sheet set as PDF by a process that lives for this one sheet.

Codes go to it through a pipe and the PDF comes back through another: nothing touches a disk, a command line or the
environment. The process is given no secret and no address of the database, gets its turn after everything else on the
machine, and is ended when it takes too long. The web server itself never loads what sets type.
"""

import os
import subprocess
import sys
from collections.abc import Sequence
from threading import BoundedSemaphore

from heard.base.errors import UserError
from heard.web.policy import SECONDS_FOR_A_PDF, SECONDS_TO_WAIT_FOR_THE_PRESS
from heard.web.printing.sheets import Sheet

COMMAND = ("-m", "heard.web.config.press")
NO_PANGO = 4  # the code with which a process ends that cannot load what sets type
TOLD = ("PATH", "PYTHONPATH", "HOME", "TMPDIR", "LANG", "LC_ALL", "FONTCONFIG_FILE", "FONTCONFIG_PATH")
_press = BoundedSemaphore(
    1
)  # a process of the web server sets one sheet at a time: a second would take its memory


class CannotPress(UserError):
    """No PDF could be made; the message says what to do instead."""


def press_sheet(sheet: Sheet) -> bytes:
    """The PDF of a sheet. Raises CannotPress where it took too long, failed, or another is being made."""
    return press(sheet.to_bytes(), COMMAND)


def press(content: bytes, command: Sequence[str]) -> bytes:
    """The PDF of what the process of this command sets. Raises CannotPress as `press_sheet`."""
    if not _press.acquire(timeout=SECONDS_TO_WAIT_FOR_THE_PRESS):
        raise CannotPress("Another PDF is being made just now. Nothing was lost; try again in a minute.")
    try:
        return _run(content, command)
    finally:
        _press.release()


def _run(content: bytes, command: Sequence[str]) -> bytes:
    """What the process said on its standard error is thrown away: it could hold a code."""
    environment = {name: os.environ[name] for name in TOLD if name in os.environ}
    try:
        done = subprocess.run(
            [sys.executable, *command],
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            timeout=SECONDS_FOR_A_PDF,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise CannotPress(
            "Making the PDF took too long and was ended. Nothing was lost; try again when the server has less to do, "
            "or print the page from your browser."
        ) from None
    if done.returncode == NO_PANGO:
        raise CannotPress(
            "This server has no Pango, which sets type (Debian: apt install libpango-1.0-0 libpangoft2-1.0-0). Nothing "
            "was lost; print the page from your browser instead."
        )
    if done.returncode or not done.stdout.startswith(b"%PDF-"):
        raise CannotPress(
            "The PDF could not be made on this server. Nothing was lost; print the page from your browser instead."
        )
    return done.stdout
