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
PERMUTATIONS = 10_000  # item 6e, where too many tables would be listed and they cannot be added up on a grid
EXACT_TABLES_LIMIT = (
    2_000_000  # decision 0004: up to so many tables, but for the two largest levels, exact p is listed
)

# --- Councils beside one another, and over time (method, items 8 and 10) ----------------------------
RANK_DRAWS = 10_000  # item 8: seeded draws of every council's true share
RANK_INTERVAL = 0.90  # item 8: a rank is said only as this interval
MIN_WAVES_FOR_TREND = 3  # two waves are a change (item 6d)
TREND_TABLES_LIMIT = (
    50_000  # up to so many tables an exact trend test is listed; beyond, PERMUTATIONS are drawn
)
# Where councils are all alike, 40 of them come to it by chance in 1 of 500 questions, 12 in 1 of 30, 8 in 1 of 17.
NOTABLE_REAL_SHARE = 1 / 3  # from so much real variation on, councils are said to differ
AREAS_FOR_SURE_REAL_SHARE = 40  # with fewer the page says that chance may have brought it about
BENT_P = 0.05  # under it the shares depart from a straight line, and "steady" is not said

# --- Level findings (method, section 2 item 10) ----------------------------------------------------
NEARLY_EVERYONE = 0.90  # "nearly everyone": the interval's low end reaches this
MANY_SAY_OTHERWISE = 0.60  # "many say otherwise": the interval's high end stays at or under this
MANY_SAY_OTHERWISE_EXPECTED_OF_ALL = 0.80  # the same for what every child should be able to say

# --- What goes with low and very high well-being (method, item 13) ---------------------------------
MIN_EVENTS_BIVARIATE = 5  # under so many with the outcome, or so many without it, nothing is asked
MIN_EVENTS_MULTIVARIABLE = 20  # from here several things are looked at together
EVENTS_PER_PREDICTOR = 10  # a convention with mixed evidence; the penalty is what keeps few answers safe
MIN_PREDICTOR_MARGIN = 5  # so many must have said it, and so many not
MAX_PREDICTORS = (
    5  # however many answered: more things of one council are not read together, and cost thrice each
)
MIN_ADJUSTER_LEVEL = 10  # a level of fewer children is left out of the nation's models, with its children
MIN_ADJUSTER_KNOWN = (
    0.5  # what fewer of them said of themselves is not allowed for, rather than the others lost
)
ASSOCIATION_Q = 0.10
MAX_VARIANCE_INFLATION = 10.0  # beyond it a thing says too nearly what those before it say
MIN_CLUSTERS = 10  # fewer councils, and their own variation cannot be judged

# --- Worth asking children about (decision 0005) ---------------------------------------------------
ASK_DIFFERENCE = 0.05  # a comparison or a change points somewhere from five points on
ASK_GROUP_DIFFERENCE = 0.15  # a group against the rest, where levels are many and small
ASK_GROUP_CHILDREN = 2  # and so many children of it: what one child's answer makes is that child's

# --- Well-being bands (method, item 12) ------------------------------------------------------------
MOST_SCALES_OF_BAND = 4  # so many are asked; the rule itself stands with each questionnaire

# --- Questionnaires ("The survey" of how Heard behaves for people) ---------------------------------
QUESTIONS_ON_A_TOPIC_SCREEN = (3, 6)  # fewest and most questions where one screen shows one topic

# --- Who did not answer (method, items 2 and 9) ------------------------------------------------------
RAKING_MARGINS = (
    "gender",
    "placement",
    "ethnicity",
    "years_in_care",
)  # item 9: sex, placement, ethnicity, time
MIN_RESPONDENTS_TO_RAKE = 100
MIN_LEVEL_TO_RAKE = 5  # a level with fewer respondents is put together with the next smallest
RAKING_TOLERANCE = 1e-6  # a margin is met where no level is off by this part of itself
RAKING_PASSES = 200
RAKING_CLIPS = 20  # how often weights outside their bounds are cut back and fitted again
RAKING_BOUNDS = (0.3, 3.0)  # of the mean weight
RAKING_MARGIN_OFF = 0.01  # a margin further off than this, and there is no weighted figure
MAX_DESIGN_EFFECT = 1.5  # Kish's; beyond it the weights cost more than they mend
SILENT_DIFFER = (
    0.10  # an assumption to be said aloud: the silent differ from those who answered by at most this
)

