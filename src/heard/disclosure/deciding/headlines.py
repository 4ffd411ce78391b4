"""The second stage: what is said of everybody who answered (method, section 3).

A headline whose count or complement is small is said as a band. What else has to be hidden with it is decided for one
indicator at a time, over all surveys that ask it and the surveys taken together.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from heard.disclosure.deciding.council import Council, Question
from heard.disclosure.deciding.headline_cells import HeadlineCells, HeadlineRules
from heard.disclosure.deciding.primary import Primary
from heard.disclosure.deciding.said import Said
from heard.disclosure.protected import Symbol
from heard.disclosure.suppression import CannotProtect, suppress

Place = tuple[str, str, str]  # survey, indicator, cut point


@dataclass(frozen=True)
class Headlines:
    """The symbol of every cell of everybody, and which bases are open, by (survey, indicator)."""

    symbols: Mapping[Place, Symbol] = field(default_factory=dict)
    bases: Mapping[tuple[str, str], bool] = field(default_factory=dict)

    def list_said(self, survey: str, question: Question, symbol: Symbol) -> tuple[str, ...]:
        """The cut points of a question that have this symbol."""
        return tuple(
            cut.key
            for cut in question.cut_points
            if self.symbols.get((survey, question.indicator, cut.key)) is symbol
        )


def decide_headlines(
    council: Council,
    open_surveys: Mapping[str, bool],
    primary: Primary,
    said: Said,
    closed: Headlines | None = None,
    *,
    withheld: Collection[Place] = (),
) -> Headlines:
    """What is said of everybody of a council. `closed`: what a narrower audience is told, of which no more is said.
    `withheld`: what would betray a group."""
    told = closed or Headlines()
    symbols: dict[Place, Symbol] = {}
    bases: dict[tuple[str, str], bool] = {}
    for indicator in dict.fromkeys(key for each in council.surveys.values() for key in each.questions):
        rules = HeadlineRules(
            primary,
            said,
            {place: symbol for place, symbol in told.symbols.items() if place[1] == indicator},
            {survey for (survey, key), is_open in told.bases.items() if key == indicator and not is_open},
            withheld,
        )
        found, is_open = _decide(council, indicator, open_surveys, rules)
        symbols |= {(survey, indicator, cut): symbol for (survey, cut), symbol in found.items()}
        bases |= {(survey, indicator): each for survey, each in is_open.items()}
    return Headlines(symbols, bases)


def _decide(
    council: Council, indicator: str, open_surveys: Mapping[str, bool], rules: HeadlineRules
) -> tuple[Mapping[tuple[str, str], Symbol], Mapping[str, bool]]:
    """Symbols by (survey, cut point), and open bases by survey. If need be without surveys taken together, and if that
    is not safe either, nothing but what was said before."""
    for together in (True, False):
        cells = HeadlineCells.lay_out(council, indicator, open_surveys, rules, together=together)
        try:
            return cells.read(suppress(cells.problem).hidden)
        except CannotProtect:
            continue
    return cells.read(~cells.problem.must_show, banded=False)
