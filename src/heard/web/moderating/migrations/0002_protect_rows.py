"""Each council reaches its own rows only, whatever a query forgets."""

from django.db import migrations

from heard.web.tenancy.rows import ProtectRows


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [("moderating", "0001_initial")]

    operations = [
        ProtectRows("Moderation"),
        ProtectRows("KnownWords"),
        ProtectRows("ThemeCount"),
        ProtectRows("Quotation"),
        ProtectRows("SecondCoding"),
    ]
