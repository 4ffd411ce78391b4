"""Each council reaches its own rows only, whatever a query forgets."""

from django.db import migrations

from heard.web.tenancy.rows import ProtectRows


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [("responding", "0001_initial")]

    operations = [
        ProtectRows("Answer"),
        ProtectRows("SentBack"),
    ]
