"""Every number of the site that is a decision, with where it comes from.

"Design" is Heard's design, section "Anonymity by construction"; "experience" how Heard behaves for people.
"""

# --- Codes and batches -----------------------------------------------------------------------------
SMALLEST_BATCH = 10  # design: counts by batch of ten or more
LARGEST_BATCH = 500  # one council's cards of one survey; more is a slip of the finger
LONGEST_LABEL = 60

# --- Counts while the wave is open -----------------------------------------------------------------
SMALLEST_MOVE = 5  # design: counts move once a day, and only when five or more came since
SMALLEST_SHOWN = 5  # under five they say so
# Group figures that moved daily and by five let an attacker with daily copies match 15 of 200 codes to their rows,
# where guessing matches 4; fortnightly and by ten, 5 (decision 0009).
GROUP_DAYS = 14
SMALLEST_GROUP_MOVE = 10

# --- Watching a wave -------------------------------------------------------------------------------
WATCHING_HOUR = 7  # local time: an hour after the counting, whose figures it keeps
DAYS_BEFORE_PACE = 7  # of a wave; before them nobody can say how many come in a week (chosen)
MOST_ADDRESSES = 300  # adults who hand out cards in one council (chosen)
LONGEST_HEADING, LONGEST_LETTER = 120, 4_000  # characters of a letter to adults
SECONDS_FOR_THE_MAIL_SERVER = (
    60  # silent for so long it is away (chosen); otherwise the worker would wait for ever
)
MOST_REACH = 5_000  # children of one survey and reason; more is a slip of the finger
WEEKS_TOLD_LATE = 1  # a picture of the week that could not be told of is old news after so many weeks

# --- Answering -------------------------------------------------------------------------------------
IDLE_MINUTES = (
    30  # experience, leaving and looking: after this the code must be typed again; answers are kept
)
LEAST_REVIEWERS = (
    2  # experience, languages: nothing is offered before two have signed it, one with lived experience
)
# After a survey its language stays so long, for whoever goes on to the page of help; then the browser forgets it
# (chosen: long enough to read that page, too short for whoever has the device next).
LANGUAGE_STAYS_MINUTES = 10
LONGEST_COMMENT = 1_000  # characters; a sealed comment holds four bytes of each
TRIES_AT_A_DRAFT = 5  # design: after five wrong tries that draft waits a day
CODE_TRIES_A_MINUTE = 30  # guessing 50 bits is hopeless at any rate; somebody who tries many is told to wait

# --- Asking to be contacted (issue 7, item 5) --------------------------------------------------------
CALLBACK_HOURS = (
    9,
    11,
    13,
    15,
)  # of working days: soon enough for a duty desk, few enough that several meet (chosen)
CALLBACK_REMINDER_HOURS = (8,)  # while anything waits the duty inbox is told again each working day (chosen)
LONGEST_CALLBACK_NAME, LONGEST_CALLBACK_HOW, LONGEST_CALLBACK_WORDS = (
    80,
    220,
    500,
)  # letters: 800 in all (chosen)
# Of all children behind one address, and a web server in front gives all of them its own. Nobody is kept from help.
CALLBACKS_A_MINUTE = 20
CALLBACK_DAYS = (
    30  # after it is dealt with: for a question or a complaint; the council's own record is elsewhere
)
MOST_DUTY_ADDRESSES = 5  # a desk, its deputy, an out-of-hours team; more is a mailing list (chosen)

# --- Planning ----------------------------------------------------------------------------------------
SUGGESTED_WEEKS = 8  # design: a wave's window is suggested to be no longer
SUGGESTED_MONTHS_BETWEEN = 18  # design: the last wave is suggested to be at least so long ago
TRY_OUT_DAYS = 14  # a week to try and a week to show others; then it is wiped by itself (chosen)
LONGEST_GRACE_DAYS = (
    60  # devices keep unsent answers for 30 days (experience); twice that is a slip of the finger
)
LONGEST_LINE, LONGEST_TEXT = 200, 4_000  # letters of what a plan says; two pages are enough for any step

# --- What the network sees -------------------------------------------------------------------------
PAGE_STEP = 8_192  # bytes; a child's pages are filled up to steps of this. All but the longest topics fit one
SQUEEZED_STEP = 2_048  # the same for pages sent as gzip; 45 of these and all files are under 120 KB (issue 7)
PAGE_JITTER = (
    64  # random bytes before a squeezed page is filled up; an answer chosen changes it by one or two
)
LARGEST_REQUEST = (
    2_000_000  # bytes; a file chosen by mistake is still answered in words, anything larger unread
)
# A council's return, chosen to be counted: 3,000 children with ten years of episodes are 4 MB, as Annex A 1 MB. More is
# answered in words up to the second number, and unread beyond it, as everywhere. Only its page takes so much, and only
# from a coordinator: that is found out before the first byte is read.
LARGEST_RETURN = 25_000_000
LARGEST_RETURN_REQUEST = 50_000_000

