"""Each council reaches its own offers; the programme team reads where all of them stand, through two views."""

from django.db import migrations

from heard.web.programmes.across import OFFER_TABLES, OFFERS, STANDING_TABLES, STANDINGS
from heard.web.tenancy.rows import ProtectRows, ShowAcross


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [
        ("programmes", "0001_initial"),
        ("codes", "0004_kinds_of_batches_and_void_cards"),
        ("jobs", "0002_protect_rows"),
        ("people", "0003_invitations_and_sessions"),
        ("results", "0002_protect_rows"),
        ("waves", "0003_the_gate"),
    ]

    operations = [
        ProtectRows("Offer"),
        ShowAcross("programmes_standing", STANDINGS, STANDING_TABLES),
        ShowAcross("programmes_offering", OFFERS, OFFER_TABLES),
    ]
