"""`heard manage serve`, which is `heard serve`: the whole site as one process group."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connections

from heard.base.secrecy import keep_to_itself
from heard.web.config.lifeline import end_with_supervisor
from heard.web.config.processes import LOOPBACK, PORT, list_parts, run_site, take_port
from heard.web.config.static_files import gather_static_files


class Command(BaseCommand):
    """See heard.web.config.processes."""

    help = "Run the site: the web server, one worker and the clock. Example: heard serve --port 8000"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where it listens, and whether the worker and the clock run apart."""
        parser.add_argument("--port", type=int, default=PORT, help=f"0 for any free one; {PORT} if not given")
        parser.add_argument("--address", default=LOOPBACK, help="this machine's own only, if not given")
        parser.add_argument(
            "--no-worker", action="store_true", help="without worker and clock: they run apart (work, clock)"
        )

    def handle(self, *_arguments: Any, **options: Any) -> None:
        """Whatever can be refused is refused before anything is started."""
        end_with_supervisor()  # the demo's, where one started this
        keep_to_itself()
        port = take_port(options["address"], options["port"])
        settings.HEARD.home.mkdir(mode=0o700, parents=True, exist_ok=True)
        call_command("prepare_database", verbosity=0)
        gather_static_files()
        connections.close_all()
        run_site(list_parts(options["address"], port, alone=options["no_worker"]), options["address"], port)
