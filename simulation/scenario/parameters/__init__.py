"""What may a scenario say of customers, firms and their market? Validated blocks, no code of the engine."""

__all__ = [
    "care",
    "complaints",
    "contract",
    "customers",
    "firm",
    "judgement",
    "loyalty_types",
    "market",
    "need",
    "switches",
]
