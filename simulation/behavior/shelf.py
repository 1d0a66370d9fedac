"""What a shelf says beside the price: labels and displays catch the eye, and are liked for themselves."""

from simulation.behavior.offer import Offer
from simulation.behavior.parameters import Attention
from simulation.behavior.traits import Traits
from simulation.engine.compiling import rule


@rule
def noticed(
    salience: float, depth: float, display: float, presence: float, attention: Attention, traits: Traits
) -> float:
    """Chance that a firm comes to mind, of one that does with `salience`: a label and a display each add another.

    All in 0-1; `depth` is that of a labelled promotion, 0 for none, `display` how prominent the firm is this week. A
    label is seen where the firm is: by as many as its `presence` has it.
    """
    label = min(attention.promotion * presence * traits.eye, 1.0) if depth > 0.0 else 0.0
    shown = min(attention.display * display * traits.eye, 1.0)
    return 1.0 - (1.0 - salience) * (1.0 - label) * (1.0 - shown)


@rule
def shelf_worth(offer: Offer, traits: Traits) -> float:
    """Utility of being labelled or displayed, whatever the price: both move choices beyond the cut itself.

    So estimated from purchases at a shop's till [GuadagniLittle1983].
    """
    return traits.label_weight * (offer.depth > 0.0) + traits.display_weight * offer.display
