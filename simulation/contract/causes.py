"""What makes a customer think about its contract, what a comparison then comes to, and signs that both go by."""

from typing import NamedTuple

from simulation.behavior.moment import Moment
from simulation.behavior.parameters import Nature
from simulation.contract.prices import bill_of
from simulation.engine.compiling import rule
from simulation.state.tables import NOBODY, World
from simulation.week.reach import reservation_price


class Cause(NamedTuple):
    """What makes a customer decide."""

    occasion: int
    offered: int  # the firm whose offer came, or NOBODY
    rise: float  # share by which the customer pays more than it reckoned with, or than newcomers do
    is_free: bool  # whether a rise within the term lets it go without a fee


class Weighing(NamedTuple):
    """What a comparison comes to."""

    firm: int  # the best of the others, or NOBODY: no contract
    is_better: bool  # whether that is better than to stay
    is_worth_the_fee: bool  # and still is when leaving before the end of the term is paid for
    would_be_kept: bool  # whether the provider's offer to who gives notice would turn that round


@rule
def is_too_dear(world: World, nature: Nature, moment: Moment, i: int) -> bool:
    """Whether the bill of customer i is more than it pays at all, whatever it is used to."""
    own = world.contracts.firm[i]
    return bool(own != NOBODY and bill_of(world, moment, i) > reservation_price(world, nature, i))


@rule
def is_hurt_by(world: World, moment: Moment, i: int, j: int) -> bool:
    """Whether customer i has turned its back on firm j."""
    return bool(j != NOBODY and world.relationships.gone_until[j, i] > moment.week)


@rule
def is_last_call(world: World, moment: Moment, i: int) -> bool:
    """Whether this is the week in which notice can be given for the end of the term."""
    contracts = world.contracts
    return bool(contracts.term_end[i] == moment.week + int(world.tariffs.notice[contracts.firm[i]]))
