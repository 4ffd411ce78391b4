"""Made-up returns of an invented council, with what must be counted from them known as each child is drawn.

Nothing here asks Heard how to count: a child is drawn for a survey, and its dates are made to fit.
"""

import csv
import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from xml.sax.saxutils import escape

import xlsxwriter

HEADER = ("CHILD", "SEX", "DOB", "ETHNIC", "UPN", "MOTHER", "MC_DOB")
EPISODES = (
    "CHILD", "DECOM", "RNE", "LS", "CIN", "PLACE", "PLACE_PROVIDER", "DEC", "REC", "REASON_PLACE_CHANGE", "HOME_POST",
    "PL_POST", "URN",
)  # fmt: skip
UASC = ("CHILD", "SEX", "DOB", "DUC")
OC3 = ("CHILD", "DOB", "IN_TOUCH", "ACTIV", "ACCOM")
SOCIAL_WORKERS = ("CHILD", "DOB", "SW_ID", "SW_DECOM", "SW_DEC", "SW_REASON")
REVIEWS = ("CHILD", "DOB", "REVIEW", "REVIEW_CODE")

ETHNIC = {
    "white": ("WBRI", "WIRI", "WIRT", "WOTH", "WROM"),
    "mixed": ("MWBC", "MWBA", "MWAS", "MOTH"),
    "asian": ("AIND", "APKN", "ABAN", "AOTH", "CHNE"),
    "black": ("BCRB", "BAFR", "BOTH"),
    "other": ("OOTH",),
    "not_sure": ("REFU", "NOBT"),
}
PLACE = {
    "foster": ("U4", "U5", "U6"),
    "kinship": ("U1", "U2", "U3"),
    "residential": ("K2", "R1", "R2", "R3", "S1"),
    "with_parents": ("P1",),
    "secure": ("K1", "R5"),
}
SEMI = {2023: ("P2", "H5"), 2024: ("H5", "K3"), 2025: ("K3",)}
OTHER = {2023: ("P3", "T0", "T4", "Z1"), 2024: ("T1", "Z1"), 2025: ("Z11", "Z12", "Z13", "Z14", "T2")}
SEX = {2023: {"boy": "1", "girl": "2"}, 2024: {"boy": "M", "girl": "F"}, 2025: {"boy": "M", "girl": "F"}}
YEARS_IN_DAYS = {
    "under_1": (5, 350),
    "1_to_2": (380, 1080),
    "3_to_5": (1110, 2170),
    "6_or_more": (2210, 4300),
}
FORMS = {"boy": "a) Male", "girl": "b) Female", "not_sure": "c) Not stated/recorded"}
# How many of each kind are drawn of a hundred; the rest are in care.
KINDS = {
    "short_break": 3, "adoption": 3, "under_4": 9, "left": 9, "adopted": 2, "died": 1, "other_council": 1, "later": 2,
    "leaver": 14, "leaver_died": 1, "relevant": 2, "under_13_weeks": 1, "open_at_18": 1, "no_birth_date": 1,
}  # fmt: skip
NOT_COUNTED = {
    "under_4": "under_4",
    "left": "left_before",
    "adopted": "adopted",
    "died": "died",
    "other_council": "other_council",
    "later": "came_later",
    "leaver_died": "died",
    "under_13_weeks": "under_13_weeks",
    "open_at_18": "still_open_at_18",
    "no_birth_date": "no_birth_date",
}


@dataclass(frozen=True)
class Episode:
    decom: date
    rne: str
    legal: str
    place: str
    dec: date | None = None
    rec: str = ""


@dataclass(frozen=True)
class Drawn:
    """A child, and what must come of it: `survey`, `groups`, or why not (`kind`)."""

    id: str
    kind: str
    born: date
    sex: str
    ethnic: str
    episodes: tuple[Episode, ...]
    survey: str = ""
    groups: Mapping[str, str] | None = None
    alone: bool = False
    disabled: bool = False
    in_touch: str = ""


