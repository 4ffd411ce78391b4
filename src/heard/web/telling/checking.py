"""What is looked for in the words of "you said, we did": promises, claims, figures, words children never see. Pure.

English only, as said on the page: of another language figures are found and nothing else. What is found stands beside
the words; some of it keeps them from being published, none of it keeps anybody from saving.

- A promise (*will*, *going to*, *plan to* …, but not *will not*) needs an action that is linked to the finding.
- A claim (*did*, *have* with what was done, *we* with what was done, *now*) needs such an action done, with evidence.
- Figures come from the findings, which are checked; in written words nobody could check them, so there are none, in
  digits or in words (`heard.base.figures`).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from heard.base.figures import find_figures
from heard.catalogue.reading_age import sentences
from heard.web.responding.kinds import Kind as AnswerKind
from heard.web.telling.readers import ENGLISH, MEASURES, Reader


class Flaw(StrEnum):
    """What is wrong with words. The first ones keep them from being published."""

    FIGURES = "figures"
    PROMISE = "promise"  # and no action is linked
    CLAIM = "claim"  # and no linked action is done with evidence
    NEVER_SEEN = "never_seen"  # a word that children never see
    AMOUNT = "amount"  # "most of you", in words that nobody checks
    LONG = "long"  # a sentence

    @property
    def keeps_back(self) -> bool:
        """Whether words with it are not published."""
        return self not in (Flaw.AMOUNT, Flaw.LONG)


class Field(StrEnum):
    """Where words stand."""

    SAID = "said"
    ANSWER = "answer"
    DID = "did"


@dataclass(frozen=True, slots=True)
class Found:
    """One thing in one place; `words`: which of the words."""

    flaw: Flaw
    field: Field
    words: str


@dataclass(frozen=True, slots=True)
class Backing:
    """What stands behind the words: an action that is linked to the finding; one that is done, with evidence."""

    has_action: bool = False
    is_done: bool = False


_SENTENCES = re.compile(r"[^.?!\n]+")
_PROMISE = re.compile(
    r"(?:\bwill\b|\bshall\b|['’]ll\b)(?!\s+not\b|\s+never\b)|\b(?:going|plan|plans|planning|promise|aim|mean|hope)\s+to\b"
    r"|\bpromise\b",
    re.IGNORECASE,
)
_DONE = (
    "made|built|done|got|set|put|begun|began|had|met|held|found|kept|left|brought|bought|taught|told|gone|become|run|ran"
    "|gave|given|took|taken|went|wrote|written|spent|paid|sent|grown|cut|read|chosen|chose|drawn|spoken|spoke"
)
# What was done by asking and thinking is no change that anybody was promised.
_NO_DEED = "need|needed|asked|listened|wanted|hoped|agreed|learned|learnt|noticed|looked|talked|feed|speed"
_DEED = rf"(?!(?:{_NO_DEED})\b)(?:\w{{2,}}ed|{_DONE})\b"
_CLAIM = re.compile(
    rf"\bdid\b(?!\s+not\b)|(?:\b(?:have|has)\b|['’]ve\b)\s+(?:(?:all|also|just|already|now|both|been)\s+)*{_DEED}"
    rf"|\bwe\s+(?:(?:all|also|just|already)\s+)?{_DEED}",
    re.IGNORECASE,
)
_NOW = re.compile(r"(?<!right )\bnow\b|\bnot any more\b|\bno longer\b", re.IGNORECASE)
_NOT = re.compile(r"\bnot\b|n['’]t\b|\bcannot\b|\bnever\b", re.IGNORECASE)
_NEVER_SEEN = re.compile(
    r"\b(?:[Pp]lacements?|[Cc]ontact(?:s|ed|ing)?|[Ss]iblings?|LACs?|CLAs?|[Uu]nits?|[Rr]espite|(?<![Ii]n )[Cc]ases?"
    r"|[Ss]ervice users?|[Ll]eaving care workers?)\b"
)
_AMOUNT = re.compile(
    r"\b(?:all|most|many|some|half|a few|few|none|a third|a quarter|hardly any) of (?:you|them|us)\b",
    re.IGNORECASE,
)


def check_field(
    text: str, field: Field, *, reader: Reader, language: str = ENGLISH, backing: Backing
) -> tuple[Found, ...]:
    """What is found in the words of one place, each thing once."""
    found = [Found(Flaw.FIGURES, field, each) for each in find_figures(text, language)]
    if language == ENGLISH:
        found += _check_english(text, field, reader, backing)
    return tuple(dict.fromkeys(found))


def check_kind(kind: AnswerKind, backing: Backing) -> tuple[Found, ...]:
    """Words below *We will* are a promise, whatever they are, and in any language."""
    if kind is AnswerKind.WILL and not backing.has_action:
        return (Found(Flaw.PROMISE, Field.ANSWER, "We will"),)
    return ()


def find_promises(text: str) -> tuple[str, ...]:
    """The words that promise something."""
    return _unique(_PROMISE.findall(text))


def find_claims(text: str) -> tuple[str, ...]:
    """The words that say something is done. `now` is one but where something is refused or promised with it."""
    return _unique(each for sentence in _SENTENCES.findall(text) for each in _claims(sentence))


def find_never_seen(text: str) -> tuple[str, ...]:
    """Words of the trade that children never see."""
    return _unique(_NEVER_SEEN.findall(text))


def find_long(text: str, longest: int) -> tuple[str, ...]:
    """How sentences begin that have more words."""
    return _unique(" ".join(words[:6]) + " …" for words in sentences(text) if len(words) > longest)


def _check_english(text: str, field: Field, reader: Reader, backing: Backing) -> Iterator[Found]:
    if field is not Field.SAID:
        if not backing.has_action:
            yield from (Found(Flaw.PROMISE, field, each) for each in find_promises(text))
        if not backing.is_done:
            yield from (Found(Flaw.CLAIM, field, each) for each in find_claims(text))
    if field is Field.DID and text and not backing.is_done:
        yield Found(Flaw.CLAIM, field, "We did")
    if field is Field.SAID:
        yield from (Found(Flaw.AMOUNT, field, each) for each in _unique(_AMOUNT.findall(text)))
    if reader is not Reader.ADULTS:
        yield from (Found(Flaw.NEVER_SEEN, field, each) for each in find_never_seen(text))
    longest = MEASURES[reader].longest_sentence
    yield from (Found(Flaw.LONG, field, each) for each in find_long(text, longest))


def _claims(sentence: str) -> Sequence[str]:
    found = _CLAIM.findall(sentence)
    if _NOT.search(sentence) or _PROMISE.search(sentence):
        return found
    return [*found, *_NOW.findall(sentence)]


def _unique(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(found))
