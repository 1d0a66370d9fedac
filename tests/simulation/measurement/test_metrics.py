"""Every metric of the tables against its definition, computed slowly from what each single customer did."""

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from simulation.behavior.psychology import likelihood_to_recommend
from simulation.loyalty import LOYALTY_TYPES
from simulation.measurement.metrics import METRICS
from simulation.result import Result, result_of
from tests.simulation.measurement.customer_journal import AT_DESK, CONTENT, SILENT, Journal, write_journal
from tests.simulation.sample_markets import market
from tests.simulation.sample_parameters import ANSWER

WEEKS, BURN_IN, LAPSE, CUSTOMERS = 120, 8, 9, 120
WINDOW = 52
NAN = float("nan")


@pytest.fixture(scope="module")
def journal() -> Journal:
    """Two years and more with a firm that enters, one that leaves, a promotion, and much that goes wrong."""
    events = [
        {"event": "entry", "firm": "Dorra", "from_week": 6},
        {"event": "exit", "firm": "Corda", "from_week": 40},
        {"event": "promotion", "firm": "Brio", "from_week": 10, "weeks": 3, "depth": 0.3},
    ]
    changes = {
        "events": events,
        "market.lapse_weeks": LAPSE,
        "customers.purchases.per_year": 30.0,
        "customers.voice.exit_weeks": 12,
        "firms.Alba.service.failure_rate": 0.4,
        "firms.Brio.recovery.ease_of_voice": 1.0,
        "firms.Brio.service.failure_rate": 0.4,
        "firms.Brio.recovery.resolution": 0.2,
    }
    return write_journal(market(changes, customers=CUSTOMERS, weeks=WEEKS, burn_in_weeks=BURN_IN))


@pytest.fixture(scope="module")
def result(journal: Journal) -> Result:
    return result_of(journal.model)


def share(top: float, bottom: float) -> float:
    return top / bottom if bottom else NAN


