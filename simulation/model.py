"""The market as a Mesa model: firms are agents, customers an agent set over tables, a step is a week."""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np

from simulation.array_agents import ArrayModel
from simulation.behavior.lapse import base_weeks
from simulation.behavior.moment import Moment
from simulation.behavior.parameters import Messages
from simulation.behavior.relationship_marketing import regained
from simulation.contract.first_day import sign_first
from simulation.contract.tariff_sheet import write_tariff
from simulation.contract.weeks import reflect_contracts, spend_week
from simulation.engine.chance import replicate_luck, uniforms
from simulation.engine.luck import Luck
from simulation.engine.rule_replacement import look_again
from simulation.engine.settled_threads import settled_threads
from simulation.engine.time_spent import timed
from simulation.firm.accounting import Felt, weekly_and_once
from simulation.firm.complaint_desk import Desk, line_up
from simulation.firm.firm import Firm
from simulation.firm.market_view import PER, MarketView, Opening
from simulation.firm.offer import age_shelves, offer_programme
from simulation.market.network import build
from simulation.measurement.conservation import check_conservation
from simulation.measurement.contract_audit import check_contracts
from simulation.measurement.recorder import YEAR, Closed, Recorder
from simulation.mesa_agents.customer import Customer, population_of
from simulation.mesa_agents.data_collector import collector
from simulation.mesa_agents.decision_diary import Diaries
from simulation.mesa_agents.replicate_number import replicate_of
from simulation.population.allocate import empty_world, populate
from simulation.population.arrivals import arrival_chance
from simulation.population.compile_parameters import employees_of, nature_of
from simulation.reading.errors import refused
from simulation.reading.python_values import whole
from simulation.scenario.load import varied
from simulation.scenario.money_limits import dearest_price
from simulation.scenario.real_size import scale_of, sizing_firm
from simulation.scenario.scenario import Scenario, begun_as
from simulation.state import counts as m
from simulation.state.decisions import NETWORK
from simulation.week.shop import FROM_THE_PURCHASE, TO_THE_CHOICE, reflect, shop
from simulation.week.visit_lists import comparisons

Phase = Callable[..., None]
Look = Callable[["LoyaltyModel"], object]