@dataclass(frozen=True)
class Council:
    """`year`: the collection's first. `on`: the day asked for."""

    year: int
    on: date
    children: tuple[Drawn, ...]

    def expected(
        self, survey: str, groups: Sequence[str], *, adoption_out: bool = True
    ) -> dict[tuple[str, str], int]:
        """(group, level) → children of a survey."""
        out = {"short_break", "adoption"} if adoption_out else {"short_break"}
        ours = [child for child in self.children if child.survey == survey and child.kind not in out]
        found = Counter({("all", "all"): len(ours)})
        for child in ours:
            for group in groups:
                found[group, (child.groups or {})[group]] += 1
        return {key: number for key, number in found.items() if number or key == ("all", "all")}

    def of_kind(self, kind: str) -> int:
        """How many of a kind were drawn."""
        return sum(child.kind == kind for child in self.children)


def draw_council(*, children: int = 2_500, year: int = 2025, seed: int = 1) -> Council:
    """A council whose survey begins on 2 February of the collection year."""
    rng = random.Random(seed)
    on = date(year + 1, 2, 2)
    kinds = [kind for kind, number in KINDS.items() for _ in range(number)]
    kinds += ["care"] * (100 - len(kinds))
    return Council(
        year,
        on,
        tuple(_draw(rng, f"XQ{number:06}", rng.choice(kinds), on, year) for number in range(children)),
    )


def _draw(rng: random.Random, child: str, kind: str, on: date, year: int) -> Drawn:
    sex = rng.choice(["boy", "girl"])
    group = rng.choice(list(ETHNIC))
    drawn = Drawn(
        id=child, kind=kind, born=on, sex=sex, ethnic=rng.choice(ETHNIC[group]), episodes=(),
        groups={"gender": sex, "ethnicity": group}, alone=rng.random() < 0.1, disabled=rng.random() < 0.15,
    )  # fmt: skip
    if kind in {"care", "short_break", "adoption", "no_birth_date"}:
        return _in_care(rng, drawn, on, year)
    return _elsewhere(rng, drawn, on)


def _in_care(rng: random.Random, drawn: Drawn, on: date, year: int) -> Drawn:
    survey = rng.choice(["4-7", "8-11", "11-17"])
    born, age_level = _born_for(rng, survey, on)
    days = (on - born).days
    level = rng.choice([name for name, (least, most) in YEARS_IN_DAYS.items() if most < days])
    started = on - timedelta(days=rng.randint(*YEARS_IN_DAYS[level]))
    home = rng.choice([*PLACE, "semi_independent", "other"])
    place = rng.choice({**PLACE, "semi_independent": SEMI[year], "other": OTHER[year]}[home])
    legal = rng.choice(["C1", "C2", "V2", "E1"])
    if drawn.kind == "adoption":
        place, home = rng.choice(["A3", "A4", "A5", "A6"]), "other"
    if drawn.kind == "short_break":
        legal = rng.choice(["V3", "V4"])
    groups = {
        **(drawn.groups or {}), "placement": home, "years_in_care": level, "age": age_level,
        "unaccompanied": "yes" if drawn.alone else "no", "disability": "yes" if drawn.disabled else "no",
        "disability_adult": "yes" if drawn.disabled else "no",
    }  # fmt: skip
    episodes = _history(rng, started, on, legal, place)
    counted = "" if drawn.kind == "no_birth_date" else survey
    return replace(drawn, born=born, survey=counted, groups=groups, episodes=episodes)


def _born_for(rng: random.Random, survey: str, on: date) -> tuple[date, str]:
    """A date of birth of somebody of that survey on the day, and the level of age. 11-year-olds by school year."""
    first_of_september = date(on.year - 1, 9, 1)
    if survey == "11-17" and rng.random() < 0.15:  # 11, and already in Year 7: was 11 on 31 August
        return _between(
            rng,
            _years_before(on, 12) + timedelta(1),
            first_of_september.replace(year=on.year - 12) - timedelta(1),
        ), "11_12"
    if survey == "8-11" and rng.random() < 0.25:  # 11, and still in Year 6
        return _between(rng, first_of_september.replace(year=on.year - 12), _years_before(on, 11)), ""
    age = rng.choice({"4-7": [4, 5, 6, 7], "8-11": [8, 9, 10], "11-17": [12, 13, 14, 15, 16, 17]}[survey])
    levels = {12: "11_12", 13: "13_15", 14: "13_15", 15: "13_15", 16: "16_17", 17: "16_17"}
    return _aged(rng, age, on), levels.get(age, "")


