"""The engine from 10,000 to 10,000,000 customers, with 2 to 10 firms, with and without word of mouth.

`python -m benchmarks.sizes`. Plain objects are timed beside each market of 10,000; larger ones are compared with these,
since so many objects hardly fit into memory.
"""

import argparse
import pickle
import platform
import resource
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.passes import market
from benchmarks.slow import Slow, timed
from simulation.compile_ahead import warm
from simulation.model import LoyaltyModel
from simulation.scenario.load import load

FEW = 10_000


def lived(customers: int, firms: int, weeks: int, *, talk: bool) -> LoyaltyModel:
    """A market after some weeks, in which nobody knows anybody unless they `talk`."""
    settings = [("market.burn_in_weeks", "0")] + ([] if talk else [("market.network.kind", "none")])
    return market(load("baseline", settings, customers=customers, weeks=1_000), firms, weeks)


def rate(model: LoyaltyModel, weeks: int) -> float:
    """Customer-weeks a second: the median of some weeks."""
    return len(model.customers) / statistics.median(timed(model.step)[0] for _ in range(weeks))


def rate_of_objects(model: LoyaltyModel, weeks: int) -> float:
    """The same of plain objects, one a customer, from where the model stands."""
    with tempfile.TemporaryDirectory() as folder:
        state = Path(folder) / "state.pickle"
        state.write_bytes(pickle.dumps(model))
        with Slow(state) as slow:
            return len(model.customers) / statistics.median(slow.seconds("objects")[0] for _ in range(weeks))


def rows(given: argparse.Namespace) -> Iterator[str]:
    """A line a market."""
    for firms in given.firms:
        for talk in (True, False):
            objects = rate_of_objects(lived(FEW, firms, given.before, talk=talk), given.weeks)
            for customers in given.customers:
                start = time.perf_counter()
                model = lived(customers, firms, 0, talk=talk)
                made = time.perf_counter() - start
                model.threads = given.threads
                for _ in range(given.before):
                    model.step()
                ours = rate(model, given.weeks)
                peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
                model.release()
                del model  # before the next one is made
                said = "yes" if talk else "no"
                speed = f"{ours / 1e6:10.2f} {ours / objects:9.0f}"
                yield f"{customers:12,} {firms:6} {said:>6} {speed} {made:9.1f} {peak:9.2f}"


def main() -> None:
    """Print one table, a line as soon as it is measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--customers", type=int, nargs="+", default=[10_000, 100_000, 1_000_000, 10_000_000])
    parser.add_argument("--firms", type=int, nargs="+", default=[2, 5, 10])
    parser.add_argument("--before", type=int, default=8, help="weeks before any is timed")
    parser.add_argument("--weeks", type=int, default=5, help="weeks timed")
    parser.add_argument("--threads", type=int, default=2)
    given = parser.parse_args()
    warm()
    print(f"{platform.machine()}, {given.threads} threads; customer-weeks a second; seconds; most GB so far")
    print(f"{'customers':>12} {'firms':>6} {'talk':>6} {'million/s':>10} {'x objects':>9} {'made in':>9} {'memory':>9}")
    for row in rows(given):
        print(row, flush=True)


if __name__ == "__main__":
    main()
