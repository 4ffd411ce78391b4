"""The questionnaires an installation can show."""

import pytest

from heard.base.surveys import Survey
from heard.web.instruments.questionnaires import (
    RetiredVersion,
    counted_groups,
    get_questionnaire,
    list_versions,
)


@pytest.mark.parametrize("survey", list(Survey))
def test_every_installed_version_is_found(survey: Survey) -> None:
    assert get_questionnaire(survey, list_versions()[survey]).survey is survey


@pytest.mark.parametrize(("survey", "version"), [("8-11", "2019.1"), ("8-11", ""), ("8-12", "2026.1")])
def test_a_version_that_is_not_here_is_refused_in_words(survey: str, version: str) -> None:
    with pytest.raises(RetiredVersion, match="does not have version"):
        get_questionnaire(survey, version)


def test_the_groups_counted_are_those_asked_without_how_it_was_answered() -> None:
    youngest = counted_groups(get_questionnaire("4-7", list_versions()["4-7"]))
    assert youngest == ("gender", "ethnicity", "placement", "years_in_care", "disability_adult")
    assert all("helped" not in counted_groups(get_questionnaire(*each)) for each in list_versions().items())
