"""Runs carried out into a folder: each is kept when it is finished, and an interrupted study goes on from there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from analysis.execution.execution import Execution
from analysis.execution.executor import run_each
from analysis.execution.process_pool import standing_crew
from analysis.execution.run import Failure, Run, Task, Witness
from analysis.study.folder import Folder
from analysis.study.run_store import Store, open_store

if TYPE_CHECKING:
    from analysis.synthetic_panel.parquet_parts import PanelFiles


@dataclass(frozen=True)
class KeptRuns:
    """The store with every run that was finished, now or before, and the runs that failed now."""

    store: Store
    failures: tuple[Failure, ...]


class Further(NamedTuple):
    """Runs that follow the others of a study, and what is kept of each; their numbers in the store go on."""

    runs: Sequence[Run]
    task: Task[bytes]


@contextmanager
def kept_runs(
    folder: Folder,
    runs: Sequence[Run],
    task: Task[bytes],
    execution: Execution,
    panel: PanelFiles | None = None,
    witness: Witness | None = None,
    further: Further | None = None,
) -> Iterator[KeptRuns]:
    """Carry out the runs that the folder's store does not hold; `task` gives bytes. Save the tables within the block.

    `witness` takes the runs down for the files of a panel, but not those that are `further`.
    """
    first, more = len(runs), len(further.runs) if further else 0
    with kept_store(folder, first + more, execution.again, panel) as store:
        todo = [number for number in range(first) if number not in store or (panel and not panel.has(number))]
        with standing_crew() if further else nullcontext():
            failures = run_each(runs, store.keep, task, execution, todo, witness)
            failures += _carried_on(store, first, further, execution) if further else ()
        store.sync()
        yield KeptRuns(store, failures)


def _carried_on(store: Store, first: int, further: Further, execution: Execution) -> tuple[Failure, ...]:
    """Carry out the further runs that the store does not hold; those that failed."""
    todo = [number for number in range(len(further.runs)) if first + number not in store]

    def keep(number: int, data: bytes) -> None:
        store.keep(first + number, data)

    return run_each(further.runs, keep, further.task, execution, todo)


@contextmanager
def kept_store(folder: Folder, total: int, again: str, panel: PanelFiles | None = None) -> Iterator[Store]:
    """The folder's store, for so many runs; when the work within is stopped, people are told to do `again` to go on."""
    folder.begin()
    try:
        with open_store(folder.path, folder.study) as store, _told(store, total, again, panel):
            yield store
    finally:
        folder.forget()


@contextmanager
def _told(store: Store, total: int, again: str, panel: PanelFiles | None) -> Iterator[None]:
    """Say, where the work is stopped or the system fails, what is kept and how to go on."""
    try:
        yield
    except (KeyboardInterrupt, SystemExit, OSError, MemoryError) as stop:
        if panel:
            panel.keep(number for number in range(total) if number in store)
        if len(store):
            stop.add_note(f"{len(store):,} of {total:,} runs are kept in {store.path.parent}; to go on: {again}")
        else:
            stop.add_note("nothing was written; give the same command again to start over")
        raise


@contextmanager
def nothing_kept() -> Iterator[None]:
    """Say, where somebody stops work that is not kept run by run, what is left of it."""
    try:
        yield
    except (KeyboardInterrupt, SystemExit) as stop:
        stop.add_note("nothing was written; give the same command again to start over")
        raise
