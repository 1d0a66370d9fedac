"""Luck as a function: the same seed, week, customer and decision always meet the same luck.

Nothing is drawn from a stream, so neither the order of customers, nor the number of threads, nor a decision that
one strategy skips can shift the luck of another. Strategies are compared on the same customers with the same
luck (common random numbers), and no state needs saving.

Generator: Philox4x32-10 [Salmon2011], keyed by the seed; its counter is (customer, week, decision, block).
"""

import math

import numpy as np

from simulation.engine.compiling import phase, rule
from simulation.engine.luck import Luck

MASK = 0xFFFFFFFF


@rule
def philox(luck: Luck, customer: int, week: int, decision: int, block: int) -> tuple[int, int, int, int]:
    """Four independent words of 32 bits for one decision of one customer in one week [Salmon2011]."""
    first, second, third, fourth = customer & MASK, week & MASK, decision & MASK, block & MASK
    low, high = luck.low & MASK, luck.high & MASK
    for _ in range(10):
        one = 0xD2511F53 * first
        two = 0xCD9E8D57 * third
        first, third = ((two >> 32) & MASK) ^ second ^ low, ((one >> 32) & MASK) ^ fourth ^ high
        second, fourth = two & MASK, one & MASK
        low, high = (low + 0x9E3779B9) & MASK, (high + 0xBB67AE85) & MASK
    return first, second, third, fourth


@rule
def unit(word: int) -> float:
    """A word of 32 bits as a number strictly between 0 and 1."""
    return (word + 0.5) * 2.3283064365386963e-10


@rule
def four(luck: Luck, week: int, customer: int, decision: int, block: int) -> tuple[float, float, float, float]:
    """The luck of `uniform` for k = 4 block to 4 block + 3, at the price of one."""
    words = philox(luck, customer, week, decision, block)
    return unit(words[0]), unit(words[1]), unit(words[2]), unit(words[3])


@rule
def uniform(luck: Luck, week: int, customer: int, decision: int, k: int) -> float:
    """The luck, in (0, 1), that a customer meets in one decision of one week; `k` tells firms or steps apart."""
    return four(luck, week, customer, decision, k >> 2)[k & 3]


@rule
def gumbel(chance: float) -> float:
    """Standard Gumbel variate (the random part of a logit utility) from a uniform one."""
    return -math.log(-math.log(chance))


@rule
def normal(chance: float) -> float:
    """Standard normal variate from a uniform one: Acklam's inverse of the distribution, relative error 1.2e-9."""
    if chance > 0.97575:
        return -normal_tail(1.0 - chance)
    if chance < 0.02425:
        return normal_tail(chance)
    q = chance - 0.5
    r = q * q
    top = -3.969683028665376e1 * r + 2.209460984245205e2
    top = ((top * r - 2.759285104469687e2) * r + 1.383577518672690e2) * r - 3.066479806614716e1
    bottom = -5.447609879822406e1 * r + 1.615858368580409e2
    bottom = ((bottom * r - 1.556989798598866e2) * r + 6.680131188771972e1) * r - 1.328068155288572e1
    return (top * r + 2.506628277459239) * q / (bottom * r + 1.0)


@rule
def normal_tail(chance: float) -> float:
    """The lower tail of the standard normal inverse, for chances below 0.02425."""
    q = math.sqrt(-2.0 * math.log(chance))
    top = -7.784894002430293e-3 * q - 3.223964580411365e-1
    top = ((top * q - 2.400758277161838) * q - 2.549732539343734) * q + 4.374664141464968
    bottom = ((7.784695709041462e-3 * q + 3.224671290700398e-1) * q + 2.445134137142996) * q
    return (top * q + 2.938163982698783) / ((bottom + 3.754408661907416) * q + 1.0)


@rule
def drawn_by_share(weights: np.ndarray, chance: float) -> int:
    """A number drawn by weights that sum to 1; -1 when all are 0.

    `weights` has the shape (choices,), `chance` lies in (0, 1).
    """
    below = 0.0
    chosen = -1
    for j in range(weights.size):
        if weights[j] > 0.0:
            chosen = j
            below += weights[j]
            if chance < below:
                break
    return chosen


@phase
def fill(luck: Luck, decision: int, k: int, drawn: np.ndarray) -> None:
    """Write the luck of customers 0, 1, … in one decision before the first week into `drawn`.

    Its shape is (customers,).
    """
    for customer in range(drawn.size):
        drawn[customer] = uniform(luck, 0, customer, decision, k)


def uniforms(luck: Luck, decision: int, k: int, count: int) -> np.ndarray:
    """The luck of customers 0 to `count` - 1 in one decision before the first week, shape (count,)."""
    drawn = np.empty(count)
    fill(luck, decision, k, drawn)
    return drawn


def replicate_luck(seed: int, replicate: int) -> Luck:
    """The luck of one replicate: it depends on the seed and the replicate's number, on nothing else."""
    words = philox(Luck(seed & MASK, (seed >> 32) & MASK), replicate, replicate >> 32, 0xFFFFFFFF, 0)
    return Luck(int(words[0]), int(words[1]))
