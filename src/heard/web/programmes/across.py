"""What the programme team may read of every council at once: two questions, each asked whole.

On PostgreSQL they are views (migration 0002), because row-level security shows the site one council's rows of the
tables; on SQLite the same question is asked directly. Neither names a seat, a code, anything sealed, anything children
wrote, or a person's address. Counts are those that people see: they move daily and by five.
"""

from heard.base.surveys import Survey

# Named so that the index of the counters leads to the four of everybody at once, past those of every group.
EVERYBODY = (
    "n.collection_id = c.id AND n.kind = 'finished' AND n.survey IN ("
    + ", ".join(f"'{survey.value}'" for survey in Survey)
    + ") AND n.\"group\" = 'all' AND n.level = 'all'"
)
# In use by the migration: change a question with a new migration that makes its view anew.
STANDINGS = f"""
SELECT c.council_id, council.name AS council_name, c.wave, c.state, c.versions, c.last_answer_day, w.opens_on,
    length(c.wave_key) > 0 AS has_key, w.grace_days, w.closed_on, w.panel_on, w.panel_held_on,
    (SELECT count(*) FROM waves_keycustody k WHERE k.council_wave_id = w.id AND k.rehearsed_on IS NULL)
        AS still_to_rehearse,
    (SELECT coalesce(sum(n.shown), 0) FROM codes_counter n WHERE {EVERYBODY}) AS finished_shown,
    (SELECT count(*) FROM codes_counter n WHERE {EVERYBODY} AND n.shown > 0) AS surveys_shown,
    (SELECT count(*) FROM codes_batch b WHERE b.collection_id = c.id) AS batches,
    coalesce(o.step, '') AS step
FROM waves_councilwave w
JOIN codes_collection c ON c.id = w.collection_id
JOIN people_council council ON council.code = c.council_id
LEFT JOIN results_opening o ON o.council_wave_id = w.id
WHERE NOT c.is_made_up
"""
OFFERS = """
SELECT f.council_id, council.name AS council_name, f.wave_id AS wave, f.together_on, f.said,
    coalesce(j.state, '') AS job_state, coalesce(c.state, '') AS state
FROM programmes_offer f
JOIN people_council council ON council.code = f.council_id
LEFT JOIN codes_collection c ON c.council_id = f.council_id AND c.wave = f.wave_id
LEFT JOIN jobs_job j ON j.key = f.job
"""
STANDING_TABLES = (
    "waves_councilwave",
    "waves_keycustody",
    "codes_collection",
    "codes_counter",
    "codes_batch",
    "results_opening",
)
OFFER_TABLES = ("programmes_offer", "codes_collection", "jobs_job")
