"""Each council reaches its own rows only, whatever a query forgets."""

from django.db import migrations

from heard.web.tenancy.rows import ProtectRows


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [("interpreting", "0003_session_number_sessionday")]

    operations = [ProtectRows("SessionDay")]
