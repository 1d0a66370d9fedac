"""The numbers behind a customer's story: the table `journey.csv`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from analysis.explanation.journey import FEELINGS, Journey, Step
from simulation.state.visit_codes import AT_DESK, CONTENT, SETTLED_AT_ONCE, SETTLED_LATER, SILENT, UNSETTLED

if TYPE_CHECKING:
    import pandas as pd

RESPONSES = {
    CONTENT: "content",
    SILENT: "silent",
    SETTLED_AT_ONCE: "settled at once",
    SETTLED_LATER: "settled later",
    UNSETTLED: "unsettled",
    AT_DESK: "at the desk",
}
COLUMNS = {
    "strategy": ("named set of changes to the scenario", "name"),
    "replicate": ("number of the run; its luck is shared by all strategies", "number from 1"),
    "customer_id": ("the customer", "number from 0"),
    "week": ("week of the reported part of the run in which something happened", "weeks from 1"),
    "firm": ("competitor", "name"),
    "price": ("shelf price met on a shopping trip", "money"),
    "expected_price": ("price that the customer expected of the firm", "money"),
    "considered": ("whether the firm came to mind", "0 or 1"),
    "worth": ("what the offer was worth before the luck of the day", "utility"),
    "luck": ("what the luck of the day adds where offers are weighed", "utility"),
    "quantity": ("units bought from the firm", "units"),
    "paid": ("money paid to the firm", "money"),
    "process": ("how the trip was decided", "name"),
    "reason": ("why the purchase was a switch, after Keaveney (1995)", "name"),
    "failure": ("0 none, 1 minor, 2 major service failure", "code"),
    "performance": ("performance met", "0-1"),
    "encounter_satisfaction": ("satisfaction with the purchase", "0-1"),
    "response": ("what the customer did about it, and what came of that", "name"),
    "left": ("whether it turned its back on the firm", "0 or 1"),
    "heard": ("what acquaintances and rumours added", "utility"),
    "affect": ("emotional loyalty after the week", "0-1"),
    "habit": ("behavioral loyalty after the week", "0-1"),
    "conviction": ("conscious loyalty after the week", "0-1"),
    "cumulative_satisfaction": ("satisfaction over encounters after the week", "0-1"),
}
WORDS = ("process", "reason", "response")


def journey_table(journeys: Sequence[Journey], replicate: int, customer: int) -> pd.DataFrame:
    """A row a strategy, eventful week and firm; what did not happen is empty."""
    import pandas as pd

    rows = [
        {"strategy": journey.strategy, "replicate": replicate, "customer_id": customer, **row}
        for journey in journeys
        for step in journey.steps
        if step.is_eventful
        for row in _rows(journey, step)
    ]
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    return table.fillna(dict.fromkeys(WORDS, ""))


def _rows(journey: Journey, step: Step) -> Iterator[dict[str, Any]]:
    for j, firm in enumerate(journey.firms):
        row: dict[str, Any] = {"week": step.week, "firm": firm, "left": int(firm in step.left), "heard": step.heard[j]}
        row |= {part: float(getattr(step.after, part)[j]) for part in FEELINGS}
        trip, met = step.trip, step.encounter
        if trip is not None:
            row |= {"considered": int(firm in trip.considered), "process": trip.process, "worth": trip.worth.get(firm)}
            row["luck"] = trip.luck.get(firm)
            if firm in trip.offers:
                offer = trip.offers[firm]
                row |= {"price": float(offer.price), "expected_price": float(offer.reference_price)}
            if trip.choice == firm and met is not None:
                row |= {"quantity": trip.quantity, "paid": met.paid, "reason": trip.reason, "failure": met.failure}
                row |= {"performance": met.performance, "encounter_satisfaction": met.satisfaction}
                row |= {"response": RESPONSES[met.response]}
        yield row
