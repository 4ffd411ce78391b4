"""Each council reaches its own rows only, whatever a query forgets; a card is found by whoever knows its code."""

from django.db import migrations

from heard.web.tenancy.rows import ProtectRows


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [("interpreting", "0001_initial")]

    operations = [
        ProtectRows("Session"),
        ProtectRows("GoneThrough"),
        ProtectRows("ChoiceCard", also_seen="digest = current_setting('heard.card', true)"),
        ProtectRows("VoteCount"),
        ProtectRows("RemarkTable"),
        ProtectRows("Remark"),
        ProtectRows("RemarkEdit"),
        ProtectRows("EvidenceEdit"),
        ProtectRows("DiveEdit"),
        ProtectRows("DiveNote"),
        ProtectRows("PriorityEdit"),
    ]
