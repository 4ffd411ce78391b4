"""A paper as the HTML that a PDF is set from: what `heard attack --page` reads, for nobody reads a PDF as well."""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from heard.web.telling.paper import Paper

HERE = Path(__file__).parent


def to_html(paper: Paper) -> str:
    """The page that is set, with places for its drawings."""
    return _templates().get_template("paper.html").render(paper=paper)


@cache
def _templates() -> Environment:
    return Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
