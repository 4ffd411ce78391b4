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

# --- Answering -------------------------------------------------------------------------------------
IDLE_MINUTES = (
    30  # experience, leaving and looking: after this the code must be typed again; answers are kept
)
LONGEST_COMMENT = 1_000  # characters; a sealed comment holds four bytes of each
TRIES_AT_A_DRAFT = 5  # design: after five wrong tries that draft waits a day
CODE_TRIES_A_MINUTE = 30  # guessing 50 bits is hopeless at any rate; somebody who tries many is told to wait

# --- What the network sees -------------------------------------------------------------------------
PAGE_STEP = 8_192  # bytes; a child's pages are filled up to steps of this. All but the longest topics fit one
LARGEST_REQUEST = (
    2_000_000  # bytes; a file chosen by mistake is still answered in words, anything larger unread
)

# --- Closing and opening ---------------------------------------------------------------------------
GRACE_DAYS = 7  # design: between the last answer day and the opening, so that queued devices and paper are in
SHORTEST_PASSPHRASE = 12  # characters; a key file may be copied and tried without limit

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
