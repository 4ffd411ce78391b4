"""How wide the columns of a table are where nothing measures them: by the letters that stand in them."""

from collections.abc import Sequence

from heard.reports.blocks import Column

LONGEST_WORD = 18  # letters: a longer one may break
SHORT = 16  # letters: a text as short stays on one line
LONGEST_LINE = 60  # letters: a longer text goes on to the next line
LEAST = 5


def column_shares(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> tuple[float, ...]:
    """Each column's share of the table's width, adding up to 1.

    Half by what should stay whole in it, words and short texts, half by its longest text, which may take more lines.
    """
    needs = [_need(column, [row[place] for row in rows]) for place, column in enumerate(columns)]
    whole = sum(needs)
    return tuple(need / whole for need in needs)


def _need(column: Column, texts: Sequence[str]) -> float:
    words = [word for text in (column.title, *texts) for word in text.split(" ")]
    words += [text for text in texts if len(text) <= SHORT]
    word = min(max(map(len, words), default=0), LONGEST_WORD)
    line = min(max([*map(len, texts), len(column.title) // 3]), LONGEST_LINE)
    return max(word, LEAST) + max(line, LEAST)
