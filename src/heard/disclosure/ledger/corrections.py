"""Responses that changed after something was published of them: late, erased or edited ones (method, section 3 item 7).

Whoever holds both editions has their difference, which is what the changed responses say. So of each group that was
published none may be added or as many as the smallest base that may be shown, and the same of those taken out: one
child erased while many come is still one whose answers somebody may know to be missing. An edited response counts in
both. Nothing tells it from one erased and another come, so the two may not differ by few either: of 74 responses
coded anew and one child come since, the difference is the child. What few of the changed ones said is hidden in the
new edition.
"""

from collections.abc import Mapping

import polars as pl

from heard.analysis.frames import ALL, KEY_SCHEMA, KEYS
from heard.base.messages import count_of
from heard.base.policy import LEVELS, Level
from heard.disclosure.ledger.chain import Link
from heard.disclosure.ledger.ledger import Ledger
from heard.disclosure.ledger.refusals import NAMED, NOTHING_RELEASED, ReleaseRefused
from heard.disclosure.ledger.snapshots import Snapshot
from heard.disclosure.protected import Symbol

DOMAIN = ("group", "level")
CHANGES = {
    "entry": pl.Int64,
    "reader": pl.String,  # the level whose readers hold both editions
    "wave": pl.String,
    "area": pl.String,
    "survey": pl.String,
    "group": pl.String,
    "level": pl.String,
    "added": pl.Int64,
    "removed": pl.Int64,
    "digest": pl.String,
}
FURTHER = {**KEY_SCHEMA, "up": pl.Int64, "down": pl.Int64}
SAID_NOTHING = (Symbol.HIDDEN.value, Symbol.NOT_ASKED.value)
OTHERS = " "  # the levels of a group that were not published, together; no level is called so
FEW_IN_WORDS = {"few_added": "added", "few_removed": "taken out"}


def count_changes(old: pl.DataFrame, new: pl.DataFrame) -> pl.DataFrame:
    """`group, level, added, removed`, one row a group's level of either snapshot; an edited response counts in both."""
    each = [*DOMAIN, "row"]
    both = (
        old.group_by(each)
        .agg(old=pl.len().cast(pl.Int64))
        .join(new.group_by(each).agg(new=pl.len().cast(pl.Int64)), on=each, how="full", coalesce=True)
        .with_columns(pl.col("old", "new").fill_null(0))
    )
    more = pl.col("new") - pl.col("old")
    return (
        both.group_by(DOMAIN)
        .agg(added=more.clip(lower_bound=0).sum(), removed=(-more).clip(lower_bound=0).sum())
        .sort(DOMAIN)
    )


def list_changes(ledger: Ledger, level: Level, snapshots: Mapping[str, Snapshot], key: bytes) -> pl.DataFrame:
    """What changed since it was published, as CHANGES: one row an entry, council, survey and published group's level,
    and one of what is left of such a group.

    `snapshots` are today's, `level` what is to be said now. Raises DamagedLedger.
    """
    frames = [
        _changes_since(link, level, snapshots[place], ledger.read_snapshot(place, digest, key))
        for link in ledger.links
        for place, digest in link.entry.snapshots.items()
        if place in snapshots and snapshots[place].digest != digest
    ]
    return pl.concat([pl.DataFrame(schema=CHANGES), *frames])


def check_changes(changes: pl.DataFrame) -> None:
    """Raise ReleaseRefused, in words for a coordinator, where a published group changed by too few responses."""
    few = changes.with_columns(
        few_added=_is_few(pl.col("added")),
        few_removed=_is_few(pl.col("removed")),
        few_more=_is_few((pl.col("added") - pl.col("removed")).abs()),
    ).filter(pl.any_horizontal("few_added", "few_removed", "few_more"))
    if few.height:
        raise ReleaseRefused(_say_few(few))


def list_further(
    changes: pl.DataFrame, added: pl.DataFrame, now: pl.DataFrame, said: pl.DataFrame
) -> pl.DataFrame:
    """Cells that must not be shown in the new edition, as FURTHER: what few of the changed responses said.

    `added`: how the new responses count, `now`: how all do, both with KEYS, `count` and `base`; `said`: what readers
    hold of the old edition, with KEYS, `symbol`, `count` and `base`. What those taken out had said follows from the
    three; where the old edition did not tell, its readers do not know it either.
    `up`, `down`: so much more, or less, than the true count must stay possible for its readers.
    """
    threshold = _of_reader("threshold")
    domains = (
        changes.filter(pl.col("added") + pl.col("removed") > 0)
        .group_by("wave", "area")
        .agg(t=threshold.max())
    )
    told = said.filter(pl.col("symbol") == Symbol.SHOWN.value).unique(KEYS, keep="last")
    cells = _count_gone(now, added, told).join(domains, on=["wave", "area"])
    up, down = _needs("new", "new_base")  # the new figure is the old and what was added …
    gone_down, gone_up = _needs("gone", "gone_base")  # … less what was taken out
    needs = cells.with_columns(up=pl.max_horizontal(up, gone_up), down=pl.max_horizontal(down, gone_down))
    return needs.filter(pl.col("up") + pl.col("down") > 0).select(list(FURTHER)).sort(KEYS)


