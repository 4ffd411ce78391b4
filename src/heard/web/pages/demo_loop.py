"""What became of the findings of the demo's two waves: told by `demo_story.yaml`, played by the site's own actions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from heard.catalogue.yaml_text import read_yaml
from heard.web.acting import actions as acting
from heard.web.acting.contents import ActionContent, ThemeContent
from heard.web.acting.dates import UNKNOWN, When, WhenKind, day
from heard.web.acting.kinds import Change, EntryKind, Rhythm, Status
from heard.web.acting.queries import find_action
from heard.web.following import actions as following
from heard.web.following.queries import Choice as Becomes
from heard.web.interpreting.actions import beside, deciding, remarks, sessions
from heard.web.interpreting.terms import By, Choice, Source, Way, Who
from heard.web.interpreting.terms import Kind as RemarkKind
from heard.web.responding.actions import Given, answer_finding
from heard.web.responding.kinds import Kind
from heard.web.results.found import list_findings
from heard.web.telling import actions as telling
from heard.web.telling import judging, recording
from heard.web.telling.queries import Spot
from heard.web.telling.readers import ENGLISH, Audience, Reader
from heard.web.waves.queries import find_wave

STORY = Path(__file__).with_name("demo_story.yaml")
OF_WHOM = {Who.PANEL: By.YOUNG_PEOPLE, Who.BOARD: By.BOARD}

Told = Mapping[str, Any]  # one wave of the story


@dataclass(frozen=True, slots=True)
class Teller:
    """Who plays it. `closed`: the moment from which the story counts its days."""

    wave: str
    closed: datetime
    by: str
    known: frozenset[str]  # questions of which the demo's reports tell something

    def at(self, days: int) -> datetime:
        """So many days after the last answer day."""
        return self.closed + timedelta(days)

    def on(self, days: int) -> date:
        """The same as a day."""
        return self.at(days).date()


def play_story(waves: Sequence[tuple[str, datetime]], *, by: str) -> None:
    """For the council entered: the last two of these waves, each with the moment it closed; the oldest first."""
    story: Mapping[str, Told] = read_yaml(STORY.read_text(encoding="utf-8"))
    chapters = (
        list(zip(("earlier", "last"), waves[-2:], strict=True)) if len(waves) > 1 else [("last", waves[-1])]
    )
    for name, (wave, closed) in chapters:
        known = frozenset(each.indicator for each in list_findings(wave))
        if known:
            _play(story[name], Teller(wave, closed, by, known))


def _play(told: Told, teller: Teller) -> None:
    for session in told["sessions"]:
        _hold(session, teller)
    _put_beside(told, teller)
    for indicator, choice, reasons in _known(told["first"], teller):
        deciding.decide(
            wave=teller.wave,
            indicator=indicator,
            choice=Choice(choice),
            reasons=reasons,
            read=0,
            by=teller.by,
            at=teller.at(45),
        )
    for indicator, (kind, who, text) in told["answers"].items():
        if indicator in teller.known:
            given = Given(Kind(kind), who, text, 0, 0)
            answer_finding(wave=teller.wave, indicator=indicator, given=given, by=teller.by, at=teller.at(50))
    _act(told, teller)
    _tell(told, teller)
    for indicator, (choice, words) in told.get("learnt", {}).items():
        if indicator in teller.known:
            following.keep_learning(
                wave=teller.wave,
                indicator=indicator,
                choice=Becomes(choice),
                words=words,
                read=0,
                by=teller.by,
                at=teller.at(760),
            )


def _known(rows: Sequence[Sequence[Any]], teller: Teller) -> list[Sequence[Any]]:
    """Those whose first column is a question that the reports tell of."""
    return [row for row in rows if row[0] in teller.known]


def _hold(session: Told, teller: Teller) -> None:
    who, at = Who(session["who"]), teller.at(session["day"])
    begun = sessions.Begun(who, "", session["host"], at.date())
    key = sessions.begin_session(wave=teller.wave, begun=begun, by=teller.by, at=at)
    said = []
    for indicator, kind, text in _known(session["remarks"], teller):
        sessions.go_through(wave=teller.wave, session=key, indicator=indicator, by=teller.by, at=at)
        said.append(remarks.Said((indicator,), RemarkKind(kind), OF_WHOM[who], text))
    origin = remarks.Origin(Way.SESSION, key)
    remarks.keep_remarks(wave=teller.wave, said=said, origin=origin, by=teller.by, at=at, is_looked_at=True)
    sessions.say_took_part(wave=teller.wave, session=key, took_part=session["took_part"], by=teller.by, at=at)
    sessions.end_session(wave=teller.wave, session=key, by=teller.by, at=at)


def _put_beside(told: Told, teller: Teller) -> None:
    """Evidence from elsewhere, and deep dives."""
    for indicator, source, words, days, says in _known(told["evidence"], teller):
        piece = beside.Piece(Source(source), words, teller.on(days), says)
        beside.add_evidence(
            wave=teller.wave,
            indicator=indicator,
            piece=piece,
            by=teller.by,
            at=teller.at(46),
            is_looked_at=True,
        )
    for indicator, question, lead, days, note in _known(told.get("dives", ()), teller):
        asking = beside.Asking(question, lead, teller.on(days))
        key = beside.open_dive(
            wave=teller.wave,
            indicator=indicator,
            asking=asking,
            by=teller.by,
            at=teller.at(days),
            is_looked_at=True,
        )
        beside.note_dive(
            wave=teller.wave,
            dive=key,
            noted_on=teller.on(days + 10),
            text=note,
            by=teller.by,
            at=teller.at(days + 10),
            is_looked_at=True,
        )


def _act(told: Told, teller: Teller) -> None:
    """Themes, actions with what is written beside them, and what is counted."""
    themes = {}
    for number, title, indicators in told["themes"]:
        gathered = tuple(each for each in indicators if each in teller.known)
        content = ThemeContent(number=number, title=title, wave=teller.wave, indicators=gathered)
        themes[number] = (acting.add_theme(content=content, by=teller.by, at=teller.at(55)), gathered)
    for each in told["actions"]:
        number = acting.add_action(content=_action(each, themes, teller), by=teller.by, at=teller.at(58))
        _write_beside(each, number, teller)
        if "measure" in each:
            _count(each["measure"], number, teller)


def _write_beside(told: Told, number: int, teller: Teller) -> None:
    """Day by day; where it is done, it is done on the day of its evidence."""
    for kind, days, words, *audit in told.get("notes", ()):
        criterion, sample, met = audit or ("", None, None)
        entry = acting.Written(
            kind=EntryKind(kind), words=words, on=teller.on(days), criterion=criterion, sample=sample, met=met
        )
        at = teller.at(days)
        acting.write_entry(number=number, written=entry, by=teller.by, at=at)
        if entry.kind is EntryKind.EVIDENCE:
            _complete(number, teller.by, at)


def _complete(number: int, by: str, at: datetime) -> None:
    action = find_action(number)
    if action is None:
        raise LookupError("the action was added a moment ago")
    done = replace(action.content, status=Status.DONE)
    acting.change_action(number=number, read=action.version, content=done, by=by, at=at)


def _action(told: Told, themes: Mapping[int, tuple[int, tuple[str, ...]]], teller: Teller) -> ActionContent:
    own = [themes[number] for number in told.get("themes", ())]
    named = (*(each for _, gathered in own for each in gathered), *told.get("findings", ()))
    return ActionContent(
        text=told["text"],
        wave=teller.wave,
        themes=tuple(key for key, _ in own),
        findings=tuple((teller.wave, each) for each in named if each in teller.known),
        roles=tuple(told["roles"]),
        due=_due(told, teller),
        change=Change(told["change"]),
        status=Status.UNDER_WAY,
    )


def _due(told: Told, teller: Teller) -> When:
    if "rhythm" in told:
        return When(WhenKind.RHYTHM, rhythm=Rhythm(told["rhythm"]))
    return day(teller.on(told["due"])) if "due" in told else UNKNOWN


def _count(told: Sequence[Any], number: int, teller: Teller) -> None:
    name, unit, rhythm, values = told
    measure = acting.add_measure(
        number=number, name=name, unit=unit, rhythm=Rhythm(rhythm), by=teller.by, at=teller.at(20)
    )
    for days, value in values:
        acting.enter_value(
            measure=measure, value=Decimal(value), on=teller.on(days), by=teller.by, at=teller.at(days)
        )


def _tell(told: Told, teller: Teller) -> None:
    """Words for each age, the page of them, who was told, and what children say to it."""
    if "published" not in told:
        return
    written = {
        Spot(indicator, Reader(reader), ENGLISH): telling.Written(said, answer, did, 0)
        for indicator, words in told["told"].items()
        if indicator in teller.known
        for reader, (said, answer, did) in words.items()
    }
    telling.keep_words(wave=teller.wave, written=written, by=teller.by, at=teller.at(180))
    for kind, title, words, indicators in told["made"]:
        telling.add_artefact(
            wave=teller.wave,
            kind=kind,
            title=title,
            words=words,
            link="",
            indicators=[each for each in indicators if each in teller.known],
            by=teller.by,
            at=teller.at(190),
        )
    facts = find_wave(teller.wave)
    if not written or facts is None:
        return
    telling.publish(facts=facts, read=0, by=teller.by, at=teller.at(told["published"]))
    for audience, told_by, how, how_many, days, said_back, of in told["telling"]:
        indicators = [each for each in of if each in teller.known]
        if of and not indicators:
            continue
        recording.record_told(
            wave=teller.wave,
            audience=Audience(audience),
            told_by=told_by,
            how=how,
            how_many=how_many,
            told_on=teller.on(days),
            indicators=indicators or None,
            said_back=said_back,
            by=teller.by,
            at=teller.at(days),
        )
    _judge(told["verdicts"], teller)


def _judge(verdicts: Mapping[str, Any], teller: Teller) -> None:
    """Each card says one of three things to each answer it was asked about."""
    order = (judging.Verdict.HELPS, judging.Verdict.NOT_ENOUGH, judging.Verdict.DID_NOT_HAPPEN)
    for reader, (size, counts) in verdicts.items():
        cards = judging.make_cards(
            wave=teller.wave,
            reader=Reader(reader),
            label="Youth centre",
            size=size,
            by=teller.by,
            at=teller.at(211),
        )
        lines = {
            indicator: [verdict for verdict, count in zip(order, row, strict=True) for _ in range(count)]
            for indicator, row in counts.items()
            if indicator in teller.known
        }
        for place, code in enumerate(cards.codes):
            choices = {indicator: line[place] for indicator, line in lines.items() if place < len(line)}
            if choices:
                judging.give_verdict(wave=teller.wave, typed=code, choices=choices)
    judging.show_verdicts(wave=teller.wave, today=teller.on(230))
