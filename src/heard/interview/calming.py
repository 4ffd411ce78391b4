"""Which answers bring a calm line and the way to help, on the next page and recorded nowhere."""

from collections.abc import Iterable, Mapping

from heard.interview.routing import SEVERAL

# "The survey" of how Heard behaves for people: an answer such as hardly ever or never safe. The codes are the
# negative cut points of these indicators in every survey that asks them.
CALLING: Mapping[str, frozenset[str]] = {
    "feels_safe": frozenset({"no", "hardly_ever", "never"}),
    "safe_neighbourhood": frozenset({"hardly_ever", "never"}),
    "felt_afraid": frozenset({"all_of_the_time", "most_of_the_time"}),
}


def calls_for_calm(answers: Mapping[str, str], keys: Iterable[str]) -> bool:
    """Whether one of the answers to `keys` (those just given) is one that should not be met with silence."""
    given = ((CALLING.get(key, frozenset()), answers.get(key, "")) for key in keys)
    return any(not codes.isdisjoint(value.split(SEVERAL)) for codes, value in given)
