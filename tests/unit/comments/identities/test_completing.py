"""What belongs to a name is suggested with it: initials, what follows it, a possessive, a word between two parts."""

import pytest

from heard.comments.identities import Kind, Reason, Span, suggest_identities
from heard.comments.identities.completing import complete
from heard.comments.identities.learnt import NOTHING
from heard.comments.identities.tokens import read_tokens
from planted import unmark
from suggested.measures import is_taken_out

WHOLE = """
Officer {name|D. Okonedo} came
it was {name|J. K. Okoro}
{name|Callum the second} is here
ask {name|Boyd the Clipboard} for it
we saw {name|Ibrahim junior} and {name|Leah b}
my name is {name|d i l s h a}
its {name|A-Y-A-A-N} not Ian
i went back to the {name|Pritchards}
there is a {name|bill} something and {name|grace} whatserface
we met at {place|Marco's} with chips
i fix bikes at {place|Brindle's Yard}
I went to {school|St. Mary Magdalene's}
i am at {school|st bedes c of e} now
then {school|saint wendredas}
"""

AS_THEY_WERE = """
r u ok
i got a b in art
Kai and i went to the shop
"""


def suggest(text: str) -> list[str]:
    return [text[span.start : span.end] for span in suggest_identities(text, weights=NOTHING)]


@pytest.mark.parametrize("marked", WHOLE.strip().splitlines())
def test_a_name_is_taken_whole(marked: str) -> None:
    text, planted = unmark(marked)
    found = suggest_identities(text, weights=NOTHING)
    assert all(is_taken_out(text, span, found) for span in planted)


@pytest.mark.parametrize("text", AS_THEY_WERE.strip().splitlines())
def test_letters_that_belong_to_no_name_stay(text: str) -> None:
    assert suggest(text) in ([], ["Kai"])


def test_one_word_between_two_parts_of_a_groups_name_is_taken_with_them() -> None:
    text = "we do marsh green cadets on tuesdays"
    parts = [
        Span(text.index(word), text.index(word) + len(word), Kind.GROUP, Reason.LEARNT)
        for word in ("marsh", "cadets")
    ]
    (whole,) = complete(text, read_tokens(text), parts)
    assert text[whole.start : whole.end] == "marsh green cadets"


def test_two_groups_with_a_small_word_between_stay_two() -> None:
    text = "we do cubs and cadets on tuesdays"
    parts = [
        Span(text.index(word), text.index(word) + len(word), Kind.GROUP, Reason.LEARNT)
        for word in ("cubs", "cadets")
    ]
    assert complete(text, read_tokens(text), parts) == tuple(parts)


def test_somebody_of_somebodys_stays_two() -> None:
    assert suggest("Sam's Kayleigh came") == ["Sam", "Kayleigh"]
