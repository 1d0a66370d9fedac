"""How a firm sets its service: product quality, process, technical capability, capacity, ease of purchase."""

from typing import Annotated, Literal, Self

from pydantic import Field, field_validator, model_validator

from simulation.reading.block import (
    SHARE,
    Block,
    Cost,
    Costless,
    FreeCut,
    above,
    at_least,
    between,
    default_strategy,
    no_trace,
    or_own,
    quantity,
)
from simulation.strategies.ledger import Ledger, ServiceLevel, trailing_mean

LEVELS = ("quality", "process", "technical")
PROJECT = ("Cost of raising a level by a point of a hundred, per 10,000 customers", "money")


class ServiceStrategy(Block):
    """The service that a firm is built for and opens with; strategies move the levels from there."""

    strategy: str = ""
    quality: float = quantity(0.7, "the product", "Excellence of the product itself", "0-1", SHARE, plausible="+-0.05")
    process: float = quantity(
        0.7, "the way of serving", "How well the service process is designed and run", "0-1", SHARE, plausible="+-0.05",
    )  # fmt: skip
    technical: float = quantity(
        0.7, "expertise", "Skill and knowledge behind the service", "0-1", SHARE, plausible="+-0.05",
    )  # fmt: skip
    failure_rate: FreeCut = quantity(
        0.08, "failures", "Chance that a visit goes wrong at the start, before complaints have removed causes",
        "share of visits", SHARE, source="P: 5-10 % of contacts", plausible="0.05:0.1",
    )  # fmt: skip
    major_share: FreeCut = quantity(
        0.2, "grave failures", "Share of the failures that are serious", "share of failures", SHARE,
        source="P: 80 % minor", plausible="x0.6:1.5",
    )  # fmt: skip
    capacity: Annotated[float, Costless("more", is_endless_at_0=True)] = quantity(
        0.0, "customers served in a week", "Visits that can be served; 0 is without limit",
        "visits a week per 10,000 customers", between(0, 1e9),
    )  # fmt: skip
    minutes: FreeCut = quantity(
        5.0, "minutes to serve", "Mean service time of a visit", "minutes", above(0, 1e9), plausible="x0.7:1.4",
    )  # fmt: skip
    steps: FreeCut = quantity(3.0, "steps to buy", "Steps that a customer takes to buy", "count", between(0, 50))
    cost_at_half: Cost = quantity(
        0.25, "cost of a visit", "Cost of a visit when the three levels average one half", "money a visit",
        between(0, 1e9), plausible="x0.7:1.4",
    )  # fmt: skip

    project_cost: Cost = quantity(
        0.0, "cost of a better level",
        "Cost of raising one of the three levels by a point of a hundred, per 10,000 customers", "money",
        between(0, 1e9), plausible="x0.5:2 log",
    )  # fmt: skip
    mystery_visits: float = quantity(
        0.0, "visits to rivals", "Visits to each rival that the rule needs in order to see it", "visits a week",
        between(0, 1_000),
    )  # fmt: skip

    @field_validator("capacity")
    @classmethod
    def _is_a_capacity(cls, visits: float) -> float:
        return float(no_trace(visits))

    def offer(self, ledger: Ledger) -> ServiceLevel:
        """The service of this week."""
        if ledger.week <= 0 or ledger.weeks_open == 0:
            return self.built
        return self.improved(ledger)

    def improved(self, ledger: Ledger) -> ServiceLevel:  # noqa: ARG002  # one signature for all
        """The service of a week in which the firm may change it; burn-in and opening weeks are not asked."""
        return self.built

    @property
    def built(self) -> ServiceLevel:
        """The service that the block describes."""
        return ServiceLevel(
            quality=self.quality,
            process=self.process,
            technical=self.technical,
            failure_rate=self.failure_rate,
            major_share=self.major_share,
            capacity=self.capacity,
            minutes=self.minutes,
            steps=self.steps,
            cost_at_half=self.cost_at_half,
        )

    def kept(self, ledger: Ledger) -> ServiceLevel:
        """Last week's three levels in an otherwise unchanged service."""
        now = ledger.service
        return self.built._replace(quality=now.quality, process=now.process, technical=now.technical)


class Fixed(ServiceStrategy):
    """Serve as well as ever: the levels of the block, every week."""

    strategy: Literal["fixed"] = "fixed"


class FollowSatisfaction(ServiceStrategy):
    """Spend more on process and skill when the survey falls short of its target, less when it is beaten."""

    strategy: Literal["follow_satisfaction"] = "follow_satisfaction"
    target: float = quantity(0.7, "satisfaction aimed at", "Survey satisfaction aimed at", "0-1", SHARE)
    tolerance: float = quantity(
        0.02, "distance left alone", "Distance from the target that is left alone", "points of 0-1", SHARE,
    )  # fmt: skip
    step: float = quantity(
        0.02, "size of a change", "Change of process and technical level", "points of 0-1", above(0, 1),
    )  # fmt: skip
    project_cost: Cost = quantity(800.0, "cost of a better level", *PROJECT, between(0, 1e9), plausible="x0.5:2 log")
    every_weeks: int = quantity(
        4, "weeks between decisions", "Weeks between decisions, and averaged by each", "weeks", at_least(1),
    )  # fmt: skip
    floor: float = quantity(0.3, "lowest level", "Level below which the firm never saves", "0-1", SHARE)
    ceiling: float = quantity(0.95, "highest level", "Level above which the firm never spends", "0-1", SHARE)

    @model_validator(mode="after")
    def _floor_below_ceiling(self) -> Self:
        if self.floor > self.ceiling:
            raise ValueError(f"floor {self.floor:g} is above ceiling {self.ceiling:g}")
        return self

    def improved(self, ledger: Ledger) -> ServiceLevel:
        """One step up below the target, one step down above it, in every decision week."""
        kept = self.kept(ledger)
        surveyed = trailing_mean(ledger.survey_satisfaction, self.every_weeks)
        if surveyed is None or not is_decision_week(ledger, self.every_weeks):
            return kept
        shortfall = self.target - surveyed
        if abs(shortfall) <= self.tolerance:
            return kept
        move = self.step if shortfall > 0 else -self.step
        return kept._replace(process=self._within(kept.process, move), technical=self._within(kept.technical, move))

    def _within(self, level: float, move: float) -> float:
        if move > 0:
            return max(level, min(self.ceiling, level + move))
        return min(level, max(self.floor, level + move))


