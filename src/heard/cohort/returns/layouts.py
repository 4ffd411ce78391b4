"""What kind of table a grid is. File names say nothing: it is told by the names of its columns."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

Names = frozenset[str]


class Kind(StrEnum):
    """The tables that are read, and what is read past."""

    HEADER = "header"
    EPISODES = "episodes"
    UNACCOMPANIED = "uasc"
    LEAVERS = "oc3"
    ADOPTION = "placed_for_adoption"
    LIST_8 = "list_8"
    LIST_9 = "list_9"
    PLAIN = "plain_list"
    REASONS = "reasons"
    READ_PAST = "read_past"


INNER_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")
WHOSE = re.compile(r"^(the )?(child|young person) ?s (?=.)")
HOW_WRITTEN = re.compile(r"(?<=.) (dd mm yy(yy)?|m f|f m)$")
RETURN = (Kind.HEADER, Kind.EPISODES, Kind.UNACCOMPANIED, Kind.LEAVERS, Kind.ADOPTION)


@dataclass(frozen=True, slots=True)
class Layout:
    """`is_it` is asked of a row's names (see `plain_name`). `fields`: what is read → how its column may be called."""

    kind: Kind
    is_it: Callable[[Names], bool]
    fields: Mapping[str, str]
    required: tuple[str, ...] = ()


def plain_name(text: str) -> str:
    """Small letters and digits, a blank between words, without whose it is and how it is written.

    "Child's LegalStatus" is "legal status", "Date of Birth (DD/MM/YYYY)" is "date of birth".
    """
    name = " ".join(re.findall(r"[a-z0-9]+", INNER_CAPITAL.sub(" ", text).casefold()))
    return HOW_WRITTEN.sub("", WHOSE.sub("", name))


def layout_of(cells: Sequence[str]) -> Layout | None:
    """The layout whose names these are; None where they are no layout's."""
    names = frozenset(filter(None, map(plain_name, cells)))
    return next((layout for layout in LAYOUTS if layout.is_it(names)), None)


def columns_of(layout: Layout, cells: Sequence[str]) -> dict[str, list[int]]:
    """Field → places of the columns that may be meant by it. Several: it cannot be told which."""
    names = [plain_name(cell) for cell in cells]
    return {
        field: [place for place, name in enumerate(names) if re.fullmatch(pattern, name)]
        for field, pattern in layout.fields.items()
    }


def _at_least(count: int, *marks: str) -> Callable[[Names], bool]:
    return lambda names: len(names & set(marks)) >= count and bool(names & {"child", "childid"})


def _any_like(*patterns: str) -> Callable[[Names], bool]:
    like = re.compile("|".join(patterns))
    return lambda names: any(like.search(name) for name in names) and len(names) > 1


def _reasons(names: Names) -> bool:
    return (
        bool(names & {"child", "child id", "id", "child unique id"}) and "reason" in names and len(names) <= 4
    )


CHILD = (
    "child|childid|child id|(child )?unique( child)?( reference)?( id| identifier)?|child unique id|person id"
)
CHILD_A = rf"{CHILD}|id|client id|case (number|id)|young person (unique )?id"
BORN = "(child )?(dob|date ?of ?birth( or expected date of birth)?|birth ?date|d o b)|born on"
GENDER = "gender|sex|gender or sex|sex gender|sex or gender"
ETHNICITY = "ethnicity|ethnic( (origin|group|background|category|code))?|ethnicity code"
DISABILITY = r"(.* )?disab(ility|led|ilities)( .*)?"
UNACCOMPANIED = r"(.* )?uasc( .*)?|(.* )?unaccompanied( .*)?"
LOOKED_AFTER = "(be looked after|being looked after|looked after|care|cla|lac)"
PERIOD = "(cla|lac|care|looked after|poc|period of care)"
STARTED = (
    rf"(date )?(the )?(child )?(started|entered|became|came into)( to)? {LOOKED_AFTER}|{PERIOD} start( date)?|"
    rf"start date of ({LOOKED_AFTER}|(current )?period of care)|start of (current )?period of care|"
    rf"date started in care|date (of )?(start|entry|becoming)( of| to| into)? {LOOKED_AFTER}|started on"
)
CEASED = (
    rf"(date )?(the )?(child )?(ceased|ended|left)( to)? {LOOKED_AFTER}|{PERIOD} (end|ceased)( date)?|"
    rf"end date of ({LOOKED_AFTER}|(current )?period of care)|"
    rf"date (of )?(end|leaving|ceasing)( of| to)? {LOOKED_AFTER}|ended on"
)
LIKE_8 = (
    r"^(?!.*reason).*(started|ceased|became|becoming|ceasing) (to be |being )?looked after",
    r"^(cla|lac|looked after) (start|end)( date)?$",
)
OF_A_LEAVER = "(care leaver|leaving care) (category|status|type)"
LIKE_9 = (
    r"eligib\w* category",
    r"(la|local authority) in touch",
    r"in touch with (the )?(la|local authority)",
    r"type of accommodation",
    OF_A_LEAVER,
)
LIKE_OTHER = (
    r"date of contact", r"contact source", r"early help", r"referral", r"assessment (start|date|author)",
    r"section 47", r"strategy discussion", r"\bcin\b", r"child in need", r"child protection plan", r"adopter",
    r"decision that (the )?child should", r"enquiry received",
)  # fmt: skip

