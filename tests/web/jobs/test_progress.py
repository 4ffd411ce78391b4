"""Progress as people see it: a sentence said once, a measure, a link where there are no scripts."""

from collections.abc import Callable
from uuid import UUID

import pytest
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.test import RequestFactory

from heard.base.errors import UserError
from heard.web.jobs import queries
from heard.web.jobs.models import JobState
from heard.web.jobs.presenters import ProgressView, present_job
from heard.web.jobs.registry import Handler
from heard.web.jobs.views import tell_news
from heard.web.people.actions import add_council
from heard.web.tenancy import in_council
from working import COUNCIL, change

Start = Callable[[Handler], UUID]
ADDRESS = "/work/X1/jobs/1/"


def show(key: UUID, **fields: object) -> ProgressView:
    if fields:
        change(key, **fields)
    with in_council(COUNCIL):
        return present_job(queries.get_job(key), address=ADDRESS)


def ask(progress: ProgressView, seen: str) -> HttpResponse:
    return tell_news(RequestFactory().get(ADDRESS, {"seen": seen}), progress)


def test_a_job_of_another_council_is_not_found(start: Start) -> None:
    key = start(print)
    add_council(code="X2", name="Council X2")
    with in_council("X2"):
        assert queries.find_job(key) is None
        with pytest.raises(UserError, match="no such work here"):
            queries.get_job(key)


@pytest.mark.parametrize(
    ("state", "is_over", "is_moving"),
    [
        (JobState.WAITING, False, True),
        (JobState.WORKING, False, True),
        (JobState.NEEDS_INPUT, False, False),
        (JobState.DONE, True, False),
        (JobState.FAILED, True, False),
    ],
)
def test_a_page_asks_again_for_as_long_as_something_moves(
    start: Start, state: JobState, is_over: bool, is_moving: bool
) -> None:
    key = start(print)
    page = render_to_string("jobs/progress.html", {"progress": show(key, state=state)})
    assert ("every 1s" in page) is is_moving
    assert ("Look again" in page) is is_moving
    with in_council(COUNCIL):
        assert queries.get_job(key).is_over is is_over


def test_the_measure_is_there_where_there_is_something_to_measure(start: Start) -> None:
    key = start(print)
    assert "<progress" not in render_to_string("jobs/progress.html", {"progress": show(key)})
    page = render_to_string(
        "jobs/progress.html", {"progress": show(key, state=JobState.WORKING, done=1200, total=3000)}
    )
    assert '<progress value="1200" max="3000"' in page
    assert "1,200 of 3,000" in page


def test_a_job_done_without_a_word_says_that_it_is_done(start: Start) -> None:
    assert show(start(print), state=JobState.DONE).sentence == "This is done."


def test_the_sentence_is_sent_when_it_changed_and_not_every_second(start: Start) -> None:
    key = start(print)
    waiting = show(key)
    assert b"job-says" not in ask(waiting, waiting.seen).content
    working = show(key, state=JobState.WORKING, says="Reading <b>the</b> answers.", done=1, total=2)
    news = ask(working, waiting.seen).content.decode()
    assert '<p id="job-says" hx-swap-oob="innerHTML">Reading &lt;b&gt;the&lt;/b&gt; answers.</p>' in news
    assert "1 of 2" in news


@pytest.mark.parametrize("state", [JobState.DONE, JobState.FAILED, JobState.NEEDS_INPUT])
def test_when_nothing_moves_any_more_the_page_is_loaded_anew(start: Start, state: JobState) -> None:
    progress = show(start(print), state=state)
    assert ask(progress, progress.seen).headers["HX-Refresh"] == "true"


def test_the_pieces_hold_no_script_and_no_style_of_their_own(start: Start) -> None:
    page = render_to_string("jobs/progress.html", {"progress": show(start(print))})
    assert not [word for word in ("<script", "style=", "onclick", "hx-on") if word in page]
