"""Makes `concerns/weights/en.npy` again: what hints at a concern, learnt from the made-up comments. Half a minute.

    python scripts/learn_concerns.py          learns from all of them and writes
    python scripts/learn_concerns.py check    leaves out two writers after two others, and tells what is found in theirs

On one machine the file is the same byte for byte, as that of `learn_names`.
"""

import sys
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))

from heard.comments.concerns.flagging import find_phrases
from heard.comments.concerns.kinds import Concern
from heard.comments.concerns.learnt import FOLDER as WEIGHTS
from heard.comments.concerns.learnt import KINDS, NEGATED, ROWS, SIGNS, STEP, Weights, judge_parts, show
from heard.comments.concerns.phrases import Phrases, load_phrases
from planted import FOLDER, Planted, read_all
from regression import Row, learn

LANGUAGE = "en"
STIFFNESS = 3e-4
WEIGHT_OF_A_SENTENCE, OF_A_HARMLESS_ONE = 0.1, 0.3  # of the list, against 1 for a comment
TRIED = (0.3, 0.25, 0.225, 0.21, 0.2, 0.15)
WEIGHT_OF_A_CONCERN = 3.0  # against 1 for what is none


def main() -> None:
    """Learn and write, or check."""
    phrases = load_phrases(LANGUAGE)
    if phrases is None:
        sys.exit("There is no list.")
    if sys.argv[1:] == ["check"]:
        check(phrases)
        return
    weights = learn_weights([row for _, row in list_rows(phrases)])
    path = WEIGHTS / f"{LANGUAGE}.npy"
    path.parent.mkdir(exist_ok=True)
    np.save(path, weights)
    print(f"{path.name}: {path.stat().st_size} bytes, sha256 {sha256(path.read_bytes()).hexdigest()}")


def read_comments() -> list[Planted]:
    """The made-up comments in the language."""
    return [each for each in read_all() if each.language == LANGUAGE]


def list_rows(phrases: Phrases) -> Iterator[tuple[str, Row]]:
    """Each text's writer, empty for none, and what it shows."""
    for comment in read_comments():
        yield comment.id[0], _row(comment.text, comment.concern, phrases)
    for line in (FOLDER / "concerns_to_learn.txt").read_text(encoding="utf-8").splitlines():
        kind, told, text = line.partition("|")
        if told and not line.startswith("#"):
            yield "", _row(text, None if kind == "-" else Concern(kind), phrases)
    for concern, sentences in (*phrases.sentences.items(), (None, phrases.harmless)):
        yield from (("", _sentence(text, concern, phrases)) for text in sentences)


def _row(text: str, concern: Concern | None, phrases: Phrases) -> Row:
    words, signs = find_phrases(text, phrases)
    return Row(show(words, signs), KINDS.index(concern), WEIGHT_OF_A_CONCERN if concern else 1.0)


def _sentence(text: str, concern: Concern | None, phrases: Phrases) -> Row:
    """Without its signs, as the list was written from these: they would be trusted too much."""
    row = _row(text, concern, phrases)
    shown = {place: much for place, much in row.shown.items() if not SIGNS <= place <= NEGATED}
    weight = WEIGHT_OF_A_SENTENCE if concern else OF_A_HARMLESS_ONE
    return Row(shown, row.column, row.weight * weight)


def learn_weights(rows: Sequence[Row]) -> Weights:
    """The weights of these rows."""
    return learn(rows, places=ROWS, columns=len(KINDS), stiffness=STIFFNESS, step=STEP)


def check(phrases: Phrases) -> None:
    """What is put forward of comments by two writers at a time, learnt from all others', from one likelihood on and
    another."""
    rows, comments = list(list_rows(phrases)), read_comments()
    writers = sorted({each.id[0] for each in comments})
    odds: list[tuple[float, bool]] = []
    for pair in zip(writers[::2], writers[1::2], strict=True):
        learnt = learn_weights([row for of, row in rows if of not in pair])
        own = [each for each in comments if each.id[0] in pair]
        odds += [(find_likelihood(each.text, phrases, learnt), each.concern is not None) for each in own]
    for enough in TRIED:
        found, others = ([each >= enough for each, is_one in odds if is_one is of] for of in (True, False))
        print(
            f"from {enough}: {sum(found)} of {len(found)} ({sum(found) / len(found):.3f}), "
            f"others {sum(others) / len(others):.3f}"
        )


def find_likelihood(text: str, phrases: Phrases, weights: Weights) -> float:
    """How likely a comment is put forward: surely where the list has found something."""
    words, signs = find_phrases(text, phrases)
    if signs:
        return 1.0
    return max((float(odds.sum()) for odds, _ in judge_parts(words, signs, weights)), default=0.0)


if __name__ == "__main__":
    main()
