"""Single values of returns: dates, codes and words."""

import csv
import os
from datetime import date
from pathlib import Path

import pytest

from heard.catalogue import load_catalogue
from heard.cohort.returns import codes
from heard.cohort.returns.dates import read_date
from heard.cohort.returns.words import (
    ADOPTION,
    read_category,
    read_ethnicity,
    read_gender,
    read_in_touch,
    read_placement,
    read_short_break,
    read_yes_no,
)

CODES = (
    Path(os.environ.get("HEARD_SHARED", Path(__file__).parents[4] / "shared")) / "data" / "ssda903_codes.csv"
)


@pytest.mark.parametrize(
    "text",
    ["05/03/2014", "5/3/2014", "05-03-2014", "05.03.2014", "2014-03-05", "2014-03-05 00:00:00", "5 March 2014",
     "05-Mar-2014", "05/03/2014 00:00", "2014-03-05T00:00:00.000"],
)  # fmt: skip
def test_dates_are_read_day_before_month(text: str) -> None:
    assert read_date(text) == date(2014, 3, 5)


@pytest.mark.parametrize(
    "text", ["05/03/14", "03/31/2014", "31/02/2014", "2014", "41703", "5 Foo 2014", "01/01/1800", "-"]
)
def test_what_is_no_whole_date_is_none(text: str) -> None:
    assert read_date(text) is None


@pytest.mark.parametrize(
    ("text", "level"),
    [("a) Male", "boy"), ("b) Female", "girl"), ("c) Not stated/recorded", ""), ("d) Neither", "another"), ("M", "boy"),
     ("2", "girl"), ("U", ""), ("Unknown", ""), ("x", None)],
)  # fmt: skip
def test_genders(text: str, level: str | None) -> None:
    assert read_gender(text) == level


@pytest.mark.parametrize(
    ("text", "level"),
    [("a) WBRI", "white"), ("WBRI - White British", "white"), ("Gypsy/Roma", "white"), ("BAFR", "black"),
     ("Black African", "black"), ("White and Black Caribbean", "mixed"), ("White and Asian", "mixed"),
     ("Any other Asian background", "asian"), ("CHNE", "asian"), ("Chinese", "asian"), ("OOTH", "other"),
     ("Any other ethnic group", "other"), ("NOBT", ""), ("Refused", ""), ("Information not yet obtained", ""),
     ("Not yet obtained", ""), ("Martian", None)],
)  # fmt: skip
def test_ethnic_groups(text: str, level: str | None) -> None:
    assert read_ethnicity(text) == level


@pytest.mark.parametrize(
    ("text", "level"),
    [("U4", "foster"), ("a) U1", "kinship"), ("u6) Foster placement with other foster carer", "foster"),
     ("Foster placement with relative or friend who is also an approved adopter", "kinship"),
     ("Foster placement with other foster carer who is also an approved adopter", "foster"),
     ("Placed for adoption with current foster carer", ADOPTION), ("A6", ADOPTION),
     ("Secure children's home", "secure"), ("Young Offender Institution", "secure"),
     ("Children's Homes", "residential"),
     ("K3 - supported accommodation", "semi_independent"), ("Independent living with friends", "semi_independent"),
     ("Placed with own parents", "with_parents"), ("Residential school", "residential"),
     ("Residential employment", "other"), ("Other placement", "other"), ("Not known", ""), ("castle", None)],
)  # fmt: skip
def test_placements(text: str, level: str | None) -> None:
    assert read_placement(text) == level


def test_other_values_of_annex_a() -> None:
    assert [read_yes_no(each) for each in ("a) Yes", "b) No", "Y", "0", "Not known", "perhaps")] == [
        "yes", "no", "yes", "no", "", None,
    ]  # fmt: skip
    assert [read_category(each) for each in ("a) Relevant child", "b) Former relevant child", "d) Eligible")] == [
        "relevant", "former_relevant", "eligible",
    ]  # fmt: skip
    assert [read_in_touch(each) for each in ("a) Yes", "No", "Died", "REFU", "no longer requires services")] == [
        "yes", "no", "died", "refu", "nreq",
    ]  # fmt: skip
    assert [read_short_break(each) for each in ("V4", "C2", "b) Short breaks", "ICO order", "zzz")] == [
        "yes", "no", "yes", "no", None,
    ]  # fmt: skip


def test_every_group_a_code_stands_for_is_in_the_catalogue() -> None:
    demographics = load_catalogue().demographics
    for key, known in (
        ("gender", codes.GENDER),
        ("ethnicity", codes.ETHNICITY),
        ("placement", codes.PLACEMENT),
    ):
        assert set(known.values()) - {""} <= set(demographics[key].codes)


@pytest.mark.skipif(not CODES.exists(), reason="the founding tables are not here: set HEARD_SHARED")
def test_the_codes_are_those_of_the_founding_table() -> None:
    with CODES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    ours = {
        "SEX": set(codes.GENDER), "ETHNIC": set(codes.ETHNICITY), "PLACE": set(codes.PLACEMENT),
        "LS": set(codes.LEGAL) - {"V1"}, "IN_TOUCH": set(codes.IN_TOUCH),
    }  # fmt: skip
    for field, known in ours.items():
        assert known == {row["code"] for row in rows if row["field"] == field}
    years = {
        (row["field"], row["code"]): (
            int(row["first_year"][:4]) if row["first_year"] else None,
            int(row["last_year"][:4]) if row["last_year"] else None,
        )
        for row in rows
        if row["field"] in ("SEX", "PLACE") and (row["first_year"] or row["last_year"])
    }
    assert years == {key: value for key, value in codes.YEARS.items() if key[0] != "LS"}


@pytest.mark.parametrize(
    ("day", "year"),
    [(date(2025, 3, 31), "2024-25"), (date(2025, 4, 1), "2025-26"), (date(2099, 12, 31), "2099-00")],
)
def test_a_collection_year_begins_in_april(day: date, year: str) -> None:
    assert codes.year_in_words(codes.collection_year(day)) == year