# --- Who could answer ------------------------------------------------------------------------------
# 20,000 children take 2 seconds and 125 MB. A file made to unpack to more ends the process that counts, alone.
SECONDS_TO_COUNT = 60
MEMORY_TO_COUNT = 1_000_000_000
# From one wave to the next the children of one age in one council become more or fewer by a tenth or so. A quarter is
# more often a file that was forgotten, or another year's; in small numbers a quarter is a few birthdays (both chosen).
LARGE_CHANGE_SHARE = 0.25
LEAST_LARGE_CHANGE = 10  # children
HOURS_TO_CONFIRM = 8  # a working day between looking at the counts and taking them over

# --- Closing and opening ---------------------------------------------------------------------------
GRACE_DAYS = 7  # design: between the last answer day and the opening, so that queued devices and paper are in
LONGEST_REVIEW_ANSWER = 4_000  # characters; two pages on one question are read by nobody (chosen)
LONGEST_EXTENSION_DAYS = 28  # at a time; half of the eight weeks that a window lasts at most (chosen)
# scrypt's cost of a key file as a power of two: 256 MiB and about a second, what age's own program takes.
KEY_FILE_WORK = 18
MOST_KEY_FILE_WORK = (
    21  # 2 GiB; another program may have made the file, and more would take the server's memory
)
SHORTEST_PASSPHRASE = 12  # characters; a key file may be copied and tried without limit

# --- Answering findings ---------------------------------------------------------------------------------
LONGEST_WHO = 120  # characters of the role that answers
LONGEST_WHY = 1_000  # characters of why the panel sends an answer back
LOOP_HOUR = 8  # local time, when the programme team's counts are made (chosen)
DAYS_TO_ANSWER = (
    60  # after a finding may be read; from then on it stands out as late (chosen: two board meetings)
)

# --- Reports ------------------------------------------------------------------------------------------
LONGEST_WORDS = 4_000  # characters of the council's own words in one place; about two pages (chosen)
SHOWN_WORDS = 12  # of the saved versions of one place, the last ones
PIECE_OF_A_ZIP = 64 * 1024  # bytes; so much of it is in memory besides one file

# --- Interpreting together (issue 10, items 1 and 2) --------------------------------------------------
SMALLEST_VOTE = 5  # who voted; of fewer only the order is told
MOST_CHOSEN = 3  # findings that one card may choose (chosen: more is no choice)
MOST_CHOICE_CARDS = 200  # of one session; more is a slip of the finger
MOST_IDEAS = 40  # from one card: one telephone cannot bury a session (chosen)
CHOICE_HOURS = 12  # a card that was typed opens a session on that telephone for so long (chosen)
LONGEST_REMARK = 1_000  # letters, as of a child's comment
MOST_TOOK_PART = 500
# A table of remarks: 100 rows of 2,000 letters are 200 kB as Word keeps them with a logo.
LARGEST_REMARK_TABLE = 1_000_000
# One page asks of every row what it is about, in one form: a browser may send 100 kB and 1,000 fields.
MOST_TABLE_ROWS, MOST_TABLE_COLUMNS, LONGEST_CELL, MOST_TABLE_LETTERS = 100, 30, 10_000, 60_000

# --- The action plan (issue 10, items 4 and 7) ----------------------------------------------------------
DRIFTING_DAYS = (
    60  # under way and nothing written of it for so long, where it has no rhythm of its own (chosen)
)
REMINDING_HOUR = 7  # local time, on the first day of the week that the site runs (chosen)
WAITING_TABLE_DAYS = 30  # a table that was read and not brought in is forgotten (chosen)
MOST_ACTIONS = 1_000  # of a council's plan; more is a slip (chosen: the bench asks for 400)
PLAN_LINES = 50  # actions on one page of its list, and in one column of its board (chosen)
LARGEST_PLAN = 2_000_000  # bytes of a plan in Word or a spreadsheet; twenty actions are 30 kB
LARGEST_PLAN_REQUEST = 4_000_000
MOST_PLAN_ROWS = (
    600  # of one table, which is looked at page by page; the plan itself holds MOST_ACTIONS (chosen)
)
PLAN_PAGE_ROWS = 50  # of them on one page: up to eight boxes each, and Django takes 1,000 in one form
MOST_NEW_THEMES = (
    300  # titles that are asked for on the first of these pages; what is beyond keeps the table's own
)
SECONDS_TO_READ_A_TABLE = 30
MEMORY_TO_READ_A_TABLE = 1_000_000_000
LONGEST_ACTION = 5_000  # letters of an action, of a note beside it, of a cell of a table (chosen)
LONGEST_ROLE, MOST_ROLES = 120, 12
LONGEST_PLEDGE = 300
FOLLOW_UP_DAYS = 90  # after a pledge somebody asks how it went, if nobody chose another day (chosen)

