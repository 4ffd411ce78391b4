"""Charts for notebooks: the specs are whole, say their point, and hold no more than may be drawn."""

import subprocess
import sys
from typing import cast

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heard.analysis import comparisons, estimates
from heard.analysis.nation.spread import PLACES_SCHEMA, SPREAD_SCHEMA
from heard.base.errors import UserError
from heard.base.shares import percent_of
from heard.catalogue import load_catalogue
from heard.charts import vega
from heard.findings.table import SCHEMA as FINDINGS_SCHEMA

AREA, SURVEY, PHRASE = "X1", "11-17", "always feel safe where they live"
GIRL, BOY = "girls and young women", "boys and young men"
Spec = dict[str, object]


def spec_of(chart: object) -> Spec:
    """The chart as Vega-Lite: Altair holds it against the schema of the language here."""
    return cast(Spec, chart.to_dict())  # type: ignore[attr-defined]


def rows_of(chart: object) -> list[dict[str, object]]:
    """Every row that any mark is drawn from."""
    found: list[dict[str, object]] = []

    def walk(part: object) -> None:
        if isinstance(part, dict):
            if "data" in part and "values" in part["data"]:
                found.extend(part["data"]["values"])
            for each in part.values():
                walk(each)
        elif isinstance(part, list):
            for each in part:
                walk(each)

    walk({key: value for key, value in spec_of(chart).items() if key != "datasets"})
    return found


def title_of(chart: object) -> str:
    return " ".join(spec_of(chart)["title"]["text"])  # type: ignore[index]


def subtitle_of(chart: object) -> str:
    return " ".join(spec_of(chart)["title"]["subtitle"])  # type: ignore[index]


def description_of(chart: object) -> str:
    return str(spec_of(chart)["description"])


def share(
    level: str, count: int, base: int, *, group: str = "gender", wave: str = "2026"
) -> dict[str, object]:
    """A row of estimates; the interval's ends are three points away."""
    part = count / base if base else None
    return {
        "wave": wave,
        "area": AREA,
        "survey": SURVEY,
        "group": group,
        "level": level,
        "indicator": "feels_safe",
        "cut_point": "positive",
        "count": count,
        "base": base,
        "share": part,
        "low": None if part is None else max(0.0, part - 0.03),
        "high": None if part is None else min(1.0, part + 0.03),
    }


def table(*rows: dict[str, object]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=estimates.SCHEMA)


def everybody(count: int, base: int, wave: str = "2026") -> dict[str, object]:
    return share("all", count, base, group="all", wave=wave)


def draw(frame: pl.DataFrame, group: str | None = "gender") -> object:
    return vega.draw_shares(frame, area=AREA, survey=SURVEY, indicator="feels_safe", group=group)


