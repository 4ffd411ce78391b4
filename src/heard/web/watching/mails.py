"""What goes out by e-mail from watching. Each message is for one address: nobody learns who else is written to."""

import smtplib
from contextlib import suppress
from uuid import UUID, uuid5

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from heard.base.errors import UserError
from heard.web.ui.addresses import site_address

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


class MayHaveGone(UserError):
    """The server for e-mail was handed the message, and its answer did not arrive."""


def send_letter(*, to: str, heading: str, words: str, answer_to: str, of: UUID) -> None:
    """To one adult; an answer goes to whoever sent it. `of`: which letter it is.

    Raises AddressRefused, ServerAway, MayHaveGone.
    """
    _send(EmailMessage(heading, words, None, [to], reply_to=[answer_to], headers=_known_by(of, to)))


def send_week(*, to: str, council: str, path: str, of: UUID) -> None:
    """That the picture is there, and where: no figure is in the message. `of`: which picture's message it is.

    Raises AddressRefused, ServerAway, MayHaveGone.
    """
    words = WEEK_IS_THERE.format(link=site_address() + path, council=council)
    _send(EmailMessage("This week's picture of the survey", words, None, [to], headers=_known_by(of, to)))


def _known_by(of: UUID, to: str) -> dict[str, str]:
    """The same message sent again is the same to every server and reader of mail that looks: many drop the second."""
    host = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("<> ") or "localhost"
    return {"Message-ID": f"<{uuid5(of, to)}@{host}>"}


def _send(message: EmailMessage) -> None:
    """Before the connection stands, or where the server answers no, nothing has gone. After that nobody knows."""
    connection = message.connection = get_connection()
    try:
        connection.open()
    except OSError:  # of which every error of SMTP is one
        raise ServerAway("The server for e-mail does not take messages now.") from None
    try:
        message.send()
    except (smtplib.SMTPRecipientsRefused, ValueError):  # BadHeaderError is a ValueError
        raise AddressRefused("The server for e-mail takes nothing for this address.") from None
    except smtplib.SMTPResponseException:
        raise ServerAway("The server for e-mail does not take messages now.") from None
    except OSError:
        raise MayHaveGone(
            "The connection to the server for e-mail broke while a letter was handed over."
        ) from None
    finally:
        with suppress(OSError):  # what it took, it has taken
            connection.close()
