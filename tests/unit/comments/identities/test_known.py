"""What a council adds itself is found, also where it is spelt a little wrongly, and stands before other kinds."""

import pytest

from heard.comments.identities import Kind, Known, Reason, suggest_identities

KNOWN = Known(
    names=frozenset({"Olwethu Mbekela", "Will Atherstone", "Will"}),
    places=frozenset({"the Rec"}),
    schools=frozenset({"Thornacre", "St Brannoc's"}),
    groups=frozenset({"Linden House", "Step Up"}),
)
CASES = [
    ("i like olwethu mbekela", "olwethu mbekela", Kind.NAME),
    ("i like olwethu mbekella", "olwethu mbekella", Kind.NAME),
    ("i go to thornacre", "thornacre", Kind.SCHOOL),
    ("i go to thornaker now", None, None),
    ("i go to st brannocs", "st brannocs", Kind.SCHOOL),
    ("LINDEN HOUSE is ok", "LINDEN HOUSE", Kind.GROUP),
    ("we play on the rec", "the rec", Kind.PLACE),
    ("i will go", None, None),
    ("and then Will came", "Will", Kind.NAME),
]


@pytest.mark.parametrize(("text", "words", "kind"), CASES, ids=[case[0] for case in CASES])
def test_a_councils_own_is_found(text: str, words: str | None, kind: Kind | None) -> None:
    own = [span for span in suggest_identities(text, known=KNOWN) if span.reason is Reason.OWN_LIST]
    assert [(text[span.start : span.end], span.kind) for span in own] == ([(words, kind)] if words else [])


def test_nothing_is_known_unless_a_council_adds_it() -> None:
    assert not any(span.reason is Reason.OWN_LIST for span in suggest_identities("i go to thornacre"))
