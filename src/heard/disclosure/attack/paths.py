"""How something was worked out, in words: the sums that were used, from what was printed to what was not."""

from collections.abc import Iterable, Sequence

from heard.analysis.frames import ALL
from heard.disclosure.attack.solving import Answer
from heard.disclosure.attack.system import PLENTY, Cell, Said, Sum, System
from heard.disclosure.attack.tables import ANSWERS, LEVELS, SILENT, TOOK_PART, UNION, Tables

MOST_SENTENCES = 5
MOST_EQUATIONS = 6
DEEPEST = 4  # sums one after the other, in the simple way of telling it


def describe(tables: Tables, cell: Cell) -> str:
    """What is counted: a cut point, or words for another set of answers."""
    if cell.mask == TOOK_PART:
        return "all"
    if cell.mask == SILENT:
        return "did not take part"
    return tables.questions(cell.survey)[cell.indicator].describe(cell.mask)


def explain(tables: Tables, cell: int) -> str:
    """How a cell became known, or came to be no more than it is, after one sum at a time."""
    system = tables.system
    if system.lows[cell] == system.highs[cell]:
        sentences, releases = _explain_known(tables, cell)
        if sentences:
            return _finish(tables, cell, "; ".join(sentences[-MOST_SENTENCES:]), releases)
    elif said := _explain_most(tables, cell):
        return said
    end = len(system.steps)
    sides = (True, False) if system.lows[cell] == system.highs[cell] else (True,)
    starts = [step for side in sides if (step := system.step_before(cell, side, end)) is not None]
    steps, releases = _trace(system, starts)
    told = [each for each in dict.fromkeys(_sentence(tables, cell, place) for place in steps) if each]
    return _finish(tables, cell, "; ".join(told[-MOST_SENTENCES:]) or "it is printed", releases)


def _explain_known(tables: Tables, target: int) -> tuple[list[str], list[str]]:
    """The sums in which all but one number was known already, in order; empty where it was not found out so simply."""
    chain: dict[int, Sum] = {}
    printed: dict[int, str] = {}
    if not _derive(tables.system, target, (), chain, printed):
        return [], []
    sentences = [_leaves(tables, target, row, cell) for cell, row in chain.items()]
    return sentences, sorted({each for each in printed.values() if each})


def _derive(
    system: System, cell: int, above: tuple[int, ...], chain: dict[int, Sum], printed: dict[int, str]
) -> bool:
    """Fill `chain` with the sum each number was found by, first things first, and `printed` with who said the rest."""
    if cell in chain or cell in printed:
        return True
    source = system.source_of(cell)
    if isinstance(source, Said):
        printed[cell] = source.release
        return True
    if len(above) == DEEPEST:
        return False
    for row in _simplest_first(system, cell):
        others = [other for other in row.cells if other != cell]
        if any(system.lows[other] != system.highs[other] or other in above for other in others):
            continue
        some = [other for other in others if system.highs[other]]
        if all(_derive(system, other, (*above, cell), chain, printed) for other in some):
            chain[cell] = row
            return True
    return False


def _simplest_first(system: System, cell: int) -> list[Sum]:
    """The equations a cell stands in, those first that need the fewest numbers nobody printed."""

    def is_derived(other: int) -> bool:
        return other != cell and bool(system.highs[other]) and not isinstance(system.source_of(other), Said)

    plain = filter(_is_plain, system.rows_of(cell))
    return sorted(plain, key=lambda row: (sum(map(is_derived, row.cells)), len(row.cells)))


def _is_plain(row: Sum) -> bool:
    return row.low == row.high == 0 and {abs(each) for each in row.signs} == {1}


def _implied_most(system: System, row: Sum, cell: int) -> int:
    """What an equation leaves for the cell at most."""
    sign = row.signs[row.cells.index(cell)]
    ends = (
        -own * sign * (system.highs[other] if own * sign < 0 else system.lows[other])
        for other, own in zip(row.cells, row.signs, strict=True)
        if other != cell
    )
    return sum(ends)


