"""What the site writes down about itself: no addresses, no paths, no values, and no time finer than a day.

There is no access log. An error is logged by its kind and the place in our code where it happened; its message may
hold what somebody typed and is left out.
"""

import logging
import traceback
from typing import Any


class DayAndPlace(logging.Formatter):
    """One line: day, level, logger, the kind of error and where in the code. Nothing a request carried."""

    default_time_format = "%Y-%m-%d"
    default_msec_format = ""

    def format(self, record: logging.LogRecord) -> str:
        """Django's request loggers put the path into the message; only the name of the view is kept."""
        said = _say_request(record) if record.name.startswith("django.") else record.getMessage()
        return " ".join(
            filter(None, [self.formatTime(record), record.levelname, record.name, said, _say_error(record)])
        )


def _say_request(record: logging.LogRecord) -> str:
    request = getattr(record, "request", None)
    match = getattr(request, "resolver_match", None)
    status = getattr(record, "status_code", "")
    return f"{status} {match.view_name if match else ''}".strip()


def _say_error(record: logging.LogRecord) -> str:
    if not record.exc_info or not record.exc_info[0]:
        return ""
    frames = traceback.extract_tb(record.exc_info[2])
    where = f" at {frames[-1].filename.rpartition('/')[2]}:{frames[-1].lineno}" if frames else ""
    return f"{record.exc_info[0].__name__}{where}"


LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"day_and_place": {"()": "heard.web.config.logs.DayAndPlace"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "day_and_place"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "ERROR", "propagate": False},
        "heard": {"handlers": ["console"], "level": "INFO", "propagate": False},
        "django_tasks": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "django_tasks_db": {"handlers": ["console"], "level": "WARNING", "propagate": False},
    },
}
