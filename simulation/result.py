"""The main entrance: `simulate(scenario)` runs one market and returns its tables."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypedDict, TypeVar, Unpack, overload

import numpy as np
import pandas as pd

from simulation.loyalty import LOYALTY_TYPES
from simulation.measurement.contract_metrics import contract_equity, measured_under_contract
from simulation.measurement.customer_equity import Terms, equity
from simulation.measurement.formulas import Metrics, Record
from simulation.measurement.metrics import METRICS, measured
from simulation.measurement.recorder import YEAR
from simulation.measurement.records import Recorded, money_by_standing, records
from simulation.model import Look, LoyaltyModel, Watch, run_to_end
from simulation.population.arrivals import dropout_of, people_of
from simulation.population.years_of_tenure import growth_of, premium_of
from simulation.scenario.scenario import Scenario
from simulation.state.standings import STANDINGS
from simulation.state.switch_reasons import REASONS
from simulation.week.standing import count_standings

if TYPE_CHECKING:
    from simulation.panel.recorder import PanelRecorder

DIRECT = ("unit", "compensation")
FLOW_DIGITS = 6
"""Decimals of a sum: more are noise. Of money they are parts of a cent, as what a plan costs has them."""
Seen = TypeVar("Seen")
Source = Scenario | str | os.PathLike[str]
"""A scenario, or its name or file."""


@dataclass(frozen=True, repr=False)
class Result:
    """One run. `weekly`, `segments`, `flows`, `standing` are tidy tables; `outcomes` has one number a firm and metric.

    `standing` has what new, regular, loyal and lapsed customers brought in the reported weeks, booked by how each stood
    with the firm when it bought, and how many of each the firm has at the end. `settled` has the active customers that
    each firm had at the end of burn-in: none of any where there is no burn-in.
    """

    strategy: str
    replicate: int
    weekly: pd.DataFrame
    segments: pd.DataFrame
    flows: pd.DataFrame
    standing: pd.DataFrame
    outcomes: Mapping[tuple[str, str], float]
    settled: Mapping[str, int]

    def to_frame(self) -> pd.DataFrame:
        """The outcomes: a row a metric, a column a firm."""
        return pd.Series(self.outcomes).unstack(0, sort=False)  # noqa: PD010  # a row a pair: there is nothing to sum

    def __repr__(self) -> str:
        """Such as `<Result as_is, replicate 1: 4 firms, 60 metrics, 104 weeks>`."""
        firms, metrics = (len(set(names)) for names in zip(*self.outcomes, strict=True))
        sizes = f"{firms} firms, {metrics} metrics, {self.weekly['week'].nunique()} weeks"
        return f"<{type(self).__name__} {self.strategy}, replicate {self.replicate}: {sizes}>"

    def _repr_html_(self) -> str:
        """The outcomes as a table, for a notebook."""
        return str(self.to_frame().to_html(float_format="{:,.3g}".format))


@dataclass(frozen=True, repr=False)
class PanelResult(Result):
    """One run with its panel: every purchase, every trip, every offer considered on one, every customer at the end.

    `simulation/panel/columns.py` says what each column means.
    """

    transactions: pd.DataFrame
    trips: pd.DataFrame
    offers: pd.DataFrame
    customers: pd.DataFrame


class Watching(TypedDict, total=False):
    """Who looks at a run while it lives."""

    audit: bool
    each_week: Look


class Living(Watching, total=False):
    """How a run is lived, panel or not."""

    strategy: str | None
    settled: Scenario | None
    threads: int


@overload
def simulate(
    scenario: Source, replicate: int = 1, *, panel: Literal[True], **living: Unpack[Living]
) -> PanelResult: ...
@overload
def simulate(scenario: Source, replicate: int = 1, *, panel: bool = False, **living: Unpack[Living]) -> Result: ...
def simulate(
    scenario: Source,
    replicate: int = 1,
    *,
    strategy: str | None = None,
    settled: Scenario | None = None,
    threads: int = 1,
    panel: bool = False,
    **watching: Unpack[Watching],
) -> Result:
    """Run one replicate of a scenario under one of its strategies, by default its baseline: what `compare` compares.

    Firms follow the baseline during burn-in, and begin with the strategy in week 1. `Refused` where the scenario has no
    strategy of that name. With `settled`, firms follow that scenario during burn-in, and this one as it stands after.

    `threads` changes speed only. With `panel`, the result has its transactions, trips, offers and customers, too.
    `audit` checks the conservation of money and customers every week, and raises `AssertionError` on a breach.
    `each_week` sees the model after every week, and must leave it as it is.
    """
    model = LoyaltyModel(scenario, replicate, strategy=strategy, settled=settled, threads=threads)
    if panel:
        return _with_panel(model, watching)
    return look_at_end(model, _own_result, **watching)


def _own_result(model: LoyaltyModel) -> Result:
    return result_of(model, model.strategy, model.replicate)


def _with_panel(model: LoyaltyModel, watching: Watching) -> PanelResult:
    import pyarrow as pa  # loaded only where it is used

    from simulation.panel.recorder import Label, PanelRecorder

    parts: dict[str, list[pa.Table]] = {}
    label = Label(model.scenario_in_use, model.strategy, model.replicate)
    recorder = PanelRecorder(label, lambda file, table: parts.setdefault(file, []).append(table))
    result = look_at_end(model, _own_result, shown_to(recorder), **watching)
    frames = {file.removesuffix(".parquet"): pa.concat_tables(tables).to_pandas() for file, tables in parts.items()}
    return PanelResult(**vars(result), **frames)


def shown_to(recorder: PanelRecorder) -> Watch:
    """What shows a model to the recorder of its panel."""

    def after_week(model: LoyaltyModel) -> None:
        recorder.after_week(model.world, model.moment)
        if not model.running:
            recorder.at_end(model.world, model.moment, worth_to_firms(model))

    return Watch(after_week, lambda model: recorder.at_choice(model.world, model.nature, model.moment))


def worth_to_firms(model: LoyaltyModel) -> np.ndarray:
    """What each firm's customer base is worth a cent of what serving it left in the last 52 reported weeks, money.

    Shape (firms,); 0 where it is not known yet, or where nothing was left.
    """
    from simulation.panel.recorder import worth_by_margin

    weeks = model.recorder.weeks[model.scenario_in_use.market.burn_in_weeks :][-YEAR:]
    outcomes = outcomes_of(model)
    return worth_by_margin(weeks, np.array([outcomes.get((firm.name, "clv"), 0.0) for firm in model.firms]))


def look_at_end(
    model: LoyaltyModel,
    look: Callable[[LoyaltyModel], Seen],
    watch: Watch | None = None,
    *,
    audit: bool = False,
    each_week: Look | None = None,
) -> Seen:
    """What a look at the model gives at its end; the model is let go. `watch` and `each_week` see it live."""
    watch = watch or Watch()
    looks = [one for one in (LoyaltyModel.audit if audit else None, watch.each_week, each_week) if one is not None]

    def seen_each_week(model: LoyaltyModel) -> None:
        for one in looks:
            one(model)

    seen = look(run_to_end(model, seen_each_week, watch.at_choice))
    model.release()
    return seen


def result_of(model: LoyaltyModel, strategy: str = "as_is", replicate: int = 1) -> Result:
    """The tables of the weeks that a model has lived through."""
    firms = [firm.name for firm in model.firms]
    kinds = people_of(model.world, model.nature.coming_and_going.vacancy, model.week)
    by_type, by_firm = recorded(model, kinds)
    terms = terms_of(model)
    weekly, segments = (_metrics(seen, terms, has_contracts=model.has_contracts) for seen in (by_firm, by_type))
    label: dict[str, str | int] = {"strategy": strategy, "replicate": replicate}
    return Result(
        strategy=strategy,
        replicate=replicate,
        weekly=_table(weekly, label, {"firm": firms}),
        segments=_table(segments, label, {"firm": firms, "segment": list(LOYALTY_TYPES)}),
        flows=_flows(model, label, firms),
        standing=_standing(model, label, firms),
        outcomes=_outcomes(by_firm.record, weekly, firms, has_contracts=model.has_contracts),
        settled=model.settled_customers,
    )


def outcomes_of(model: LoyaltyModel) -> dict[tuple[str, str], float]:
    """The outcomes alone, one number a firm and metric: a third of the work of all tables."""
    firms = [firm.name for firm in model.firms]
    kinds = people_of(model.world, model.nature.coming_and_going.vacancy, model.week)
    _, by_firm = recorded(model, kinds)
    has_contracts = model.has_contracts
    weekly = _metrics(by_firm, terms_of(model), has_contracts=has_contracts)
    return _outcomes(by_firm.record, weekly, firms, has_contracts=has_contracts)


def recorded(model: LoyaltyModel, kinds: np.ndarray) -> tuple[Recorded, Recorded]:
    """What the recorder of a model holds, by firm and type, and by firm; `kinds` as of `records`."""
    recorder = model.recorder
    return records(recorder.weeks, model.scenario_in_use.market.burn_in_weeks, recorder.window_weeks, kinds)


def terms_of(model: LoyaltyModel) -> Terms:
    """What customers are valued by."""
    scenario, nature = model.scenario_in_use, model.nature
    return Terms(
        discount_rate=scenario.market.discount_rate,
        renewal=min(nature.purchases.renewal, 1.0),
        dropout=dropout_of(model.world, nature.coming_and_going.vacancy, model.week),
        growth=growth_of(scenario.customers),
        premium=premium_of(scenario.customers),
        tenure=nature.tenure,
    )


def _metrics(seen: Recorded, terms: Terms, *, has_contracts: bool) -> Metrics:
    """Every metric of a market of trips, or of one of contracts."""
    counts = np.moveaxis(seen.record.counts, 1, 0)
    if has_contracts:
        worth = contract_equity(counts, seen.past, terms)
        return measured_under_contract(seen.record) | worth
    return measured(seen.record) | equity(counts, seen.past, seen.record.customers, terms)


def _table(metrics: Metrics, label: dict[str, str | int], axes: dict[str, list[str]]) -> pd.DataFrame:
    """Long and tidy: one row a week and cell, one column a metric, in the order of METRICS."""
    weeks = range(1, next(iter(metrics.values())).shape[0] + 1)
    index = pd.MultiIndex.from_product([weeks, *axes.values()], names=["week", *axes])
    table = pd.DataFrame({name: metrics[name].reshape(-1) for name in METRICS if name in metrics}, index=index)
    table = table.reset_index()
    for place, (name, value) in enumerate(label.items()):
        table.insert(place, name, value)
    return table


def _flows(model: LoyaltyModel, label: dict[str, str | int], firms: list[str]) -> pd.DataFrame:
    """Switches by week, origin, destination and reason."""
    weeks = model.recorder.weeks[model.scenario_in_use.market.burn_in_weeks :]
    rows = [(week, *switch) for week, entry in enumerate(weeks, start=1) for switch in entry.switches.tolist()]
    return pd.DataFrame(
        [(*label.values(), week, firms[left], firms[to], REASONS[why], count) for week, left, to, why, count in rows],
        columns=[*label, "week", "origin", "destination", "reason", "customers"],
    )


def _standing(model: LoyaltyModel, label: dict[str, str | int], firms: list[str]) -> pd.DataFrame:
    """Customers at the end, revenue and profit over the reported weeks, by firm and standing."""
    customers = np.zeros((len(firms), len(STANDINGS)), np.int64)
    count_standings(model.world, model.moment, customers)
    money = money_by_standing(model.recorder.weeks[model.scenario_in_use.market.burn_in_weeks :])
    index = pd.MultiIndex.from_product([*([value] for value in label.values()), firms, STANDINGS])
    table = pd.DataFrame({"customers": customers.reshape(-1)}, index=index.set_names([*label, "firm", "standing"]))
    table["revenue"], table["profit"] = money.revenue.reshape(-1) / 100.0, money.profit.reshape(-1) / 100.0
    return table.reset_index()


def _outcomes(
    record: Record, weekly: Metrics, firms: list[str], *, has_contracts: bool
) -> dict[tuple[str, str], float]:
    """One number a firm and metric: flows summed, stocks at the end, rates over the last year."""
    rates = (measured_under_contract if has_contracts else measured)(_last_year(record))
    found: dict[tuple[str, str], float] = {}
    for name, values in weekly.items():
        kind = METRICS[name].kind
        numbers = values.sum(axis=0) if kind == "flow" else values[-1] if kind == "stock" else rates[name][0]
        numbers = np.round(numbers, FLOW_DIGITS) if kind == "flow" else numbers
        for j, firm in enumerate(firms):
            if np.isfinite(numbers[j]):
                found[firm, name] = float(numbers[j])
    return found


def _last_year(record: Record) -> Record:
    """The last 52 weeks as if they were one: counts summed, prices and waits averaged."""
    return Record(
        counts=_summed(record.counts[-YEAR:]),
        sums=_summed(record.sums[-YEAR:]),
        costs=_summed(record.costs[-YEAR:]),
        prices=record.prices[-YEAR:].mean(axis=0, keepdims=True),
        waits=record.waits[-YEAR:].mean(axis=0, keepdims=True),
        morale=record.morale[-YEAR:].mean(axis=0, keepdims=True),
        answers=_summed(record.answers[-YEAR:]),
        totals=_summed(record.totals[-YEAR:]),
        customers=record.customers,
    )


def _summed(values: np.ndarray) -> np.ndarray:
    total: np.ndarray = values.sum(axis=0, keepdims=True)
    return total
