"""The names councils' systems give to the columns of Annex A: each is one field, and no field has two."""

import pytest

from heard.cohort.returns.layouts import Kind, columns_of, layout_of

LIST_8 = {
    "child": ("Child Unique ID", "Child ID", "Child's ID", "Unique Child Identifier", "Young Person's Unique ID"),
    "born": ("Date of Birth", "DOB", "D.O.B.", "Child's Date of Birth", "Date of Birth (DD/MM/YYYY)"),
    "gender": ("Gender", "Sex", "Sex/Gender", "Gender (M/F)", "Child's Gender"),
    "ethnicity": ("Ethnicity", "Ethnic Origin", "Ethnicity Code", "Child's Ethnicity", "Ethnic Category"),
    "started": (
        "Date Started to be Looked After", "Date Became Looked After", "Date of becoming looked after",
        "LAC Start Date", "CLA start", "Date the child started to be looked after", "DateStartedToBeLookedAfter",
        "Looked After Start Date", "Date started being looked after (DD/MM/YYYY)",
    ),
    "ended": (
        "Date Ceased to be Looked After", "Date ceased being looked after", "Date of ceasing to be looked after",
        "LAC End Date", "CLA end", "Date the child ceased to be looked after", "DateCeasedToBeLookedAfter",
        "Looked After End Date", "Date ceased to be looked after (DD/MM/YYYY)",
    ),
    "legal": ("Child's Legal Status", "Legal Status", "Current Legal Status Code"),
    "placement": ("Placement Type", "Type of Placement", "Most recent placement type", "Placement Type Code"),
}  # fmt: skip
LIST_9 = {
    "child": ("Child Unique ID",),
    "born": ("Date of Birth",),
    "category": (
        "Eligibility Category", "Care Leaver Eligibility Category", "Leaving Care Status", "Care leaver type",
        "Eligibility category (relevant, former relevant)", "Eligibilty Category",
    ),
    "in_touch": ("LA in Touch", "LA In Touch (Y/N)", "Local Authority in touch", "In touch with LA",
                 "Is the LA in touch?"),
}  # fmt: skip
# Stand beside those that are read, and are not meant.
BESIDE = (
    "Age of Child (Years)", "Child's Category of Need", "Start date of current legal status", "Allocated Worker",
    "Reason Ceased to be Looked After", "Start Date of Most Recent Placement", "Placement Provider",
    "Date of Latest Statutory Review", "Legacy ID", "Type of Accommodation", "Activity Status",
)  # fmt: skip


def ways(fields: dict[str, tuple[str, ...]]) -> list[dict[str, str]]:
    """Headings that use every spelling: the n-th of each field, or its first."""
    most = max(map(len, fields.values()))
    return [{field: names[n % len(names)] for field, names in fields.items()} for n in range(most)]


@pytest.mark.parametrize(
    ("kind", "heading"),
    [*((Kind.LIST_8, way) for way in ways(LIST_8)), *((Kind.LIST_9, way) for way in ways(LIST_9))],
    ids=lambda each: str(each)[:60],
)
def test_every_usual_spelling_is_the_field_it_means_and_no_other(kind: Kind, heading: dict[str, str]) -> None:
    names = [*heading.values(), *BESIDE]
    layout = layout_of(names)
    assert layout is not None
    assert layout.kind is kind
    found = {field: places for field, places in columns_of(layout, names).items() if places}
    assert found == {field: [place] for place, field in enumerate(heading)}
