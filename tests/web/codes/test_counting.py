"""Counts while the wave is open: they move by five or more, and nothing finer stands in the database."""

import itertools
import logging
import random
from datetime import date, timedelta

import pytest

from heard.catalogue import load_catalogue
from heard.web.codes import counting
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
from heard.web.codes.counting import WrongCountingKey
from heard.web.codes.issuing import issue_batch
from heard.web.codes.models import Batch, Collection, Counter, SealedSlip
from heard.web.codes.queries import GroupCount, get_counts
from heard.web.codes.sealing import LENGTH_BYTES, seal
from heard.web.instruments.questionnaires import counted_groups
from heard.web.policy import GROUP_DAYS
from heard.web.tenancy import in_council
from web.ballots import COUNCIL, Ballot, keys, make_ballot
from web.codes.sending import decline, finish_many

pytestmark = pytest.mark.django_db
BOY = {"gender": "boy"}
NOT_SAID = {"feels_safe": "always"}


@pytest.fixture
def ballot() -> Ballot:
    return make_ballot(surveys=["8-11"], size=30)


FIRST_DAY = date(2026, 3, 2)


def count(ballot: Ballot, *, day: int = 0) -> None:
    """The daily count, `day` days after the first."""
    with in_council(COUNCIL):
        counting.count_slips(
            collection_id=ballot.collection_id, key=keys()["counting"], today=FIRST_DAY + timedelta(days=day)
        )


def shown(ballot: Ballot) -> tuple[int | None, int | None, int | None]:
    """Finished and declined of the survey, and finished of its batch."""
    with in_council(COUNCIL):
        counts = get_counts(ballot.collection_id)
    (survey,), (batch,) = counts.surveys, counts.batches
    return survey.finished_shown, survey.declined_shown, batch.finished_shown


def groups(ballot: Ballot) -> list[GroupCount]:
    with in_council(COUNCIL):
        return list(get_counts(ballot.collection_id).groups)


def waiting() -> int:
    with in_council(COUNCIL):
        return SealedSlip.objects.count()


def test_before_anybody_came_every_count_says_fewer_than_five(ballot: Ballot) -> None:
    count(ballot)
    assert shown(ballot) == (None, None, None)
    with in_council(COUNCIL):
        assert get_counts(ballot.collection_id).surveys[0].cards == 30


def test_four_stay_sealed_and_uncounted(ballot: Ballot) -> None:
    finish_many(ballot, range(4))
    count(ballot)
    assert (shown(ballot), waiting()) == ((None, None, None), 4)


def test_the_fifth_moves_the_counts_and_the_slips_are_gone(ballot: Ballot) -> None:
    finish_many(ballot, range(5))
    count(ballot)
    assert (shown(ballot), waiting()) == ((5, None, 5), 0)


def test_nothing_moves_between_two_counts(ballot: Ballot) -> None:
    finish_many(ballot, range(5))
    count(ballot)
    finish_many(ballot, range(5, 15))
    assert shown(ballot) == (5, None, 5)


def test_four_more_wait_and_the_fifth_brings_them_along(ballot: Ballot) -> None:
    finish_many(ballot, range(5))
    count(ballot)
    finish_many(ballot, range(5, 9))
    count(ballot)
    assert (shown(ballot), waiting()) == ((5, None, 5), 4)
    finish_many(ballot, range(9, 10))
    count(ballot)
    assert (shown(ballot), waiting()) == ((10, None, 10), 0)


def test_a_group_moves_after_a_fortnight_and_by_ten_of_its_own(ballot: Ballot) -> None:
    count(ballot)
    finish_many(ballot, range(10))
    finish_many(ballot, range(10, 19), answers=BOY)
    count(ballot, day=GROUP_DAYS - 1)
    assert groups(ballot) == []
    count(ballot, day=GROUP_DAYS)
    assert groups(ballot) == [GroupCount("8-11", "gender", "girl", 10)]


def test_after_a_group_moved_the_next_fortnight_begins(ballot: Ballot) -> None:
    count(ballot)
    finish_many(ballot, range(10))
    finish_many(ballot, range(10, 15), answers=NOT_SAID)
    count(ballot, day=GROUP_DAYS)
    finish_many(ballot, range(15, 25), answers=BOY)
    count(ballot, day=2 * GROUP_DAYS - 1)
    assert len(groups(ballot)) == 1
    count(ballot, day=2 * GROUP_DAYS)
    assert groups(ballot) == [
        GroupCount("8-11", "gender", "boy", 10),
        GroupCount("8-11", "gender", "girl", 10),
    ]


def test_the_first_count_begins_the_first_fortnight_whoever_came_before(ballot: Ballot) -> None:
    finish_many(ballot, range(20))
    count(ballot)
    assert shown(ballot) == (20, None, 20)
    assert groups(ballot) == []


def test_those_who_said_no_are_counted_apart(ballot: Ballot) -> None:
    finish_many(ballot, range(4))
    decline(ballot, 20)
    count(ballot)
    assert shown(ballot) == (None, None, None)
    assert waiting() == 0
    for _ in range(5):
        decline(ballot, 21)
    count(ballot)
    assert shown(ballot) == (None, 6, None)


