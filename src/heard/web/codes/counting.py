"""The daily count of slips, and the daily rewriting in random order.

What the slips add up to is itself sealed (decision 0009): readable in the database are only figures that people may
see, and each of them moves by five or more.
"""

import logging
from collections import Counter as Tally
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from secrets import SystemRandom

from django.db import connection, transaction
from django.db.models import Count, Model

from heard.base.errors import HeardError
from heard.web.codes.contents import (
    TALLY_SIZE,
    Cell,
    Content,
    Slip,
    SlipKind,
    read_tally,
    sealing_purpose,
    write_tally,
)
from heard.web.codes.holding import hold_collection
from heard.web.codes.models import (
    Batch,
    Collection,
    Counter,
    SealedAnswers,
    SealedComment,
    SealedSlip,
    Seat,
)
from heard.web.codes.queries import EVERYBODY
from heard.web.codes.sealing import CannotOpen, PrivateKey, open_sealed, seal
from heard.web.instruments.questionnaires import counted_groups, get_questionnaire
from heard.web.policy import GROUP_DAYS, SMALLEST_GROUP_MOVE, SMALLEST_MOVE
from heard.web.tenancy import entered_council

logger = logging.getLogger(__name__)
random = SystemRandom()


class WrongCountingKey(HeardError):
    """The key is not the one that the slips of this collection are sealed to."""

    def __init__(self) -> None:
        super().__init__(
            "The counting key in the environment is not this wave's. Nothing was counted or deleted."
        )


def count_slips(*, collection_id: int, key: PrivateKey, today: date) -> None:
    """Add what came to the counts: once a day, by survey, where five or more came. Raises WrongCountingKey.

    Figures by group move once a fortnight and by ten or more: what they tell of those who came between two moves is
    the more, the closer the moves (decision 0009).
    """
    with transaction.atomic():
        collection = hold_collection(collection_id)
        if key.public != bytes(collection.counting_key):
            raise WrongCountingKey
        tally = _open_tally(collection, key)
        new = Tally(cell for survey in collection.versions for cell in _take_slips(collection, survey, key))
        if new:
            tally += new
            _seal_tally(collection, tally)
        _move_counters(collection, tally, with_groups=_is_day_of_groups(collection, today))
        _move_batches(collection)


def stir(*, collection_id: int) -> None:
    """Write seats and sealed rows anew, in random order and in one transaction.

    PostgreSQL keeps with each row which transaction wrote it, and either database the order rows came in: both would
    tie a sealed row to the seat that was marked with it. Nothing older than a day does.
    """
    with transaction.atomic():
        hold_collection(collection_id)
        _rewrite(Seat, batch__collection_id=collection_id)
        for model in (SealedAnswers, SealedSlip, SealedComment):
            _rewrite(model, collection_id=collection_id)


def _take_slips(collection: Collection, survey: str, key: PrivateKey) -> list[Cell]:
    """What a survey's slips count for, and the slips deleted; nothing where fewer than five came.

    A slip that lies there twice counts once: copied by somebody who can write to the database, one child's slip would
    make its levels move by itself.
    """
    slips = SealedSlip.objects.filter(council_id=collection.council_id, collection=collection, survey=survey)
    sealed = list({bytes(each) for each in slips.values_list("sealed", flat=True)})
    if len(sealed) < SMALLEST_MOVE:
        return []
    random.shuffle(sealed)
    purpose = sealing_purpose(Content.SLIP, collection.council_id, collection.wave)
    known = _known_cells(collection, survey)
    cells = [cell for each in sealed for cell in _read_slip(each, survey, key, purpose) if cell in known]
    slips.delete()
    return cells


def _known_cells(collection: Collection, survey: str) -> frozenset[Cell]:
    """What slips of a survey may say. Anybody may seal anything to a public key, and the tally has one size."""
    questionnaire = get_questionnaire(survey, collection.versions[survey])
    counted = counted_groups(questionnaire)
    levels = [
        (question.demographic, answer.code)
        for question in questionnaire.demographics()
        for answer in question.answers
        if question.demographic in counted
    ]
    return frozenset(
        Cell(kind, survey, group, level)
        for kind in SlipKind
        for group, level in [(EVERYBODY, EVERYBODY), *levels]
    )


def _read_slip(sealed: bytes, survey: str, key: PrivateKey, purpose: str) -> list[Cell]:
    try:
        slip = Slip.from_bytes(open_sealed(sealed, key=key, purpose=purpose))
    except CannotOpen:  # the key is the right one: this row was damaged, or never a slip of this wave
        logger.warning("a slip did not open and was left out of the counts")
        return []
    everybody = Cell(slip.kind, survey, EVERYBODY, EVERYBODY)
    return [everybody, *(Cell(slip.kind, survey, group, level) for group, level in slip.groups.items())]


def _open_tally(collection: Collection, key: PrivateKey) -> Tally[Cell]:
    if not collection.tally:
        return Tally()
    purpose = sealing_purpose(Content.TALLY, collection.council_id, collection.wave)
    try:
        return Tally(read_tally(open_sealed(bytes(collection.tally), key=key, purpose=purpose)))
    except (
        CannotOpen
    ):  # somebody wrote to the database: the counts begin anew, and the opening is not held up
        logger.warning("the tally did not open; it begins again from nothing")
        return Tally()


