"""What goes out by e-mail. Nothing of a child is ever in one, and nothing that is worth more than the link."""

from django.core.mail import send_mail

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


def send_invitation(*, to: str, council: str, role: Role, by: str, link: str) -> None:
    """To the address that was typed, which proves itself by the link coming back."""
    words = INVITED.format(
        by=by, council=council, role=role.called.lower(), does=role.says, days=INVITATION_DAYS, link=link
    )
    send_mail(f"An invitation from {council}", words, None, [to])


def send_let_in(*, to: str, council: str, by: str, link: str) -> None:
    """To the address they always sign in with."""
    words = LET_IN.format(by=by, council=council, hours=LET_IN_HOURS, link=link)
    send_mail("Sign in to Heard again", words, None, [to])
