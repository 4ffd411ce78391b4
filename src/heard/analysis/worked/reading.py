"""From "key=value" words to what a method takes, with every mistake said at once."""

import math
from collections.abc import Callable, Mapping, Sequence

from heard.analysis.worked.method import LISTS, Given, Key, Kind, Method, Value
from heard.base.bands import HIGHEST_SCORE
from heard.base.errors import UserError
from heard.base.messages import count_of, name_some, quote
from heard.catalogue import Catalogue

LARGEST = 10**9  # more people than any table holds; what is larger is a slip of the keyboard
NOT_KNOWN = frozenset({"unknown", "none", "null", "nan", "inf", "infinity", ""})
NOT_MADE = frozenset({"null", "none", "nan"})


def read_given(method: Method, words: Sequence[str], catalogue: Catalogue) -> Given:
    """What was typed for a method.

    `words` are "key=value"; a list's values stand between commas, or its key is repeated. Raises UserError naming
    everything that is wrong, with an example that works.
    """
    texts, problems = _split(words)
    keys = _choose_way(method, texts)
    problems += _wrong_keys(method, keys, texts)
    values: dict[str, Value] = {}
    for key in keys:
        if key.name in texts:
            try:
                values[key.name] = _read(key, texts[key.name])
            except ValueError as wrong:
                problems.append(str(wrong))
    problems = problems or _wrong_counts(method, values)
    if problems:
        raise UserError("\n".join([*problems, f"For example: {method.command()}"]))
    return Given(values, catalogue)


def _split(words: Sequence[str]) -> tuple[dict[str, list[str]], list[str]]:
    texts: dict[str, list[str]] = {}
    problems = []
    for word in words:
        name, is_one, text = word.partition("=")
        if is_one:
            texts.setdefault(name.strip(), []).append(text)
        else:
            problems.append(
                f"{quote(word)} is not written as key=value. A list with spaces in it needs quotation marks."
            )
    return texts, problems


def _choose_way(method: Method, texts: Mapping[str, list[str]]) -> tuple[Key, ...]:
    """The set of keys that most of what was given belongs to."""
    return max(method.ways, key=lambda way: sum(key.name in texts for key in way))


def _wrong_keys(method: Method, keys: Sequence[Key], texts: Mapping[str, list[str]]) -> list[str]:
    own = {key.name for key in keys}
    known = {key.name for way in method.ways for key in way}
    problems = []
    for name in texts:
        if name not in known:
            allowed = name_some([key.name for way in method.ways for key in way])
            problems.append(f"{method.name} has no key {quote(name)}. Its keys: {allowed}.")
        elif name not in own:
            problems.append(f"{name} does not go together with {name_some([k for k in texts if k in own])}.")
    for key in keys:
        if key.needed and key.name not in texts:
            problems.append(f"{method.name} needs {key.name}: {key.says}.")
    return problems


def _wrong_counts(method: Method, values: Mapping[str, Value]) -> list[str]:
    """A count is never above its base; lists of both are equally long."""
    problems = []
    for count_key, base_key in method.counts:
        count, base = (_as_list(values.get(key, ())) for key in (count_key, base_key))
        if len(count) != len(base):
            problems.append(
                f"{count_key} has {count_of(len(count), 'number')} and {base_key} {len(base)}."
                " Each council needs one of both."
            )
            continue
        for x, n in zip(count, base, strict=True):
            if x > n:
                problems.append(f"{count_key} {x:.0f} is above its {base_key} {n:.0f}.")
    return problems


def _as_list(value: Value) -> tuple[float, ...]:
    if isinstance(value, tuple):
        return value
    return () if isinstance(value, str) else (value,)


def _read(key: Key, texts: Sequence[str]) -> Value:
    if key.kind in LISTS:
        return _read_list(key, ",".join(texts))
    if len(texts) > 1:
        raise ValueError(f"{key.name} is given {len(texts)} times.")
    text = texts[0].strip()
    if key.kind == Kind.WORD:
        return text
    return READERS[key.kind](key, text)


def _read_list(key: Key, text: str) -> tuple[float, ...]:
    parts = [part.strip() for part in text.strip().removesuffix(",").split(",")]
    if parts == [""]:
        raise ValueError(f"{key.name} is an empty list: {key.says}.")
    return tuple(READERS[key.kind](key, part) for part in parts)


def _read_number(key: Key, text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not math.isfinite(number) or "_" in text:
        raise ValueError(f"{key.name} is {quote(text)}, which is not a number.")
    return number


def _read_whole(key: Key, text: str) -> float:
    number = _read_number(key, text)
    if number < 0:
        raise ValueError(f"{key.name} is {text}: a number of people is never negative.")
    if number != round(number):
        raise ValueError(f"{key.name} is {text}, which is not a whole number.")
    if number > LARGEST:
        raise ValueError(f"{key.name} is {text}. At most {LARGEST:,} can be worked with.")
    return number


def _read_maybe(key: Key, text: str) -> float:
    return math.nan if text.lower() in NOT_KNOWN else _read_whole(key, text)


def _read_share(key: Key, text: str) -> float:
    number = _read_number(key, text)
    if not 0 <= number <= 1:
        raise ValueError(f"{key.name} is {text}, outside 0 to 1. 90 % is written 0.9.")
    return number


def _read_chance(key: Key, text: str) -> float:
    return math.nan if text.lower() in NOT_MADE else _read_share(key, text)


def _read_sign(key: Key, text: str) -> float:
    number = _read_number(key, text)
    if number not in {1, -1}:
        raise ValueError(f"{key.name} is {text}. Allowed: 1 (more is better) and -1 (less is better).")
    return number


def _read_score(key: Key, text: str) -> float:
    number = _read_number(key, text)
    if number != round(number) or not 0 <= number <= HIGHEST_SCORE:
        raise ValueError(f"{key.name} is {text}: a score is a whole number from 0 to {HIGHEST_SCORE}.")
    return number


READERS: Mapping[Kind, Callable[[Key, str], float]] = {
    Kind.WHOLE: _read_whole,
    Kind.MAYBE: _read_maybe,
    Kind.SHARE: _read_share,
    Kind.SIGN: _read_sign,
    Kind.WHOLES: _read_whole,
    Kind.CHANCES: _read_chance,
    Kind.SCORE: _read_score,
    Kind.SCORES: _read_score,
}
