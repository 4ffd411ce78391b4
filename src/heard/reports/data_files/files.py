"""What the files of figures are called."""

import re

from heard.reports.facts import ReportFacts

NOT_IN_A_STEM = re.compile(r"[^a-z0-9_-]+")


def stem_of(facts: ReportFacts) -> str:
    """`X0000001-2026-tables-board`; with the family where the tables are of one of the wave's only."""
    asked = {survey.family for survey in facts.wave.surveys}
    families = () if asked <= set(facts.families) else facts.families
    return "-".join((facts.council.code, facts.wave.key, *families, "tables", facts.level))


def open_stem_of(facts: ReportFacts) -> str:
    """The same for Explore Education Statistics: only small letters, digits, hyphens and underscores."""
    return NOT_IN_A_STEM.sub("-", stem_of(facts).lower())
