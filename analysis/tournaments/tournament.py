"""`tournament`: the design that plays every profile of strategies, and all firms climbing; its tables and verdict."""

from __future__ import annotations

import itertools
import json
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from analysis.execution.burn_in_cache import is_followed
from analysis.figures.games import climbs, payoff_heat_map
from analysis.sweeps.design import Design
from analysis.sweeps.design_runs import columns_of, prices_of
from analysis.tournaments import adaptive_pricing
from analysis.tournaments.adaptive_pricing import ADAPTATION, Ended, Ladders
from analysis.tournaments.game import Game, game_of, payoff_rows
from simulation.reading.errors import Fault, Refused, refused, suggestion
from simulation.reading.paths import format_path, parse_path
from simulation.scenario.plans import Changes
from simulation.scenario.scenario import Scenario

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

AGAIN = "the same command with another --metric and --resume reads the runs that are kept"
PAYOFFS, EQUILIBRIA = "payoffs.csv", "equilibria.csv"
PAYOFF_COLUMNS = (
    *("profile", "firm", "strategy", "against", "metric", "mean", "sd", "ci_low", "ci_high"),
    *("is_best_reply", "behind", "behind_low", "behind_high", "replicates"),
)
EQUILIBRIUM_COLUMNS = ("equilibrium", "kind", "firm", "strategy", "probability", "payoff")
MEANINGS = {
    "profile": ("one strategy a firm", "number from 1"),
    "against": ("strategies of the other firms", "names"),
    "is_best_reply": ("1 where no other strategy of the firm earns more against the same; in several if they tie",
                      "0 or 1"),
    "behind": ("best reply minus this strategy, paired by luck; negative for the best reply: minus the second best",
               "as the metric"),
    "behind_low": ("lower end of its 95 % interval", "as the metric"),
    "behind_high": ("upper end of its 95 % interval", "as the metric"),
    "equilibrium": ("a choice that no firm regrets alone", "number from 1"),
    "kind": ("pure: each firm plays one strategy; mixed: some firm draws lots", "name"),
    "probability": ("with which the firm plays the strategy", "probability"),
    "payoff": ("what the firm expects", "as the metric"),
    **adaptive_pricing.MEANINGS,
}  # fmt: skip


@dataclass(frozen=True)
class Profiles(Design):
    """Points that are profiles: a strategy a firm; `moves` are the changes that each strategy makes.

    The last points are `climbs`: the changes that make all firms adapt at once.
    """

    moves: tuple[Mapping[str, Changes], ...] = ()
    climbs: tuple[Changes, ...] = ()

    def changes(self, number: int) -> dict[str, Any]:
        """The changes of all firms' strategies together."""
        profiles = len(self.points) - len(self.climbs)
        if number >= profiles:
            return dict(self.climbs[number - profiles])
        made: dict[str, Any] = {}
        for moves, name in zip(self.moves, self.points[number], strict=True):
            made |= moves[name]
        return made

    def begins(self, number: int) -> str:
        """Profiles that change nothing before week 1 settle alike."""
        apart = {path: value for path, value in self.changes(number).items() if not is_followed(parse_path(path))}
        return json.dumps(apart)


