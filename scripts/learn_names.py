"""Makes `identities/weights/names.npy` again: what tells a name, learnt from the made-up comments. Two minutes.

    python scripts/learn_names.py          learns from all of them and writes
    python scripts/learn_names.py check    leaves out one writer after the other, and tells what is found in theirs

On one machine the file is the same byte for byte. Another machine's exponential function may differ in its last bit and
turn a weight in many thousands by one step.
"""

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from random import Random

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))

from heard.comments.codebook import load_codebook
from heard.comments.concerns.phrases import load_phrases
from heard.comments.identities import Kind, suggest_identities
from heard.comments.identities.abroad import is_foreign
from heard.comments.identities.learnt import FILE, KINDS, NOTHING, STEP, Weights, list_open
from heard.comments.identities.tokens import read_tokens
from heard.comments.identities.traits import WIDTH
from planted import FOLDER, MARK, PlantedSpan, read_all, unmark
from regression import Row, learn
from suggested.measures import FORMS, count_found, count_right
from varied import vary

COPIES, COPIES_OF_SENTENCES = 8, 8  # tellings of each comment, of each sentence written for this
WEIGHT_OF_COPIES = 0.3  # against what was written
STIFFNESS = 3e-5
COLUMNS = {Kind.NAME: 1, Kind.PLACE: 2, Kind.ADDRESS: 2, Kind.SCHOOL: 3, Kind.GROUP: 3}


def main() -> None:
    """Learn and write, or check."""
    if sys.argv[1:] == ["check"]:
        check()
        return
    weights = learn_weights([row for _, rows in list_rows() for row in rows])
    FILE.parent.mkdir(exist_ok=True)
    np.save(FILE, weights)
    print(f"{FILE.name}: {FILE.stat().st_size} bytes, sha256 {sha256(FILE.read_bytes()).hexdigest()}")


def list_rows() -> Iterator[tuple[str, list[Row]]]:
    """Each text's writer, empty for none, and the rows of all its tellings."""
    for comment in read_all():
        copies = COPIES if comment.spans else 1
        yield comment.id[0], list(tell(comment.text, comment.spans, copies, seed=comment.id))
    for number, line in enumerate((FOLDER / "names_to_learn.txt").read_text(encoding="utf-8").splitlines()):
        if line and not line.startswith("#"):
            text, spans = unmark(line)
            yield (
                "",
                list(tell(text, spans, COPIES_OF_SENTENCES if MARK.search(line) else 1, seed=f"{number}")),
            )
    for text in list_harmless():
        yield "", list(tell(text, (), 0, seed=""))


def list_harmless() -> Iterator[str]:
    """Sentences of our own lists, which name nobody."""
    phrases = load_phrases("en")
    if phrases:
        yield from (text for group in phrases.sentences.values() for text in group)
        yield from phrases.harmless
    yield from (text for code in load_codebook().codes for text in code.phrases)


def tell(text: str, spans: Sequence[PlantedSpan], copies: int, *, seed: str) -> Iterator[Row]:
    """The rows of a text and of so many tellings of it with other names, each third in small letters."""
    random = Random(seed)
    yield from read_rows(text, spans, weight=1)
    for copy in range(copies):
        yield from read_rows(*vary(text, spans, random, small=copy % 3 == 1), weight=WEIGHT_OF_COPIES)


def read_rows(text: str, spans: Sequence[PlantedSpan], *, weight: float) -> Iterator[Row]:
    """Every word that the rules leave, but of numbers and families: those are not learnt."""
    tokens = read_tokens(text)
    if is_foreign(tokens):
        return
    for at, numbers in list_open(tokens, suggest_identities(text, weights=NOTHING)):
        token = tokens[at]
        kinds = [span.kind for span in spans if span.start < token.end and token.start < span.end]
        if not kinds or kinds[-1] in COLUMNS:
            yield Row(Counter(numbers), COLUMNS[kinds[-1]] if kinds else 0, weight)


def learn_weights(rows: Sequence[Row]) -> Weights:
    """The weights of these rows."""
    return learn(rows, places=WIDTH, columns=len(KINDS), stiffness=STIFFNESS, step=STEP)


def check() -> None:
    """What is found in each writer's comments by rules alone, and with what was learnt from all others'."""
    rows = list(list_rows())
    comments = read_all()
    for writer in sorted({each.id[0] for each in comments}):
        own = [each for each in comments if each.id[0] == writer]
        learnt = learn_weights([row for of, each in rows if of != writer for row in each])
        for told, weights in (("rules alone", NOTHING), ("and learnt", learnt)):
            found = [suggest_identities(each.text, weights=weights) for each in own]
            print(f"{writer} {told:<12} names {count_found(own, found, [Kind.NAME])}")
            print(f"  numbers, addresses {count_found(own, found, FORMS)}")
            print(
                f"  places, schools, groups {count_found(own, found, (Kind.PLACE, Kind.SCHOOL, Kind.GROUP))}"
            )
            print(f"  right {count_right(own, found)}", flush=True)


if __name__ == "__main__":
    main()
