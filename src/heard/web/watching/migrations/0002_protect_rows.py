"""Each council reaches its own rows only, whatever a query forgets."""

from django.db import migrations

from heard.web.tenancy.rows import ProtectRows


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [("watching", "0001_initial")]

    operations = [
        ProtectRows("ShownTotal"),
        ProtectRows("ReachCount"),
        ProtectRows("AdultAddress"),
        ProtectRows("Nudge"),
        ProtectRows("NudgePost"),
        ProtectRows("WeekPicture"),
    ]