def _elsewhere(rng: random.Random, drawn: Drawn, on: date) -> Drawn:
    """Not of a survey of children in care: too young, gone, not yet there, or a care leaver."""
    ages = {
        "under_4": [1, 2, 3], "left": range(5, 16), "adopted": range(4, 12), "died": range(4, 15),
        "other_council": range(4, 15), "later": range(4, 16), "leaver": range(17, 22), "leaver_died": [18, 19],
        "relevant": [16, 17], "under_13_weeks": [17], "open_at_18": [18, 19],
    }  # fmt: skip
    age = rng.choice(list(ages[drawn.kind]))
    born = _aged(rng, age, on)
    drawn = replace(drawn, born=born)
    if drawn.kind == "under_4":
        return replace(drawn, episodes=(Episode(on - timedelta(100), "S", "C1", "U6"),))
    if drawn.kind == "later":
        return replace(drawn, episodes=(Episode(on + timedelta(rng.randint(1, 20)), "S", "V2", "U6"),))
    if drawn.kind == "open_at_18":
        return replace(drawn, episodes=(Episode(on - timedelta(900), "S", "V2", "K2"),))
    if drawn.kind in {"leaver", "leaver_died"}:
        touch = (
            "DIED"
            if drawn.kind == "leaver_died"
            else rng.choice(["YES", "YES", "YES", "NO", "REFU", "NREQ", "RHOM"])
        )
        groups = {**(drawn.groups or {}), "age": "16_17" if age == 17 else "18_20" if age < 21 else "21_25",
                  "disability": "yes" if drawn.disabled else "no"}  # fmt: skip
        survey = "" if touch == "DIED" else "16-25"
        return replace(drawn, in_touch=touch, survey=survey, groups=groups)
    length = {"relevant": 200, "under_13_weeks": 40}.get(drawn.kind, rng.randint(20, 60))
    rec = {"adopted": "E11", "died": "E2", "other_council": "E3"}.get(drawn.kind, "E4A")
    end = on - timedelta(rng.choice([0, 1, 5]))
    episode = Episode(end - timedelta(length), "S", "C2", "U4", end, rec)
    if drawn.kind == "relevant":
        groups = {**(drawn.groups or {}), "age": "16_17", "disability": "yes" if drawn.disabled else "no"}
        # Of care in the last 200 days some was after the 16th birthday: it is at least 40 days ago.
        late = max(born.replace(year=born.year + 16), date.min) + timedelta(30)
        ended = min(end, max(late, end)) if late <= end else end
        if late > end:
            drawn = replace(drawn, born=born - timedelta(60))
        return replace(drawn, survey="16-25", groups=groups, episodes=(replace(episode, dec=ended),))
    return replace(drawn, episodes=(episode,))


def _history(rng: random.Random, started: date, on: date, legal: str, place: str) -> tuple[Episode, ...]:
    """Up to three episodes that follow on one another, the last of them open or ending after the day."""
    days = (on - started).days
    cuts = sorted(
        {started + timedelta(rng.randint(1, days)) for _ in range(rng.randint(0, 2))} if days > 3 else set()
    )
    starts = [started, *cuts]
    last_end = rng.choice([None, None, on + timedelta(1), on + timedelta(20)])
    found = []
    for number, begins in enumerate(starts):
        last = number == len(starts) - 1
        found.append(
            Episode(
                begins,
                "S" if number == 0 else rng.choice("LPTBU"),
                legal if last or legal in {"V3", "V4"} else "C1",
                place if last else "U6",
                last_end if last else starts[number + 1],
                ("E4A" if last_end else "") if last else "X1",
            )
        )
    return tuple(found)


