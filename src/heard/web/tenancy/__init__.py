"""Whose rows may be reached: the council of a transaction, and the rule that PostgreSQL repeats underneath."""

from heard.web.tenancy.councils import entered_council, in_council, owning_card, owning_link, owning_user

__all__ = ["entered_council", "in_council", "owning_card", "owning_link", "owning_user"]