class TestShares:
    def test_the_title_says_the_point_and_the_description_every_number(self) -> None:
        chart = draw(table(everybody(30, 40), share("girl", 12, 20), share("boy", 18, 20)))
        assert title_of(chart) == f"75\u00a0%: they {PHRASE}"
        assert subtitle_of(chart).startswith("Ages 11 to 17, X1, wave 2026; by gender.")
        for number in ("75", "72", "78", "60", "57", "63", "90", "87", "93", "40 answers", "20 answers"):
            assert number in description_of(chart)

    def test_levels_stand_in_the_catalogues_order_below_everybody(self) -> None:
        chart = draw(table(share("boy", 18, 20), share("girl", 12, 20), everybody(30, 40)))
        assert [row["label"] for row in rows_of(chart)][:3] == [
            "everybody (40 answers)",
            f"{GIRL} (20 answers)",
            f"{BOY} (20 answers)",
        ]

    @settings(max_examples=20)  # Altair holds each against its schema, a tenth of a second
    @given(
        st.lists(st.integers(0, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), max_size=2)
    )
    def test_what_is_drawn_is_the_share_and_nothing_of_under_ten(self, counts: list[tuple[int, int]]) -> None:
        levels = [share(level, *each) for level, each in zip(("girl", "boy"), counts, strict=False)]
        rows = rows_of(draw(table(everybody(30, 40), *levels)))
        for label, (count, base) in zip((GIRL, BOY), counts, strict=False):
            own = [row for row in rows if str(row["label"]).startswith(label)]
            if base < 10:
                assert {(row["label"], row["share"], row["low"], row["high"]) for row in own} == {
                    (label, None, None, None)
                }
                assert all(row["said"] for row in own)
            else:
                assert {row["share"] for row in own} == {percent_of(count, base)}

    @pytest.mark.parametrize(("symbol", "said"), [("c", "not shown"), ("u", "too few to rely on")])
    def test_what_may_not_be_shown_is_said_whatever_stands_in_its_row(self, symbol: str, said: str) -> None:
        frame = table(everybody(30, 40), share("girl", 17, 31))
        symbols = pl.Series("symbol", ["", symbol])
        chart = draw(frame.with_columns(symbols))
        assert f"{GIRL}: {said}" in description_of(chart)
        assert "31" not in description_of(chart)
        assert [row for row in rows_of(chart) if row["label"] == GIRL] == [
            {"label": GIRL, "share": None, "low": None, "high": None, "said": said}
        ]

    def test_a_band_is_an_open_box_without_a_share(self) -> None:
        band = {**share("girl", 0, 25), "count": None, "share": None, "low": 0.0, "high": 0.2}
        chart = draw(table(everybody(30, 40), band).with_columns(symbol=pl.Series(["", "b"])))
        (row,) = [row for row in rows_of(chart) if str(row["label"]).startswith(GIRL)]
        assert (row["share"], row["low"], row["high"]) == (None, 0, 20)
        assert f"{GIRL}: between 0\u00a0% and 20\u00a0%, 25 answers" in description_of(chart)

    def test_the_nations_one_figure_is_a_dot_without_a_line(self) -> None:
        nation = {**everybody(0, 650), "area": "all", "count": None, "share": 0.71, "low": None, "high": None}
        chart = vega.draw_shares(
            table(nation).with_columns(symbol=pl.lit("")), area="all", survey=SURVEY, indicator="feels_safe"
        )
        assert {(row["share"], row["low"], row["high"]) for row in rows_of(chart)} == {(71, None, None)}
        assert "all councils" in subtitle_of(chart)
        assert "everybody: 71\u00a0%, 650 answers" in description_of(chart)

    def test_everybody_hidden_is_said_in_the_title(self) -> None:
        chart = draw(table(everybody(30, 40)).with_columns(symbol=pl.lit("c")), group=None)
        assert title_of(chart) == f"They {PHRASE}: not shown"

    @pytest.mark.parametrize(
        ("wrong", "words"),
        [
            ({"area": "X9"}, "no area"),
            ({"indicator": "nothing"}, "no indicator"),
            ({"survey": "4-7", "indicator": "stress"}, "does not ask stress"),
            ({"group": "shoes"}, "no group"),
        ],
    )
    def test_what_is_not_there_is_named(self, wrong: dict[str, str], words: str) -> None:
        asked = {"area": AREA, "survey": SURVEY, "indicator": "feels_safe", **wrong}
        with pytest.raises(UserError, match=words):
            vega.draw_shares(table(everybody(30, 40)), **asked)

    def test_two_waves_at_once_are_refused(self) -> None:
        with pytest.raises(UserError, match="2 waves"):
            draw(table(everybody(30, 40), everybody(20, 40, "2024")))


def compared(indicator: str, now: float, there: float, flag: str, **more: object) -> dict[str, object]:
    return {
        "wave": "2026",
        "area": AREA,
        "survey": SURVEY,
        "group": "all",
        "level": "all",
        "indicator": indicator,
        "cut_point": "positive",
        "against": "others",
        "reference_share": there,
        "share": now,
        "p": 0.2,
        "q": 0.3,
        "flag": flag,
        "direction": "worse" if now < there else "better",
        "reason": "",
        **more,
    }


def comparison_table(*rows: dict[str, object]) -> pl.DataFrame:
    names = [name for name in comparisons.COLUMNS if name not in ("p", "q", "share", "reference_share")]
    schema = {
        **dict.fromkeys(names, pl.String),
        **dict.fromkeys(("p", "q", "share", "reference_share"), pl.Float64),
    }
    return pl.DataFrame(rows, schema=schema)


