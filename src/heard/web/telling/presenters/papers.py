"""The published page on paper: the same lines, each kind with its own words around them."""

from collections.abc import Mapping
from dataclasses import dataclass

from heard.web.telling.content import Content, Line, lines_for
from heard.web.telling.marks import address_in, day_in, wave_in
from heard.web.telling.paper import Paper, PaperKind, PaperLine, PaperWords
from heard.web.telling.presenters.public import draw
from heard.web.telling.readers import ENGLISH, NAMES, Reader
from heard.web.telling.words import PageWords, words_for

CALLED: Mapping[PaperKind, str] = {
    PaperKind.POSTER: "Poster, A3",
    PaperKind.LETTER: "Letter",
    PaperKind.CARD: "Card, A6",
    PaperKind.SLIDES: "Slides",
    PaperKind.STORY: "Story in words and pictures",
}


@dataclass(frozen=True, slots=True)
class PaperGroup:
    """The papers of one reader: key and name of each."""

    reader: str
    title: str
    papers: tuple[tuple[str, str], ...]


def list_papers(content: Content) -> tuple[PaperGroup, ...]:
    """Everything that can be printed of a page."""
    return tuple(
        PaperGroup(reader.value, NAMES[reader], tuple((kind.value, CALLED[kind]) for kind in PaperKind))
        for reader in Reader
        if content.lines.get(reader)
    )


def present_paper(content: Content, reader: Reader, kind: PaperKind, *, signer: str, address: str) -> Paper:
    """`content`: with what may still be said. `signer`: the role that signs a letter."""
    words = words_for(reader)
    is_letter = kind is PaperKind.LETTER
    day = words.say_day(content.published_on)
    lead = "paper.letter_lead" if is_letter else "page.lead"
    return Paper(
        kind=kind,
        language=ENGLISH,
        reader=reader.value,
        council=content.council_name,
        title=words.say(f"paper.{kind.value}"),
        told=content.told,
        lead=wave_in(words.say(lead, council=content.council_name, wave=content.wave), content.wave),
        lines=tuple(_line(each, words) for each in lines_for(content, reader, ENGLISH)),
        end=words.say("paper.letter_end") if is_letter else "",
        signed=words.say("paper.signed", signer=signer, council=content.council_name)
        if is_letter and signer
        else "",
        more=address_in(words.say("paper.more", address=address), address),
        dated=day_in(
            words.say("page.dated", council=content.council_name, day=day), content.published_on, day
        ),
    )


def _line(line: Line, words: PageWords) -> PaperLine:
    return PaperLine(
        heading=words.say("page.said") if line.said else words.say("page.something"),
        said=tuple(PaperWords(each.text, each.finding) for each in line.said),
        kind_words=words.say(f"page.{line.kind}"),
        answer=words.say("page.again_text") if line.is_again else line.answer,
        did_words=words.say("page.did"),
        did=line.did,
        drawing=str(draw(line.drawing)),
    )
