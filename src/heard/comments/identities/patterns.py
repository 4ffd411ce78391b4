"""What has a form of its own: numbers, addresses of post and net, dates. Recall first: a person decides."""

import re
from collections.abc import Iterable, Iterator, Sequence

from heard.comments.identities.figures import take_whole
from heard.comments.identities.handles import find_handles
from heard.comments.identities.spans import Kind, Reason, Span, settle
from heard.comments.identities.unusual import AREA, find_unusual

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:r?uary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
_DAY = r"(?:[0-3]?\d(?:st|nd|rd|th)?)"
_YEAR = r"(?:(?:19|20)\d\d)"
_DIGIT = r"(?:zero|ohh?|o|nought|nil|one|won|two|three|four|five|fiv|six|seven|sevn|eight|ate|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|double|dubble|triple|\d{1,6})"
_ORDINAL = (
    r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth"
    r"|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth|(?:twenty|thirty)[ -](?:first|second|third|fourth"
    r"|fifth|sixth|seventh|eighth|ninth))"
)
_TH = r"(?:[12]?\d|3[01])(?:st|nd|rd|th)"
_NO_DATE = r"(?! (?:year|floor|time|place|grade|form|week|day|one|social|worker|placement|home|house|school|carer|move|set|of them|person|try|go\b))"
_APPS = (
    r"(?:insta(?:gram)?|snap(?:chat)?|tik ?tok|discord|username|user|gamertag|psn|xbox|roblox|steam|twitch|minecraft|fortnite"
    r"|whatsapp|telegram|youtube|yt|channel|kik|epic|switch|facebook|fb|twitter|vinted|depop)"
)
_NUMBER = (
    r"(?:(?:c/o |care of )?(?:no\.? ?|number ?|num ?|flat ?|#)?\d{1,4}(?:[a-z]|[-/]\d{1,4}[a-z]?)?"
    r"|(?:no\.?|number|num|flat) (?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve))"
)
_NAMED = (
    r"(?:(?!(?:to|in|of|at|from|and|or|my|our|this|that|his|her|bus|mins?|minutes?|hours?|years?|days?|weeks?|kids|people|times|miles|with|no|quid|pounds?|each|per|long|half|other|any|more|different|is|was|i|we|he|she|it|got|after|before|for)\b)"
    r"[a-z][a-z'’]{1,20} ){1,3}"
)
_STREET = (
    r"(?:road|rd|street|st|str|lane|ln|close|cl|avenue|ave?|drive|dr|crescent|cres|way|court|ct|place|pl|terrace|gardens?"
    r"|gdns|grove|hill|walk|square|sq|mews|row|parade|rise|view|green|park|estate|house|heights|croft|fold|vale|gate|cottages?|bank|buildings?|yard|wharf|villas?|mansions?|brow|chase|garth|wynd|brae|ridge|meadows?|fields?|mount|parc|flats|maisonettes?|almshouses|barns?|towers?|end|top|side|quays?|esplanade|promenade|broadway|circus|bungalows?|lodge|dene|glade|nook|steps|ginnel|path)"
)
_CODE = r"(?:[a-z]{1,6}[ /.-]?)?\d[\da-z]{2,14}(?:[/.-][\da-z]{1,12}){0,4}\b"
_NUMBERED = (
    r"case|ref(?:erence)?|file|nhs|upn|uln|urn|id|policy|claim|crn|passport|licence|account|ni|nino|national insurance"
    r"|sort code|student|candidate|complaint|application|brp|lac|pupil|library card|library|bus pass|card|roll|locker|pin|hospital"
    r"|unique|learner|prisoner|prison|tenancy|rent|order|tracking|badge|collar|warrant|crime|incident|log|ticket|booking|membership|member"
)
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?,? )?(?:the )?"
_MONTHS = r"(?:Jan|Feb|Mar|Apr|May|June?\b|July?\b|Aug|Sep|Oct|Nov|Dec|Mon|Tue|Wed|Thu|Fri|Sat|Sun)"
_SEASON = (
    r"summer|autumn|winter|spring|halloween|hallowe['’]?en|easter|christmas|xmas|crimbo|eid|diwali|ramadan|vaisakhi|bonfire night"
    r"|pancake day|valentine['’]?s(?: day)?|mother['’]?s day|father['’]?s day|new years?|half term|lockdown|term|year"
)
_HOSTS = r"(?:gmail|g mail|googlemail|hotmail|outlook|yahoo|icloud|live|aol|proton|protonmail|msn|btinternet|sky|example)"
_WELSH = r"(?:heol|ffordd|stryd|rhodfa|lon|lôn|maes|cae|clos|trem|rhes|cwrt|bryn|pen|tan|min|cilgant)"
_TABLE: tuple[tuple[Kind, Reason, str], ...] = (
    (Kind.EMAIL, Reason.PATTERN, r"[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,63}){1,4}"),
    (Kind.EMAIL, Reason.SPELT_OUT, r"\b(?:[\w.+-]{1,64} ?(?:\(dot\)| dot ) ?){0,3}[\w.+-]{1,64} ?(?:\(at\)|\[at\]| at ) ?[a-z-]{2,30} ?(?:\(dot\)| dot |\.) ?(?:com|co|org|net|uk|gov)\b(?:(?: dot |\.)uk\b)?"),
    (Kind.EMAIL, Reason.PATTERN, r"[\w.+%-]{1,64} ?(?:@|[\[(]at[\])]) ?[\w-]{2,63}(?: ?(?:\.|[\[(]dot[\])]) ?(?:com|co|uk|org|net|gov|sch|ac|me|info|eu)\b){1,3}"),
    (Kind.EMAIL, Reason.PATTERN, rf"[\w.+%-]{{1,64}} ?@ ?{_HOSTS}\b(?:[ .]{{1,2}}(?:com|co|uk|org|net)\b){{0,2}}"),
    (Kind.EMAIL, Reason.SPELT_OUT, rf"\b(?:[\w.+-]{{1,64}} ?(?:\(dot\)| dot | underscore | dash ) ?){{0,3}}[\w.+-]{{1,64}} ?(?:\(at\)|\[at\]| at ) ?{_HOSTS}\b(?: ?(?:\(dot\)|dot|\.|,)? ?(?:com|co|uk|org|net)\b){{0,2}}"),
    (Kind.DATE, Reason.PATTERN, rf"(?<![\w/.-]){_DAY}[-/. ]{_MONTH}[-/. ](?:{_YEAR}|\d\d)(?![\w])"),
    (Kind.ONLINE, Reason.PATTERN, r"(?<![\w#])[\w.]{2,32}#\d{3,6}\b"),
    (Kind.ONLINE, Reason.PATTERN, r"\b(?:https?://|www\.)[^\s<>\"']{1,200}"),
    (Kind.ONLINE, Reason.PATTERN, r"\b[\w-]{2,40}\.(?:com|co\.uk|org|net|gg|tv|io|org\.uk|sch\.uk|gov\.uk|me)\b(?:/[^\s<>\"']{0,100})?"),
    (Kind.ONLINE, Reason.PATTERN, r"(?<![\w@])@[\w.]{2,40}\w"),
    (Kind.ONLINE, Reason.PATTERN, r"\b(?:insta(?:gram)?|snap(?:chat)?|tiktok|discord|username|gamertag|psn)(?: (?:name|user|tag|account))?(?: is |: ?| - | @ ?)(?P<it>[\w.-]{3,40})"),
    (Kind.ONLINE, Reason.PATTERN, r"\b(?:insta(?:gram)?|snap(?:chat)?|tiktok|tik tok|discord|username|user|gamertag|psn|xbox|roblox|steam|twitch|add me|minecraft|fortnite|whatsapp|telegram)(?: (?:on|its|is|as|me|my|name|code|under|at|-|–))*[ :=]{1,3}(?P<it>(?=[\w.-]{0,40}[\d_])(?=[\w.-]{0,40}[a-z])[\w.-]{3,40}\w)"),
    (Kind.ONLINE, Reason.PATTERN, rf"\b{_APPS}(?: (?:on|its|it's|is|as|me|my|name|called|code|under|at|account|add|-|–))*[ :=]{{1,3}}@? ?(?P<it>(?=[\w.-]*[a-z])[\w-]{{1,30}}(?:[._][\w-]{{1,30}}){{1,4}})"),
    (Kind.ONLINE, Reason.PATTERN, rf"\b{_APPS}(?: (?:on|its|it's|is|as|me|my|name|called|code|under|account|add|-|–))*[ :=]{{1,3}}(?P<it>(?-i:[A-Za-z]?[a-z]{{1,15}}[A-Z][A-Za-z]{{1,20}}\d*))\b"),
    (Kind.ONLINE, Reason.PATTERN, r"\b[a-z]{3,15}\d{1,4}(?!ish)[a-z]{3,15}\b(?<!else)"),
    (Kind.ONLINE, Reason.PATTERN, r"\b(?=[a-z\d]{5,30}\b)[a-z]{2,15}\d{1,4}[a-z]{1,15}\d{1,6}[a-z]{0,10}\b"),
    (Kind.ONLINE, Reason.PATTERN, r"\b(?=[a-z_.]{0,30}\d)(?=[\d_.]{0,30}[a-z])[a-z\d]{2,30}(?:[_.][a-z\d]{1,30}){1,5}\b"),
    (Kind.ONLINE, Reason.PATTERN, r"\b[a-z\d]{2,30}(?:_{1,3}[a-z\d]{1,30}){1,5}_*"),
    (Kind.ONLINE, Reason.PATTERN, r"\b[a-z]{3,20}\d{2,6}(?:[a-z]{1,10}\d{0,4})?\b"),
    (Kind.ONLINE, Reason.PATTERN, r"(?<![\w@.])(?=[\w.-]*[a-z])(?=[\w.-]*_)[\w.-]{3,40}"),
    (Kind.ONLINE, Reason.PATTERN, r"\b[a-z]{3,20}-(?:\d{1,6}[a-z]{1,10}\d{0,6}|(?!19\b)\d{2,6})\b"),
    (Kind.ADDRESS, Reason.PATTERN, r"\bp\.? ?o\.? ?box (?:no\.? ?|number )?\d{1,6}\b(?:,? ?[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}\b)?"),
    (Kind.ADDRESS, Reason.PATTERN, rf"\b{_NUMBER},? {_WELSH}['’]?[yr]*(?: (?:y|yr|[a-z'’]{{3,20}})){{1,3}}"),
    (Kind.ADDRESS, Reason.PATTERN, rf"\b(?:at|in|address is|lives? at|lived at|is|to) (?P<it>\d{{1,4}}[a-z]?,? (?-i:(?!{_MONTHS}|I\b)[A-Z][a-z'’]{{2,20}}(?: [A-Z][a-z'’]{{2,20}}){{0,2}}))"),
    (Kind.ADDRESS, Reason.PATTERN, rf"\b(?:in|from|to|near|round|around|is) (?P<it>(?:{AREA}\d{{1,2}}[a-z]?|[beglmnsw]\d\d)(?: \d[a-z]{{0,2}})?)\b(?! ?(?:pm|am|mins?|years?|hours?))"),
    (Kind.ADDRESS, Reason.PATTERN, r"\b(?:gir ?0aa|[a-z]{1,2}\d[a-z\d]? ?\d[abd-hjlnp-uw-z]{2})\b"),
    (Kind.ADDRESS, Reason.PATTERN, rf"\b(?:room|rm|unit|block|flat|apartment|apt|caravan|plot) ?\d{{1,4}}[a-z]?,? (?:{_NUMBER},? )?{_NAMED}(?:{_STREET}|lodge|tower|towers|villas?|hostel|foyer|yard|site)\b"),
    (Kind.ADDRESS, Reason.PATTERN, rf"\b{_NUMBER},? {_NAMED}{_STREET}\b(?!\s+(?:of|old|ago|later)\b)"),
    (Kind.ADDRESS, Reason.PATTERN, r"\b(?:house|home|door|flat|live|lives|in|at) (?:is at |is |at |in )?(?P<it>(?:number|no\.?) ?(?:\d{1,4}[a-z]?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve))\b"),
    (Kind.ADDRESS, Reason.PATTERN, r"\b(?:room|rm|unit|block) (?:no\.? ?|number )?\d{1,4}[a-z]?\b"),
    (Kind.ADDRESS, Reason.PATTERN, r"\b(?:number|num|no\.?|nr\.?) ?(?!1\b|10\b)\d{1,4}[a-z]?\b(?! (?:years?|days?|weeks?|months?|hours?|mins?|minutes?|times|people|kids|of|bus)\b)"),
    (Kind.ADDRESS, Reason.PATTERN, r"\b(?:flat|apartment|apt|house number|house no\.?|door number|at number|live at|lives at|lived at) ?(?:no\.? ?|number ?)?\d{1,4}[a-z]?\b"),
    (Kind.ADDRESS, Reason.PATTERN, r"\b(?:[a-z]{1,2}\d{1,2}[a-z]?)(?= (?:postcode|area)\b)|\bpostcode(?: is|:) (?P<it>[a-z]{1,2}\d{1,2}[a-z]?)\b"),
    (Kind.DATE, Reason.PATTERN, r"(?<![\d/.-])[0-3]?\d[/.-][01]?\d[/.-](?:19|20)?\d\d(?![\d/-])"),
    (Kind.DATE, Reason.PATTERN, r"(?<![\d/-])(?:19|20)\d\d-[01]\d-[0-3]\d(?![\d-])"),
    (Kind.DATE, Reason.PATTERN, rf"\b(?:the )?(?:{_TH}|{_ORDINAL}) of (?:(?:next|this|last) month|the (?:{_TH}|{_ORDINAL}))\b"),
    (Kind.DATE, Reason.PATTERN, rf"\b{_WEEKDAY}{_ORDINAL} (?:of )?{_MONTH}\b(?:,? ?{_YEAR})?|\b{_MONTH},? (?:the )?{_ORDINAL}\b"),
    (Kind.DATE, Reason.PATTERN, rf"\b{_WEEKDAY}{_DAY}(?: of)? ?{_MONTH}\b(?:,? ?(?:{_YEAR}|['’]\d\d|\d\d\b(?! ?(?:of )?{_MONTH}\b)|2k\d\d|twenty \w+|two thousand(?: and)?(?: \w+)?))?"),
    (Kind.DATE, Reason.PATTERN, rf"\b{_MONTH}(?: the)? {_DAY}(?!\d)\b(?:,? {_YEAR})?"),
    (Kind.DATE, Reason.PATTERN, rf"\b(?:on|by|since|until|til|till|from|before|after|birthday|bday|its|it's|is|was|due|week (?:of|beginning|commencing|ending|starting)) (?P<it>the {_TH})\b{_NO_DATE}"),
    (Kind.DATE, Reason.PATTERN, rf"\b(?:hearing|court|review|contact|meeting|lac|move|moved|moving|due|exam|birthday|bday|born|starts?|ends?|party)(?: is| on| date| day|:)* (?P<it>(?:the )?{_TH})\b{_NO_DATE}"),
    (Kind.DATE, Reason.PATTERN, rf"\b(?:mon|tues?|wed(?:nes|s)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?,? (?:the )?{_TH}\b"),
    (Kind.DATE, Reason.PATTERN, r"(?<![\d/.£$€-])(?!24/7|9/11|(?:[0-9]|10)/10\b|[1-4]/[2-5]\b)(?:0?[1-9]|[12]\d|3[01])/(?:0?[1-9]|1[0-2])(?![\d/%]|-\d)"),
    (Kind.DATE, Reason.PATTERN, rf"\b{_MONTH},? ['’]\d\d(?!\d)"),
    (Kind.DATE, Reason.PATTERN, rf"\b(?:in|since|of|from|or|and|{_MONTH}) (?P<it>['’]\d\d)\b"),
    (Kind.DATE, Reason.PATTERN, rf"\b{_MONTH},? (?:of )?{_YEAR}\b"),
    (Kind.DATE, Reason.PATTERN, r"(?<!\w)ngày \d{1,2}(?: tháng \d{1,2}(?: năm \d{4})?|/\d{1,2})"),
    (Kind.DATE, Reason.PATTERN, rf"(?<![\w£$€]){_DAY}\.? (?:de |del |y |të )?[^\W\d_]{{3,12}},? (?:de )?{_YEAR}(?!\d)"),
    (Kind.DATE, Reason.PATTERN, rf"\b(?:{_SEASON}),? (?:of |in )?(?:{_YEAR}|['’]\d\d)(?!\d)"),
    (Kind.DATE, Reason.PATTERN, rf"\b(?:the )?(?:{_ORDINAL}|{_TH}) day of {_MONTH}\b|\b(?:friday|fri) (?:the )?(?:13th|thirteenth)\b"),
    (Kind.DATE, Reason.PATTERN, r"(?<![\d/.£$€-])(?:0?[1-9]|[12]\d|3[01])[ ](?:0?[1-9]|1[0-2])[ ](?:19|20)?\d\d(?![ ]?\d)"),
    (Kind.DATE, Reason.PATTERN, rf"\b(?:christmas|xmas|new year'?s?|boxing) (?:eve|day)\b(?:,? {_YEAR})?"),
    (Kind.DATE, Reason.PATTERN, rf"(?<![\d£$€.,/-]){_YEAR}(?![\d%]|[.,]\d)(?! (?:steps|people|miles|pounds|quid|times|points|words|kids|children))"),
    (Kind.DATE, Reason.PATTERN, r"\b(?:birthday|bday|born|dob|d\.o\.b\.?)(?: is| on|:)*(?: the)? (?P<it>[0-3]?\d(?:st|nd|rd|th|[/. -][01]?\d(?:[/. -]\d{2,4})?))\b"),
    (Kind.PHONE, Reason.SPELT_OUT, r"\b0\d{2,5}(?=[\d -]*(?:double|dubble|triple|treble|oh|zero|nought))(?:[ -]?(?:\d{1,6}|double|dubble|triple|treble|oh|zero|nought))+\b"),
    (Kind.PHONE, Reason.PATTERN, r"(?<![\w£$€])(?:\+ ?\d{1,3}|00\d{2}|\(?0)[ -]?\(?\d(?:[ ().-]{0,2}\d){7,12}(?: ?(?:ext\.?|extension|x) ?\d{1,5})?(?!\w)"),
    (Kind.PHONE, Reason.PATTERN, r"(?<![\w£$€./-])0\d(?:[ -]?\d){4,7}(?![\d])"),
    (Kind.PHONE, Reason.PATTERN, r"(?<!\w)(?=(?:[ol ().-]*\d){4})[o0](?:[ ().-]{0,2}[\dol]){8,11}(?!\w)"),
    (Kind.PHONE, Reason.SPELT_OUT, rf"\b{_DIGIT}(?:[ ,-]{{1,2}}{_DIGIT}){{4,14}}\b"),
    (Kind.NUMBER, Reason.PATTERN, rf"\b(?:case|ref(?:erence)?|file|claim) {_CODE}"),
    (Kind.NUMBER, Reason.PATTERN, r"\b[a-z]{2,6}[/-]\d{2,8}(?:[/-][\da-z]{1,8}){1,3}\b"),
    (Kind.NUMBER, Reason.PATTERN, r"\b[a-z]{1,6}[/-]\d{4,10}[a-z]?\b"),
    (Kind.NUMBER, Reason.PATTERN, r"(?:\b[a-z]{1,3} )?(?<![\d£$€./-])\b\d{3,8}[/-](?:\d{4,8}|[a-z]{1,3})\b(?![\d/.-])"),
    (Kind.NUMBER, Reason.PATTERN, r"(?<![\w£$€.])\d{3}[ -]\d{3}[ -]\d{4}(?!\w)"),
    (Kind.NUMBER, Reason.PATTERN, r"\b[a-z]{2} ?\d{2} ?\d{2} ?\d{2} ?[a-d]\b"),
    (Kind.NUMBER, Reason.PATTERN, r"\b[a-z]\d{12}\b|\b[a-z]\d{11}[a-z]\b"),
    (Kind.NUMBER, Reason.PATTERN, r"\b[a-z]{2}\d{2} ?[a-z]{3}\b"),
    (Kind.NUMBER, Reason.PATTERN, rf"\b(?:{_NUMBERED})(?: (?:no\.?|number|num|ref(?:erence)?|code|id))?(?: ?(?:is|was|:|=|#|-))? ?(?P<it>{_CODE})"),
    (Kind.NUMBER, Reason.PATTERN, r"\b[a-z]{1,4}[-/]?\d{5,12}\b"),
    (Kind.NUMBER, Reason.PATTERN, r"(?<![\w£$€.,])\d(?:[ -]?\d){4,19}(?![\w%]|,\d)"),
    (Kind.NUMBER, Reason.PATTERN, r"(?<![\w£$€.,])\d{2}-\d{2}-\d{2}(?![\w-])"),
)  # fmt: skip
_COMPILED = tuple((kind, reason, re.compile(pattern, re.IGNORECASE)) for kind, reason, pattern in _TABLE)


def find_patterns(text: str) -> tuple[Span, ...]:
    """Everything whose form gives it away; where two patterns meet, the one higher in the table stays."""
    usual = settle(
        *(_found_by(pattern, text, kind, reason) for kind, reason, pattern in _COMPILED), find_handles(text)
    )
    return take_whole(text, settle(_fuller(find_unusual(text), usual), usual))


def _fuller(spans: Iterable[Span], usual: Sequence[Span]) -> Iterator[Span]:
    """Those that meet none of the usual ones that is longer."""
    for span in spans:
        if not any(span.meets(each) and each.end - each.start > span.end - span.start for each in usual):
            yield span


def _found_by(pattern: re.Pattern[str], text: str, kind: Kind, reason: Reason) -> Iterator[Span]:
    for found in pattern.finditer(text):
        part = "it" if found.groupdict().get("it") else 0
        yield Span(found.start(part), found.end(part), kind, reason)
