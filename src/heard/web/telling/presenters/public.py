"""What anybody reads: the front of a wave, the page of an age, and the form for a verdict."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from heard.charts.drawings import Drawing, draw_drawing
from heard.web.instruments.languages import spoken
from heard.web.instruments.words import load_words
from heard.web.policy import LEAST_PUBLIC_VERDICTS
from heard.web.telling.content import Content, Line, Said, lines_for
from heard.web.telling.judging import Verdict
from heard.web.telling.marks import day_in, wave_in
from heard.web.telling.queries import PublishedFacts, VerdictFacts
from heard.web.telling.readers import Reader
from heard.web.telling.words import PageWords, words_for
from heard.web.ui.frames import Frame

TENS = 10


@dataclass(frozen=True, slots=True)
class Link:
    """Where to go, and its words. `ages`: of the survey they name."""

    text: str | SafeString
    url: str
    ages: str = ""


@dataclass(frozen=True, slots=True)
class Front:
    """The front of a wave."""

    frame: Frame
    told: str
    title: str
    lead: str
    choose: str
    ways: tuple[Link, ...]
    others_title: str
    others: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class AnswerCard:
    """One finding as it is told. `said` is empty where nothing may be told any longer; `heading` stands then too.
    `language`: of the written words, where it is not the page's."""

    heading: str
    said: tuple[Said, ...]
    kind: str
    kind_words: str
    answer: str
    did_words: str
    did: str
    drawing: SafeString
    language: str
    verdict_title: str
    verdicts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MadeCard:
    """Something made for telling."""

    kind: str
    title: str
    words: str
    link: str


