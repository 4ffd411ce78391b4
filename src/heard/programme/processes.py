"""The same work done for many things at once, each in a process of its own."""

import os
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context, parent_process
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


def do_side_by_side(
    do: Callable[[Item], Result], items: Sequence[Item], workers: int | None = None
) -> Iterator[tuple[int, Result]]:
    """What comes of each item, with its place among them, as they are finished.

    `workers`: how many processes; None = one a core, 1 = none but this one. `do` must be importable by another process.
    What one raises is raised here, and the others are let go.
    """
    at_once = min(workers or _cores(), len(items))
    if at_once <= 1:
        yield from ((place, do(item)) for place, item in enumerate(items))
        return
    # Spawned, not forked: a fork copies the locks of the threads polars holds, and waits for them for ever.
    pool = ProcessPoolExecutor(at_once, mp_context=get_context("spawn"), initializer=_end_with_parent)
    try:
        waiting = {pool.submit(do, item): place for place, item in enumerate(items)}
        for done in as_completed(waiting):
            yield waiting[done], done.result()
    finally:
        pool.shutdown(cancel_futures=True)


def do_in_order(
    do: Callable[[Item], Result], items: Sequence[Item], workers: int | None = None
) -> Iterator[Result]:
    """As `do_side_by_side`, in the order of the items."""
    kept: dict[int, Result] = {}
    wanted = 0
    for place, result in do_side_by_side(do, items, workers):
        kept[place] = result
        while wanted in kept:
            yield kept.pop(wanted)
            wanted += 1


def _end_with_parent() -> None:
    """A worker whose parent was killed would otherwise wait for work for ever."""
    parent = parent_process()

    def watch() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _cores() -> int:
    return len(os.sched_getaffinity(0))
