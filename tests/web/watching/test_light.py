"""Watching needs no library that counts: the pages of a wave are asked often, by processes that stay small."""

import json
import subprocess
import sys
from pathlib import Path

import heard
from sites import install
from web.test_light_pages import HEAVY

# Runs in a process of its own: in this one other tests have loaded everything long ago.
USING = """
import json, sys
import django
django.setup()
from datetime import date
from heard.web.watching import tasks, views
from heard.web.watching.missed import judge_levels
from heard.web.watching.pace import work_out_pace
from heard.web.watching.pictures import draw_over_time
from heard.web.watching.presenters.saying import say_level
from heard.web.watching.presenters.week import _meter
from heard.web.watching.standing import Shown, SurveyStanding
from heard.web.watching.weeks import WeekSurvey

days = (Shown(date(2026, 3, 2), 0, 0), Shown(date(2026, 3, 9), 12, 0))
first, today = days[0].day, days[1].day
pace = work_out_pace(answered=12, eligible=60, first_day=first, today=today, last_answer_day=date(2026, 3, 27))
standing = SurveyStanding("8-11", 60, 12, None, 60, pace, (), days)
week = WeekSurvey("8-11", 12, None, 60, pace, True, (), 0, 0)
said = [
    draw_over_time(standing, last_answer_day=date(2026, 3, 27), sentence="so it is"),
    say_level("gender", "boy"),
    str(_meter(week)),
    str(judge_levels({"boy": 30, "girl": 30}, {"girl": 26})),
]
print(json.dumps([said, sorted(sys.modules)]))
"""


def test_every_figure_and_picture_of_watching_is_made_without_a_library_that_counts(tmp_path: Path) -> None:
    installation = install(tmp_path, settings="heard.web.config.settings")
    ran = subprocess.run(
        [sys.executable, "-c", USING],
        env={**installation.environment, "PYTHONPATH": str(Path(heard.__file__).parents[1])},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert ran.returncode == 0, ran.stderr
    said, modules = json.loads(ran.stdout)
    assert all(said)
    assert set(modules) & HEAVY == set()
