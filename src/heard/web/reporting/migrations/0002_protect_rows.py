"""Each council reaches its own words and reports; the programme team reads where all of them stand, through a view."""

from django.db import migrations

from heard.web.reporting.across import STANDINGS, TABLES
from heard.web.tenancy.rows import ProtectRows, ShowAcross


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [
        ("reporting", "0001_initial"),
        ("codes", "0004_kinds_of_batches_and_void_cards"),
        ("jobs", "0002_protect_rows"),
        ("results", "0003_recorded_in_the_ledger"),
        ("waves", "0003_the_gate"),
    ]

    operations = [
        ProtectRows("WordsEdit"),
        ProtectRows("Making"),
        ProtectRows("ReportSet"),
        ProtectRows("ReportFile"),
        ShowAcross("reporting_standing", STANDINGS, TABLES),
    ]