def _seal_tally(collection: Collection, tally: Tally[Cell]) -> None:
    purpose = sealing_purpose(Content.TALLY, collection.council_id, collection.wave)
    sealed = seal(write_tally(tally), to=bytes(collection.counting_key), purpose=purpose, size=TALLY_SIZE)
    collection.tally = sealed
    collection.save(update_fields=["tally"])


def _is_day_of_groups(collection: Collection, today: date) -> bool:
    """Whether the figures by group may move; the first count only begins the first fortnight."""
    since = collection.groups_moved_on
    if since and today - since < timedelta(days=GROUP_DAYS):
        return False
    collection.groups_moved_on = today
    collection.save(update_fields=["groups_moved_on"])
    return since is not None


def _move_counters(collection: Collection, tally: Tally[Cell], *, with_groups: bool) -> None:
    """A counter exists from its first five on: that a level exists at all says that somebody is in it."""
    rows = Counter.objects.filter(council_id=collection.council_id, collection=collection)
    shown = {Cell(row.kind, row.survey, row.group, row.level): row.shown for row in rows}
    moving = {
        cell: count
        for cell, count in tally.items()
        if cell.group == EVERYBODY and count - shown.get(cell, 0) >= SMALLEST_MOVE
    }
    if with_groups:
        moving |= _choose_levels(tally, shown | moving)
    for cell, count in moving.items():
        rows.update_or_create(
            council_id=collection.council_id,
            collection=collection,
            kind=cell.kind,
            survey=cell.survey,
            group=cell.group,
            level=cell.level,
            defaults={"shown": count},
        )


def _choose_levels(tally: Mapping[Cell, int], shown: Mapping[Cell, int]) -> dict[Cell, int]:
    """What each level shows that moved by ten or more, so that no other level of its group is betrayed.

    The survey's total less the levels shown is what came of the levels that are not, and of those who did not say.
    Where that would be under five, none included, the level furthest ahead shows up to five fewer than were counted.
    """
    chosen: dict[Cell, int] = {}
    for kind, survey, group in {(c.kind, c.survey, c.group) for c in tally if c.group != EVERYBODY}:
        total = shown.get(Cell(kind, survey, EVERYBODY, EVERYBODY), 0)
        levels = {c: n for c, n in tally.items() if (c.kind, c.survey, c.group) == (kind, survey, group)}
        before = {c: n for c, n in shown.items() if (c.kind, c.survey, c.group) == (kind, survey, group)}
        chosen |= _choose_moving_levels(levels, before, total)
    return chosen


def _choose_moving_levels(
    counts: Mapping[Cell, int], shown: Mapping[Cell, int], total: int
) -> dict[Cell, int]:
    """The same for one group of one survey. A level that could show no ten more is held back."""
    ahead = {cell: count - shown.get(cell, 0) for cell, count in counts.items()}
    moving = {cell: counts[cell] for cell in counts if ahead[cell] >= SMALLEST_GROUP_MOVE}
    for cell in sorted(moving, key=lambda cell: ahead[cell], reverse=True):
        lacks = SMALLEST_MOVE - (total - sum({**shown, **moving}.values()))
        if lacks <= 0:
            break
        if ahead[cell] - lacks >= SMALLEST_GROUP_MOVE:
            moving[cell] -= lacks
        else:
            del moving[cell]
    return moving


def _move_batches(collection: Collection) -> None:
    finished = Seat.objects.filter(
        council_id=collection.council_id, batch__collection=collection, is_finished=True
    )
    counts = dict(finished.values_list("batch").annotate(Count("pk")))
    totals = Counter.objects.filter(
        council_id=collection.council_id, collection=collection, kind=SlipKind.FINISHED, group=EVERYBODY
    )
    for survey, total in totals.values_list("survey", "shown"):
        batches = Batch.objects.filter(council_id=collection.council_id, collection=collection, survey=survey)
        for batch in _choose_moving(list(batches), counts, total):
            batch.finished_shown = counts[batch.pk]
            batch.save(update_fields=["finished_shown"])


def _choose_moving(batches: Sequence[Batch], counts: Mapping[int, int], total: int) -> list[Batch]:
    """The batches of one survey that moved by five or more, but for those that would betray another.

    The survey's total less the batches shown is what came of the others: where that would be under five, a batch is
    held back until more have come.
    """
    ahead = {batch.pk: counts.get(batch.pk, 0) - batch.finished_shown for batch in batches}
    moving = [batch for batch in batches if ahead[batch.pk] >= SMALLEST_MOVE]
    moving.sort(key=lambda batch: ahead[batch.pk], reverse=True)
    while moving:
        shown = {batch.pk: batch.finished_shown for batch in batches}
        shown |= {batch.pk: counts[batch.pk] for batch in moving}
        rest = total - sum(shown.values())
        if rest >= SMALLEST_MOVE or (rest == 0 and all(shown.values())):
            break
        moving.pop()
    return moving


def _rewrite(model: type[Model], **which: int) -> None:
    """The rows deleted alone, without what points to them: that finds them again before the transaction ends."""
    found = model._base_manager.filter(council_id=entered_council(), **which)
    rows = list(found)
    random.shuffle(rows)
    found._raw_delete(connection.alias)
    model._base_manager.bulk_create(rows)