@dataclass(frozen=True, slots=True)
class ToldPage:
    """The page of an age. `told`: council and wave, for whoever checks it."""

    frame: Frame
    told: str
    title: str
    lead: SafeString
    cards: tuple[AnswerCard, ...]
    made_title: str
    made: tuple[MadeCard, ...]
    verdict: Link | None
    not_right: str
    dated: SafeString
    back: Link
    listen: str
    stop: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that can be said to an answer."""

    value: str
    words: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """An answer and what can be said to it."""

    name: str
    said: tuple[str, ...]
    answer: str
    language: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class VerdictPage:
    """The form."""

    frame: Frame
    told: str
    title: str
    lead: str
    code: str
    hint: str
    asked: tuple[Asked, ...]
    words: str
    words_hint: str
    typed_words: str
    typed_code: str
    error: str
    send: str
    back: Link


@dataclass(frozen=True, slots=True)
class Note:
    """A page that says one thing."""

    frame: Frame
    title: str
    text: str
    back: Link | None


def present_front(page: PublishedFacts, others: Sequence[PublishedFacts]) -> Front:
    """`page`: with what may still be said. `others`: of other waves."""
    words, content = words_for(None, spoken()), page.content
    return Front(
        frame=_frame(None, words.say("front.title")),
        told=content.told,
        title=words.say("front.title"),
        lead=words.say("front.lead", council=content.council_name),
        choose=words.say("front.choose"),
        ways=tuple(
            Link(
                words.say(f"for.{reader.value}"),
                _url(content, reader),
                reader.survey.value if reader.survey else "",
            )
            for reader in Reader
            if content.lines.get(reader)
        ),
        others_title=words.say("front.others"),
        others=tuple(
            Link(
                wave_in(words.say("front.other", wave=each.wave), each.wave),
                reverse("telling:front", args=[content.council, each.wave]),
            )
            for each in others
            if each.wave != page.wave
        ),
    )


def present_again() -> Note:
    """Taken back, and nothing stands in its place."""
    words = words_for(None, spoken())
    return Note(
        _frame(None, words.say("front.title")), words.say("front.title"), words.say("front.again"), None
    )


def present_told(
    content: Content, reader: Reader, verdicts: Mapping[str, VerdictFacts | None], *, has_cards: bool
) -> ToldPage:
    """`content`: with what may still be said."""
    words = words_for(reader, spoken())
    council = content.council_name
    title = words.say("page.title", council=council)
    day = words.say_day(content.published_on)
    lines = lines_for(content, reader, spoken())
    is_answered = not all(line.is_again for line in lines)
    return ToldPage(
        frame=_frame(reader, title),
        told=content.told,
        title=title,
        lead=wave_in(words.say("page.lead", council=council, wave=content.wave), content.wave),
        cards=tuple(_card(line, words, verdicts.get(line.indicator)) for line in lines),
        made_title=words.say("page.made"),
        made=tuple(
            MadeCard(words.say(f"kinds.{each.kind}"), each.title, each.words, each.link)
            for each in content.made
        ),
        verdict=_say_link(content, reader, words) if has_cards and reader.survey and is_answered else None,
        not_right=words.say("page.not_right"),
        dated=day_in(words.say("page.dated", council=council, day=day), content.published_on, day),
        back=Link(words.say("page.back"), reverse("telling:front", args=[content.council, content.wave])),
        listen=words.say("page.listen"),
        stop=words.say("page.stop"),
    )


def present_verdict(
    content: Content,
    reader: Reader,
    *,
    chosen: Mapping[str, str] | None = None,
    typed_code: str = "",
    typed_words: str = "",
    error: str = "",
) -> VerdictPage:
    """The form, as it comes or with what was sent. `error`: a key of the words."""
    words = words_for(reader, spoken())
    chosen = chosen or {}
    return VerdictPage(
        frame=_frame(reader, words.say("verdict.title")),
        told=content.told,
        title=words.say("verdict.title"),
        lead=words.say("verdict.lead"),
        code=words.say("verdict.code"),
        hint=words.say("verdict.hint"),
        asked=tuple(
            _asked(line, words, chosen.get(line.indicator, ""))
            for line in lines_for(content, reader, spoken())
            if not line.is_again
        ),
        words=words.say("verdict.words"),
        words_hint=words.say("verdict.words_hint"),
        typed_words=typed_words,
        typed_code=typed_code,
        error=words.say(f"verdict.{error}") if error else "",
        send=words.say("verdict.send"),
        back=Link(words.say("page.back"), _url(content, reader)),
    )


def present_thanks(content: Content, reader: Reader) -> Note:
    """After a verdict: the same for everybody."""
    words = words_for(reader, spoken())
    title = words.say("verdict.thanks")
    back = Link(words.say("page.back"), _url(content, reader))
    return Note(_frame(reader, title), title, words.say("verdict.thanks_text"), back)


def say_shares(found: VerdictFacts | None, words: PageWords) -> tuple[str, ...]:
    """What others say, in tenths: only where each part is of nobody or of ten and more; else that too few have said.

    In tenths and of that many, one child more or less is seen by nobody, and what is hidden is hidden whole.
    """
    if found is None:
        return ()
    parts = {each: int(getattr(found, each.value)) for each in Verdict}
    if any(0 < count < LEAST_PUBLIC_VERDICTS for count in parts.values()):
        return (words.say("verdict.too_few"),)
    return tuple(
        words.say(
            "verdict.share", what=words.say(f"verdict.{each.value}"), tens=_tenths(count, found.all, words)
        )
        for each, count in parts.items()
    )


def _tenths(count: int, of: int, words: PageWords) -> str:
    """Nobody and all are said of nobody and all alone."""
    if count in (0, of):
        return words.say("tenths.all" if count else "tenths.nobody")
    tens = (TENS * count + of // 2) // of
    return words.say("tenths.hardly" if tens == 0 else "tenths.nearly" if tens == TENS else f"tenths.n{tens}")


def _card(line: Line, words: PageWords, found: VerdictFacts | None) -> AnswerCard:
    return AnswerCard(
        heading=words.say("page.said") if line.said else words.say("page.something"),
        said=line.said,
        kind=line.kind,
        kind_words=words.say(f"page.{line.kind}"),
        answer=words.say("page.again_text") if line.is_again else line.answer,
        did_words=words.say("page.did"),
        did=line.did,
        drawing=draw(line.drawing),
        language="" if line.is_again or line.language == spoken() else line.language,
        verdict_title=words.say("verdict.told"),
        verdicts=() if line.is_again else say_shares(found, words),
    )


def _asked(line: Line, words: PageWords, chosen: str) -> Asked:
    return Asked(
        name=line.indicator,
        said=tuple(each.text for each in line.said) or (words.say("page.something"),),
        answer=line.did or line.answer,
        language=line.language if line.language != spoken() else "",
        choices=tuple(
            Choice(each.value, words.say(f"verdict.{each.value}"), each.value == chosen) for each in Verdict
        ),
    )


def draw(name: str) -> SafeString:
    """A drawing by its key; nothing where it is none. It says nothing that the words beside it do not."""
    if name not in set(Drawing):
        return SafeString("")
    return mark_safe(draw_drawing(Drawing(name)))  # of our own parts


def _frame(reader: Reader | None, title: str) -> Frame:
    survey = reader.survey if reader else None
    words = load_words(survey, spoken()).question
    return Frame(title, words.hide, words.help, survey.value if survey else "")


def _url(content: Content, reader: Reader) -> str:
    return reverse("telling:page", args=[content.council, content.wave, reader.value])


def _say_link(content: Content, reader: Reader, words: PageWords) -> Link:
    return Link(
        words.say("verdict.link"), reverse("telling:say", args=[content.council, content.wave, reader.value])
    )
