"""What every section of a report is made of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from heard.base.errors import HeardError
from heard.base.policy import MIN_BASE_TO_QUOTE, Level
from heard.base.surveys import TAKEN_TOGETHER, Family, Survey, parts_of
from heard.catalogue import Catalogue, Demographic, Domain, Indicator
from heard.disclosure import ProtectedTables
from heard.disclosure.small_cohorts import without_small_cohorts
from heard.findings import Finding
from heard.reports.additions import NOTHING_ADDED, Additions, Quotation
from heard.reports.facts import ReportFacts
from heard.reports.figures import Figures
from heard.reports.saying import survey_words
from heard.reports.tables import read_figures
from heard.reports.wording import Wording, load_wording


@dataclass(frozen=True)
class Material:
    """The facts, the figures, the findings and the words of one report, and what people added to them."""

    facts: ReportFacts
    catalogue: Catalogue
    figures: Figures
    findings: tuple[Finding, ...]
    wording: Wording
    additions: Additions = NOTHING_ADDED

    @classmethod
    def of(
        cls,
        protected: ProtectedTables,
        findings: Sequence[Finding],
        catalogue: Catalogue,
        facts: ReportFacts,
        *,
        additions: Additions = NOTHING_ADDED,
        language: str = "en",
    ) -> "Material":
        """What `facts.council` may be told; findings keep their order, those of other families are left out.

        HeardError where the tables were protected for another level or hold another wave than the facts say.
        """
        if (protected.level, protected.wave) != (facts.level, facts.wave.key):
            raise HeardError(
                f"a {facts.level} report of wave {facts.wave.key} cannot be made"
                f" from {protected.level} tables of wave {protected.wave}"
            )
        return cls(
            facts=facts,
            catalogue=catalogue,
            figures=read_figures(without_small_cohorts(protected), facts.council.code),
            findings=tuple(
                finding
                for finding in findings
                if finding.area == facts.council.code and parts_of(finding.survey)[0].family in facts.families
            ),
            wording=load_wording(language),
            additions=additions,
        )

    @cached_property
    def leaves_out(self) -> bool:
        """Whether something may be hidden in this copy."""
        return self.facts.level is not Level.WORKING

    @cached_property
    def ran(self) -> tuple[Survey, ...]:
        """The surveys of the report's families that somebody answered, youngest first.

        Where something may be hidden, all that the wave ran: whether a few answered one or nobody did is not told.
        """
        return tuple(
            survey
            for survey in self.facts.wave.surveys
            if survey.family in self.facts.families
            and (self.leaves_out or self.figures.respondents(survey) is not None)
        )

    @cached_property
    def surveys(self) -> tuple[Survey, ...]:
        """Those of them of which something may be told."""
        return tuple(survey for survey in self.ran if self.figures.may_be_read(survey))

    @cached_property
    def together(self) -> tuple[str, ...]:
        """The surveys taken together that can be: each of the parts was answered."""
        return tuple(key for key in TAKEN_TOGETHER if set(parts_of(key)) <= set(self.ran))

    @cached_property
    def families(self) -> Mapping[Family, tuple[Survey, ...]]:
        """The surveys of each family that the report covers."""
        found = {
            family: tuple(survey for survey in self.ran if survey.family is family)
            for family in self.facts.families
        }
        return {family: surveys for family, surveys in found.items() if surveys}

    def indicators(self, domain: Domain) -> tuple[Indicator, ...]:
        """The domain's indicators that a survey of the report asks, in catalogue order."""
        return tuple(
            item
            for item in self.catalogue.indicators.values()
            if item.domain == domain.key and any(survey in item.asked for survey in self.surveys)
        )

    @cached_property
    def compared_demographics(self) -> tuple[Demographic, ...]:
        """What groups are compared by, in catalogue order."""
        return tuple(
            item
            for item in self.catalogue.demographics.values()
            if item.compared and any(survey in item.surveys for survey in self.surveys)
        )

    @cached_property
    def quotations(self) -> tuple[Quotation, ...]:
        """What may be quoted beside a question: of surveys that so many answered that a voice is not known."""
        return tuple(each for each in self.additions.quotations if self._may_quote(each.survey))

    @cached_property
    def ideas(self) -> tuple[Quotation, ...]:
        """The same of what children would change."""
        return tuple(each for each in self.additions.ideas if self._may_quote(each.survey))

    @cached_property
    def answers(self) -> Mapping[str, str]:
        """The council's answers to what is told here, the gravest first: one to what is not told would tell it."""
        told = dict.fromkeys(finding.indicator for finding in self.findings if finding.kind != "ask")
        given = self.additions.answers
        return {indicator: given[indicator] for indicator in told if given.get(indicator, "").strip()}

    def _may_quote(self, survey: str) -> bool:
        row = self.figures.respondents(survey) if survey in self.surveys else None
        return row is not None and (row.respondents or 0) >= MIN_BASE_TO_QUOTE

    def of_kind(self, *kinds: str) -> tuple[Finding, ...]:
        """The findings of these kinds, in order of importance."""
        return tuple(finding for finding in self.findings if finding.kind in kinds)

    def say(self, key: str, **values: str | int) -> str:
        """The words of `key`.

        `{everybody}`, `{children}` and `{general}` fit those whom the report is about; `{shown_here}`,
        `{councils_there}` and `{Councils_there}` its level.
        """
        return self.wording.say(key, **{**self._usual, **values})

    @cached_property
    def _usual(self) -> Mapping[str, str]:
        whom = "leavers" if set(self.families) == {Family.LEAVERS} else "children"
        names = ("everybody", "children", "general")
        words = {name: self.wording.say(f"whom.{whom}.{name}") for name in names}
        shown_here = self.wording.say("shown_here") if self.leaves_out else ""
        there = self.wording.say(f"councils_there.{'all' if self.leaves_out else 'others'}.sentence")
        heading = self.wording.say(f"councils_there.{'all' if self.leaves_out else 'others'}.heading")
        return {
            **words,
            "General": words["general"].capitalize(),
            "shown_here": shown_here,
            "councils_there": there,
            "Councils_there": heading,
        }

    def ages(self, survey: str) -> str:
        """`Ages 4 to 7`."""
        return self.say("survey.ages", ages=survey_words(survey))

    @cached_property
    def words_tested(self) -> bool:
        """Whether a programme has recorded a test with children for all that was asked."""
        asked = [item for survey in self.surveys for item in self.catalogue.asked_in(survey)]
        return all(item.derived or item.provenance.tested_on is not None for item in asked)
