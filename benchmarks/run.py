"""Speed, memory and start-up against the promises, in one table of ratios: `python benchmarks/run.py`.

Rounds of the models alternate, and medians are compared, so that whatever else the machine does falls on all alike.
"""

from __future__ import annotations

import argparse
import os
import pickle
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from benchmarks.slow import Slow
    from simulation.model import LoyaltyModel

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))


PLAIN_MESA = 0.09  # millions of customer-weeks a second of the yardstick, where 25 million are aimed at
BARE = "import click, mesa, numba, numpy, pandas, pydantic, scipy.special, tqdm, yaml"
YEAR = 52
SMALLEST = ["baseline", "--customers", "10", "--weeks", "1", "--set", "market.burn_in_weeks=0", "--replicates", "1"]

Row = tuple[str, str, str, bool]


def speed(given: argparse.Namespace) -> list[Row]:
    """Customer-weeks a second of the engine, of the same model in plain objects, and of the yardstick."""
    from benchmarks.slow import Slow
    from simulation.compile_ahead import warm
    from simulation.model import LoyaltyModel
    from simulation.scenario.load import load

    warm()
    settings = [("firms.Dorra", "null"), ("market.burn_in_weeks", str(given.burn_in))]
    scenario = load("baseline", settings, customers=given.customers, weeks=given.weeks)
    model = LoyaltyModel(scenario, threads=given.threads)
    for _ in range(given.burn_in):
        model.step()
    with tempfile.TemporaryDirectory() as folder:
        state = Path(folder) / "state.pickle"
        state.write_bytes(pickle.dumps(model))
        with Slow(state) as slow:
            rates = alternate(model, slow, given)
    (engine, a_core), (objects, its_core), (micro, _) = rates
    at_reference = engine * PLAIN_MESA * 1e6 / micro
    what = f"{given.customers:,} customers x 3 firms, word of mouth, {given.threads} threads"
    return [
        (f"{what}: weeks a second", f"{engine / given.customers:.1f}", "", True),
        ("… against one Mesa object a customer", f"{engine / objects:.0f} x", ">= 300 x", engine >= 300 * objects),
        ("… the same by seconds of the processor, a core", f"{a_core / its_core:.0f} x", "", True),
        (
            f"… customer-weeks a second where the yardstick makes {PLAIN_MESA} million (here {micro / 1e6:.3f})",
            f"{at_reference / 1e6:.1f} M (here {engine / 1e6:.2f})",
            ">= 25 M",
            at_reference >= 25e6,
        ),
    ]


def live(model: LoyaltyModel, weeks: int) -> None:
    """So many weeks."""
    for _ in range(weeks):
        model.step()


def alternate(model: LoyaltyModel, slow: Slow, given: argparse.Namespace) -> list[tuple[float, float]]:
    """Customer-weeks a second of engine, objects and yardstick, one of each a round: by the clock, by the processor."""
    from benchmarks.slow import timed

    weeks = max(given.weeks // given.rounds, 1)
    taken: list[list[tuple[float, float]]] = [[], [], []]
    for _ in range(given.rounds):
        clock, processor = timed(partial(live, model, weeks))
        taken[0].append((clock / weeks, processor / weeks))
        taken[1].append(slow.seconds("objects"))
        taken[2].append(slow.seconds("micro"))
    medians = [[statistics.median(times) for times in zip(*rounds, strict=True)] for rounds in taken]
    return [(given.customers / clock, given.customers / processor) for clock, processor in medians]


def memory(given: argparse.Namespace) -> list[Row]:
    """Bytes a customer after more than two years of purchases.

    The bar was raised once, from 320 to 480: retention compares the main firms of two windows, and so purchases of two
    years are kept, and what each customer bought from each firm in either.
    """
    command = [sys.executable, "-m", "benchmarks.memory", str(4 * given.customers), str(2 * YEAR + 4)]
    answer = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    held, peak = map(float, answer.split())
    return [
        ("bytes a customer in columns, network and purchases of two years", f"{held:.0f}", "", True),
        ("bytes a customer at the peak, all told", f"{peak:.0f}", "<= 480", peak <= 480.0),
    ]


def start_up(given: argparse.Namespace) -> list[Row]:
    """How long the smallest run takes: warm, beside the bare imports, and with nothing compiled."""
    bare, warm_runs = [], []
    for _ in range(given.rounds):
        bare.append(seconds([sys.executable, "-c", BARE], {}))
        warm_runs.append(smallest({}))
    with tempfile.TemporaryDirectory() as folder:
        cold = smallest({"LOYALTY_CACHE_DIR": folder})
    over = statistics.median(warm_runs) - statistics.median(bare)
    return [
        (
            "smallest run, seconds over bare imports",
            f"{over:.2f} (imports {statistics.median(bare):.2f})",
            "<= 0.5",
            over <= 0.5,
        ),
        ("smallest run with nothing compiled, seconds", f"{cold:.1f}", "<= 20", cold <= 20.0),
    ]


def smallest(environment: dict[str, str]) -> float:
    """Seconds of the smallest run."""
    with tempfile.TemporaryDirectory() as folder:
        words = ["run", *SMALLEST, "--no-report", "--quiet", "--workers", "1", "--out", f"{folder}/out"]
        return seconds([sys.executable, "run.py", *words], environment)


def seconds(command: list[str], environment: dict[str, str]) -> float:
    """Wall-clock time of a command."""
    start = time.perf_counter()
    subprocess.run(command, cwd=ROOT, env=os.environ | environment, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def main() -> None:
    """Measure, then print one table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--customers", type=int, default=100_000)
    parser.add_argument("--weeks", type=int, default=104)
    parser.add_argument("--burn-in", type=int, default=52)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=8)
    parser.add_argument("--sizes", action="store_true", help="also 10,000 to 10,000,000 customers, 2 to 10 firms")
    given = parser.parse_args()
    rows = [*speed(given), *memory(given), *start_up(given)]
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    width = max(len(row[0]) for row in rows)
    for what, found, bar, is_kept in rows:
        print(f"{what:{width}}  {found:>22}  {bar:>8}  {'' if not bar else 'kept' if is_kept else 'MISSED'}".rstrip())
    passes = ["--customers", str(given.customers), "--threads", str(given.threads)]
    subprocess.run([sys.executable, "-m", "benchmarks.passes", *passes], cwd=ROOT, check=True)
    if given.sizes:
        subprocess.run(
            [sys.executable, "-m", "benchmarks.sizes", "--threads", str(given.threads)], cwd=ROOT, check=True
        )


if __name__ == "__main__":
    main()
