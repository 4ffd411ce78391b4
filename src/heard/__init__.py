"""Heard: how children in care and care leavers feel about their lives, from answers to actions.

What most people need is here: `heard.analyse`, `heard.check_programme`, `heard.make_programme` and
`heard.write_report`, loaded when first asked for, so that `import heard` costs nothing.
"""

from importlib import import_module

__version__ = "0.1.0"
__all__ = ["__version__", "analyse", "check_programme", "make_programme", "write_report"]


def __getattr__(name: str) -> object:
    if name in __all__:
        return getattr(import_module("heard.programme"), name)
    raise AttributeError(f"heard offers no {name}")
