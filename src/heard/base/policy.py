"""Every number that is a decision and not arithmetic, with where it comes from.

"Method" is the statistical method page of this project (docs/methods); its item numbers are given.
"""

from dataclasses import dataclass
from enum import StrEnum

# --- Comparisons (method, section 2) ---------------------------------------------------------------
MIN_BASE_TO_COMPARE = 20  # item 6: a comparison is made from 20 answers
MIN_LEVEL_BASE = 10  # item 6e: a group's level enters the test of its group from 10 answers
MIN_POOL_AREAS = 5  # item 6a
MIN_POOL_BASE = 200  # item 6a
MAX_POOL_SHARE = 0.40  # item 6a: no council may be more than this part of the pool
POOL_MONTHS = 36  # item 6a: how old another council's wave may be
MIN_AREAS_FOR_EMPIRICAL_BAYES = 40  # item 6a
MIN_AREAS_TO_FIT = 8  # item 8
MIN_BASE_TO_FIT = 10  # item 8
RELEVANT_DIFFERENCE = 0.05  # item 10: a difference under five points is never flagged
EQUIVALENCE_MARGIN = 0.10  # item 10: "in line" needs the 90 % interval inside ten points
TOLERANCE = 1e-9  # item 10
CLEAR_Q = 0.01
CLEAR_Q_WITH_EMPIRICAL_BAYES = 0.05
POSSIBLE_Q = 0.10
POSSIBLE_P_WITH_EMPIRICAL_BAYES = 0.05
EMPIRICAL_BAYES_PROBABILITY = 0.95
POWER = 0.80  # item 11
PERMUTATIONS = 10_000  # item 6e, where an exact test would list too many tables
EXACT_TABLES_LIMIT = (
    2_000_000  # decision 0004: up to so many tables, but for the two largest levels, exact p is listed
)

# --- Level findings (method, section 2 item 10) ----------------------------------------------------
NEARLY_EVERYONE = 0.90  # "nearly everyone": the interval's low end reaches this
MANY_SAY_OTHERWISE = 0.60  # "many say otherwise": the interval's high end stays at or under this
MANY_SAY_OTHERWISE_EXPECTED_OF_ALL = 0.80  # the same for what every child should be able to say

# --- Worth asking children about (decision 0005) ---------------------------------------------------
ASK_DIFFERENCE = 0.05  # a comparison or a change points somewhere from five points on
ASK_GROUP_DIFFERENCE = 0.15  # a group against the rest, where levels are many and small
ASK_GROUP_CHILDREN = 2  # and so many children of it: what one child's answer makes is that child's

# --- Well-being bands (method, item 12) ------------------------------------------------------------
MIN_SCALES_FOR_BAND = 3

# --- Questionnaires ("The survey" of how Heard behaves for people) ---------------------------------
QUESTIONS_ON_A_TOPIC_SCREEN = (3, 6)  # fewest and most questions where one screen shows one topic

# --- Showing (method, section 3) -------------------------------------------------------------------
POOL_BASE_ROUNDING = 50  # a pool's base is printed to the nearest 50
RESPONSE_RATE_TARGET = 0.30
UNDER_REPRESENTED_RATIO = 0.80  # a group that answered at less than four fifths of the overall rate
UNDER_REPRESENTED_P = 0.05

# --- Files that people send ------------------------------------------------------------------------
MAX_UNPACKED_WORKBOOK_BYTES = 500_000_000  # 200,000 responses; a small file made to unpack to more is refused
MAX_CELLS_OF_A_SHEET = (
    20_000_000  # the same responses with 100 columns; a cell far away takes memory for all before it
)


class Level(StrEnum):
    """Who a table is for."""

    WORKING = "working"
    BOARD = "board"
    PUBLIC = "public"


@dataclass(frozen=True, slots=True)
class LevelPolicy:
    """`threshold`: a count of people from 1 to threshold - 1 is not shown. `minimum_base`: nor is a smaller base."""

    threshold: int
    minimum_base: int


LEVELS: dict[Level, LevelPolicy] = {
    Level.WORKING: LevelPolicy(threshold=0, minimum_base=0),
    Level.BOARD: LevelPolicy(threshold=5, minimum_base=10),
    Level.PUBLIC: LevelPolicy(threshold=10, minimum_base=20),
}