def _count_gone(now: pl.DataFrame, added: pl.DataFrame, told: pl.DataFrame) -> pl.DataFrame:
    """Of each cell `new`, what the added responses say, and `gone`, what those taken out had said; with their bases."""
    return (
        now.select(*KEYS, "count", "base")
        .join(added.select(*KEYS, new="count", new_base="base"), on=KEYS, how="left")
        .join(told.select(*KEYS, old="count", old_base="base"), on=KEYS, how="left")
        .with_columns(pl.col("new", "new_base").fill_null(0))
        .with_columns(
            gone=pl.col("old") + pl.col("new") - pl.col("count"),
            gone_base=pl.col("old_base") + pl.col("new_base") - pl.col("base"),
        )
    )


def _changes_since(link: Link, level: Level, now: Snapshot, before: pl.DataFrame) -> pl.DataFrame:
    published = _published(link, now)
    every = count_changes(before, now.rows)
    found = pl.concat([every.join(published, on=DOMAIN, how="semi"), _sum_others(every, published)])
    reader = Level.PUBLIC if (level, link.entry.level) == (Level.PUBLIC, Level.PUBLIC) else Level.BOARD
    return found.with_columns(
        pl.lit(link.entry.number, dtype=pl.Int64).alias("entry"),
        pl.lit(reader.value).alias("reader"),
        pl.lit(link.entry.snapshots[now.key]).alias("digest"),
        *(pl.lit(getattr(now, name)).alias(name) for name in ("wave", "area", "survey")),
    ).select(list(CHANGES))


def _published(link: Link, now: Snapshot) -> pl.DataFrame:
    """The groups' levels of which the entry said anything. Of everybody something is always said somewhere."""
    own = link.facts.filter(
        pl.col("wave") == now.wave,
        pl.col("area") == now.area,
        pl.col("survey") == now.survey,
        ~pl.col("symbol").is_in(SAID_NOTHING),
    )
    everybody = pl.DataFrame({"group": [ALL], "level": [ALL]})
    return pl.concat([everybody, own.select(list(DOMAIN))]).unique()


def _sum_others(every: pl.DataFrame, published: pl.DataFrame) -> pl.DataFrame:
    """Of each group of which some levels were published, the others together: they are what everybody less those is."""
    others = every.join(published, on=DOMAIN, how="anti").join(published, on="group", how="semi")
    summed = others.group_by("group").agg(pl.col("added", "removed").sum()).sort("group")
    return summed.select("group", pl.lit(OTHERS).alias("level"), "added", "removed")


def _needs(part: str, whole: str) -> tuple[pl.Expr, pl.Expr]:
    """How much more and how much less `part` of `whole` changed responses must stay possible; 0 where many said it."""
    count, rest = pl.col(part), pl.col(whole) - pl.col(part)
    few, few_did_not = (each.is_between(1, pl.col("t") - 1) for each in (count, rest))
    up = pl.max_horizontal(
        pl.when(few).then(pl.col("t") - count).otherwise(0), pl.when(few_did_not).then(rest).otherwise(0)
    )
    down = pl.max_horizontal(
        pl.when(few).then(count).otherwise(0), pl.when(few_did_not).then(pl.col("t") - rest).otherwise(0)
    )
    return up, down


def _is_few(number: pl.Expr) -> pl.Expr:
    return (number > 0) & (number < _of_reader("minimum_base"))


def _of_reader(what: str) -> pl.Expr:
    return pl.col("reader").replace_strict(
        {level.value: getattr(rule, what) for level, rule in LEVELS.items()}, return_dtype=pl.Int64
    )


def _say_few(few: pl.DataFrame) -> str:
    groups = few.unique(["area", "survey", *DOMAIN], keep="first", maintain_order=True)
    rows = list(groups.head(NAMED).iter_rows(named=True))
    entry, rule = rows[0]["entry"], LEVELS[Level(rows[0]["reader"])].minimum_base
    more = [f"  and {count_of(groups.height - NAMED, 'more group')}"] if groups.height > NAMED else []
    return "\n".join(
        [
            f"The responses are not those that were published in entry {entry} of the ledger:",
            *map(_say, rows),
            *more,
            f"Whoever holds both editions could work out what these few children said: fewer than {rule} may not "
            f"change in a group, neither added nor taken out. {NOTHING_RELEASED} What was published stays as it is. "
            f"Release again from the responses of entry {entry}, or once none or {rule} or more were added to every "
            f"group that was published, none or {rule} or more taken out, and the two are alike or {rule} apart.",
        ]
    )


def _say(row: Mapping[str, object]) -> str:
    return (
        f"  {row['area']}, {row['survey']}, {_say_whom(row)}: {count_of(int(str(row['added'])), 'response')} added, "
        f"{row['removed']} taken out; {_say_which(row)}"
    )


def _say_whom(row: Mapping[str, object]) -> str:
    if row["group"] == ALL:
        return "everybody"
    return f"{row['group']}, all not told of" if row["level"] == OTHERS else f"{row['group']} {row['level']}"


def _say_which(row: Mapping[str, object]) -> str:
    found = [words for name, words in FEW_IN_WORDS.items() if row[name]]
    return f"too few {' and '.join(found)}" if found else "nearly as many, as if edited"
