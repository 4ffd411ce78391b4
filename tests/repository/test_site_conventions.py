"""Conventions of the site that a machine can hold."""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

from heard.web.tenancy.labels import Kind, Label

WEB = Path(__file__).parents[2] / "src/heard/web"
OURS = [model for model in apps.get_models() if model.__module__.startswith("heard.web.")]
TEMPLATES = sorted(WEB.rglob("templates/**/*.html"))
CHILDS_SIDE = ("codes", "answering", "instruments")


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_every_column_says_whom_it_is_about_and_how_long_it_is_kept(model: type[models.Model]) -> None:
    labels: dict[str, Label] = model.LABELS
    assert set(labels) == {field.name for field in model._meta.concrete_fields}
    assert all(label.kept and label.kind in Kind for label in labels.values())


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_a_table_of_councils_is_under_row_level_security_by_its_migration(model: type[models.Model]) -> None:
    if not any(field.name == "council" for field in model._meta.concrete_fields):
        return
    folder = WEB / model._meta.app_label / "migrations"
    protected = re.findall(r"ProtectRows\(\s*[\"'](\w+)", "".join(p.read_text() for p in folder.glob("*.py")))
    assert model.__name__ in protected


@pytest.mark.parametrize(
    "model", [m for m in OURS if m._meta.app_label in CHILDS_SIDE], ids=lambda model: model.__name__
)
def test_no_row_of_the_childs_side_has_a_time(model: type[models.Model]) -> None:
    times = [
        f.name for f in model._meta.concrete_fields if isinstance(f, models.DateTimeField | models.TimeField)
    ]
    assert not times
    days = {f.name for f in model._meta.concrete_fields if isinstance(f, models.DateField)}
    # The wave's last day; when group figures moved; of a paused draft, when it may be tried again.
    assert days <= {"groups_moved_on", "last_answer_day", "waits_until"}


def test_a_sealed_row_has_a_random_key_its_collection_and_its_council_and_nothing_else() -> None:
    sealed = {
        m.__name__: {f.name for f in m._meta.concrete_fields} for m in OURS if m.__name__.startswith("Sealed")
    }
    least = {"key", "council", "collection", "sealed"}
    assert sealed == {
        "SealedAnswers": least,
        "SealedComment": least,
        "SealedSlip": least | {"survey"},
        "SealedCallback": least - {"collection"},  # of no wave: nothing ties it to anybody's answers
    }


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_has_no_inline_script_or_style_and_no_other_host(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"<script(?![^>]*\bsrc=)", text)
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", text)
    assert not re.search(r"""(?:src|href|action)=["'](?:https?:)?//""", text)


@pytest.mark.parametrize("path", sorted(WEB.rglob("models.py")), ids=lambda path: path.parent.name)
def test_a_model_shows_nothing_of_a_child_when_it_is_printed(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef) and node.name in {"__str__", "__repr__"}:
            source = ast.unparse(node)
            assert not re.search(r"self\.(sealed|text|note|digest|lookup|salt|password)\b", source)


def test_nothing_of_the_childs_side_is_logged() -> None:
    """The daily count alone may say how many slips could not be read."""
    logs = {
        path.relative_to(WEB).as_posix()
        for app in CHILDS_SIDE
        for path in (WEB / app).rglob("*.py")
        if "logging" in path.read_text(encoding="utf-8")
    }
    assert logs <= {"codes/counting.py"}
