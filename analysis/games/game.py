"""Every strategy of one firm against every strategy of its rivals, as a game: best replies and equilibria.

A profile is one strategy a firm. All profiles meet the same customers and the same luck, so what a firm gains by
another strategy, the others holding theirs, is a paired difference.
"""

from __future__ import annotations

import itertools
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from analysis.statistics.estimates import NOISE, Estimate, estimate, paired_difference

if TYPE_CHECKING:
    import pandas as pd

Profile = tuple[str, ...]
"""A strategy for each firm, in the order of the firms."""
NEGLIGIBLE = 1e-9
NAN = float("nan")
UNDEFINED = Estimate(NAN, NAN, NAN, NAN, 0)


@dataclass(frozen=True)
class Reply:
    """What a firm's strategy earns against given strategies of the others, and how far it is behind its best reply.

    `behind` is the best reply minus this strategy; for the best reply itself, minus the second best.
    """

    payoff: Estimate
    behind: Estimate | None
    is_best: bool

    @property
    def is_tied(self) -> bool:
        """Whether the two earn the same in every replicate."""
        return self.behind is not None and self.behind.mean == 0.0 and not self.behind.sd > 0.0

    @property
    def is_sure(self) -> bool:
        """Whether luck cannot have decided which of the two is better, at 95 %."""
        return self.behind is not None and (self.behind.low > 0.0 or self.behind.sd == 0.0 < self.behind.mean)


@dataclass(frozen=True)
class Equilibrium:
    """A probability for each strategy of each firm, and what each firm then expects."""

    shares: tuple[Mapping[str, float], ...]
    payoffs: tuple[float, ...]

    @property
    def profile(self) -> Profile | None:
        """The strategies where every firm plays only one; None where some firm mixes."""
        played = [[name for name, share in shares.items() if share > NEGLIGIBLE] for shares in self.shares]
        return tuple(names[0] for names in played) if all(len(names) == 1 for names in played) else None


