"""An office suite that opens a file and writes it anew: what it could not read would be missing or repaired."""

import subprocess
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory

import pytest

OFFICE = which("soffice")
SECONDS = 240

needs_an_office = pytest.mark.skipif(
    OFFICE is None, reason="LibreOffice is not installed here: no other program has opened the file"
)


def save_anew(content: bytes, kind: str, *, to: str = "") -> bytes:
    """The file as LibreOffice writes it when it has opened it. `kind`: docx, pptx or xlsx; `to`: another kind."""
    assert OFFICE is not None
    with TemporaryDirectory() as folder:
        before, after = Path(folder) / f"before.{kind}", Path(folder) / "after"
        before.write_bytes(content)
        wanted = to or kind
        command = [
            OFFICE,
            f"-env:UserInstallation=file://{folder}/profile",
            "--headless",
            "--convert-to",
            wanted,
            "--outdir",
            str(after),
            str(before),
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=SECONDS)
        return (after / f"before.{wanted}").read_bytes()
