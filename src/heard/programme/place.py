"""Where results may be written: never among the files they come from."""

import os
from pathlib import Path

from heard.base.errors import UserError
from heard.programme.folder import DATASET, LEDGER, RESPONSES


def check_out(out: Path, folder: Path) -> None:
    """Raise UserError where files written to `out` would stand among those of the programme folder `folder`."""
    real, programme = Path(os.path.realpath(out)), Path(os.path.realpath(folder))
    if real.exists() and not real.is_dir():
        raise UserError(f"{out} is a file. Nothing was written; name a folder.")
    kept = [programme / name for name in (RESPONSES, DATASET, LEDGER)]
    if real == programme or any(each == real or each in real.parents for each in kept):
        raise UserError(
            f"{out} holds the programme's own files. Nothing was written; name a folder of its own for the results."
        )
