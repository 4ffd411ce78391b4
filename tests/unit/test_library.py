"""`import heard`: light, whole, and the same figures as the files."""

import ast
import importlib
import inspect
import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import cast

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

import heard
from heard.analysis import methods
from heard.analysis.worked import METHODS, work
from heard.base.errors import InputProblems, UserError
from heard.catalogue import load_catalogue
from heard.disclosure.facts import SCHEMA as FACTS_SCHEMA
from heard.findings.table import BASIS_REASON
from heard.programme.release_folder import CoverSheet, write_files

WAVE, AREA = "2026", "X0000001"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ten invented councils, two waves, six hundred answers."""
    made = tmp_path_factory.mktemp("library") / "made-up"
    heard.make_programme(made, areas=10, responses=600, seed=4)
    return made


@pytest.fixture(scope="module")
def wave(folder: Path) -> heard.AnalysedWave:
    return heard.read_wave(str(folder), wave=WAVE, area=AREA, weighted=True)


@pytest.fixture(scope="module")
def files(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("analysis")
    heard.analyse(folder, wave=WAVE, area=AREA, weighted=True, out=out)
    return out


def run(code: str, *arguments: object) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)], capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


class TestTheNames:
    def test_import_heard_loads_nothing_that_takes_time(self) -> None:
        loaded = run(
            "import sys, heard; dir(heard); print([n for n in sys.modules if n.startswith('heard.')],"
            " [n for n in ('polars', 'numpy', 'yaml', 'altair') if n in sys.modules])"
        )
        assert loaded == "[] []"

    def test_every_name_is_there_and_says_what_it_is_for(self) -> None:
        for name in set(heard.__all__) - {"__version__"}:
            assert inspect.getdoc(getattr(heard, name)), name
        assert dir(heard) == sorted(heard.__all__)

    def test_editors_are_told_the_same_names(self) -> None:
        stub = ast.parse(Path(heard.__file__).with_suffix(".pyi").read_text(encoding="utf-8"))
        named = [each.asname for node in stub.body if isinstance(node, ast.ImportFrom) for each in node.names]
        assert sorted([*map(str, named), "__version__"]) == sorted(heard.__all__)
        for node in stub.body:
            if isinstance(node, ast.ImportFrom):
                home = importlib.import_module(str(node.module))
                for each in node.names:
                    there = getattr(home, each.name, None) or importlib.import_module(
                        f"{node.module}.{each.name}"
                    )
                    assert getattr(heard, each.name) is there

    def test_a_name_that_is_not_there_is_an_error(self) -> None:
        with pytest.raises(AttributeError, match="offers no nothing"):
            heard.nothing  # type: ignore[attr-defined]  # noqa: B018

    @pytest.mark.parametrize("module", [heard.methods, heard.vega])
    def test_every_function_of_a_module_says_what_it_gives(self, module: ModuleType) -> None:
        for name in module.__all__:
            assert inspect.getdoc(getattr(module, name)), name


class TestAWave:
    def test_its_tables_are_the_files(self, wave: heard.AnalysedWave, files: Path) -> None:
        tables = {**wave.by_name(), "cube": wave.cube}
        assert {f"{name}.parquet" for name in tables} == {path.name for path in files.glob("*.parquet")}
        for name, frame in tables.items():
            assert frame.equals(pl.read_parquet(files / f"{name}.parquet")), name
            assert getattr(wave, name) is frame

    def test_its_findings_are_those_of_the_file(self, wave: heard.AnalysedWave, files: Path) -> None:
        written = json.loads((files / "findings.json").read_text(encoding="utf-8"))["findings"]
        rows = wave.findings.to_dicts()
        assert len(rows) == len(written) > 20
        for row, finding in zip(rows, written, strict=True):
            for key in set(finding) - {"basis"}:
                assert row[key] == finding[key]
            for key, value in finding["basis"].items():
                assert row[BASIS_REASON if key == "reason" else key] == value

    def test_findings_sort_by_importance(self, wave: heard.AnalysedWave) -> None:
        shuffled = wave.findings.sample(fraction=1, shuffle=True, seed=1)
        assert shuffled.sort("kind")["kind"].to_list() == wave.findings["kind"].to_list()

    def test_a_wave_without_findings_has_their_columns(self, wave: heard.AnalysedWave) -> None:
        from heard.findings import findings_as_table

        assert findings_as_table([]).schema == wave.findings.schema

    def test_a_notebook_shows_a_line_of_it_and_of_the_programme(
        self, wave: heard.AnalysedWave, folder: Path
    ) -> None:
        assert (
            repr(wave) == f"Made-up programme, wave 2026, {AREA}: {wave.responses} responses, level working"
        )
        programme = heard.open_programme(folder)
        assert repr(programme) == "Made-up programme: 10 areas, waves 2024, 2026, made up"
        assert wave.programme == programme.name

    def test_a_wave_or_area_that_is_not_there_is_said(self, folder: Path) -> None:
        with pytest.raises(UserError, match="no wave"):
            heard.read_wave(folder, wave="1999")
        with pytest.raises(UserError, match="no area"):
            heard.read_wave(folder, wave=WAVE, area="X9")


def frames_of(wave: heard.AnalysedWave) -> dict[str, pl.DataFrame]:
    return {**wave.by_name(), "cube": wave.cube, "findings": wave.findings}


class TestOtherTables:
    """What comes out elsewhere is compared cell by cell: categories (the cube, findings) are words there."""

    def test_arrow_takes_every_frame_as_it_is(self, wave: heard.AnalysedWave) -> None:
        for name, frame in frames_of(wave).items():
            table = pa.table(frame)
            assert table.column_names == frame.columns, name
            assert table.to_pylist() == frame.to_dicts(), name

    def test_pandas_gets_every_frame(self, wave: heard.AnalysedWave) -> None:
        for name, frame in frames_of(wave).items():
            there = frame.to_pandas()
            assert isinstance(there, pd.DataFrame)
            assert list(there.columns) == frame.columns, name
            for column in frame.columns:
                values = [None if pd.isna(value) else value for value in there[column]]
                assert values == frame[column].to_list(), (name, column)

    def test_categories_stay_in_their_order(self, wave: heard.AnalysedWave) -> None:
        kinds = wave.findings.to_pandas()["kind"].cat
        assert kinds.ordered
        assert list(kinds.categories) == wave.findings.schema["kind"].categories.to_list()

    def test_heard_needs_neither(self, folder: Path) -> None:
        code = (
            "import sys; sys.modules.update({'pandas': None, 'pyarrow': None, 'altair': None})\n"
            "import heard\n"
            "wave = heard.read_wave(sys.argv[1], wave='2026', area='X0000001')\n"
            "print(wave.estimates.height > 0, wave.findings.height > 0)"
        )
        assert run(code, folder) == "True True"


def facts(*rows: dict[str, object]) -> pl.DataFrame:
    key = {"wave": WAVE, "area": AREA, "survey": "8-11", "group": "all", "level": "all", "indicator": "pet"}
    return pl.DataFrame([{**key, **row} for row in rows], schema=FACTS_SCHEMA)


class TestARelease:
    FACTS = facts(
        {"cut_point": "negative", "symbol": "c"},
        {
            "cut_point": "positive",
            "symbol": "",
            "count": 30,
            "base": 40,
            "share": 0.75,
            "low": 0.6,
            "high": 0.9,
        },
    )

    @pytest.fixture
    def released(self, tmp_path: Path) -> Path:
        cover = CoverSheet("Made up", True, WAVE, heard.Level.PUBLIC, (AREA,), {})
        for name, content in write_files(cover, self.FACTS).items():
            (tmp_path / name).write_bytes(content)
        return tmp_path

    def test_it_is_read_as_it_was_written(self, released: Path) -> None:
        assert heard.read_release(released).equals(self.FACTS.with_columns(pl.col("symbol").fill_null("")))
        assert heard.read_release(str(released)).schema == self.FACTS.schema

    def test_a_changed_one_is_refused(self, released: Path) -> None:
        tables = released / "tables.csv"
        tables.write_text(tables.read_text(encoding="utf-8").replace("0.75", "0.85"), encoding="utf-8")
        with pytest.raises(InputProblems, match="it was changed"):
            heard.read_release(released)


def test_the_word_for_the_working_level_releases_nothing(folder: Path, tmp_path: Path) -> None:
    word = cast(heard.Level, "working")
    with pytest.raises(UserError, match="never leave the analysts"):
        heard.release_tables(
            folder, wave=WAVE, area=AREA, level=word, out=tmp_path / "out", today=date(2026, 6, 1)
        )


class TestMethods:
    def test_there_is_a_function_for_each_method_with_its_keys(self) -> None:
        assert set(methods.__all__) - {"Worked"} == set(METHODS)
        for name, method in METHODS.items():
            keys = {key.name for way in method.ways for key in way}
            assert set(inspect.signature(getattr(methods, name)).parameters) == keys, name

    @pytest.mark.parametrize("name", METHODS)
    def test_it_gives_what_the_command_gives(self, name: str) -> None:
        given = dict(word.split("=") for word in METHODS[name].example.split())
        values = {key: [float(each) for each in text.split(",")] for key, text in given.items()}
        lists = {key.name for way in METHODS[name].ways for key in way if key.kind.endswith("s")}
        found = getattr(methods, name)(**{k: v if k in lists else v[0] for k, v in values.items()})
        assert found == work(name, METHODS[name].example.split(), load_catalogue())

    @given(
        st.integers(0, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), st.integers(0, 900)
    )
    def test_numbers_arrive_whole_whatever_kind_they_are(self, counts: tuple[int, int], more: int) -> None:
        count, base = counts
        plain = methods.interval(count=count, base=base, cohort=base + more)
        array = methods.interval(count=np.int64(count), base=np.int32(base), cohort=np.int64(base + more))
        assert plain == array

    def test_a_comparison_that_was_not_made_has_no_q(self) -> None:
        assert methods.fdr(p=[0.01, None, 0.04])["q"] == [0.02, None, 0.04]

    def test_a_cohort_that_nobody_knows_is_endless(self) -> None:
        assert methods.interval(count=8, base=74)["note"] == "cohort_unknown"

    def test_what_is_wrong_is_said_all_at_once(self) -> None:
        with pytest.raises(UserError, match=r"(?s)count is -1.*base is 2\.5"):
            methods.interval(count=-1, base=2.5)  # type: ignore[arg-type]

    def test_printed_it_shows_results_and_working(self) -> None:
        shown = repr(methods.interval(count=8, base=74, cohort=230))
        assert "share          0.108108" in shown
        assert "p = 8 / 74 = 0.108108" in shown
