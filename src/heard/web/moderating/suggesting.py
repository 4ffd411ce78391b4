"""What rules, lists and the local model find in comments. Loaded by the worker alone: a model is heavy."""

from collections.abc import Sequence
from dataclasses import dataclass

from heard.comments.codebook import Codebook, load_codebook
from heard.comments.identities import Known, suggest_identities, warn_of_rarity
from heard.comments.meaning import Meaning, WordMeaning, load_meaning
from heard.comments.themes import Coded, suggest_themes
from heard.web.moderating.actions import Suggested
from heard.web.moderating.queries import Waiting


@dataclass(frozen=True, slots=True)
class Suggesting:
    """All that is needed to suggest. `meaning` does without a model where none is installed."""

    known: Known
    coded: Sequence[Coded]
    codebook: Codebook
    meaning: Meaning

    @classmethod
    def of(cls, known: Known, coded: Sequence[Coded]) -> "Suggesting":
        """With the model of meaning, where it is installed."""
        return cls(known, coded, load_codebook(), load_meaning() or WordMeaning())

    def suggest(self, comments: Sequence[Waiting]) -> list[Suggested]:
        """In the order given."""
        texts = [each.text for each in comments]
        themes = suggest_themes(
            texts,
            codebook=self.codebook,
            coded=self.coded,
            meaning=self.meaning,
            questions=[each.question for each in comments],
        )
        return [
            Suggested(
                comment=each.key,
                spans=suggest_identities(each.text, known=self.known),
                rare=tuple(dict.fromkeys(rarity.circumstance.value for rarity in warn_of_rarity(each.text))),
                themes=tuple(theme.code for theme in found),
            )
            for each, found in zip(comments, themes, strict=True)
        ]
