"""What goes with low and very high well-being in all councils together, and what that allows for."""

from collections.abc import Iterator, Sequence
from math import log

from heard.analysis.associations.plan import GIVEN, LOW, outcome_of
from heard.base.bands import WELLBEING_BAND
from heard.base.odds import odds_figures
from heard.base.policy import ASSOCIATION_Q
from heard.base.surveys import Survey
from heard.reports.blocks import Block, Column, Details, Paragraph, SimpleTable
from heard.reports.nation import NationalOdds, NationMaterial
from heard.reports.report import Section
from heard.reports.saying import NOTHING, number, per_cent
from heard.reports.sections.associations import allowed_words, refused_lines

OPEN_ROWS = 5  # of each outcome; what follows is folded
COLUMNS = ("who", "odds", "those", "others")


def odds_section(material: NationMaterial) -> Section:
    """A sentence for what goes with each outcome most, a table of all that does, and what there is no figure of."""
    told = [each for each in material.nation.odds if each.odds_ratio is not None]
    intro = Paragraph(material.say("nation.odds.intro") if told else material.say("nation.odds.none"))
    refused = (Paragraph(words, quiet=True) for words in _refused(material))
    return Section(
        "wellbeing",
        material.say("associations.title"),
        (intro, *refused),
        tuple(_survey_part(material, survey, told) for survey in _surveys(told)),
    )


def is_firm(each: NationalOdds) -> bool:
    """Whether it can be told from chance among all that were looked at."""
    return each.q is not None and each.q <= ASSOCIATION_Q


def _surveys(told: Sequence[NationalOdds]) -> tuple[Survey, ...]:
    """Those there are figures of, youngest first."""
    return tuple(survey for survey in Survey if any(each.survey == survey for each in told))


def _survey_part(material: NationMaterial, survey: Survey, told: Sequence[NationalOdds]) -> Section:
    here = [each for each in told if each.survey == survey]
    outcomes = dict.fromkeys(each.outcome for each in here)
    blocks = (
        block
        for outcome in outcomes
        for block in _outcome(material, [each for each in here if each.outcome == outcome])
    )
    allowed = Paragraph(_allowed_for(material, here), quiet=True)
    return Section(f"odds-{survey}", material.ages(survey), (*blocks, allowed))


def _outcome(material: NationMaterial, rows: Sequence[NationalOdds]) -> Iterator[Block]:
    """The strongest first; of very high well-being only the sentence is open."""
    firm = sorted((each for each in rows if is_firm(each)), key=_strength, reverse=True)
    if not firm:
        yield Paragraph(_title(material, rows[0], "none"))
        return
    first = firm[0]
    yield Paragraph(_sentence(material, first))
    open_rows = OPEN_ROWS if first.outcome == LOW else 0
    if open_rows:
        yield _table(material, firm[:open_rows])
    if firm[open_rows:]:
        folded = len(firm) - open_rows
        words = material.wording.count("fold", folded) if open_rows else _title(material, first, "caption")
        yield Details(words, (_table(material, firm[open_rows:]),))


def _strength(each: NationalOdds) -> float:
    """How far from even the odds are; ten times as often counts like a tenth."""
    return abs(log(each.odds_ratio)) if each.odds_ratio else 0.0


def _sentence(material: NationMaterial, each: NationalOdds) -> str:
    return material.say(
        "nation.odds.sentence",
        those=_those(material, each),
        outcome=_outcome_words(material, each),
        **_figures(material, each),
    )


def _table(material: NationMaterial, rows: Sequence[NationalOdds]) -> SimpleTable:
    columns = (Column(material.say(f"nation.odds.table.{name}"), number=name != "who") for name in COLUMNS)
    return SimpleTable(
        _title(material, rows[0], "caption"), tuple(columns), tuple(_row(material, each) for each in rows)
    )


def _row(material: NationMaterial, each: NationalOdds) -> tuple[str, ...]:
    return (
        _those(material, each),
        material.say("associations.table.times", **_figures(material, each)),
        _had(material, each.exposed_events, each.exposed_base),
        _had(material, each.unexposed_events, each.unexposed_base),
    )


def _those(material: NationMaterial, each: NationalOdds) -> str:
    asked = material.catalogue.asked(each.indicator, each.survey)
    given = each.exposure == GIVEN
    phrase = asked.headline.phrase if given or not asked.otherwise else asked.otherwise
    kind = "those" if given or asked.otherwise else "not_said"
    return material.say(f"associations.table.{kind}", phrase=phrase)


def _had(material: NationMaterial, events: int, base: int) -> str:
    if not base:
        return NOTHING
    return material.say("nation.odds.had", share=per_cent(events / base), base=number(base))


def _figures(material: NationMaterial, each: NationalOdds) -> dict[str, str]:
    """The odds ratio and its interval in words."""
    ratios = {"odds": each.odds_ratio, "low": each.low, "high": each.high}
    said = {name: odds_figures(ratio or 1) for name, ratio in ratios.items()}
    return {
        name: material.say(f"associations.odds.{how}", number=figures)
        for name, (how, figures) in said.items()
    }


def _title(material: NationMaterial, each: NationalOdds, kind: str) -> str:
    outcome = _outcome_words(material, each)
    return material.say(f"associations.table.{kind}", ages=material.ages(each.survey), outcome=outcome)


def _outcome_words(material: NationMaterial, each: NationalOdds) -> str:
    outcome = outcome_of(material.catalogue, each.survey, each.outcome)
    key = each.outcome if outcome.indicator == WELLBEING_BAND else "yesterday"
    return material.say(f"associations.outcomes.{key}")


def _allowed_for(material: NationMaterial, rows: Sequence[NationalOdds]) -> str:
    """What the figures of a survey allow for; a thing few said of themselves is allowed for in none."""
    return material.say(
        "nation.odds.allowed",
        councils=number(max(each.councils for each in rows)),
        allowed=allowed_words(material, [each.adjusted_for for each in rows]),
    )


def _refused(material: NationMaterial) -> Iterator[str]:
    for survey in Survey:
        here = [each for each in material.nation.odds if each.survey == survey and each.reason]
        yield from refused_lines(
            material.wording, material.ages(survey), ((each.reason, each.indicator) for each in here)
        )
