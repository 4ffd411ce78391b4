"""How wide the columns of a table are where nothing measures them: by the letters that stand in them."""

from collections.abc import Sequence

from heard.reports.blocks import Column

# Letters:
LONGEST_WORD = 20  # a longer one may break
SHORT, SHORT_NUMBER = 18, 24  # a text, or a number in words, as short as that stays on one line
HEADING = 30  # the first column, which says what a row is of, is given as much
MARGINS = 4  # of a cell, and since words in bold are wider


def column_shares(
    columns: Sequence[Column], rows: Sequence[Sequence[str]], *, across: int
) -> tuple[float, ...]:
    """Each column's share, adding up to 1, of a width that holds `across` letters.

    Each is given what must stay whole in it; what is then left goes to those whose texts would take more lines.
    """
    texts = [[row[place] for row in rows] for place in range(len(columns))]
    least = [_least(column, each) for column, each in zip(columns, texts, strict=True)]
    longest = [max(map(len, each), default=0) for each in texts]
    least[0] = max(least[0], MARGINS + min(longest[0], HEADING))
    wished = [max(need, MARGINS + long) for need, long in zip(least, longest, strict=True)]
    lacking = [wish - need for wish, need in zip(wished, least, strict=True)]
    left = min(max(across - sum(least), 0) / (sum(lacking) or 1), 1)
    widths = [need + left * lack for need, lack in zip(least, lacking, strict=True)]
    return tuple(width / sum(widths) for width in widths)


def _least(column: Column, texts: Sequence[str]) -> float:
    words = [word for text in (column.title, *texts) for word in text.split(" ")]
    whole = min(max(map(len, words), default=0), LONGEST_WORD)
    short = SHORT_NUMBER if column.number else SHORT
    return MARGINS + max(whole, *(len(text) for text in texts if len(text) <= short), 0)
