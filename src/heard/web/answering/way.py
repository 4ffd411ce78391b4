"""A visit's way through its questionnaire: where it stands, and which page comes next."""

from django.urls import reverse

from heard.catalogue import Questionnaire
from heard.interview import (
    BEFORE_FIRST,
    Item,
    begins_handover,
    list_screens,
    next_screen,
    previous_screen,
    visible_items,
)
from heard.web.answering.visits import Visit
from heard.web.instruments.languages import spoken
from heard.web.instruments.questionnaires import get_questionnaire


def questionnaire_of(visit: Visit) -> Questionnaire:
    """The version this visit began with, in the language spoken."""
    return get_questionnaire(visit.card.survey, visit.version, spoken())


def end_of(questionnaire: Questionnaire) -> int:
    """The place after the last screen."""
    return len(list_screens(questionnaire))


def first_of(questionnaire: Questionnaire) -> int:
    """The first screen: who is asked it depends on no answer."""
    return next_screen(questionnaire, {}, BEFORE_FIRST) or 0


def items_on(questionnaire: Questionnaire, visit: Visit, screen: int) -> tuple[Item, ...]:
    """What a screen shows this visit; empty where there is no such screen, or it is not for this visit yet."""
    is_there = 0 <= screen < end_of(questionnaire) and screen <= max(visit.reached, first_of(questionnaire))
    return (
        visible_items(list_screens(questionnaire)[screen], questionnaire, visit.answers) if is_there else ()
    )


def place_of(questionnaire: Questionnaire, visit: Visit) -> int:
    """The screen the visit is at: the one before, should this one be asked no longer."""
    end, first = end_of(questionnaire), first_of(questionnaire)
    at = max(visit.at, first)
    if at >= end or items_on(questionnaire, visit, at):
        return min(at, end)
    before = previous_screen(questionnaire, visit.answers, at)
    return first if before is None else before


def url_of_place(visit: Visit) -> str:
    """The page the visit is at."""
    if not visit.has_agreed:
        return reverse("answering:about")
    if visit.is_scripted:
        return reverse("answering:screen")
    questionnaire = questionnaire_of(visit)
    if visit.at == BEFORE_FIRST:
        return url_of_first(questionnaire)
    if visit.at >= end_of(questionnaire):
        return reverse("answering:send")
    return reverse("answering:screen")


def url_of_first(questionnaire: Questionnaire) -> str:
    """The first page after "yes": for the adult's eyes where an adult answers first."""
    return reverse("answering:adult" if is_adult_first(questionnaire) else "answering:screen")


def is_adult_first(questionnaire: Questionnaire) -> bool:
    """Whether an adult answers before the child does."""
    return list_screens(questionnaire)[first_of(questionnaire)].for_adult


def next_place(questionnaire: Questionnaire, visit: Visit, screen: int) -> int:
    """The place after a screen, for a visit with these answers."""
    found = next_screen(questionnaire, visit.answers, screen)
    return end_of(questionnaire) if found is None else found


def url_after(questionnaire: Questionnaire, place: int) -> str:
    """The page on the way to the place that comes next: where the child takes over, that is said first."""
    if place >= end_of(questionnaire):
        return reverse("answering:send")
    if begins_handover(questionnaire, place):
        return reverse("answering:hand_over")
    return reverse("answering:screen")


def place_before(questionnaire: Questionnaire, visit: Visit, screen: int) -> int:
    """The place before a screen; `BEFORE_FIRST` before the first."""
    found = previous_screen(questionnaire, visit.answers, screen)
    return BEFORE_FIRST if found is None else found


def url_before(questionnaire: Questionnaire, place: int) -> str:
    """The page of the place that comes before; before the first question, what was read last."""
    if place != BEFORE_FIRST:
        return reverse("answering:screen")
    return reverse("answering:adult" if is_adult_first(questionnaire) else "answering:about")


def hand_over_of(questionnaire: Questionnaire) -> int | None:
    """The child's first screen, where an adult answers before."""
    places = range(end_of(questionnaire))
    return next((place for place in places if begins_handover(questionnaire, place)), None)
