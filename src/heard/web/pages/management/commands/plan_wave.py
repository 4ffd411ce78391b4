"""`heard manage plan_wave`: a council's wave from the command line, for an installation that sets many up at once."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand

from heard.base.surveys import Survey
from heard.web.instruments.questionnaires import list_versions
from heard.web.policy import GRACE_DAYS
from heard.web.tenancy import in_council
from heard.web.ui import clock
from heard.web.waves.actions import plan_wave
from heard.web.waves.server_keys import counting_key, reading_key

BY = "the operator of this site"


class Command(BaseCommand):
    """Needs the counting key and the council's reading key in its environment, as the worker does.

    The assessment and the sign-off are given in the site: no command stands in for a person.
    """

    help = (
        "Plan a council's wave; a coordinator does the same in the site. "
        "Example: heard manage plan_wave E1 2027 --last-answer-day 2027-03-26 --panel-on "
        "2027-04-20 --feedback 'In June, at the summer party.'"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The wave stands in the programme's programme.toml too."""
        parser.add_argument("council", help="its code")
        parser.add_argument("wave", help="its key, as in programme.toml")
        parser.add_argument(
            "--last-answer-day", type=date.fromisoformat, required=True, help="after it nobody starts"
        )
        parser.add_argument(
            "--panel-on",
            type=date.fromisoformat,
            required=True,
            help="the young people's panel reads by this day",
        )
        parser.add_argument(
            "--opens-on", type=date.fromisoformat, help="the first day for answers, if it is known"
        )
        parser.add_argument(
            "--feedback-on", type=date.fromisoformat, help="by this day children are told what came of it"
        )
        parser.add_argument("--feedback-owner", default="", help="the post that sees to it")
        parser.add_argument(
            "--feedback", default="", help="when and where children will hear what came of it"
        )
        parser.add_argument(
            "--surveys", nargs="+", type=Survey, default=list(Survey), help="all four if left out"
        )
        parser.add_argument(
            "--grace-days", type=int, default=GRACE_DAYS, help=f"from closing to opening ({GRACE_DAYS})"
        )

    def handle(self, *_arguments: Any, **options: Any) -> None:
        """The wave is in preparation afterwards: the key comes next."""
        council, wave, versions = options["council"], options["wave"], list_versions()
        counting, reading = counting_key().public, reading_key(council).public
        with in_council(council):
            plan_wave(
                wave=wave,
                versions={survey.value: versions[survey.value] for survey in options["surveys"]},
                last_answer_day=options["last_answer_day"],
                grace_days=options["grace_days"],
                panel_on=options["panel_on"],
                counting_key=counting,
                reading_key=reading,
                feedback_words=options["feedback"],
                by=BY,
                at=clock.now(),
                opens_on=options["opens_on"],
                feedback_on=options["feedback_on"],
                feedback_owner=options["feedback_owner"],
            )
        self.stdout.write(
            f"{council} prepares wave {wave}. Next: heard keys make --council {council} --wave {wave}"
        )
