"""The folder: whole or not at all, the same for the same call, readable by everything that reads programmes."""

import hashlib
import re
import tomllib

import polars as pl
import pytest

from heard.base.errors import UserError
from heard.dataset.areas import read_areas
from heard.dataset.benchmarks import read_benchmarks
from heard.dataset.storing import StoredDataset, store_responses
from heard.dataset.synthesis import synthesise
from heard.dataset.synthesis.folder import replace_folder
from heard.dataset.synthesis.plan import list_waves

SMALL = {"areas": 3, "waves": 2, "responses": 300}


def contents(folder) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_a_programme_has_all_its_files(made):
    names = {str(path.relative_to(made.folder)) for path in made.folder.rglob("*") if path.is_file()}
    tables = {"areas.csv", "cohort.csv", "benchmarks.csv", "comments.csv"}
    assert names == {"programme.toml", *tables, "responses/2024.parquet", "responses/2026.parquet"}


def test_it_says_that_it_is_made_up(made):
    programme = tomllib.loads((made.folder / "programme.toml").read_text(encoding="utf-8"))
    assert programme["made_up"] is True
    assert [wave["key"] for wave in programme["waves"]] == ["2024", "2026"]
    for wave in programme["waves"]:
        assert 0 < (wave["closes_on"] - wave["opens_on"]).days <= 56


def test_the_same_call_writes_the_same_bytes_and_another_seed_does_not(catalogue, tmp_path):
    for name, seed in (("one", 4), ("same", 4), ("other", 5)):
        synthesise(tmp_path / name, catalogue=catalogue, seed=seed, **SMALL)
    assert contents(tmp_path / "one") == contents(tmp_path / "same")
    assert contents(tmp_path / "one")["cohort.csv"] != contents(tmp_path / "other")["cohort.csv"]


def test_everything_that_reads_a_programme_accepts_it_without_a_word(made, catalogue, tmp_path):
    areas, problems = read_areas(made.folder / "areas.csv")
    assert problems == ()
    waves = {wave.key: wave for wave in list_waves(2)}
    files = sorted(made.folder.glob("responses/*"))
    assert (
        store_responses(files, into=tmp_path / "stored", catalogue=catalogue, waves=waves, areas=areas) == ()
    )
    stored = StoredDataset.open(tmp_path / "stored")
    assert sum(batch.height for part in stored.partitions() for batch in part.batches()) == 30_000


def test_made_up_benchmarks_are_read_as_such(made, catalogue):
    benchmarks, problems = read_benchmarks(made.folder / "benchmarks.csv", catalogue, made_up=True)
    assert problems == ()
    assert len(benchmarks) >= 12
    assert all(each.source.startswith("made up") for each in benchmarks)
    assert {each.match.value for each in benchmarks} == {"same", "similar", "loose"}


def test_comments_answer_open_questions_and_name_nobody(made):
    comments = pl.read_csv(made.folder / "comments.csv", infer_schema=False)
    assert comments.columns == ["wave", "area", "survey", "question", "text"]
    assert comments.group_by("wave", "area").len()["len"].min() >= 4
    assert comments.n_unique() == comments.height
    # a name would stand with a capital inside a sentence
    inside = {word for text in comments["text"] for word in re.findall(r"(?<=\s)[A-Z][a-z']*", text)}
    assert all(word == "I" or word.startswith("I'") for word in inside)


@pytest.mark.parametrize("existing", ["notes.txt", "programme.toml"])
def test_what_is_no_made_up_programme_is_never_replaced(catalogue, tmp_path, existing):
    out = tmp_path / "out"
    out.mkdir()
    (out / existing).write_text('name = "Real"\n', encoding="utf-8")
    with pytest.raises(UserError, match="not a made-up programme"):
        synthesise(out, catalogue=catalogue, **SMALL)
    assert [path.name for path in tmp_path.rglob("*")] == ["out", existing]


def test_a_made_up_programme_and_an_empty_folder_are_made_anew(catalogue, tmp_path):
    (tmp_path / "out").mkdir()
    for seed in (1, 2):
        synthesise(tmp_path / "out", catalogue=catalogue, seed=seed, **SMALL)
    synthesise(tmp_path / "fresh", catalogue=catalogue, seed=2, **SMALL)
    assert contents(tmp_path / "out") == contents(tmp_path / "fresh")


def test_a_failure_half_way_leaves_what_was_there(catalogue, tmp_path):
    synthesise(tmp_path / "out", catalogue=catalogue, **SMALL)
    before = contents(tmp_path)

    def fail(folder):
        (folder / "programme.toml").write_text("half", encoding="utf-8")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        replace_folder(tmp_path / "out", fail)
    assert contents(tmp_path) == before


def test_a_file_in_the_way_is_left_alone(catalogue, tmp_path):
    (tmp_path / "out").write_text("mine", encoding="utf-8")
    with pytest.raises(UserError, match="is a file"):
        synthesise(tmp_path / "out", catalogue=catalogue, **SMALL)
    assert (tmp_path / "out").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"areas": 0}, "at least one council"),
        ({"waves": 0}, "from 1 to 50 waves"),
        ({"waves": 51}, "from 1 to 50 waves"),
        ({"responses": 5}, "need at least 6 responses"),
        ({"seed": -1}, "from 0 on"),
        ({"between": 1.0}, "from 0 to under 1"),
    ],
)
def test_numbers_that_make_no_programme_are_refused(catalogue, tmp_path, wrong, said):
    with pytest.raises(UserError, match=said):
        synthesise(tmp_path / "out", catalogue=catalogue, **SMALL | wrong)
    assert not (tmp_path / "out").exists()


def test_progress_is_told_wave_by_wave(catalogue, tmp_path):
    told: list[str] = []
    synthesise(tmp_path / "out", catalogue=catalogue, progress=told.append, **SMALL)
    assert [line.split(":")[0] for line in told] == ["Wave 2024", "Wave 2026"]