# --- Showing (method, section 3) -------------------------------------------------------------------
BAND_WIDTH_POINTS = 20  # "under 20 %", "over 80 %"; wider where the base needs it
BAND_STEP_POINTS = 5  # wider bands end on a multiple of five points
SENSITIVE_ALL_OR_NONE_BASE = 50  # all or none of fewer gave a sensitive answer: that tells of each of them
POOL_BASE_ROUNDING = 50  # a pool's base is printed to the nearest 50
P_BANDS = (0.001, 0.01, 0.05, 0.10)  # item 8: of p and q the band is printed, and 1 from the last on
FIGURES_OF_RATIOS = 2  # section 3, the attacker: an odds ratio is printed with two significant figures
SECONDS_TO_CHOOSE = 60.0  # item 4, "time limit": then what is hidden need not be the least, and is as safe
SECONDS_FOR_WHOLE_NUMBERS = 10.0  # ours, for one search; "no witness in time = fails" (the attacker)
ROUNDS_OF_WITHHOLDING = (
    4  # ours: nothing withheld; what was betrayed; that in every survey; all; then no release
)
# What hiding a cell costs. Item 4: 1000 for grand totals, 3 for margins, 1 for inner cells, × (1 + ln(1 + count) / 5).
# Of everybody's cells only the 1000 is the method's, there without the factor. The rest is ours: a base takes every
# answer with it, the headline's cut point is looked for first, and surveys taken together stand beside each one's own.
COST_OF_BASE = 3000.0
COST_OF_HEADLINE, COST_OF_HEADLINE_TOGETHER = 1000.0, 100.0
COST_OF_OTHER_CUT, COST_OF_OTHER_CUT_TOGETHER = 10.0, 3.0
# Of a group's level the headline's cut point costs as a margin and another one as an inner cell, with the factor. That
# a base, which takes the row with it, costs two margins, whatever its size, is ours.
COST_OF_LEVEL_BASE, COST_OF_LEVEL_HEADLINE, COST_OF_LEVEL_CUT = 6.0, 3.0, 1.0
COST_GROWTH = 5  # the 5 of the factor
# How many of a level took part: this, and one for each of them; ours, so that small levels close before large ones.
COST_OF_LEVEL = 1.0
# Of two made-up waves of one council at most 6 % of the responses are alike by chance where each has 70 of them, 8 %
# where each has 650, and one of 12. Under a quarter, each wave has three quarters that the other has not.
SAME_ANSWERS_SHARE = 0.25  # so much of the smaller wave is in another, and they are the same answers
SAME_ANSWERS_FEWEST = 5  # and so many responses at least
RESPONSE_RATE_TARGET = 0.30
UNDER_REPRESENTED_RATIO = 0.80  # a group that answered at less than four fifths of the overall rate
UNDER_REPRESENTED_P = 0.05

# --- Files that people send ------------------------------------------------------------------------
SECONDS_TO_READ_A_SLICE = (
    300  # of a .sav: 65,536 rows with 40 columns take two; a later slice passes over the rows before
)
MEMORY_TO_READ_A_SLICE = 4_000_000_000  # the same with 3,000 columns
MAX_UNPACKED_WORKBOOK_BYTES = 500_000_000  # 200,000 responses; a small file made to unpack to more is refused
MAX_CELLS_OF_A_SHEET = (
    20_000_000  # the same responses with 100 columns; a cell far away takes memory for all before it
)
MAX_UNFOLDED_CELLS = (
    1_000_000  # that a file states once and repeats; in a list of children hardly any cell is
)

# --- What children write (method, section 4) ---------------------------------------------------------
UNFLAGGED_READ_SHARE = 0.05  # of the comments without a sign of concern, read with those that have one
CODED_TO_LEARN = 200  # spec c: from so many coded comments on, suggestions are learnt
SUGGESTION_PRECISION = 0.80  # spec c: of what is suggested, so much should be accepted
MIN_USES_TO_LEARN = 5  # ours: a code used less often is still suggested by its seed phrases
DOUBLE_CODED_SHARE = 0.10  # spec d
MIN_DOUBLE_CODED = 50  # spec d
KAPPA_TO_KEEP = 0.60  # spec d: a code that two coders agree on less is merged or redefined
MIN_USES_TO_JUDGE = 5  # ours: of fewer uses by either coder, agreement on a code is not judged
AGREEMENT_DRAWS = 2_000  # bootstrap
MIN_BASE_TO_QUOTE = 20  # spec f: where fewer of a council wrote or answered, nothing is quoted


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

# --- Saying how many in words, to children (ours) ----------------------------------------------------
# Of the whole per cents that are shown. Each has its mirror: "nearly all" from 90 is "a few" up to 10, "about half"
# reaches five points either way; "many" and "most" on one side are "some" on the other, which has no second word.
NEARLY_ALL_FROM = 90
MOST_FROM = 70
ABOUT_HALF_WITHIN = 5
MOST_THINGS_TO_TELL = {"4-7": (4, 3), "8-11": (5, 4), "11-17": (6, 5), "16-25": (6, 5)}  # good, to be better
MOST_CHANGES_TO_TELL = {"4-7": 1, "8-11": 2, "11-17": 3, "16-25": 3}
MOST_OF_A_DOMAIN = 2  # so that a short list is not all about school
MOST_QUOTATIONS_FOR_CHILDREN = {"4-7": 2, "8-11": 4, "11-17": 6, "16-25": 6}
MOST_EASY_READ_POINTS = 16  # of what was told; with what stands around them 25
MOST_THEMES_TO_NAME = 5
MOST_LETTERS_ON_A_POSTER = 140  # of the council's own words; longer ones stand in the reports

# --- Comments (method, section 4) ------------------------------------------------------------------
CLOSE_SPELLING = 90  # from this likeness in 100 a word counts as one of a council's own, spelt wrongly
