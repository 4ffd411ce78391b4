"""What is worked out before the ledger is held: nobody waits meanwhile, and what is still so then is not done again."""

from contextlib import suppress

from heard.analysis.tables import Tables
from heard.base.policy import Level
from heard.disclosure.ledger.refusals import ReleaseRefused
from heard.programme.cases import look_up, opened_ledger
from heard.programme.counted import Counted, Progress
from heard.programme.folder import LEDGER
from heard.programme.reported import protect_alone, protect_report
from heard.programme.safeguard import Safeguards


def work_ahead(
    counted: Counted, tables: Tables, area: str, *, level: Level, progress: Progress
) -> Safeguards:
    """Protect and attack a council's wave beside the ledger as it stands; what comes of it, for who holds the ledger.

    How it stands beside other councils changes with every release, and is for who holds the ledger to see. Only a
    process that has attacked nothing yet looks at it now as well: getting to know all that was said takes longest.
    """
    folder = counted.programme.path / LEDGER
    safeguards, is_first = Safeguards(counted.attacked), counted.attacked.is_new
    with opened_ledger(folder, dry_run=False, progress=progress):
        pass  # from now on it has a key
    progress(f"Protecting the tables at level {level}, and attacking them")
    with opened_ledger(folder, dry_run=True) as (ledger, key), suppress(ReleaseRefused):
        record = look_up(
            counted, ledger, key, level=level, wave=tables.wave, areas=[area], safeguards=safeguards
        )
        if is_first:
            protect_report(record, tables, area)
        else:
            protect_alone(record, tables, area)
    return safeguards