NOT_MADE: dict[str, object] = {"p": None, "q": None, "reason": "too_few"}


class TestComparisons:
    FRAME = comparison_table(
        compared("likes_bedroom", 0.8, 0.6, "clear"),
        compared("good_friend", 0.71, 0.7, "in_line"),
        compared("feels_safe", 0.4, 0.6, "clear"),
        compared("settled", 0.3, 0.6, "cannot_tell"),
        compared("has_fun", 0.5, 0.6, "possible"),
        compared("pet", 0.123, 0.456, "cannot_tell", **NOT_MADE),
    )

    def chart(self, most: int = 30) -> object:
        return vega.draw_comparisons(self.FRAME, area=AREA, survey=SURVEY, most=most)

    def test_flags_come_first_worse_before_better_and_the_title_counts_them(self) -> None:
        assert title_of(self.chart()) == (
            "Against other councils: 1 clearly worse, 1 clearly better, 1 possibly one or the other, of 5 compared"
        )
        asked = load_catalogue()
        order = ("feels_safe", "likes_bedroom", "has_fun", "good_friend", "settled")
        phrases = [asked.asked(each, SURVEY).headline.phrase for each in order]
        told = description_of(self.chart())
        assert sorted(phrases, key=told.index) == phrases

    def test_the_dots_and_marks_are_the_tables(self) -> None:
        drawn = {(row["share"], row["reference"]) for row in rows_of(self.chart())}
        assert drawn == {(40, 60), (80, 60), (50, 60), (71, 70), (30, 60)}

    def test_what_could_not_be_compared_is_counted_and_not_drawn(self) -> None:
        assert "could not be compared: 1 question" in subtitle_of(self.chart())
        assert not {12, 46} & {row["share"] for row in rows_of(self.chart())}

    def test_what_does_not_fit_is_counted_too(self) -> None:
        assert "Left out: 3 more questions." in subtitle_of(self.chart(most=2))
        assert "Left out: 3 more questions." in description_of(self.chart(most=2))

    def test_words_tell_every_flag_and_colour_only_those_that_are_one(self) -> None:
        tones = {(row["flag"], row["tone"]) for row in rows_of(self.chart())}
        grey = {tone for flag, tone in tones if flag in ("in line", "cannot tell")}
        assert len(grey) == 1
        assert {flag for flag, tone in tones if tone not in grey} == {
            "clearly worse",
            "clearly better",
            "possibly worse",
        }

    def test_shape_tells_the_flags_apart_without_colour(self) -> None:
        def drawn(**mark: object) -> set[object]:
            layers = spec_of(self.chart())["layer"]
            chosen = [each for each in layers if mark.items() <= each["mark"].items()]  # type: ignore[attr-defined]
            return {row["flag"] for each in chosen for row in each["data"]["values"]}

        def filled(layer: Spec) -> bool:
            return "fill" in layer["encoding"]  # type: ignore[operator]

        layers = cast("list[Spec]", spec_of(self.chart())["layer"])
        points = [each for each in layers if each["mark"]["type"] == "point"]  # type: ignore[index]
        whole, half = [each for each in points if filled(each)]
        assert {row["flag"] for row in whole["data"]["values"]} == {
            "clearly worse",
            "clearly better",
            "in line",
        }  # type: ignore[index]
        assert {row["flag"] for row in half["data"]["values"]} == {"possibly worse"}  # type: ignore[index]
        assert whole["mark"]["shape"] != half["mark"]["shape"]  # type: ignore[index]
        assert drawn(type="rule", strokeDash=[1, 5]) == {"cannot tell"}

    def test_where_nothing_stands_out_the_title_says_so(self) -> None:
        chart = vega.draw_comparisons(self.FRAME.filter(flag="in_line"), area=AREA, survey=SURVEY)
        assert title_of(chart).startswith("Against other councils nothing stands out: 1 compared")

    def test_where_nothing_could_be_compared_nothing_is_drawn(self) -> None:
        chart = vega.draw_comparisons(self.FRAME.filter(indicator="pet"), area=AREA, survey=SURVEY)
        assert title_of(chart) == "Against other councils nothing could be compared"
        assert rows_of(chart) == []

    def test_nothing_is_drawn_against_the_rest(self) -> None:
        with pytest.raises(UserError, match="Allowed: others"):
            vega.draw_comparisons(self.FRAME, area=AREA, survey=SURVEY, against="rest")


