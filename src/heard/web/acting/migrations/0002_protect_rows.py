"""Each council reaches its own rows only, whatever a query forgets."""

from django.db import migrations

from heard.web.tenancy.rows import ProtectRows


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [("acting", "0001_initial")]

    operations = [
        ProtectRows("Version"),
        ProtectRows("Theme"),
        ProtectRows("Action"),
        ProtectRows("Entry"),
        ProtectRows("Measure"),
        ProtectRows("MeasureValue"),
        ProtectRows("WaitingTable"),
        ProtectRows("PlanReminder"),
        ProtectRows("StaffSession"),
        ProtectRows("Pledge"),
        ProtectRows("PledgeFollowUp"),
        ProtectRows("Citing"),
    ]
