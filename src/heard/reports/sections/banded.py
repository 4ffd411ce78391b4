"""Headlines said as a band: which of them say that nearly all gave the answer, and which leave open if many did not.

Only the band is read, never what lies under it.
"""

from collections.abc import Callable, Iterator, Mapping

from heard.base.policy import BAND_WIDTH_POINTS
from heard.base.shares import Banded, Cell
from heard.catalogue import POSITIVE, Indicator
from heard.findings import LOW_WELLBEING, is_undecided
from heard.reports.blocks import Paragraph, Points
from heard.reports.figures import EstimateKey, of_everybody
from heard.reports.material import Material
from heard.reports.report import Section
from heard.reports.saying import per_cent, says_nearly_all

NEARLY_ALL = per_cent(1 - BAND_WIDTH_POINTS / 100)
Phrases = Mapping[str, tuple[str, ...]]  # what was asked, by survey


def list_nearly_all(material: Material, *, together: bool = True) -> Phrases:
    """What all or nearly all said, of which no exact figure is given: the good answers that are no finding.

    `together`: of surveys taken together too, which say what their parts say.
    """
    return _list_banded(material, lambda _, band: says_nearly_all(band), together)


def list_undecided(material: Material, *, together: bool = True) -> Phrases:
    """What was asked of which only a band is given that does not tell whether many say otherwise."""
    return _list_banded(
        material, lambda item, band: is_undecided(band, expected_of_all=item.expected_of_all), together
    )


def count_listed(phrases: Phrases) -> int:
    """How many answers, a question at each age."""
    return sum(len(listed) for listed in phrases.values())


def nearly_all_part(material: Material, *, together: bool = True) -> tuple[Section, ...]:
    """Beside the bright spots; nothing where there is none. `together`: of surveys taken together too."""
    listed = list_nearly_all(material, together=together)
    return _part(material, "strengths-nearly-all", "strengths.nearly_all", listed)


def undecided_part(material: Material, *, together: bool = True) -> tuple[Section, ...]:
    """Beside what is worth asking about; nothing where there is none. `together`: of surveys taken together too."""
    listed = list_undecided(material, together=together)
    many = _part(material, "asking-undecided", "asking.undecided", listed)
    low = _part(material, "asking-low-wellbeing", "asking.low_wellbeing", list_low_wellbeing_untold(material))
    return many + low


def list_low_wellbeing_untold(material: Material) -> Phrases:
    """Where the band of low well-being begins at nought, so that it does not tell whether anybody has it."""
    found = {
        survey: tuple(
            material.catalogue.asked(indicator, survey).cut_point(cut).phrase
            for indicator, cut in LOW_WELLBEING
            if (cell := _cell(material, of_everybody(survey, indicator, cut)))
            and isinstance(cell, Banded)
            and cell.low <= 0
        )
        for survey in material.surveys
    }
    return {survey: phrases for survey, phrases in found.items() if phrases}


def _part(material: Material, key: str, words: str, listed: Phrases) -> tuple[Section, ...]:
    """A line a survey: one sentence of all of them, for there is nothing to say of each."""
    if not listed:
        return ()
    lines = tuple(
        material.say(f"{words}.line", ages=material.ages(survey), phrases="; ".join(phrases))
        for survey, phrases in listed.items()
    )
    intro = Paragraph(material.say(f"{words}.intro", nearly_all=NEARLY_ALL))
    return (Section(key, material.say(f"{words}.title"), (intro, Points(lines))),)


def _list_banded(material: Material, which: Callable[[Indicator, Banded], bool], together: bool) -> Phrases:
    surveys = (*material.surveys, *(material.together if together else ()))
    found = {survey: tuple(_phrases(material, survey, which)) for survey in surveys}
    return {survey: phrases for survey, phrases in found.items() if phrases}


def _phrases(material: Material, survey: str, which: Callable[[Indicator, Banded], bool]) -> Iterator[str]:
    """Of positive headlines alone: a band of a worry says nothing good when it is high."""
    for item in material.catalogue.indicators.values():
        if not material.catalogue.is_asked(item.key, survey):
            continue
        headline = material.catalogue.asked(item.key, survey).headline
        cell = _cell(material, of_everybody(survey, item.key, headline.key))
        if headline.key == POSITIVE and isinstance(cell, Banded) and which(item, cell):
            yield headline.phrase


def _cell(material: Material, place: EstimateKey) -> Cell | None:
    estimate = material.figures.estimate(place)
    return estimate.cell if estimate else None
