"""What does a firm decide? Each block of a scenario is the strategy, with one pure method that reads a ledger."""

__all__ = [
    "conditions",
    "improvement",
    "ledger",
    "people",
    "plan_cost",
    "price_rule",
    "pricing",
    "programme",
    "recovery",
    "series",
    "service",
]
