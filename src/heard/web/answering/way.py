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
from heard.web.instruments.questionnaires import get_questionnaire


def questionnaire_of(visit: Visit) -> Questionnaire:
    """The version this visit began with."""
    return get_questionnaire(visit.card.survey, visit.version)


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


def url_of_place(visit: Visit) -> str:
    """Where the visit stands: the furthest page it came to."""
    if not visit.has_agreed:
        return reverse("answering:about")
    questionnaire = questionnaire_of(visit)
    if visit.reached == BEFORE_FIRST:
        return url_of_first(questionnaire)
    if visit.reached >= end_of(questionnaire):
        return reverse("answering:send")
    return reverse("answering:screen", args=[visit.reached])


def url_of_first(questionnaire: Questionnaire) -> str:
    """The first page after "yes": for the adult's eyes where an adult answers first."""
    first = first_of(questionnaire)
    if list_screens(questionnaire)[first].for_adult:
        return reverse("answering:adult")
    return reverse("answering:screen", args=[first])


def next_place(questionnaire: Questionnaire, visit: Visit, screen: int) -> int:
    """The place after a screen, for a visit with these answers."""
    found = next_screen(questionnaire, visit.answers, screen)
    return end_of(questionnaire) if found is None else found


def url_after(questionnaire: Questionnaire, place: int) -> str:
    """The page on the way to a place: where the child takes over, that is said first."""
    if place >= end_of(questionnaire):
        return reverse("answering:send")
    if begins_handover(questionnaire, place):
        return reverse("answering:hand_over")
    return reverse("answering:screen", args=[place])


def url_before(questionnaire: Questionnaire, visit: Visit, screen: int) -> str:
    """The page before a screen."""
    found = previous_screen(questionnaire, visit.answers, screen)
    if found is not None:
        return reverse("answering:screen", args=[found])
    first = url_of_first(questionnaire)
    return first if first == reverse("answering:adult") else reverse("answering:about")


def hand_over_of(questionnaire: Questionnaire) -> int | None:
    """The child's first screen, where an adult answers before."""
    places = range(end_of(questionnaire))
    return next((place for place in places if begins_handover(questionnaire, place)), None)
