"""The luck of `simulation.engine.chance`, drawn beforehand for everybody: a week of it at a time, in plain lists.

Philox is written here a second time, over NumPy columns, from the paper [Salmon2011]: it serves the model of plain
objects, whose speed is then not burdened with drawing, and as a check of the compiled generator.
"""

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from simulation.engine.luck import Luck
from simulation.state import decisions

Words = npt.NDArray[np.uint64]
WORD = np.uint64(0xFFFFFFFF)
HALF = np.uint64(32)


def philox(luck: Luck, counter: tuple[Words, Words, Words, Words]) -> tuple[Words, Words, Words, Words]:
    """Philox4x32-10 of counters given as four columns of words."""
    a, b, c, d = counter
    key = [np.uint64(luck.low), np.uint64(luck.high)]
    for _ in range(10):
        one, two = np.uint64(0xD2511F53) * a, np.uint64(0xCD9E8D57) * c
        a, b, c, d = (two >> HALF) ^ b ^ key[0], two & WORD, (one >> HALF) ^ d ^ key[1], one & WORD
        key = [(key[0] + np.uint64(0x9E3779B9)) & WORD, (key[1] + np.uint64(0xBB67AE85)) & WORD]
    return a, b, c, d


def uniforms(luck: Luck, week: int, customers: npt.NDArray[np.integer], decision: int, block: int) -> list[list[float]]:
    """Luck of all these customers for k = 4 block to 4 block + 3: four lists."""
    zeros = np.zeros(customers.size, np.uint64)
    counter = (
        customers.astype(np.uint64),
        zeros + np.uint64(week),
        zeros + np.uint64(decision),
        zeros + np.uint64(block),
    )
    return [((word.astype(float) + 0.5) * 2.0**-32).tolist() for word in philox(luck, counter)]


class DrawnLuck:
    """One week's luck of everybody: `luck[decision][k][identity]`."""

    def __init__(self, luck: Luck, customers: int, firms: int, acquaintances: int) -> None:
        self.luck = luck
        self.identities = np.arange(customers)
        self.uses = {
            decisions.NEED: 4, decisions.OUTSIDE: 3, decisions.BALK: 2, decisions.SERVICE: 3, decisions.VOICE: 6,
            decisions.DESK: 4, decisions.BESIDE: 2, decisions.TELL: 1, decisions.HEAR: acquaintances,
            decisions.OTHER_TYPE: 2,
            decisions.COME: 1, decisions.GO: 1,
            decisions.ADVICE: 2 * firms, decisions.TAKE_PART: 1, decisions.JOIN: 4 * firms,
        }  # fmt: skip
        by_firm = (
            decisions.CONSIDER,
            decisions.TASTE_OF_THE_DAY,
            decisions.SEARCH,
            decisions.LOOK,
            decisions.STOCK,
            decisions.RUMOUR,
            decisions.TASTE,
            decisions.GROUP_TASTE,
            decisions.AWAY,
            decisions.GOOD,
            decisions.FEATURES,
        )
        self.uses |= dict.fromkeys(by_firm, firms)
        self.week_drawn: dict[int, list[list[float]]] = {}

    def draw(self, week: int, decisions: Iterable[int] | None = None) -> None:
        """Draw a week's luck, for all uses or only for some decisions."""
        self.week_drawn = {}
        for decision in self.uses if decisions is None else decisions:
            lists: list[list[float]] = []
            for block in range(-(-self.uses[decision] // 4)):
                lists += uniforms(self.luck, week, self.identities, decision, block)
            self.week_drawn[decision] = lists[: self.uses[decision]]

    def __getitem__(self, decision: int) -> list[list[float]]:
        return self.week_drawn[decision]
