"""Numbers, addresses, dates and handles in the ways that forms do not foresee: in words, spaced out, in other languages.

Asked before the usual forms, as these hold more: "flat 3b above the chippy", where the usual one ends at 3b.
"""

import re
from collections.abc import Iterator
from functools import cache

from heard.comments.identities.lists import read_list
from heard.comments.identities.spans import Kind, Reason, Span, settle

_UNITS = "one|two|three|four|five|six|seven|eight|nine"
_TENS = "twenty|thirty|fou?rty|fifty|sixty|seventy|eighty|ninety"
_TEENS = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_SAID = rf"(?:{_UNITS}|zero|oh?|nought|double|dubble|triple|treble)"  # a figure at a time
_COUNTED = rf"(?:{_SAID}|{_TENS}|{_TEENS}|hundred|thousand|\d{{1,6}})"
_HOUSE = (
    rf"(?:(?:number|no\.?) (?:{_UNITS})|(?:(?:number|no\.?) )?(?:(?:{_TENS})(?:[ -](?:{_UNITS}))?|{_TEENS}))"
)
_NO_STREET = (
    "min(?:ute)?s?|hours?|miles?|seconds?|days?|weeks?|months?|years?|foot|feet|met(?:er|re)s?|pounds?|quid|of|in|to|at"
    "|and|or|people|kids|times|more|odd|something|the|on|per|from|for|till|until|past|percent|other|different|long|my"
)
_STREET = (
    rf"(?:(?!(?:{_NO_STREET})\b)[a-z][a-z'’]{{2,20}} ){{1,2}}(?:road|rd|street|st|lane|ln|close|avenue|ave|drive|crescent|court"
    r"|terrace|gardens|grove|walk|square|mews|row|rise|way|place|hill)\b"
)
_FLAT = r"(?:flat|bedsit|room|apartment|apt|unit|block|caravan|chalet|pitch|plot|studio)"
_BESIDE = r"(?:above|over|below|under|beneath|behind|opposite|next to)"
_SHOP = r"(?:the|that|our|mr|mrs) [a-z'’]{3,15}(?: (?:shop|store|takeaway|office|centre|place|salon))?"
_ROAD = rf"(?:,? (?:(?:on|in|at) )?(?:the )?{_STREET})?"
_CODED = (
    r"(?:case|ref(?:erence)?|file|claim|home office|h\.?o\.?|upn|uln|nhs|lac|brp|passport|licen[cs]e|crn|urn|id|account"
    r"|policy|prison|pupil|court)(?!\w)"
)
_ASKED = r"(?: (?:no\.?|number|num|ref(?:erence)?|code|id))?(?: ?(?:is|was|:|=|#|-))? ?"
_TH = r"(?:[12]?\d|3[01])(?:st|nd|rd|th)"
_LATE = r"(?:eleventh|twelfth|(?:thir|four|fif|six|seven|eigh|nine)teenth|twentieth|thirtieth|(?:twenty|thirty)[ -](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth))"
_MONTH = r"(?:jan(?:uary)?|feb(?:r?uary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
_WEEKDAY = r"(?:mon|tues?|weds?|wednes|thur?s?|fri|sat(?:ur)?|sun)(?:day)?"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_NO_DATE = r"(?! ?(?:year|floor|time|place|grade|form|one|social|worker|placement|home|house|school|carer|move|person|go\b))"
_APPS = r"(?:insta(?:gram)?|ig|snap(?:chat)?|tik ?tok|discord|username|gamertag|psn|xbox|roblox|steam|twitch|switch|fortnite|youtube|yt|kik|strava|vsco|depop|vinted)"
_TOLD = r"(?: (?:name|user|tag|account|id))?(?: is|:| ?-| ?=)?"
_HOSTS = (
    r"(?:gmail|googlemail|hotmail|outlook|yahoo|icloud|live|aol|proton|protonmail|msn|btinternet|sky|example)"
)
_HOME = r"(?:cottages?|house|farm(?:house)?|lodge|vicarage|rectory|barn|mill|manor|bungalow|villa)"
_NOT_NAMED = r"(?!(?:my|our|the|an?|this|that|his|her|their|your|group|care|foster|safe|another|new|childrens|children's|in|at|to|of|and|from)\b)"
_NAMED = r"(?-i:[^\W\d_a-z][\w'’]{2,20})"  # with a capital
AREA = (
    r"(?:ab|al|ba|bb|bd|bh|bl|bn|br|bs|bt|ca|cb|cf|ch|cm|co|cr|ct|cv|cw|da|dd|de|dg|dh|dl|dn|dt|dy|ec|eh|en|ex|fk|fy|gl|gu"
    r"|ha|hd|hg|hp|hr|hs|hu|hx|ig|ip|iv|ka|kt|kw|ky|la|ld|le|ll|ln|ls|lu|me|mk|ml|ne|ng|nn|np|nr|nw|ol|ox|pa|pe|ph|pl|po|pr"
    r"|rg|rh|rm|sa|se|sg|sk|sl|sm|sn|so|sp|sr|ss|st|sw|sy|ta|td|tf|tn|tq|tr|ts|tw|ub|wa|wc|wd|wf|wn|wr|ws|wv|yo|ze)"
)  # the letters postcodes begin with, but of one letter
_OUTWARD = rf"(?:{AREA}|[beglmnsw])\d{{1,2}}[a-z]?"  # what a postcode begins with
_ABROAD = r"(?:(?:ul|al|os|pl|str|ул)\.|ulica|calle|carrer|rue|rruga|strada|bulevardul|via|viale|piazza|rua|avenida|улица)"
_STREET_ABROAD = r"(?:straße|strasse|straat|gatan|gasse|gade|allee)"
_OF = r"(?:de|des|du|la|las|los|el|della|do|da|dos|das)"
_TABLE: tuple[tuple[Kind, Reason, str], ...] = (
    (Kind.ADDRESS, Reason.PATTERN, r"\b(?-i:[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2})\b"),
    (Kind.ADDRESS, Reason.PATTERN, rf", ?(?P<it>(?=(?-i:[A-Z])){_OUTWARD})\b(?! ?\d|[./-])"),
    (Kind.ADDRESS, Reason.PATTERN, rf"\b\d{{1,4}}[a-z]?,? {_STREET},? (?P<it>{_OUTWARD}(?: ?\d[a-z]{{2}})?)\b"),
    (Kind.ADDRESS, Reason.PATTERN, rf"\b{_ABROAD}(?: {_OF})* ?{_NAMED}(?: {_NAMED})?,? (?:n[ro]?\.? ?)?\d{{1,4}}[a-z]?(?:/\d{{1,3}})?\b"),
    (Kind.ADDRESS, Reason.PATTERN, rf"\b[^\W\d_]{{3,20}}{_STREET_ABROAD} \d{{1,4}}[a-z]?\b|\b{_NAMED} (?:utca|sokak|caddesi|mahallesi) (?:no:? ?)?\d{{1,4}}[a-z]?\b"),
    (Kind.ADDRESS, Reason.PATTERN, rf"\b(?P<it>(?:{_FLAT} (?-i:[A-H])|(?:top|ground|lower|upper|basement|first|second|third) floor(?: flat)?),? (?:\d{{1,4}}[a-z]?,? )?{_STREET})"),
    (Kind.ADDRESS, Reason.PATTERN, rf"\b(?-i:(?:The )?(?:[A-Z][a-z'’]+ )?[A-Z][a-z'’]+), ?\d{{1,4}}[a-z]?,? {_STREET}"),
    (Kind.ADDRESS, Reason.PATTERN, rf"\b\d{{1,4}}[a-z]?[-/]\d{{1,4}}[a-z]?,? {_STREET}"),
    (Kind.ONLINE, Reason.PATTERN, r"(?<![\w@.])(?:[\w-]{1,40}\.){2,5}(?:com|org|net|gg|tv|io|me|uk)\b(?:/[^\s<>\"']{0,100})?"),
    (Kind.EMAIL, Reason.SPELT_OUT, rf"\b[\w.+-]{{2,40}} {_HOSTS} (?:com|co uk|org|net)\b"),
    (Kind.EMAIL, Reason.PATTERN, r"[\w.+-]{1,40}@[\w-]{2,30},(?:com|co|org|net)\b(?:[.,]uk\b)?"),
    (Kind.ONLINE, Reason.PATTERN, r"\b[\w-]{2,30}\.[a-z]{2,4}/[\w./?=&-]{2,100}"),
    (Kind.ONLINE, Reason.SPELT_OUT, r"\b(?<!at )[a-z\d-]{3,30} dot (?:com|co dot uk|co uk|org|net|tv|gg|io)\b"),
    (Kind.NUMBER, Reason.PATTERN, r"\b(?:log|incident|cad) \d{1,5} of \d{1,2}[/. ]\d{1,2}(?:[/. ]\d{2,4})?\b"),
    (Kind.NUMBER, Reason.PATTERN, r"\b(?:case|ref(?:erence)?|file|claim)(?: (?:no\.?|number))?:? ?(?=[\w/.-]*\d)[\da-z]{1,8}(?:[/.-][\da-z]{1,10}){1,5}\b"),
    (Kind.NUMBER, Reason.PATTERN, r"\b(?-i:[A-Z]{1,4}) \d{3,8}[/-]\d{3,8}\b|(?<![\d/-])\d{2,8}[/-](?-i:[A-Z]{1,5})[/-]\d{2,8}\b"),
    (Kind.NUMBER, Reason.PATTERN, rf"\b{_CODED}{_ASKED}[a-z]{{1,3}} \d{{3,8}} [a-z](?!\w)"),
    (Kind.NUMBER, Reason.PATTERN, r"\b(?-i:[A-Z]{2} \d{2} [A-Z]{3})\b|\bp\.?c\.? ?\d{3,6}\b"),
    (Kind.NUMBER, Reason.PATTERN, r"\b(?:code|pin|passcode|password|key ?safe)(?: (?:no\.?|number|is|was))*:? (?P<it>\d(?: ?\d){2,8})\b"),
    (Kind.NUMBER, Reason.PATTERN, r"\b[a-z]\d{3,6}-\d{1,6}\b"),
    (Kind.NUMBER, Reason.PATTERN, r"(?:\d\ufe0f?\u20e3 ?){4,20}"),
    (Kind.NUMBER, Reason.PATTERN, rf"\b{_CODED}{_ASKED}(?P<it>(?-i:[A-Z]{{1,5}}\d{{0,6}}|\d{{2,6}})(?:[ ./-](?-i:[A-Z]{{0,4}}\d{{1,8}}[A-Z]{{0,3}}|[A-Z])\b){{1,6}})"),
    (Kind.NUMBER, Reason.PATTERN, r"\b(?-i:[A-Z]{1,6})[/-](?-i:[A-Z]{1,3})\d{4,10}(?:[/-]?[a-z]{1,2})?\b"),
    (Kind.PHONE, Reason.PATTERN, r"(?<![\d£$€.,/-])0[1-9]\d{8,9}(?=[a-z])"),
    (Kind.PHONE, Reason.PATTERN, r"(?<![\w£$€.,/-])(?=(?:\W{0,3}\d){9})0\d{2,5}(?:[^\w£$€]{1,3}\d{2,6}){2,5}(?!\w)"),
    (Kind.PHONE, Reason.SPELT_OUT, rf"(?<![\w£$€.,])0\d{{2,5}}(?: ?[ /,.–-] ?{_COUNTED}){{2,12}}(?!\w)"),
    (Kind.NUMBER, Reason.SPELT_OUT, rf"\b(?:{_CODED}|number|code|pin|card)(?: (?:no\.?|number|ref|code|is|was))* (?P<it>{_SAID}(?:[ ,-]{{1,2}}{_COUNTED}){{2,14}}(?: [a-z](?!\w))?)\b"),
    (Kind.NUMBER, Reason.PATTERN, r"\b(?:number|card|phone|mobile|mob)(?: \w+)? (?:ends?|ended|ending|starts?|started|starting)(?: in| with| on)? (?P<it>\d{2,6})\b"),
    (Kind.ADDRESS, Reason.PATTERN, rf"\b{_FLAT} ?(?:no\.? ?|number )?(?:\d{{1,4}}[a-z]?|[a-d]),? {_BESIDE} {_SHOP}{_ROAD}"),
    (Kind.ADDRESS, Reason.PATTERN, rf"\b(?:the|a|our|my|his|her) (?:\w+ )?(?:flat|bedsit|rooms) {_BESIDE} {_SHOP}{_ROAD}"),
    (Kind.ADDRESS, Reason.PATTERN, rf"\b{_FLAT} ?\d{{1,3}}/\d{{1,3}}(?:,? \d{{1,4}}[a-z]?,? {_STREET})?\b"),
    (Kind.ADDRESS, Reason.PATTERN, rf"\b(?:(?:c/o )?\d{{1,4}}[a-z]?,? )?(?:(?:the )?old |{_NOT_NAMED}[a-z'’]{{3,15}} ){_HOME}(?:, ?| on | in ){_STREET}"),
    (Kind.ADDRESS, Reason.PATTERN, rf"\b{_NOT_NAMED}[a-z'’]{{3,15}} (?:house|court|lodge|tower|point|heights),? (?:flat|room|unit|no) ?\d{{1,4}}[a-z]?\b"),
    (Kind.ADDRESS, Reason.PATTERN, r"\b\d{1,4}[a-z]?,? y (?:stryd|ffordd|heol|l[oô]n) [a-z'’]{3,20}"),
    (Kind.ADDRESS, Reason.PATTERN, r"\b(?-i:[A-Z][a-z'’]{2,20} (?:Street|Road|Lane|Close|Avenue|Drive|Crescent|Court|Terrace|Gardens|Grove|Walk)) \d{1,4}[a-z]?\b(?! ?(?:mins?|minutes?|hours?|times|years?|bus|people|kids|of)\b)"),
    (Kind.ADDRESS, Reason.PATTERN, rf"\bblock [a-z\d]{{1,2}},? {_FLAT} ?\d{{1,4}}[a-z]?\b|\b{_FLAT} ?\d{{1,4}}[a-z]?,? block [a-z\d]{{1,2}}\b"),
    (Kind.ADDRESS, Reason.PATTERN, r"\b(?:caravan|chalet|pitch|plot|bungalow|cabin|berth|mooring) (?:no\.? ?|number )?\d{1,4}[a-z]?\b(?:,? (?:at |on )?(?:(?-i:[A-Z][a-z'’]+(?: [A-Z][a-z'’]+){0,2})|[a-z'’]{3,15} (?:site|park|yard|farm)\b))?"),
    (Kind.ADDRESS, Reason.SPELT_OUT, rf"\b{_HOUSE},? {_STREET}"),
    (Kind.ADDRESS, Reason.PATTERN, rf"\bcorner of (?:the )?{_STREET} (?:and|&|n) {_STREET}"),
    (Kind.ADDRESS, Reason.PATTERN, r"\bpost ?code(?: is| was|:)? (?P<it>[a-z]{1,2} ?\d{1,2}[a-z]?(?: ?\d[a-z]{0,2})?)\b"),
    (Kind.ADDRESS, Reason.PATTERN, r"\b(?-i:(?:[BEGLMNSW]|[A-Z]{2})\d{1,2}[A-Z]?) \d(?!\d|[./:]\d| ?(?:am|pm|times|of|and|x)\b)[a-z]?\b"),
    (Kind.ADDRESS, Reason.SPELT_OUT, r"(?<![\w'’])(?:[a-z](?: [a-z])? \d ?\d? ?\d [abd-hjlnp-uw-z] |[a-z]{1,2}\d{1,2}[a-z]? \d [abd-hjlnp-uw-z])[abd-hjlnp-uw-z](?![\w'’])"),
    (Kind.ONLINE, Reason.SPELT_OUT, rf"\b{_APPS}{_TOLD} (?P<it>[a-z\d](?:[ -][a-z\d]){{3,20}})(?!\w)"),
    (Kind.ONLINE, Reason.SPELT_OUT, rf"\b{_APPS}{_TOLD} (?P<it>[a-z\d]{{2,20}}(?: (?:dot|underscore|dash|hyphen) [a-z\d]{{1,20}}){{1,4}})\b"),
    (Kind.ONLINE, Reason.PATTERN, rf"\b{_APPS}{_TOLD} (?P<it>(?-i:[A-Z][a-z]{{2,15}}(?: [A-Z][a-z]{{2,15}}){{1,2}}) \d{{1,5}})\b"),
    (Kind.ONLINE, Reason.PATTERN, r"\bdiscord(?: is|:)? (?P<it>[a-z]{3,30} \d{4})\b"),
    (Kind.DATE, Reason.PATTERN, rf"\bthe {_TH}(?:(?:,| and| or| &| n| to|, and) (?:the )?{_TH}){{1,5}}\b{_NO_DATE}"),
    (Kind.DATE, Reason.PATTERN, rf"\b{_WEEKDAY},? (?:the )?{_DAY}(?:st|nd|rd|th)?(?: of)? {_MONTH}\b(?:,? (?:(?:19|20)\d\d|(?:this|next|last) year))?"),
    (Kind.DATE, Reason.PATTERN, rf"\b(?:the )?{_DAY}(?:st|nd|rd|th)?(?: of)? {_MONTH} (?:this|next|last) year\b|\b{_MONTH} (?:the )?{_TH} (?:this|next|last) year\b"),
    (Kind.DATE, Reason.PATTERN, rf"\b(?:on|court|review|contact|hearing|birthday|bday|born|dob|since|until|till)(?: is| on| was|:)? (?P<it>{_DAY}\.(?:0?[1-9]|1[0-2]))(?![\d%]|\.\d| ?(?:am|pm|miles|km|hours|out)\b)"),
    (Kind.DATE, Reason.PATTERN, rf"(?<![\d/.-]){_DAY}/(?:0?[1-9]|1[0-2])/\d(?![\d/])"),
    (Kind.DATE, Reason.SPELT_OUT, rf"\b(?:on|by|until|till|since|before|after|its|it's|is|was) (?P<it>the {_LATE}(?: (?:of )?{_MONTH}(?: (?:19|20)\d\d)?)?)\b{_NO_DATE}"),
    (Kind.DATE, Reason.PATTERN, r"\b(?:summer|autumn|winter|spring|christmas|xmas|easter) of ['’]?\d\d\b"),
)  # fmt: skip
_COMPILED = tuple((kind, reason, re.compile(pattern, re.IGNORECASE)) for kind, reason, pattern in _TABLE)


def find_unusual(text: str) -> tuple[Span, ...]:
    """Everything of these forms, in order and apart; where two meet, the one higher in the table stays."""
    months = _found_by(_compile_months(), text, Kind.DATE, Reason.PATTERN)
    return settle(*(_found_by(pattern, text, kind, reason) for kind, reason, pattern in _COMPILED), months)


def _found_by(pattern: re.Pattern[str], text: str, kind: Kind, reason: Reason) -> Iterator[Span]:
    for found in pattern.finditer(text):
        part = "it" if found.groupdict().get("it") else 0
        yield Span(found.start(part), found.end(part), kind, reason)


@cache
def _compile_months() -> re.Pattern[str]:
    """A day and a month in another language: "3 czerwca", "12 de marzo de 2020", "5 يونيو"."""
    months = "|".join(sorted(read_list("months_abroad"), key=lambda month: (-len(month), month)))
    return re.compile(
        rf"(?<![\w£$€]){_DAY}\.? (?:de |del |o |y )?(?:{months})(?!\w)(?:,? (?:de |del )?(?:19|20)\d\d)?(?!\d)",
        re.IGNORECASE,
    )
