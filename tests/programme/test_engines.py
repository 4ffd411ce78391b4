"""Engines that count elsewhere come to the same whole numbers as the one here, and count nothing but this programme."""

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import polars as pl
import psycopg
import pytest

from builders import make_folder, write_rows
from clusters import DATABASE, OWNER, Cluster, running_cluster, why_not
from heard.analysis.counting import tables
from heard.analysis.counts import count_cube
from heard.base.errors import UserError
from heard.catalogue import load_catalogue
from heard.cli.main import main
from heard.dataset.storing import StoredDataset
from heard.dataset.synthesis.programme import synthesise
from heard.programme.counted import count_programme
from heard.programme.engines import EngineName, EngineSettings, open_engine
from heard.programme.load import load
from unit.analysis.cubes import KEYS, cube_of, say

CATALOGUE = load_catalogue()
DUCKDB, SPARK, POSTGRES = EngineName.DUCKDB, EngineName.SPARK, EngineName.POSTGRES
pytestmark = pytest.mark.skipif(find_spec("ibis") is None, reason="needs the extra heard[cluster]")

RESPONSES = [
    *say(3, "8-11", area="X1", good_friend="yes", gender="girl"),
    *say(2, "8-11", area="X1", good_friend="skipped", gender="prefer_not"),
    *say(1, "8-11", area="X2", good_friend="no"),
    *say(2, "8-11", area="X2"),
    *say(1, "8-11", area="X2", wave="2024", good_friend="unsure", placement="foster"),
    *say(2, "16-25", area="X1", emotional_support="friends;family", parent="no"),
    *say(1, "16-25", area="X3", emotional_support="nobody"),
    *say(1, "16-25", area="X3", emotional_support="prefer_not"),
    *say(1, "16-25", area="X3", in_eet="part_time_work;looking", emotional_support="adviser"),
]