class ImitateLeader(ServiceStrategy):
    """Copy what the best rival was seen to do: half a year later part of the gap is closed, and a lead wears away.

    A copy costs about two thirds of the original [MansfieldEtAl1981].
    """

    strategy: Literal["imitate_leader"] = "imitate_leader"
    lag_weeks: int = quantity(
        26, "time to copy", "Weeks until a rival's improvement can be copied", "weeks", between(1, 104),
        plausible="13:52",
    )  # fmt: skip
    share: float = quantity(
        0.7, "part of the gap closed", "Part of the gap that is closed", "share of gap", SHARE, plausible="0.5:0.9",
    )  # fmt: skip
    every_weeks: int = quantity(2, "weeks between decisions", "Weeks between decisions", "weeks", at_least(1))
    smallest_gap: float = quantity(
        0.05, "gap left alone", "Gap below which nothing is copied: it may be a misjudgement", "points of 0-1", SHARE,
    )  # fmt: skip
    project_cost: Cost = quantity(
        520.0, "cost of a better level", *PROJECT, between(0, 1e9),
        source="P: 65 % of the original's; that share V2: Mansfield et al. 1981", plausible="x0.5:2 log",
    )  # fmt: skip
    mystery_visits: float = quantity(
        8.0, "visits to rivals", "Visits to each rival, to see what is worth copying", "visits a week", between(0, 1e9),
    )  # fmt: skip

    def improved(self, ledger: Ledger) -> ServiceLevel:
        """The three levels: own ones of `lag_weeks` ago and part of the gap to the leader of that time, or better."""
        kept = self.kept(ledger)
        seen = min(len(ledger.best_rival_service), len(ledger.services)) >= self.lag_weeks
        if not seen or not is_decision_week(ledger, self.every_weeks):
            return kept
        leader, own = ledger.best_rival_service[-self.lag_weeks], ledger.services[-self.lag_weeks]
        return kept._replace(
            quality=max(kept.quality, self._closer(own.quality, leader.quality)),
            process=max(kept.process, self._closer(own.process, leader.process)),
            technical=max(kept.technical, self._closer(own.technical, leader.technical)),
        )

    def _closer(self, own: float, leader: float) -> float:
        gap = leader - own
        return own + self.share * gap if gap > self.smallest_gap else own


class ContinuousImprovement(ServiceStrategy):
    """Raise all three levels a little every quarter, whatever rivals do: what they copy is yesterday's."""

    strategy: Literal["continuous_improvement"] = "continuous_improvement"
    step: float = quantity(0.02, "rise of each level", "Rise of each level", "points of 0-1", SHARE)
    every_weeks: int = quantity(13, "weeks between rises", "Weeks between rises", "weeks", at_least(1))
    ceiling: float = quantity(0.98, "highest level", "Level above which nothing is raised", "0-1", SHARE)
    project_cost: Cost = quantity(800.0, "cost of a better level", *PROJECT, between(0, 1e9), plausible="x0.5:2 log")

    def improved(self, ledger: Ledger) -> ServiceLevel:
        """All three levels a step higher in every decision week."""
        kept = self.kept(ledger)
        if not is_decision_week(ledger, self.every_weeks):
            return kept
        return kept._replace(**{name: raised(getattr(kept, name), self.step, self.ceiling) for name in LEVELS})


class ImproveWhatMatters(ServiceStrategy):
    """Spend where the survey says that it matters most to customers; without a survey, where the manager guesses."""

    strategy: Literal["improve_what_matters"] = "improve_what_matters"
    step: float = quantity(0.03, "rise of a level", "Rise of the level that matters most", "points of 0-1", SHARE)
    every_weeks: int = quantity(13, "weeks between rises", "Weeks between rises", "weeks", at_least(1))
    ceiling: float = quantity(0.98, "highest level", "Level above which nothing is raised", "0-1", SHARE)
    project_cost: Cost = quantity(800.0, "cost of a better level", *PROJECT, between(0, 1e9), plausible="x0.5:2 log")

    def improved(self, ledger: Ledger) -> ServiceLevel:
        """The level that is believed to matter most a step higher in every decision week."""
        kept = self.kept(ledger)
        if not ledger.matters or not is_decision_week(ledger, self.every_weeks):
            return kept
        name = LEVELS[max(range(3), key=ledger.matters.__getitem__)]
        return kept._replace(**{name: raised(getattr(kept, name), self.step, self.ceiling)})


def raised(level: float, step: float, ceiling: float) -> float:
    """A level one step higher, not above the ceiling, never lower."""
    return max(level, min(level + step, ceiling))


def is_decision_week(ledger: Ledger, every_weeks: int) -> bool:
    """Whether a firm that decides every so many reported weeks decides in this one; week 1 is the first."""
    return ledger.week >= 1 and (ledger.week - 1) % every_weeks == 0


Service = Annotated[
    Annotated[
        Fixed | FollowSatisfaction | ImitateLeader | ContinuousImprovement | ImproveWhatMatters,
        Field(discriminator="strategy"),
    ],
    default_strategy("fixed"),
    or_own(ServiceStrategy),
]
