"""Releases made wrong on purpose: each leak is found, in its own cell, and the path names what was used."""

from collections.abc import Mapping

import pytest

from heard.base.policy import Level
from heard.catalogue import load_catalogue
from heard.disclosure.attack import Attack, Breach, Kind, Release, Truth, attack
from releases import SURVEY, fact, make_facts, make_release, took_part

CATALOGUE = load_catalogue()
Row = Mapping[str, object]


def attacked(*releases: Release) -> Attack:
    return attack(releases, CATALOGUE)


def of_gender(level: str, count: int | None, base: int | None = None, **values: object) -> Row:
    """`good_friend` negative of one level; without a count it is hidden."""
    return fact(
        "negative", group="gender", level=level, count=count, base=base, is_hidden=count is None, **values
    )


def people(girl: int | None, boy: int | None, everybody: int = 40) -> list[Row]:
    """Who took part: nobody of another gender, nobody unknown, where both are shown."""
    return [
        took_part(everybody),
        took_part(girl, group="gender", level="girl"),
        took_part(boy, group="gender", level="boy"),
    ]


def found(done: Attack, **key: object) -> Breach:
    """The one breach with these values."""
    matching = [each for each in done.breaches if all(getattr(each, name) == key[name] for name in key)]
    assert len(matching) == 1, [each.path for each in done.breaches]
    return matching[0]


def test_primary_suppression_alone_leaves_the_difference() -> None:
    rows = [
        *people(22, 18),
        fact("negative", count=12, base=40),
        of_gender("girl", 8, 22),
        of_gender("boy", None),
    ]
    breach = found(attacked(make_release(*rows)), level="boy", what="negative")
    assert (breach.kind, breach.least, breach.most) == (Kind.RECOVERED, 4, 4)
    assert breach.path == "11-17, good_friend, negative: everybody 12 less girl 8 leaves boy 4 [release]"


def test_two_hidden_levels_are_given_away_by_the_margin_they_share() -> None:
    rows = [
        *people(22, 18),
        fact("negative", count=3, base=40),
        of_gender("girl", None),
        of_gender("boy", None),
    ]
    done = attacked(make_release(*rows))
    breach = found(done, level="boy", what="negative", kind=Kind.SMALL)
    assert breach.most == 3
    assert "everybody 3" in breach.path
    assert found(done, level="all", what="negative").kind is Kind.SHOWN_SMALL


def test_hidden_with_the_levels_and_the_headline_left_wide_nothing_is_found() -> None:
    rows = [*people(None, None), took_part(None, group="gender", level="another")]
    rows += [
        fact("negative", count=12, base=40),
        *(of_gender(level, None) for level in ("girl", "boy", "another")),
    ]
    assert attacked(make_release(*rows)).safe


def test_a_base_shown_in_one_question_is_known_in_all() -> None:
    hidden = [of_gender(level, None) for level in ("girl", "boy", "another")]
    pets = [fact("negative", count=12, base=40, indicator="pet"), of_gender("girl", 10, 33, indicator="pet")]
    pets += [of_gender(level, None, indicator="pet") for level in ("boy", "another")]
    rows = [
        took_part(40),
        *(took_part(None, group="gender", level=level) for level in ("girl", "boy", "another")),
    ]
    done = attacked(make_release(*rows, fact("negative", count=12, base=40), *hidden, *pets))
    breach = found(done, level="boy", indicator="good_friend", what="who answered")
    assert (breach.kind, breach.most) == (Kind.SMALL, 7)
    assert "girl pet who answered 33" in breach.path


def test_one_late_answer_is_the_difference_of_two_releases() -> None:
    first = make_release(
        took_part(40), fact("negative", count=12, base=40), name="spring", snapshots={"2026/X1/11-17": "s1"}
    )
    second = make_release(
        took_part(41), fact("negative", count=13, base=41), name="summer", snapshots={"2026/X1/11-17": "s2"}
    )
    breach = found(attacked(first, second), what="negative")
    assert (breach.kind, breach.least, breach.most) == (Kind.RECOVERED, 1, 1)
    assert "only added" in breach.reading
    assert "spring, summer" in breach.path
    assert attacked(first).safe


def test_answers_erased_are_the_difference_as_well() -> None:
    before = make_release(
        took_part(41), fact("negative", count=13, base=41), snapshots={"2026/X1/11-17": "s1"}
    )
    after = make_release(
        took_part(40), fact("negative", count=12, base=40), snapshots={"2026/X1/11-17": "s2"}
    )
    assert found(attacked(before, after), what="negative").most == 1


