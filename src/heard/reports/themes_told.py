"""What comments were about, told to children by name alone."""

from heard.base.policy import MOST_THEMES_TO_NAME
from heard.base.shares import Banded, Shown
from heard.comments.codebook import load_codebook
from heard.reports.additions import ThemeShare
from heard.reports.amounts import LARGEST_FIRST, amount_of
from heard.reports.material import Material


def theme_names(material: Material, survey: str) -> tuple[str, ...]:
    """The themes that some comments surely speak of, those of most comments first, each once."""
    names = {code.key: code.name for code in load_codebook().codes}
    found = [each for each in material.additions.themes if each.survey == survey and _is_sure(each)]
    found.sort(key=_rank)
    return tuple(dict.fromkeys(names[each.code] for each in found))[:MOST_THEMES_TO_NAME]


def _is_sure(theme: ThemeShare) -> bool:
    """A band from nought on does not tell whether anybody wrote of it."""
    match theme.cell:
        case Shown():
            return theme.cell.count > 0
        case Banded():
            return theme.cell.low > 0 and amount_of(theme.cell) is not None
    return False


def _rank(theme: ThemeShare) -> int:
    amount = amount_of(theme.cell)
    return LARGEST_FIRST.index(amount) if amount else len(LARGEST_FIRST)
