"""The tables of a market, made to measure for a scenario and filled with its customers."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from mmap import mmap

import numpy as np
from scipy.special import betaincinv, gammaincinv

from simulation.behavior.parameters import Nature
from simulation.engine.luck import Luck
from simulation.loyalty import LOYALTY_TYPES
from simulation.market.network import Network
from simulation.population.contract_tables import contract_tables
from simulation.population.initialise import Start, born
from simulation.population.years_of_tenure import growth_of, premium_of
from simulation.scenario.parameters.market import Market
from simulation.scenario.scenario import Scenario
from simulation.state import counts as m
from simulation.state.firm_attributes import FirmAttributes
from simulation.state.programme_table import ProgrammeTable
from simulation.state.standings import STANDINGS
from simulation.state.switch_reasons import REASONS
from simulation.state.tables import (
    CELLS,
    LONGEST_AWAY,
    NEVER,
    NOBODY,
    Customers,
    Earlier,
    Firms,
    Relationships,
    Scratch,
    Tally,
    Visits,
    World,
)
from simulation.strategies.programme import STEPS

WEEKS_A_YEAR = 52
QUANTILES = 16_384
SMALLEST_CHUNK = 4_096
MOST_CHUNKS = 512

COLUMN_TYPES = {
    "identity": np.int32, "loyalty_type": np.int8, "rate": np.float32, "previous_choice": np.int8,
    "stock": np.int16, "last_reason": np.int8, "last_process": np.int8,
    "news": np.int8, "is_told": np.int8, "window_units": np.int32, "window_cents": np.int64,
    "main_firm": np.int8, "former_main": np.int8, "purchases": np.int32, "exit_reason": np.int8,
    "was_active": np.bool_, "year_trips": np.uint8, "recent_units": np.int32, "former_units": np.int32,
    "customer": np.int32, "quantity": np.int32, "firm": np.int8, "previous": np.int8,
    "process": np.int8, "attributes": np.int8, "reason": np.int8, "paid": np.int64, "goods_cents": np.int64,
    "service_cents": np.int64, "extension": np.int8, "takes_part": np.int8, "standing": np.int8, "is_new": np.int8,
    "failure": np.int8, "response": np.int8, "has_left": np.int8, "compensation": np.int64,
    "reward": np.int64, "issued": np.int64, "fee": np.int64,
}  # fmt: skip
"""Types of the columns that are not fractions, money or utilities, which are float32."""

BY_TYPE = {"attraction_by_type"}
"""Columns of firms with an entry for each loyalty type."""

WEEKS = {"first_purchase", "last_purchase", "earlier_purchase", "last_failure", "last_trip", "gone_until",
         "former_purchase", "vacant_from"}  # fmt: skip
"""Columns of weeks of the run."""

SETS = {"considered", "last_considered"}
"""Columns of sets of firms."""

NO_FIRM = {"main_firm", "former_main"}
"""Columns of firms that nobody has yet."""

AS_THE_TYPE = {"price_care", "quality_care", "affect_care", "habit_care"}
"""Columns of multiples of what the type has."""


@lru_cache(maxsize=64)
def purchase_rates(per_year: float, shape: float) -> np.ndarray:
    """Quantiles of the gamma distribution of purchase rates, units a week, shape (16384,) [Ehrenberg1959].

    Markets alike share them; they cannot be written to.
    """
    chances = (np.arange(QUANTILES) + 0.5) / QUANTILES
    rates: np.ndarray = gammaincinv(shape, chances) * per_year / shape / WEEKS_A_YEAR
    rates.flags.writeable = False
    return rates


@lru_cache(maxsize=64)
def dropout_chances(mean: float, size: float) -> np.ndarray:
    """Quantiles of the beta distribution of chances to drop out after a purchase, shape (16384,) or (1,).

    Mean 0-1, size above 0 [FaderHardieLee2005]. Markets alike share them; they cannot be written to.
    """
    if 0.0 < mean < 1.0:
        chances: np.ndarray = betaincinv(mean * size, (1.0 - mean) * size, (np.arange(QUANTILES) + 0.5) / QUANTILES)
    else:
        chances = np.array([mean])
    chances.flags.writeable = False
    return chances


def chunk_size(customers: int) -> int:
    """Customers in a chunk. It depends on nothing else, so that sums come out alike on any number of threads."""
    return max(SMALLEST_CHUNK, -(-customers // MOST_CHUNKS))


def week_type(weeks: int) -> type:
    """In what a week of a run is kept: half the memory where the run is not too long."""
    return np.int16 if weeks + LONGEST_AWAY < 2**15 else np.int32


def set_type(firms: int) -> type:
    """In what a set of so many firms is kept, a bit each: two widths only, since each is compiled for itself."""
    return np.uint16 if firms <= 16 else np.int64


def empty_world(scenario: Scenario, network: Network) -> World:
    """Tables of the right size, nobody in them yet."""
    size, firms = scenario.market.customers, len(scenario.firms)
    per_chunk = chunk_size(size)
    weeks = week_type(scenario.market.burn_in_weeks + scenario.market.weeks)
    kinds = COLUMN_TYPES | dict.fromkeys((*WEEKS, "joined"), weeks) | dict.fromkeys(SETS, set_type(firms))
    visits = {name: untouched(size, kinds.get(name, np.float32)) for name in Visits._fields}
    chunks, groups = -(-size // per_chunk), (firms, len(LOYALTY_TYPES))
    visits["trips"] = np.zeros(chunks, np.int64)
    customers = scenario.customers
    return World(
        customers=Customers(**{name: _column(name, size, kinds) for name in Customers._fields}),
        relationships=Relationships(**{name: _column(name, (firms, size), kinds) for name in Relationships._fields}),
        firms=Firms(**{one: np.zeros(groups if one in BY_TYPE else firms, order="F") for one in Firms._fields}),
        attributes=FirmAttributes(**{name: np.zeros(firms) for name in FirmAttributes._fields}),
        programmes=_no_programmes(firms),
        earlier=Earlier(*(np.zeros((firms, weeks_kept(scenario.market)), order="F") for _ in Earlier._fields)),
        visits=Visits(**visits),
        tally=_empty_tally(chunks, firms),
        scratch=Scratch(
            reals=np.zeros((chunks, 5, CELLS)),
            wholes=np.zeros((chunks, 9, CELLS), np.int64),
            totals=np.zeros((chunks, len(LOYALTY_TYPES), firms, 9), np.int64),
        ),
        offsets=network.offsets,
        neighbours=network.neighbours,
        rates=purchase_rates(customers.purchases.per_year, customers.purchases.shape),
        mix=np.array([getattr(customers.mix, name) for name in LOYALTY_TYPES]),
        groups=np.array(groups_of([firm.group for firm in scenario.firms.values()]), np.int64),
        growth=np.array(growth_of(customers)),
        premium=np.array(premium_of(customers)),
        images=np.array([firm.image for firm in scenario.firms.values()]),
        dropouts=dropout_chances(customers.coming_and_going.dropout, customers.coming_and_going.dropout_size),
        **contract_tables(customers, size if scenario.market.buying == "contract" else 0, firms, chunks, weeks),
        replaced=np.zeros(chunks, np.int64),
        chunk_size=per_chunk,
        shelves=scenario.market.shelves,
        shelf_shift=scenario.market.shelf_shift,
    )


def _no_programmes(firms: int) -> ProgrammeTable:
    shapes = {name: (firms, STEPS) if name.startswith("step_") else (firms,) for name in ProgrammeTable._fields}
    return ProgrammeTable(**{name: np.zeros(shape, order="F") for name, shape in shapes.items()})


def _empty_tally(chunks: int, firms: int) -> Tally:
    return Tally(
        counts=np.zeros((chunks, m.COUNTS, firms, len(LOYALTY_TYPES)), np.int64),
        sums=np.zeros((chunks, m.SUMS, firms, len(LOYALTY_TYPES))),
        standings=np.zeros((chunks, m.SALES, firms, len(STANDINGS)), np.int64),
        moves=np.zeros((chunks, firms, firms, len(REASONS)), np.int64),
    )


def weeks_kept(market: Market) -> int:
    """Weeks whose offers are kept: as far back as the last group's shelf lies; one, unused, where all see the same."""
    return max((market.shelves - 1) * market.shelf_shift, 1)


