"""The codes of the SSDA903 return that the cohort rests on, and the group of the catalogue that each stands for.

Source: the collection's code sets for 2023-24, 2024-25 and 2025-26. Codes that went or came between those years are in
YEARS; all of them are read, whatever year the return is of.
"""

from collections.abc import Mapping
from datetime import date

SHORT_BREAKS = frozenset({"V1", "V3", "V4"})  # V1 was theirs before V3 and V4
FOR_ADOPTION = frozenset({"A3", "A4", "A5", "A6"})
DIED, OTHER_COUNCIL = "E2", "E3"
ADOPTED = frozenset({"E11", "E12"})
STARTED = "S"  # of RNE: care itself began, not only another episode of it
NOT_SAID = ""

GENDER = {"1": "boy", "2": "girl", "M": "boy", "F": "girl", "U": NOT_SAID}
# Chinese counts as Asian since the census of 2011.
ETHNICITY = (
    dict.fromkeys(("WBRI", "WIRI", "WIRT", "WROM", "WOTH"), "white")
    | dict.fromkeys(("MWBC", "MWBA", "MWAS", "MOTH"), "mixed")
    | dict.fromkeys(("AIND", "APKN", "ABAN", "AOTH", "CHNE"), "asian")
    | dict.fromkeys(("BCRB", "BAFR", "BOTH"), "black")
    | {"OOTH": "other", "REFU": NOT_SAID, "NOBT": NOT_SAID}
)
# Whom the child lives with. Secure: a secure home (K1) or custody (R5). Placed for adoption (A3 to A6) is none of the
# homes the survey names.
PLACEMENT = (
    dict.fromkeys(("U4", "U5", "U6"), "foster")
    | dict.fromkeys(("U1", "U2", "U3"), "kinship")
    | dict.fromkeys(("K2", "R1", "R2", "R3", "S1"), "residential")
    | dict.fromkeys(("K1", "R5"), "secure")
    | dict.fromkeys(("H5", "P2", "K3"), "semi_independent")
    | {"P1": "with_parents"}
    | dict.fromkeys(("P3", "T0", "T1", "T2", "T3", "T4", "Z1", "Z11", "Z12", "Z13", "Z14"), "other")
    | dict.fromkeys(sorted(FOR_ADOPTION), "other")
)
LEGAL = frozenset({"C1", "C2", "D1", "E1", "V1", "V2", "V3", "V4", "L1", "L2", "L3", "J1", "J2", "J3"})
IN_TOUCH = {code: code.lower() for code in ("YES", "NO", "DIED", "REFU", "NREQ", "RHOM")}

# (column, code) → the first and the last collection year with it, by the year in which it begins; None = open.
YEARS: Mapping[tuple[str, str], tuple[int | None, int | None]] = {
    ("SEX", "1"): (None, 2023),
    ("SEX", "2"): (None, 2023),
    ("SEX", "M"): (2024, None),
    ("SEX", "F"): (2024, None),
    ("SEX", "U"): (2024, None),
    ("PLACE", "P2"): (None, 2023),
    ("PLACE", "H5"): (None, 2024),
    ("PLACE", "Z1"): (None, 2024),
    ("PLACE", "K3"): (2024, None),
    **{("PLACE", code): (2025, None) for code in ("Z11", "Z12", "Z13", "Z14")},
    ("LS", "V1"): (None, None),
}


def collection_year(day: date) -> int:
    """The year in which the collection that holds this day begins: 1 April to 31 March."""
    return day.year if (day.month, day.day) >= (4, 1) else day.year - 1


def year_in_words(year: int) -> str:
    """`2024-25`."""
    return f"{year}-{(year + 1) % 100:02}"


def is_of(column: str, code: str, year: int) -> bool:
    """Whether that year's collection has the code."""
    first, last = YEARS.get((column, code), (None, None))
    return (first is None or first <= year) and (last is None or year <= last)
