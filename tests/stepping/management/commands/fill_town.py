"""The demo's council in an empty database, whichever it is; its folder holds the programme already."""

import json
import shutil
from datetime import date
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from heard.base.policy import Level
from heard.programme.demo import Size
from heard.web.pages.demo import KEYS, Finished, fill


class Command(BaseCommand):
    def handle(self, *_arguments: Any, **_told: Any) -> None:
        home = settings.HEARD.home
        shutil.rmtree(home / KEYS)
        made = json.loads((home / "demo.json").read_text())
        reports = {Level(level): home / path for level, path in made["reports"].items()}
        responses = sum(answered for answered, _ in made["answered"].values())
        finished = Finished(made["wave"], date.fromisoformat(made["closed_on"]), responses, reports)
        size = Size(made["councils"], made["responses"])
        fill(home, size=size, today=date.today(), wait=lambda: finished, say=lambda _: None)
