"""What a firm does for customers beyond the sale, what it says of itself, and what else it sells under its name."""

from pydantic import field_validator

from simulation.reading.block import Block, Cost, quantity

SMALLEST_COIN = 0.01


class Care(Block):
    """Knowing customers, tailoring offers, confirming buyers, small favours; nothing of it by default."""

    knowledge: float = quantity(0.0, "share of what customers show that the firm keeps and uses", "0-1", ge=0, le=1)
    knowledge_cost: Cost = quantity(100.0, "cost of keeping and using all of it, per 10,000 customers",
                                     "money a week", ge=0, le=1e9)  # fmt: skip
    accuracy: float | None = quantity(
        None, "chance that an offer tailored to a well-known customer meets its wish; null tailors nothing", "0-1",
        ge=0, le=1,
    )  # fmt: skip
    tailoring_cost: Cost = quantity(0.2, "cost of tailoring an offer", "money a visit", ge=0, le=1e9)
    brand_message: float = quantity(0.0, "how strongly the firm confirms buyers in their choice of brand", "0-1",
                                    ge=0, le=1)  # fmt: skip
    service_message: float = quantity(0.0, "how strongly it confirms them in their choice of supplier", "0-1",
                                      ge=0, le=1)  # fmt: skip
    message_cost: Cost = quantity(150.0, "cost of either message at full strength, per 10,000 customers",
                                   "money a week", ge=0, le=1e9)  # fmt: skip
    favours: float = quantity(0.0, "share of visits that come with a small favour", "share", ge=0, le=1)
    favour_cost: Cost = quantity(0.1, "cost of a favour", "money", ge=0, le=1e9)


class OtherGoods(Block):
    """Another category under the firm's name, such as clothes and watches of a maker of motorcycles."""

    price: Cost = quantity(20.0, "price of an item", "money", ge=0, le=1e9)
    usual_price: Cost = quantity(20.0, "what such an item usually costs, which bounds what is paid for it", "money",
                                 gt=0, le=1e9)  # fmt: skip
    unit_cost: Cost = quantity(12.0, "cost of an item", "money", ge=0, le=1e9)
    fit: float = quantity(0.5, "how well the goods suit the brand", "0-1", ge=0, le=1)
    quality: float = quantity(0.7, "performance of the goods", "0-1", ge=0, le=1)

    @field_validator("price")
    @classmethod
    def _can_be_paid(cls, price: float) -> float:
        if 0.0 < price < SMALLEST_COIN:
            raise ValueError(f"{price:g} is below a cent, the least that is paid; write 0, or at least {SMALLEST_COIN}")
        return price
