"""What is suggested in what children write: [text:kind] marks each suggestion, and nothing else is one."""

import re

import pytest

from heard.comments.identities import suggest_identities
from heard.comments.identities.learnt import NOTHING

MARK = re.compile(r"\[([^\]:]+):([a-z]+)\]")

LISTED_NAMES = """
i love my carer [sarah:name]
[Jayden:name] and [mia:name] are my best friends
i miss [jayden:name] so much
[jayden:name]s room is bigger than mine
[Callum:name]'s dog is funny
[Sarah Brown:name] came to see me
I want to live with [TYRESE:name] again
[ellie-mae:name] shares my room
i talk to [aoife:name] every day
[siân:name] is my favourite
[rhys:name] helps with maths
my brother [yonatan:name] is far away
i want to see [semhar:name] and [filmon:name] more
[berivan:name] cooks food from home
[zabihullah:name] plays cricket with me
she is called [nguyen thi hoa:name]
my key worker [ardit:name] speaks my language
[kacper:name] and [zuzanna:name] moved away
[andreea:name] is like a mum to me
i trust [oluwaseun:name] the most
[fadumo:name] taught me to cook
[tahmina:name] and [nusrat:name] are kind
[hamza:name] plays football with me
[big t:name] and [Jj:name] are my mates
[aj:name] is my best mate
me and [Tyler B:name] go to the park
"""

WORDS_AS_NAMES = """
my friend [will:name] is nice and my friend will help me
my social worker is called [grace:name]
with [grace:name] i can talk about anything
thanks [grace:name]
[mark:name] said no to me
me and [hope:name] went to the park
[rob:name] and [grace:name] make me laugh
[hope:name] and me watch films
i asked [mark:name] if i could go
miss [hope:name] is a good teacher
love from [rose:name]
my sister [summer:name] is 4
my brother [king:name] is 9
my dog [buster:name] is the best thing here
I like how she listens, i mean [Grace:name]
i was with [Will:name] all day
[faith:name] says i can ring her
mrs [green:name] is strict
mr [king:name] is my head of year
my uncle [rob:name] and [will:name] took me fishing
"""

STANDING_ALONE = """
[grace:name] reads to me at night and she never skips a page
can [amber:name] come for tea
i want [faith:name] to be my carer again
when [brook:name] left i cried all night
where is [summer:name] i want my sister
[april:name] comes on tuesdays and we bake
i dont like [mark:name] he is mean
thats what [blessing:name] told me
tell [will:name] to give me a turn
we left [river:name] and came here
[joy:name] and her dog live near us
[Grace:name] and [Will:name] never knock
[patience:name] my social worker has none
sometimes i hear [precious:name] crying
its [charlie:name]s fault
i will never forget miss [p:name]
me and [big nan:name] watch telly
a robin sat on the fence
my river is the best
they want to mark me down
on a Sunday we go to the park
i like maths and Art
left a voicemail and a takaway on the landline
its so lonley here
i had to pack in binliners again
let us have sleepovas
"""

OTHER_LANGUAGES = """
أحب صديقي [ياسين:name] في البيت
زما ورور [زلمی:name] په کور کې دی
mój brat [Szymek:name] mieszka daleko od nas
fratele meu [Liviu:name] este departe de casa noastra
"""

PLAIN_WORDS = """
i will go to school and i hope my mum comes
hope you read this
i hope i can stay here for ever
may be i can see my mum soon
may i go home
will you help me
the grace period was too short
my grace is sufficient
i got good marks and a mark on my shirt
i rose early to see the sun rise
the summer was fun and the king was on tv
i need a bit of faith and some joy in my life
you can never have too much hope
my carer will take me and my friend will come
my social worker will not listen
i miss summer
i miss school and i miss my mum
we had chips on the beach in may
they just want to bill me for everything
i pray for peace and love
she is an angel and a star
i want to be rich one day
my mum hopes i come home
it was a joy to be there
the judge was nice
no chance of that
"""

