"""A firm: a Mesa agent that asks its strategies, lets events happen to it, handles complaints and keeps its books.

It knows the market by what it is shown (`MarketView`), whenever it looks.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import mesa

from simulation.behavior.relationship_marketing import regained
from simulation.firm.accounting import Books, Felt, costs
from simulation.firm.economics import advertised_presence, queue_minutes, usual_standing
from simulation.firm.employees import Crew
from simulation.firm.market_research import LEVELS, Research
from simulation.firm.market_view import MarketView, Opening
from simulation.firm.offer import offer_bonds, offer_care, offer_handling, offer_service, state_attributes
from simulation.measurement.cost_parts import Spending
from simulation.scenario.parameters.firm import Firm as FirmBlock
from simulation.state import counts as m
from simulation.state.firm_attributes import FirmAttributes
from simulation.state.tables import Firms
from simulation.state.whole_cents import coins
from simulation.strategies.conditions import Conditions
from simulation.strategies.improvement import prevented
from simulation.strategies.ledger import Handling, Ledger, ServiceLevel


class Firm(mesa.Agent):
    """One competitor, row `row` of the model's table of firms."""

    def __init__(
        self,
        model: mesa.Model,
        name: str,
        row: int,
        block: FirmBlock,
        opening: Opening,
        look: Callable[[], MarketView],
    ) -> None:
        super().__init__(model)
        self.look = look
        self.name = name
        self.row = row
        self.block = block
        self.trade = opening.trade
        self.books = Books()
        self.level = block.service.built
        self.handling: Handling = block.recovery.handling(Ledger(0, name, block.unit_cost, 0.0, 0.0))
        self.conditions = self.planned = Conditions(price=0.0, service=self.level)
        self.list_price = 0.0
        self.wait = 0.0
        self.known = 0.0
        self.adstock = block.advertising / (1.0 - self.trade.advertising_memory)
        self.causes_left = 1.0
        self.market_price = opening.usual_price
        self.weeks_open = 0
        self.backlog = 0
        self.reputation = opening.reputation
        self.standing = 1.0
        self.credibility = 1.0
        self.crew = Crew(block.people, opening.employees)
        self.research = Research(opening.luck, row, block.improvement, self.trade)
        self.developed = 0.0
        self.points_raised = 0.0
        self.load = 0.0
        self.owed = 0

    def __repr__(self) -> str:
        """Such as `<Firm Alba: price 10.00>`."""
        return f"<Firm {self.name}: price {self.conditions.price:.2f}>"

    def turn_to(self, block: FirmBlock) -> None:
        """Follow another block of strategies from now on; a service that it sets otherwise is there at once."""
        if block.service != self.block.service:
            self.level = block.service.built
        self.block, self.crew.people, self.research.improvement = block, block.people, block.improvement

    def rivals(self, market: MarketView) -> dict[int, Conditions]:
        """What the other firms that are open offer, by row."""
        return {row: offer for row, offer in market.offers.items() if row != self.row}

    def ledger(self) -> Ledger:
        """What the manager knows at the start of this week: the books, the market, no minds."""
        books, market, lag = self.books, self.look(), self.block.improvement.response_lag
        return Ledger(
            week=market.reported_week,
            firm=self.name,
            unit_cost=self.block.unit_cost,
            list_price=self.list_price,
            shelf_price=self.conditions.shelf_price,
            rival_prices=tuple(rival.shelf_price for rival in self.rivals(market).values()),
            market_price=self.market_price,
            prices=tuple(books.prices),
            units=tuple(books.units),
            revenue=tuple(books.revenue),
            profit=tuple(books.profit),
            market_units=tuple(books.market_units),
            survey_satisfaction=tuple(books.survey[: len(books.survey) - lag]),
            complaints=tuple(books.complaints[: len(books.complaints) - lag]),
            backlog=float(self.backlog),
            wait_minutes=self.wait,
            service=self.level,
            services=tuple(books.services),
            best_rival_service=tuple(books.best_rival),
            matters=self.research.matters,
            weeks_open=self.weeks_open,
        )

    def decide(self) -> None:
        """Set price, promotion, service and complaint handling for the week; then events have their say."""
        ledger, block, market = self.ledger(), self.block, self.look()
        price = min(max(block.pricing.list_price(ledger), 0.0), market.dearest)
        before, self.level = self.level, block.service.offer(ledger)
        self.points_raised = 0.0 if self.level == before else points_raised(before, self.level)
        self.handling = block.recovery.handling(ledger)
        conditions = Conditions(
            price=price,
            service=as_failing(self.level, self.level.failure_rate * self.causes_left),
            promotion=block.pricing.promotion(ledger),
            display=block.pricing.display(ledger),
            pay=block.people.pay,
            training=block.people.training,
            turnover=block.people.turnover,
            prevention=block.improvement.prevention,
            advertising=block.advertising,
        )
        self.planned = conditions
        for event in market.events:
            if event.touches(self.name, market.reported_week):
                conditions = event.modify(conditions, market.reported_week)
        self.adstock = self.trade.advertising_memory * self.adstock + conditions.advertising
        presence = advertised_presence(block.presence, self.adstock, block.advertising_half)
        self.crew.live(conditions, self.load)
        self.conditions = conditions._replace(presence=presence, service=self.improved(conditions))
        self.list_price = price

    def improved(self, conditions: Conditions) -> ServiceLevel:
        """The week's service after prevention and development, as the crew gives it."""
        how, service = self.block.improvement, conditions.service
        self.developed += conditions.development
        if self.developed > 0.0:
            gap = (1.0 - service.quality) * math.exp(-self.developed / how.development_scale)
            service = service._replace(quality=1.0 - gap)
        left = prevented(service.failure_rate, conditions.prevention, how.prevention_half)
        return self.crew.served(as_failing(service, left))

    def open_doors(self, table: Firms, attributes: FirmAttributes) -> None:
        """Write this week's offer into the firm's row, where customers find it."""
        j, market = self.row, self.look()
        shelf = [offer.shelf_price for offer in market.offers.values()]
        self.standing = usual_standing(
            self.standing, self.conditions.price, shelf, self.weeks_open, market.standing_keep
        )
        table.standing[j] = self.standing
        state_attributes(table, attributes, j, self.block)
        offer_service(table, j, self.conditions, market.weights)
        offer_handling(table, j, self.handling)
        offer_bonds(table, j, self.block)
        offer_care(table, j, self.block)
        table.wait[j] = self.wait + self.conditions.crowd
        table.empathy[j] = self.crew.kindness(self.handling.empathy)
        table.reputation[j] = self.reputation
        table.disbelief[j] = 1.0 - self.credibility * self.look().trust
        table.distrust[j] = 1.0 - self.look().trust
        table.assurance[j] = self.crew.assurance
        table.visit_cents[j] = coins(self.level.cost_per_visit)

    @property
    def desk_capacity(self) -> float:
        """Complaints that the desk can answer in a week."""
        return float(self.handling.staff * self.handling.cases_per_staff * self.look().scale)

    @property
    def mystery_visits(self) -> float:
        """Visits a week to each rival."""
        return max(self.block.improvement.mystery_visits, self.block.service.mystery_visits)

    def costs(self, counts: Sequence[int]) -> dict[str, float]:
        """This week's spending in cents by part, from the firm's counts, one of each measure."""
        return costs(self.spending(), counts)

    def spending(self) -> Spending:
        """What decides what this week costs."""
        block, market = self.block, self.look()
        return Spending(
            block=block,
            now=self.conditions,
            planned=self.planned,
            handling=self.handling,
            cost_per_visit=self.level.cost_per_visit,
            wages=self.crew.wages(block.overhead, self.conditions),
            planned_wages=self.crew.wages(block.overhead, self.planned),
            projects=self.points_raised * block.service.project_cost,
            research=self.research.cost(market.week, len(self.rivals(market)), self.mystery_visits),
            scale=market.scale,
            part=market.part,
            is_first=market.reported_week == 1,
            owed=self.owed,
        )

    def listen(self, told: Sequence[int]) -> None:
        """Take note of this week's complaints by customers who know a rival, as many as there are for each."""
        self.research.tales = {row: number / self.look().scale for row, number in enumerate(told) if number}

    def close_books(self, counts: Sequence[int], spent: float, felt: Felt | None, market_units: float) -> None:
        """Write down the week: the firm's counts, cents spent, what its customers felt, all firms' sales."""
        books = self.books
        revenue = counts[m.REVENUE] + counts[m.EXTENSION_CENTS]
        self.weeks_open += self.conditions.is_open
        self.owed = counts[m.OWED]
        books.write("prices", self.list_price)
        books.write("units", float(counts[m.UNITS]))
        books.write("revenue", revenue / 100.0)
        books.write("profit", (revenue - spent) / 100.0)
        books.write("market_units", market_units)
        books.write("complaints", float(counts[m.AT_DESK]))
        books.write("services", self.level)
        if felt is not None or books.survey:
            books.write("survey", books.survey[-1] if felt is None else felt.satisfaction)
        books.write("problems", float(counts[m.VOICED]))
        lag = self.block.improvement.response_lag
        if len(books.problems) > lag:
            self.learn(books.problems[-1 - lag])
        self.research.volunteered += counts[m.TAKING_PART] / self.look().scale
        self.become_known(felt)
        self.known = felt.known if felt else 0.0
        self.see_the_market(float(counts[m.TRIPS]))

    def learn(self, problems: float) -> None:
        """Each problem that was voiced points to a cause of failure; the firm removes part of them."""
        removed = self.handling.learning * problems / self.look().scale / 1_000.0
        self.causes_left *= max(1.0 - removed, 0.0)

    def become_known(self, felt: Felt | None) -> None:
        """The reputation follows what customers meet and what is told, slowly: a golden signboard takes years."""
        keep, now, words = self.look().reputation_keep, self.conditions, self.look().messages
        broken = felt.broken if felt else 0.0
        told = (self.reputation if felt is None else felt.performance) + now.rumour * now.rumour_reach
        told -= words.blame * broken
        self.credibility = regained(self.credibility, broken, words.exposure, words.regained)
        self.reputation = min(max(keep * self.reputation + (1.0 - keep) * told, 0.0), 1.0)

    def see_the_market(self, visits: float) -> None:
        """Queue, rivals' service and market price as the next week will find them."""
        service, market = self.conditions.service, self.look()
        part = max(1.0 - market.saved * self.known, 0.01)
        keep = self.trade.wait_memory
        wait = queue_minutes(visits / market.scale, service.capacity / part, service.minutes * part, self.trade)
        self.wait = keep * self.wait + (1.0 - keep) * wait
        self.load = visits / market.scale / service.capacity if service.capacity > 0.0 else 0.0
        rivals = {row: rival.service for row, rival in self.rivals(market).items()}
        self.research.visit(market.week, rivals, self.mystery_visits)
        weights = market.weights
        self.research.ask(market.week, (weights.quality, weights.process, weights.technical))
        best = self.research.best(rivals)
        if best is not None:
            self.books.write("best_rival", best)
        shelf = [offer.shelf_price for offer in market.offers.values()]
        if shelf:
            self.market_price += (1.0 - self.trade.price_memory) * (sum(shelf) / len(shelf) - self.market_price)


def points_raised(before: ServiceLevel, after: ServiceLevel) -> float:
    """By how many points of a hundred the levels of a service rose, all together; falls do not count."""
    return float(sum(100.0 * max(getattr(after, name) - getattr(before, name), 0.0) for name in LEVELS))


def as_failing(service: ServiceLevel, rate: float) -> ServiceLevel:
    """The service at another failure rate, per visit; mostly it is the same."""
    return service if rate == service.failure_rate else service._replace(failure_rate=rate)
