"""What a firm does for customers beyond the sale, what it says of itself, and what else it sells under its name."""

from typing import Annotated

from pydantic import field_validator

from simulation.reading.block import MORE_IS_FREE, SHARE, Block, Cost, FreeRise, Topic, above, between, quantity

SMALLEST_COIN = 0.01


class Care(Block):
    """Knowing customers, tailoring offers, confirming buyers, small favours; nothing of it by default."""

    topic = Topic.CARE

    knowledge: float = quantity(
        0.0, "customers known", "share of what customers show that the firm keeps and uses", "0-1", SHARE,
        plausible="x0.7:1.4",
    )  # fmt: skip
    knowledge_cost: Cost = quantity(
        100.0, "cost of knowing customers", "cost of keeping and using all of it, per 10,000 customers", "money a week",
        between(0, 1e9), plausible="x0.7:1.4",
    )  # fmt: skip
    accuracy: Annotated[float | None, MORE_IS_FREE] = quantity(
        None, "offers that fit",
        "chance that an offer tailored to a well-known customer meets its wish; null tailors nothing", "0-1", SHARE,
        plausible="x0.8:1.2",
    )  # fmt: skip
    tailoring_cost: Cost = quantity(
        0.2, "cost of fitting an offer", "cost of tailoring an offer", "money a visit", between(0, 1e9),
        plausible="x0.7:1.4",
    )  # fmt: skip
    brand_message: float = quantity(
        0.0, "words on the brand", "how strongly the firm confirms buyers in their choice of brand", "0-1", SHARE,
        plausible="x0.7:1.4",
    )  # fmt: skip
    service_message: float = quantity(
        0.0, "words on the service", "how strongly it confirms them in their choice of supplier", "0-1", SHARE,
        plausible="x0.7:1.4",
    )  # fmt: skip
    message_cost: Cost = quantity(
        150.0, "cost of words", "cost of either message at full strength, per 10,000 customers", "money a week",
        between(0, 1e9), plausible="x0.7:1.4",
    )  # fmt: skip
    favours: float = quantity(0.0, "favours", "share of visits that come with a small favour", "share", SHARE)
    favour_cost: Cost = quantity(
        0.1, "cost of a favour", "cost of a favour", "money", between(0, 1e9), plausible="x0.7:1.4",
    )  # fmt: skip
    pre_sale: float = quantity(
        0.0, "contact before the sale",
        "share of those who consider the firm and never bought from it whom it advises or lets try", "share", SHARE,
    )  # fmt: skip
    pre_sale_cost: Cost = quantity(
        1.0, "cost of a contact before the sale", "cost of advising one of them", "money a contact", between(0, 1e9),
        plausible="x0.7:1.4",
    )  # fmt: skip
    participation: float = quantity(
        0.0, "invitations to take part",
        "share of visits on which customers are asked to take part: to answer, to refer, to join", "share", SHARE,
    )  # fmt: skip
    participation_cost: Cost = quantity(
        0.1, "cost of an invitation", "cost of asking, and of what is given to those who do", "money an invitation",
        between(0, 1e9), plausible="x0.7:1.4",
    )  # fmt: skip


class OtherGoods(Block):
    """Another category under the firm's name, such as clothes and watches of a maker of motorcycles."""

    topic = Topic.CARE

    price: Cost = quantity(20.0, "price of other goods", "price of an item", "money", between(0, 1e9))
    usual_price: Cost = quantity(
        20.0, "usual price of such goods", "what such an item usually costs, which bounds what is paid for it", "money",
        above(0, 1e9), plausible="x0.9:1.1",
    )  # fmt: skip
    unit_cost: Cost = quantity(
        12.0, "cost of other goods", "cost of an item", "money", between(0, 1e9), plausible="x0.9:1.1",
    )  # fmt: skip
    fit: FreeRise = quantity(
        0.5, "fit with the brand", "how well the goods suit the brand", "0-1", SHARE, plausible="+-0.15",
    )  # fmt: skip
    quality: FreeRise = quantity(
        0.7, "quality of other goods", "performance of the goods", "0-1", SHARE, plausible="+-0.05",
    )  # fmt: skip

    @field_validator("price")
    @classmethod
    def _can_be_paid(cls, price: float) -> float:
        if 0.0 < price < SMALLEST_COIN:
            raise ValueError(f"{price:g} is below a cent, the least that is paid; write 0, or at least {SMALLEST_COIN}")
        return price