SLIPS = """
I dont like my socail worker becuase she dosent lissen
definately the best home evry day is amazin
my sw changd 4 times and nobody told me wich is anoying
Can I see my brother more pls? Thankyou
somtimes i feal realy sad at nite
my foster carers are sooooo nice hahaha
i luv it hear and i dont wana leev
evryone is kined to me and i get enuf food
my brotha has mooved and i dont no were
they shud lisen to us more
idk tbh its alright lol
my placment is to far from my frends
I wish I cud see my famly every weekend
its borring and theres nuffin to do
my bedroom is beutiful and very comftable
we play xbox and minecraft and fortnite
ppl think kids in care are norty but were not
i hate contact becos its only 1 hour
nobody arsks me wot i think
my advocate was intrested in what i said
"""

SCHOOLS = """
i go to [parklands primary school:school] and i like it
i go to [st marys:school] now
[St Jude's:school] is ok
my school is too far away
i like primary school better than secondary school
i had to change school twice
i am at [oak hill academy:school]
[Thornfield High School:school] is strict
i want to go to college and then to uni
i go to a special school
my new school is nice
they moved me to [St Brannocs Catholic Primary:school]
"""

PLACES = """
i live in [reading:place] and i like reading
we moved to [bath:place] and i have a bath every day
my mum is in [hull:place]
i used to live in [st helens:place]
she lives near [barking:place]
contact is in [Sale:place] every month
i want to go back to [leeds:place]
i was born in [eritrea:place]
my sister lives in [swansea:place]
i came from [vietnam:place]
i miss [peckham:place]
it was a good deal and we got it in the sale
the dogs were barking all night
i need help with reading
i got moved to [doncaster:place] with no warning
i feel far from home in this place
my nan lives in [Milton Keynes:place]
"""

NUMBERS = """
my number is [07700 900 123:phone]
ring me on [07700900123:phone]
call [+44 7700 900123:phone] please
call me on [zero seven seven double oh nine one two three:phone]
my email is [kk.99@example.com:email]
email me [jay dot k at gmail dot com:email]
look at [www.example.org/me:online]
add me on snap [jk_09_x:online]
i am [@bigdog77:online] on there
born on [12/03/2012:date]
my birthday is [3rd of May:date]
i came into care in [2019:date]
i moved on [June 4th 2021:date]
my nhs number is [943 476 5919:number]
i live at [14 maple road:address]
my postcode is [ZZ9 9ZZ:address]
i live in [flat 12:address]
[case 5512-C:number] is what i am to them
my reference is [AB/23/00412:number] they said
its in [file QR-118-4420:number]
add me on snap [kez2lee9:online]
i leave on [friday the 9th of june:date]
i am 13 and i have been here 2 years
i get £10 a week and bed is at 9.30
i give it 10/10
i have had 4 social workers in 3 years
there are 24 hours in a day and 365 days in a year
contact is at 4.30 on tuesday
i got 2000 steps
"""

GROUPS_AND_FAMILY = """
i play for [harrowby rovers fc:group]
the staff at [willow lodge:group] are nice
we go to [Elim Hill Church:group] on sundays
i go to church every week
my football club is fun
the home is clean and the house is big
[my twin sister lives with me:family]
[i have 5 brothers:family]
i have 2 brothers
[i am the youngest of nine:family]
i like living in a childrens home
"""

TABLES = (
    LISTED_NAMES, WORDS_AS_NAMES, STANDING_ALONE, OTHER_LANGUAGES, PLAIN_WORDS,
    SLIPS, SCHOOLS, PLACES, NUMBERS, GROUPS_AND_FAMILY,
)  # fmt: skip
SENTENCES = [line for table in TABLES for line in table.strip().splitlines()]


def mark(text: str) -> str:
    """The text as the tables mark it: with what rules and lists suggest, without what was learnt."""
    for span in reversed(suggest_identities(text, weights=NOTHING)):
        text = f"{text[: span.start]}[{text[span.start : span.end]}:{span.kind}]{text[span.end :]}"
    return text


@pytest.mark.parametrize("sentence", SENTENCES)
def test_what_is_suggested_is_what_is_marked_and_nothing_else(sentence: str) -> None:
    assert mark(MARK.sub(r"\1", sentence)) == sentence


def test_there_are_enough_sentences() -> None:
    assert len(SENTENCES) >= 150
    assert len(set(SENTENCES)) == len(SENTENCES)
