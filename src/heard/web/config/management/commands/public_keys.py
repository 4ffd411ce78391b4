"""`heard manage public_keys`: what a web server that runs apart is given in place of the private keys."""

import os
from typing import Any

from django.core.management.base import BaseCommand

from heard.base.errors import UserError
from heard.web.waves.server_keys import public_halves


class Command(BaseCommand):
    """Nothing secret is printed."""

    help = (
        "Print the public halves of the counting key and the reading keys, as lines of an environment file. "
        "Example: heard manage public_keys"
    )

    def handle(self, *_arguments: Any, **_options: Any) -> None:
        """Raises UserError where no private key is in the environment."""
        found = public_halves(os.environ)
        if not found:
            raise UserError(
                "There is no HEARD_COUNTING_KEY and no HEARD_READING_KEY here. Nothing was printed; run this with the "
                "environment of the worker."
            )
        for name, value in sorted(found.items()):
            self.stdout.write(f"{name}={value}")
