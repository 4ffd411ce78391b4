"""Which cells to hide so that nobody works out the others: the cell suppression problem of one set of tables.

What may not be shown by itself is primary suppression, decided elsewhere; what is hidden with it is chosen here:
secondary (complementary) suppression.
"""

from heard.disclosure.suppression.breaches import Breach, find_breaches
from heard.disclosure.suppression.choice import Suppression, suppress
from heard.disclosure.suppression.problem import Problem, Relations
from heard.disclosure.suppression.repair import CannotProtect

__all__ = ["Breach", "CannotProtect", "Problem", "Relations", "Suppression", "find_breaches", "suppress"]
