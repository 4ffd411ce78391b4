"""How to read the page about all councils, and where its figures come from."""

from heard.base import policy
from heard.reports.blocks import Points
from heard.reports.nation import NationMaterial
from heard.reports.report import Section
from heard.reports.saying import date_words, per_cent, points

TOPICS = ("real", "funnel", "trend", "odds")


def method_section(material: NationMaterial) -> Section:
    """What each kind of figure is, in the words of whoever must answer for it."""
    parts = (_topic(material, topic) for topic in TOPICS)
    return Section("method", material.say("nation.method.title"), (), (*parts, _provenance(material)))


def _topic(material: NationMaterial, topic: str) -> Section:
    numbers: dict[str, str | int] = {
        "base": policy.MIN_BASE_TO_FIT,
        "areas": policy.MIN_AREAS_TO_FIT,
        "months": policy.POOL_MONTHS,
        "waves": policy.MIN_WAVES_FOR_TREND,
        "least": points(policy.RELEVANT_DIFFERENCE),
        "within": points(policy.EQUIVALENCE_MARGIN),
        "clear": per_cent(policy.CLEAR_Q),
        "possible": per_cent(policy.POSSIBLE_Q),
        "clusters": policy.MIN_CLUSTERS,
    }
    lines = (
        material.say(f"nation.method.{topic}.lines.{line}", **numbers)
        for line in material.wording.list(f"nation.method.{topic}.lines")
    )
    return Section(f"method-{topic}", material.say(f"nation.method.{topic}.title"), (Points(tuple(lines)),))


def _provenance(material: NationMaterial) -> Section:
    wording, facts = material.wording, material.facts
    lines = (
        material.say(
            "provenance.wave",
            programme=facts.programme,
            wave=facts.wave.key,
            opens=date_words(facts.wave.opens_on, wording),
            closes=date_words(facts.wave.closes_on, wording),
        ),
        wording.count("provenance.councils", facts.councils),
        *((material.say("provenance.made_up"),) if facts.made_up else ()),
        material.say("nation.provenance", version=facts.version, fingerprint=facts.fingerprint),
    )
    return Section("provenance", material.say("provenance.title"), (Points(lines),))
