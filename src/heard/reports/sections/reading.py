"""How to read the pictures, and the method in a page with the numbers it rests on."""

from heard.base import policy
from heard.base.outputs import outputs_of
from heard.base.policy import LEVELS, Level
from heard.charts import Certainty, Direction
from heard.reports.blocks import (
    Block,
    Column,
    Details,
    FlagKey,
    Key,
    Paragraph,
    Points,
    Sample,
    SimpleTable,
    Tag,
    Terms,
)
from heard.reports.material import Material
from heard.reports.report import Section
from heard.reports.saying import date_words, number, per_cent, points
from heard.reports.sections.band_rules import rule_in_points, whose_rule

FLAGS = (
    ("better", Certainty.CLEAR, Direction.BETTER),
    ("worse", Certainty.CLEAR, Direction.WORSE),
    ("possible", Certainty.POSSIBLE, Direction.WORSE),
    ("in_line", Certainty.IN_LINE, Direction.NONE),
    ("cannot_tell", Certainty.CANNOT_TELL, Direction.NONE),
    ("not_compared", None, Direction.NONE),
)


def picture_key(material: Material) -> Details:
    """The key that stands before the first table."""
    entries = tuple((sample, material.say(f"key.{sample}")) for sample in Sample)
    return Details(material.say("key.summary"), (Key(entries), _flag_key(material)))


def method_section(material: Material) -> Section:
    """What the figures mean, how they were compared, what they cannot say, and where they come from."""
    topics = ("pictures", "whole_group", "comparing", "flags", "chance", "bands", "small", "cannot_say")
    parts = tuple(_topic(material, topic) for topic in topics)
    return Section(
        "method",
        material.say("method.title"),
        (Paragraph(material.say("method.intro")),),
        (*parts, _provenance(material), _terms(material)),
    )


def _topic(material: Material, topic: str) -> Section:
    blocks: list[Block] = []
    if topic == "pictures":
        blocks.append(Key(tuple((sample, material.say(f"key.{sample}")) for sample in Sample)))
    elif topic == "flags":
        blocks.append(_flag_key(material))
    elif topic == "bands":
        blocks += [Paragraph(whose_rule(material)), Points(rule_in_points(material))]
    elif topic == "small":
        blocks += _small_numbers(material)
    lines = _lines(material, topic)
    if lines:
        blocks.append(Points(lines))
    return Section(f"method-{topic}", material.say(f"method.{topic}.title"), tuple(blocks))


def _lines(material: Material, topic: str) -> tuple[str, ...]:
    numbers = _policy_numbers(material)
    keys = material.wording.list(f"method.{topic}.lines")
    said = {key: material.say(f"method.{topic}.lines.{key}", **numbers) for key in keys}
    if topic == "comparing" and material.facts.councils == 1:
        said["others"] = material.say("method.alone")
    elif topic == "comparing" and material.leaves_out:
        said["others"] = material.say("method.all_councils", **numbers)
    lines = tuple(said.values())
    if topic == "comparing" and material.figures.has_trends:
        return (*lines, material.say("method.trend", **numbers))
    return lines


def _flag_key(material: Material) -> FlagKey:
    numbers = _policy_numbers(material)
    return FlagKey(
        tuple(
            (
                Tag(material.say(f"flag_key.{key}.tag"), certainty, direction),
                material.say(f"flag_key.{key}.meaning", **numbers),
            )
            for key, certainty, direction in FLAGS
        )
    )