def test_every_move_of_every_figure_is_of_five_or_more(ballot: Ballot) -> None:
    seen: list[dict[Cell, int]] = [{}]
    sent = 0
    for week, came in enumerate((1, 3, 4, 1, 5, 2, 6, 4, 4)):
        finish_many(
            ballot, range(sent, sent + came), answers={"gender": ("girl", "boy", "another")[came % 3]}
        )
        sent += came
        count(ballot, day=7 * week)
        with in_council(COUNCIL):
            rows = Counter.objects.all()
            seen.append({Cell(row.kind, row.survey, row.group, row.level): row.shown for row in rows})
    assert sent == 30
    for before, after in itertools.pairwise(seen):
        moves = {cell: number - before.get(cell, 0) for cell, number in after.items()}
        assert all(move == 0 or move >= (5 if cell.group == "all" else 10) for cell, move in moves.items())
        assert all(number >= 5 for number in after.values())


def test_what_slips_add_up_to_is_sealed_and_of_one_length(ballot: Ballot) -> None:
    finish_many(ballot, range(6), answers=BOY)
    count(ballot)
    with in_council(COUNCIL):
        first = bytes(Collection.objects.get().tally)
    finish_many(ballot, range(6, 20))
    count(ballot)
    with in_council(COUNCIL):
        second = bytes(Collection.objects.get().tally)
    assert len(first) == len(second) > TALLY_SIZE
    assert b"gender" not in first


def test_a_count_that_changed_nothing_writes_nothing(ballot: Ballot) -> None:
    finish_many(ballot, range(5))
    count(ballot)
    with in_council(COUNCIL):
        before = bytes(Collection.objects.get().tally)
    finish_many(ballot, range(5, 9))
    count(ballot)
    with in_council(COUNCIL):
        assert bytes(Collection.objects.get().tally) == before


def test_the_wrong_key_counts_and_deletes_nothing(ballot: Ballot) -> None:
    finish_many(ballot, range(5))
    with in_council(COUNCIL), pytest.raises(WrongCountingKey, match="Nothing was counted"):
        counting.count_slips(collection_id=ballot.collection_id, key=keys()["reading"], today=FIRST_DAY)
    assert waiting() == 5


def test_a_damaged_slip_is_left_out_and_stops_nobody(
    ballot: Ballot, caplog: pytest.LogCaptureFixture
) -> None:
    finish_many(ballot, range(6))
    with in_council(COUNCIL):
        damaged = SealedSlip.objects.all()[0]
        damaged.sealed = b"\0" * len(damaged.sealed)
        damaged.save()
    with caplog.at_level(logging.WARNING):
        logging.getLogger("heard").propagate = True
        count(ballot)
        logging.getLogger("heard").propagate = False
    assert shown(ballot)[0] == 5
    assert "slip did not open" in caplog.text


def test_the_largest_tally_fits_its_sealed_size() -> None:
    catalogue = load_catalogue()
    cells = {
        Cell(kind, survey, group, level): 99_999
        for survey, questionnaire in catalogue.questionnaires.items()
        for kind in ("finished", "declined")
        for group in ("all", *(counted_groups(questionnaire) if kind == "finished" else ()))
        for level in (catalogue.demographics[group].codes if group != "all" else ("all",))
        + (catalogue.demographics[group].unknown if group != "all" else ())
    }
    written = write_tally(cells)
    assert len(cells) > 100
    assert len(written) + LENGTH_BYTES <= TALLY_SIZE
    assert read_tally(written) == cells


def test_a_slip_that_somebody_copied_counts_once(ballot: Ballot) -> None:
    finish_many(ballot, range(4))
    with in_council(COUNCIL):
        one = SealedSlip.objects.first()
        assert one is not None
        for _ in range(20):
            SealedSlip.objects.create(
                council_id=COUNCIL,
                collection_id=ballot.collection_id,
                survey="8-11",
                sealed=bytes(one.sealed),
            )
    count(ballot)
    assert shown(ballot)[0] is None
    finish_many(ballot, range(4, 6))
    count(ballot, day=1)
    assert (shown(ballot)[0], waiting()) == (6, 0)


def test_groups_and_levels_that_no_question_has_are_not_counted(ballot: Ballot) -> None:
    invented = {"gender": "x" * 300, "|": "|", "feels_safe": "always", "g" * 90: "boy"}
    purpose = sealing_purpose(Content.SLIP, COUNCIL, "2026")
    with in_council(COUNCIL):
        for _ in range(12):
            content = Slip(SlipKind.FINISHED, invented).to_bytes()
            sealed = seal(content, to=keys()["counting"].public, purpose=purpose, size=1024)
            SealedSlip.objects.create(
                council_id=COUNCIL, collection_id=ballot.collection_id, survey="8-11", sealed=sealed
            )
    for day in (0, GROUP_DAYS):
        count(ballot, day=day)
    assert (shown(ballot)[0], groups(ballot)) == (12, [])


