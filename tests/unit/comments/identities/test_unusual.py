"""Numbers, addresses, dates and handles in ways no form foresees; names in letters without capitals."""

import pytest

from heard.comments.identities import Kind, suggest_identities
from heard.comments.identities.learnt import NOTHING
from heard.comments.identities.letters import may_be_name
from heard.comments.identities.patterns import find_patterns
from heard.comments.identities.tokens import read_tokens
from planted import unmark
from suggested.measures import is_taken_out

WHOLE = """
{phone|07700 nine hundred 461} is mums
{phone|07700 900 4 one one}
{phone|07700 / 900 / 461}
{phone|07700…900…461}
{phone|07700900461}ring me
my phone ends {number|461}
my ref is {number|four four seven one b}
UPN {number|K123 4560 1234 5B}
my {number|ref 2011/SW/00442} is on it
home office {number|HO/K3318220}
{number|HO 5512-80034} is mine
journal {number|UC 118 2231}
reference {number|kt 0091 b}
{number|log 118 of 12/3}
the keysafe is {number|1182}
his corsa is {number|KT 11 BNZ}
{number|0️⃣7️⃣7️⃣0️⃣}
i live at {address|flat 9c over the bakers on Tinker Street}
it is {address|the flat above the barbers}
{address|block D flat 12}
{address|pitch 7 willow site}
{address|number forty two orchid walk}
near {address|corner of elm grove and tanner road}
{address|rose cottage, mill lane}
{address|tanner house flat 4}
{address|Tanner Street 118}
{address|118 y stryd fawr}
my postcode is {address|zz9}
it is {address|LS9 7} somewhere
{address|l s 9 7 q t}
snap is {online|k e z 2 k 9}
my xbox is {online|Slow Goblin 88}
insta {online|kez underscore banz}
discord {online|kezbanz 4471}
{online|kezcraft dot com}
{online|bit.ly/kez118}
he is on {online|snap @kez.z}
{email|kez@example,com}
{email|kezbanz gmail com}
contact is {date|the 17th and 18th}
booked for {date|Weds 26 November}
on {date|the 8th of August next year}
he is 2 on {date|12.4}
on {date|the twenty second of march}
{date|3 czerwca}
{date|12 de marzo de 2020}
{date|5 يونيو}
"""

NOTHING_THERE = """
its a five minute walk to the shop
twenty mile drive to see my nan
we got 3.4 and 2.1 in the dance off
on 3.5 miles of track
the flat was cold
my dad and i see each other at 12 as usual
it is on the second floor
he is 31st in the line
code name eagle
"""


@pytest.mark.parametrize("marked", WHOLE.strip().splitlines())
def test_what_is_written_in_an_unusual_way_is_taken_whole(marked: str) -> None:
    text, planted = unmark(marked)
    assert all(is_taken_out(text, span, suggest_identities(text, weights=NOTHING)) for span in planted)


@pytest.mark.parametrize("text", NOTHING_THERE.strip().splitlines())
def test_ways_and_times_and_scores_are_left(text: str) -> None:
    assert find_patterns(text) == ()


def test_where_a_usual_form_holds_more_it_stays() -> None:
    (found,) = find_patterns("PO Box 12, ZZ7 3FH")
    assert (found.start, found.end, found.kind) == (0, 18, Kind.ADDRESS)


NAMES = """
{name|may} is 3
after tea {name|will} fell asleep
everyone shares but not {name|miles}. hes mean
{name|K} knows me best
{name|kit}s birthday is soon
we met {name|Mama Dot} there
i came with {name|Dukes}.
{name|Tay}, {name|Lils} and me
Dydy {name|May} ddim yn siarad gyda fi am yr ysgol
Chcę mieszkać z bratem. {name|Bogdanem} nikt się nie zajmuje
نحن نعيش هنا مع {name|سهام} وهي جيدة
زه غواړم خپل ورور {name|سپین گل} ووینم
من حەز دەکەم لەگەڵ {name|ڕێژنە} یاری بکەم
আমি {name|তানজিনা} কে ভালোবাসি
من می‌خواهم {name|امید} و {name|شیدا} را ببینم
ኣነ ምስ ሓወይ {name|ናሆም} ክነብር እደሊ
"""


@pytest.mark.parametrize("marked", NAMES.strip().splitlines())
def test_a_name_is_suggested_whole(marked: str) -> None:
    text, planted = unmark(marked)
    assert all(is_taken_out(text, span, suggest_identities(text, weights=NOTHING)) for span in planted)


@pytest.mark.parametrize(
    "text",
    ["in may is my birthday", "i will be ok", "the will is lost", "he gave me a bear. he is nice", "A knows"],
)
def test_helping_verbs_months_and_things_are_no_names(text: str) -> None:
    assert suggest_identities(text, weights=NOTHING) == ()


@pytest.mark.parametrize(
    "text",
    [
        "أريد أن ألعب كرة القدم مع أصدقائي",
        "زه غواړم خپله مور ووینم",
        "من نمی‌توانم شب‌ها بخوابم",
        "ኣነ ምስ ሓወይ ክነብር እደሊ",
    ],
)
def test_usual_words_in_other_letters_are_no_names(text: str) -> None:
    assert sum(may_be_name(token.key) for token in read_tokens(text)) <= 1


def test_an_english_word_is_in_letters_with_capitals() -> None:
    assert not may_be_name("gravel")
