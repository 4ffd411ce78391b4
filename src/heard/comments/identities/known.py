"""What a council adds itself: its staff, schools, homes. Found also where it is spelt a little wrongly."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from heard.base.policy import CLOSE_SPELLING
from heard.comments.identities.folding import fold
from heard.comments.identities.spans import Kind, Reason, Span
from heard.comments.identities.tokens import Token
from heard.comments.identities.vocabulary import Standing, standing_of


@dataclass(frozen=True)
class Known:
    """A council's own lists, as it writes them."""

    names: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    schools: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()

    def by_kind(self) -> tuple[tuple[Kind, frozenset[str]], ...]:
        """The lists with the kind each is of; schools before places, which may be named after them."""
        return (
            (Kind.SCHOOL, self.schools),
            (Kind.GROUP, self.groups),
            (Kind.NAME, self.names),
            (Kind.PLACE, self.places),
        )


def find_known(tokens: Sequence[Token], known: Known) -> Iterator[Span]:
    """Every run of words that is written like one of a council's own."""
    for kind, items in known.by_kind():
        keys = [key for item in items if (key := _key(item))]
        for length in sorted({key.count(" ") + 1 for key in keys}):
            own = [key for key in keys if key.count(" ") + 1 == length]
            yield from _find_runs(tokens, own, length, kind)


def _key(item: str) -> str:
    return " ".join(fold(item).replace("'", "").replace(".", "").split())


def _find_runs(tokens: Sequence[Token], own: list[str], length: int, kind: Kind) -> Iterator[Span]:
    met: dict[str, bool] = {}
    for at in range(len(tokens) - length + 1):
        run = tokens[at : at + length]
        key = " ".join(token.key.replace("'", "") for token in run)
        if key not in met:
            met[key] = (
                process.extractOne(key, own, scorer=fuzz.ratio, score_cutoff=CLOSE_SPELLING) is not None
            )
        if met[key] and not _is_only_a_word(run):
            yield Span(run[0].start, run[-1].end, kind, Reason.OWN_LIST)


def _is_only_a_word(run: Sequence[Token]) -> bool:
    """A name of a council's that is a word ("Will"), written as one: left to where it stands."""
    plain = (Standing.PLAIN, Standing.DOUBTFUL)
    return len(run) == 1 and standing_of(run[0].key) in plain and not run[0].inside