class LoyaltyModel(ArrayModel):
    """Firms compete for customers of several loyalty types, week by week; the same seed gives the same market.

    All luck is a function of (seed, replicate, week, customer, decision): Mesa's random generators play no part.
    `threads` changes how fast a week passes, never what happens in it. During burn-in the firms follow the scenario's
    baseline, and in week 1 they turn to `strategy`, which is one of those under `compare`: a change made in a settled
    market. With `settled`, they follow that one during burn-in, and the scenario is taken as it stands.

    Mesa's `batch_run` and visualisation vary flat keywords: a scenario goes by its name; `customers`, `weeks` and
    `seed` are the scenario's, and any further keyword is a path in it (`**{"firms.Alba.pricing.price": 9.5}`; Mesa
    wants it named `kwargs`). `rng` is Mesa's word for `replicate`; `batch_run(…, iterations=4)` runs replicates 1 to 4.
    """

    def __init__(
        self,
        scenario: Scenario | str | os.PathLike[str] = "baseline",
        replicate: int | None = None,
        *,
        strategy: str | None = None,
        settled: Scenario | None = None,
        threads: int = 1,
        rng: Any = None,
        **kwargs: Any,
    ) -> None:
        self.replicate = replicate_of(replicate, rng)
        look_again()
        super().__init__(rng=self.replicate)
        scenario, before = begun_as(varied(scenario, kwargs), strategy, settled)
        self.scenario_in_use, self.strategy = scenario, scenario.baseline
        self.luck = replicate_luck(scenario.run.seed, self.replicate)
        self.nature = nature_of(scenario)
        self.has_contracts = scenario.market.buying == "contract"
        self.week = 0
        self.trust = 1.0
        self.threads = whole(threads, "threads")
        self._pool: ThreadPoolExecutor | None = None
        self.scale = scenario.market.customers / PER
        self.part = self.scale if sizing_firm(scenario) else 1.0 / scale_of(scenario, {})
        self.settled_customers = dict.fromkeys(scenario.firms, 0)
        self.dearest = dearest_price(scenario)
        firms = {**scenario.firms, **before.firms}
        opening = opening_of(scenario, self.luck)
        self.firms = [Firm(self, name, j, firms[name], opening, self.view) for j, name in enumerate(scenario.firms)]
        self.recorder = Recorder(scenario.window_weeks)
        self.datacollector = collector()
        self.diaries = Diaries([firm.name for firm in self.firms])
        self.at_choice: Look | None = None
        self.desks = [Desk(firm.row) for firm in self.firms]
        self._build_world()
        self.running = self.week < self.last_week

    def __repr__(self) -> str:
        """Such as `<LoyaltyModel as_is, replicate 1: week 3 of 104, 4 firms, 20,000 customers>`."""
        market = self.scenario_in_use.market
        passed = f"week {self.reported_week} of {market.weeks}"
        when = passed if self.reported_week > 0 else f"burn-in, week {self.week} of {market.burn_in_weeks}"
        size = f"{len(self.firms)} firms, {market.customers:,} customers"
        return f"<LoyaltyModel {self.strategy}, replicate {self.replicate}: {when}, {size}>"

    def _build_world(self) -> None:
        scenario, market = self.scenario_in_use, self.scenario_in_use.market
        net = market.network
        self.world = empty_world(
            scenario, build(net.kind, market.customers, net.neighbours, net.rewiring, self._network_luck)
        )
        for firm in self.firms:
            firm.decide()
        self._open_doors()
        for _ in range(self.world.earlier.price.shape[1]):
            age_shelves(self.world.firms, self.world.earlier)
        prices = np.where(self.world.firms.is_open > 0.0, self.world.firms.price, market.usual_price)
        populate(self.world, self.nature, scenario, self.luck, prices)
        if self.has_contracts:
            sign_first(self.world, self.nature, self.luck)
        self.customers = self.add_rows(Customer, population_of(self.world))

    def _open_doors(self) -> None:
        """Let customers find what every firm offers, its programme, and what its contract says."""
        for firm in self.firms:
            firm.open_doors(self.world.firms, self.world.attributes)
            offer_programme(self.world.programmes, firm.row, firm.block.programme)
            if self.has_contracts:
                write_tariff(self.world.tariffs, firm.row, firm.block.contract, firm.conditions)

    def _network_luck(self, use: int, count: int) -> np.ndarray:
        return uniforms(self.luck, NETWORK, use, count)

    @property
    def last_week(self) -> int:
        """The last week of the run, burn-in included."""
        return self.scenario_in_use.market.burn_in_weeks + self.scenario_in_use.market.weeks

    @property
    def reported_week(self) -> int:
        """The week as the tables count it, from 1; 0 and below during burn-in."""
        return self.week - self.scenario_in_use.market.burn_in_weeks

    def _take_stock(self) -> None:
        """Before week 1: how many active customers each firm has, and what part of the real market is simulated."""
        scenario, newest = self.scenario_in_use, self.world.relationships.last_purchase
        active = np.count_nonzero(newest > self.week - 1 - scenario.lapse_weeks, axis=1).tolist()
        self.settled_customers = dict(zip(scenario.firms, active, strict=True))
        name = sizing_firm(scenario)
        if name is None or self.settled_customers[name]:
            self.part = 1.0 / scale_of(scenario, self.settled_customers)

    def view(self) -> MarketView:
        """The market as its firms see it now."""
        scenario = self.scenario_in_use
        return MarketView(
            week=self.week,
            reported_week=self.reported_week,
            offers={firm.row: firm.conditions for firm in self.firms if firm.conditions.is_open},
            events=scenario.events,
            dearest=self.dearest,
            scale=self.scale,
            part=self.part,
            weights=scenario.customers.experience,
            messages=self.nature.messages,
            trust=self.trust,
            reputation_keep=float(0.5 ** (1.0 / scenario.customers.reputation.half_life)),
            standing_keep=float(0.5 ** (1.0 / scenario.customers.reference_price.tier_half_life)),
            saved=self.nature.knowledge.saved,
        )

    def step(self) -> None:
        """One week in the market, in the order in which things happen."""
        self.open_week()  # a new week, its demand and its luck
        self.firms_decide()  # prices, promotions, service, complaint handling; events
        self.customers_shop()  # hear; choose; pay, experience, judge, complain
        self.firms_recover()  # the desks answer, within capacity
        self.customers_reflect()  # reference price, habit, affect, conviction, news; the census
        self.close_books()  # profit, market research
        self.datacollector.collect(self)  # for users of Mesa's own tools

    def open_week(self) -> None:
        """The next week begins."""
        self.week += 1
        scenario = self.scenario_in_use
        if self.reported_week == 1:
            self._take_stock()
        season = scenario.market.season.demand(self.reported_week)
        demand = math.prod((event.demand(self.reported_week) for event in scenario.events), start=season)
        base = base_weeks(self.week, scenario.window_weeks)
        self.moment = Moment(
            luck=self.luck,
            week=self.week,
            demand=demand,
            lapse_weeks=scenario.lapse_weeks,
            reported_week=self.reported_week,
            base_weeks=base,
            arrival=arrival_chance(scenario.customers.coming_and_going, self.world, self.week, self.reported_week),
        )

    def firms_decide(self) -> None:
        """All firms decide on what they knew at the end of last week, then open their doors."""
        for firm in self.firms:
            if self.reported_week == 1:
                firm.turn_to(self.scenario_in_use.firms[firm.name])
            firm.decide()
        age_shelves(self.world.firms, self.world.earlier)
        self._open_doors()
        self.moment = self.moment._replace(has_programmes=bool(self.world.programmes.kind.any()))

    def watch(self, row: int) -> None:
        """Keep a diary of this customer's decisions from now on: `model.customers[row].diary`.

        `Refused` in a market of contracts, whose decisions stand in `model.world.contracts`.
        """
        if self.has_contracts:
            raise refused(
                "nobody keeps a diary in a market of contracts yet; read model.world.contracts", place="watch"
            )
        self.diaries.entries.setdefault(self.customers[row].row, [])

    def customers_shop(self) -> None:
        """Customers hear, choose, buy and judge; decisions of watched ones are foreseen one by one, then held to it."""
        if self.has_contracts:
            self.run_phase(spend_week)
            return
        foreseen = self.diaries.foresee(self.world, self.nature, self.moment)
        if self.at_choice is None:
            self.run_phase(shop)
        else:
            self._shop_in_parts(self.at_choice)
        self.diaries.note(self.world, self.nature, self.moment, foreseen)

    def _shop_in_parts(self, look: Look) -> None:
        """The same phase by phase, with a look at customers who have chosen and not paid yet."""
        for phase in TO_THE_CHOICE:
            self.run_phase(phase)
        look(self)
        for phase in FROM_THE_PURCHASE:
            self.run_phase(phase)

    def customers_reflect(self) -> None:
        """The week sinks in, purchases of a year ago drop out, and the customers are counted."""
        if self.has_contracts:
            self.run_phase(reflect_contracts)
            return
        self.recorder.forget(self.world, self.week, self.scenario_in_use.market.burn_in_weeks + 1)
        self.run_phase(reflect)

    def run_phase(self, phase: Phase) -> None:
        """Let a phase of the week happen to everybody: each thread walks over its part of the chunks."""
        chunks = self.world.visits.trips.size
        threads = max(min(self.threads, chunks), 1)
        bounds = [chunks * part // threads for part in range(threads + 1)]
        if threads > 1 and self._pool is None:
            self._pool = settled_threads(threads - 1)
        others = [self._pool.submit(timed, phase, self.world, self.nature, self.moment, *span)
                  for span in pairwise(bounds[1:]) if self._pool]  # fmt: skip
        timed(phase, self.world, self.nature, self.moment, 0, bounds[1])
        for part in others:
            part.result()

    def firms_recover(self) -> None:
        """The complaint desks take in this week's complaints and answer what they can."""
        line = line_up(self.world, self.moment)
        self.answers = np.zeros((2, len(self.firms)))
        for firm, desk in zip(self.firms, self.desks, strict=True):
            desk.admit(self.world, line, self.moment, self.nature.recovery.repeat_weeks)
            answered = desk.answer(self.world, self.nature, self.moment, firm.desk_capacity, self.world.tally.counts[0])
            self.answers[:, firm.row] = answered
            firm.backlog = desk.backlog

    def _pass_on_comparisons(self) -> None:
        """Let firms know what this week's complaints tell of their rivals, if one of them listens at all."""
        if any(firm.block.improvement.listening for firm in self.firms):
            told = comparisons(self.world, self.moment).tolist()
            for firm in self.firms:
                firm.listen(told[firm.row])

    def close_books(self) -> None:
        """Look back on the week: the record, then every firm's books."""
        if not self.has_contracts:
            self.recorder.remember_purchases(self.world, self.week)
        self._pass_on_comparisons()
        tally = self.world.tally.counts.sum(axis=0), self.world.tally.sums.sum(axis=0)
        if self.has_contracts and len(self.recorder.weeks) >= YEAR:
            tally[0][m.MAINS] = self.recorder.weeks[-YEAR].counts[m.ACTIVE]
        by_firm = tally[0].sum(axis=2).T.tolist()
        felt = tally[1][[m.ANSWERED, m.PERFORMANCE, m.KNOWN, m.BROKEN]].sum(axis=2).T.tolist()
        closed = [closed_week(firm, counts) for firm, counts in zip(self.firms, by_firm, strict=True)]
        self.recorder.record(tally, closed, self.answers, self.world)
        sold = float(sum(counts[m.UNITS] for counts in by_firm))
        for firm, counts, week, sums in zip(self.firms, by_firm, closed, felt, strict=True):
            trips = counts[m.TRIPS]
            answered = Felt._make(total / trips for total in sums) if trips else None
            firm.close_books(counts, sum(week.costs.values()), answered, sold)
        self.trust = trust_after(self.trust, by_firm, felt, self.nature.messages)
        self.running = self.week < self.last_week

    def audit(self) -> None:
        """Check the conservation laws of the week just closed; AssertionError names the one that is broken."""
        check = check_contracts if self.has_contracts else check_conservation
        check(self.world, self.recorder.weeks, self.week)

    def __getstate__(self) -> dict[str, Any]:
        return {**super().__getstate__(), "_pool": None}


class Watch(NamedTuple):
    """Who sees a model live, and leaves it as it is."""

    each_week: Look | None = None  # after every week
    at_choice: Look | None = None  # in every week, when customers have chosen and not paid yet


def opening_of(scenario: Scenario, luck: Luck) -> Opening:
    """What the firms of a scenario find on their first day."""
    return Opening(
        usual_price=scenario.market.usual_price,
        reputation=scenario.customers.satisfaction.prior,
        employees=employees_of(scenario),
        trade=scenario.market.trade,
        luck=luck,
    )


def trust_after(
    trust: float, counts: Sequence[Sequence[int]], felt: Sequence[Sequence[float]], words: Messages
) -> float:
    """Trust in all firms, 0-1, after a week; by firm, `counts` of each measure and sums of what `Felt` names."""
    trips = sum(of_firm[m.TRIPS] for of_firm in counts)
    broken = sum(Felt._make(of_firm).broken for of_firm in felt)
    return regained(trust, broken / max(trips, 1), words.cynicism, words.regained)


def closed_week(firm: Firm, counts: Sequence[int]) -> Closed:
    """A firm's week for the record, from its counts, one of each measure."""
    spent = firm.costs(counts)
    return Closed(spent, weekly_and_once(firm.spending(), spent), firm.crew.morale)


def run_to_end(model: LoyaltyModel, each_week: Look | None = None, at_choice: Look | None = None) -> LoyaltyModel:
    """Let a model live to the last week of its scenario, and return it. `each_week` sees it after every week,
    `at_choice` in every week when customers have chosen and not paid yet; both must leave it as it is.
    """
    model.at_choice = at_choice
    while model.running:
        model.step()
        if each_week is not None:
            each_week(model)
    return model
