"""Makes `concerns/weights/en.npy` again: what hints at a concern, learnt from the made-up comments. Half a minute.

    python scripts/learn_concerns.py          learns from all of them and writes
    python scripts/learn_concerns.py check    leaves out one writer after the other, and tells what is found in theirs

On one machine the file is the same byte for byte, as that of `learn_names`.
"""

import sys
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))

from heard.comments.concerns.flagging import find_phrases, flag_concerns
from heard.comments.concerns.kinds import Concern
from heard.comments.concerns.learnt import FOLDER as WEIGHTS
from heard.comments.concerns.learnt import KINDS, NEGATED, NOTHING, ROWS, SIGNS, STEP, Weights, show
from heard.comments.concerns.phrases import Phrases, load_phrases
from planted import FOLDER, Planted, read_all
from regression import Row, learn
from suggested.measures import count_raised

LANGUAGE = "en"
STIFFNESS = 1e-3
WEIGHT_OF_A_SENTENCE, OF_A_HARMLESS_ONE = 0.1, 0.3  # of the list, against 1 for a comment
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
    """What is raised of each writer's comments by the list alone, and with what was learnt from all others'."""
    rows, comments = list(list_rows(phrases)), read_comments()
    for writer in sorted({each.id[0] for each in comments}):
        own = [each for each in comments if each.id[0] == writer]
        learnt = learn_weights([row for of, row in rows if of != writer])
        for told, weights in (("list alone", NOTHING), ("and learnt", learnt)):
            flags = [flag_concerns(each.text, weights=weights) for each in own]
            print(
                f"{writer} {told}: concerns {count_raised(own, flags, lambda each: each.concern is not None)}"
            )
            print(
                f"  others put forward {count_raised(own, flags, lambda each: each.concern is None)}",
                flush=True,
            )


if __name__ == "__main__":
    main()