def test_many_late_answers_are_not_found_out() -> None:
    first = make_release(
        took_part(40), fact("negative", count=12, base=40), snapshots={"2026/X1/11-17": "s1"}
    )
    second = make_release(
        took_part(80), fact("negative", count=24, base=80), snapshots={"2026/X1/11-17": "s2"}
    )
    assert attacked(first, second).safe


def test_two_releases_of_the_same_answers_are_read_as_one_table() -> None:
    hidden = [
        *people(22, 18),
        fact("negative", is_hidden=True),
        of_gender("girl", 8, 22),
        of_gender("boy", None),
    ]
    total = make_release(fact("negative", count=12, base=40), name="open", level=Level.PUBLIC)
    breach = found(attacked(make_release(*hidden, name="paper"), total), level="boy", what="negative")
    assert breach.most == 4
    assert "[open, paper]" in breach.path


def test_two_releases_that_contradict_each_other_are_never_called_safe() -> None:
    one, other = (make_release(fact("negative", count=count, base=40)) for count in (12, 13))
    assert attacked(one, other).breaches[0].kind is Kind.CONTRADICTION


def test_regrouping_leaves_the_level_between_two_unions() -> None:
    placement = {"group": "placement"}
    rows = [
        fact("negative", count=30, base=100),
        fact("negative", count=24, base=80, level="foster;kinship", **placement),
        fact("negative", count=20, base=70, level="foster", **placement),
        fact("negative", is_hidden=True, level="kinship", **placement),
    ]
    breach = found(attacked(make_release(*rows)), level="kinship", what="negative")
    assert (breach.kind, breach.most) == (Kind.RECOVERED, 4)
    assert "foster;kinship 24 less foster 20 leaves kinship 4" in breach.path


def test_a_report_without_residential_care_gives_residential_care() -> None:
    others = "foster;kinship;with_parents;semi_independent;secure;other"
    rows = [
        took_part(100),
        took_part(90, group="placement", level=others),
        took_part(None, group="placement", level="residential"),
        fact("negative", count=30, base=100),
        fact("negative", count=28, base=90, group="placement", level=others),
        fact("negative", is_hidden=True, group="placement", level="residential"),
    ]
    breach = found(
        attacked(make_release(*rows)), level="residential", indicator="good_friend", what="negative"
    )
    assert (breach.kind, breach.most) == (Kind.SMALL, 2)


def test_that_few_were_led_past_a_question_is_allowed() -> None:
    """58 of 60 were asked of their worker, so two at most know none; that anybody does not is never known."""
    worker = {"indicator": "knows_worker"}
    rows = [
        took_part(60),
        fact("negative", count=12, base=60, **worker),
        fact("positive", count=48, base=60, **worker),
        fact("positive", count=20, base=58, indicator="trusts_worker"),
    ]
    assert attacked(make_release(*rows)).safe


def test_that_somebody_was_led_on_by_an_answer_few_gave_is_not() -> None:
    """Seven said never or hardly ever, of 60; 55 said whether they got help, so two at least said hardly ever."""
    afraid = {"indicator": "afraid_bullying"}
    rows = [
        took_part(60),
        fact("negative", count=53, base=60, **afraid),
        fact("never", band=(0.0, 0.2), base=60, **afraid),
        fact("positive", count=30, base=55, indicator="bullying_help"),
    ]
    truth = make_facts(
        fact("negative", count=53, base=60, **afraid),
        fact("positive", count=7, base=60, **afraid),
        fact("never", count=4, base=60, **afraid),
        fact("positive", count=30, base=55, indicator="bullying_help"),
    )
    done = attack([make_release(*rows)], CATALOGUE, truth=Truth(truth))
    breach = found(done, what="positive and not never", kind=Kind.SOMEBODY)
    assert breach.least == 2


def test_surveys_taken_together_less_one_leave_the_other() -> None:
    rows = [
        fact("negative", count=30, base=100),
        fact("negative", survey="8-11", is_hidden=True),
        fact("negative", survey="8-11;11-17", count=33, base=150),
    ]
    breach = found(attacked(make_release(*rows)), survey="8-11", what="negative")
    assert (breach.kind, breach.most) == (Kind.RECOVERED, 3)
    assert "8-11;11-17" in breach.path


def test_the_nation_less_every_council_but_one_is_that_council() -> None:
    rows = [fact("negative", area=f"X{number}", count=20, base=100) for number in range(1, 6)]
    rows += [fact("negative", area="X6", is_hidden=True, base=40)]
    rows += [fact("negative", area="all", count=103, base=550)]
    breach = found(attacked(make_release(*rows, level=Level.PUBLIC)), area="X6", what="negative")
    assert (breach.kind, breach.least, breach.most) == (Kind.RECOVERED, 3, 3)
    assert "the other 5 councils, 5 of them known" in breach.path


