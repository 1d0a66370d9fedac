"""How the parent's memory grows with the runs of a sweep: `python -m benchmarks.sweep_memory [runs]`.

Two worker processes give back outcomes of nothing, so that the parent does all that it does in a real sweep (points,
jobs, store, table) and the machine little else. Memory is what the parent has at the end of each sweep, in one process
that grows through all of them.
"""

import sys

from analysis.job import Options, Run
from analysis.points import packed
from benchmarks.memory import peak, present
from benchmarks.overhead import swept

SIZES = (2_000, 10_000, 40_000, 100_000)


def nothing(run: Run, options: Options) -> bytes:  # noqa: ARG001  # a task's signature
    """A run of no time, and outcomes of nothing."""
    return packed(run.scenario, {})


def main() -> None:
    """Print resident memory by number of runs, and its slope beyond the first group of rows."""
    most = int(sys.argv[1]) if len(sys.argv) > 1 else SIZES[-1]
    found = []
    for runs in (size for size in SIZES if size <= most):
        seconds = swept(runs, 2, nothing)
        found.append((runs, present() / 1e6))
        print(f"{runs:,} runs: {found[-1][1]:.0f} MB, peak {peak() / 1e6:.0f} MB, {1e3 * seconds / runs:.2f} ms a run")
    (few, low), (many, high) = found[min(1, len(found) - 1)], found[-1]
    if many > few:
        slope = (high - low) / (many - few) * 1e4
        print(f"from {few:,} to {many:,} runs: {slope:+.2f} MB for each 10,000 more")


if __name__ == "__main__":
    main()
