"""Signs for what cannot be drawn as it is: trust, worry, a say, a secret, help, thanks."""

from heard.charts.drawings.parts import Fill, Shapes, disc

BUBBLE = "M6 12q0-6 6-6h36q6 0 6 6v22q0 6-6 6H29L17 53V40h-5q-6 0-6-6z"
HEART = "M30 53Q5 34 5 20A12.5 12.5 0 0 1 30 15a12.5 12.5 0 0 1 25 5Q55 34 30 53z"

SIGNS: Shapes = {
    "heart": ((Fill.ROSE, HEART), (Fill.NONE, "M14 21q1-6 7-6")),
    "talk": (
        (Fill.WARM, "M4 11q0-5 5-5h26q5 0 5 5v13q0 5-5 5H20l-9 9v-9H9q-5 0-5-5z"),
        (Fill.TINT, "M25 34h26q5 0 5 5v8q0 5-5 5h-1v6l-8-6H25q-5 0-5-5v-8q0-5 5-5z"),
        (Fill.NONE, "M12 14h20M12 21h13M29 43h18"),
    ),
    "talk_alone": (
        (Fill.WARM, BUBBLE),
        (Fill.NONE, "M24 22v-4q0-6 6-6t6 6v4"),
        (Fill.CARD, "M20 22h20v12H20z"),
    ),
    "eye": (
        (Fill.CARD, "M3 30q27-34 54 0-27 34-54 0z"),
        (Fill.TINT, disc(30, 30, 10)),
        (Fill.INK, disc(30, 30, 4)),
    ),
    "umbrella": (
        (Fill.TINT, "M5 32Q7 9 30 9t25 23q-6-6-12.5 0-6-6-12.5 0-6-6-12.5 0Q11 26 5 32z"),
        (Fill.NONE, "M30 9V4M30 32v17q0 6 6 6t6-6"),
    ),
    "cloud": (
        (Fill.COOL, "M17 38a10 10 0 0 1-1-20 14 14 0 0 1 27-2 11 11 0 0 1 0 22z"),
        (Fill.NONE, "M18 46l-3 8M30 46l-3 8M42 46l-3 8"),
    ),
    "hand": (
        (
            Fill.WARM,
            "M19 34V14a4 4 0 0 1 8 0V9a4 4 0 0 1 8 0v6a4 4 0 0 1 8 0v6a4 4 0 0 1 7 2v15q0 18-17 18-10 0-15-9"
            "L9 34q-2-4 2-5t8 5z",
        ),
        (Fill.NONE, "M27 14v14M35 15v13M43 21v9"),
    ),
    "shield": (
        (Fill.TINT, "M30 5l22 7v16q0 19-22 28Q8 47 8 28V12z"),
        (Fill.NONE, "M19 31l8 8 15-18"),
    ),
    "scales": (
        (Fill.NONE, "M30 7v46M17 53h26M10 17h40"),
        (Fill.WARM, "M2 36l8-19 8 19q-8 9-16 0z"),
        (Fill.TINT, "M42 36l8-19 8 19q-8 9-16 0z"),
        (Fill.CARD, disc(30, 11, 4)),
    ),
    "phone": (
        (Fill.GREEN, "M16 5l9 3 2 12-6 5q4 10 14 14l5-6 12 2 3 9q-4 11-15 10Q10 49 6 20 5 9 16 5z"),
        (Fill.NONE, "M38 8q12 2 14 14M37 17q6 1 7 7"),
    ),
    "text": (
        (Fill.TINT, BUBBLE),
        (Fill.INK, disc(18, 23, 3) + disc(30, 23, 3) + disc(42, 23, 3)),
    ),
    "siren": (
        (Fill.ROSE, "M16 41V31q0-14 14-14t14 14v10z"),
        (Fill.COOL, "M9 41h42v12H9z"),
        (Fill.NONE, "M30 5v5M10 12l5 5M50 12l-5 5M4 30h5M51 30h5M25 31q0-6 5-6"),
    ),
    "pencil": (
        (Fill.WARM, "M8 52l4-14L41 9l10 10-29 29z"),
        (Fill.ROSE, "M41 9l4-4q3-2 6 1l3 3q3 3 1 6l-4 4z"),
        (Fill.NONE, "M12 38l10 10M36 14l10 10M30 54h24"),
    ),
    "letter": (
        (Fill.CARD, "M5 13h50v36H5z"),
        (Fill.WARM, "M5 13h50L30 35z"),
        (Fill.NONE, "M5 49l18-20M55 49L37 29"),
    ),
    "lock": (
        (Fill.NONE, "M18 27V18q0-13 12-13t12 13v9"),
        (Fill.WARM, "M10 27h40v27H10z"),
        (Fill.INK, disc(30, 38, 3.5)),
        (Fill.NONE, "M30 40v6"),
    ),
    "help": (
        (Fill.ROSE, disc(30, 30, 25)),
        (Fill.CARD, disc(30, 30, 10.5)),
        (
            Fill.NONE,
            "M12.3 12.300l10.3 10.300M37.4 37.400l10.3 10.300M47.7 12.300L37.4 22.600M22.6 37.400L12.3 47.7",
        ),
    ),
    "thanks": (
        (Fill.WARM, BUBBLE),
        (Fill.ROSE, "M30 35Q17 26 17 18.5a6.5 6.5 0 0 1 13-2.5 6.5 6.5 0 0 1 13 2.5Q43 26 30 35z"),
    ),
    "up": ((Fill.GREEN, "M30 5l22 24H39v25H21V29H8z"),),
    "down": ((Fill.COOL, "M30 55L8 31h13V6h18v25h13z"),),
    "knot": (
        (Fill.COOL, disc(30, 30, 26)),
        (Fill.NONE, "M10 35q9-17 16-8 6 12-2 13-7-1-3-9 6-11 13-7 8 8 1 15-9 0-5-7 8-9 18-5"),
    ),
}
