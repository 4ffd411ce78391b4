"""What goes out by e-mail from watching. Each message is for one address: nobody learns who else is written to."""

import smtplib

from django.conf import settings
from django.core.mail import EmailMessage

from heard.base.errors import UserError

WEEK_IS_THERE = """Hello

This week's picture of the survey is there: how many have answered, what is needed, and who is being missed. It is one
page for the working group, made to be printed or shown.

{link}

You sign in to see it. You get this because you are a coordinator of {council}; it comes on Mondays while the wave is
open.
"""


class ServerAway(UserError):
    """The server for e-mail does not take messages now. Others may still be sent later."""


class AddressRefused(UserError):
    """The server for e-mail takes nothing for this one address."""


def send_letter(*, to: str, heading: str, words: str, answer_to: str) -> None:
    """To one adult; an answer goes to whoever sent it. Raises AddressRefused and ServerAway."""
    _send(EmailMessage(heading, words, None, [to], reply_to=[answer_to]))


def send_week(*, to: str, council: str, path: str) -> None:
    """That the picture is there, and where: no figure is in the message. Raises AddressRefused and ServerAway."""
    words = WEEK_IS_THERE.format(link=site_address() + path, council=council)
    _send(EmailMessage("This week's picture of the survey", words, None, [to]))


def site_address() -> str:
    """Where the site is, as far as its settings know: nobody's browser asks here. Empty where no whole name is set."""
    names = [name for name in settings.HEARD.hosts if not name.startswith((".", "*"))]
    if settings.HEARD.is_plain_http or not names:
        return ""
    return f"https://{names[0]}"


def _send(message: EmailMessage) -> None:
    try:
        message.send()
    except (smtplib.SMTPRecipientsRefused, ValueError):  # BadHeaderError is a ValueError
        raise AddressRefused("The server for e-mail takes nothing for this address.") from None
    except OSError:  # of which every other error of SMTP is one
        raise ServerAway("The server for e-mail does not take messages now.") from None