LAYOUTS = (
    Layout(
        Kind.READ_PAST,
        _at_least(
            1, "review code", "sdq score", "date int", "date perm", "prev perm", "mis start", "sw decom", "sw id",
            "dolo start",
        ),
        {},
    ),
    Layout(
        Kind.EPISODES,
        _at_least(3, "decom", "rne", "ls", "cin", "place", "place provider", "rec", "dec"),
        {
            "child": "child|childid", "began": "decom", "ended": "dec", "legal": "ls", "placement": "place|pl",
            "why_began": "rne", "why_ended": "rec",
        },
        required=("child", "began", "ended", "legal", "placement"),
    ),
    Layout(
        Kind.LEAVERS,
        _at_least(2, "in touch", "activ", "accom"),
        {"child": "child|childid", "born": "dob", "in_touch": "in touch"},
        required=("child", "in_touch"),
    ),
    Layout(
        Kind.ADOPTION,
        _at_least(1, "date placed", "date placed ceased"),
        {"child": "child|childid", "placed": "date placed", "placed_ended": "date placed ceased"},
        required=("child", "placed"),
    ),
    Layout(Kind.UNACCOMPANIED, _at_least(1, "duc"), {"child": "child|childid", "born": "dob"}, required=("child",)),
    Layout(
        Kind.HEADER,
        lambda names: bool(names & {"child", "childid"}) and len(names & {"upn", "mother", "mc dob", "ethnic"}) >= 1,
        {"child": "child|childid", "born": "dob", "gender": "sex", "ethnicity": "ethnic"},
        required=("child", "born", "gender", "ethnicity"),
    ),
    Layout(
        Kind.REASONS, _reasons, {"child": CHILD_A, "reason": "reason"}, required=("child", "reason")
    ),
    Layout(
        Kind.LIST_8,
        _any_like(*LIKE_8),
        {
            "child": CHILD_A, "born": BORN, "gender": GENDER, "ethnicity": ETHNICITY, "disability": DISABILITY,
            "unaccompanied": UNACCOMPANIED, "started": STARTED, "ended": CEASED,
            "legal": "(current )?legal status( code)?",
            "placement": "((current|most recent) )?placement type( code)?|type of placement",
        },
        required=("child", "born", "started", "ended"),
    ),
    Layout(
        Kind.LIST_9,
        _any_like(*LIKE_9),
        {
            "child": CHILD_A, "born": BORN, "gender": GENDER, "ethnicity": ETHNICITY, "disability": DISABILITY,
            "category": f"((leaving care|care leaver) )?eligib\\w*( category( .*)?)?|{OF_A_LEAVER}",
            "in_touch": "(is )?(the )?(la|local authority) in touch( .*)?|in touch( with (the )?(la|local authority))?",
        },
        required=("child", "born"),
    ),
    Layout(Kind.READ_PAST, _any_like(*LIKE_OTHER), {}),
    Layout(
        Kind.PLAIN,
        lambda names: any(re.fullmatch(BORN, name) for name in names),
        {
            "child": CHILD_A, "born": BORN, "gender": GENDER, "ethnicity": ETHNICITY,
            "disability": "disability|disabled",
            "unaccompanied": "unaccompanied|uasc", "placement": "placement( type)?", "legal": "legal status",
            "started": STARTED, "ended": CEASED, "standing": "standing", "school_year": "school year|year group",
            "in_touch": "in touch", "reason": "reason",
        },
        required=("born",),
    ),
)  # fmt: skip