class TestChange:
    def chart(self, step: dict[str, object] | None, then: tuple[int, int] = (20, 40)) -> object:
        now = {**compared("feels_safe", 0.75, 0.5, "clear"), "against": "previous", "reference": "2024"}
        rows = [] if step is None else [{**now, **step}]
        return vega.draw_change(
            [table(everybody(*then, "2024")), table(everybody(30, 40))],
            comparison_table(*rows),
            area=AREA,
            survey=SURVEY,
            indicator="feels_safe",
        )

    def joined(self, chart: object) -> list[object]:
        """The waves the line runs through."""
        line = next(part for part in spec_of(chart)["layer"] if part["mark"]["type"] == "line")  # type: ignore[attr-defined]
        return [row["wave"] for row in line["data"]["values"]]

    def test_a_change_that_was_judged_is_said_and_joined(self) -> None:
        chart = self.chart({})
        assert title_of(chart) == "From 50\u00a0% in 2024 to 75\u00a0% in 2026: clearly better"
        assert self.joined(chart) == ["2024", "2026"]
        assert {(row["wave"], row["share"]) for row in rows_of(chart)} == {("2024", 50), ("2026", 75)}

    def test_too_few_to_tell_is_said_so(self) -> None:
        assert title_of(self.chart({"flag": "cannot_tell"})).endswith("whether it changed cannot be told")

    @pytest.mark.parametrize(
        ("reason", "words"), [("not_comparable", "asked otherwise"), ("too_few", "too few answered")]
    )
    def test_what_was_not_compared_is_not_joined(self, reason: str, words: str) -> None:
        chart = self.chart({**NOT_MADE, "reason": reason})
        assert words in title_of(chart)
        assert self.joined(chart) == []

    def test_without_a_comparison_no_change_is_said(self) -> None:
        chart = self.chart(None)
        assert title_of(chart) == "75\u00a0% in 2026; no change can be said"
        assert self.joined(chart) == []

    def test_a_wave_of_few_answers_is_said_and_not_drawn(self) -> None:
        chart = self.chart({**NOT_MADE}, then=(5, 9))
        then = [row for row in rows_of(chart) if row["wave"] == "2024"]
        assert [(row["share"], row["said"]) for row in then] == [(None, "fewer than 10 answers, not drawn")]
        assert "56" not in description_of(chart)


def place(area: str, count: int, base: int, funnel: str | None) -> dict[str, object]:
    keys = {"wave": "2026", "survey": SURVEY, "group": "all", "level": "all", "cut_point": "positive"}
    figures = {"area": area, "indicator": "feels_safe", "count": count, "base": base, "funnel": funnel}
    return {**keys, **figures, "share": count / base}


def spread_of(share_of_all: float | None, councils: int = 8, tau2: float = 0.0) -> pl.DataFrame:
    row = {
        "wave": "2026",
        "survey": SURVEY,
        "indicator": "feels_safe",
        "cut_point": "positive",
        "councils": councils,
        "share": share_of_all,
        "tau2": tau2,
        "expected_outside_95": 0.4,
    }
    return pl.DataFrame([row], schema=SPREAD_SCHEMA)