def _explain_most(tables: Tables, cell: int) -> str:
    """The one sum that leaves a cell no more than it can be, where the numbers in it are known or printed as bounds."""
    system = tables.system
    end = len(system.steps)
    for row in _simplest_first(system, cell):
        used = [
            (other, system.step_before(other, upper, end)) for other, upper in _used(row, cell, upper=True)
        ]
        derived = [
            other
            for other, step in used
            if step is not None and not isinstance(system.steps[step].source, Said) and system.highs[other]
        ]
        if _implied_most(system, row, cell) != system.highs[cell]:
            continue
        chain: dict[int, Sum] = {}
        known = all(system.lows[other] == system.highs[other] for other in derived)
        if known and all(_derive(system, other, (cell,), chain, {}) for other in derived):
            said = [_leaves(tables, cell, each, other) for other, each in (*chain.items(), (cell, row))]
            releases = _trace(system, [step for _, step in used if step is not None])[1]
            return _finish(tables, cell, "; ".join(said[-MOST_SENTENCES:]), releases)
    return ""


def _leaves(tables: Tables, target: int, row: Sum, cell: int) -> str:
    """A sum with every number in it: what is left for the cell, or is at most."""
    system = tables.system
    sign = row.signs[row.cells.index(cell)]
    more: list[str] = []
    less: list[str] = []
    for other, own in zip(row.cells, row.signs, strict=True):
        number = system.highs[other] if own * sign < 0 else system.lows[other]
        if other != cell and number:
            side = (
                ""
                if system.lows[other] == system.highs[other]
                else "at least "
                if own * sign > 0
                else "at most "
            )
            (less if own * sign > 0 else more).append(f"{_name(tables, other, row.words)} {side}{number}")
    about = _about(tables, cell, target)
    subtracted = f" less {' and '.join(less)}" if less else ""
    most = "" if system.lows[cell] == system.highs[cell] else "at most "
    result = f"{_name(tables, cell, row.words)} {most}{system.highs[cell]}"
    return f"{about}{' and '.join(more) or 'nothing'}{subtracted} leaves {result}"


def _about(tables: Tables, cell: int, target: int) -> str:
    lead, main = tables.system.cells[cell], tables.system.cells[target]
    return "" if _is_about(lead, main) else f"{_subject(tables, lead)}: "


def explain_together(tables: Tables, cell: int, reached: int, *, upward: bool, answer: Answer) -> str:
    """The sums that, only taken together, keep the cell from being more, or less, than was reached."""
    system = tables.system
    equations = [_equation(tables, cell, system.rows[row]) for row in answer.binding]
    known = [other for row in answer.binding for other in system.rows[row].cells]
    starts = [
        step
        for other in (*known, *answer.held)
        for side in (True, False)
        if (step := system.step_before(other, side, len(system.steps))) is not None
    ]
    _, releases = _trace(system, starts)
    more = " …" if len(equations) > MOST_EQUATIONS else ""
    side = "at most" if upward else "at least"
    words = f"{'; '.join(equations[:MOST_EQUATIONS])}{more}: together they leave {side} {reached}"
    return _finish(tables, cell, words, releases)


def explain_contradiction(tables: Tables, row: int | None, cell: int | None) -> str:
    """What cannot be true at once."""
    system = tables.system
    cells = list(system.rows[row].cells) if row is not None else [] if cell is None else [cell]
    starts = [
        step
        for each in cells
        for side in (True, False)
        if (step := system.step_before(each, side, len(system.steps))) is not None
    ]
    _, releases = _trace(system, starts)
    if row is not None:
        words = _equation(tables, cells[0], system.rows[row])
    else:
        words = "it would have to be two numbers at once"
    return _finish(tables, cells[0], words, releases) if cells else words


def _finish(tables: Tables, cell: int, words: str, releases: Iterable[str]) -> str:
    target = tables.system.cells[cell]
    names = ", ".join(dict.fromkeys(releases))
    return f"{_subject(tables, target)}: {words}" + (f" [{names}]" if names else "")


