"""Which data tell which number of a market: what to collect next where a number matters and nobody knows it."""

from __future__ import annotations

from collections.abc import Mapping
from fnmatch import fnmatchcase

OBSERVED, SURVEY, COMPLAINTS, PRICES, EXPERIMENTS = "observed", "survey", "complaints", "prices", "experiments"
PANEL, LOG = "choices", "transactions"
CALLED = {
    SURVEY: "a survey",
    COMPLAINTS: "a file of complaints",
    PRICES: "a file of prices",
    EXPERIMENTS: "a past change and what it did (experiments)",
    PANEL: "a panel of choices",
    LOG: "a purchase log",
}
"""What a kind of file is called where people read."""
TELLS: Mapping[str, tuple[str, ...]] = {
    "firms.*.attraction": ("market_share", PANEL),
    "firms.*.pricing.price": ("price_paid", PRICES),
    "firms.*.service.failure_rate": ("failure_rate", "failures_a_week"),
    "firms.*.recovery.days": ("resolution_weeks", COMPLAINTS),
    "firms.*.recovery.resolution": (COMPLAINTS,),
    "firms.*.recovery.compensation": (COMPLAINTS,),
    "customers.recommendation.base": ("nps", SURVEY),
    "customers.satisfaction.base": ("satisfaction", SURVEY),
    "customers.voice.escalation": ("complaints_a_week", COMPLAINTS),
    "customers.purchases.per_year": ("purchase_frequency", PANEL, LOG),
    "customers.purchases.shape": (PANEL, LOG),
    "customers.purchases.renewal": ("retention", LOG),
    "customers.purchases.variety_seeking": ("repeat_rate", PANEL),
    "customers.types.*.taste_spread": ("share_of_requirements", PANEL),
    "customers.types.*.price_weight": (PANEL, EXPERIMENTS),
    "customers.types.*.quality_weight": (EXPERIMENTS,),
    "customers.types.*.habit_weight": (PANEL,),
    "customers.types.*.habit_memory": (PANEL,),
    "customers.types.*.display_weight": (PANEL,),
    "customers.mix.*": (PANEL,),
    "customers.coming_and_going.dropout": (LOG,),
    "customers.coming_and_going.dropout_size": (LOG,),
    "customers.reference_price.doubt": (EXPERIMENTS,),
    "customers.reference_price.tier": (EXPERIMENTS,),
    "customers.word_of_mouth.praise_effect": (EXPERIMENTS,),
    "customers.word_of_mouth.warning_effect": (EXPERIMENTS,),
}
"""By path, `*` for any name: facts by their own names, and kinds of files."""


def tellers(path: str) -> tuple[str, ...]:
    """Facts by their names and kinds of files that tell a number, most at hand first; none where nothing does."""
    return next((kinds for pattern, kinds in TELLS.items() if fnmatchcase(path, pattern)), ())


def called(kind: str) -> str:
    """What people read of a fact or of a kind of file."""
    return CALLED.get(kind, f"observed {kind}")


def tells(path: str) -> str:
    """What tells a number, in words; empty where nothing does."""
    return " or ".join(map(called, tellers(path)))
