"""Customers are born: types, rates, tastes and first impressions, each drawn from the seed as a function."""

import numpy as np
from scipy.special import gammaincinv

from simulation.chance import FIRST_FIRM, FIRST_IMPRESSION, PERSON, TASTE, Luck, normal, uniform
from simulation.compiling import phase
from simulation.market.network import Network
from simulation.nature import Nature
from simulation.psychology import clip, logistic
from simulation.scenario import Scenario
from simulation.state import NEVER, NOBODY, Customers, Firms, Relationships, Visits, World
from simulation.translate import WEEKS_A_YEAR, cross_sell_of

QUANTILES = 16_384
SMALLEST_CHUNK = 4_096
MOST_CHUNKS = 512

COLUMN_TYPES = {
    "identity": np.int32, "loyalty_type": np.int8, "rate": np.float32, "previous_choice": np.int8,
    "last_trip": np.int32, "last_reason": np.int8, "last_process": np.int8, "last_considered": np.int64,
    "news": np.int8, "window_units": np.int32, "window_cents": np.int64,
    "purchases": np.int32, "first_purchase": np.int32, "last_purchase": np.int32, "earlier_purchase": np.int32,
    "gone_until": np.int32, "last_failure": np.int32, "exit_reason": np.int8, "was_active": np.bool_,
    "customer": np.int32, "quantity": np.int32, "firm": np.int8, "previous": np.int8, "considered": np.int64,
    "process": np.int8, "attributes": np.int8, "reason": np.int8, "paid": np.int64, "goods_cents": np.int64,
    "service_cents": np.int64, "is_new": np.int8, "failure": np.int8, "response": np.int8, "has_left": np.int8,
    "compensation": np.int64,
}  # fmt: skip
"""Types of the columns that are not fractions, money or utilities, which are float32."""

NOT_YET = {"first_purchase", "last_purchase", "earlier_purchase", "gone_until", "last_failure", "last_trip"}


def purchase_rates(per_year: float, shape: float) -> np.ndarray:
    """Quantiles of the gamma distribution of purchase rates, units a week, shape (16384,) [Ehrenberg1959]."""
    chances = (np.arange(QUANTILES) + 0.5) / QUANTILES
    rates: np.ndarray = gammaincinv(shape, chances) * per_year / shape / WEEKS_A_YEAR
    return rates


def chunk_size(customers: int) -> int:
    """Customers in a chunk. It depends on nothing else, so that sums come out alike on any number of threads."""
    return max(SMALLEST_CHUNK, -(-customers // MOST_CHUNKS))


def empty_world(scenario: Scenario, network: Network) -> World:
    """Tables of the right size, nobody in them yet."""
    size, firms = scenario.market.customers, len(scenario.firms)
    per_chunk = chunk_size(size)
    visits = {name: _column(name, size) for name in Visits._fields}
    visits["count"] = np.zeros(-(-size // per_chunk), np.int64)
    customers = scenario.customers
    return World(
        customers=Customers(**{name: _column(name, size) for name in Customers._fields}),
        relationships=Relationships(**{name: _column(name, (firms, size)) for name in Relationships._fields}),
        firms=Firms(**{name: np.zeros(firms) for name in Firms._fields}),
        visits=Visits(**visits),
        offsets=network.offsets,
        neighbours=network.neighbours,
        rates=purchase_rates(customers.purchases.per_year, customers.purchases.shape),
        cross_sell=np.array(cross_sell_of(customers)),
        chunk_size=per_chunk,
    )


def _column(name: str, shape: int | tuple[int, int]) -> np.ndarray:
    kind = COLUMN_TYPES.get(name, np.float32)
    return np.full(shape, NEVER, kind) if name in NOT_YET else np.zeros(shape, kind)


def populate(world: World, nature: Nature, scenario: Scenario, luck: Luck, prices: np.ndarray) -> None:
    """Fill the tables. `prices`, shape (firms,), are what customers remember of the firms' prices at the start."""
    mix, judgement = scenario.customers.mix, scenario.customers.satisfaction
    shares = np.cumsum([mix.impulsive, mix.emotional, mix.cognitive, mix.behavioral])
    firms = scenario.firms.values()
    weights = np.array([firm.initial_share for firm in firms]) * world.firms.is_open
    total = weights.sum()
    born(
        world,
        nature,
        luck,
        shares / shares[-1],
        weights / total if total > 0.0 else weights,
        prices,
        np.array([firm.image for firm in firms]),
        (judgement.prior, judgement.prior_spread),
    )


@phase
def born(
    world: World, nature: Nature, luck: Luck, shares: np.ndarray, weights: np.ndarray, prices: np.ndarray,
    images: np.ndarray, prior: tuple[float, float],
) -> None:  # fmt: skip
    """Draw every customer. `shares` of types and `weights` of first firms are as in `populate`; luck decides."""
    customers, relations = world.customers, world.relationships
    for i in range(customers.rate.size):
        customers.identity[i] = i
        kind = min(int(np.searchsorted(shares, uniform(luck, 0, i, PERSON, 0))), 3)
        customers.loyalty_type[i] = kind
        customers.rate[i] = world.rates[int(uniform(luck, 0, i, PERSON, 1) * world.rates.size)]
        customers.previous_choice[i] = first_firm(weights, uniform(luck, 0, i, FIRST_FIRM, 0))
        for j in range(prices.size):
            is_own = customers.previous_choice[i] == j
            liking = normal(uniform(luck, 0, i, TASTE, j))
            impression = prior[0] + prior[1] * normal(uniform(luck, 0, i, FIRST_IMPRESSION, j))
            expectation = clip(impression, 0.0, 1.0)
            judged = nature.satisfaction.base + nature.satisfaction.performance * expectation
            relations.taste[j, i] = nature.types[kind].taste_spread * liking
            relations.affect[j, i] = clip(images[j] + 0.1 * liking, 0.0, 1.0)
            relations.habit[j, i] = 0.5 * weights[j] + (0.5 if is_own else 0.0)
            relations.expectation[j, i] = expectation
            relations.cumulative_satisfaction[j, i] = clip(judged, 0.0, 1.0)
            relations.conviction[j, i] = logistic(
                nature.conviction.base
                + nature.conviction.satisfaction * judged
                + nature.conviction.affect * images[j]
                + nature.conviction.habit * np.float64(relations.habit[j, i])
            )
            relations.reference_price[j, i] = prices[j]
            relations.salience[j, i] = 1.0 if is_own else world.firms.presence[j]


@phase
def first_firm(weights: np.ndarray, chance: float) -> int:
    """The firm that a customer starts with, by the firms' initial shares; NOBODY in a market without any."""
    below = 0.0
    chosen = NOBODY
    for j in range(weights.size):
        if weights[j] > 0.0:
            chosen = j
            below += weights[j]
            if chance < below:
                break
    return chosen
