"""Texts as places in a space of meanings, so that what means the same lies near together; on this machine alone."""

from heard.comments.meaning.model import load_meaning
from heard.comments.meaning.nearness import Meaning, Places, near
from heard.comments.meaning.words import WordMeaning

__all__ = ["Meaning", "Places", "WordMeaning", "load_meaning", "near"]
