"""What is done for every council once a day: its log is looked through."""

import logging
from datetime import date

from heard.web.audit.chain import look_through
from heard.web.jobs.registry import daily

logger = logging.getLogger(__name__)


@daily("look_through_log")
def look_through_log(council: str, today: date) -> None:
    """Whoever runs the site finds a changed log in its errors, whether or not anybody reads the page that day."""
    broken = look_through(today=today)
    if broken is not None:
        logger.error("the log of %s was changed at entry %s or before it", council, broken)
