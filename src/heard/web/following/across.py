"""What the programme team may read of every council's loop at once: how many findings have come how far.

On PostgreSQL it is a view (migration 0002), because row-level security shows the site one council's rows of the
tables; on SQLite the same question is asked directly (decision 0020). It names no finding, no word and nobody.
"""

# In use by the migration: change the question with a new migration that makes its view anew.
LOOPS = """
SELECT council.name AS council_name, l.council_id, l.wave, l.counted_on, l.found, l.interpreted, l.answered, l.acting,
    l.told, l.judged, l.changed, l.oldest_unanswered_on
FROM following_loopcount l
JOIN people_council council ON council.code = l.council_id
"""
TABLES = ("following_loopcount",)
