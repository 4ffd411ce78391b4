"""Which entry of the ledger of releases a report is."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [("results", "0002_protect_rows")]

    operations = [
        migrations.AddField("writtenreport", "entry", models.PositiveIntegerField(null=True)),
        migrations.AddField(
            "writtenreport", "entry_hash", models.CharField(blank=True, default="", max_length=64)
        ),
        migrations.AddField("writtenreport", "rows", models.PositiveIntegerField(default=0)),
    ]