def test_the_nation_in_whole_per_cent_of_many_gives_no_council_away() -> None:
    rows = [fact("negative", area=f"X{number}", count=400, base=2000) for number in range(1, 6)]
    rows += [fact("negative", area="X6", is_hidden=True, base=40)]
    rows += [fact("negative", area="all", share=0.20, base=10_050)]
    assert attacked(make_release(*rows, level=Level.PUBLIC)).safe


def test_the_nation_in_whole_per_cent_of_few_gives_a_council_away() -> None:
    """(2 × 20 - 1) n <= 200 x <= (2 × 20 + 1) n - 1 with n = 250: x from 49 to 51, less 49 leaves 0 to 2."""
    counts = enumerate((9, 10, 10, 10, 10))
    rows = [fact("negative", area=f"X{number}", count=count, base=46) for number, count in counts]
    rows += [fact("negative", area="X6", is_hidden=True, base=20)]
    rows += [fact("negative", area="all", share=0.20, base=250)]
    breach = found(attacked(make_release(*rows, level=Level.PUBLIC)), area="X6", what="negative")
    assert (breach.kind, breach.most) == (Kind.SMALL, 2)


def _nation_of_six(count: int, base: int) -> Release:
    """Five councils of 100 answers that are shown, 100 negative together; one of 40 that is hidden; and the nation."""
    rows = [fact("negative", area=f"X{number}", count=20, base=100) for number in range(1, 6)]
    rows += [fact("negative", area="X6", is_hidden=True, base=40)]
    return make_release(*rows, fact("negative", area="all", count=count, base=base), level=Level.PUBLIC)


def test_where_the_nation_is_of_other_councils_too_what_it_leaves_is_the_most_there_can_be() -> None:
    done = attacked(_nation_of_six(103, 950))
    assert done.notes == ("2026 11-17 good_friend: the nation's figures are of other councils as well",)
    assert (found(done, area="X6", what="negative").kind, done.breaches[0].most) == (Kind.SMALL, 3)
    assert attacked(_nation_of_six(180, 950)).safe


def test_a_nation_that_cannot_be_the_sum_of_its_councils_is_never_called_safe() -> None:
    """With councils known to be all there are; and, of any councils, where it is less than those that are shown."""
    every = attack([_nation_of_six(180, 950)], CATALOGUE, is_whole=True)
    assert [(each.kind, each.area) for each in every.breaches] == [(Kind.CONTRADICTION, "all")]
    fewer = attacked(_nation_of_six(90, 950))
    assert [(each.kind, each.area) for each in fewer.breaches] == [(Kind.CONTRADICTION, "all")]


def test_what_a_board_holds_is_judged_with_what_is_public() -> None:
    rows = [took_part(40), fact("negative", is_hidden=True), fact("positive", count=20, base=40)]
    public = make_release(fact("negative", count=12, base=40), name="open", level=Level.PUBLIC)
    breach = found(attacked(make_release(*rows), public), what="negative")
    assert (breach.kind, breach.reader) == (Kind.RECOVERED, "board X1")


def test_what_the_public_may_not_see_the_board_may() -> None:
    public = make_release(took_part(40), fact("negative", band=(0.0, 0.3), base=40), level=Level.PUBLIC)
    board = make_release(took_part(40), fact("negative", count=7, base=40))
    assert attacked(public, board).safe
    assert not attacked(make_release(fact("negative", count=7, base=40), level=Level.PUBLIC)).safe


def test_a_cohort_smaller_than_who_answered_is_not_believed_and_said_so() -> None:
    rows = [took_part(None, eligible=8), fact("negative", count=12, base=40)]
    done = attacked(make_release(*rows))
    assert "cohort" in done.notes[0]
    assert not [each for each in done.breaches if each.kind is Kind.CONTRADICTION]


def test_a_level_that_has_no_row_has_nobody_in_it() -> None:
    rows = [
        took_part(40),
        took_part(None, group="gender", level="girl"),
        took_part(None, group="gender", level="boy"),
    ]
    rows += [fact("negative", count=12, base=40), of_gender("girl", 9, 30)]
    breach = found(attacked(make_release(*rows)), level="not known", what="negative")
    assert breach.most == 3


@pytest.mark.parametrize("upper_end", [0.2, 0.3])
def test_a_band_as_wide_as_its_base_needs_is_safe(upper_end: float) -> None:
    assert attacked(make_release(took_part(40), fact("negative", band=(0.0, upper_end), base=40))).safe


@pytest.mark.parametrize(("base", "most"), [(24, 4), (25, 4), (26, None)])
def test_over_eighty_per_cent_is_read_as_more_than_eighty_per_cent(base: int, most: int | None) -> None:
    """Over 80 % of 25 are 21 or more, so that at most four said otherwise; of 26 it may be five."""
    done = attacked(make_release(took_part(base), fact("negative", band=(0.8, 1.0), base=base)))
    assert done.safe is (most is None)
    assert {each.most for each in done.breaches} == ({most} if most else set())


