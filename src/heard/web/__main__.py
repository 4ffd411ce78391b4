"""`python -m heard.web COMMAND …`: the site's own commands and Django's. `heard manage` and `heard serve` come here."""

import os
import sys

from heard.base.errors import HeardError

INTERRUPTED = 130


def main() -> None:
    """Run one command; a mistake of the user's ends in words and not in a traceback."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "heard.web.config.settings")
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(["heard manage", *sys.argv[1:]])
    except HeardError as error:
        print(error, file=sys.stderr)  # noqa: T201
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)


if __name__ == "__main__":
    main()
