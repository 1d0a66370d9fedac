"""A firm: what it is, what it costs, and the three strategies that it follows."""

from typing import Annotated

from pydantic import Field

from simulation.reading.block import MORE_IS_FREE, SHARE, Block, Cost, FreeRise, Topic, above, between, quantity
from simulation.scenario.parameters.care import Care, OtherGoods
from simulation.scenario.parameters.contract import FirmContract
from simulation.scenario.parameters.loyalty_types import AttractionByType
from simulation.scenario.parameters.market import LIVING
from simulation.strategies.improvement import Improvement
from simulation.strategies.people import People
from simulation.strategies.plan_cost import PlanCost
from simulation.strategies.pricing import Fixed as FixedPrice
from simulation.strategies.pricing import Pricing
from simulation.strategies.programme import Programme
from simulation.strategies.recovery import Recovery, Standard
from simulation.strategies.service import Fixed as FixedService
from simulation.strategies.service import Service


class Firm(Block):
    """One competitor. What is left out takes the values shown by `schema`."""

    topic = Topic.FIRM

    attraction: FreeRise = quantity(
        0.0, "attraction to all", "utility that all customers see in the firm", "utility", between(-100, 100),
        seen=True, plausible="+-0.2",
    )  # fmt: skip
    attraction_by_type: Annotated[AttractionByType, MORE_IS_FREE] = Field(
        default_factory=AttractionByType, description="attraction to customers of each type, beside that to all"
    )
    group: str | None = quantity(
        None, "group of like firms", "firms of one group, as a price tier or a maker, are liked alike; null: none",
        "name", source="P: none",
    )  # fmt: skip
    presence: FreeRise = quantity(
        0.6,
        "presence in mind",
        "chance of coming to a stranger's mind",
        "probability",
        SHARE,
        plausible="x0.8:1.2",
    )
    initial_share: float = quantity(
        1.0, "share at the start", "weight with which customers start out as this firm's", "weight", between(0, 1e6),
        plausible="x0.8:1.25",
    )  # fmt: skip
    image: float = quantity(
        0.3, "image at the start", "affect of customers before any experience", "0-1", SHARE, plausible="x0.6:1.5",
    )  # fmt: skip
    unit_cost: Cost = quantity(
        6.0, "cost of a unit", "cost of one unit of the product", "money", between(0, 1e9), plausible="x0.9:1.1",
    )  # fmt: skip
    real_customers: int | None = quantity(
        None, "customers in reality",
        "active customers whom the real firm has when week 1 begins: money and counts are told of a market in which it"
        " has so many; null: as the market tells", "count", between(1, LIVING),
    )  # fmt: skip
    acquisition_cost: Cost = quantity(
        8.0, "cost of winning a customer", "cost of winning a customer whom no acquaintance referred", "money",
        between(0, 1e9), plausible="x0.7:1.4",
    )  # fmt: skip
    promotion_cost: Cost = quantity(
        200.0, "cost of a promotion", "cost of a week of labelled promotion per 10,000 customers", "money a week",
        between(0, 1e9), plausible="x0.7:1.4",
    )  # fmt: skip
    advertising: float = quantity(
        0.0, "advertising", "spending on advertising per 10,000 customers", "money a week", between(0, 1e9),
    )  # fmt: skip
    advertising_half: Cost = quantity(
        1000.0, "advertising for half its effect", "advertising that closes half of the gap to full presence",
        "money a week", above(0, 1e9), plausible="x0.5:2 log",
    )  # fmt: skip
    observed_share: float | None = quantity(
        None, "share observed",
        "market share observed in reality, as `observed` tells it too: shown beside the model's",
        "share", SHARE,
    )  # fmt: skip
    overhead: float = quantity(
        0.0, "overhead", "rent, staff and all else that no sale adds to, per 10,000 customers", "money a week",
        between(0, 1e9),
    )  # fmt: skip
    promise: float = quantity(
        0.0, "promises beyond the truth", "performance that the firm promises beyond what it gives", "0-1", SHARE,
        plausible="x0.5:1.5",
    )  # fmt: skip
    care: Care = Field(default_factory=Care, description="what the firm does for customers beyond the sale")
    extension: OtherGoods | None = Field(None, description="other goods under the firm's name; null: none")
    pricing: Pricing = Field(default_factory=FixedPrice, description="how the firm sets its price")
    service: Service = Field(default_factory=FixedService, description="what service the firm offers")
    contract: FirmContract = Field(default_factory=FirmContract, description="what the firm's contract says")
    alliance: float = quantity(
        0.0, "joint benefits", "joint benefits of staying, lost on leaving", "0-1", SHARE, plausible="x0.7:1.4",
    )  # fmt: skip
    alliance_cost: Cost = quantity(
        0.5, "cost of joint benefits", "cost of full joint benefits, a visit of a regular customer", "money",
        between(0, 1e6), plausible="x0.7:1.4",
    )  # fmt: skip
    programme: Programme | None = Field(None, description="rewards for coming back; null: none")
    let_go: float = quantity(
        0.0, "customers let go", "part of all customers, the dearest to serve, that the firm lets go", "share", SHARE,
    )  # fmt: skip
    people: People = Field(default_factory=People, description="what the firm does for those who serve")
    improvement: Improvement = Field(default_factory=Improvement, description="how the firm gets better")
    recovery: Recovery = Field(default_factory=Standard, description="how the firm handles complaints")
    plan_cost: PlanCost = Field(default_factory=PlanCost, description="what the plan that the firm carries out costs")
