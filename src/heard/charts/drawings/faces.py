"""Faces, told apart by mouth and brow and not by colour."""

from heard.charts.drawings.parts import Fill, Part, Shapes, disc, eyes

HEAD: Part = (Fill.WARM, disc(30, 30, 26))
COOL_HEAD: Part = (Fill.COOL, disc(30, 30, 26))

FACES: Shapes = {
    "very_happy": (
        HEAD,
        eyes(21, 39, 23, 3.2),
        (Fill.INK, "M15 33h30q-2 15-15 15T15 33z"),
        (Fill.NONE, "M15 16q5-5 10-1M35 15q5-4 10 1"),
    ),
    "happy": (HEAD, eyes(21, 39, 25, 3.2), (Fill.NONE, "M18 37q12 11 24 0")),
    "so_so": (COOL_HEAD, eyes(21, 39, 25, 3.2), (Fill.NONE, "M20 41h20")),
    "sad": (
        COOL_HEAD,
        eyes(21, 39, 27, 3.2),
        (Fill.NONE, "M19 43q11-8 22 0M16 20l8-3M44 20l-8-3"),
    ),
    "angry": (
        COOL_HEAD,
        eyes(21, 39, 28, 3.2),
        (Fill.NONE, "M20 43q10-5 20 0M15 18l10 5M45 18l-10 5"),
    ),
    "afraid": (
        COOL_HEAD,
        (Fill.CARD, disc(21, 26, 5) + disc(39, 26, 5)),
        eyes(21, 39, 26, 2),
        (Fill.NONE, "M19 44q3.7-6 7.3 0t7.4 0 7.3 0M15 16q4-4 9-4M45 16q-4-4-9-4"),
    ),
    "calm": (
        HEAD,
        (Fill.NONE, "M16 27q5 4 10 0M34 27q5 4 10 0M21 39q9 6 18 0"),
    ),
}
