"""`heard manage clock`: the clock, where it runs apart from `heard serve`."""

import signal
import sys
from typing import Any

from django.core.management.base import BaseCommand

from heard.base.secrecy import keep_to_itself
from heard.web.config.lifeline import end_with_supervisor
from heard.web.jobs import clock


class Command(BaseCommand):
    """One for an installation; more do no harm."""

    help = "Start regular work when it is due and take up work that was lost. `heard serve` starts this by itself."

    def handle(self, *_arguments: Any, **_options: Any) -> None:
        """Until SIGTERM or Ctrl-C; a step under way is undone, and made again by the next clock."""
        end_with_supervisor()
        keep_to_itself()
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        signal.signal(signal.SIGINT, lambda *_: sys.exit(0))
        clock.run()
