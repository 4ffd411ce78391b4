"""What survey tools add to every export and Heard never reads: ids, times, addresses, places."""

import re
from collections.abc import Iterable

# As LimeSurvey, KoboToolbox and other tools for XLSForms name them. Groups of questions may stand before the names.
OF_THE_TOOLS = (
    # LimeSurvey
    "id",
    "submitdate",
    "lastpage",
    "startlanguage",
    "seed",
    "token",
    "startdate",
    "datestamp",
    "ipaddr",
    "refurl",
    "interviewtime",
    "groupTime*",
    # KoboToolbox
    "_id",
    "_uuid",
    "_submission_time",
    "_validation_status",
    "_notes",
    "_status",
    "_submitted_by",
    "_tags",
    "_index",
    "_parent_index",
    "_parent_table_name",
    "_attachments",
    "_geolocation",
    "_xform_id_string",
    "__version__",
    "formhub/uuid",
    "meta/*",
    "start",
    "end",
    "today",
    "username",
    "deviceid",
    "subscriberid",
    "simserial",
    "phonenumber",
    "*_latitude",
    "*_longitude",
    "*_altitude",
    "*_precision",
)
UNFINISHED = "submitdate"  # LimeSurvey: empty where somebody stopped before the end
MAY_BE_MAPPED = ("startlanguage", "lastpage")  # neither an id nor a time


def is_like(name: str, pattern: str) -> bool:
    """Whether a column's name is that of the pattern, in which * stands for any letters; capitals alone differ."""
    parts = (re.escape(part) for part in pattern.split("*"))
    return re.fullmatch(".*".join(parts), name, re.IGNORECASE | re.DOTALL) is not None


def is_like_any(name: str, patterns: Iterable[str]) -> bool:
    """Whether one of the patterns is the column's name."""
    return any(is_like(name, pattern) for pattern in patterns)


def is_of_the_tool(name: str) -> bool:
    """Whether a survey tool adds this column by itself."""
    return is_like_any(name, OF_THE_TOOLS)
