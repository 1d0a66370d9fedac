"""Games of two firms whose payoffs are written down, and ends of climbing that nobody had to climb to."""

from collections.abc import Sequence

import pandas as pd

from analysis.games.game import Game
from analysis.tournaments.adaptive_pricing import COLUMNS, Ended, adaptation_rows

Payoffs = Sequence[Sequence[float]]

PRICES = {"a": 8.0, "b": 10.0, "c": 14.0}
LADDERS = {"Alba": PRICES, "Brio": dict(zip("xyz", PRICES.values(), strict=True))}
MIDDLE = [[1, 1, 1], [2, 3, 2], [1, 1, 1]]
"""What either earns with its own price in the row: the middle one dominates."""
DILEMMA = [[3, 0], [5, 1]], [[3, 5], [0, 1]]
PENNIES = [[1, -1], [-1, 1]], [[-1, 1], [1, -1]]


def game(first: Payoffs, second: Payoffs, *, noise: float = 0.0) -> Game:
    """Two firms with strategies a, b, …; two replicates that differ by `noise` against each other."""
    names = "abc"[: len(first)], "xyz"[: len(first[0])]
    earned: dict[tuple[str, ...], tuple[dict[int, float], ...]] = {
        (own, rival): tuple(
            {1: payoffs[i][j] + noise * (i + j), 2: payoffs[i][j] - noise * (i + j), 3: payoffs[i][j]}
            for payoffs in (first, second)
        )
        for i, own in enumerate(names[0])
        for j, rival in enumerate(names[1])
    }
    return Game(("Alba", "Brio"), (tuple(names[0]), tuple(names[1])), earned)


def without_a_payoff(found: Game) -> Game:
    """The game in which it is undefined what Alba earns in the first profile."""
    return Game(found.firms, found.strategies, {**found.earned, ("a", "x"): ({}, found.earned["a", "x"][1])})


def transposed(matrix: Payoffs) -> list[list[float]]:
    return [list(row) for row in zip(*matrix, strict=True)]


def adapted(found: Game, *ends: Sequence[tuple[float, float]]) -> pd.DataFrame:
    """Where firms ended, (Alba, Brio) of the lowest start and of the highest; three replicates `spread` apart."""
    ended = [[Ended([end - spread, end, end + spread], [5.0, 5.0, 5.0]) for end, spread in start] for start in ends]
    return pd.DataFrame(adaptation_rows(found, LADDERS, ended, "profit", 104), columns=list(COLUMNS))


def too_far(found: Game) -> pd.DataFrame:
    """Ends of climbing on ladders whose middle lies farther from the lowest price than two years of steps."""
    far = {firm: dict(zip(names, (8.0, 20.0, 21.0), strict=True)) for firm, names in LADDERS.items()}
    ended = [[Ended([price], [1.0])] * 2 for price in (9.0, 21.0)]
    return pd.DataFrame(adaptation_rows(found, far, ended, "profit", 104), columns=list(COLUMNS))


def at_the_edge() -> pd.DataFrame:
    """Ends of climbing in a dilemma, whose equilibrium lies at the highest price of both."""
    ladders = {"Alba": {"a": 8.0, "b": 10.0}, "Brio": {"x": 8.0, "y": 10.0}}
    ended = [[Ended([10.0], [1.0])] * 2] * 2
    return pd.DataFrame(adaptation_rows(game(*DILEMMA), ladders, ended, "profit", 52), columns=list(COLUMNS))
