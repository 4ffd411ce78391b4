"""An attack on what was told in words: the public page, letters, posters. Every figure must be one that was published.

A text that quotes a finding must be, word for word, a sentence which the public figures of that council and wave bear
(`bearing`). Any other text may hold no figure at all, but for what is shown to be none (`marks`). What cannot be read
counts as broken: a picture, a script, a language whose numbers are not known.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import polars as pl

from heard.analysis.against_population import choose_benchmarks
from heard.base.errors import UserError
from heard.base.figures import find_figures, knows_numbers
from heard.base.files import say_why
from heard.base.messages import name_some
from heard.base.policy import Level
from heard.catalogue import Catalogue, load_catalogue
from heard.catalogue.benchmarks import Benchmark
from heard.disclosure.attack import Release
from heard.disclosure.facts import SCHEMA
from heard.programme.attack import read_releases
from heard.programme.counted import Progress, say_nothing
from heard.programme.folder import SETTINGS, open_programme
from heard.programme.told.bearing import PARTS, Place, Shown, list_sentences, read_place
from heard.programme.told.breaches import ToldBreach, ToldKind
from heard.programme.told.marks import find_wrong
from heard.programme.told.pages import Mark, MarkKind, Page, Passage, read_page, read_text

READERS = {".html": read_page, ".htm": read_page, ".txt": read_text}
SAVE = "Save the page as HTML, or take the HTML beside the PDF of a paper: the PDF is made of it."
WHY = {
    ToldKind.UNMARKED: "A figure that names no finding: {found}. Quote a public finding, or say it without.",
    ToldKind.CHANGED: "It is not what the published figures bear of {key}.",
    ToldKind.NOT_SHOWN: "Nothing that anybody may read bears {key}: its figures are hidden, or of the board's reports.",
    ToldKind.ELSEWHERE: "It is of {key}, and the page tells of {told}.",
}


def attack_pages(
    directories: Sequence[Path], pages: Sequence[Path], *, progress: Progress = say_nothing
) -> tuple[ToldBreach, ...]:
    """Every sentence of these files that says what the public tables of these releases do not bear.

    `directories`: as `attack_releases` takes them; benchmarks are those of a programme folder. Raises InputProblems,
    UserError and DamagedLedger as that does, and UserError where a file cannot be read.
    """
    catalogue = load_catalogue()
    read = [_read(path) for path in pages]
    shown = _list_shown(directories, catalogue, progress)
    found: list[ToldBreach] = []
    for page in read:
        progress(f"Attacking the words of {page.name}")
        found += dict.fromkeys(_Attack(page, shown, catalogue).breaches())
    return tuple(found)


def _read(path: Path) -> Page:
    reader = READERS.get(path.suffix.casefold())
    if reader is None:
        raise UserError(f"{path.name} cannot be attacked: only {', '.join(READERS)} can be read. {SAVE}")
    try:
        return reader(path.name, path.read_bytes().decode())
    except OSError as error:
        raise UserError(f"{path} cannot be read: {say_why(error)}.") from None
    except UnicodeDecodeError:
        raise UserError(f"{path.name} is not text in UTF-8. {SAVE}") from None


def _list_shown(directories: Sequence[Path], catalogue: Catalogue, progress: Progress) -> Shown:
    """All that anybody may read of them together."""
    releases: list[Release] = read_releases(directories, catalogue, progress)
    public = [each.facts for each in releases if each.level == Level.PUBLIC]
    benchmarks: list[Benchmark] = []
    for directory in directories:
        if (directory / SETTINGS).exists():
            benchmarks += open_programme(directory, catalogue).benchmarks
    facts = pl.concat(public) if public else pl.DataFrame(schema=SCHEMA)
    return Shown(facts, choose_benchmarks(benchmarks))


@dataclass
class _Attack:
    """One page against what anybody may read."""

    page: Page
    shown: Shown
    catalogue: Catalogue

    def breaches(self) -> Iterator[ToldBreach]:
        """All of them, in the order of the page."""
        yield from (
            self._breach(ToldKind.UNREAD, each, "Nothing is known of what it says.")
            for each in self.page.unread
        )
        yield from self._of_whom()
        yield from self._languages()
        for each in self.page.passages:
            if each.mark is None:
                yield from self._unmarked(each)
            elif each.mark.kind is MarkKind.FINDING:
                yield from self._quoted(each, each.mark)
            elif wrong := find_wrong(each.mark, each.text, told=self._told, waves=self._waves):
                yield self._breach(ToldKind.CHANGED, each.text, f"{wrong[0].upper()}{wrong[1:]}.")

    @cached_property
    def _told(self) -> str:
        """Council and wave of the page; empty where it does not say, or says two."""
        return self.page.told[0] if len(set(self.page.told)) == 1 else ""

    @cached_property
    def _waves(self) -> frozenset[str]:
        return frozenset(self.shown.facts["wave"].unique())

    def _of_whom(self) -> Iterator[ToldBreach]:
        is_marked = any(each.mark for each in self.page.passages)
        if len(set(self.page.told)) > 1:
            yield self._breach(
                ToldKind.ELSEWHERE, name_some(self.page.told), "It tells of more than one council or wave."
            )
        if is_marked and not self.page.told:
            why = "It quotes, and does not say of which council and wave it tells. Take the page as Heard made it."
            yield self._breach(ToldKind.UNREAD, self.page.name, why)

    def _languages(self) -> Iterator[ToldBreach]:
        for language in dict.fromkeys(each.language for each in self.page.passages):
            if not knows_numbers(language):
                why = "Numbers in words are not known in it; digits alone were looked for. Have it read."
                yield self._breach(ToldKind.UNREAD, f"words in the language {language}", why)

    def _unmarked(self, passage: Passage) -> Iterator[ToldBreach]:
        if figures := find_figures(passage.text, passage.language):
            yield self._breach(
                ToldKind.UNMARKED, passage.text, WHY[ToldKind.UNMARKED].format(found=name_some(figures))
            )

    def _quoted(self, passage: Passage, mark: Mark) -> Iterator[ToldBreach]:
        place, key = read_place(mark.value), mark.value
        if place is None:
            why = f"It names no finding: a finding's key has {PARTS} parts."
            yield self._breach(ToldKind.UNREAD, passage.text, why)
        elif f"{place.area}/{place.wave}" != self._told:
            yield self._tell(ToldKind.ELSEWHERE, passage, key)
        elif not (sentences := self._borne(place)):
            yield self._tell(ToldKind.NOT_SHOWN, passage, key)
        elif passage.text not in sentences:
            yield self._tell(ToldKind.CHANGED, passage, key)

    def _borne(self, place: Place) -> frozenset[str]:
        return frozenset(" ".join(each.split()) for each in list_sentences(place, self.shown, self.catalogue))

    def _tell(self, kind: ToldKind, passage: Passage, key: str) -> ToldBreach:
        return self._breach(kind, passage.text, WHY[kind].format(key=key, told=self._told or "nobody"))

    def _breach(self, kind: ToldKind, sentence: str, why: str) -> ToldBreach:
        return ToldBreach(kind, self.page.name, sentence, why)
