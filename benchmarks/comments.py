"""What is suggested for made-up comments with planted identities, concerns and themes, and the work that is left.

`python benchmarks/comments.py` measures the 500 that everything was tuned on first; `python benchmarks/comments.py
final`, `fresh`, `unseen`, `more`, `newest` and `last` others, which have all been learnt from since: those figures
flatter. `latest` has not. Intervals are Wilson's, 95 %. A name or address is found if every letter of it lies in
suggestions; a suggestion is right if it meets something planted; a concern is found if its comment is flagged. Comments
in a language without a list are read first, all of them: they are told apart.
"""

import argparse
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from heard.base.policy import CODED_TO_LEARN
from heard.comments.codebook import load_codebook
from heard.comments.concerns.flagging import flag_concerns
from heard.comments.concerns.learnt import NOTHING
from heard.comments.concerns.phrases import list_languages
from heard.comments.identities import Kind, Span, suggest_identities
from heard.comments.meaning import Meaning, WordMeaning, load_meaning
from heard.comments.themes import Coded, suggest_themes
from planted import FOLDER, Planted, read_planted
from suggested.measures import (
    FORMS,
    Themes,
    count_found,
    count_raised,
    count_right,
    count_themes_right,
)
from suggested.work import Work, check, moderate

FOLDS = 10
MODERATED, QUOTED = 200, 3

Spans = list[tuple[Span, ...]]
Codes = list[frozenset[str]]


def main() -> None:
    """Measure one file and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("half", nargs="?", default="development")
    path = FOLDER / f"{parser.parse_args().half}.csv"
    if not path.is_file():
        sys.exit(f"{path.name} is not here.")
    comments = read_planted(path)
    print(f"{path.name}: {len(comments)} made-up comments")
    spans = tell_identities(comments)
    tell_concerns(comments)
    codes = tell_themes(comments)
    tell_work(comments, spans, codes)


def tell_identities(comments: Sequence[Planted]) -> Spans:
    """What was suggested to be taken out."""
    texts = [each.text for each in comments]
    suggest_identities("the lists are read once")
    with timed("identities", texts):
        spans = [suggest_identities(text) for text in texts]
    print_identities(comments, spans)
    return spans


def print_identities(comments: Sequence[Planted], spans: Spans) -> None:
    """One table."""
    print(f"  names                   {count_found(comments, spans, [Kind.NAME])}")
    print(f"  numbers and addresses   {count_found(comments, spans, FORMS)}")
    for kind in Kind:
        print(f"    {kind:<22}{count_found(comments, spans, [kind])}")
    print(f"  right of what suggested {count_right(comments, spans)}")
    print(f"  suggestions a comment   {sum(map(len, spans)) / len(comments):.2f}")


def tell_concerns(comments: Sequence[Planted]) -> None:
    """By the list alone, and with what was learnt."""
    flag_concerns("The list is read once.")
    for name, weights in (("by the list alone", NOTHING), ("with what was learnt", None)):
        with timed(f"concerns {name}", comments):
            flags = [flag_concerns(each.text, language=each.language, weights=weights) for each in comments]
        for told, those in CONCERNS.items():
            print(f"  {told:<24}{count_raised(comments, flags, those)}")


def is_read(comment: Planted) -> bool:
    """Whether there is a list for its language."""
    return comment.language in list_languages()


CONCERNS: dict[str, Callable[[Planted], bool]] = {
    "direct": lambda each: each.directness == "direct",
    "indirect": lambda each: each.directness == "indirect",
    "all": lambda each: each.concern is not None,
    "others, flagged": lambda each: each.concern is None and is_read(each),
    "others, no list": lambda each: each.concern is None and not is_read(each),
}


def tell_themes(comments: Sequence[Planted]) -> Codes:
    """What was suggested by seed phrases, by the model where there is one; and told what learning would suggest."""
    codes: Codes = []
    for name, meaning in ways():
        suggest(comments[:1], [], meaning)
        with timed(f"themes by seed phrases, {name}", comments):
            codes = suggest(comments, [], meaning)
        print_themes(count_themes_right(comments, codes))
        if len(comments) * (FOLDS - 1) < CODED_TO_LEARN * FOLDS:
            print(f"  learnt: left out, fewer than {CODED_TO_LEARN} comments would be left to learn from")
            continue
        with timed(f"themes learnt, {FOLDS} folds, {name}", comments):
            learnt = suggest_left_out(comments, meaning)
        print_themes(count_themes_right(comments, learnt))
    return codes


def suggest(comments: Sequence[Planted], coded: Sequence[Planted], meaning: Meaning) -> Codes:
    """The codes suggested for each comment, from those that are coded."""
    found = suggest_themes(
        [each.text for each in comments],
        codebook=load_codebook(),
        coded=[Coded(each.text, each.themes, each.question) for each in coded],
        meaning=meaning,
        questions=[each.question for each in comments],
    )
    return [frozenset(each.code for each in suggestions) for suggestions in found]


def suggest_left_out(comments: Sequence[Planted], meaning: Meaning) -> Codes:
    """For each comment the codes suggested from those of the other folds."""
    codes: dict[str, frozenset[str]] = {}
    for fold in range(FOLDS):
        asked = comments[fold::FOLDS]
        others = [each for place, each in enumerate(comments) if place % FOLDS != fold]
        codes |= {each.id: found for each, found in zip(asked, suggest(asked, others, meaning), strict=True)}
    return [codes[each.id] for each in comments]


def print_themes(themes: Themes) -> None:
    """One table."""
    print(f"  micro-F1                {themes.f1:.3f}")
    print(f"  precision               {themes.precision}")
    print(f"  recall                  {themes.recall}")


def tell_work(comments: Sequence[Planted], spans: Spans, codes: Codes) -> None:
    """A moderator's work on the first comments, some of them quoted."""
    done = [moderate(*each) for each in zip(comments, spans, codes, strict=True)][:MODERATED]
    work = sum([*done, *map(check, comments[:QUOTED])], Work())
    print(f"\nwork on {len(done)} comments, {QUOTED} of them looked at by a second person")
    print(f"  keys {work.keys}, clicks {work.clicks}, words read {work.words}, decisions {work.decisions}")
    print(f"  {work.seconds / 60:.0f} minutes, {work.seconds / len(done):.1f} s a comment")


def ways() -> Iterator[tuple[str, Meaning]]:
    """The ways to tell what means the same: words, and the model where there is one."""
    yield "with words", WordMeaning()
    model = load_meaning()
    if model is None:
        print("\nwith the model: the extra nlp is not installed")
    else:
        yield "with the model", model


@contextmanager
def timed(name: str, texts: Sequence[object]) -> Iterator[None]:
    """Print the name and how many comments a second."""
    started = time.perf_counter()
    yield
    print(f"\n{name}: {len(texts) / (time.perf_counter() - started):,.0f} comments a second")


if __name__ == "__main__":
    main()