def _aged(rng: random.Random, age: int, on: date) -> date:
    return _between(rng, _years_before(on, age + 1) + timedelta(1), _years_before(on, age))


def _years_before(on: date, years: int) -> date:
    return on.replace(year=on.year - years)


def _between(rng: random.Random, first: date, last: date) -> date:
    return first + timedelta(days=rng.randint(0, (last - first).days))


# --- the files ------------------------------------------------------------------------------------------------------


def day(value: date | None) -> str:
    return value.strftime("%d/%m/%Y") if value else ""


def write_return(folder: Path, council: Council, *, shuffle: int | None = None) -> list[Path]:
    """Six CSV files with names that say nothing, of which two are not needed."""
    code = SEX[council.year]
    rows: dict[str, list[Sequence[str]]] = {"a": [], "b": [], "c": [], "d": [], "e": [], "f": []}
    for child in council.children:
        born = "" if child.kind == "no_birth_date" else day(child.born)
        rows["a"].append((child.id, code[child.sex], born, child.ethnic, "UN1", "0", ""))
        for each in child.episodes:
            rows["b"].append(
                (
                    child.id,
                    day(each.decom),
                    each.rne,
                    each.legal,
                    "N1",
                    each.place,
                    "PR1",
                    day(each.dec),
                    each.rec,
                    "",
                    "",
                    "",
                    "",
                )
            )
        if child.alone:
            rows["c"].append((child.id, code[child.sex], born, ""))
        if child.in_touch:
            rows["d"].append((child.id, born, child.in_touch, "F2", "U1"))
        rows["e"].append((child.id, born, "SW1", day(council.on), "", ""))
        rows["f"].append((child.id, born, day(council.on), "PN1"))
    names = dict(zip("abcdef", (HEADER, EPISODES, UASC, OC3, SOCIAL_WORKERS, REVIEWS), strict=True))
    paths = [
        write_csv(folder / f"extract {key}.csv", names[key], each, shuffle=shuffle)
        for key, each in rows.items()
    ]
    if shuffle is not None:
        random.Random(shuffle).shuffle(paths)
    return paths


def write_csv(
    path: Path,
    names: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    separator: str = ",",
    encoding: str = "utf-8",
    shuffle: int | None = None,
) -> Path:
    """A text file as a council's system writes it."""
    listed = list(rows)
    if shuffle is not None:
        random.Random(shuffle).shuffle(listed)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file, delimiter=separator)
        writer.writerow(names)
        writer.writerows(listed)
    return path


def write_xml(path: Path, council: Council) -> Path:
    """The XML form: an element a child, with HEADER, EPISODE and, of care leavers, OC3."""
    code = SEX[council.year]
    parts = ['<?xml version="1.0" encoding="UTF-8"?>', "<Children>"]
    for child in council.children:
        born = "" if child.kind == "no_birth_date" else day(child.born)
        head = [("CHILDID", child.id), ("SEX", code[child.sex]), ("DOB", born), ("ETHNIC", child.ethnic)]
        head.append(("UASC", "1" if child.alone else "0"))
        review = "<AREVIEW><REVIEW>01/05/2020</REVIEW><REVIEW_CODE>PN1</REVIEW_CODE></AREVIEW>"
        parts += ["<Child>", f"<HEADER>{_tags(head)}{review}</HEADER>"]
        for each in child.episodes:
            fields = [
                ("DECOM", day(each.decom)),
                ("RNE", each.rne),
                ("LS", each.legal),
                ("CIN", "N1"),
                ("PL", each.place),
            ]
            fields += [("DEC", day(each.dec)), ("REC", each.rec)]
            parts.append(f"<EPISODE>\n{_tags(fields)}\n</EPISODE>")
        if child.in_touch:
            parts.append(
                f"<OC3>{_tags([('IN_TOUCH', child.in_touch), ('ACTIV', 'F2'), ('ACCOM', 'U1')])}</OC3>"
            )
        parts.append("</Child>")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join([*parts, "</Children>"]), encoding="utf-8")
    return path


def _tags(fields: Sequence[tuple[str, str]]) -> str:
    return "".join(f"<{tag}>{escape(text)}</{tag}>" for tag, text in fields if text)


