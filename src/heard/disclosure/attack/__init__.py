"""An attacker of our own, who tries to undo what protection did."""

from heard.disclosure.attack.attack import attack
from heard.disclosure.attack.releases import Attack, Breach, Kind, Release, Tally

__all__ = ["Attack", "Breach", "Kind", "Release", "Tally", "attack"]
