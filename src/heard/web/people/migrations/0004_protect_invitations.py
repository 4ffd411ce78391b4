"""Each council reaches its own invitations only; whoever holds a link, the one it is of."""

from django.db import migrations

from heard.web.tenancy.rows import ProtectRows


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [("people", "0003_invitations_and_sessions")]

    operations = [
        ProtectRows("Invitation", also_seen="digest = current_setting('heard.link', true)"),
    ]