def _column(name: str, shape: int | tuple[int, int], kinds: Mapping[str, type]) -> np.ndarray:
    kind = kinds.get(name, np.float32)
    if name in WEEKS:
        return np.full(shape, NEVER, kind, order="F")
    if name in NO_FIRM:
        return np.full(shape, NOBODY, kind)
    if name in AS_THE_TYPE:
        return np.ones(shape, kind)
    return np.zeros(shape, kind, order="F")


def groups_of(labels: Sequence[str | None]) -> list[int]:
    """Place of the first firm with the same label, by firm; NOBODY for a firm whose label no other has."""
    return [NOBODY if label is None or labels.count(label) == 1 else labels.index(label) for label in labels]


def untouched(size: int, kind: type) -> np.ndarray:
    """Zeros, shape (size,), that take memory page by page once they are written to: most rows of visits never are."""
    return np.frombuffer(mmap(-1, max(size * np.dtype(kind).itemsize, 1)), kind, size)


def populate(world: World, nature: Nature, scenario: Scenario, luck: Luck, prices: np.ndarray) -> None:
    """Fill the tables. `prices`, shape (firms,), are what customers remember of the firms' prices at the start."""
    firms = scenario.firms.values()
    weights = np.array([firm.initial_share for firm in firms]) * world.firms.is_open
    total = weights.sum()
    start = Start(
        firm_shares=weights / total if total > 0.0 else weights,
        prices=prices,
    )
    born(world, nature, luck, start)
