"""`heard manage work`: the worker, where it runs apart from `heard serve`."""

import signal
from typing import Any

from django.core.management.base import BaseCommand

from heard.base.secrecy import keep_to_itself
from heard.web.config.lifeline import end_with_supervisor
from heard.web.jobs.worker import Worker


class Command(BaseCommand):
    """Needs the private counting and reading keys in its environment."""

    help = "Do background work, one job at a time, until ended. `heard serve` starts this by itself."

    def handle(self, *_arguments: Any, **_options: Any) -> None:
        """Until SIGTERM or Ctrl-C; work under way is given back."""
        end_with_supervisor()
        keep_to_itself()
        worker = Worker()
        signal.signal(signal.SIGTERM, worker.shutdown)
        signal.signal(signal.SIGINT, worker.shutdown)
        worker.run()