def _subject(tables: Tables, cell: Cell) -> str:
    return f"{cell.survey}, {cell.indicator}, {describe(tables, cell)}"


def _trace(system: System, starts: Sequence[int]) -> tuple[list[int], list[str]]:
    """Every step the given ones rest on, in order, and the releases that said what they begin with."""
    waiting, seen, releases = list(starts), set(starts), []
    while waiting:
        place = waiting.pop()
        step = system.steps[place]
        if isinstance(step.source, Said):
            if step.source.release:
                releases.append(step.source.release)
            continue
        for other, upper in _used(system.rows[step.source], step.cell, upper=step.upper):
            before = system.step_before(other, upper, place)
            if before is not None and before not in seen:
                seen.add(before)
                waiting.append(before)
    return sorted(seen), sorted(releases)


def _used(row: Sum, cell: int, *, upper: bool) -> list[tuple[int, bool]]:
    """Which bounds of the others a sum makes a bound of one cell from."""
    sign = row.signs[row.cells.index(cell)]
    return [
        (other, ((own > 0) != (sign > 0)) == upper)
        for other, own in zip(row.cells, row.signs, strict=True)
        if other != cell
    ]


def _sentence(tables: Tables, target: int, place: int) -> str:
    """One step; empty for a printed number, which the steps after it name."""
    system = tables.system
    step = system.steps[place]
    if isinstance(step.source, Said):
        return step.source.words and f"{_name(tables, step.cell, '')} {step.source.words}"
    row = system.rows[step.source]
    sign = row.signs[row.cells.index(step.cell)]
    more: list[str] = []
    less: list[str] = []
    for other, upper in _used(row, step.cell, upper=step.upper):
        before = system.step_before(other, upper, place)
        value = (PLENTY if upper else 0) if before is None else system.steps[before].value
        own = row.signs[row.cells.index(other)]
        if value:
            (less if own * sign > 0 else more).append(f"{_name(tables, other, row.words)} {value}")
    about = _about(tables, step.cell, target)
    known = system.lows[step.cell] == system.highs[step.cell] == step.value
    side = "" if known else "at most " if step.upper else "at least "
    result = f"{_name(tables, step.cell, row.words)} {side}{step.value}"
    if not _is_plain(row):
        return f"{about}{row.words} ({' and '.join(more + less)}): {result}"
    subtracted = f" less {' and '.join(less)}" if less else ""
    return f"{about}{' and '.join(more) or 'nothing'}{subtracted} leaves {result}"


def _equation(tables: Tables, target: int, row: Sum) -> str:
    """A sum with what is known put in."""
    system = tables.system
    left: list[str] = []
    right: list[str] = []
    known = 0
    for cell, sign in zip(row.cells, row.signs, strict=True):
        if system.lows[cell] == system.highs[cell]:
            known -= sign * system.lows[cell]
        else:
            times = "" if abs(sign) == 1 else f"{abs(sign)} × "
            (left if sign > 0 else right).append(times + _name(tables, cell, row.words))
    about = _about(tables, row.cells[0], target)
    relation = "=" if row.low == row.high else ">="
    known += row.low
    if known or not right:
        right.append(str(known))
    return f"{about}{' + '.join(left) or '0'} {relation} {' + '.join(right)}"


def _is_about(cell: Cell, target: Cell) -> bool:
    return (cell.survey, cell.indicator, cell.mask) == (target.survey, target.indicator, target.mask)


def _name(tables: Tables, number: int, words: str) -> str:
    """A cell in few words: of its level among levels, of its answer among answers, of both elsewhere."""
    cell = tables.system.cells[number]
    whose = "everybody" if cell.group == ALL else cell.level
    if words in (LEVELS, UNION):
        return whose
    if words == ANSWERS:
        return describe(tables, cell)
    version = "later" if ">" in cell.version else ""
    return " ".join(
        each for each in (cell.survey, whose, cell.indicator, describe(tables, cell), version) if each
    )
