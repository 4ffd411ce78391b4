"""One plain-English sentence for each candidate, from its numbers and nothing else."""

from functools import lru_cache

from heard.analysis.nation.trends import NOT_A_STRAIGHT_LINE
from heard.base.policy import BAND_WIDTH_POINTS, MIN_BASE_TO_COMPARE, MIN_LEVEL_BASE
from heard.base.shares import percent
from heard.catalogue import Catalogue
from heard.findings.associations import Said, tell_association
from heard.findings.candidates import Candidate
from heard.findings.finding import Finding, Kind
from heard.findings.levels import Case
from heard.findings.said import Band, Figures, Told, figures_told, side_to_tell
from heard.findings.trends import TREND
from heard.findings.wording import Words

EVERYONE_CASES = (Case.NEARLY_EVERYONE, Case.PERHAPS_NEARLY_EVERYONE)
ONE_POINT = 0.01
CHANGES = {"previous": "_change", TREND: "_trend"}  # which words conclude that something changed
REMEMBERED = 2**15  # shares and differences: councils have the same small bases and the same references


class Presenter:
    """Puts candidates into words; remembers what it has looked up, for tens of thousands are alike.

    `with_all`: the share of the councils that a council is held against is that of all together, its own too.
    """

    def __init__(self, catalogue: Catalogue, words: Words, *, with_all: bool = False) -> None:
        self._catalogue = catalogue
        self._words = words
        self._with_all = with_all
        self._subject = lru_cache(maxsize=None)(self._make_subject)
        self._told = lru_cache(maxsize=None)(self._find_side)
        self._share = lru_cache(REMEMBERED)(words.share)
        self._apart_by = lru_cache(REMEMBERED)(words.apart_by)

    def present(self, found: Candidate) -> tuple[str, str]:
        """The sentence, and why something open is worth asking about (empty for what is settled)."""
        subject = self._subject(found.survey, found.indicator, found.group, found.level)
        if found.kind == Kind.ASSOCIATION:
            return subject + tell_association(_said(found), found.basis, self._catalogue, self._words), ""
        told = self._told(found.survey, found.indicator, found.cut_point, found.case)
        figures = figures_told(found.basis, told)
        if isinstance(figures, Band):
            return subject + self._banded(found, told, figures), self._words.reason[found.case].format(
                few=self._few(figures)
            )
        if found.case:
            sentence, reason = self._level(found, told, figures)
        else:
            sentence, reason = self._comparison(found, told, figures)
        return subject + sentence, reason if found.kind == Kind.ASK else ""

    def subject(self, finding: Finding) -> str:
        """Of whom a finding's sentence speaks."""
        return self._subject(finding.survey, finding.indicator, finding.group, finding.level)

    def lead(self, finding: Finding) -> str:
        """How a finding's sentence begins: of whom how many said what; of a band only of whom."""
        subject = self.subject(finding)
        case = "" if finding.against else finding.basis["flag"]
        told = self._told(finding.survey, finding.indicator, finding.cut_point, case)
        figures = figures_told(finding.basis, told)
        if isinstance(figures, Band):
            return subject
        return subject + self._words.counted[told.template].format_map(self._counted(told, figures))

    def _find_side(self, survey: str, indicator: str, cut_point: str, case: str) -> Told:
        return side_to_tell(self._catalogue, survey, indicator, cut_point, case)

    def _make_subject(self, survey: str, indicator: str, group: str, level: str) -> str:
        words, who = self._words.subject, self._words.who[survey]
        if group == "all":
            subject = words["everybody"].format(who=who)
        else:
            label = self._catalogue.demographics[group].labels.get(level, level)
            subject = words["group"].format(label=label, who=who)
        asked_of = self._catalogue.asked(indicator, survey).asked_of
        return subject + (words["routed"].format(asked_of=asked_of) if asked_of else "")

    # --- Shares alone -------------------------------------------------------------------------------

    def _banded(self, found: Candidate, told: Told, band: Band) -> str:
        said = self._words.bands[_side_of(band)].format(
            low=self._share(band.low), high=self._share(band.high)
        )
        counted = self._words.banded[told.template]
        return counted.format(band=said, base=f"{band.base:,}", phrase=told.phrase) + self._words.levels[
            found.case
        ].format(whom=self._words.whom[found.survey], few=self._few(band))

    def _few(self, band: Band) -> str:
        """A level is settled from MIN_BASE_TO_COMPARE answers on; whether this one is, a band may not tell."""
        return self._words.band_few if band.base < MIN_BASE_TO_COMPARE else ""

    def _level(self, found: Candidate, told: Told, figures: Figures) -> tuple[str, str]:
        everyone = found.case in EVERYONE_CASES and figures.count == figures.base
        level = self._words.levels[f"{found.case}_all" if everyone else found.case]
        fields = {
            **self._counted(told, figures),
            "chance": self._chance(figures),
            "expected": self._expected(found),
            "whom": self._words.whom[found.survey],
            "open": self._words.open["too_few" if figures.base < MIN_BASE_TO_COMPARE else "not_certain"],
        }
        sentence = (self._words.counted[told.template] + level).format_map(fields)
        return sentence, self._words.reason.get(found.case, "").format_map(fields)

    def _counted(self, told: Told, figures: Figures) -> dict[str, str]:
        return {
            "count": f"{figures.count:,}",
            "base": f"{figures.base:,}",
            "share": self._share(figures.share),
            "phrase": told.phrase,
        }

    def _chance(self, figures: Figures) -> str:
        if figures.low is None or figures.high is None or figures.low == figures.high:
            return self._words.no_chance
        return self._words.chance.format(low=self._share(figures.low), high=self._share(figures.high))

    def _expected(self, found: Candidate) -> str:
        if not self._catalogue.indicators[found.indicator].expected_of_all:
            return ""
        phrase = self._catalogue.asked(found.indicator, found.survey).cut_point(found.cut_point).phrase
        return self._words.expected.format(everyone=self._words.everyone_of[found.survey], phrase=phrase)

    # --- Comparisons --------------------------------------------------------------------------------

    def _comparison(self, found: Candidate, told: Told, figures: Figures) -> tuple[str, str]:
        words, difference = self._words, figures.difference or 0.0
        asked = found.kind == Kind.ASK
        ending = _why_open(found, figures) if asked else found.evidence
        fields = {
            **self._counted(told, figures),
            "reference": self._share(figures.reference_share or 0.0),
            "of_them": words.of_them(found.against, figures.reference_base),
            "named": found.reference,
            "whom": words.whom[found.survey],
            "points": self._apart_by(difference),
            "direction": words.change(found.against, difference),
            "line": words.line(figures.waves or 0, bent=found.reason == NOT_A_STRAIGHT_LINE),
            "interval": "" if asked else words.between(figures.difference_low, figures.difference_high),
            "answers": words.answers.of(figures.base),
            "least": self._apart_by(figures.mdd or 0.0),
            "bright": words.conclusion["bright"] if found.direction == "better" else "",
            "open": words.open.get(ending, ""),
        }
        change = "" if asked else CHANGES.get(found.against, "")
        against = "all" if self._with_all and found.against == "others" else found.against
        template = words.counted[told.template] + words.against[against] + words.conclusion[ending + change]
        return template.format_map(fields), words.reason.get(against, "").format_map(fields)


