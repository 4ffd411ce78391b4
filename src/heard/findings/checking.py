"""A guard on every sentence: its numbers are those of its basis, and it claims no more than its evidence."""

import re
from collections.abc import Iterator

from heard.analysis.nation.trends import NOT_A_STRAIGHT_LINE
from heard.base.shares import percent
from heard.catalogue import Catalogue
from heard.findings.associations import Said, check_association
from heard.findings.finding import Evidence, Finding, Kind
from heard.findings.levels import SETTLED_KINDS
from heard.findings.presenter import CHANGES, Presenter
from heard.findings.said import Band, Figures, Told, figures_told, side_to_tell
from heard.findings.trends import TREND
from heard.findings.wording import Words, load_words

NUMBER = re.compile(r"(?<![\w.])\d[\d,]*")
PERCENT = re.compile(r"(\d+)\u00a0%")
COUNTED = re.compile(r"(\d[\d,]*) of (\d[\d,]*) \((\d+)\u00a0%\)")
SETTLED = (Evidence.CLEAR, Evidence.POSSIBLE)


def check_sentence(finding: Finding, catalogue: Catalogue) -> tuple[str, ...]:
    """What is wrong with a finding's sentence and reason; empty where every number follows from the basis.

    Numbers in a question's own words, an age, a group's label or a benchmark's name are not the sentence's.
    """
    words = load_words()
    if finding.kind == Kind.ASSOCIATION:
        return tuple(_wrong_of_association(finding, catalogue, words))
    told = side_to_tell(catalogue, finding.survey, finding.indicator, finding.cut_point, _case(finding))
    figures = figures_told(finding.basis, told)
    own = [_own_words(text, finding, catalogue, words) for text in (finding.sentence, finding.reason)]
    return (
        *_miscounted(own[0], figures),
        *(wrong for text in own for wrong in _unborne_numbers(text, figures)),
        *(wrong for text in own for wrong in _forbidden(text, words)),
        *_overclaims(finding, told, figures, words),
        *_wrong_interval(finding, figures, words),
        *_wrong_of_trend(finding, figures, words),
    )


def _wrong_of_association(finding: Finding, catalogue: Catalogue, words: Words) -> Iterator[str]:
    subject = Presenter(catalogue, words).subject(finding)
    if not finding.sentence.startswith(subject):
        yield "does not say of whom it speaks"
    basis = finding.basis
    said = Said(
        finding.survey,
        finding.indicator,
        finding.against,
        basis["exposure"],
        basis["direction"],
        finding.evidence,
    )
    own = finding.sentence.removeprefix(subject)
    yield from check_association(said, own, basis, catalogue, words)
    yield from _forbidden(_own_words(own, finding, catalogue, words), words)
    if basis["flag"] != finding.evidence:
        yield f"concludes that the evidence is {finding.evidence}"


def _case(finding: Finding) -> str:
    return "" if finding.against else str(finding.basis["flag"])


def _own_words(text: str, finding: Finding, catalogue: Catalogue, words: Words) -> str:
    """The text without the words that are not the sentence's own."""
    asked = catalogue.asked(finding.indicator, finding.survey)
    demographic = catalogue.demographics.get(finding.group)
    others = [
        asked.otherwise,
        asked.asked_of,
        str(finding.basis["reference"]),
        words.who[finding.survey],
        demographic.labels.get(finding.level, finding.level) if demographic else "",
        *(cut.phrase for cut in asked.cut_points),
    ]
    for other in sorted(filter(None, others), key=len, reverse=True):
        text = text.replace(other, "…")
    return text


def _miscounted(own: str, figures: Figures | Band) -> Iterator[str]:
    """A claim without its count and base, or with others than the basis holds."""
    if isinstance(figures, Band):
        return
    expected = (figures.count, figures.base, percent(figures.share))
    said = [tuple(int(number.replace(",", "")) for number in found) for found in COUNTED.findall(own)]
    if said != [expected]:
        yield f"says {said} where the basis holds {expected}"


