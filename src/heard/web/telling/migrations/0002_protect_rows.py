"""Each council reaches its own words, pages, events and verdicts."""

from django.db import migrations

from heard.web.tenancy.rows import ProtectRows


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [("telling", "0001_initial")]

    operations = [
        ProtectRows("ToldWords"),
        ProtectRows("Publication"),
        ProtectRows("Artefact"),
        ProtectRows("TellingEvent"),
        ProtectRows("Reminder"),
        ProtectRows("VerdictBatch"),
        ProtectRows("VerdictCode"),
        ProtectRows("VerdictCount"),
        ProtectRows("VerdictShown"),
    ]
