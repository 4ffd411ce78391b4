"""Which documents a council gets, how each is built, and how it is written in a format."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from heard.base.surveys import Family, Survey
from heard.reports.formats.html import render_html
from heard.reports.formats.pdf import render_pdf
from heard.reports.formats.powerpoint import render_powerpoint
from heard.reports.formats.word import render_word
from heard.reports.kinds.children import build_children
from heard.reports.kinds.committee import build_committee
from heard.reports.kinds.easy_read import build_easy_read
from heard.reports.kinds.full import build_full
from heard.reports.kinds.postcard import build_postcard
from heard.reports.kinds.poster import build_poster
from heard.reports.kinds.slides import build_slides
from heard.reports.kinds.summary import build_summary
from heard.reports.material import Material
from heard.reports.outputs import Format, Kind
from heard.reports.report import Report


@dataclass(frozen=True, slots=True)
class Document:
    """One document: of these families; a children's version also of one survey. `name` is a part of its file's."""

    kind: Kind
    families: tuple[Family, ...]
    survey: Survey | None = None
    apart: bool = True  # whether each family has its own

    @property
    def name(self) -> str:
        """`care-full`, `care-children-8-11`; without the family where all stand in one document."""
        family = self.families[0].value if self.apart and len(self.families) == 1 else None
        parts = (family, self.kind.value.replace("_", "-"), self.survey.value if self.survey else None)
        return "-".join(part for part in parts if part)


def list_documents(
    kinds: Sequence[Kind], families: Sequence[Family], surveys: Sequence[Survey], *, together: bool = False
) -> Iterator[Document]:
    """The documents of these kinds, for each family its own; `together`: one of each kind for all families.

    The committee paper and the analysts' tables are always one: they hold the families side by side. Of slides there is
    one of each family and, where there are several, one that a board sees of all. A children's version is made for each
    survey of the family.
    """
    for kind in kinds:
        if kind is Kind.CHILDREN:
            of_families = (survey for survey in surveys if survey.family in families)
            yield from (Document(kind, (survey.family,), survey) for survey in of_families)
        elif kind in (Kind.BOARD, Kind.TABLES) or together:
            yield Document(kind, tuple(families), apart=False)
        else:
            yield from (Document(kind, (family,)) for family in families)
            if kind is Kind.SLIDES and len(families) > 1:
                yield Document(kind, tuple(families), apart=False)


def build(document: Document, material: Material) -> Report:
    """The report of a document; `material` is of its families. The analysts' tables are no report."""
    if document.survey is not None:
        return build_children(material, document.survey)
    return BUILDERS[document.kind](material)


def render(report: Report, format: Format) -> bytes:
    """The report in a format of pages. UserError where what a format needs of the system is not there."""
    return RENDERERS[format](report)


def _html(report: Report) -> bytes:
    return render_html(report).encode()


BUILDERS: Mapping[Kind, Callable[[Material], Report]] = {
    Kind.FULL: build_full,
    Kind.SUMMARY: build_summary,
    Kind.BOARD: build_committee,
    Kind.SLIDES: build_slides,
    Kind.EASY_READ: build_easy_read,
    Kind.POSTER: build_poster,
    Kind.POSTCARD: build_postcard,
}
RENDERERS: Mapping[Format, Callable[[Report], bytes]] = {
    Format.HTML: _html,
    Format.PDF: render_pdf,
    Format.DOCX: render_word,
    Format.PPTX: render_powerpoint,
}
