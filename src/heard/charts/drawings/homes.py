"""Where people live."""

from heard.charts.drawings.parts import Fill, Shapes

HOUSE = "M7 28L30 8l23 20v26H7z"

HOMES: Shapes = {
    "home": (
        (Fill.COOL, "M41 17V9h6v13z"),
        (Fill.WARM, HOUSE),
        (Fill.CARD, "M24 54V39h12v15z"),
        (Fill.TINT, "M13 33h8v8h-8zM39 33h8v8h-8z"),
        (Fill.NONE, "M3 31L30 8l27 23"),
    ),
    "safe_home": (
        (Fill.WARM, HOUSE),
        (Fill.NONE, "M3 31L30 8l27 23"),
        (Fill.GREEN, "M30 24l12 4v8q0 9-12 14-12-5-12-14v-8z"),
        (Fill.NONE, "M24 37l5 5 8-10"),
    ),
    "street": (
        (Fill.WARM, "M4 54V30l11-10 11 10v24z"),
        (Fill.COOL, "M26 54V22l11-10 11 10v32z"),
        (Fill.CARD, "M11 54V43h8v11zM33 54V43h8v11z"),
        (Fill.GREEN, "M52 43q-6-2-4-8 1-6 5-6t4 6q2 6-4 8z"),
        (Fill.NONE, "M53 54V41M2 54h56M33 28h8"),
    ),
    "bed": (
        (Fill.NONE, "M5 52V14M5 45h50M55 52V34"),
        (Fill.CARD, "M5 34V26q0-3 3-3h10q3 0 3 3v8z"),
        (Fill.TINT, "M21 34V27q0-3 3-3h22q9 0 9 9v12H5V34z"),
        (Fill.NONE, "M21 34h34"),
    ),
    "chair": (
        (Fill.GREEN, "M15 33V18q0-8 8-8h14q8 0 8 8v15z"),
        (Fill.WARM, "M6 33q0-6 5-6t5 6v6h28v-6q0-6 5-6t5 6v16H6z"),
        (Fill.NONE, "M12 49v6M48 49v6"),
    ),
    "boxes": (
        (Fill.WARM, "M8 32h27v23H8z"),
        (Fill.COOL, "M30 32h24v23H30z"),
        (Fill.WARM, "M18 10h25v22H18z"),
        (Fill.NONE, "M27 10v8h7v-8M18 32v6h6v-6M39 32v6h6v-6"),
    ),
}
