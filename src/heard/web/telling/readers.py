"""For whom words are written, what each is held to, and the audiences that are told or not yet."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from heard.base.surveys import Survey
from heard.catalogue.reading_age import LONGEST_SENTENCE, READING_AGE

ENGLISH = "en"


class Reader(StrEnum):
    """For whom the words of a page are: a survey's children, or adults."""

    AGES_4_7 = "4-7"
    AGES_8_11 = "8-11"
    AGES_11_17 = "11-17"
    AGES_16_25 = "16-25"
    ADULTS = "adults"

    @property
    def survey(self) -> Survey | None:
        """The survey that asked them; None of adults."""
        return None if self is Reader.ADULTS else Survey(self.value)


class Audience(StrEnum):
    """Who is to be told what came of it."""

    AGES_4_7 = "4-7"
    AGES_8_11 = "8-11"
    AGES_11_17 = "11-17"
    CARE_LEAVERS = "16-25"
    CARERS = "carers"
    FAMILIES = "families"
    STAFF = "staff"
    PARTNERS = "partners"

    @property
    def is_children(self) -> bool:
        """Whether it is of children or young people themselves."""
        return self.value in set(Survey)


@dataclass(frozen=True, slots=True)
class Measure:
    """What words for a reader are held to: an age at which they can be read, and the longest sentence in words."""

    reading_age: int
    longest_sentence: int


# Children's as the survey's own words are held to. Of adults nothing is written there: 14 is what a paper for everybody
# can keep to, 25 words the GOV.UK advice (chosen).
MEASURES: Mapping[Reader, Measure] = {
    **{
        reader: Measure(READING_AGE[reader.value], LONGEST_SENTENCE[reader.value])
        for reader in Reader
        if reader.survey
    },
    Reader.ADULTS: Measure(14, 25),
}
NAMES: Mapping[Reader, str] = {
    Reader.AGES_4_7: "Ages 4 to 7",
    Reader.AGES_8_11: "Ages 8 to 11",
    Reader.AGES_11_17: "Ages 11 to 17",
    Reader.AGES_16_25: "Care leavers, 16 to 25",
    Reader.ADULTS: "Adults: carers, families, staff",
}
AUDIENCE_NAMES: Mapping[Audience, str] = {
    Audience.AGES_4_7: "Children aged 4 to 7",
    Audience.AGES_8_11: "Children aged 8 to 11",
    Audience.AGES_11_17: "Young people aged 11 to 17",
    Audience.CARE_LEAVERS: "Care leavers",
    Audience.CARERS: "Carers",
    Audience.FAMILIES: "Families",
    Audience.STAFF: "Staff",
    Audience.PARTNERS: "Partners",
}
ADULT_AUDIENCES = (Audience.CARERS, Audience.FAMILIES, Audience.STAFF, Audience.PARTNERS)


def readers_of(surveys: tuple[str, ...]) -> tuple[Reader, ...]:
    """Whoever was asked, from the youngest, then adults."""
    return tuple(each for each in Reader if each is Reader.ADULTS or each.value in surveys)


def audiences_of(surveys: tuple[str, ...]) -> tuple[Audience, ...]:
    """Whoever was asked, and every adult audience."""
    return tuple(each for each in Audience if each in ADULT_AUDIENCES or each.value in surveys)
