"""The demo's words: what children wrote in the wave that is over, on its way to being read. All of it is made up."""

from collections.abc import Sequence
from datetime import datetime

from heard.comments.identities import Known
from heard.web.codes.contents import Comment
from heard.web.moderating import actions as moderating
from heard.web.moderating.actions import Decided
from heard.web.moderating.queries import list_unprepared
from heard.web.moderating.suggesting import Suggesting
from heard.web.voices.actions import take_over_words

WITH_NAMES = (
    Comment("8-11", "happier", "i want to see my brother kofi on saturdays not just in the holidays"),
    Comment("8-11", "worker", "Amara is kind but she changed and now its somebody new agen"),
    Comment("8-11", "family_time", "my nan lives in tidewick and the bus takes ages"),
    Comment(
        "11-17", "home_more", "Grace and Will never knock before they come in my room. i will move out at 16"
    ),
    Comment("11-17", "care_better", "stop taking me out of maths at St Judes for meetings everyone stares"),
    Comment("11-17", "anything", "ring me on 01632 960123 if you want to hear more i go by Jj"),
    Comment(
        "16-25",
        "care_better",
        "My PA Rhys sorted my flat and my ID in 2 weeks. why cant it always be like that",
    ),
    Comment("16-25", "worker", "had nine workers since i was 12, the best one was mrs begum"),
)
SECOND = "second.moderator@{council}.example"
WANTED, CLEARED = 6, 3  # so many are marked as worth quoting, and of these so many are cleared


def hand_over(wave: str, words: Sequence[Comment], *, council: str, by: str, at: datetime) -> None:
    """All are prepared; some wait for a second pair of eyes, and a few may be read. For the council entered."""
    take_over_words(wave=wave, words=[*WITH_NAMES, *words])
    waiting = list_unprepared()
    found = Suggesting.of(Known(), ()).suggest(waiting)
    moderating.keep_suggestions(found)
    first = SECOND.format(council=council.lower())
    named = {each.text for each in WITH_NAMES}
    wanted = [each for each, words in zip(found, waiting, strict=True) if words.text in named][:WANTED]
    for number, each in enumerate(wanted):
        decided = Decided(taken=each.spans, themes=each.themes, is_idea=number == 0, is_wanted=True)
        moderating.moderate(comment=each.comment, decided=decided, by=first, at=at)
        if number < CLEARED:
            moderating.check(comment=each.comment, taken=each.spans, is_cleared=True, by=by, at=at)
