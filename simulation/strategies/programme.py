"""What a firm gives customers for coming back: points, a free tenth, tiers, years, money back, a fee, coupons."""

from abc import abstractmethod
from typing import Annotated, Literal, NamedTuple, Self

from pydantic import Field, model_validator

from simulation.reading.block import SHARE, Block, Cost, FreeRise, above, at_least, between, quantity
from simulation.state.programme_kinds import BY_FEE, BY_VISITS, BY_YEARS, SAVED

STEPS = 4
"""Steps that a programme may have."""
VISITS_A_YEAR = 52
NO_LIMIT = 1e9

Share = Annotated[float, Field(ge=0, le=1)]


class RewardTerms(NamedTuple):
    """A programme as customers meet it, whatever it is called; money, weeks, shares."""

    kind: float
    joining: float = 1.0  # chance that a buyer who values rewards fully joins on a visit
    is_automatic: float = 0.0  # 1 where nobody has to join
    by_money: float = 0.0  # balance earned by a unit of money paid
    by_unit: float = 0.0  # balance earned by a unit paid
    by_visit: float = 0.0  # balance earned by a visit
    given: float = 1.0  # chance that a visit earns anything
    threshold: float = 1.0  # balance at which a reward is due
    reward_money: float = 0.0  # money that a reward takes off the bill
    reward_units: float = 0.0  # units that it takes off the bill
    claimed: float = 1.0  # chance that what is due is claimed on a visit
    most: float = NO_LIMIT  # balance beyond which nothing is earned
    expiry: float = 0.0  # weeks since the last purchase after which a balance lapses; 0: never
    fee: float = 0.0  # money a year
    step_from: tuple[float, ...] = ()  # visits of the last 52 weeks, or years, from which a discount holds
    step_share: tuple[float, ...] = ()  # that discount, share of the bill


class ProgrammeBlock(Block):
    """What every programme has: what running it costs."""

    running_cost: Cost = quantity(
        100.0, "cost of running the programme", "cards, systems, mailings and staff, per 10,000 customers",
        "money a week", between(0, 1e9), plausible="x0.5:2 log",
    )  # fmt: skip
    member_cost: Cost = quantity(
        0.01, "cost of a member", "cost of a member, whether it buys or not", "money a week", between(0, 1e6),
        plausible="x0.5:2 log",
    )  # fmt: skip

    @abstractmethod
    def terms(self) -> RewardTerms:
        """What it is to customers."""


class Joined(ProgrammeBlock):
    """A programme that customers join or not."""

    joining: FreeRise = quantity(
        0.3, "ease of joining",
        "chance that a buyer who cares fully for rewards joins on a visit; others by their care for rewards", "share",
        SHARE, plausible="x0.6:1.6",
    )  # fmt: skip


class SavedUp(Joined):
    """A programme with a balance that grows until a reward is due."""

    claimed: FreeRise = quantity(
        0.8, "rewards claimed", "chance that a reward that is due is claimed on a visit", "share", SHARE,
        plausible="x0.8:1.2",
    )  # fmt: skip
    expiry_weeks: int = quantity(
        104, "weeks until a balance lapses",
        "weeks without a purchase from the firm after which a balance lapses; 0: never", "weeks", at_least(0),
    )  # fmt: skip


class Points(SavedUp):
    """Points for money spent, and money off for so many points."""

    strategy: Literal["points"] = "points"
    earn: float = quantity(1.0, "points earned", "Points for each unit of money paid", "points", above(0, 1e6))
    burn: Cost = quantity(100.0, "points of a reward", "Points that a reward takes", "points", above(0, 1e9))
    value: Cost = quantity(
        5.0, "worth of a reward", "Money that a reward takes off the bill", "money", above(0, 1e9),
    )  # fmt: skip

    def terms(self) -> RewardTerms:
        """Points are earned by money and burnt for money off."""
        return RewardTerms(
            SAVED, self.joining, by_money=self.earn, threshold=self.burn, reward_money=self.value,
            claimed=self.claimed, expiry=float(self.expiry_weeks),
        )  # fmt: skip


class NthFree(SavedUp):
    """A stamp for every unit paid, and the nth unit free."""

    strategy: Literal["nth_free"] = "nth_free"
    every: int = quantity(10, "which one is free", "Units after which one is free, the free one counted", "units",
                          between(2, 10_000))  # fmt: skip

    def terms(self) -> RewardTerms:
        """One stamp less than `every`, then a unit off the bill."""
        return RewardTerms(
            SAVED, self.joining, by_unit=1.0, threshold=float(self.every - 1), reward_units=1.0,
            claimed=self.claimed, expiry=float(self.expiry_weeks),
        )  # fmt: skip


