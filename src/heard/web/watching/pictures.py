"""The small picture of a survey over time: a line that rises where shown figures moved, and the target across it."""

from datetime import date

from heard.charts.markup import INK, LEAF, LINE, QUIET, element, picture
from heard.web.watching.standing import SurveyStanding

WIDTH, HEIGHT = 320, 96
LEFT, RIGHT, TOP, FOOT = 2, 318, 8, 90  # where the drawing lies in it


def draw_over_time(standing: SurveyStanding, *, last_answer_day: date, sentence: str) -> str:
    """From the first day kept to the last answer day. Empty where there are not two days to draw between."""
    days = standing.history
    if len(days) < 2 or last_answer_day <= days[0].day:
        return ""
    target = standing.pace.target if standing.pace else 0
    most = max(target, *(each.finished for each in days)) * 1.15 or 1
    whole = (max(last_answer_day, days[-1].day) - days[0].day).days

    def x(day: date) -> str:
        return f"{LEFT + (RIGHT - LEFT) * (day - days[0].day).days / whole:.1f}"

    def y(count: float) -> str:
        return f"{FOOT - (FOOT - TOP) * count / most:.1f}"

    steps = [f"M{x(days[0].day)} {y(days[0].finished)}"]
    steps += [f"H{x(each.day)} V{y(each.finished)}" for each in days[1:]]
    parts = [
        element("line", x1=LEFT, x2=RIGHT, y1=FOOT, y2=FOOT, stroke=LINE, stroke_width=2),
        element("path", d=" ".join(steps), fill="none", stroke=LEAF, stroke_width=3, stroke_linejoin="round"),
        element(
            "circle", cx=x(days[-1].day), cy=y(days[-1].finished), r=5, fill=LEAF, stroke=INK, stroke_width=2
        ),
    ]
    if target:
        height = y(target)
        parts.insert(
            1,
            element(
                "line",
                x1=LEFT,
                x2=RIGHT,
                y1=height,
                y2=height,
                stroke=QUIET,
                stroke_width=2,
                stroke_dasharray="6 5",
            ),
        )
    return picture(sentence, *parts, class_="over-time", viewBox=f"0 0 {WIDTH} {HEIGHT}", width="100%")
