"""What a tournament comes to, in words that are no surer than its numbers, and in which a tie is a tie."""

from __future__ import annotations

import math
from collections.abc import Sequence

from analysis.games.game import NEGLIGIBLE, Equilibrium, Game
from analysis.text.numbers import listed, number


def verdict(game: Game, metric: str) -> list[str]:
    """Best replies, equilibria, and what kind of game it is; nothing of a game that is not wholly defined."""
    if any(game.undefined(place) for place in range(len(game.firms))):
        return [f"{metric} is not defined in every profile: no equilibrium can be told."]
    if game.is_all_tied():
        return [f"the strategies do equally well: {metric} of each firm is the same whichever of its own it plays."]
    told = [sentence for place in range(len(game.firms)) for sentence in _of_best_replies(game, place)]
    pure = game.pure()
    return [*told, *(_of_pure(game, one, metric) for one in pure), *_summing_up(game, pure)]


def _of_best_replies(game: Game, place: int) -> list[str]:
    """The strategy that is best whatever the others do, or those that are."""
    firm, best = game.firms[place], game.best_replies(place)
    others = listed([other for other in game.firms if other != firm])
    if len(best) > 1:
        none = ", and none does better" if len(best) < len(game.strategies[place]) else ""
        return [f"{listed(best)} do equally well for {firm}, whatever {others} may do{none}."]
    if not best:
        return []
    replies = [game.reply(profile, place) for profile in game.against(best[0], place)]
    if all(reply.is_sure for reply in replies):
        return [f"{best[0]} dominates for {firm}: the best reply whatever {others} may do, surely."]
    if all(reply.is_sure or reply.is_tied for reply in replies):
        return [f"{best[0]} is never worse for {firm}, whatever {others} may do, and surely better against some."]
    luck = "though luck may have decided some of the comparisons"
    return [f"{best[0]} seems the best reply for {firm} whatever {others} may do, {luck}."]


def _of_pure(game: Game, one: Equilibrium, metric: str) -> str:
    profile = one.profile or ()
    replies = [game.reply(profile, place) for place in range(len(game.firms)) if len(game.strategies[place]) > 1]
    plays = listed([f"{firm} {name}" for firm, name in zip(game.firms, profile, strict=True)])
    earns = listed([f"{firm} {number(payoff)}" for firm, payoff in zip(game.firms, one.payoffs, strict=True)])
    word = "equilibrium"
    if not all(reply.is_sure for reply in replies):
        is_tie = all(reply.is_sure or reply.is_tied for reply in replies)
        word += ", in which a firm may as well play otherwise" if is_tie else ", not a sure one"
    return f"{word}: {plays}; {metric}: {earns}."


def _summing_up(game: Game, pure: Sequence[Equilibrium]) -> list[str]:
    """Dilemma, coordination, or no rest."""
    if not pure:
        rest = "; they keep each other guessing (see the mixed equilibria)" if game.mixed() else ""
        return [f"no choice is stable: in each, some firm would rather play otherwise{rest}."]
    if len(pure) > 1 and all(_is_same(one.payoffs, pure[0].payoffs) for one in pure):
        return ["several choices are stable, and each firm earns the same in all of them."]
    if len(pure) > 1:
        return ["several choices are stable: which one the firms end in depends on where they begin."]
    profile = pure[0].profile or ()
    better = game.better_for_all(profile)
    if better is None:
        return ["no other choice would earn all of them more."]
    gains = [game.difference(better, profile, place) for place in range(len(game.firms))]
    sure = all(gain is not None and gain.low > 0.0 for gain in gains)
    plays = listed([f"{firm} {name}" for firm, name in zip(game.firms, better, strict=True)])
    surely = "surely" if sure else "probably"
    return [f"a prisoner's dilemma: all would earn more, {surely}, under {plays}, which none can hold alone."]


def _is_same(payoffs: Sequence[float], others: Sequence[float]) -> bool:
    return all(math.isclose(one, other, rel_tol=NEGLIGIBLE) for one, other in zip(payoffs, others, strict=True))
