"""Plans against what rivals may do: the difference that each plan makes under each reaction, best replies, regret."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from analysis.games.game import UNDEFINED, Game, Profile
from analysis.statistics.estimates import Estimate

if TYPE_CHECKING:
    import pandas as pd

RIVALS, REPLIES = "rivals.csv", "replies.csv"
RIVALS_COLUMNS = (
    *("firm", "metric", "plan", "rival", "reaction", "difference", "ci_low", "ci_high", "replicates"),
    *("level", "rival_level", "best_reply", "regret", "is_ahead"),
)
REPLIES_COLUMNS = (
    *("firm", "metric", "plan", "rival", "best_reply_is", "is_sure", "difference", "ci_low", "ci_high", "replicates"),
    *("worst_reaction", "worst_difference", "max_regret"),
)
MEANINGS = {
    "plan": ("plan of the firm that is judged", "name"),
    "rival": ("who reacts; several with + between them", "name"),
    "reaction": ("what the rivals do, in the order of their names", "name"),
    "level": ("the metric itself, mean over replicates", "as the metric"),
    "rival_level": ("the metric of the rivals together, mean over replicates", "as the metric"),
    "best_reply": ("1 where no rival would get more by another reaction of its own to this plan", "0 or 1"),
    "regret": ("what the best plan under this reaction brings more than this plan", "as the metric"),
    "is_ahead": (
        "1 where this plan is the best under this reaction and luck cannot have decided that, at 95 %",
        "0 or 1",
    ),
    "best_reply_is": ("the rivals' best reply to this plan; empty where there is none", "name"),
    "is_sure": ("1 where luck cannot have decided which reply is best, at 95 %", "0 or 1"),
    "worst_reaction": ("reaction under which the plan makes the smallest difference", "name"),
    "worst_difference": ("that difference", "as the metric"),
    "max_regret": ("the largest regret over all reactions", "as the metric"),
}
"""In `replies.csv`, `difference` is the plan under the best reply to it minus the baseline under that to itself."""


def together(names: Sequence[str]) -> str:
    """Several rivals, or what they do, as one name."""
    return " + ".join(names)


def reactions_of(game: Game) -> list[Profile]:
    """All that the rivals may do, a strategy for each of them."""
    return [profile[1:] for profile in game.profiles() if profile[0] == game.strategies[0][0]]


def best_replies(game: Game, plan: str) -> list[Profile]:
    """The reactions to a plan in which no rival would get more by another one of its own."""
    places = range(1, len(game.firms))
    return [
        reaction
        for reaction in reactions_of(game)
        if all(game.reply((plan, *reaction), place).is_best for place in places)
    ]


def rivals_table(game: Game, metric: str) -> pd.DataFrame:
    """A row a plan and reaction: the table `rivals.csv`. The baseline, the first plan, differs from itself by 0."""
    import pandas as pd

    plans, rival = game.strategies[0], together(game.firms[1:])
    replies = {plan: best_replies(game, plan) for plan in plans}
    rows: list[tuple[Any, ...]] = []
    for plan in plans:
        for reaction in reactions_of(game):
            profile = (plan, *reaction)
            found = _difference(game, profile, (plans[0], *reaction))
            levels = [game.mean(profile, place) for place in range(len(game.firms))]
            most = max(_defined(game.mean((other, *reaction), 0) for other in plans), default=math.nan)
            own = game.reply(profile, 0)
            rows.append((game.firms[0], metric, plan, rival, together(reaction), found.mean, found.low, found.high,
                         found.n, levels[0], sum(levels[1:]), int(reaction in replies[plan]),
                         most - levels[0], int(own.is_best and own.is_sure)))  # fmt: skip
    return pd.DataFrame(rows, columns=list(RIVALS_COLUMNS))


def replies_table(game: Game, rivals: pd.DataFrame) -> pd.DataFrame:
    """A row a plan: what it comes to when rivals reply best, in the worst case, and what one may regret."""
    import pandas as pd

    plans = game.strategies[0]
    rows: list[tuple[Any, ...]] = []
    for plan in plans:
        own = rivals[rivals["plan"] == plan]
        reply, base = _reply(game, plan), _reply(game, plans[0])
        found = UNDEFINED if reply is None or base is None else _difference(game, (plan, *reply), (plans[0], *base))
        cells = own.to_dict("records")
        worst = min(cells, key=lambda cell: math.inf if math.isnan(cell["difference"]) else cell["difference"])
        rows.append((game.firms[0], own["metric"].iloc[0], plan, together(game.firms[1:]),
                     "" if reply is None else together(reply), int(_is_sure(game, plan, reply)), found.mean, found.low,
                     found.high, found.n, worst["reaction"], worst["difference"], own["regret"].max()))  # fmt: skip
    return pd.DataFrame(rows, columns=list(REPLIES_COLUMNS))


def _reply(game: Game, plan: str) -> Profile | None:
    """The rivals' best reply; of several that are as good for them the one that is worst for the firm."""
    return min(best_replies(game, plan), key=lambda reaction: game.mean((plan, *reaction), 0), default=None)


def _is_sure(game: Game, plan: str, reply: Profile | None) -> bool:
    if reply is None:
        return False
    several = [place for place in range(1, len(game.firms)) if len(game.strategies[place]) > 1]
    return all(game.reply((plan, *reply), place).is_sure for place in several)


def _difference(game: Game, one: Profile, other: Profile) -> Estimate:
    return game.difference(one, other, 0) or UNDEFINED


def _defined(values: Any) -> list[float]:
    return [value for value in values if not math.isnan(value)]
