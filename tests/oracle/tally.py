"""The week in numbers, counted from plain objects."""

from __future__ import annotations

from simulation.behavior.psychology import likelihood_to_recommend
from simulation.loyalty import LOYALTY_TYPES
from simulation.measurement.recorder import YEAR
from simulation.state import counts as m
from simulation.state.standings import STANDINGS
from simulation.state.tables import NEVER, NOBODY
from simulation.state.visit_codes import (
    AT_DESK,
    BALKED,
    CONTENT,
    REFERRED,
    REGULAR,
    SETTLED_AT_ONCE,
    SETTLED_LATER,
    SILENT,
)
from simulation.week.census import DETRACTOR, GRAIN, PROMOTER, grains
from tests.oracle.person import Person
from tests.oracle.surroundings import Surroundings
from tests.oracle.trip import Trip


class Tally:
    """Counts and sums by measure, firm and loyalty type."""

    def __init__(self, model: Surroundings) -> None:
        self.model = model
        self.counts = [[[0] * len(LOYALTY_TYPES) for _ in model.firms] for _ in range(m.COUNTS)]
        self.standings = [[[0] * len(STANDINGS) for _ in model.firms] for _ in range(m.SALES)]
        self.sums = [[[0.0] * len(LOYALTY_TYPES) for _ in model.firms] for _ in range(m.SUMS)]

    def add(self, measure: int, trip: Trip, number: int) -> None:
        """Count something of the firm and type of a trip; what a sale brings and costs by standing, too."""
        self.counts[measure][trip.firm][trip.customer.loyalty_type] += number
        if measure < m.SALES:
            self.standings[measure][trip.firm][trip.standing] += number

    def count_trip(self, trip: Trip) -> None:
        """Sales, money, complaints; or a sale that came to nothing."""
        kind, previous = trip.customer.loyalty_type, trip.previous
        for j in trip.advised:
            self.counts[m.ADVISED][j][kind] += 1
        if trip.firm != NOBODY:
            self.count_purchase(trip)
            self.count_response(trip)
        elif previous != NOBODY:
            self.counts[m.ABANDONED if trip.process == BALKED else m.UNSUITED][previous][kind] += 1

    def count_purchase(self, trip: Trip) -> None:
        """Sales, money and newcomers of one purchase."""
        j, previous, kind = trip.firm, trip.previous, trip.customer.loyalty_type
        self.add(m.UNITS, trip, trip.quantity)
        self.add(m.TRIPS, trip, 1)
        self.add(m.REVENUE, trip, trip.paid)
        self.add(m.GOODS_CENTS, trip, trip.goods_cents)
        self.add(m.SERVICE_CENTS, trip, trip.service_cents)
        self.add(m.COMPENSATION, trip, trip.compensation)
        self.add(m.ACQUIRED, trip, trip.is_new != REGULAR)
        self.add(m.REFERRED, trip, trip.is_new == REFERRED)
        self.add(m.ATTRIBUTES, trip, trip.attributes)
        self.add(m.DECISIONS, trip, 1)
        self.add(m.TAKING_PART, trip, trip.takes_part)
        self.add(m.EXTENSION_UNITS, trip, trip.extension)
        self.add(m.EXTENSION_CENTS, trip, trip.extension * int(self.model.shops.extension_cents[j]))
        self.add(m.REWARD_CENTS, trip, trip.reward)
        self.add(m.ISSUED, trip, trip.issued)
        self.add(m.FEES, trip, trip.fee)
        year = min(int(trip.customer.years_with(j)), m.TENURES - 1)
        self.sums[m.TENURE + year][j][kind] += float(trip.quantity)
        if previous != NOBODY:
            self.counts[m.EARLIER_BUYERS][previous][kind] += trip.quantity
        if previous == j:
            self.add(m.REPEATS, trip, trip.quantity)
        self.sums[m.ANSWERED][j][kind] += trip.satisfaction
        self.sums[m.PERFORMANCE][j][kind] += trip.performance
        self.sums[m.BROKEN][j][kind] += trip.broken
        self.sums[m.KNOWN][j][kind] += trip.known

    def count_response(self, trip: Trip) -> None:
        """What went wrong in one encounter, and what the customer did about it."""
        self.add(m.FAILURES, trip, trip.failure > 0)
        if trip.response == CONTENT:
            return
        self.add(m.DISSATISFIED, trip, 1)
        self.add(m.VOICED, trip, trip.response != SILENT)
        self.add(m.AT_DESK, trip, trip.response == AT_DESK)
        self.add(m.SETTLED, trip, trip.response in (SETTLED_AT_ONCE, SETTLED_LATER))
        self.add(m.EXITS, trip, trip.has_left)
        self.add(m.SILENT_EXITS, trip, trip.has_left and trip.response == SILENT)

    def count_customer(self, customer: Person) -> None:
        """One customer in the census of every firm that it has ever bought from."""
        if customer.former_main != NOBODY:
            self.counts[m.MAINS][customer.former_main][customer.loyalty_type] += 1
            is_kept = customer.main_firm == customer.former_main
            self.counts[m.MAINS_KEPT][customer.former_main][customer.loyalty_type] += is_kept
        for j, last in enumerate(customer.last_purchase):
            if last != NEVER:
                self.count_relation(customer, j, last)

    def count_relation(self, customer: Person, j: int, last: int) -> None:
        """One customer of one firm."""
        model, kind, counts = self.model, customer.loyalty_type, self.counts
        since = model.week - model.moment.lapse_weeks
        is_active, started = last > since, customer.was_active[j]
        if last >= model.week - min(model.reported_week, YEAR) + 1:
            counts[m.BUYERS][j][kind] += 1
            counts[m.BUYERS_UNITS][j][kind] += customer.window_units
            counts[m.BUYERS_CENTS][j][kind] += customer.window_cents
        base = model.week - model.moment.base_weeks
        counts[m.BASE][j][kind] += last > base
        if customer.earlier_purchase[j] > base - YEAR:
            counts[m.STAYED_TRIPS][j][kind] += customer.year_trips[j]
        if customer.earlier_purchase[j] > since - YEAR:
            counts[m.EARLIER_ACTIVE][j][kind] += 1
            counts[m.KEPT][j][kind] += is_active
        counts[m.STARTERS][j][kind] += started
        counts[m.STARTERS_KEPT][j][kind] += started and is_active
        if not is_active:
            return
        answer = likelihood_to_recommend(
            customer.cumulative_satisfaction[j], customer.affect[j], customer.model.nature.recommendation
        )
        counts[m.ACTIVE][j][kind] += 1
        counts[m.PROMOTERS][j][kind] += answer >= PROMOTER
        counts[m.DETRACTORS][j][kind] += answer < DETRACTOR
        self.sums[m.SATISFACTION][j][kind] += grains(customer.cumulative_satisfaction[j]) / GRAIN
        self.sums[m.CONVICTION][j][kind] += grains(customer.conviction[j]) / GRAIN
        self.sums[m.AFFECT][j][kind] += grains(customer.affect[j]) / GRAIN
        self.sums[m.HABIT][j][kind] += grains(customer.habit[j]) / GRAIN
