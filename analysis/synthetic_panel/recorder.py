"""A run taken down in its parts of the panel's files while it lives."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.synthetic_panel.parquet_parts import Rows, part_of
from simulation.panel.recorder import Label, PanelRecorder
from simulation.result import shown_to

if TYPE_CHECKING:
    import pyarrow as pa

    from analysis.execution.run import Run
    from simulation.model import Watch


@contextmanager
def taken_down(folder: Path, run: Run) -> Iterator[Watch]:
    """Take down a run in its parts of the panel in this folder; gives what is to see the model."""
    files: dict[str, Rows] = {}
    with ExitStack() as stack:

        def keep(name: str, table: pa.Table) -> None:
            if name not in files:
                files[name] = stack.enter_context(Rows(part_of(folder, name, run), table.schema))
            files[name].add(table)

        yield shown_to(PanelRecorder(Label(run.scenario, run.strategy, run.replicate), keep))
