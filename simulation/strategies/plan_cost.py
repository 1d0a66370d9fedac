"""What a plan costs beside what its levers cost: once, every week, by customers and by purchases."""

from __future__ import annotations

from simulation.reading.block import Block, between, quantity

ANY_MONEY = between(0, 1e9)


class PlanCost(Block):
    """Booked by the firm that carries the plan out, in a part of its cost that is called `plan`."""

    once: float = quantity(
        0.0, "cost of a plan, once",
        "Paid in the first reported week, in the real market, or per 10,000 customers where its size is not told",
        "money", ANY_MONEY,
    )  # fmt: skip
    weekly: float = quantity(
        0.0, "cost of a plan, weekly",
        "Paid every week, in the real market, or per 10,000 customers where its size is not told", "money a week",
        ANY_MONEY,
    )  # fmt: skip
    per_customer: float = quantity(
        0.0, "cost of a plan by customer", "Paid every week for each active customer of the firm", "money a week",
        ANY_MONEY,
    )  # fmt: skip
    per_purchase: float = quantity(
        0.0, "cost of a plan by purchase", "Paid for each unit that the firm sells", "money", ANY_MONEY,
    )  # fmt: skip

    @property
    def is_free(self) -> bool:
        """Whether nothing is ever paid."""
        return not any(dict(self).values())

    def plus(self, other: PlanCost) -> PlanCost:
        """What both cost together."""
        return PlanCost(**{name: value + getattr(other, name) for name, value in self})
