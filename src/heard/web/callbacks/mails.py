"""What goes out to the duty inbox: that something is there. No name, no word and no number of a child is in one."""

from django.core.mail import send_mail

from heard.base.errors import UserError
from heard.web.ui.addresses import site_address

TEST = """Hello

{by} wants {council} to be told here when a child or young person in care asks that somebody gets in touch with them.

The number of this message: {number}

Give it to {by}, who types it on the page of the duty inbox. Until then nothing else is sent here. If you do not know
what this is about, do nothing.
"""
THERE = """Hello

At {council}, a child or young person has asked that somebody gets in touch with them. Who it is and what they ask for
stands on the site, for the safeguarding reader alone, and in no message.

{link}

If you are not the safeguarding reader, tell them today. This comes when somebody has asked, and each working morning
until all of it is dealt with.
"""
LATE = """Hello

What children and young people of {council} wrote has waited longer than the working day it came in, and nobody has
read it. It may say that somebody is in danger. The words stand on the site, for the safeguarding reader alone:

{link}

If you are not the safeguarding reader, tell them now, or whoever stands in for them. This comes each working morning
until everything is read.
"""
CLOSED = """Hello

The site cannot open what children and young people of {council} ask for: the council's reading key is not the one
their requests are locked with. So they are not offered it now. What was locked before waits and is not lost.

Ask whoever runs the site to put the reading key back. Then open the duty inbox again:

{link}
"""


class NotSent(UserError):
    """The server for e-mail did not take the message."""

    def __init__(self) -> None:
        super().__init__(
            "The test message could not be sent, so nothing was changed. Try again later; if it goes on, tell whoever "
            "runs the site."
        )


def send_test(*, to: str, council: str, by: str, number: str) -> None:
    """A number that proves, once it is typed, that the message was read. Raises NotSent."""
    try:
        send_mail(
            f"A number for the duty inbox of {council}",
            TEST.format(by=by, council=council, number=number),
            None,
            [to],
        )
    except (OSError, ValueError):  # of which every error of SMTP is one; of a header with a line end
        raise NotSent from None


def send_there(*, to: str, council: str, path: str) -> None:
    """That somebody has asked. Raises OSError where the server does not take it."""
    words = THERE.format(council=council, link=site_address() + path)
    send_mail(f"Somebody asks {council} to get in touch", words, None, [to])


def send_closed(*, to: str, council: str, path: str) -> None:
    """That children are not offered it any more. Raises OSError where the server does not take it."""
    words = CLOSED.format(council=council, link=site_address() + path)
    send_mail(f"The duty inbox of {council} has been closed", words, None, [to])


def send_late(*, to: str, council: str, path: str) -> None:
    """That children's words wait too long. Raises OSError where the server does not take it."""
    words = LATE.format(council=council, link=site_address() + path)
    send_mail(f"Children's words wait to be read at {council}", words, None, [to])
