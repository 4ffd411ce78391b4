"""What this installation does with children's answers, read off what decides it: for the data-protection assessment."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db import connection

from heard.catalogue import load_catalogue
from heard.web.audit.models import AuditEvent
from heard.web.callbacks.models import Callback, SealedCallback
from heard.web.codes.models import Code, PausedDraft, SealedAnswers, SealedComment, SealedSlip
from heard.web.instruments.questionnaires import get_questionnaire, list_versions
from heard.web.people.roles import ALLOWED, Permission, Role
from heard.web.tenancy.labels import Label
from heard.web.voices.models import Comment


@dataclass(frozen=True, slots=True)
class Asked:
    """What a survey asks: how many questions and open questions, and what about the child, by title."""

    survey: str
    questions: int
    open_questions: int
    about_the_child: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Processing:
    """What this installation does with children's answers, as it is configured.

    `kept`: what is kept, by its name in `KEPT`, and until when. `readers`: role → what of the answers it may read.
    """

    asked: tuple[Asked, ...]
    database: str
    host: str
    is_plain_http: bool
    kept: Mapping[str, str]
    readers: Mapping[Role, tuple[Permission, ...]]


KEPT: Mapping[str, Label] = {
    "codes": Code.LABELS["digest"],
    "drafts": PausedDraft.LABELS["sealed"],
    "answers": SealedAnswers.LABELS["sealed"],
    "slips": SealedSlip.LABELS["sealed"],
    "sealed_comments": SealedComment.LABELS["sealed"],
    "comments": Comment.LABELS["text"],
    "notes": Comment.LABELS["note"],
    "sealed_callbacks": SealedCallback.LABELS["sealed"],
    "callbacks": Callback.LABELS["words"],
    "log": AuditEvent.LABELS["actor"],
}
READ = (
    Permission.SEE_COUNTS,
    Permission.READ_COMMENTS,
    Permission.READ_CALLBACKS,
    Permission.HAND_IN_KEY,
    Permission.READ_PUBLIC_REPORT,
    Permission.READ_BOARD_REPORT,
    Permission.READ_WORKING_REPORT,
)


def get_processing(surveys: Sequence[str]) -> Processing:
    """Out of the questionnaires, the tables' labels, the roles and the settings; nothing is written by hand."""
    readers = {role: tuple(each for each in READ if each in ALLOWED[role]) for role in Role}
    return Processing(
        asked=tuple(_asked(survey) for survey in surveys),
        database=connection.vendor,
        host=settings.HEARD.programme_name,
        is_plain_http=settings.HEARD.is_plain_http,
        kept={name: label.kept for name, label in KEPT.items()},
        readers={role: may for role, may in readers.items() if may},
    )


def _asked(survey: str) -> Asked:
    questionnaire = get_questionnaire(survey, list_versions()[survey])
    demographics = load_catalogue().demographics
    return Asked(
        survey=survey,
        questions=len(list(questionnaire.questions())),
        open_questions=len(list(questionnaire.open_questions())),
        about_the_child=tuple(demographics[each.demographic].title for each in questionnaire.demographics()),
    )
