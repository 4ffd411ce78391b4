"""What the gate before a wave's opening asks for, in words: the same wherever it is said to lack."""

from collections.abc import Iterable

from heard.web.waves.queries import Gap

_LACKS = {
    Gap.FEEDBACK: "a plan for telling children what came of it, with an owner and a day after the panel’s",
    Gap.ASSESSMENT: "the data-protection assessment, confirmed",
    Gap.SIGN_OFF: "the sign-off by somebody who may give it and did not make the plan",
}


def say_gaps(gaps: Iterable[Gap]) -> str:
    """What a plan lacks, as the end of a sentence without its full stop."""
    return "; ".join(_LACKS[gap] for gap in gaps)