class Cashback(SavedUp):
    """A share of what is paid is credited, and paid back when enough of it has come together."""

    strategy: Literal["cashback"] = "cashback"
    rate: float = quantity(0.03, "money back", "Share of what is paid that is credited", "share", above(0, 1))
    payout: Cost = quantity(5.0, "credit paid out", "Credit from which on it is paid out", "money", above(0, 1e9))

    def terms(self) -> RewardTerms:
        """Credit is earned by money and paid out in money."""
        return RewardTerms(
            SAVED, self.joining, by_money=self.rate, threshold=self.payout, reward_money=self.payout,
            claimed=self.claimed, expiry=float(self.expiry_weeks),
        )  # fmt: skip


class Coupons(ProgrammeBlock):
    """A coupon with some purchases, good for money off the next one while it is valid."""

    strategy: Literal["coupons"] = "coupons"
    value: Cost = quantity(1.0, "worth of a coupon", "Money that it takes off the bill", "money", above(0, 1e9))
    given: float = quantity(0.3, "coupons given", "Share of visits that come with a coupon", "share", SHARE)
    valid_weeks: int = quantity(8, "weeks of validity", "Weeks for which it is good", "weeks", at_least(1))
    claimed: FreeRise = quantity(
        0.5, "coupons claimed", "Chance that a coupon at hand is used on a visit", "share", SHARE, plausible="x0.6:1.6",
    )  # fmt: skip

    def terms(self) -> RewardTerms:
        """A balance of one at most, which is a reward."""
        return RewardTerms(
            SAVED, is_automatic=1.0, by_visit=1.0, given=self.given, reward_money=self.value, claimed=self.claimed,
            most=1.0, expiry=float(self.valid_weeks),
        )  # fmt: skip


class Tiers(Joined):
    """A discount that rises with the visits of the last 52 weeks, and is lost with them."""

    strategy: Literal["tiers"] = "tiers"
    from_visits: tuple[Annotated[int, Field(ge=1, le=VISITS_A_YEAR)], ...] = quantity(
        (6, 12), "visits of each tier", "Visits within 52 weeks from which each tier is held; at most one a week",
        "visits",
    )  # fmt: skip
    discounts: tuple[Share, ...] = quantity(
        (0.03, 0.06), "discount of each tier", "Share of the bill that each tier takes off", "share",
    )  # fmt: skip

    @model_validator(mode="after")
    def _tiers_rise(self) -> Self:
        rising("from_visits", self.from_visits, self.discounts)
        return self

    def terms(self) -> RewardTerms:
        """Steps by visits."""
        return RewardTerms(
            BY_VISITS, self.joining, step_from=tuple(map(float, self.from_visits)), step_share=self.discounts,
        )  # fmt: skip


class TenureDiscount(ProgrammeBlock):
    """A discount for who has been a customer for so many years; nobody has to join."""

    strategy: Literal["tenure_discount"] = "tenure_discount"
    from_years: tuple[Annotated[float, Field(ge=0, le=1_000)], ...] = quantity(
        (2.0,), "years of each step", "Years since the first purchase from which each step holds", "years",
    )  # fmt: skip
    discounts: tuple[Share, ...] = quantity(
        (0.1,), "discount of each step", "Share of the bill that each step takes off", "share",
    )  # fmt: skip

    @model_validator(mode="after")
    def _steps_rise(self) -> Self:
        rising("from_years", self.from_years, self.discounts)
        return self

    def terms(self) -> RewardTerms:
        """Steps by years."""
        return RewardTerms(BY_YEARS, is_automatic=1.0, step_from=self.from_years, step_share=self.discounts)


class PaidMembership(Joined):
    """A discount for who pays a fee each year."""

    strategy: Literal["paid_membership"] = "paid_membership"
    fee: Cost = quantity(20.0, "fee", "Fee of a membership", "money a year", between(0, 1e9))
    discount: float = quantity(0.1, "discount of members", "Share of the bill that members do not pay", "share", SHARE)

    def terms(self) -> RewardTerms:
        """One step, for a fee."""
        return RewardTerms(BY_FEE, self.joining, fee=self.fee, step_from=(0.0,), step_share=(self.discount,))


Programme = Annotated[
    Points | NthFree | Tiers | TenureDiscount | Cashback | PaidMembership | Coupons, Field(discriminator="strategy")
]


def rising(name: str, steps: tuple[float, ...], discounts: tuple[float, ...]) -> None:
    """ValueError where steps and their discounts do not go up together, one discount a step."""
    if not 0 < len(steps) <= STEPS:
        raise ValueError(f"{name} has {len(steps)} steps; write 1 to {STEPS}")
    if len(discounts) != len(steps):
        raise ValueError(f"{name} has {len(steps)} steps but there are {len(discounts)} discounts; write one for each")
    for what, numbers in ((name, steps), ("discounts", discounts)):
        if list(numbers) != sorted(set(numbers)):
            right = ", ".join(f"{number:g}" for number in sorted(set(numbers)))
            raise ValueError(f"{what} must rise from step to step; write [{right}]")
