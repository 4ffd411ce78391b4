"""Everything that can be wrong between catalogue files: each rule a small function, all run, all reported.

The documents are whole files by now (see `reading`); these rules look at several at once. `facts` is about
indicators, scales and groups, `forms` about questionnaires, `words` about one language at a time.
"""

from heard.base.problems import Problem
from heard.catalogue.checks.facts import FACT_CHECKS
from heard.catalogue.checks.forms import FORM_CHECKS
from heard.catalogue.checks.words import WORD_CHECKS
from heard.catalogue.reading import Documents

__all__ = ["FACT_CHECKS", "FORM_CHECKS", "WORD_CHECKS", "find_problems"]


def find_problems(documents: Documents) -> tuple[Problem, ...]:
    """What every check finds, facts before words."""
    return (
        *(problem for check in FACT_CHECKS + FORM_CHECKS for problem in check(documents)),
        *(
            problem
            for words in documents.words.values()
            for check in WORD_CHECKS
            for problem in check(documents, words)
        ),
    )
