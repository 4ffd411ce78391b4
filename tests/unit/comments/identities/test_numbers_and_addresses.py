"""Numbers, addresses, handles and dates in the forms children give them: all of each is suggested, by rules alone.

Written from the forms, not from the comments that are measured. The telephone numbers are Ofcom's for drama.
"""

import pytest

from heard.comments.identities import suggest_identities
from heard.comments.identities.learnt import NOTHING
from planted import unmark
from suggested.measures import is_taken_out

WHOLE = """
my bike is in locker {number|A4410-7} since june
my nhs number is {number|485 777 3456} ok
the ref is {number|CLA-2291-B}
my file is {number|00417/22}
they call me case {number|48213}
national insurance {number|QQ 12 34 56 C}
NI number {number|QQ123456C}
upn {number|H801200001001}
ring {phone|07700 900123}
ring {phone|07700900123}
ring {phone|+447700900123}
ring {phone|0 7 7 0 0 9 0 0 1 2 3}
my num is {phone|oh seven seven double oh nine hundred one two three}
call {phone|07700.900.123}
call {phone|(01632) 960 001}
call {phone|01632960001}
ring {phone|960 001} thats nan
text {phone|O77009OO123}
its {phone|zero one six three two nine six zero}
{phone|07700-900-123}
077{phone|}00
{phone|07700/900/123}
email {email|kai.b@example.com}
email {email|kai.b AT example DOT com}
email {email|kai dot b at gmail dot com}
email {email|kaib at gmail}
its {email|kaib@gmail} innit
its {email|kai_b99 @ hotmail . co . uk}
{email|kaib[at]example[dot]org}
my email is {email|lil.mo99 at example dot co dot uk}
email me {email|kaib(at)outlook.com}
insta {online|@kaib.x}
insta is {online|kaib}
my insta's {online|kai.bx}
snap: {online|kaib_x}
add me on snap {online|kbrown07}
my gamertag is {online|xXDragonXx}
my xbox is {online|DragonSlayer2010}
i am {online|jinxxy} on roblox
roblox name {online|coolgirl_4eva}
discord {online|moonie#0042}
tiktok ({online|lilmo.vibes})
im {online|@realkai} on everything
follow {online|its_kai} pls
my fortnite name is {online|ghostboi}
my snapchat is {online|kay-leigh04}
{online|www.kaisworld.com}
{online|youtube.com/c/kaibeats}
i live at {address|14 Maple Road}
i live at {address|14 maple rd}
i live at {address|flat 3}
{address|Flat 3b, 22 High St}
we live at {address|number 14}
its {address|no 14} on the left
its the {address|number 22} with the red door
my postcode is {address|NG7 2AB}
my postcode is {address|ng72ab}
i live in {address|NG7}
im in {address|room 12} at the hostel
{address|22a Station Parade}
{address|Apartment 7 The Mill}
{address|3 Heol y Bont}
{address|17 Caernarfon Close}
at {address|41 Rosebank}
{address|P.O. Box 12}
house {address|number six}
{address|12 st johns court}
my door is {address|number 9}
they put me in {address|unit 4}
my dob is {date|3.4.09}
born {date|03 04 2009}
born on {date|3rd april 09}
its my birthday on {date|the third of april}
i moved on {date|april 3rd}
moved {date|3-4-2019}
moved in {date|april 2019}
on {date|Mon 3 April}
{date|3/4/19}
since {date|2019}
court is {date|the 14th}
{date|14th of next month}
{date|3rdapril}
it was {date|the 3rd of the 4th}
he came {date|twenty first of june}
my number is {number|12345}
my student id {number|S1234567}
my bus pass {number|633597 0012 3456 7890}
sort code {number|20-00-00}
acc {number|12345678}
reg {number|AB12 CDE}
locker {number|214}
ref no. {number|AX/2019/44}
{number|LAC2019-0045}
crime ref {number|22/10456/23}
crime number {number|CR 10456}
my pin is {number|4471}
wifi password {number|blue1234}
{date|2-jan-2010} and {date|2 Jan}, {date|9 Jan}, {date|16 Jan}
{date|9th feb 2k17} and {date|9th february twenty seventeen}
since {date|march '21}
since {date|easter 2019}, {date|bonfire night 2020} and {date|summer of 2021}
{date|the 4th day of may}
the week of {date|the 5th}
on {date|5 martie 2021}, {date|5 mars 2021} and {date|ngày 12 tháng 3 năm 2020}
ring {phone|07700 900123 ext 4}
{address|c/o 9 Mill Cottages}
{address|14/2 leith walk} or {address|12-14 maple rd}
{address|7 tinners bank cottages}
{address|22 the mount}
message {online|second.of.six_kay}
im at {address|Flat 2b, Wren Court, M14 6KV} now
her address is {address|22 The Paddocks, HU17}
{address|9 Tinsel St, LS8} was the last one
{address|40 crab lane, bd7 1oo}
the flat is {address|Top floor, 9 Tern Street}
{address|Flat C, 90 Rook Rd}
write to {address|The Old Bakery, 5 Mill Lane, YO8 4CC}
{address|31a-33 Sable Street}
{address|Bungalow 4, Elm Site}
my nan lives {address|ul. Dluga 8}
babcia mieszka {address|al. Jana 22/4}
abuela vive en {address|Calle de la Luna 12}
{address|Rruga Bardhyl 31}
{address|rue des Lilas 40}
oma wohnt {address|Lindenstraße 5}
{online|music.example.org/dj-marl} go listen
on {online|youtube.example.com/@mossy} every day
"""

NOTHING_THERE = """
i scored 7/10
open 24/7
it cost £12500 to do up
he got 10 out of 10
i got 2 hamsters and 3 fish
we moved 14 times in 2 years
contact is 10.30-11.45
it is 9.15 - 10.15 on zoom
im in y9 and he is in year 11
home.i want to go home
i like it.its nice @ school
i play roblox with my friends
add me to the list
she is on snapchat all night
number 1 fan
there is no 2 people alike
the one on the left
bus is 3 quid each way
its week 9 with no school place
2 of my mates and 3 more that way
we play fifa, PS5 or switch
i did my sats, KS2 ones
"""


@pytest.mark.parametrize("marked", WHOLE.strip().splitlines())
def test_every_letter_and_figure_is_suggested(marked: str) -> None:
    text, planted = unmark(marked)
    found = suggest_identities(text, weights=NOTHING)
    assert all(is_taken_out(text, span, found) for span in planted)


@pytest.mark.parametrize("text", NOTHING_THERE.strip().splitlines())
def test_scores_times_money_and_games_are_no_numbers_of_anybodys(text: str) -> None:
    assert suggest_identities(text, weights=NOTHING) == ()