def _policy_numbers(material: Material) -> dict[str, str | int]:
    return {
        "least_base": policy.MIN_BASE_TO_COMPARE,
        "least_waves": policy.MIN_WAVES_FOR_TREND,
        "least_points": points(policy.RELEVANT_DIFFERENCE),
        "in_line_points": points(policy.EQUIVALENCE_MARGIN),
        "pool_areas": policy.MIN_POOL_AREAS,
        "pool_base": policy.MIN_POOL_BASE,
        "pool_share": per_cent(policy.MAX_POOL_SHARE),
        "pool_rounding": policy.POOL_BASE_ROUNDING,
        "pool_months": policy.POOL_MONTHS,
        "nearly": per_cent(policy.NEARLY_EVERYONE),
        "many": per_cent(policy.MANY_SAY_OTHERWISE),
        "many_expected": per_cent(policy.MANY_SAY_OTHERWISE_EXPECTED_OF_ALL),
        "clear_chance": per_cent(policy.CLEAR_Q),
        "clear_chance_shrunken": per_cent(policy.CLEAR_Q_WITH_EMPIRICAL_BAYES),
        "possible_chance": per_cent(policy.POSSIBLE_Q),
        "probability": per_cent(policy.EMPIRICAL_BAYES_PROBABILITY),
        "possible_alone": per_cent(policy.POSSIBLE_P_WITH_EMPIRICAL_BAYES),
        "shrunken_areas": policy.MIN_AREAS_FOR_EMPIRICAL_BAYES,
        "power": per_cent(policy.POWER),
        "level_base": policy.MIN_LEVEL_BASE,
        "ratio": per_cent(policy.UNDER_REPRESENTED_RATIO),
        "councils": number(material.facts.councils),
    }


def checked_words(material: Material) -> str:
    """Whether this copy was checked against what was said before."""
    if material.facts.recorded is None:
        return material.say("checked.not_yet.text")
    return material.say("checked.recorded", recorded=material.facts.recorded)


def _small_numbers(material: Material) -> tuple[Block, ...]:
    """What is left out and why, and which outputs are for whom."""
    if not material.leaves_out:
        return Paragraph(material.say("method.small.working")), _who_reads_what(material)
    rule = LEVELS[material.facts.level]
    said = material.say("method.small.protected", most=rule.threshold - 1, minimum_base=rule.minimum_base)
    lines = material.wording.list("method.small.how")
    how = Points(tuple(material.say(f"method.small.how.{line}") for line in lines))
    return Paragraph(said), how, Paragraph(checked_words(material)), _who_reads_what(material)


def _who_reads_what(material: Material) -> SimpleTable:
    """The table of outputs and levels, a level a row."""
    columns = (Column(material.say(f"readers.{name}")) for name in ("copy", "whom", "hidden", "outputs"))
    return SimpleTable(
        material.say("readers.caption"), tuple(columns), tuple(_level_row(material, level) for level in Level)
    )


def _level_row(material: Material, level: Level) -> tuple[str, ...]:
    rule = LEVELS[level]
    hidden = "nothing" if level is Level.WORKING else "small"
    outputs = [material.say(f"readers.named.{output}") for output in outputs_of(level)]
    return (
        material.say(f"levels.{level}.name"),
        material.say(f"readers.levels.{level}"),
        material.say(f"readers.{hidden}", most=rule.threshold - 1, minimum_base=rule.minimum_base),
        ", ".join(outputs),
    )


def _provenance(material: Material) -> Section:
    wording, facts = material.wording, material.facts
    tested = "tested" if material.words_tested else "untested"
    lines = (
        material.say(
            "provenance.wave",
            programme=facts.programme,
            wave=facts.wave.key,
            opens=date_words(facts.wave.opens_on, wording),
            closes=date_words(facts.wave.closes_on, wording),
        ),
        material.wording.count("provenance.councils", facts.councils),
        material.say(f"provenance.{tested}"),
        material.say("provenance.concepts"),
        *((material.say("provenance.made_up"),) if facts.made_up else ()),
        made_with(material),
    )
    return Section("provenance", material.say("provenance.title"), (Points(lines),))


def made_with(material: Material) -> str:
    """The version, and what tells two copies apart: of a working copy the data, else what was said, never more."""
    facts = material.facts
    if not material.leaves_out:
        return material.say("provenance.version", version=facts.version, fingerprint=facts.fingerprint)
    if facts.recorded is None:
        return material.say("provenance.not_recorded", version=facts.version)
    return material.say("provenance.recorded", version=facts.version, recorded=facts.recorded)


def _terms(material: Material) -> Section:
    entries = tuple(
        (material.say(f"terms.words.{term}.term"), material.say(f"terms.words.{term}.meaning"))
        for term in material.wording.list("terms.words")
    )
    return Section("terms", material.say("terms.title"), (Terms(entries),))
