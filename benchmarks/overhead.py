"""What a sweep costs beside its runs: how busy workers are kept (memory: `benchmarks.sweep_memory`).

A run sleeps 0.2 s in place of simulating, so that the figures do not depend on what else the machine is doing; workers
import the engine as real ones do. `python -m benchmarks.overhead [runs]`
"""

import sys
import tempfile
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from analysis.execution.execution import Execution
from analysis.execution.kept_outcomes import packed
from analysis.execution.run import Options, Run
from analysis.sweeps.design import make_design
from analysis.sweeps.sweep import Sweep, carry_out_sweep
from analysis.sweeps.varied_path import read_varied
from simulation.scenario.load import load

SECONDS = 0.2


def sleeping(run: Run, _options: Options) -> bytes:
    """A run of a fixed time, and outcomes of nothing."""
    import_module("simulation.model")  # as a worker has to

    time.sleep(SECONDS)
    return packed(run.scenario, {}, [1.0])


def instant(run: Run, _options: Options) -> bytes:
    """A run of no time."""
    return packed(run.scenario, {}, [1.0])


def swept(runs: int, workers: int, task: Callable[[Run, Options], bytes]) -> float:
    """Seconds that a sweep of so many runs takes."""
    scenario = load("baseline", replicates=5).with_strategy("as_is")
    design = make_design("lhs", read_varied(["firms.Alba.pricing.price=8:12"], scenario), runs // 5, 1)
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        sweep = Sweep("overhead", scenario, design, task=task)
        carry_out_sweep(sweep, Execution(workers=workers, out=Path(folder) / "out"))
        return time.perf_counter() - began


def main() -> None:
    """Print the figures."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    seconds = swept(runs, 2, sleeping)
    print(f"{runs} runs of {SECONDS} s on 2 workers: {seconds:.1f} s, workers busy {runs * SECONDS / 2 / seconds:.1%}")
    count = 1_000
    print(f"{count:,} runs of no time: {1e3 * swept(count, 1, instant) / count:.2f} ms a run")


if __name__ == "__main__":
    main()