@pytest.mark.parametrize(("band", "safe"), [((0.8, 1.0), False), ((0.75, 1.0), True)])
def test_a_band_of_a_base_that_is_hidden_is_read_the_same_way(
    band: tuple[float, float], *, safe: bool
) -> None:
    """25 took part, so no more answered: more than 80 % of them leaves four, more than 75 % six."""
    done = attacked(make_release(took_part(25), fact("negative", band=band)))
    assert (not [each for each in done.breaches if each.what == "not negative"]) is safe


def test_a_band_whose_other_cut_points_fill_it_is_not() -> None:
    rows = [took_part(40), fact("negative", band=(0.0, 0.2), base=40), fact("positive", count=38, base=40)]
    done = attacked(make_release(*rows))
    assert found(done, what="negative").most == 2


def test_with_the_truth_a_small_cell_must_be_able_to_be_nobody() -> None:
    """Thirty said so, and there are 26 girls: four boys at least did."""
    rows = [
        *people(26, 14),
        fact("negative", count=30, base=40),
        of_gender("girl", None),
        of_gender("boy", None),
    ]
    truth = make_release(
        *people(26, 14),
        fact("negative", count=30, base=40),
        of_gender("girl", 26, 26),
        of_gender("boy", 4, 14),
    ).facts
    done = attack([make_release(*rows)], CATALOGUE, truth=Truth(truth))
    breach = found(done, level="boy", what="negative", kind=Kind.SOMEBODY)
    assert breach.least == 4


def test_who_knows_one_answer_may_learn_what_others_do_not() -> None:
    """Five said so. By their band four boys at most did, so one girl at least; more to who is one of the boys."""
    hidden = [of_gender(level, None) for level in ("girl", "boy")]
    rows = [*people(20, 20), fact("negative", count=5, base=40), *hidden]
    truth = make_release(
        *people(20, 20), fact("negative", count=5, base=40), of_gender("girl", 2, 20), of_gender("boy", 3, 20)
    ).facts
    loose = attack([make_release(*rows)], CATALOGUE, truth=Truth(truth)).breaches
    assert not [each for each in loose if each.what == "negative"]
    tight = [*people(20, 20), fact("negative", count=5, base=40), of_gender("girl", None)]
    tight += [fact("negative", group="gender", level="boy", base=20, band=(0.0, 0.2))]
    done = attack([make_release(*tight)], CATALOGUE, truth=Truth(truth), insiders=True)
    assert {each.kind for each in done.breaches} >= {Kind.INSIDER, Kind.SOMEBODY}


@pytest.mark.parametrize("eligible", [8, 11])
def test_where_all_who_could_answer_two_surveys_are_few_it_is_no_secret_that_few_did(eligible: int) -> None:
    """8 children, and 8 or 11: everybody knows that fewer than the 20 answered that a public figure needs."""
    younger, older = ({"survey": survey} for survey in ("4-7", "8-11"))
    release = make_release(
        took_part(None, eligible=8, **younger),
        took_part(None, eligible=eligible, **older),
        fact(is_hidden=True, survey="4-7;8-11"),
        fact(is_hidden=True, **younger),
        fact(is_hidden=True, **older),
        level=Level.PUBLIC,
    )
    assert attack([release], CATALOGUE).safe


def test_who_answered_one_survey_is_counted_wherever_it_is_taken_together_with_another() -> None:
    """Of 13 and 24 one each says never, and one more sometimes: who said never may think nobody else said either."""

    def asked(cut_point: str, count: int, base: int, survey: str) -> Mapping[str, object]:
        return fact(cut_point, indicator="adults_education", count=count, base=base, survey=survey)

    cuts = {"positive": (12, 22), "negative": (1, 2), "top_one": (10, 21), "never": (1, 1)}
    true = [took_part(13, survey="8-11"), took_part(24)]
    for cut, (younger, older) in cuts.items():
        true += [asked(cut, younger, 13, "8-11"), asked(cut, older, 24, SURVEY)]
        true += [asked(cut, younger + older, 37, f"8-11;{SURVEY}")]
    said = [dict(row) | {"symbol": "c", "count": None, "base": None, "share": None} for row in true]
    cohort = [dict(row) | {"eligible": eligible} for row, eligible in zip(said[:2], (24, 52), strict=True)]
    release = make_release(*cohort, *said[2:], level=Level.PUBLIC)
    assert attack([release], CATALOGUE, truth=Truth(make_release(*true).facts)).safe
