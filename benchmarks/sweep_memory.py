"""How the parent's memory grows with the runs of a sweep: `python -m benchmarks.sweep_memory [runs]`.

Runs give outcomes of nothing, in this process, which does all that a parent does: points, jobs, store, table. Memory is
what it has at the end of each sweep. Up to the 10,000 rows that are written together it grows with them; beyond, it
must not.
"""

import sys

from benchmarks.memory import peak, present
from benchmarks.overhead import instant, swept

SIZES = (2_000, 10_000, 40_000, 100_000)


def main() -> None:
    """Print resident memory by number of runs, and its slope beyond the first group of rows."""
    most = int(sys.argv[1]) if len(sys.argv) > 1 else SIZES[-1]
    found = []
    for runs in (size for size in SIZES if size <= most):
        seconds = swept(runs, 1, instant)
        found.append((runs, present() / 1e6))
        print(f"{runs:,} runs: {found[-1][1]:.0f} MB, peak {peak() / 1e6:.0f} MB, {1e3 * seconds / runs:.2f} ms a run")
    (few, low), (many, high) = found[min(1, len(found) - 1)], found[-1]
    if many > few:
        slope = (high - low) / (many - few) * 1e4
        print(f"from {few:,} to {many:,} runs: {slope:+.2f} MB for each 10,000 more")


if __name__ == "__main__":
    main()
