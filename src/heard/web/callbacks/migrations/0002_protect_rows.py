"""Each council reaches its own rows only, whatever a query forgets. That a council takes requests everybody may read."""

from django.db import migrations

from heard.web.tenancy.rows import ProtectRows


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [("callbacks", "0001_initial")]

    operations = [
        ProtectRows("SealedCallback"),
        ProtectRows("Callback"),
        ProtectRows("DutyAddress"),
        ProtectRows("OpenInbox", also_seen="true"),
    ]
