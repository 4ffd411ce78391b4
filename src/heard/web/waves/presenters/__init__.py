"""Words and figures of the pages about waves."""

from heard.web.waves.presenters.counts import SAYS_KIND, list_voidable, round_half_up, say_ages, say_rate
from heard.web.waves.presenters.moved import present_moved
from heard.web.waves.presenters.nexts import READERS, say_hold
from heard.web.waves.presenters.pages import MOVE, STANDS, present_closing, present_wave, present_waves

__all__ = [
    "MOVE",
    "READERS",
    "SAYS_KIND",
    "STANDS",
    "list_voidable",
    "present_closing",
    "present_moved",
    "present_wave",
    "present_waves",
    "round_half_up",
    "say_ages",
    "say_hold",
    "say_rate",
]
