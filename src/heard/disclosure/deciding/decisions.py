"""What of a council's wave an audience may be told: every stage, one after the other."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from heard.analysis.arrays import Flags
from heard.base.policy import LEVELS, Level
from heard.disclosure.deciding.breakdowns import Breakdown, decide_breakdown
from heard.disclosure.deciding.council import Answered, Council, Question
from heard.disclosure.deciding.headlines import Headlines, Place, decide_headlines
from heard.disclosure.deciding.primary import Primary
from heard.disclosure.deciding.respondents import open_levels
from heard.disclosure.deciding.said import Said
from heard.disclosure.protected import Symbol


@dataclass(frozen=True)
class Decisions:
    """Which numbers of respondents are open (by survey: (levels,)), and what is said of everybody and of groups."""

    levels: Mapping[str, Flags]
    headlines: Headlines
    breakdowns: Mapping[tuple[str, str], Breakdown]  # by (survey, indicator)


def decide(council: Council, level: Level, said: Said) -> Decisions:
    """What `level` may be told. What is hidden from a board is hidden from the public: it is decided first."""
    board = _decide(council, Primary.of(LEVELS[Level.BOARD]), said if level is Level.BOARD else Said(), None)
    if level is Level.BOARD:
        return board
    return _decide(council, Primary.of(LEVELS[level]), said, board)


def _decide(council: Council, primary: Primary, said: Said, closed: Decisions | None) -> Decisions:
    levels = {
        survey: open_levels(answered, primary, said, ~closed.levels[survey] if closed else None)
        for survey, answered in council.surveys.items()
    }
    stages = _Stages(council, levels, primary, said, closed)
    return Decisions(levels, *stages.decide())


@dataclass
class _Stages:
    """Headlines, then breakdowns; and again without the headlines that betray a group by themselves."""

    council: Council
    levels: Mapping[str, Flags]
    primary: Primary
    said: Said
    closed: Decisions | None

    def decide(self) -> tuple[Headlines, Mapping[tuple[str, str], Breakdown]]:
        """What is said of everybody, and of groups. Where what was said before betrays a group, only the rest of it is
        hidden; the attacker judges that."""
        withheld: set[Place] = set()
        found: dict[tuple[str, str], Breakdown] = {}
        while True:
            headlines = self._decide_headlines(withheld)
            more: set[Place] = set()
            for survey, answered in self.council.surveys.items():
                for question in answered.questions.values():
                    key = (survey, question.indicator)
                    if key in found and not any(place[1] == question.indicator for place in withheld):
                        continue
                    found[key] = self._break_down(answered, question, headlines)
                    if not found[key].is_safe:
                        more |= {*_to_withhold(headlines, survey, question)} - withheld
            if not more:
                return headlines, found
            withheld |= more

    def _decide_headlines(self, withheld: Collection[Place]) -> Headlines:
        open_surveys = {survey: bool(found[0]) for survey, found in self.levels.items()}
        told = self.closed.headlines if self.closed else None
        return decide_headlines(self.council, open_surveys, self.primary, self.said, told, withheld=withheld)

    def _break_down(self, answered: Answered, question: Question, headlines: Headlines) -> Breakdown:
        survey, closed = answered.survey, self.closed
        return decide_breakdown(
            answered,
            question,
            self.levels[survey],
            headlines.list_said(survey, question, Symbol.SHOWN),
            banded=headlines.list_said(survey, question, Symbol.BANDED),
            primary=self.primary,
            said=self.said,
            closed=closed.breakdowns[survey, question.indicator] if closed else None,
        )


def _to_withhold(headlines: Headlines, survey: str, question: Question) -> list[Place]:
    """Of what is said of everybody the exact cut points before those in bands, and of these the first one last."""
    told = [headlines.list_said(survey, question, symbol) for symbol in (Symbol.SHOWN, Symbol.BANDED)]
    cuts = next((each for each in told if each), ())
    others = [cut for cut in cuts if cut != question.asked.headline.key]
    return [(survey, question.indicator, cut) for cut in others or cuts]
