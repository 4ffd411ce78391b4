"""What the network and a stranger get of the server, whoever they are."""

import re

import pytest
from django.test import Client

from heard.base.surveys import Survey
from heard.catalogue import load_catalogue
from heard.web.answering.forms import FILLER
from heard.web.policy import LARGEST_REQUEST, PAGE_STEP
from web.answering.children import Child
from web.ballots import make_ballot

pytestmark = pytest.mark.django_db


class Unread:
    """A body that must not be read."""

    def read(self, *_args: object) -> bytes:
        raise AssertionError("the body was read")

    readline = read


@pytest.mark.parametrize("length", [str(LARGEST_REQUEST + 1), "9" * 5000, "-1", "ten"])
@pytest.mark.parametrize("path", ["/answer/code/", "/sign-in/", "/work/X0000001/"])
def test_a_request_larger_than_anything_asked_for_is_answered_unread(path: str, length: str) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.get("/")
    answered = browser.generic(
        "POST",
        path,
        content_type="multipart/form-data; boundary=b",
        CONTENT_LENGTH=length,
        **{"wsgi.input": Unread()},
    )
    assert answered.status_code == 400


@pytest.mark.parametrize("survey", list(Survey))
def test_the_pages_of_a_survey_have_few_lengths(survey: Survey) -> None:
    child = Child().start(make_ballot(surveys=[survey]).code(survey))
    lengths = []
    while child.names:
        lengths.append(len(child.page.content))
        assert child.page.headers["Content-Length"] == str(lengths[-1])
        child.press("next")
    assert len(lengths) > 3
    assert {length % PAGE_STEP for length in lengths} == {0}
    assert max(lengths) <= 4 * PAGE_STEP


@pytest.mark.parametrize("survey", list(Survey))
def test_a_form_is_as_long_whichever_answer_is_chosen(survey: Survey) -> None:
    child = Child().start(make_ballot(surveys=[survey]).code(survey))
    seen = 0
    while child.names:
        for name in child.names:
            values = re.findall(rf'name="{name}" value="([^"]*)"', child.text)
            assert len({len(value) for value in values}) <= 1
            seen += len(values) > 1
        child.press("next")
    assert seen > 4


def test_no_code_of_an_answer_ends_as_what_it_is_filled_up_with() -> None:
    questionnaires = load_catalogue().questionnaires.values()
    items = [item for each in questionnaires for item in (*each.questions(), *each.demographics())]
    codes = [answer.code for item in items for answer in item.answers]
    assert len(codes) > 100
    assert not [code for code in codes if FILLER in code]
