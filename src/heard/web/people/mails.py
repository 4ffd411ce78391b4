"""What goes out by e-mail. Nothing of a child is ever in one, and nothing that is worth more than the link."""

from django.core.mail import send_mail

from heard.base.errors import UserError
from heard.web.people.roles import Role
from heard.web.policy import INVITATION_DAYS, LET_IN_HOURS

INVITED = """{by} invites you to Heard, where {council} hears how its children in care feel.

Your role: {role}. Whoever has it {does}.

Take it up here, within {days} days. The link works once and is for you alone:
{link}

You choose a password and set up a second way to show that it is you: an app on your telephone or a passkey. It takes
five minutes. If you do not know what this is about, do nothing: without the link nobody can use it.
"""
LET_IN = """{by} of {council} has confirmed that you lost what you sign in to Heard with.

Begin anew here, within {hours} hours. The link works once and is for you alone:
{link}

Your password and second factor are replaced when you use it. You were signed out everywhere. If you did not ask for
this, do not use the link, and tell {by}.
"""


class NotSent(UserError):
    """The server for e-mail did not take the message."""

    def __init__(self, to: str) -> None:
        super().__init__(
            f"The message to {to} could not be sent, so its link is of no use. Try again later: a new link takes the "
            "place of this one. If it goes on, tell whoever runs the site."
        )


def send_invitation(*, to: str, council: str, role: Role, by: str, link: str) -> None:
    """To the address that was typed, which proves itself by the link coming back."""
    words = INVITED.format(
        by=by, council=council, role=role.called.lower(), does=role.says, days=INVITATION_DAYS, link=link
    )
    _send(f"An invitation from {council}", words, to)


def send_let_in(*, to: str, council: str, by: str, link: str) -> None:
    """To the address they always sign in with."""
    words = LET_IN.format(by=by, council=council, hours=LET_IN_HOURS, link=link)
    _send("Sign in to Heard again", words, to)


def _send(subject: str, words: str, to: str) -> None:
    try:
        send_mail(subject, words, None, [to])
    except OSError:  # of which every error of SMTP is one
        raise NotSent(to) from None
