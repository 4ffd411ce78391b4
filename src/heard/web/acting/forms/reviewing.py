"""A table that waits, page by page of its rows: each page is a form of its own, with what was sent for it before."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from heard.web.acting.forms.importing import ColumnsForm, ReviewForm
from heard.web.acting.importing import Decided
from heard.web.acting.queries import WaitingFacts
from heard.web.acting.reading.proposing import Proposal
from heard.web.acting.reading.table import PlanTable
from heard.web.policy import PLAN_PAGE_ROWS

Sent = QueryDict | MultiValueDict[str, str]
FindNamed = Callable[[Sequence[Proposal]], tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What is looked at. `there`: rows (from 0) of the plan already, with the action's number. `themes`: those that are
    new, asked for on the first page. `find_named`: what may name somebody in some rows."""

    waiting: WaitingFacts
    table: PlanTable
    proposals: Sequence[Proposal]
    there: Mapping[int, int]
    themes: Mapping[str, str]
    find_named: FindNamed

    @property
    def pages(self) -> int:
        """How many there are."""
        return max(1, -(-len(self.proposals) // PLAN_PAGE_ROWS))

    def places(self, page: int) -> range:
        """The rows of a page, both from 0."""
        return range(page * PLAN_PAGE_ROWS, min((page + 1) * PLAN_PAGE_ROWS, len(self.proposals)))

    def form(self, page: int, sent: Sent | None = None) -> ReviewForm:
        """The form of a page, with what was sent now, or else for it before."""
        kept = self.waiting.typed.get(page)
        places = self.places(page)
        return ReviewForm(
            data=sent if sent is not None else None if kept is None else MultiValueDict(kept),
            proposals=self.proposals,
            places=places,
            themes=self.themes if page == 0 else {},
            there=self.there,
            named=self.find_named([self.proposals[place] for place in places]),
        )

    def columns(self, sent: Sent | None = None) -> ColumnsForm:
        """The form for what each column is."""
        known = dict(self.table.columns)
        return ColumnsForm(
            data=sent,
            columns={heading: known.get(heading) for heading in self.table.headings},
            samples=_list_samples(self.table),
        )

    def decide(self, page: int, form: ReviewForm) -> tuple[tuple[Decided, ...], dict[str, str]] | int:
        """What was decided of every row, and the titles of new themes; or the first page that is not ready, because
        nobody has looked at it or something in it is asked. `form`: of the page that is sent just now, and is valid."""
        forms = [form if each == page else self.form(each) for each in range(self.pages)]
        for number, each in enumerate(forms):
            if not each.is_valid():
                return number
        return tuple(row for each in forms for row in each.decided()), forms[0].titles()


def _list_samples(table: PlanTable) -> dict[str, str]:
    samples: dict[str, str] = {}
    for row in table.rows:
        own = ((row.headings.get(which, ""), text) for which, text in row.cells.items())
        for heading, text in (*own, *row.kept):
            samples.setdefault(heading, text)
    return samples
