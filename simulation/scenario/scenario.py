"""A scenario: one market, its firms and events, and the strategies to compare. Frozen; every change is a new one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, NoReturn

from pydantic import Field, ValidationInfo, WithJsonSchema, field_validator

from simulation.behavior.lapse import usual_lapse
from simulation.facts.observed import Facts, Observed
from simulation.market.events.shocks import Event
from simulation.plans import plan_paths
from simulation.plans.plan import PlanOfAFirm, Written, carried_out, plans_of
from simulation.reading import own_blocks, paths, python_values
from simulation.reading.block import Block, above, between, quantity
from simulation.reading.errors import Refused, refused, suggestion, text_of_value
from simulation.reading.pydantic_errors import InputProblem
from simulation.scenario import validation
from simulation.scenario.contract_problems import contract_problems
from simulation.scenario.money_limits import money_problems
from simulation.scenario.parameters.customers import Customers
from simulation.scenario.parameters.firm import Firm
from simulation.scenario.parameters.market import Market
from simulation.scenario.price_level import as_stated, at_price_level
from simulation.scenario.real_size import size_problems

Told = Annotated[Any, WithJsonSchema({"type": ["string", "number", "boolean", "null", "array"]})]
"""What a file tells of a number that it does not know for sure; `plausible_problems` checks it."""


HALF_A_YEAR = 26


class Run(Block):
    """How often, and with which luck."""

    seed: int = quantity(1, "seed", "number from which all luck is made", "number", between(0, 2**63 - 1))
    replicates: int = quantity(
        10, "runs of each strategy", "runs of each strategy, each with luck of its own", "count", between(1, 100_000),
    )  # fmt: skip
    panel_share: float = quantity(
        1.0, "customers in the panel", "share of customers, drawn by luck, whom a panel follows", "share", above(0, 1),
        source="P: all",
    )  # fmt: skip


class Scenario(validation.Checked):
    """Everything that a run needs, resolved: nothing is inherited any more."""

    question: str = Field(description="the question that the scenario answers")
    market: Market
    customers: Customers
    firms: dict[str, Firm] = Field(min_length=1, max_length=50, description="competitors by name")
    events: tuple[Event, ...] = Field((), description="what happens in the market, and when")
    focus: str | None = Field(None, description="firm whose outcomes the comparison judges; default: the first")
    compare: dict[str, Written] = Field({"as_is": {}}, min_length=1, description="plans, as they are written, by name")
    rivals: dict[str, dict[str, Written]] = Field({}, description="plans of rivals, for a tournament")
    plausible: dict[str, Told] = Field(
        {}, description="ranges of what is not known for sure, by path or compare.<plan>.<path>; false: not doubted"
    )
    observed: dict[str, Facts] = Field({}, description="what is known of real firms, by firm and observable")
    expect: tuple[str, ...] = Field(
        (), description="what is believed of the market, in sentences that `run --expect` checks"
    )
    ask: tuple[str, ...] = Field((), description="plans that the question sets against each other")
    run: Run
    draws: str | None = Field(None, description="file beside this one with draws of a calibration's parameters")

    @field_validator("market", "customers", "firms", "events")
    @classmethod
    def _costs_follow(cls, part: Any, info: ValidationInfo) -> Any:
        """Costs that are left out follow the usual price."""
        market = part if isinstance(part, Market) else info.data.get("market")
        return at_price_level(part, market.usual_price) if market else part

    def problems(self) -> Iterator[InputProblem]:
        """What is wrong with sound blocks taken together: money that whole cents could not hold, a size told twice."""
        yield from money_problems(self)
        yield from size_problems(self)
        yield from contract_problems(self)

    def __iter__(self) -> NoReturn:
        raise TypeError("a scenario is one value, as Mesa's batch_run must know")

    @property
    def focus_firm(self) -> str:
        """The firm whose outcomes the comparison judges."""
        return self.focus if self.focus is not None else next(iter(self.firms))

    @property
    def facts(self) -> Mapping[str, Mapping[str, Observed]]:
        """What is known of each real firm: as `observed` tells, and `observed_share` of a firm as its market share."""
        shares = {
            name: {"market_share": Observed(value=firm.observed_share)}
            for name, firm in self.firms.items()
            if firm.observed_share is not None
        }
        return {name: {**shares.get(name, {}), **self.observed.get(name, {})}
                for name in self.firms if name in shares or name in self.observed}  # fmt: skip

    @property
    def window_weeks(self) -> int:
        """Weeks of a window in which a customer's main firm is the one that it buys most from.

        Contracts are looked back on by a year, which is two windows.
        """
        is_contract = self.market.buying == "contract"
        return HALF_A_YEAR if is_contract else usual_lapse(self.customers.purchases.per_year)

    @property
    def lapse_weeks(self) -> int:
        """Weeks without a purchase after which a customer counts as lapsed: as given, else by how often people buy; one
        without a contract.
        """
        if self.market.buying == "contract":
            return 1
        return self.window_weeks if self.market.lapse_weeks is None else self.market.lapse_weeks

    @property
    def baseline(self) -> str:
        """Name of the strategy that the others are compared with."""
        return next(iter(self.compare))

    @property
    def plans(self) -> dict[str, PlanOfAFirm]:
        """What the plans under `compare` mean, by name: label, cost, and changes by path."""
        return plans_of(self.compare)

    def plans_of_rival(self, firm: str) -> dict[str, PlanOfAFirm]:
        """The same of a firm under `rivals`."""
        return plans_of(self.rivals[firm])

    def tree(self) -> dict[str, Any]:
        """The scenario as plain data, complete, as YAML writes it; `Refused` where a block's class is your own."""
        own_blocks.refuse(self)
        return self.model_dump(mode="json")

    def stated(self) -> dict[str, Any]:
        """The same, with null for each cost that nobody stated, so that it follows another usual price too.

        Blocks of own classes stay as they are.
        """
        tree: dict[str, Any] = as_stated(self, own_blocks.data(self))
        return tree

    def change(self, path: str, value: Any) -> Scenario:
        """A new scenario that differs at one dotted path, `firms.Alba.pricing.price`.

        The value may be one of NumPy's or pandas', a list or mapping of them, or a block, as `Fixed(price=9.5)`. None
        takes a firm or a strategy away, and is else a value like others: it never brings the program's default.
        Raises `Refused` where the path does not exist or the value is not allowed.
        """
        return self.changed({path: value})

    def changed(self, changes: Mapping[str, Any]) -> Scenario:
        """A new scenario with several changes, by path, validated together; a row of a table of pandas will do.

        Another `strategy` by its name alone comes with its own defaults; what the firm states otherwise stays.
        """
        tree: Any = self.stated()
        settings = {paths.parse_path(path): value for path, value in python_values.settings(changes).items()}
        for path, value in settings.items():
            tree = plan_paths.changed(tree, path, value)
        return validation.sound(Scenario, validation.asking_of_what_is_left(tree, settings))

    def allows(self, path: str, value: Any) -> bool:
        """Whether a path may have a value."""
        try:
            self.change(path, value)
        except Refused:
            return False
        return True

    def with_strategy(self, name: str) -> Scenario:
        """The scenario as if one of its strategies had always been followed, which is then its baseline.

        `Refused` when it has none of that name. To let it begin in week 1, in the market as it was until then, write
        `simulate(scenario, strategy=name)`.
        """
        if not isinstance(name, str) or name not in self.compare:
            right = suggestion(str(name), self.compare)
            raise refused(f"no strategy {text_of_value(name)} in compare; {right}", path="compare")
        changes = self.plans[name].booked(self.focus_firm)
        if name == self.baseline and not changes:
            return self
        left = carried_out(self.compare[name])
        return self.changed({**changes, "compare": {name: left, **self._but(name)}})

    def settled(self) -> Scenario:
        """The scenario under its baseline, in which the market settles during burn-in, whatever is begun in week 1."""
        return self.with_strategy(self.baseline)

    def _but(self, name: str) -> dict[str, Any]:
        return {other: changes for other, changes in self.compare.items() if other != name}


def begun_as(scenario: Scenario, strategy: str | None, settled: Scenario | None) -> tuple[Scenario, Scenario]:
    """What the firms follow from week 1 on, and what they follow before."""
    if strategy is None and settled is not None:
        return scenario, settled
    arm = scenario.settled() if strategy is None else scenario.with_strategy(strategy)
    return arm, scenario.settled() if settled is None else settled