def shown_by_team(ballot: Ballot) -> dict[str, int | None]:
    with in_council(COUNCIL):
        return {each.label: each.finished_shown for each in get_counts(ballot.collection_id).batches}


def test_a_batch_is_held_back_while_the_total_less_the_batches_shown_would_tell_of_another() -> None:
    ballot = make_ballot(surveys=["8-11"], size=20)
    with in_council(COUNCIL):
        other = issue_batch(collection_id=ballot.collection_id, survey="8-11", label="A small team", size=10)
    both = Ballot(ballot.collection_id, {"8-11": (*ballot.codes["8-11"], *other.codes)})
    finish_many(both, range(10))
    count(both)
    assert shown_by_team(both) == {"Team 8-11": None, "A small team": None}
    finish_many(both, range(20, 24))
    finish_many(both, range(10, 13))
    count(both, day=1)
    assert shown_by_team(both) == {"Team 8-11": None, "A small team": None}
    finish_many(both, range(24, 29))
    count(both, day=2)
    assert shown_by_team(both) == {"Team 8-11": 13, "A small team": 9}


def test_whatever_comes_no_batch_can_be_worked_out_to_fewer_than_five() -> None:
    chance = random.Random(7)
    for _ in range(300):
        batches = [Batch(pk=place, finished_shown=0) for place in range(chance.randint(2, 4))]
        truth, waiting_slips, total = dict.fromkeys(range(len(batches)), 0), 0, 0
        for _day in range(8):
            for batch in batches:
                came = chance.randint(0, 4)
                truth[batch.pk] += came
                waiting_slips += came
            if waiting_slips >= 5:
                total, waiting_slips = total + waiting_slips, 0
            for batch in counting._choose_moving(batches, truth, total):
                batch.finished_shown = truth[batch.pk]
            rest = total - sum(batch.finished_shown for batch in batches)
            assert rest >= 5 or (rest == 0 and all(b.finished_shown for b in batches)) or total == 0


def test_a_tally_that_somebody_overwrote_holds_neither_the_counts_nor_the_opening_up(ballot: Ballot) -> None:
    finish_many(ballot, range(5))
    count(ballot)
    with in_council(COUNCIL):
        Collection.objects.update(tally=b"not a tally")
    finish_many(ballot, range(5, 15))
    count(ballot, day=1)
    assert shown(ballot)[0] == 10  # begun again from nothing


def shown_levels(ballot: Ballot) -> dict[str, int]:
    return {each.level: each.finished_shown for each in groups(ballot) if each.group == "gender"}


@pytest.mark.parametrize("of_others", [0, 1, 4])
def test_the_total_less_the_levels_shown_never_tells_of_a_handful_nor_that_nobody_came(
    of_others: int,
) -> None:
    ballot = make_ballot(surveys=["8-11"], size=40)
    count(ballot)
    finish_many(ballot, range(12))
    finish_many(ballot, range(12, 28), answers=BOY)
    finish_many(ballot, range(28, 28 + of_others), answers=NOT_SAID)
    count(ballot, day=GROUP_DAYS)
    total, *_ = shown(ballot)
    assert total == 28 + of_others
    # Boys, the most of them, show 16 less what the rest lacks: 11 at nobody else, 12 at one, 15 at four.
    assert shown_levels(ballot) == {"girl": 12, "boy": 16 - (5 - of_others)}
    assert total - sum(shown_levels(ballot).values()) == 5


def test_a_level_that_could_show_no_ten_is_held_back() -> None:
    ballot = make_ballot(surveys=["8-11"], size=40)
    count(ballot)
    finish_many(ballot, range(14))
    count(ballot, day=GROUP_DAYS)  # 14 girls, and nobody else: 9 would be shown
    assert (shown(ballot)[0], shown_levels(ballot)) == (14, {})
    finish_many(ballot, range(14, 15))
    finish_many(ballot, range(15, 19), answers=BOY)
    count(ballot, day=2 * GROUP_DAYS)  # 15 girls and 4 boys of 19: girls show 14
    assert (shown(ballot)[0], shown_levels(ballot)) == (19, {"girl": 14})


def test_whatever_comes_no_level_can_be_worked_out_to_fewer_than_five() -> None:
    chance = random.Random(11)
    levels = [
        Cell(SlipKind.FINISHED, "8-11", "gender", name) for name in ("boy", "girl", "other", "not_said")
    ]
    moves = 0
    for _ in range(400):
        truth, unasked, before = dict.fromkeys(levels, 0), 0, dict[Cell, int]()
        for _fortnight in range(5):
            for level in levels:
                truth[level] += chance.choice([0, 0, 1, 3, 12, 25])
            unasked += chance.choice([0, 0, 1, 6])
            total = sum(truth.values()) + unasked
            moving = counting._choose_moving_levels(truth, before, total)
            assert all(moving[level] - before.get(level, 0) >= 10 for level in moving)
            before |= moving
            moves += len(moving)
            assert all(0 <= truth[level] - before.get(level, 0) <= 14 for level in truth)
            assert not before or total - sum(before.values()) >= 5
    assert moves > 400
