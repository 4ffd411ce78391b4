"""Start a job of so many steps, and print its key."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from heard.web.jobs.actions import start_job
from heard.web.people.actions import add_council
from heard.web.tenancy import in_council


class Command(BaseCommand):
    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("steps")

    def handle(self, *_arguments: Any, **options: Any) -> None:
        add_council(code="X1", name="Council X1")
        with in_council("X1"):
            self.stdout.write(str(start_job(kind="steps", subject=options["steps"], at=timezone.now())))
