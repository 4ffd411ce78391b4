"""What a wave's version of a questionnaire asked otherwise than another's, question by question (method, item 6)."""

from collections.abc import Iterator, Mapping

from heard.base.bands import WELLBEING_BAND, BandRule
from heard.base.editions import Change
from heard.base.places import Wave
from heard.base.surveys import Survey
from heard.catalogue.catalogue import Catalogue


def version_of(wave: Wave, survey: Survey, catalogue: Catalogue) -> str:
    """The questionnaire version a wave used for a survey."""
    return wave.versions.get(survey, catalogue.versions.get(survey, ""))


def is_described(wave: Wave, survey: Survey, catalogue: Catalogue) -> bool:
    """Whether it is known how the wave's version differs from the catalogue's: it is that version, or described."""
    own = catalogue.versions.get(survey, "")
    return survey in wave.editions or version_of(wave, survey, catalogue) == own


def band_rule_of(wave: Wave, survey: Survey, catalogue: Catalogue) -> BandRule | None:
    """The rule of the well-being band in a wave: of its version, else the catalogue's; None without a band."""
    edition, form = wave.editions.get(survey), catalogue.questionnaires.get(survey)
    if form is None or form.wellbeing_band is None:
        return None
    return edition.band if edition and edition.band else form.wellbeing_band


def list_unlike(wave: Wave, survey: Survey, catalogue: Catalogue) -> Mapping[str, Change]:
    """The indicators a wave asked otherwise than the catalogue does, with what follows from them.

    Where a question was asked otherwise, others were asked what it leads to: such a question is unlike too, by its
    routing. The well-being band is as unlike as its scales.
    """
    edition = wave.editions.get(survey)
    found = dict(edition.unlike) if edition else {}
    routed = {
        item.key: condition.indicator
        for item in catalogue.asked_in(survey)
        if (condition := item.asked[survey].condition)
    }
    for key in routed:
        if any(route in found for route in _routes_to(key, routed)):
            found.setdefault(key, Change.ROUTING)
    scales = [change for key, change in found.items() if catalogue.indicators[key].composite]
    if scales and catalogue.is_asked(WELLBEING_BAND, survey):
        found[WELLBEING_BAND] = _first(*scales)
    return found


def list_unread(wave: Wave, survey: Survey, catalogue: Catalogue) -> frozenset[str]:
    """The indicators whose answers cannot be read in a wave: another scale, or a route or a band resting on one."""
    unlike = list_unlike(wave, survey, catalogue)
    unread = {key for key in unlike if _is_unread(key, unlike, survey, catalogue)}
    if unlike.get(WELLBEING_BAND) is Change.SCALE:
        unread.add(WELLBEING_BAND)
    return frozenset(unread)


def list_changes(now: Wave, then: Wave, survey: Survey, catalogue: Catalogue) -> Mapping[str, Change]:
    """The indicators of a survey that two waves asked otherwise, and how; every other one may be compared."""
    if version_of(now, survey, catalogue) == version_of(then, survey, catalogue):
        return {}
    if not all(is_described(wave, survey, catalogue) for wave in (now, then)):
        return dict.fromkeys((item.key for item in catalogue.asked_in(survey)), Change.QUESTIONNAIRE)
    found = dict(list_unlike(now, survey, catalogue))
    for key, change in list_unlike(then, survey, catalogue).items():
        found[key] = _first(change, found.get(key, change))
    if band_rule_of(now, survey, catalogue) != band_rule_of(then, survey, catalogue):
        found[WELLBEING_BAND] = _first(Change.RULE, found.get(WELLBEING_BAND, Change.RULE))
    return found


def _first(*changes: Change) -> Change:
    return min(changes, key=list(Change).index)


def _routes_to(key: str, routed: Mapping[str, str]) -> Iterator[str]:
    """The questions whose answers lead to this one, the nearest first."""
    while key in routed:
        key = routed[key]
        yield key


def _is_unread(key: str, unlike: Mapping[str, Change], survey: Survey, catalogue: Catalogue) -> bool:
    """Whether a question had another scale, or was reached through one that had."""
    if unlike.get(key) is Change.SCALE:
        return True
    condition = catalogue.indicators[key].asked[survey].condition
    return condition is not None and _is_unread(condition.indicator, unlike, survey, catalogue)
