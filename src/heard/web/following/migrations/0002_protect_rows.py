"""Each council reaches its own rows; the programme team reads how many findings have come how far, through a view."""

from django.db import migrations

from heard.web.following.across import LOOPS, TABLES
from heard.web.tenancy.rows import ProtectRows, ShowAcross


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [("following", "0001_initial"), ("people", "0004_protect_invitations")]

    operations = [
        ProtectRows("Learning"),
        ProtectRows("LoopCount"),
        ShowAcross("following_loops", LOOPS, TABLES),
    ]
