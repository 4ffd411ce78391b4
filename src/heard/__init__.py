"""Heard: how children in care and care leavers feel about their lives, from answers to actions.

What analysts and other programs need is here, loaded when first asked for, so that `import heard` costs nothing.
docs/reference/library.md lists it; docs/tutorials/notebook.ipynb shows it at work.
"""

from importlib import import_module

__version__ = "0.1.0"

_MODULES = {"methods": "heard.analysis.methods", "vega": "heard.charts.vega"}
_HOMES = {"Level": "heard.base.policy", "UserError": "heard.base.errors", "load_catalogue": "heard.catalogue"}
_OF_PROGRAMMES = (
    "AnalysedWave",
    "analyse",
    "attack_releases",
    "check_programme",
    "make_programme",
    "open_programme",
    "read_release",
    "read_wave",
    "release_tables",
    "write_report",
)
__all__ = sorted(("__version__", *_MODULES, *_HOMES, *_OF_PROGRAMMES))  # noqa: PLE0605 - __init__.pyi says it again


def __getattr__(name: str) -> object:
    if name in _MODULES:
        return import_module(_MODULES[name])
    if name in _HOMES or name in _OF_PROGRAMMES:
        return getattr(import_module(_HOMES.get(name, "heard.programme")), name)
    raise AttributeError(f"heard offers no {name}")


def __dir__() -> list[str]:
    return list(__all__)