LIST_8 = (
    "Child Unique ID", "Gender", "Ethnicity", "Date of Birth", "Age of Child (Years)",
    "Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N)", "Does the Child have a Disability",
    "Date Started to be Looked After", "Child's Category of Need", "Start date of current legal status",
    "Child's Legal Status", "Date of Latest Statutory Review", "Date Ceased to be Looked After",
    "Reason Ceased to be Looked After", "Start Date of Most Recent Placement", "Placement Type", "Placement Provider",
    "Allocated Worker",
)  # fmt: skip
LIST_9 = (
    "Child Unique ID", "Gender", "Ethnicity", "Date of Birth", "Age", "Does the Child have a Disability",
    "Allocated Worker", "Eligibility Category", "LA in Touch ", "Type of Accommodation", "Activity Status",
)  # fmt: skip
TOUCH = {
    "YES": "a) Yes",
    "NO": "b) No",
    "DIED": "d) Died",
    "REFU": "c) Refused",
    "NREQ": "e) No longer requires services",
    "RHOM": "f) Returned home",
}


def annex_a_sheets(council: Council) -> dict[str, list[tuple[object, ...]]]:
    """The names and rows of each list."""
    return {
        "List 6": [("Child Unique ID", "Gender", "Ethnicity", "Date of Birth", "CIN Start Date")]
        + [(f"Z{n}", "a) Male", "a) WBRI", date(2015, 1, 1), date(2020, 1, 1)) for n in range(9)],
        "List 8 Children in care": [LIST_8, *map(_list_8_row, filter(_is_on_list_8, council.children))],
        "List 9": [LIST_9, *map(_list_9_row, filter(_is_on_list_9, council.children))],
    }


def write_annex_a(path: Path, council: Council, *, dates_as_text: bool = False) -> Path:
    """Lists 6, 8 and 9 with titles above the names; list 6 holds other children. Who came alone is "a) Yes"."""
    with xlsxwriter.Workbook(path) as book:
        book.set_properties({"created": datetime(2026, 1, 1)})  # the same bytes whenever it is made
        format_of_dates = None if dates_as_text else book.add_format({"num_format": "dd/mm/yyyy"})
        sheets = annex_a_sheets(council)
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            sheet.merge_range(0, 0, 0, 4, f"{name}: child-level data for the inspection")
            for number, row in enumerate(rows, start=2):
                for column, value in enumerate(row):
                    if isinstance(value, date) and format_of_dates is not None:
                        sheet.write_datetime(
                            number, column, datetime(value.year, value.month, value.day), format_of_dates
                        )
                    elif isinstance(value, date):
                        sheet.write_string(number, column, day(value))
                    elif value == "=":
                        sheet.write_formula(number, column, "=1+1", None, 2)
                    elif value is not None:
                        sheet.write(number, column, value)
    return path


def _is_on_list_8(child: Drawn) -> bool:
    return bool(child.episodes) and child.kind not in {"later", "open_at_18"}


def _is_on_list_9(child: Drawn) -> bool:
    return bool(child.in_touch) or child.kind == "relevant"


def _list_8_row(child: Drawn) -> tuple[object, ...]:
    last = child.episodes[-1]
    born = None if child.kind == "no_birth_date" else child.born
    return (
        child.id, FORMS[child.sex], f"a) {child.ethnic}", born, "=", "a) Yes" if child.alone else "b) No",
        "a) Yes" if child.disabled else "b) No", child.episodes[0].decom, "N1", last.decom, last.legal, None, last.dec,
        last.rec, last.decom, last.place, "PR1", "A worker",
    )  # fmt: skip


def _list_9_row(child: Drawn) -> tuple[object, ...]:
    category = "a) Relevant child" if child.kind == "relevant" else "b) Former relevant child"
    return (
        child.id, FORMS[child.sex], child.ethnic, child.born, "=", "a) Yes" if child.disabled else "b) No", "A worker",
        category, TOUCH.get(child.in_touch, "a) Yes"), "U1", "F2",
    )  # fmt: skip
