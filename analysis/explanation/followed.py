"""A run lived once more with an eye on one customer."""

from __future__ import annotations

from analysis.execution.run import Options, Run, model_of_run
from analysis.explanation.journey import Journey, lived_through
from simulation.reading.errors import refused


def follow(run: Run, customer: int) -> Journey:
    """Simulate a run once more and keep what one customer lived through; the same rules, customers and luck."""
    count = run.scenario.market.customers
    if not 0 <= customer < count:
        raise refused(f"no customer {customer}; customers are numbered 0 to {count - 1:,}", place="--customer")
    model = model_of_run(run, Options())
    found = lived_through(model, customer, run.strategy, model.last_week)
    model.release()
    return found