@dataclass(frozen=True)
class Tournament:
    """What is made of the runs: payoffs, equilibria, a heat map; with `ladders`, where climbing firms end."""

    scenario: Scenario
    firms: tuple[str, ...]
    strategies: tuple[tuple[str, ...], ...]
    metric: str
    ladders: Ladders | None = None

    @property
    def columns(self) -> Mapping[str, tuple[str, str]]:
        """Meaning and unit of the columns of its tables."""
        return MEANINGS

    @property
    def chosen(self) -> Sequence[str]:
        """The metric that firms want."""
        return [self.metric]

    @property
    def reads(self) -> Sequence[str]:
        """The columns of the table of runs that it looks at."""
        prices = [] if self.ladders is None else list(self.asked_prices)
        strategies = [column_of(firm) for firm in self.firms]
        return ["point", "replicate", *strategies, *self._named(self.metric), *prices]

    def game(self, runs: pd.DataFrame) -> Game:
        """The game that the runs came to."""
        names = {"strategy": [column_of(firm) for firm in self.firms], "payoff": self._named(self.metric)}
        return game_of(runs[runs["point"] <= self.profiles], self.firms, self.strategies, names)

    @property
    def profiles(self) -> int:
        """How many profiles there are; the points after them are climbs."""
        return math.prod(map(len, self.strategies))

    @property
    def asked_prices(self) -> Mapping[str, tuple[str, str]]:
        """Meaning and unit of the prices that are kept of each run."""
        unit = self.scenario.market.currency
        columns = prices_of(self.scenario).items()
        return {column: (f"{firm}: mean list price of the last 52 weeks", unit) for firm, column in columns}

    def _named(self, metric: str) -> list[str]:
        """The column of a metric of each firm in the table of runs."""
        by_key = {key: column for column, key in columns_of(self.scenario).items()}
        return [by_key[firm, metric] for firm in self.firms]

    def _adaptation(self, game: Game, runs: pd.DataFrame, ladders: Ladders) -> pd.DataFrame:
        import pandas as pd

        climbs = [runs[runs["point"] == self.profiles + place] for place in (1, 2)]
        prices = prices_of(self.scenario)
        columns = list(zip([prices[firm] for firm in self.firms], self._named(self.metric), strict=True))
        ended = [[Ended(part[price].tolist(), part[payoff].tolist()) for price, payoff in columns] for part in climbs]
        rows = adaptive_pricing.adaptation_rows(game, ladders, ended, self.metric, self.scenario.market.weeks)
        return pd.DataFrame(rows, columns=list(adaptive_pricing.COLUMNS))

    def tables(self, runs: pd.DataFrame) -> dict[str, pd.DataFrame]:
        """Payoffs, equilibria, and where climbing firms end."""
        import pandas as pd

        game = self.game(runs)
        ends = {} if self.ladders is None else {ADAPTATION: self._adaptation(game, runs, self.ladders)}
        return ends | {
            PAYOFFS: pd.DataFrame(payoff_rows(game, self.metric), columns=list(PAYOFF_COLUMNS)),
            EQUILIBRIA: pd.DataFrame(_equilibrium_rows(game), columns=list(EQUILIBRIUM_COLUMNS)),
        }

    def gaps(self, runs: pd.DataFrame) -> list[str]:
        """Firms for which the metric is undefined in some profiles; refused where it is in all of all firms."""
        game = self.game(runs)
        missing = {firm: len(game.undefined(place)) for place, firm in enumerate(self.firms)}
        told = [f"{self.metric} of {firm} is not defined in {count} of {self.profiles} profiles, so there is no best"
                f" reply in these, and no equilibrium can be told; {AGAIN}"
                for firm, count in missing.items() if count]  # fmt: skip
        if set(missing.values()) == {self.profiles}:
            raise Refused([Fault("--metric", 0, 0, "", text) for text in told])
        return told

    def figures(self, frames: Mapping[str, pd.DataFrame]) -> dict[str, Callable[[], Figure]]:
        """A heat map of what each of two firms earns, and the way of their prices when both climb."""
        if len(self.firms) != 2:
            return {}
        if frames[PAYOFFS]["mean"].isna().any():
            return {}
        unit = self.scenario.market.currency
        heat = partial(payoff_heat_map, frames[PAYOFFS], self.firms, self.strategies, (self.metric, unit))
        if self.ladders is None:
            return {"payoffs": heat}
        equilibria = frames[EQUILIBRIA]
        pure = equilibria[equilibria["kind"] == "pure"]
        return {"payoffs": heat, "adaptation": partial(climbs, frames[ADAPTATION], pure, self.ladders, unit)}


def column_of(firm: str) -> str:
    """The column of a firm's strategy in the table of runs."""
    return format_path(("strategy", firm))


def moves_of(scenario: Scenario, named: Sequence[str] = ()) -> dict[str, Mapping[str, Changes]]:
    """The strategies of each contestant: those of `compare` for the focus firm, those of `rivals` for the others."""
    focus = scenario.focus_firm
    every = {focus: scenario.plans, **{firm: scenario.plans_of_rival(firm) for firm in scenario.rivals}}
    firms = list(named or every)
    for firm in firms:
        if firm not in scenario.firms:
            raise refused(f"no firm {firm!r}; {suggestion(firm, scenario.firms)}", place="--firms")
        if firm not in every:
            raise refused(f"{firm} has no strategies; name some under `rivals.{format_path((firm,))}`", place="--firms")
    if len(firms) < 2 or len(set(firms)) < len(firms):
        right = "name two or more, and their strategies under `rivals`"
        raise refused(f"a tournament needs two firms with strategies; {right}", place="--firms")
    return {firm: {name: plan.booked(firm) for name, plan in every[firm].items()} for firm in firms}


def contest(
    scenario: Scenario, named: Sequence[str], metric: str, *, adaptive: bool = False
) -> tuple[Scenario, Profiles, Tournament]:
    """The market under every firm's first strategy, the profiles to play, and what is made of them."""
    moves = moves_of(scenario, named)
    strategies = tuple(tuple(names) for names in moves.values())
    paths = tuple(column_of(firm) for firm in moves)
    design = Profiles("tournament", paths, list(itertools.product(*strategies)), moves=tuple(moves.values()))
    base = scenario.changed(design.changes(0))
    if not adaptive:
        return base, design, Tournament(base, tuple(moves), strategies, metric)
    ladders = adaptive_pricing.ladders_of(base, moves)
    named_climbs = adaptive_pricing.starts(ladders)
    points = [*design.points, *(names for names, _ in named_climbs)]
    design = replace(design, points=points, climbs=tuple(changes for _, changes in named_climbs))
    return base, design, Tournament(base, tuple(moves), strategies, metric, ladders)


def _equilibrium_rows(game: Game) -> list[tuple[Any, ...]]:
    rows = []
    for count, one in enumerate([*game.pure(), *game.mixed()], start=1):
        kind = "pure" if one.profile else "mixed"
        for firm, shares, payoff in zip(game.firms, one.shares, one.payoffs, strict=True):
            rows += [(count, kind, firm, name, share, payoff) for name, share in shares.items() if share > 0.0]
    return rows