@pytest.fixture(scope="module")
def made_up(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every question of every survey, in two waves."""
    folder = tmp_path_factory.mktemp("made-up") / "programme"
    synthesise(folder, catalogue=CATALOGUE, areas=3, responses=600)
    return folder


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    if why_not():
        pytest.skip(why_not())
    with running_cluster() as running:
        yield running


def settle(folder: Path, cluster: Cluster, table: str = "heard_responses") -> Path:
    """The folder, with the cluster's table named in it."""
    settings = folder / "programme.toml"
    text = settings.read_text(encoding="utf-8").split("\n[engine]")[0].rstrip("\n")
    url = f"postgresql:///{DATABASE}?host={cluster.socket}&user={OWNER}"
    settings.write_text(f'{text}\n\n[engine]\nurl = "{url}"\ntable = "{table}"\n', encoding="utf-8")
    return folder


def cube_by(folder: Path, engine: EngineName) -> pl.DataFrame:
    return count_programme(folder, engine=engine).cube


def test_duckdb_gives_the_very_same_cube(made_up: Path) -> None:
    assert cube_by(made_up, DUCKDB).equals(cube_by(made_up, EngineName.LOCAL))


def test_postgres_gives_the_very_same_cube(made_up: Path, cluster: Cluster) -> None:
    assert (
        load(settle(made_up, cluster)).responses
        == StoredDataset.open(made_up / "dataset").respondents()["respondents"].sum()
    )
    assert cube_by(made_up, POSTGRES).equals(cube_by(made_up, EngineName.LOCAL))


@pytest.mark.slow
@pytest.mark.skipif(find_spec("pyspark") is None, reason="needs pyspark and Java 17")
@pytest.mark.filterwarnings(
    "ignore::pandas.errors.Pandas4Warning"
)  # PySpark 4 asks pandas 3 in its old words
@pytest.mark.filterwarnings(
    "ignore:unclosed <socket:ResourceWarning"
)  # and leaves those to its Java to be collected
@pytest.mark.filterwarnings("ignore:Exception ignored in:pytest.PytestUnraisableExceptionWarning")
def test_spark_gives_the_very_same_cube(made_up: Path) -> None:
    assert cube_by(made_up, SPARK).equals(cube_by(made_up, EngineName.LOCAL))


def test_engines_count_as_one_by_one(tmp_path: Path, cluster: Cluster) -> None:
    """Answers, no-answers, questions not shown, several codes, unknown and missing levels, two waves."""
    folder = settle(make_folder(tmp_path / "programme", responses=RESPONSES), cluster, "small")
    load(folder)
    expected = cube_of(RESPONSES, CATALOGUE).sort(KEYS)
    for engine in (DUCKDB, POSTGRES):
        cube = cube_by(folder, engine)
        assert cube.with_columns(pl.col(KEYS).cast(pl.String)).sort(KEYS).equals(expected)


def test_counts_that_need_all_the_room_do_not_spill_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With seven bits a count, 127 of one answer fill theirs to the last; with less room, one count a sum."""
    said = [*say(127, "8-11", good_friend="yes"), *say(5, "8-11", area="X2", good_friend="skipped")]
    folder = make_folder(tmp_path / "programme", responses=said)
    expected = cube_of(said, CATALOGUE).sort(KEYS)
    for bits in (63, 21, 7):
        monkeypatch.setattr(tables, "BITS", bits)
        cube = cube_by(folder, DUCKDB)
        assert cube.with_columns(pl.col(KEYS).cast(pl.String)).sort(KEYS).equals(expected)


def test_a_programme_without_responses_has_an_empty_cube(tmp_path: Path) -> None:
    folder = make_folder(tmp_path / "programme", responses=[])
    assert cube_by(folder, DUCKDB).is_empty()


def test_a_table_of_other_responses_is_not_counted(tmp_path: Path, cluster: Cluster) -> None:
    folder = settle(make_folder(tmp_path / "programme", responses=RESPONSES), cluster, "changed")
    with pytest.raises(UserError, match="no table changed of responses yet"):
        cube_by(folder, POSTGRES)
    load(folder)
    write_rows(folder / "responses/more.csv", say(1, "8-11", area="X2", good_friend="yes"))
    with pytest.raises(UserError, match="made of other responses"):
        cube_by(folder, POSTGRES)
    load(folder)
    assert cube_by(folder, POSTGRES).equals(cube_by(folder, EngineName.LOCAL))


def test_a_copy_of_other_responses_is_not_counted(tmp_path: Path) -> None:
    ours = make_folder(tmp_path / "ours", responses=RESPONSES)
    theirs = make_folder(tmp_path / "theirs", responses=RESPONSES[:3])
    stored, other = count_programme(ours).stored, count_programme(theirs).stored
    with open_engine(DUCKDB, EngineSettings(path=str(stored.path))) as engine:
        assert count_cube(stored, CATALOGUE, engine).equals(count_cube(stored, CATALOGUE))
        with pytest.raises(UserError, match="made of other responses"):
            count_cube(other, CATALOGUE, engine)


def test_a_table_of_somebody_elses_is_left_as_it_is(tmp_path: Path, cluster: Cluster) -> None:
    cluster.sql("CREATE TABLE theirs (a int)", role=OWNER, database=DATABASE)
    cluster.sql("INSERT INTO theirs VALUES (1)", role=OWNER, database=DATABASE)
    folder = settle(make_folder(tmp_path / "programme", responses=RESPONSES), cluster, "theirs")
    with pytest.raises(UserError, match="not made by Heard"):
        load(folder)
    assert cluster.sql("SELECT a FROM theirs", role=OWNER, database=DATABASE) == "1\n"


def test_a_load_that_breaks_off_leaves_what_was_there(
    tmp_path: Path, cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    from heard.programme.engines import postgres

    folder = settle(make_folder(tmp_path / "programme", responses=RESPONSES), cluster, "kept")
    load(folder)
    count = "SELECT count(*) FROM kept"
    before = cluster.sql(count, role=OWNER, database=DATABASE)

    def break_off(*_: object) -> int:
        raise psycopg.OperationalError("gone")

    monkeypatch.setattr(postgres, "_copy", break_off)
    with pytest.raises(UserError, match="gone"):
        load(folder)
    assert cluster.sql(count, role=OWNER, database=DATABASE) == before


def test_what_is_missing_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = make_folder(tmp_path / "programme", responses=RESPONSES)
    assert main(["load", str(folder)]) == UserError.exit_code
    assert "programme.toml does not say which database" in capsys.readouterr().err
    text = (folder / "programme.toml").read_text(encoding="utf-8")
    nowhere = 'url = "postgresql:///none?host=/nowhere"\ntable = "responses"\n'
    (folder / "programme.toml").write_text(f"{text}\n[engine]\n{nowhere}", encoding="utf-8")
    assert main(["load", str(folder)]) == UserError.exit_code
    assert "The database cannot be reached" in capsys.readouterr().err


def test_an_engine_that_is_not_installed_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("heard.programme.engines.find_spec", lambda _: None)
    with pytest.raises(UserError, match=r"needs ibis and pyspark.*heard\[cluster\]"), open_engine(SPARK):
        pass


def test_the_command_line_counts_by_another_engine(tmp_path: Path) -> None:
    folder = make_folder(tmp_path / "programme", responses=RESPONSES)
    for engine in ("local", "duckdb"):
        out = tmp_path / engine
        assert main(["analyse", str(folder), "--wave", "2026", "--engine", engine, "--out", str(out)]) == 0
    for name in ("cube.parquet", "estimates.csv", "findings.json"):
        assert (tmp_path / "local" / name).read_bytes() == (tmp_path / "duckdb" / name).read_bytes()
