"""Claims F29 and F30, law 14: what a price above or below the expected one does, as customers' own rules have it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from analysis.evidence.registry import Measures, finding
from simulation.behavior.offer import Offer
from simulation.behavior.psychology import price_worth
from simulation.loyalty import LOYALTY_TYPES
from simulation.population.compile_parameters import nature_of

if TYPE_CHECKING:
    from analysis.laboratory.lab import Lab
    from simulation.behavior.parameters import Nature

RATIOS = np.arange(0.5, 1.2, 0.01)
EXPECTED = 10.0
FRIEND, STRANGER = 0.9, 0.0
LABELLED = 0.2
KINDS = range(len(LOYALTY_TYPES))


def worth(nature: Nature, kind: int, ratio: float, familiarity: float, depth: float = 0.0) -> float:
    """Utility of a price, as a ratio to the expected one, at a firm of that familiarity to a customer of that type."""
    blank: dict[str, Any] = dict.fromkeys(Offer._fields, 0.0) | {"is_last": False, "let_down": False}
    expected = dict.fromkeys(("reference_price", "going_price"), EXPECTED)
    known = {"price": EXPECTED * ratio, "familiarity": familiarity, "depth": depth} | expected
    return float(price_worth(Offer(**blank | known), nature.types[kind], nature.reference_price))


def curve(nature: Nature, kind: int, familiarity: float, depth: float = 0.0) -> np.ndarray:
    """That utility along all ratios."""
    return np.array([worth(nature, kind, ratio, familiarity, depth) for ratio in RATIOS])


@finding("F29")
def above_the_expected_price_desire_weakens(lab: Lab) -> Measures:
    """Chance of purchase against an equal offer at the expected price; slopes of utility inside and beyond latitude."""
    nature = nature_of(lab.scenario)
    latitude = nature.reference_price.latitude
    falls, steepening = [], []
    for kind in KINDS:
        steps = [worth(nature, kind, 1.0 + count * latitude, FRIEND) for count in (0, 1, 2)]
        falls.append(0.5 - 1.0 / (1.0 + np.exp(steps[0] - steps[1])))
        steepening.append((steps[1] - steps[2]) / (steps[0] - steps[1]))
    return {"falls": min(falls), "steepening": min(steepening)}


@finding("F30")
def too_cheap_a_stranger_raises_doubt(lab: Lab) -> Measures:
    """Best price of a stranger, the type farthest from the middle of the band; friends; what a label does to doubt."""
    nature = nature_of(lab.scenario)
    best, monotone, relieved = [], [], []
    for kind in KINDS:
        stranger, friend = curve(nature, kind, STRANGER), curve(nature, kind, FRIEND)
        best.append(float(RATIOS[stranger.argmax()]))
        monotone.append(float(np.all(np.diff(friend) < 0)))
        plain = -nature.types[kind].price_weight * np.log(RATIOS[0])
        doubt, rest = (plain - worth[0] for worth in (stranger, curve(nature, kind, STRANGER, LABELLED)))
        relieved.append(1.0 - rest / doubt if doubt else 0.0)
    return {
        "best_price_of_stranger": max(best, key=lambda ratio: abs(ratio - 0.875)),
        "friend_is_monotone": float(np.mean(monotone)),
        "relieved_by_label": min(relieved),
    }


@finding("L14")
def price_is_a_cue_only_among_strangers(lab: Lab) -> Measures:
    """The same curves, as the law has it: where the best price lies."""
    nature = nature_of(lab.scenario)
    corner = [float(curve(nature, kind, FRIEND).argmax() == 0) for kind in KINDS]
    best = too_cheap_a_stranger_raises_doubt(lab)["best_price_of_stranger"]
    return {"best_price_of_stranger": best, "friend_at_corner": float(np.mean(corner))}
