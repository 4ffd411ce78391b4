"""What a drawing is, and how it is written as SVG."""

from enum import StrEnum
from functools import cache

from heard.base.errors import HeardError
from heard.charts.drawings.days import DAYS
from heard.charts.drawings.faces import FACES
from heard.charts.drawings.homes import HOMES
from heard.charts.drawings.parts import Fill, Part
from heard.charts.drawings.people import PEOPLE
from heard.charts.drawings.signs import SIGNS
from heard.charts.markup import CARD, INK, element, ornament

COLOURS = {
    Fill.NONE: "none",
    Fill.CARD: CARD,
    Fill.INK: INK,
    Fill.WARM: "var(--warm,#ffe09a)",
    Fill.COOL: "var(--cool,#dfe7f3)",
    Fill.TINT: "var(--tint,#a9c8f0)",
    Fill.GREEN: "var(--green,#bfe3d2)",
    Fill.ROSE: "var(--rose,#f6c6b8)",
}
ALL_SHAPES = {**FACES, **PEOPLE, **HOMES, **DAYS, **SIGNS}


class Drawing(StrEnum):
    """Every drawing there is, by its key."""

    VERY_HAPPY = "very_happy"
    HAPPY = "happy"
    SO_SO = "so_so"
    SAD = "sad"
    ANGRY = "angry"
    AFRAID = "afraid"
    CALM = "calm"
    ADULT_AND_CHILD = "adult_and_child"
    FAMILY = "family"
    CHILDREN = "children"
    FRIENDS = "friends"
    WORKER = "worker"
    TRUSTED_WORKER = "trusted_worker"
    ALONE = "alone"
    LEAP = "leap"
    STEP_UP = "step_up"
    HOME = "home"
    SAFE_HOME = "safe_home"
    STREET = "street"
    BED = "bed"
    CHAIR = "chair"
    BOXES = "boxes"
    PET = "pet"
    CALENDAR = "calendar"
    SCHOOL = "school"
    WORK = "work"
    ONLINE = "online"
    MONEY = "money"
    PAN = "pan"
    KEY = "key"
    KITE = "kite"
    TREE = "tree"
    SUNRISE = "sunrise"
    FLAG = "flag"
    MIRROR = "mirror"
    BOOK = "book"
    HEART = "heart"
    TALK = "talk"
    TALK_ALONE = "talk_alone"
    EYE = "eye"
    UMBRELLA = "umbrella"
    CLOUD = "cloud"
    HAND = "hand"
    SHIELD = "shield"
    SCALES = "scales"
    PHONE = "phone"
    TEXT = "text"
    SIREN = "siren"
    PENCIL = "pencil"
    LETTER = "letter"
    LOCK = "lock"
    HELP = "help"
    THANKS = "thanks"
    UP = "up"
    DOWN = "down"
    KNOT = "knot"


@cache
def draw_drawing(drawing: Drawing, *, class_: str = "drawing") -> str:
    """The drawing as SVG, 60 by 60; it repeats the words beside it."""
    parts = (_draw_part(fill, path) for fill, path in find_shape(drawing))
    return ornament(
        *parts,
        class_=class_,
        viewBox="0 0 60 60",
        fill="none",
        stroke=INK,
        stroke_width=3,
        stroke_linecap="round",
        stroke_linejoin="round",
    )


def find_shape(drawing: Drawing) -> tuple[Part, ...]:
    """The parts of a drawing; HeardError where nobody drew it."""
    if drawing not in ALL_SHAPES:
        raise HeardError(f"nobody drew {drawing}")
    return ALL_SHAPES[drawing]


def _draw_part(fill: Fill, path: str) -> str:
    if fill is Fill.INK:
        return element("path", d=path, fill=COLOURS[fill], stroke="none")
    return element("path", d=path, fill=COLOURS[fill])
