"""Each council reaches its own rows only, whatever a query forgets."""

from django.db import migrations

from heard.web.tenancy.rows import ProtectRows


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [("codes", "0001_initial")]

    operations = [
        ProtectRows("Collection"),
        ProtectRows("Batch"),
        ProtectRows("Seat"),
        ProtectRows("SealedAnswers"),
        ProtectRows("SealedSlip"),
        ProtectRows("SealedComment"),
        ProtectRows("PausedDraft"),
        ProtectRows("Counter"),
        ProtectRows("Code", also_seen="digest = current_setting('heard.card', true)"),
    ]
