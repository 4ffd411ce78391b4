"""What the programme team may read of every council's reports at once: whether there are any, and how far they are.

On PostgreSQL it is a view (migration 0002), because row-level security shows the site one council's rows of the
tables; on SQLite the same question is asked directly (decision 0020). It names no figure, no word and nobody.
"""

# In use by the migration: change the question with a new migration that makes its view anew.
STANDINGS = """
SELECT c.council_id, council.name AS council_name, c.wave, c.last_answer_day,
    EXISTS (SELECT 1 FROM results_writtenreport r WHERE r.council_id = c.council_id AND r.wave = c.wave) AS has_reports,
    s.made_on, coalesce(j.state, '') AS job_state, coalesce(j.says, '') AS job_says
FROM waves_councilwave w
JOIN codes_collection c ON c.id = w.collection_id
JOIN people_council council ON council.code = c.council_id
LEFT JOIN reporting_reportset s ON s.council_id = c.council_id AND s.wave = c.wave
LEFT JOIN reporting_making m ON m.council_id = c.council_id AND m.wave = c.wave
LEFT JOIN jobs_job j ON j.key = m.job
WHERE NOT c.is_made_up
"""
TABLES = (
    "waves_councilwave",
    "codes_collection",
    "results_writtenreport",
    "reporting_reportset",
    "reporting_making",
    "jobs_job",
)
