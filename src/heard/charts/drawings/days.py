"""What days are made of: animals, school, money, things to do, what is to come."""

from heard.charts.drawings.parts import Fill, Shapes, disc, eyes

DAYS: Shapes = {
    "pet": (
        (Fill.WARM, "M12 24L13 7l11 8q6-1 12 0l11-8 1 17q3 29-18 29T12 24z"),
        eyes(22, 38, 29, 2.6),
        (
            Fill.NONE,
            "M27 37h6l-3 3zM30 40v2q0 4-5 4M30 42q0 4 5 4M4 34l9 2M4 43l9-2M56 34l-9 2M56 43l-9-2",
        ),
    ),
    "calendar": (
        (Fill.CARD, "M7 12h46v42H7z"),
        (Fill.WARM, "M7 12h46v12H7z"),
        (Fill.NONE, "M18 6v10M42 6v10M17 33h4M28 33h4M39 33h4M17 44h4M28 44h4M39 44h4"),
    ),
    "school": (
        (Fill.COOL, "M4 54V31h52v23z"),
        (Fill.WARM, "M18 54V27l12-10 12 10v27z"),
        (Fill.CARD, "M25 54V42h10v12z"),
        (Fill.TINT, disc(30, 31, 4)),
        (Fill.GREEN, "M30 5h12l-3 4 3 4H30z"),
        (Fill.NONE, "M30 17V5M9 38h4M9 46h4M47 38h4M47 46h4"),
    ),
    "work": (
        (Fill.WARM, "M6 22h48v31H6z"),
        (Fill.NONE, "M22 22v-7q0-4 4-4h8q4 0 4 4v7M6 34q24 10 48 0"),
        (Fill.CARD, "M26 35h8v7h-8z"),
    ),
    "online": (
        (Fill.CARD, "M12 26h36v22H12z"),
        (Fill.COOL, "M6 48h48l-4 7H10z"),
        (Fill.NONE, "M17 15q13-11 26 0M22 21q8-7 16 0M20 34h12M20 40h20"),
    ),
    "money": (
        (Fill.WARM, disc(22, 36, 17)),
        (Fill.COOL, disc(43, 21, 13)),
        (Fill.NONE, "M27 31q-1-5-6-5t-5 6v9q0 4-3 5h14M15 37h9M46 18q-1-3-4-3t-3 4v6q0 2-2 3h9M39 22h5"),
    ),
    "pan": (
        (Fill.COOL, "M7 29h38v14q0 10-10 10H17Q7 53 7 43z"),
        (Fill.NONE, "M45 34h12M4 29h44M18 20q-4-4 0-8M27 20q-4-4 0-8M36 20q-4-4 0-8"),
    ),
    "key": (
        (Fill.WARM, disc(17, 30, 13)),
        (Fill.CARD, disc(15, 30, 4)),
        (Fill.NONE, "M30 30h27v10M46 30v8"),
    ),
    "kite": (
        (Fill.GREEN, "M35 4l18 19-18 24-18-24z"),
        (Fill.NONE, "M35 4v43M17 23h36M35 47q-3 8-10 4t-10 5"),
    ),
    "tree": (
        (Fill.GREEN, "M18 41a11.5 11.5 0 0 1-3-22 15 15 0 0 1 30 0 11.5 11.5 0 0 1-3 22z"),
        (Fill.NONE, "M30 56V29M30 44l8-8M30 38l-6-6M14 56h32"),
    ),
    "sunrise": (
        (Fill.WARM, "M14 43a16 16 0 0 1 32 0z"),
        (Fill.GREEN, "M2 43h56v12H2z"),
        (Fill.NONE, "M30 8v9M8 20l7 6M52 20l-7 6M2 43h56"),
    ),
    "flag": (
        (Fill.COOL, "M4 55l19-27 9 12 7-9 17 24z"),
        (Fill.WARM, "M23 6h18l-5 6 5 6H23z"),
        (Fill.NONE, "M23 28V6"),
    ),
    "mirror": (
        (Fill.TINT, "M30 5q17 0 17 18T30 42 13 24 30 5z"),
        (Fill.WARM, disc(30, 22, 9)),
        eyes(27, 33, 21, 1.5),
        (Fill.NONE, "M26.5 25.5q3.5 3 7 0M30 42v13M20 55h20"),
    ),
    "book": (
        (Fill.WARM, "M30 17q-8-6-24-5v34q16-1 24 5 8-6 24-5V12q-16-1-24 5z"),
        (Fill.NONE, "M30 17v34M13 22q6 0 10 2M13 31q6 0 10 2M47 22q-6 0-10 2M47 31q-6 0-10 2"),
    ),
}