class Slow:
    """The metrics of one firm, among all customers or those of one type, by definition."""

    def __init__(self, journal: Journal, firm: int, kind: int | None) -> None:
        self.journal, self.firm = journal, firm
        self.everything = list(journal.of(kind))
        self.weeks = {week: [p for p in self.everything if p.week == week] for week in range(1 - BURN_IN, WEEKS + 1)}
        self.customers = [i for i in range(CUSTOMERS) if kind is None or journal.kinds[i] == kind]

    def own(self, week: int) -> list:
        return [p for p in self.weeks[week] if p.firm == self.firm]

    def window(self, week: int) -> list:
        return [p for then in range(max(week - 51, 1), week + 1) for p in self.weeks[then]]

    def active(self, week: int) -> set[int]:
        weeks = range(max(week - LAPSE, -BURN_IN) + 1, week + 1)
        return {p.customer for then in weeks for p in self.own(then)}

    def buyers(self, week: int) -> set[int]:
        return {p.customer for p in self.window(week) if p.firm == self.firm}

    def buyers_purchases(self, week: int) -> list:
        buyers = self.buyers(week)
        return [p for p in self.window(week) if p.customer in buyers]

    def units(self, week: int) -> float:
        return sum(p.quantity for p in self.own(week))

    def revenue(self, week: int) -> float:
        return sum(p.paid for p in self.own(week)) / 100

    def market_share(self, week: int) -> float:
        return share(self.units(week), sum(p.quantity for p in self.weeks[week]))

    def penetration(self, week: int) -> float:
        return share(len(self.buyers(week)), len(self.customers))

    def purchase_frequency(self, week: int) -> float:
        bought = sum(p.quantity for p in self.window(week) if p.firm == self.firm)
        return share(bought, len(self.buyers(week)))

    def share_of_requirements(self, week: int) -> float:
        theirs = self.buyers_purchases(week)
        return share(sum(p.quantity for p in theirs if p.firm == self.firm), sum(p.quantity for p in theirs))

    def share_of_wallet(self, week: int) -> float:
        theirs = self.buyers_purchases(week)
        return share(sum(p.paid for p in theirs if p.firm == self.firm), sum(p.paid for p in theirs))

    def repeat_rate(self, week: int) -> float:
        theirs = [p for p in self.weeks[week] if p.before == self.firm]
        return share(sum(p.quantity for p in theirs if p.firm == self.firm), sum(p.quantity for p in theirs))

    def main_firms(self, last: int) -> dict[int, int]:
        """By customer the firm of most units in the window up to a week, of those that tie the one bought from last."""
        units: dict[int, dict[int, list[int]]] = {}
        for then in range(last - WINDOW + 1, last + 1):
            for p in self.weeks[then]:
                bought = units.setdefault(p.customer, {}).setdefault(p.firm, [0, 0])
                bought[0] += p.quantity
                bought[1] = then
        return {i: max(firms, key=lambda firm: firms[firm]) for i, firms in units.items()}

    def retention(self, week: int) -> float:
        if week + BURN_IN < 2 * WINDOW:
            return NAN
        then, now = self.main_firms(week - WINDOW), self.main_firms(week)
        own = [i for i, firm in then.items() if firm == self.firm]
        return share(sum(now.get(i) == self.firm for i in own), len(own))

    def active_share(self, week: int) -> float:
        then = self.active(max(week - 52, 1))
        return share(len(then & self.active(week)), len(then))

    def churn(self, week: int) -> float:
        return 1 - self.retention(week)

    def acquired(self, week: int) -> float:
        first: dict[int, int] = {}
        for p in self.everything:
            if p.firm == self.firm:
                first.setdefault(p.customer, p.week)
        return sum(when == week for when in first.values())

    def active_customers(self, week: int) -> float:
        return len(self.active(week))

    def mean(self, week: int, what: Callable) -> float:
        minds = [self.journal.minds[week, i, self.firm] for i in self.active(week)]
        return 100 * sum(map(what, minds)) / len(minds) if minds else NAN

    def satisfaction(self, week: int) -> float:
        return self.mean(week, lambda mind: mind.satisfaction)

    def conviction(self, week: int) -> float:
        return self.mean(week, lambda mind: mind.conviction)

    def affect(self, week: int) -> float:
        return self.mean(week, lambda mind: mind.affect)

    def habit(self, week: int) -> float:
        return self.mean(week, lambda mind: mind.habit)

    def loyalty(self, week: int) -> float:
        return self.mean(week, lambda mind: (mind.conviction + mind.affect + mind.habit) / 3)

    def nps(self, week: int) -> float:
        def vote(mind) -> int:
            answer = round(likelihood_to_recommend(mind.satisfaction, mind.affect, ANSWER) + 1e-9)
            return (answer >= 9) - (answer <= 6)

        return self.mean(week, vote)

    def failures(self, week: int) -> float:
        return sum(p.failed for p in self.own(week))

    def dissatisfied(self, week: int) -> float:
        return sum(p.response != CONTENT for p in self.own(week))

    def voiced(self, week: int) -> float:
        return sum(p.response not in (CONTENT, SILENT) for p in self.own(week))

    def complaints(self, week: int) -> float:
        return sum(p.response == AT_DESK for p in self.own(week))

    def complaint_rate(self, week: int) -> float:
        return share(self.complaints(week), self.dissatisfied(week))

    def silent_exits(self, week: int) -> float:
        return sum(p.response == SILENT and p.has_left for p in self.own(week))

    def exits(self, week: int) -> float:
        before, now = self.journal.gone[week - 1][self.firm], self.journal.gone[week][self.firm]
        return sum(before[i] <= week < now[i] for i in self.customers)

    def abandoned(self, week: int) -> float:
        trips = [trip for trip in self.journal.homeless if trip[0] == week and trip[1] in self.customers]
        return sum(gave_up for _, _, before, gave_up in trips if before == self.firm)

    def attributes_read(self, week: int) -> float:
        own = self.own(week)
        return share(sum(p.attributes for p in own), len(own))

    def price_paid(self, week: int) -> float:
        return share(self.revenue(week), self.units(week))


BY_DEFINITION = sorted(name for name in vars(Slow) if name in METRICS)


def column(table: pd.DataFrame, name: str, **where: str) -> list[float]:
    for key, value in where.items():
        table = table[table[key] == value]
    assert table["week"].tolist() == list(range(1, WEEKS + 1))
    return table[name].tolist()


def test_the_run_is_a_hard_one(journal: Journal, result: Result) -> None:
    """Were nothing to happen in it, the comparisons below would show nothing."""
    total = result.weekly.groupby("firm")[["units", "failures", "complaints", "silent_exits", "acquired"]].sum()
    assert (total.loc["Brio"] > 0).all()
    assert {p.response for p in journal.purchases} == set(range(6))
    assert result.weekly["active_share"].nunique() > 40
    assert result.weekly["retention"].nunique() > 20
    assert journal.homeless


@pytest.mark.parametrize("name", BY_DEFINITION)
def test_a_metric_is_what_its_definition_says(journal: Journal, result: Result, name: str) -> None:
    for firm in journal.model.firms:
        slow = Slow(journal, firm.row, None)
        expected = [getattr(slow, name)(week) for week in range(1, WEEKS + 1)]
        np.testing.assert_allclose(column(result.weekly, name, firm=firm.name), expected, rtol=1e-12, err_msg=firm.name)


@pytest.mark.parametrize("name", BY_DEFINITION)
def test_so_it_is_in_every_segment(journal: Journal, result: Result, name: str) -> None:
    for kind, segment in enumerate(LOYALTY_TYPES):
        slow = Slow(journal, 1, kind)
        expected = [getattr(slow, name)(week) for week in range(1, WEEKS + 1)]
        found = column(result.segments, name, firm="Brio", segment=segment)
        np.testing.assert_allclose(found, expected, rtol=1e-12, err_msg=segment)
