"""Counts of what was found: identities, signs of concern, themes."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from heard.analysis.intervals import wilson
from heard.comments.concerns.kinds import Flag
from heard.comments.identities import Kind, Span
from planted import Planted, PlantedSpan

FORMS = frozenset({Kind.NUMBER, Kind.PHONE, Kind.EMAIL, Kind.ONLINE, Kind.ADDRESS})  # numbers and addresses


@dataclass(frozen=True, slots=True)
class Part:
    """`found` of `planted`, or any part of a whole."""

    found: int
    planted: int

    @property
    def share(self) -> float:
        """NaN of nothing."""
        return self.found / self.planted if self.planted else float("nan")

    def __str__(self) -> str:
        low, high = wilson(self.share, self.planted)
        interval = f" ({float(low):.3f} to {float(high):.3f})" if self.planted else ""
        return f"{self.share:.3f}{interval}  {self.found} of {self.planted}"


def is_taken_out(text: str, planted: PlantedSpan, suggested: Sequence[Span]) -> bool:
    """Whether every letter and figure of it lies in suggestions, of whatever kind."""
    taken = {place for span in suggested for place in range(span.start, span.end)}
    return all(place in taken for place in range(planted.start, planted.end) if text[place].isalnum())


def is_right(span: Span, planted: Sequence[PlantedSpan]) -> bool:
    """Whether a suggestion shares a letter with something planted."""
    return any(span.start < each.end and each.start < span.end for each in planted)


def count_found(
    comments: Sequence[Planted], suggested: Sequence[Sequence[Span]], kinds: Iterable[Kind]
) -> Part:
    """Recall: planted spans of these kinds that are taken out whole."""
    wanted = set(kinds)
    found = [
        is_taken_out(comment.text, span, spans)
        for comment, spans in zip(comments, suggested, strict=True)
        for span in comment.spans
        if span.kind in wanted
    ]
    return Part(sum(found), len(found))


def count_right(comments: Sequence[Planted], suggested: Sequence[Sequence[Span]]) -> Part:
    """Precision: suggestions that share a letter with something planted."""
    right = [
        is_right(span, comment.spans)
        for comment, spans in zip(comments, suggested, strict=True)
        for span in spans
    ]
    return Part(sum(right), len(right))


def count_raised(
    comments: Sequence[Planted], flags: Sequence[Flag], those: Callable[[Planted], bool]
) -> Part:
    """Of `those` comments, the ones whose flag is raised."""
    raised = [flag.is_raised for comment, flag in zip(comments, flags, strict=True) if those(comment)]
    return Part(sum(raised), len(raised))


@dataclass(frozen=True, slots=True)
class Themes:
    """Over all comments and codes: suggested and planted, suggested alone, planted alone."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> Part:
        """Of what is suggested, what is planted."""
        return Part(self.right, self.right + self.wrong)

    @property
    def recall(self) -> Part:
        """Of what is planted, what is suggested."""
        return Part(self.right, self.right + self.missed)

    @property
    def f1(self) -> float:
        """Micro-averaged: every planted or suggested code counts alike."""
        counted = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / counted if counted else float("nan")


def count_themes_right(comments: Sequence[Planted], suggested: Sequence[frozenset[str]]) -> Themes:
    """What was suggested for each comment against what is planted in it."""
    pairs = [(comment.themes, codes) for comment, codes in zip(comments, suggested, strict=True)]
    return Themes(
        right=sum(len(planted & codes) for planted, codes in pairs),
        wrong=sum(len(codes - planted) for planted, codes in pairs),
        missed=sum(len(planted - codes) for planted, codes in pairs),
    )
