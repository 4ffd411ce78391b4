"""What a moderator reads of one comment: in pieces, why something is suggested, how much is left."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from heard.base.messages import count_of
from heard.base.surveys import Survey
from heard.catalogue import load_catalogue
from heard.comments.identities import Circumstance, Span, load_wording
from heard.web.moderating.forms import Offered
from heard.web.moderating.queries import KnownFacts, ModerationFacts, Progress


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of a comment. `number`: of the box that belongs to it; 0 = plain words."""

    text: str = field(repr=False)
    number: int = 0
    kind: str = ""


def offer(facts: ModerationFacts) -> Offered:
    """What a form offers: all that was suggested, and what a person has marked since."""
    spans = put_in_order([*facts.taken, *(each for each in facts.suggested if not _meets(each, facts.taken))])
    wording = load_wording()
    labels = tuple(
        f"{facts.original[span.start : span.end]} → [{span.kind.value}]. {wording.reasons[span.reason]}"
        for span in spans
    )
    return Offered(facts.original, spans, labels)


def put_in_order(spans: Iterable[Span]) -> tuple[Span, ...]:
    """As they stand in the text."""
    return tuple(sorted(spans, key=lambda each: each.start))


def ticked(facts: ModerationFacts, offered: Offered) -> dict[str, object]:
    """What a form begins with: what was decided; before that, all that was suggested."""
    chosen = facts.suggested if facts.moderated_on is None else facts.taken
    themes = facts.suggested_themes if facts.moderated_on is None else facts.themes
    return {
        "taken": [str(place) for place, span in enumerate(offered.spans) if span in chosen],
        "themes": list(themes),
        "is_idea": facts.is_idea,
        "is_wanted": facts.is_wanted,
        "english": facts.english,
    }


def cut_up(offered: Offered) -> tuple[Piece, ...]:
    """The comment with its marks, in order."""
    pieces, at = [], 0
    for number, span in enumerate(offered.spans, start=1):
        pieces += [Piece(offered.text[at : span.start])]
        pieces += [Piece(offered.text[span.start : span.end], number, span.kind.value)]
        at = span.end
    return tuple(piece for piece in [*pieces, Piece(offered.text[at:])] if piece.text)


def say_where(facts: ModerationFacts) -> str:
    """`2026-27 · ages 8 to 11`."""
    return f"{facts.wave} · ages {facts.survey.replace('-', ' to ')}"


def say_question(facts: ModerationFacts) -> str:
    """The question's words; its key where the catalogue has it no longer."""
    return words_of(facts.survey, facts.question)


def words_of(survey: str, question: str) -> str:
    """The words of an open question; its key where the catalogue has it no longer."""
    asked = load_catalogue().questionnaires[Survey(survey)].open_questions()
    return next((item.text for item in asked if item.key == question), question)


def say_rare(facts: ModerationFacts) -> tuple[str, ...]:
    """A sentence for each circumstance that few children share."""
    wording = load_wording()
    return tuple(wording.circumstances[Circumstance(each)] for each in facts.rare)


def say_progress(progress: Progress) -> tuple[str, ...]:
    """How much is left, a sentence each; empty where there is nothing at all."""
    to_do = {
        "{} with the safeguarding reader, who reads first": progress.unread,
        "{} to be prepared": progress.unprepared,
        "{} moderated": progress.moderated,
        "{} cleared for quoting": progress.cleared,
        "{} kept back by a second person": progress.kept_back,
    }
    return tuple(words.format(count_of(number, "comment")) for words, number in to_do.items() if number)


def group_known(known: Sequence[KnownFacts]) -> Mapping[str, tuple[KnownFacts, ...]]:
    """The council's lists, by kind."""
    kinds = dict.fromkeys(each.kind for each in known)
    return {kind.value: tuple(each for each in known if each.kind is kind) for kind in kinds}


def _meets(span: Span, others: Iterable[Span]) -> bool:
    return any(span.meets(other) for other in others)
