"""Mesa's own page for one market, a small example: `solara run analysis/dashboard/solaraviz.py`.

Needs the extra `solara`, whose pins make the page work without a network. The dashboard does what this one does not:
several settings beside each other, saved settings, more than a few thousand customers at a time.
"""

from typing import Any

from mesa.visualization import SolaraViz, make_plot_component

from simulation import LoyaltyModel


class Market(LoyaltyModel):
    """A small market, whose price of Alba can be moved."""

    def __init__(self, customers: int = 500, price: float = 10.0) -> None:
        changes: dict[str, Any] = {"firms.Alba.pricing.price": price, "market.burn_in_weeks": 0}
        super().__init__("baseline", customers=customers, weeks=104, **changes)


CONTROLS = {
    "customers": {"type": "SliderInt", "value": 500, "label": "Customers", "min": 100, "max": 2000, "step": 100},
    "price": {"type": "SliderFloat", "value": 10.0, "label": "Price of Alba", "min": 7.0, "max": 13.0, "step": 0.25},
}
page = SolaraViz(
    Market(),
    components=[make_plot_component("market_share"), make_plot_component("profit")],
    model_params=CONTROLS,
    name="Loyalty",
)
