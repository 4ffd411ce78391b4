"""A text in passages short enough to mean one thing: sentences, and of long ones windows of words."""

import re

from heard.comments.words import list_words

SENTENCE = re.compile(r"[^.!?;\n]+")
WINDOW, STEP = 12, 6  # words; children write on without full stops, and a long passage hides what is in it


def list_passages(text: str) -> tuple[tuple[int, int], ...]:
    """Where each passage begins and ends, in order; none where a text has no words.

    A text of several sentences is a passage too, as long as one window: *I told her. She laughed.*
    """
    spans = [(found.start(), found.end()) for found in SENTENCE.finditer(text)]
    found = [part for start, end in spans for part in _windows(text, start, end)]
    words = list_words(text)
    if len(found) > 1 and len(words) <= WINDOW:
        found.append((words[0].start, words[-1].end))
    return tuple(sorted(set(found)))


def _windows(text: str, start: int, end: int) -> list[tuple[int, int]]:
    words = [(start + word.start, start + word.end) for word in list_words(text[start:end])]
    if not words:
        return []
    firsts = range(0, max(len(words) - WINDOW + STEP, 1), STEP)
    return [(words[first][0], words[min(first + WINDOW, len(words)) - 1][1]) for first in firsts]
