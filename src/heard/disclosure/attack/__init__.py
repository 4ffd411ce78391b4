"""An attacker of our own, who tries to undo what protection did."""

from heard.disclosure.attack.attack import attack
from heard.disclosure.attack.releases import Attack, Breach, Kind, Release, Tally
from heard.disclosure.attack.tasks import Attacked
from heard.disclosure.attack.truth import Truth

__all__ = ["Attack", "Attacked", "Breach", "Kind", "Release", "Tally", "Truth", "attack"]
