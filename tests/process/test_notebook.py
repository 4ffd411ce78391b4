"""The tutorial notebook runs from the top in an empty folder, and every figure it states is what its cells print."""

import re
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from heard.base import policy

NOTEBOOK = Path(__file__).parents[2] / "docs/tutorials/notebook.ipynb"
BOLD = re.compile(r"\*\*(.+?)\*\*")
CODE = re.compile(r"`[^`]*`|\]\([^)]*\)")
NUMBER = re.compile(r"\d+(?:\.\d+)?")
# Numbers that are no figures of the made-up programme: confidence, an example of chance, and the policy.
PLAIN = {"95", "90", "100", "5", "0.05", "0"}
OF_POLICY = {
    f"{number:g}"
    for number in (
        policy.MIN_LEVEL_BASE,
        policy.MIN_BASE_TO_COMPARE,
        policy.MIN_AREAS_FOR_EMPIRICAL_BAYES,
        policy.CLEAR_Q,
        policy.CLEAR_Q_WITH_EMPIRICAL_BAYES,
        100 * policy.RELEVANT_DIFFERENCE,
        100 * policy.POWER,
        100 * policy.EQUIVALENCE_MARGIN,
    )
} | {f"{policy.POSSIBLE_Q:.2f}"}

Notebook = nbformat.NotebookNode


@pytest.fixture(scope="module")
def written() -> Notebook:
    return nbformat.read(NOTEBOOK, as_version=4)


@pytest.fixture(scope="module")
def run(written: Notebook, tmp_path_factory: pytest.TempPathFactory) -> Notebook:
    """Run as a reader runs it, with every file of Jupyter's in a folder of its own."""
    folder = tmp_path_factory.mktemp("notebook")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("IPYTHONDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR"):
            patch.setenv(name, str(folder / name.lower()))
        (work := folder / "work").mkdir()
        client = NotebookClient(
            nbformat.from_dict(written),
            timeout=300,
            kernel_name="python3",
            resources={"metadata": {"path": work}},
        )
        return client.execute()


def texts_of(cell: Notebook) -> str:
    """What a cell printed, or showed as text."""
    shown = "\n".join(
        each.get("text") or each.get("data", {}).get("text/plain", "") for each in cell.get("outputs", [])
    )
    return shown.replace("\u00a0", " ")


def charts_of(cell: Notebook) -> list[str]:
    """The pictures a cell shows, as SVG."""
    shown = (each.get("data", {}) for each in cell.get("outputs", []))
    return [data["image/svg+xml"] for data in shown if "image/svg+xml" in data]


def test_it_is_kept_without_outputs(written: Notebook) -> None:
    code = [cell for cell in written.cells if cell.cell_type == "code"]
    assert len(code) > 10
    assert not any(cell.outputs or cell.execution_count for cell in code)


def test_a_number_in_its_words_is_bold_or_of_the_policy(written: Notebook) -> None:
    for cell in written.cells:
        if cell.cell_type == "markdown":
            words = CODE.sub("", BOLD.sub("", cell.source))
            assert set(NUMBER.findall(words)) <= PLAIN | OF_POLICY, cell.source


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
class TestRun:
    def test_every_figure_it_states_is_what_the_cell_before_printed(self, run: Notebook) -> None:
        stated, printed = 0, ""
        for cell in run.cells:
            if cell.cell_type == "code":
                printed = texts_of(cell)
                continue
            for figure in BOLD.findall(cell.source):
                if NUMBER.search(figure) or printed:
                    assert re.search(rf"(?<![\d.]){re.escape(figure)}(?![\d.])", printed), (figure, printed)
                    stated += 1
        assert stated > 15

    def test_every_chart_is_drawn_and_says_its_point(self, run: Notebook) -> None:
        charts = [chart for cell in run.cells for chart in charts_of(cell)]
        assert len(charts) == 6
        points = (
            "49\u00a0%: they",
            "Against other councils",
            "outside the lines",
            "clearly worse",
            "findings",
            "49\u00a0%: they",
        )
        for chart, point in zip(charts, points, strict=True):
            assert point in chart

    def test_nothing_is_loaded_from_another_host(self, run: Notebook) -> None:
        assert "https://cdn" not in str([cell.get("outputs") for cell in run.cells])

    def test_the_planted_difference_is_found_and_what_is_hidden_is_said(self, run: Notebook) -> None:
        printed = "\n".join(texts_of(cell) for cell in run.cells)
        assert "clear, worse" in printed
        assert "not shown" in charts_of(run.cells[-2])[0]
