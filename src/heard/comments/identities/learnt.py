"""Names and places that rules and lists leave, told by weights learnt from made-up comments; no model is installed.

Multinomial logistic regression on hashed traits (Weinberger and others 2009). `weights/names.npy` holds a row for
each place and a byte for each column, in STEPs of a logit; `scripts/learn_names.py` makes it again.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from heard.comments.identities.abroad import is_foreign
from heard.comments.identities.spans import Kind, Reason, Span
from heard.comments.identities.tokens import Token
from heard.comments.identities.traits import WIDTH, may_be_learnt, number_traits, read_manner

Weights = NDArray[np.int8]  # (WIDTH, KINDS)
KINDS = (None, Kind.NAME, Kind.PLACE, Kind.GROUP)  # one a column; None: nothing that tells who somebody is
STEP = 1 / 64
ENOUGH = 0.05  # chosen: 99 names in a hundred of writers left out; three suggestions in four are right
NOTHING: Weights = np.zeros((WIDTH, len(KINDS)), dtype=np.int8)  # with these, rules and lists stand alone
NOTHING[:, 0] = 127
FILE = Path(__file__).parent / "weights" / "names.npy"


@cache
def load_weights() -> Weights:
    """The weights that come with Heard, read once."""
    weights: Weights = np.load(FILE, allow_pickle=False)
    return weights


def find_learnt(
    tokens: Sequence[Token], *, taken: Iterable[Span] = (), weights: Weights | None = None
) -> Iterator[Span]:
    """Words that are more likely than ENOUGH to tell who somebody is, of those not `taken`; neighbours as one span.

    None in another language than English. `weights`: others than those that come with Heard.
    """
    held = load_weights() if weights is None else weights
    if is_foreign(tokens):
        return
    found: list[tuple[Token, Kind]] = []
    for at, numbers in list_open(tokens, taken):
        kind = _judge(held, numbers)
        if kind is not None and found and _continues(tokens, at, *found[-1], kind):
            found.append((tokens[at], kind))
        elif kind is not None:
            yield from _join(found)
            found = [(tokens[at], kind)]
    yield from _join(found)


def list_open(tokens: Sequence[Token], taken: Iterable[Span]) -> Iterator[tuple[int, list[int]]]:
    """Where each word stands that may be a name and is not taken, with the places of its traits."""
    letters = {letter for span in taken for letter in range(span.start, span.end)}
    suggested = [not letters.isdisjoint(range(token.start, token.end)) for token in tokens]
    manner = read_manner(tokens, suggested)
    for at, token in enumerate(tokens):
        if not suggested[at] and may_be_learnt(token):
            yield at, number_traits(tokens, suggested, at, manner)


def _judge(weights: Weights, numbers: Sequence[int]) -> Kind | None:
    logits = weights[numbers].sum(axis=0, dtype=np.int64) * STEP
    odds = np.exp(logits - logits.max())
    if odds[0] > (1 - ENOUGH) * odds.sum():
        return None
    return KINDS[int(np.argmax(odds[1:])) + 1]


def _continues(tokens: Sequence[Token], at: int, before: Token, kind: Kind, own: Kind) -> bool:
    return tokens[at - 1] is before and tokens[at].joins and not before.owns and kind is own


def _join(found: Sequence[tuple[Token, Kind]]) -> Iterator[Span]:
    if found:
        yield Span(found[0][0].start, found[-1][0].end, found[0][1], Reason.LEARNT)