def _unborne_numbers(own: str, figures: Figures | Band) -> Iterator[str]:
    shares, others = _numbers_borne(figures)
    percents = PERCENT.findall(own)
    yield from (f"{number} % is not in the basis" for number in percents if int(number) not in shares)
    rest = PERCENT.sub("", own)
    numbers = (int(number.replace(",", "")) for number in NUMBER.findall(rest))
    yield from (f"{number} is not in the basis" for number in numbers if number not in others)


def _numbers_borne(figures: Figures | Band) -> tuple[set[int], set[int]]:
    """The whole per cents, and the counts and points, that a sentence on this basis may print."""
    if isinstance(figures, Band):
        return {percent(figures.low), percent(figures.high)}, {figures.base}
    shares = (figures.share, figures.low, figures.high, figures.reference_share)
    points = (figures.difference, figures.difference_low, figures.difference_high, figures.mdd)
    counted = (figures.base, figures.reference_base, figures.waves)
    return (
        {percent(share) for share in shares if share is not None},
        {
            figures.count,
            *(number for number in counted if number is not None),
            *(percent(abs(end)) for end in points if isinstance(end, float)),
        },
    )


def _forbidden(own: str, words: Words) -> Iterator[str]:
    """Words that claim what no survey can show, or make a league table of councils."""
    pattern = re.compile(rf"\b(?:{'|'.join(words.never)})\w*", re.IGNORECASE)
    yield from (f"says {found!r}" for found in pattern.findall(own))


def _overclaims(finding: Finding, told: Told, figures: Figures | Band, words: Words) -> Iterator[str]:
    """A conclusion of other evidence than the finding's, or the wrong direction."""
    for evidence in SETTLED:
        concludes = finding.sentence.endswith(_endings(finding, evidence, words))
        if concludes != (finding.evidence == evidence) or (concludes and finding.basis["flag"] != evidence):
            yield f"{'concludes' if concludes else 'does not conclude'} that the evidence is {evidence}"
    for case in SETTLED_KINDS:
        settled = words.levels[case].partition("{")[0]
        if settled in finding.sentence and (finding.evidence, finding.basis["flag"]) != (
            Evidence.LEVEL,
            case,
        ):
            yield f"says{settled.rstrip(' (')} without a level flag"
    if isinstance(figures, Figures) and figures.difference is not None:
        direction = words.change(finding.against, figures.difference)
        if f" {direction}" not in finding.sentence.replace(told.phrase, ""):
            yield f"does not say that the share is {direction}"


def _endings(finding: Finding, evidence: Evidence, words: Words) -> tuple[str, ...]:
    """How a sentence concludes that the evidence is this: in one way where it is the finding's, else in any."""
    changes: tuple[str, ...] = ("", *CHANGES.values())
    if evidence == finding.evidence:
        changes = (CHANGES.get(finding.against, ""),)
    whom = words.whom[finding.survey]
    return tuple(
        words.conclusion[evidence + change].replace("{whom}", whom).partition("}")[2] for change in changes
    )


def _wrong_interval(finding: Finding, figures: Figures | Band, words: Words) -> Iterator[str]:
    """A settled comparison without its interval, or with one that hides that it holds nought."""
    if not finding.against or isinstance(figures, Band) or finding.evidence not in SETTLED:
        return
    expected = words.between(figures.difference_low, figures.difference_high)
    if expected not in finding.sentence:
        yield f"does not say:{expected}"


def _wrong_of_trend(finding: Finding, figures: Figures | Band, words: Words) -> Iterator[str]:
    """A trend of other waves than the basis holds, or said to be straight where it is not."""
    if finding.against != TREND or isinstance(figures, Band):
        return
    line = words.line(figures.waves or 0, bent=finding.basis["reason"] == NOT_A_STRAIGHT_LINE)
    expected = f"{line}, {words.change(finding.against, figures.difference or 0.0)}"
    if expected not in finding.sentence:
        yield f"does not say: {expected}"
