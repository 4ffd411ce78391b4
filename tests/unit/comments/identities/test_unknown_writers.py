"""What an unknown writer may write: names that are words, capitals without need, slips, rare details of a family.

As in `test_sentences`, [text:kind] marks each suggestion, and nothing else is one.
"""

import re

import pytest

from heard.comments.identities import suggest_identities
from heard.comments.identities.learnt import NOTHING

MARK = re.compile(r"\[([^\]:]+):([a-z]+)\]")

OPENING_A_CLAUSE = """
[mark:name] is alright he lets us stay up
[Cloud:name] is kind to me
[Grant:name] from the hub came in his own car
[Sandy:name], the cleaner, still sends a card
on the phone, [Summer:name] saw her
[may:name] helps me with maths
i think [may:name] should get a raise
i knew that [faith:name] would come back
"""

TOLD_WHO = """
mine is [miles:name] and he drives
say hi to [bill:name] for me
big up [smiler:name] who runs it
it was [amber:name] who nicked my charger
i wrote to [skip:name] in prison
[Precious Adeyemi:name] is who to ring
[marvellous:name] is my cousin
my pa is [penny:name]
everyone knows [dingo:name] did it
[dingo:name] nicked my bike
hes at [dale:name]s
[Junior:name]s mum said yes
"""

ROWS = """
[crystal ewa:name] and [demi:name] took a photo
i was fine with [kian moose tyler:name] and that lot
i hate [kane:name] and [able:name]
cooking with [samanfa:name] and [fizz:name]
add [t-bone:name]
[tomass:name] left
"""

SLIPS_THAT_STAY_WORDS = """
my carrers are gud to me
cud i see my mum evry week
ngl its peng here fr
the soshal worker dosnt lisen
we moov agen on munday
school gave me a laptop
football helps me calm down
hope is important
i like music and art
"""

CAPITALS = """
shifts at [The Copper Kettle:group] finish at 6
look it up its [Copper Beeches:group]
come and join us online our clan is [Night Shift Goblins:group]
[Pizza Palace on Mill Lane:group] is good
[Sizzlin Stop kebabs:group] is near
[City Lights Choir:group] let me sing
i volunteer at [the Hive:group]
i was put in [Leek:place]
[Our Lady of the Wayside:group] is my church
We love Christmas and Easter and Minecraft
I think Ofsted should come
"""

CALLED_AND_FOUNDED = """
they put me in a village called [little snoring end:place]
a group called the [busy bees:group] is ok
i dont wanna go to [sant Annes:school]
at [lady margarets:school] there is a quiet room
she put [bishop walshes:school]
i go to [sir robert tull 6th form:school]
i joined [Penrhos Panthers under 10s:group]
i go to [2nd Brackenby Brownies:group]
"""

PLACES = """
older lads in [barking:place] r mean
i sit in [Costello's cafe:place]
im at [greggs:place]
i went to school at [moorside:place]
"""

FORMS = """
my birthday is [the 9th:date]
my hearing is on [the 22nd:date]
we moved on [14/3:date]
it was [the fifth of november:date]
contact is [tues 8th:date]
my discord is [pandaboy#9921:online]
my other one is [noodle2fast:online]
my tiktok is [its.jaycee.xo:online]
my youtube is [KaiPlays:online]
text [O77OO 9OO 789:phone]
text [07700 9 double 0 412:phone]
case number is [LAC/0048213:number]
my lac number is [P 48291:number]
[Room 6, 118 Cattle Market Road:address] is cold
my house is [number 32:address]
i scored 7/10 and it is open 24/7
on the 2nd day i met my carer
"""

FAMILIES = """
[my dad is in prison for what he did to my brother:family]
[my twin got adopted and i didnt:family]
[I was the baby left at the bingo hall:family], you can find it
[my mum was the dinner lady at the school i got took out of:family]
[my foster mum is my real mums auntie:family]
[there is nine of us and we are in nine houses:family]
[my mum won the lottery and left:family]
i had faith in that fence
my mum is nice and my dad is tall
"""

OTHER_LANGUAGES = """
[Luljeta:name] gatuan byrek si gjyshja ime
"""

TABLES = (
    OPENING_A_CLAUSE,
    TOLD_WHO,
    ROWS,
    SLIPS_THAT_STAY_WORDS,
    CAPITALS,
    CALLED_AND_FOUNDED,
    PLACES,
    FORMS,
    FAMILIES,
    OTHER_LANGUAGES,
)
SENTENCES = [line for table in TABLES for line in table.strip().splitlines()]


def mark(text: str) -> str:
    """The text as the tables mark it: with what rules and lists suggest, without what was learnt."""
    for span in reversed(suggest_identities(text, weights=NOTHING)):
        text = f"{text[: span.start]}[{text[span.start : span.end]}:{span.kind}]{text[span.end :]}"
    return text


@pytest.mark.parametrize("sentence", SENTENCES)
def test_what_is_suggested_is_what_is_marked_and_nothing_else(sentence: str) -> None:
    assert mark(MARK.sub(r"\1", sentence)) == sentence


def test_a_name_inside_a_familys_clause_stays_a_suggestion_of_its_own() -> None:
    marked = mark("my dad is in prison for what he did to Leah")
    assert marked == "[my dad is in prison for what he did to:family] [Leah:name]"


def test_where_a_clause_would_hold_an_address_it_ends_before_it() -> None:
    marked = mark("both my parents died in the fire at 14 Maple Road")
    assert marked == "[both my parents died in the fire at:family] [14 Maple Road:address]"