class TestFunnel:
    PLACES = pl.DataFrame(
        [
            place("X1", 60, 100, "outside_998"),
            place("X2", 82, 100, "inside"),
            place("X3", 41, 50, "inside"),
            place("X4", 4, 5, None),
        ],
        schema=PLACES_SCHEMA,
    )

    def chart(self, spread: pl.DataFrame, own: str | None = "X1") -> object:
        return vega.draw_funnel(self.PLACES, spread, survey=SURVEY, indicator="feels_safe", own=own)

    def test_every_council_that_is_placed_is_a_dot_and_none_but_the_own_is_named(self) -> None:
        chart = self.chart(spread_of(0.8))
        dots = [row for row in rows_of(chart) if "own" in row]
        assert sorted((row["base"], row["share"], row["own"]) for row in dots) == [
            (50, 82, False),
            (100, 60, True),
            (100, 82, False),
        ]
        assert "X1: 60\u00a0% of 100 answers." in description_of(chart)
        assert not {"X2", "X3", "X4"} & set(str(spec_of(chart)).replace("'", " ").split())

    def test_the_title_counts_those_outside_beside_what_chance_would_put_there(self) -> None:
        words = "1 of 3 councils stands outside the lines, where fewer than one would in any case"
        assert title_of(self.chart(spread_of(0.8))) == words

    def test_the_lines_leave_the_council_outside_and_the_others_inside(self) -> None:
        rows = rows_of(self.chart(spread_of(0.8)))
        lines = {(row["limit"], row["base"]): row["share"] for row in rows if "limit" in row}
        assert cast(int, lines["low_998", 100]) > 60
        assert cast(int, lines["low_95", 100]) < 82 < cast(int, lines["high_95", 100])
        assert cast(int, lines["low_95", 50]) < 82 < cast(int, lines["high_95", 50])

    def test_lines_that_allow_for_more_than_chance_are_said_to(self) -> None:
        assert "drawn wider than chance" in subtitle_of(self.chart(spread_of(0.8, tau2=0.01)))
        assert "drawn wider than chance" not in subtitle_of(self.chart(spread_of(0.8)))

    def test_a_council_with_too_few_answers_is_said_not_to_be_there(self) -> None:
        chart = self.chart(spread_of(0.8), own="X4")
        assert "X4 has too few answers to stand in it." in subtitle_of(chart)
        assert not any(row.get("own") for row in rows_of(chart))

    def test_too_few_councils_give_words_and_no_dots(self) -> None:
        chart = self.chart(spread_of(None, councils=3))
        assert title_of(chart) == "Too few councils answered to say how far they differ"
        assert [set(row) for row in rows_of(chart)] == [{"said"}]


def finding(kind: str, evidence: str, domain: str = "home", area: str = AREA) -> dict[str, object]:
    return {"wave": "2026", "area": area, "kind": kind, "evidence": evidence, "domain": domain}


class TestFindings:
    FRAME = pl.DataFrame(
        [
            finding("development", "clear"),
            finding("development", "level"),
            finding("development", "possible"),
            finding("strength", "clear", "feelings"),
            finding("ask", "too_few"),
            finding("ask", "too_few", area="X2"),
        ],
        schema=FINDINGS_SCHEMA,
    )

    def test_every_finding_is_counted_once_and_what_is_asked_about_only_in_the_title(self) -> None:
        chart = vega.draw_findings(self.FRAME, area=AREA)
        assert title_of(chart) == (
            "4 findings (3 clear or by their level, 1 possible), and 1 worth asking children about"
        )
        drawn = {(row["domain"], row["kind"], row["possible"]): row["number"] for row in rows_of(chart)}
        assert drawn == {
            ("Home", "to develop", False): 2,
            ("Home", "to develop", True): 1,
            ("Feelings", "strengths", False): 1,
        }
        assert "Home, to develop: 2 clear or by its level, 1 possible" in description_of(chart)

    def test_several_councils_are_said_to_be(self) -> None:
        assert subtitle_of(vega.draw_findings(self.FRAME)).startswith("2 councils, wave 2026.")

    def test_no_findings_cannot_be_drawn(self) -> None:
        with pytest.raises(UserError, match="no findings"):
            vega.draw_findings(self.FRAME.clear())


def test_a_chart_becomes_a_picture_with_its_words() -> None:
    import vl_convert

    chart = draw(table(everybody(30, 40), share("girl", 2, 4)))
    svg = vl_convert.vegalite_to_svg(spec_of(chart))
    assert f"75\u00a0%: they {PHRASE}" in svg
    assert "fewer than 10 answers, not drawn" in svg
    assert "#0a5a48" not in svg  # nothing was compared, so nothing is coloured


def test_without_altair_the_error_names_what_brings_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "altair", None)
    with pytest.raises(UserError, match=r"pip install 'heard\[notebook\]'"):
        draw(table(everybody(30, 40)))


def test_altair_is_loaded_when_a_chart_is_drawn_and_not_before() -> None:
    asked = "import sys, heard; heard.vega; print('altair' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
