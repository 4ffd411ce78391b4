"""What a council adds to its reports, from a TOML file: its own words, its answers, quotations two people cleared."""

from pathlib import Path

from heard.base.errors import InputProblems
from heard.base.surveys import Survey
from heard.catalogue import Catalogue
from heard.dataset.tally import Tally
from heard.dataset.toml_tables import Table, parse_toml
from heard.reports.additions import Additions, Place, Quotation

KNOWN = ("words", "answers", "quotations", "ideas")
TEXT = "words in quotation marks"


def read_additions(path: Path, catalogue: Catalogue) -> Additions:
    """`[words]` by place, `[answers]` by indicator, `[[quotations]]` of survey, indicator and words, `[[ideas]]` of
    survey and words. InputProblems with every error of the file; nothing of it is used where there is one."""
    tally = Tally()
    table = Table(path.name, tally, parse_toml(path))
    table.refuse_unknown(KNOWN)
    found = Additions(
        words={Place(key): text for key, text in _texts(table, "words", tuple(Place)).items()},
        answers=_texts(table, "answers", tuple(catalogue.indicators)),
        quotations=_quotations(table, "quotations", tuple(catalogue.indicators)),
        ideas=_quotations(table, "ideas", None),
    )
    if tally.has_errors():
        raise InputProblems(tally.problems())
    return found


def _texts(table: Table, key: str, known: tuple[str, ...]) -> dict[str, str]:
    inner = table.inner(key)
    if inner is None:
        return {}
    inner.refuse_unknown(known)
    texts = {name: inner.read(name, str, TEXT) for name in inner.values if name in known}
    return {name: text for name, text in texts.items() if text}


def _quotations(table: Table, key: str, indicators: tuple[str, ...] | None) -> tuple[Quotation, ...]:
    return tuple(
        found for each in table.inner_list(key) if (found := _quotation(each, indicators)) is not None
    )


def _quotation(table: Table, indicators: tuple[str, ...] | None) -> Quotation | None:
    table.refuse_unknown(("survey", "words") if indicators is None else ("survey", "indicator", "words"))
    survey = table.read_word("survey", tuple(Survey))
    indicator = "" if indicators is None else table.read_word("indicator", indicators)
    words = table.read("words", str, TEXT)
    return Quotation(survey, indicator, words) if survey and indicator is not None and words else None
