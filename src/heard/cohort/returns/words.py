"""Values of Annex A and of plain lists → groups of the catalogue. Codes, words and both together are understood.

Each function gives None for what it does not know, and "" for what says that nothing is known.
"""

import re

from heard.cohort.returns.codes import ETHNICITY, FOR_ADOPTION, LEGAL, NOT_SAID, PLACEMENT, SHORT_BREAKS

LETTERED = re.compile(r"^[a-z]{1,2}\)\s*", re.IGNORECASE)  # "b) Female"
CODE = re.compile(r"^([A-Z]{1,4}[0-9]{0,2})(?:\b|_)")
UNKNOWN = re.compile(
    r"(information )?(not (yet )?|un)?(known|recorded|stated|obtained|declared|available).*"
    r"|n/?a|refused?( .*)?|none given|-"
)
ADOPTION = "adoption"  # a placement that may be left out; the survey knows it as another home

GENDERS = (
    (r"f|female|girl|woman|2", "girl"),
    (r"m|male|boy|man|1", "boy"),
    (r"u|indeterminate|unspecified|9|0", NOT_SAID),
    (r"neither|other|another|non[ -]?binary|gender ?fluid|trans.*", "another"),
)
ETHNICITIES = (
    (r".*mixed.*|.*multiple.*|.*dual heritage.*|white and (black|asian).*", "mixed"),
    (r".*(asian|indian|pakistani|bangladeshi|chinese).*", "asian"),
    (r".*(black|caribbean|african).*", "black"),
    (r".*(white|traveller|gypsy|roma\b|roma/).*", "white"),
    (r"(any )?other( ethnic (group|background))?|arab", "other"),
)
PLACEMENTS = (
    (r"(placed for |pre-?)?adopt(ion|ive).*", ADOPTION),
    (r"independent living.*", "semi_independent"),
    (r"residential employment.*", "other"),
    (r".*(kinship|connected person|family and friends|relatives?\b|friend).*", "kinship"),
    (r".*foster.*", "foster"),
    (r".*(young offender|yoi|custody|prison|secure).*", "secure"),
    (r".*(semi.?independent|supported|independent|own tenancy|lodgings).*", "semi_independent"),
    (
        r".*(children.?s home|residential|mother and baby|family cent|hospital|nhs|special school).*",
        "residential",
    ),
    (r".*(parents?|parental responsibility)\b.*", "with_parents"),
    (r"(any )?other.*|temporary.*|.*missing.*", "other"),
)
LEGAL_WORDS = (
    (r".*(short.?break|short.?term break|respite|series of).*", True),
    (
        r".*(order|section|s\.? ?[0-9]+|accommodat|remand|pace|police|emergency|detain|free(d|ing)|voluntary|youth).*",
        False,
    ),
)
CATEGORIES = (
    (r".*former relevant.*", "former_relevant"),
    (r".*relevant.*", "relevant"),
    (r".*qualifying.*", "qualifying"),
    (r".*eligible.*", "eligible"),
)
TOUCHES = (
    (r"(yes|y|true)\b.*", "yes"),
    (r".*(died|dead|deceased).*", "died"),
    (r"refu.*", "refu"),
    (r"nreq|.*no longer (requires?|wants?|needs?).*", "nreq"),
    (r"rhom|.*returned? home.*", "rhom"),
    (r"(no|n|false)\b.*|not in touch.*", "no"),
)
GENDER_IN_WORDS = "male, female, neither, not stated, or the codes 1, 2, M, F, U"
ETHNICITY_IN_WORDS = "the return's codes, such as WBRI, or the name of a group"
PLACEMENT_IN_WORDS = "the return's codes, such as U4, or words such as foster care, kinship, residential"
LEGAL_IN_WORDS = "the return's codes, such as C2 or V4, or words such as full care order, short breaks"
YES_NO_IN_WORDS = "yes, no, not known"
CATEGORY_IN_WORDS = "relevant, former relevant, qualifying, eligible"
TOUCH_IN_WORDS = "yes, no, died, refused, no longer requires services, returned home"


def read_gender(text: str) -> str | None:
    """girl, boy, another."""
    return _find(GENDERS, text)


def read_ethnicity(text: str) -> str | None:
    """One of the five groups."""
    code = _code_of(text)
    return ETHNICITY[code] if code in ETHNICITY else _find(ETHNICITIES, text)


def read_placement(text: str) -> str | None:
    """Whom the child lives with, or ADOPTION."""
    code = _code_of(text)
    if code in FOR_ADOPTION:
        return ADOPTION
    return PLACEMENT[code] if code in PLACEMENT else _find(PLACEMENTS, text)


def read_short_break(text: str) -> str | None:
    """`yes` for a legal status of short breaks, `no` for any other."""
    code = _code_of(text)
    if code in LEGAL:
        return "yes" if code in SHORT_BREAKS else "no"
    words = _plain(text)
    found = next((short for pattern, short in LEGAL_WORDS if re.fullmatch(pattern, words)), None)
    if found is None:
        return NOT_SAID if UNKNOWN.fullmatch(words) else None
    return "yes" if found else "no"


def read_yes_no(text: str) -> str | None:
    """`yes` or `no`."""
    return _find(((r"(yes|y|true|1)\b.*", "yes"), (r"(no|n|false|0)\b.*", "no")), text)


def read_category(text: str) -> str | None:
    """What a care leaver is entitled by."""
    return _find(CATEGORIES, text)


def read_in_touch(text: str) -> str | None:
    """Whether the council is in touch, by the codes of the return in small letters."""
    return _find(TOUCHES, text)


def _find(patterns: tuple[tuple[str, str], ...], text: str) -> str | None:
    words = _plain(text)
    if UNKNOWN.fullmatch(words):
        return NOT_SAID
    return next((level for pattern, level in patterns if re.fullmatch(pattern, words)), None)


def _plain(text: str) -> str:
    return LETTERED.sub("", text.strip()).replace("\u2019", "'").strip().casefold()


def _code_of(text: str) -> str:
    """The code a value begins with: U4 of "u4) Foster" and of "a) U4 - Foster"."""
    for start in (LETTERED.sub("", text.strip()).strip(), text.strip()):
        found = CODE.match(start.upper())
        if found and found[1] in ETHNICITY | PLACEMENT | dict.fromkeys(LEGAL, ""):
            return found[1]
    return ""
