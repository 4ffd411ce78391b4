"""What puts right what a worker's death left behind. The clock runs it every few seconds; twice at once is safe."""

from datetime import datetime

from heard.web.jobs import actions, queries, queue
from heard.web.tenancy import in_council


def sweep(at: datetime) -> None:
    """Take up jobs whose lease ran out, hand over those in no queue, end what is left in the queue of dead workers."""
    for council in queries.list_councils():
        with in_council(council):
            actions.take_up_lost_jobs(at=at)
            actions.enqueue_forgotten_jobs(at=at)
    _end_dead_claims(at)


def _end_dead_claims(at: datetime) -> None:
    for row, council, key, attempt in queue.list_long_claimed(at):
        with in_council(council):
            alive = queries.is_being_done(key=key, attempt=attempt)
        if not alive:
            queue.end_claim(row, at)
