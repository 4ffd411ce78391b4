"""What was sealed, opened with the keys that the tests have."""

from heard.web.codes.contents import Answers, Comment, sealing_purpose
from heard.web.codes.models import SealedComment, SealedSlip
from heard.web.codes.opening import read_sealed_answers
from heard.web.codes.sealing import open_sealed
from heard.web.tenancy import in_council
from web.ballots import WAVE, Ballot, keys


def open_answers(ballot: Ballot) -> list[Answers]:
    """Every survey sent, in no order."""
    purpose = sealing_purpose("answers", ballot.council, WAVE)
    with in_council(ballot.council):
        sealed = read_sealed_answers(ballot.collection_id)
    return [Answers.from_bytes(open_sealed(each, key=keys()["wave"], purpose=purpose)) for each in sealed]


def open_comments(ballot: Ballot) -> dict[str, str]:
    """What was written by the one child who sent, by open question."""
    purpose = sealing_purpose("comment", ballot.council, WAVE)
    with in_council(ballot.council):
        sealed = [bytes(row.sealed) for row in SealedComment.objects.all()]
    opened = [
        Comment.from_bytes(open_sealed(each, key=keys()["reading"], purpose=purpose)) for each in sealed
    ]
    return {each.question: each.text for each in opened}


def count_waiting_slips(ballot: Ballot) -> int:
    """How many slips wait to be counted."""
    with in_council(ballot.council):
        return SealedSlip.objects.count()
