"""Work in steps. Each leaves a file, so that the next attempt goes on from there; each attempt leaves a line.

While a file named `held` lies beside them, work waits before its last step: whoever watches need not be quick.
"""

import time

from django.conf import settings

from heard.web.jobs.registry import job_kind
from heard.web.jobs.running import RunningJob

SECONDS_A_STEP = 0.1


@job_kind("steps")
def take_steps(running: RunningJob) -> None:
    """As many as the subject says."""
    folder = settings.HEARD.home / "steps"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "attempts").open("a") as attempts:
        attempts.write(f"{running.attempt}\n")
    total = int(running.subject)
    for number in range(total):
        running.say("Taking steps.", done=number, total=total)
        while number == total - 1 and (folder / "held").exists():
            time.sleep(SECONDS_A_STEP)
        if not (folder / f"step-{number}").exists():
            time.sleep(SECONDS_A_STEP)
            (folder / f"step-{number}").write_text(str(running.attempt))
    running.say("Every step is taken.", done=total, total=total)
