"""What the codes of the files of figures mean, in words."""

from collections.abc import Mapping
from functools import cache

from heard.analysis.associations.columns import SEPARATOR
from heard.analysis.associations.plan import GIVEN
from heard.analysis.frames import ALL
from heard.base.shares import Banded
from heard.catalogue import Catalogue
from heard.reports.data_files.order import BETWEEN, SURVEYS, list_cut_points, list_indicators, list_levels
from heard.reports.figures import Comparison, is_judged
from heard.reports.material import Material
from heard.reports.saying import band_words
from heard.reports.sections.findings import group_words

MISSING = "missing"  # the level of those of whom the group is not known
POINTED = ("clear", "possible")
NO_DIRECTION = "none"
POLARITIES = {1: "better", -1: "worse", 0: NO_DIRECTION}
# Variables whose codes are a closed list of words, and the list they stand in.
WORDED = {
    "symbol": "symbols",
    "against": "against",
    "note": "notes",
    "level_flag": "level_flags",
    "flag": "flags",
    "direction": "directions",
    "odds_direction": "odds_directions",
    "reason": "reasons",
    "odds_reason": "odds_reasons",
    "changed": "changed",
    "outcome": "outcomes",
    "exposure": "exposures",
    "model": "models",
    "method": "methods",
}


class Labels:
    """The words of every code. What the catalogue does not name is said by its code."""

    def __init__(self, material: Material) -> None:
        self.material = material
        self.survey = cache(self._survey)
        self.group = cache(self._group)
        self.level = cache(self._level)
        self.statement = cache(self._statement)
        self.domain = cache(self._domain)
        self.codes = cache(self._codes)

    @property
    def catalogue(self) -> Catalogue:
        """Whose words they are."""
        return self.material.catalogue

    def _survey(self, key: str) -> str:
        """`Ages 4 to 7`, `Ages 4 to 11 together`."""
        ages = self.material.ages(key)
        return self.material.say("survey.together", ages=ages) if ";" in key else ages

    def _group(self, key: str) -> str:
        """`Everybody`, `Ethnic group`."""
        if key == ALL:
            return self.material.say("files.everybody")
        demographic = self.catalogue.demographics.get(key)
        return demographic.title if demographic else key

    def _level(self, group: str, code: str) -> str:
        """`Everybody`, `Children in foster care`."""
        demographic = self.catalogue.demographics.get(group)
        if demographic is None:
            return self._group(group) if code == ALL else code
        if code == MISSING and code not in demographic.labels:
            return self.material.say("answered.groups.not_known")
        return group_words(demographic, code)

    def indicator(self, key: str) -> str:
        """`Feels safe where they live`."""
        item = self.catalogue.indicators.get(key)
        return item.title if item else key

    def _domain(self, key: str) -> str:
        """The title of an indicator's domain."""
        item = self.catalogue.indicators.get(key)
        titles = {domain.key: domain.title for domain in self.catalogue.domains}
        return titles.get(item.domain, item.domain) if item else ""

    def _statement(self, indicator: str, survey: str, cut_point: str) -> str:
        """`They always feel safe where they live`."""
        phrase = self.catalogue.asked(indicator, survey).cut_point(cut_point).phrase
        return self.material.say("files.they", phrase=phrase)

    def exposure(self, indicator: str, survey: str, exposure: str) -> str:
        """`They do not always feel safe where they live`: whom a row of associations tells of."""
        asked = self.catalogue.asked(indicator, survey) if indicator else None
        if asked is None or (exposure != GIVEN and not asked.otherwise):
            return self.code("exposure", exposure)
        phrase = asked.headline.phrase if exposure == GIVEN else asked.otherwise
        return self.material.say("files.they", phrase=phrase)

    def asked_of(self, indicator: str, survey: str) -> str:
        """`those who know their worker`; everybody where the question is for all."""
        asked = self.catalogue.asked(indicator, survey)
        return asked.asked_of or self.material.say("files.everybody")

    def flag(self, comparison: Comparison) -> str:
        """`Clearly better`, `In line`: what a comparison bears."""
        say = self.material.say
        if not is_judged(comparison) or comparison.flag is None:
            return say("flags.not_compared")
        if comparison.flag.value not in POINTED:
            return say(f"flags.{comparison.flag}")
        if comparison.direction.value == NO_DIRECTION:
            return say(f"finding_tags.gap.{comparison.flag}")
        against = "neighbours" if comparison.against == "rest" else comparison.against
        return say(f"flags.{against}.{comparison.flag}.{comparison.direction}")

    def band(self, low: float, high: float) -> str:
        """`all or nearly all, over 80 %`."""
        return band_words(Banded(low, high), self.material.wording)

    def flag_of(self, comparison: Comparison | None) -> str:
        """The same, where there may be no comparison."""
        return self.flag(comparison) if comparison else self.material.say("flags.not_compared")

    def trend(self, flag: str, direction: str) -> str:
        """`Improved`, `Possibly declined`, `No change that matters`."""
        if flag in POINTED and direction != NO_DIRECTION:
            return self.material.say(f"flags.previous.{flag}.{direction}")
        return self.code("flag", flag)

    def against(self, against: str, reference: str) -> str:
        """`All councils together`, `Wave 2024`: what a share is compared with."""
        words = self.material.say(f"against.{against}", reference=reference)
        return words[:1].upper() + words[1:]

    @property
    def all_councils(self) -> str:
        """`All councils`."""
        return self.material.say("files.all_councils")

    @property
    def worked_out(self) -> str:
        """What stands where no question was asked."""
        return self.material.say("files.worked_out")

    @property
    def licence(self) -> str:
        """How the words of the questions may be used."""
        return self.material.say("files.licence")

    def yes_no(self, holds: bool) -> str:
        """`Yes` or `No`."""
        return self.material.say("files.yes" if holds else "files.no")

    def polarity(self, polarity: int) -> str:
        """Whether more of a statement is `Better`, `Worse` or `Neither`."""
        return self.code("direction", POLARITIES[polarity])

    def code(self, words: str, code: str | None) -> str:
        """The meaning of one code of a variable; empty for none, the code itself where it has no words."""
        return self.codes(words).get(code, code) if code else ""

    def groups(self, keys: str | None) -> str:
        """Several kinds of group, as tables of associations name them."""
        return ", ".join(self.group(key) for key in (keys or "").split(SEPARATOR) if key)

    def _codes(self, words: str) -> Mapping[str, str]:
        """The codes of a variable with their meanings, by the key of its label; empty where it has none or many."""
        match words:
            case "survey":
                return {key: self.survey(key) for key in SURVEYS}
            case "group":
                return {key: self.group(key) for key in (ALL, *self.catalogue.demographics)}
            case "indicator":
                return {key: self.indicator(key) for key in list_indicators(self.catalogue)}
        if words not in WORDED:
            return {}
        entries = self.material.wording.list(f"files.codes.{WORDED[words]}")
        return {key: self.material.say(f"files.codes.{WORDED[words]}.{key}") for key in entries}

    def level_codes(self) -> Mapping[str, str]:
        """Every `group`, `level` (with BETWEEN) in words."""
        return {key: self.level(*key.split(BETWEEN)) for key in list_levels(self.catalogue)}

    def statement_codes(self) -> Mapping[str, str]:
        """Every `indicator`, `survey`, `cut_point` (with BETWEEN) in words."""
        return {key: self.statement(*key.split(BETWEEN)) for key in list_cut_points(self.catalogue)}
