"""What the figures bear, in order of importance and in plain words; what they leave open is said too."""

from heard.findings.checking import check_sentence
from heard.findings.finding import Evidence, Finding, Kind
from heard.findings.items import LOW_WELLBEING
from heard.findings.levels import is_undecided
from heard.findings.search import find, find_all, findings_as_json
from heard.findings.table import findings_as_table
from heard.findings.together import join_reasons, points_up, words_beyond

__all__ = [
    "LOW_WELLBEING",
    "Evidence",
    "Finding",
    "Kind",
    "check_sentence",
    "find",
    "find_all",
    "findings_as_json",
    "findings_as_table",
    "is_undecided",
    "join_reasons",
    "points_up",
    "words_beyond",
]
