"""What background work says when it does not go as it should. For members of staff."""

from heard.base.messages import count_of
from heard.web.policy import MOST_ATTEMPTS

_KEPT = "What was already finished is kept."

WAITING = "This waits for its turn."
DONE = "This is done."
RESTARTED = "The site was restarted. The work goes on in a moment."
TAKEN_UP_AGAIN = "The work broke off and has been taken up again."
GIVEN_UP = (
    f"The work broke off {count_of(MOST_ATTEMPTS, 'time')} without getting any further, so it was stopped. {_KEPT} "
    "Tell whoever looks after the site; when they have found out why, it can be started again."
)
OUR_FAULT = (
    f"This is a fault of Heard, not of anything you did. The work has stopped. {_KEPT} "
    "Tell whoever looks after the site: the site's log names the place in the program."
)


def say_disk_fault(why: str) -> str:
    """A file could not be read or written; `why` in plain words."""
    return (
        f"The work has stopped because of a file on the site's disk: {why}. {_KEPT} "
        "Tell whoever looks after the site; when that is put right, it can be started again."
    )
