"""A council with an open wave and cards, made through the site's own actions; prints the codes by survey as JSON.

The counting and reading keys are those of the environment; the wave's public key is given.
"""

import json
from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from heard.web.codes import actions as codes
from heard.web.codes.key_files import Holder
from heard.web.instruments.questionnaires import list_versions
from heard.web.people.actions import add_council, add_member
from heard.web.people.roles import Role
from heard.web.policy import LARGEST_BATCH
from heard.web.tenancy import entered_council, in_council
from heard.web.waves.actions import issue_cards, plan_wave
from heard.web.waves.models import KeyCustody
from heard.web.waves.queries import find_wave
from heard.web.waves.server_keys import counting_key, reading_key

BY = "coordinator@example.org"


class Command(BaseCommand):
    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--council", required=True)
        parser.add_argument("--wave", required=True)
        parser.add_argument("--wave-key", type=bytes.fromhex, required=True)
        parser.add_argument("--cards", type=int, required=True, help="of each survey")
        parser.add_argument("--password", required=True)

    def handle(self, *_arguments: Any, **told: Any) -> None:
        add_council(code=told["council"], name="Alderbrook", help_words="Children's rights service")
        for role in (Role.COORDINATOR, Role.KEY_HOLDER):
            add_member(
                email=f"{role.value}@example.org",
                password=told["password"],
                council=told["council"],
                role=role,
            )
        with in_council(told["council"]):
            self.stdout.write(json.dumps(open_a_wave(told["wave"], told["wave_key"], told["cards"])))


def open_a_wave(wave: str, wave_key: bytes, cards: int) -> dict[str, list[str]]:
    """Planned, its key registered, open; no day of grace, so that its key may be handed in when it closes."""
    now = timezone.now()
    plan_wave(
        wave=wave,
        versions=list_versions(),
        last_answer_day=timezone.localdate() + timedelta(days=30),
        grace_days=0,
        panel_on=timezone.localdate() + timedelta(days=60),
        counting_key=counting_key().public,
        reading_key=reading_key(entered_council()).public,
        feedback_words="",
        by=BY,
        at=now,
    )
    found = find_wave(wave)
    assert found is not None
    codes.set_wave_key(collection_id=found.collection_id, public_key=wave_key)
    assert KeyCustody.objects.update(rehearsed_on=timezone.localdate()) == len(Holder)
    codes.move_collection(collection_id=found.collection_id, to=codes.State.OPEN)
    sizes = [min(LARGEST_BATCH, cards - issued) for issued in range(0, cards, LARGEST_BATCH)]
    return {
        survey: [
            code
            for place, size in enumerate(sizes)
            for code in issue_cards(
                wave=wave, survey=survey, label=f"Team {place}", size=size, by=BY, at=now
            ).codes
        ]
        for survey in found.surveys
    }
