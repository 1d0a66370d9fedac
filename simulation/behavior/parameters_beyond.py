"""Human nature as numbers, beyond the purchase: the tuples of `scenario/parameters/relationship.py`, field for field."""

from typing import NamedTuple


class Knowledge(NamedTuple):
    """What firms learn of their customers, and what it is good for."""

    half_purchases: float
    half_years: float
    prevented: float
    saved: float
    match: float
    wishes: float


class Messages(NamedTuple):
    """What a firm's words do."""

    brand: float
    service: float
    outsiders: float
    credulity: float
    allure: float
    distrust: float


class Favours(NamedTuple):
    """Small attentions, and how one gets used to them."""

    lift: float
    habituation: float


class Extension(NamedTuple):
    """Whether other goods of the firm are bought as well, on the logit scale."""

    base: float
    affect: float
    fit: float
    feedback: float


class Phases(NamedTuple):
    """Thresholds of the phases of loyalty; `is_on` where customers have phases instead of types."""

    affective: float
    conative: float
    action: float
    slack: float
    is_on: bool


class Reputation(NamedTuple):
    """How strangers learn what a firm is known for."""

    pace: float
