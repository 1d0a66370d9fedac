"""The tables of contracts, made to measure, nobody under contract yet."""

from typing import TypedDict

import numpy as np
from scipy.special import betaincinv

from simulation.population.derived_parameters import ALIKE
from simulation.scenario.parameters.customers import Customers
from simulation.state.contracts import LONGEST_TENURE, YEARS, Contracts, Tariffs
from simulation.state.tables import NEVER, NOBODY

QUANTILES = 4_096
WEEKS = {"start", "term_end", "off_until", "leaves", "left_week", "ended_start"}
MONEY = {"bill", "fee"}
NO_FIRM = {"firm", "next_firm", "left", "ended_firm"}
REALS = {"base", "off"}


class ContractTables(TypedDict):
    """What a world has of contracts, by the names of its fields."""

    contracts: Contracts
    tariffs: Tariffs
    readiness: np.ndarray
    survival: np.ndarray


def contract_tables(customers: Customers, size: int, firms: int, chunks: int, weeks: type) -> ContractTables:
    """All tables of contracts, for so many customers: none where people buy from trip to trip."""
    return ContractTables(
        contracts=no_contracts(size, weeks),
        tariffs=no_tariffs(firms),
        readiness=readiness_of(customers),
        survival=no_survival(chunks if size else 0, firms),
    )


def no_contracts(size: int, weeks: type) -> Contracts:
    """So many rows of customers without a contract; `weeks` is in what a week of the run is kept."""
    return Contracts(**{name: _column(name, size, weeks) for name in Contracts._fields})


def no_tariffs(firms: int) -> Tariffs:
    """A row a firm, nothing written in it yet."""
    columns = {name: np.zeros(firms) for name in Tariffs._fields if name != "discounts"}
    return Tariffs(**columns, discounts=np.zeros((firms, YEARS), order="F"))


def no_survival(chunks: int, firms: int) -> np.ndarray:
    """Weeks under contract and ends by month of tenure, none yet; shape (chunks, firms, 2, months)."""
    return np.zeros((chunks, firms, 2, LONGEST_TENURE), np.int64)


def readiness_of(customers: Customers) -> np.ndarray:
    """Quantiles of the beta distribution of readiness, shape (4096,); (1,) where all are alike [FaderHardie2007]."""
    block, differ = customers.contract, customers.switches.contract_differences
    mean, size = block.readiness, block.readiness_size if differ else ALIKE
    if not 0.0 < mean < 1.0 or size >= ALIKE:
        return np.array([mean])
    chances = (np.arange(QUANTILES) + 0.5) / QUANTILES
    return np.asarray(betaincinv(mean * size, (1.0 - mean) * size, chances))


def _column(name: str, size: int, weeks: type) -> np.ndarray:
    if name in WEEKS:
        return np.full(size, NEVER, weeks)
    if name in NO_FIRM:
        return np.full(size, NOBODY, np.int8)
    if name in MONEY:
        return np.zeros(size, np.int64)
    return np.zeros(size, np.float32 if name in REALS else np.int8)
