"""An installation's settings, with the survey for 16 to 25 in the shape of other tools' figures."""

from dataclasses import replace
from functools import cache

from anchored.questionnaire import build_anchor
from heard import catalogue
from heard.base.surveys import Survey
from heard.catalogue import Catalogue

_ours = catalogue.load_catalogue


@cache
def load_anchored(language: str = "en") -> Catalogue:
    """Ours with one survey in another shape."""
    ours = _ours(language)
    anchor = build_anchor(ours.versions[Survey.AGES_16_25])
    return replace(ours, questionnaires={**ours.questionnaires, Survey.AGES_16_25: anchor})


catalogue.load_catalogue = load_anchored

from heard.web.config.settings import *  # noqa: E402, F403