# --- The programme's page (issue 6, item 7) -----------------------------------------------------------
DAYS_TO_REHEARSE = 7  # before the opening day: without a rehearsed key by then the wave will not open
QUIET_DAYS = 14  # open for so long and fewer than five answered: somebody asks the council
CLOSING_DAYS = 3  # before the last answer day
STANDINGS_PAGE = 50  # lines; 150 councils with six waves have 900
BENCHMARKS_WAIT_HOURS = 24  # a checked file waits so long for somebody to put it in place (chosen)
SECONDS_TO_CHECK = 60  # a file of at most 100 kB is checked in about two
EXPORT_HOURS = 8  # a copy of the folder is every answer in one file: it lies there for a working day (chosen)
LONGEST_PURPOSE = 150  # letters; it stands in the log of every council
EXPORTS_SHOWN = 20  # of the copies made, the last ones
# A copy that is brought in. 180,000 responses (150 councils, six waves) are 60 MB of CSV and pack to 5 MB (measured on
# 60,000); their ledger has some 4,000 files of digests that do not pack, about 20 MB for each edition. More than the
# first number is answered in words up to the second, and unread beyond it.
LARGEST_IMPORT = 200_000_000
LARGEST_IMPORT_REQUEST = 400_000_000
MOST_UNPACKED, MOST_UNPACKED_FILES = 2_000_000_000, 20_000
MOST_UNPACKED_RATIO = 200  # answers in CSV pack to a twelfth; a bomb to a thousandth
IMPORT_HOURS = 8  # it lies here for a working day between being looked at and being brought in (chosen)
IMPORTS_SHOWN = 20

# --- Signing in ------------------------------------------------------------------------------------
# NIST SP 800-63B-4, section 2.2.3 (two factors): again after 24 hours at the latest, or an hour of nothing done. Ours
# are shorter: desks are shared. Shorter still for roles that hold a key, read children's words or reach every council.
SESSION_IDLE_MINUTES, SESSION_HOURS = 30, 8
GRAVE_IDLE_MINUTES, GRAVE_HOURS = 15, 4
LONGEST_SESSION_HOURS = SESSION_HOURS
CONFIRMED_MINUTES = 5  # after which what touches a second factor asks for the password again (chosen)
# NIST SP 800-63B-4, section 3.2.2: no more than 100 in a row. Six digits tried five times in a quarter of an hour
# take four months to be found with even odds: there are three right ones at any moment.
TRIES_AT_AN_ACCOUNT = 5
TRIES_FROM_AN_ADDRESS = 30  # of the network; an office shares one
WAIT_MINUTES = 15
INVITATION_DAYS = 7  # a week's leave must not end it (chosen)
LET_IN_HOURS = 24  # somebody who was let in again is waiting for it (chosen)
PANEL_DAYS = 14  # one session of the panel, with a postponement (chosen)
AUDIT_PAGE = 500  # events on one page; more are reached by their days

# --- Background work -------------------------------------------------------------------------------
LEASE_SECONDS = 30  # a worker silent for so long has lost its job
HEARTBEAT_SECONDS = 5
REAPER_SECONDS = 5
MOST_ATTEMPTS = 5  # lost in a row without getting further than any before
DAYS_RESULTS_ARE_KEPT = 7  # of finished tasks; a long table makes the worker crawl
COUNTING_HOUR = 6  # local time: once a day, before anybody is at work
READING_HOURS = (9, 14)  # design: comments are opened at two fixed hours each working day

# --- Keeping ---------------------------------------------------------------------------------------
AUDIT_YEARS = 7  # design
FREE_TEXT_YEARS = 3  # design
LONGEST_CONTACTS = 1_000  # letters that say whom the safeguarding reader calls (chosen)
MOST_KNOWN_WORDS = 3_000  # names a council adds to the moderators' lists (chosen: every member of its staff)
LONGEST_KNOWN = 80  # letters of one

# --- Paper -----------------------------------------------------------------------------------------
SECONDS_FOR_A_PDF = 55  # a web server in front gives up after a minute
CODES_IN_A_PDF = (
    96  # sixteen pages of cards; so many letters take ten seconds, on a machine with much to do forty
)
SECONDS_TO_WAIT_FOR_THE_PRESS = 5

# --- Telling children what came of it (issue 10, items 5 and 6) --------------------------------------
LONGEST_TOLD = 1_200  # letters of the words on one finding for one reader; a child reads no more (chosen)
# Verdicts are anonymous, but a batch may be handed to one group: none is shown under ten, as tables for everybody; they
# move as counts of answers do while a wave is open, by five and once a day.
LEAST_VERDICTS = 10
VERDICT_MOVE = 5
LEAST_PUBLIC_VERDICTS = 10  # of each cell that is not nought, for shares that everybody reads
TELLING_HOUR = 7  # local time: when verdicts are taken over and editors reminded (chosen: before work)
LONGEST_VERDICT_WORDS = 500  # letters a child may write beside it
