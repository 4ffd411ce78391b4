"""The demo's council in an empty database, whichever it is; its folder holds the programme already."""

import json
import shutil
from datetime import date
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from heard.programme.demo import TOLD, Size
from heard.web.pages.demo import KEYS, fill, read_finished


class Command(BaseCommand):
    def handle(self, *_arguments: Any, **_told: Any) -> None:
        home = settings.HEARD.home
        shutil.rmtree(home / KEYS)
        made = json.loads((home / "demo.json").read_text())
        finished = read_finished(home / "reports" / TOLD, home)
        size = Size(made["councils"], made["responses"])
        fill(home, size=size, today=date.today(), wait=lambda: finished, say=lambda _: None)
