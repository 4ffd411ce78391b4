"""What two waves asked otherwise, question by question."""

from datetime import date

import pytest

from heard.base.bands import BandRule, Rule
from heard.base.editions import Change, Edition
from heard.base.places import Wave
from heard.base.surveys import Survey
from heard.catalogue import Catalogue, load_catalogue
from heard.catalogue.editions import band_rule_of, list_changes, list_unlike, list_unread

MIDDLE, OLDER = Survey.AGES_8_11, Survey.AGES_11_17
OTHER_RULE = BandRule(Rule.SCALES_LOW, 3, 5, 7, 9, scales=2)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


def wave(version: str = "", edition: Edition | None = None, survey: Survey = OLDER) -> Wave:
    """A wave whose survey used that version."""
    return Wave(
        "2026",
        date(2026, 2, 2),
        date(2026, 3, 27),
        versions={survey: version} if version else {},
        editions={survey: edition} if edition else {},
    )


def unlike(**changes: str) -> Edition:
    return Edition({key: Change(word) for key, word in changes.items()})


def test_two_waves_of_one_version_asked_everything_alike(catalogue: Catalogue) -> None:
    assert list_changes(wave(), wave(), OLDER, catalogue) == {}
    assert list_changes(wave("1.0"), wave("1.0"), OLDER, catalogue) == {}
    described = wave("1.0", unlike(pet="wording"))
    assert list_changes(described, described, OLDER, catalogue) == {}


def test_a_version_may_be_named_though_it_is_the_catalogues(catalogue: Catalogue) -> None:
    assert list_changes(wave(), wave(catalogue.versions[OLDER]), OLDER, catalogue) == {}


def test_a_version_nobody_described_is_unlike_in_every_question(catalogue: Catalogue) -> None:
    found = list_changes(wave(), wave("1.0"), OLDER, catalogue)
    assert set(found) == {item.key for item in catalogue.asked_in(OLDER)}
    assert set(found.values()) == {Change.QUESTIONNAIRE}
    assert set(list_changes(wave("1.0"), wave("0.9", Edition()), OLDER, catalogue)) == set(found)


def test_what_is_said_of_one_survey_says_nothing_of_another(catalogue: Catalogue) -> None:
    earlier = wave("1.0", unlike(pet="wording"), MIDDLE)
    assert list_changes(wave(), earlier, MIDDLE, catalogue) == {"pet": Change.WORDING}
    assert list_changes(wave(), earlier, OLDER, catalogue) == {}


def test_two_described_versions_differ_where_either_is_unlike_and_the_weightier_change_is_said(
    catalogue: Catalogue,
) -> None:
    now = wave("2.0", unlike(pet="wording", nature="routing"))
    then = wave("1.0", unlike(internet="routing", pet="scale"))
    expected = {"pet": Change.SCALE, "nature": Change.ROUTING, "internet": Change.ROUTING}
    assert list_changes(now, then, OLDER, catalogue) == expected
    assert list_changes(then, now, OLDER, catalogue) == expected


def test_a_scale_that_changed_changes_who_was_asked_what_it_leads_to(catalogue: Catalogue) -> None:
    earlier = wave("1.0", unlike(knows_worker="scale"))
    led_to = {"trusts_worker", "contacts_worker", "speaks_alone", "included_decisions"}
    assert list_unlike(earlier, OLDER, catalogue) == {
        "knows_worker": Change.SCALE,
        **dict.fromkeys(led_to, Change.ROUTING),
    }
    assert list_unread(earlier, OLDER, catalogue) == {"knows_worker", *led_to}


def test_words_that_changed_change_who_was_asked_too_but_hide_no_answers(catalogue: Catalogue) -> None:
    earlier = wave("1.0", unlike(knows_worker="wording"))
    led_to = {"trusts_worker", "contacts_worker", "speaks_alone", "included_decisions"}
    assert list_unlike(earlier, OLDER, catalogue) == {
        "knows_worker": Change.WORDING,
        **dict.fromkeys(led_to, Change.ROUTING),
    }
    assert list_unread(earlier, OLDER, catalogue) == frozenset()


@pytest.mark.parametrize(
    ("word", "unread"),
    [("scale", {"positive_future", "wellbeing_band"}), ("wording", set()), ("routing", set())],
)
def test_the_band_is_as_unlike_as_its_scales(catalogue: Catalogue, word: str, unread: set[str]) -> None:
    earlier = wave("1.0", unlike(positive_future=word))
    assert list_changes(wave(), earlier, OLDER, catalogue) == {
        "positive_future": Change(word),
        "wellbeing_band": Change(word),
    }
    assert list_unread(earlier, OLDER, catalogue) == unread


def test_a_survey_without_the_band_has_none_that_could_change(catalogue: Catalogue) -> None:
    earlier = wave("1.0", unlike(positive_future="scale"), MIDDLE)
    assert set(list_changes(wave(), earlier, MIDDLE, catalogue)) == {"positive_future"}
    assert band_rule_of(earlier, MIDDLE, catalogue) is None


def test_another_rule_makes_another_band(catalogue: Catalogue) -> None:
    earlier = wave("1.0", Edition(band=OTHER_RULE))
    assert band_rule_of(earlier, OLDER, catalogue) == OTHER_RULE
    assert list_changes(wave(), earlier, OLDER, catalogue) == {"wellbeing_band": Change.RULE}
    same = wave("1.0", Edition(band=BandRule(Rule.MEAN, 3, 5, 7, 8.5)))
    assert list_changes(wave(), same, OLDER, catalogue) == {}


@pytest.mark.parametrize(
    ("word", "said"), [("scale", Change.SCALE), ("wording", Change.RULE), ("routing", Change.RULE)]
)
def test_of_a_rule_and_a_scale_that_changed_the_weightier_is_said(
    catalogue: Catalogue, word: str, said: Change
) -> None:
    earlier = wave("1.0", Edition({"happiness": Change(word)}, OTHER_RULE))
    assert list_changes(wave(), earlier, OLDER, catalogue)["wellbeing_band"] == said


def test_a_programme_may_choose_the_rule_of_the_catalogues_own_version(catalogue: Catalogue) -> None:
    own = wave(edition=Edition(band=OTHER_RULE))
    assert band_rule_of(own, OLDER, catalogue) == OTHER_RULE
    assert band_rule_of(wave(), OLDER, catalogue) == BandRule(Rule.MEAN, 3, 5, 7, 8.5)
