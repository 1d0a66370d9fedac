"""Why a decision went against the worth of what was on offer: the luck of the day, one cue, or a price too high."""

from simulation.mesa_agents.decision_entry import DecisionEntry
from simulation.state.switch_reasons import COMPETITION, ETHICS, INCONVENIENCE, PRICING, REASONS

BY_DIFFERENCE = tuple(REASONS[code] for code in (PRICING, INCONVENIENCE, COMPETITION, ETHICS))
"""Reasons that are read from the offers left and taken, whatever decided between them."""


def best_of(entry: DecisionEntry) -> str | None:
    """The firm worth most, of those thought of whose price the customer pays at all; None where there is none."""
    within = [name for name in entry.considered if name not in entry.too_dear]
    return max(within, key=entry.worth.__getitem__, default=None)


def against_worth(entry: DecisionEntry, *, is_weighed: bool) -> str:
    """What made the customer buy where there was something worth more; empty where it took what was worth most."""
    best, chosen = best_of(entry), entry.choice
    if best is None or chosen is None:
        return ""
    gap = entry.worth[best] - entry.worth[chosen]
    if not is_weighed:
        return f" without weighing {best}, worth {gap:.2f} more" if gap > 0.0 else ""
    if gap > 0.0:
        luck = entry.luck[chosen] - entry.luck[best]
        return f", although {best} was worth {gap:.2f} more: the luck of the day spoke for {chosen} by {luck:.2f}"
    gap = entry.nothing - entry.worth[chosen]
    luck = entry.luck[chosen] - entry.luck_of_nothing
    told = f", although buying nothing was worth {gap:.2f} more: the luck of the day spoke for buying by {luck:.2f}"
    return told if gap > 0.0 else ""


def nothing_bought(entry: DecisionEntry) -> str:
    """Why a customer bought nothing: no firm in mind, all too dear, nothing worth it, or the luck of the day."""
    best = best_of(entry)
    if best is None:
        return "All of it was dearer than it pays at all." if entry.considered else "So it bought nothing."
    gap, luck = entry.worth[best] - entry.nothing, entry.luck_of_nothing - entry.luck[best]
    if gap <= 0.0:
        return "Nothing was worth buying."
    against = f"the luck of the day spoke against buying by {luck:.2f}"
    return f"Bought nothing, although {best} was worth {gap:.2f} more than that: {against}."


def why_elsewhere(entry: DecisionEntry, *, is_weighed: bool) -> str:
    """Why the customer bought elsewhere than last time: the reason that is counted, and what really decided."""
    left = next((name for name, offer in entry.offers.items() if offer.is_last), None)
    if left is None or entry.choice is None or entry.reason not in BY_DIFFERENCE:
        return entry.reason
    counted = f" (counted under {entry.reason})"
    if left not in entry.considered:
        return f"{left} did not come to mind{counted}"
    if left in entry.too_dear:
        return f"{left} asked more than it pays at all{counted}"
    if entry.worth[left] > entry.worth[entry.choice]:
        return f"the luck of the day{counted}" if is_weighed else f"one cue decided{counted}"
    return entry.reason