@dataclass(frozen=True)
class Game:
    """Firms, their strategies, and what each firm earned in each profile and replicate."""

    firms: tuple[str, ...]
    strategies: tuple[tuple[str, ...], ...]
    earned: Mapping[Profile, tuple[Mapping[int, float], ...]]

    def profiles(self) -> Iterator[Profile]:
        """All profiles, the last firm's strategy fastest."""
        return itertools.product(*self.strategies)

    def mean(self, profile: Profile, place: int) -> float:
        """What a firm earns in a profile, mean over replicates; NaN where it is undefined in all."""
        return self.level(profile, place).mean

    def level(self, profile: Profile, place: int) -> Estimate:
        """The same with its interval."""
        values = list(self.earned[profile][place].values())
        return estimate(values) if values else UNDEFINED

    def undefined(self, place: int) -> list[Profile]:
        """Profiles in which it is undefined, in all replicates, what the firm earns."""
        return [profile for profile in self.profiles() if not self.earned[profile][place]]

    def replies(self, profile: Profile, place: int) -> dict[str, Profile]:
        """The profiles in which this firm alone may play otherwise, by its strategy."""
        return {name: (*profile[:place], name, *profile[place + 1 :]) for name in self.strategies[place]}

    def reply(self, profile: Profile, place: int) -> Reply:
        """How good a firm's strategy in a profile is as a reply to the others."""
        others = self.replies(profile, place)
        payoff = self.level(profile, place)
        defined = [other for other in others.values() if other == profile or self.earned[other][place]]
        order = sorted(defined, key=lambda other: -self.mean(other, place))
        if payoff.n == 0:
            return Reply(payoff, None, is_best=False)
        is_best = order[0] == profile or self.mean(profile, place) >= self._bar(order[0], place)
        rivals = [other for other in order if other != profile]
        if not rivals:
            return Reply(payoff, None, is_best=True)
        better, worse = (profile, rivals[0]) if is_best else (order[0], profile)
        return Reply(payoff, self.difference(better, worse, place), is_best)

    def _bar(self, best: Profile, place: int) -> float:
        """What a strategy must earn to be as good as the best one, but for rounding."""
        highest = self.mean(best, place)
        return highest - NOISE * abs(highest)

    def difference(self, one: Profile, other: Profile, place: int) -> Estimate | None:
        """What a firm earns more in one profile than in another, paired by luck."""
        first, second = self.earned[one][place], self.earned[other][place]
        common = sorted(set(first) & set(second))
        return paired_difference([first[r] for r in common], [second[r] for r in common]) if common else None

    def pure(self) -> list[Equilibrium]:
        """Profiles in which no firm earns more, on average, by another strategy."""
        stable = [
            profile
            for profile in self.profiles()
            if all(self.reply(profile, place).is_best for place in range(len(self.firms)))
        ]
        return [
            Equilibrium(
                tuple({own: float(own == name) for own in names}
                      for names, name in zip(self.strategies, profile, strict=True)),
                tuple(self.mean(profile, place) for place in range(len(self.firms))),
            )
            for profile in stable
        ]  # fmt: skip

    def mixed(self) -> list[Equilibrium]:
        """Equilibria of two firms in which a firm draws lots, by enumeration of supports; none for more firms."""
        if len(self.firms) != 2 or any(self.undefined(place) for place in (0, 1)):
            return []
        import nashpy

        payoffs = self.matrix(0), self.matrix(1)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # nashpy tells of degenerate games, where it finds some equilibria only
            found = list(nashpy.Game(*payoffs).support_enumeration())
        equilibria = []
        for rows, columns in found:
            shares = tuple(dict(zip(names, map(float, part), strict=True))
                           for names, part in zip(self.strategies, (rows, columns), strict=True))  # fmt: skip
            made = Equilibrium(shares, tuple(float(rows @ matrix @ columns) for matrix in payoffs))
            if made.profile is None:
                equilibria.append(made)
        return equilibria

    def matrix(self, place: int) -> np.ndarray:
        """Mean payoffs of a firm, shape (strategies of the first firm, strategies of the second)."""
        return np.array([[self.mean((own, rival), place) for rival in self.strategies[1]]
                         for own in self.strategies[0]])  # fmt: skip

    def best_replies(self, place: int) -> list[str]:
        """The strategies that are a firm's best reply whatever the others do; several are as good as each other."""
        names = self.strategies[place]
        return [name for name in names if len(names) > 1
                and all(self.reply(profile, place).is_best for profile in self.against(name, place))]  # fmt: skip

    def dominant(self, place: int) -> str | None:
        """The one strategy that is a firm's best reply whatever the others do; None where there is none, or several."""
        best = self.best_replies(place)
        return best[0] if len(best) == 1 else None

    def against(self, name: str, place: int) -> list[Profile]:
        """The profiles in which the firm plays this strategy."""
        return [profile for profile in self.profiles() if profile[place] == name]

    def is_all_tied(self) -> bool:
        """Whether no firm ever earns more or less by another strategy of its own, in any replicate."""
        return all(
            self.reply(profile, place).is_best and self.reply(profile, place).is_tied
            for profile in self.profiles()
            for place in range(len(self.firms))
            if len(self.strategies[place]) > 1
        )

    def better_for_all(self, profile: Profile) -> Profile | None:
        """The profile that earns every firm more, by as much as can be in all; None where there is none."""
        here = [self.mean(profile, place) for place in range(len(self.firms))]
        better = [
            other
            for other in self.profiles()
            if all(self.mean(other, place) > here[place] for place in range(len(self.firms)))
        ]
        return max(better, key=lambda other: sum(self.mean(other, place) for place in range(len(self.firms))),
                   default=None)  # fmt: skip


def game_of(
    runs: pd.DataFrame, firms: Sequence[str], strategies: Sequence[Sequence[str]], columns: Mapping[str, Sequence[str]]
) -> Game:
    """The game that runs came to; `columns` name a firm's strategy and its payoff in the table of runs."""
    earned: dict[Profile, tuple[dict[int, float], ...]] = {}
    for row in runs.to_dict("records"):
        profile = tuple(str(row[name]) for name in columns["strategy"])
        cell = earned.setdefault(profile, tuple({} for _ in firms))
        for place, name in enumerate(columns["payoff"]):
            if row[name] == row[name]:  # NaN is undefined
                cell[place][int(row["replicate"])] = float(row[name])
    return Game(tuple(firms), tuple(map(tuple, strategies)), earned)


def payoff_rows(game: Game, metric: str) -> list[tuple[Any, ...]]:
    """A row a profile and firm: `payoffs.csv`."""
    rows = []
    for number, profile in enumerate(game.profiles(), start=1):
        for place, firm in enumerate(game.firms):
            found = game.reply(profile, place)
            against = " + ".join(name for other, name in enumerate(profile) if other != place)
            gap = found.behind or UNDEFINED
            sign = -1.0 if found.is_best else 1.0
            ends = sorted((sign * gap.low, sign * gap.high))
            rows.append((number, firm, profile[place], against, metric, found.payoff.mean, found.payoff.sd,
                         found.payoff.low, found.payoff.high, int(found.is_best), sign * gap.mean, *ends,
                         found.payoff.n))  # fmt: skip
    return rows
