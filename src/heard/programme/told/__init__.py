"""What was told in words, on pages and paper, held against the figures that anybody may read."""

from heard.programme.told.attack import attack_pages
from heard.programme.told.breaches import ToldBreach, ToldKind

__all__ = ["ToldBreach", "ToldKind", "attack_pages"]