def _side_of(band: Band) -> str:
    """Which words a band is said in, by its own ends."""
    if band.low <= 0:
        return "few" if percent(band.high) <= BAND_WIDTH_POINTS else "under"
    if band.high < 1:
        return "between"
    return "nearly_all" if percent(band.low) >= 100 - BAND_WIDTH_POINTS else "over"


def _said(found: Candidate) -> Said:
    return Said(found.survey, found.indicator, found.against, found.exposure, found.direction, found.evidence)


def _why_open(found: Candidate, figures: Figures) -> str:
    """Which of the words for an open comparison hold of these numbers.

    Where chance alone would seldom make the difference, it is the number of comparisons that keeps it from a flag,
    not the number of answers. The least difference that could be seen is one for the worse, so it is said of no
    other; nor of fewer than ten answers on either side, where its approximation fails; and only where this difference
    is smaller by a whole point, so that the two never print alike.
    """
    made, worse = found.reason != "too_few", found.direction == "worse"
    if made and figures.seldom_chance:
        return "among_many" if found.basis["q"] is not None else "not_counted"
    if figures.reference_base is not None and figures.reference_base < MIN_LEVEL_BASE:
        return "too_few_answers"
    if made and worse and figures.mdd is None:
        return "none_could_be_seen"
    least = figures.mdd if worse and figures.base >= MIN_LEVEL_BASE else None
    if least is not None and abs(figures.difference or 0.0) <= least - ONE_POINT:
        return "too_few"
    return "left_to_chance" if made else "too_few_answers"
