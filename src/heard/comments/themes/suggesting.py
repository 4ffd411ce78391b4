"""Suggestions by seed phrases until enough is coded, then by what moderators chose (method, section 4, spec c)."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from heard.base.policy import CODED_TO_LEARN, MIN_USES_TO_LEARN
from heard.comments.codebook import Codebook, Leaning
from heard.comments.meaning import Meaning, near
from heard.comments.passages import list_passages
from heard.comments.themes.features import Features
from heard.comments.themes.learning import learn
from heard.comments.words import list_words

Scores = NDArray[np.float64]  # (texts, codes) above or below what is suggested from, 0 = just
MOST_CODED = 3_000  # of more, the last: sums grow with their cube, and take 12 s and 800 MB here
BESIDE = 0.05  # cosine; with more, F1 falls, with less, what a passage says second is lost
NEAREST = 2  # seed phrases of a code; the nearest alone is chance more often
ABOUT, OFTEN = (
    0.3,
    0.15,
)  # cosine, added to what the question asks about and to what answers to it are often about


@dataclass(frozen=True, slots=True)
class Coded:
    """A comment and what a moderator decided that it is about; nothing is an answer too."""

    text: str = field(repr=False)
    codes: frozenset[str]
    question: str = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`score` is from 0.5, just suggested, to 1. It orders suggestions and is no probability."""

    code: str
    score: float


def suggest_themes(
    texts: Sequence[str],
    *,
    codebook: Codebook,
    coded: Sequence[Coded],
    meaning: Meaning,
    questions: Sequence[str] = (),
) -> tuple[tuple[Suggestion, ...], ...]:
    """For each text the codes it may be about, the surest first; what is coded in another codebook's keys is not used.

    `questions`: the open question each text answers, one a text, or none: *she is nice* is about whoever was asked of.
    A code that is used too seldom to learn from is suggested by its seed phrases, whatever is coded. The same for the
    same texts and choices in any order, up to MOST_CODED choices; of more, the last are used.
    """
    asked = tuple(questions) or ("",) * len(texts)
    above = _above_seeds(texts, asked, codebook, meaning)
    known = _decided(coded, codebook)
    if len(known) >= CODED_TO_LEARN and len(texts):
        above = _above_learnt(texts, asked, codebook, known, meaning=meaning, by_seeds=above)
    return tuple(_suggestions(row, codebook) for row in above)


def order_by_uncertainty(suggestions: Sequence[Sequence[Suggestion]]) -> tuple[int, ...]:
    """The texts' places, first those whose least sure suggestion is least sure, those without any before all.

    A choice on one of them teaches most.
    """
    least = [min((each.score for each in found), default=0.0) for found in suggestions]
    return tuple(sorted(range(len(least)), key=lambda place: (least[place], place)))


def _decided(coded: Sequence[Coded], codebook: Codebook) -> list[Coded]:
    """One choice for each text, the last; in the order of the texts, so that none of theirs matters."""
    last = {
        (" ".join(word.folded for word in list_words(each.text)), each.question): each
        for each in coded[-MOST_CODED:]
    }
    return [last[key] for key in sorted(last) if last[key].codes <= set(codebook.keys)]


def _above_seeds(
    texts: Sequence[str], questions: Sequence[str], codebook: Codebook, meaning: Meaning
) -> Scores:
    """How far each code's NEAREST seed phrases are above `alike` to a passage of the text that no others are nearer to.

    A code that is further from a passage than its nearest by more than BESIDE is not suggested for that passage.
    """
    spans = [list_passages(text) for text in texts]
    passages = [text[start:end] for text, found in zip(texts, spans, strict=True) for start, end in found]
    rows = np.repeat(np.arange(len(texts)), [len(found) for found in spans])
    above = np.full((len(texts), len(codebook.codes)), -1.0)
    if passages:
        nearest = _near_codes(passages, codebook, meaning) + _lean(questions, codebook)[rows]
        beside = nearest >= nearest.max(axis=1, keepdims=True) - BESIDE
        np.maximum.at(above, rows, np.where(beside, nearest - meaning.alike, -1.0))
    return above


def _near_codes(passages: Sequence[str], codebook: Codebook, meaning: Meaning) -> Scores:
    """(passages, codes) the mean cosine of each code's NEAREST seed phrases."""
    phrases = tuple(phrase for code in codebook.codes for phrase in code.phrases)
    ends = np.cumsum([len(code.phrases) for code in codebook.codes])
    by_code = np.split(near(meaning, passages, phrases), ends[:-1], axis=1)
    return np.stack([np.sort(each, axis=1)[:, -NEAREST:].mean(axis=1) for each in by_code], axis=1)


def _lean(questions: Sequence[str], codebook: Codebook) -> Scores:
    """(texts, codes) what the question adds."""
    leanings = [codebook.leanings.get(question, Leaning()) for question in questions]
    added = [
        [ABOUT if key in each.about else OFTEN if key in each.often else 0.0 for key in codebook.keys]
        for each in leanings
    ]
    return np.array(added, dtype=np.float64).reshape(len(questions), len(codebook.codes))


def _above_learnt(
    texts: Sequence[str],
    questions: Sequence[str],
    codebook: Codebook,
    known: Sequence[Coded],
    *,
    meaning: Meaning,
    by_seeds: Scores,
) -> Scores:
    """The same by what was chosen, for the codes that were chosen often enough."""
    chosen = np.array([[code in each.codes for code in codebook.keys] for each in known])
    often = chosen.sum(axis=0) >= MIN_USES_TO_LEARN
    features = Features.of([each.text for each in known], [each.question for each in known], meaning)
    seeds = [(phrase, code.key) for code in codebook.codes for phrase in code.phrases]
    of_seeds = np.array([[key == code for code in codebook.keys] for _, key in seeds])
    placed = features.place([phrase for phrase, _ in seeds], [None] * len(seeds))
    learnt = learn(features.rows, chosen, placed, of_seeds)
    by_choice: Scores = np.where(often, learnt.judge(features.place(texts, questions)), by_seeds)
    return by_choice


def _suggestions(above: Scores, codebook: Codebook) -> tuple[Suggestion, ...]:
    """Codes at nought and above, with a score that levels off: a tenth above nought is 0.73."""
    found = [
        Suggestion(key, round(float(1 / (1 + np.exp(-10 * score))), 3))
        for key, score in zip(codebook.keys, above.tolist(), strict=True)
        if score >= 0
    ]
    return tuple(sorted(found, key=lambda each: -each.score))
