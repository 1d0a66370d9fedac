"""What the answer to a complaint does, or that there is none: to satisfaction, affect, conviction, and to who stays.

The front line answers within the week (`complain.py`), the desks later (`recover.py`); to the customer it is the same.
"""

import math
from typing import NamedTuple

import numpy as np

from simulation.behavior.bonds import tie_of
from simulation.behavior.moment import Moment
from simulation.behavior.parameters import Nature
from simulation.behavior.psychology import graded_rebuy, held, justice, smoothed, speed, wounded_affect
from simulation.engine.chance import uniform
from simulation.engine.compiling import row, rule
from simulation.state.decisions import AWAY, GOOD
from simulation.state.switch_reasons import RESPONSE
from simulation.state.tables import LONGEST_AWAY, NEVER, NOBODY, World
from simulation.state.visit_codes import MAJOR
from simulation.week.membership import stake
from simulation.week.standing import loyalty_of

NOT_SETTLED = -1.0
"""In place of the days until an answer."""


class Problem(NamedTuple):
    """What a complaint is about."""

    severity: float  # 0 minor to 1 major
    satisfaction_before: float  # 0-1: cumulative satisfaction before the encounter
    is_repeated: bool  # a second problem within the time that counts
    is_major: bool  # a major failure, which wounds by itself


@rule
def severity_of(failure: int, is_repeat: bool, ratchet: float) -> float:
    """Severity of the problem, 0 minor to 1 major; a repeated problem weighs more [MaxhamNetemeyer2002]."""
    severity = 1.0 if failure == MAJOR else 0.0
    return min(severity + ratchet, 1.0) if is_repeat else severity


@rule
def wound(world: World, nature: Nature, i: int, j: int, depth: float) -> None:
    """Betrayal costs affect and conviction, by the type's nature."""
    relations = world.relationships
    betrayal = nature.types[world.customers.loyalty_type[i]].betrayal
    relations.affect[j, i] = wounded_affect(np.float64(relations.affect[j, i]), depth, betrayal)
    relations.conviction[j, i] = wounded_affect(np.float64(relations.conviction[j, i]), depth, betrayal)


@rule
def mended(liking: float, betrayal: float, share: float) -> float:
    """Affect or conviction when a share of what a betrayal took of it has come back; of nothing nothing grows."""
    return liking if betrayal >= 1.0 else min(liking * (1.0 + share * betrayal / (1.0 - betrayal)), 1.0)


@row
def mend(world: World, nature: Nature, i: int, j: int, share: float) -> None:
    """A share of the affect and conviction that a major failure took comes back."""
    relations = world.relationships
    betrayal = nature.types[world.customers.loyalty_type[i]].betrayal
    relations.affect[j, i] = mended(np.float64(relations.affect[j, i]), betrayal, share)
    relations.conviction[j, i] = mended(np.float64(relations.conviction[j, i]), betrayal, share)


@row
def heal(world: World, nature: Nature, i: int, j: int, problem: Problem, fairness: float) -> None:
    """A just settlement restores satisfaction, and after a first problem leaves it a little above the former level.

    The paradox is one of satisfaction, small, and does not survive a second failure, of which something always stays
    behind [DeMatosEtAl2007] [MaxhamNetemeyer2002]. Affect and conviction come back no further than they were.
    """
    bonus = 0.0 if problem.is_repeated else nature.recovery.paradox * fairness
    fairness *= 1.0 - nature.recovery.ratchet if problem.is_repeated else 1.0
    now = np.float64(world.relationships.cumulative_satisfaction[j, i])
    restored = smoothed(now, max(problem.satisfaction_before, now), 1.0 - fairness)
    world.relationships.cumulative_satisfaction[j, i] = min(restored + bonus, 1.0)
    if problem.is_major:
        mend(world, nature, i, j, nature.recovery.mending * fairness)


@rule
def weeks_away(chance: float, mean: float) -> int:
    """Weeks until a customer who left would come back: any week is as likely as the next, `mean` weeks on average."""
    return min(int(-math.log(chance) * mean) + 1, LONGEST_AWAY)


@row
def make_up(world: World, nature: Nature, moment: Moment, i: int, left: int) -> None:
    """Who has too few firms within reach, the one that it just left apart, goes back to one of those that it left.

    Exit takes somewhere to go [Hirschman1970]: of the firms that are open the customer forgives the one to which it
    would have come back first, which of those left for good is the one left longest ago.
    """
    gone_until = world.relationships.gone_until
    within_reach, soonest = 0, NOBODY
    for j in range(world.firms.price.size):
        if j == left or world.firms.is_open[j] == 0.0:
            continue
        if gone_until[j, i] <= moment.week:
            within_reach += 1
        elif soonest == NOBODY or gone_until[j, i] < gone_until[soonest, i]:
            soonest = j
    if within_reach < nature.voice.alternatives and soonest != NOBODY:
        gone_until[soonest, i] = NEVER


@row
def leave(world: World, nature: Nature, moment: Moment, i: int, j: int, reason: int) -> None:
    """The customer turns its back on the firm, for a time or for good."""
    voice, identity = nature.voice, int(world.customers.identity[i])
    weeks = weeks_away(uniform(moment.luck, moment.week, identity, AWAY, j), voice.exit_weeks)
    if voice.for_good > 0.0 and uniform(moment.luck, moment.week, identity, GOOD, j) < voice.for_good:
        weeks = LONGEST_AWAY
    world.relationships.gone_until[j, i] = moment.week + weeks
    world.relationships.exit_reason[j, i] = reason
    if voice.alternatives > 0.0:
        make_up(world, nature, moment, i, j)


@row
def answer(
    world: World, nature: Nature, moment: Moment, who: tuple[int, int], problem: Problem, days: float, luck: float
) -> bool:
    """What an answer to a complaint does to the customer; returns whether it leaves all the same.

    `who` is customer and firm; `days` the time to the answer, or NOT_SETTLED.
    """
    i, j = who
    firms, recovery = world.firms, nature.recovery
    rebuy = graded_rebuy(recovery.minor, recovery.major, problem.severity)
    quickness = speed(max(days, 0.0), recovery.patience_days)
    fairness = justice(firms.compensation[j], firms.empathy[j], quickness, recovery)
    if days < 0.0 or fairness < recovery.just_enough:
        wound(world, nature, i, j, 1.0 if problem.is_repeated else recovery.first_wound)
        chance = rebuy.unresolved
    else:
        heal(world, nature, i, j, problem, fairness)
        chance = rebuy.resolved + quickness * (rebuy.quick - rebuy.resolved)
    tie = tie_of(firms.alliance[j], firms.empathy[j], nature.bonds)
    if moment.has_programmes:
        tie += stake(world, nature, moment, i, j)
    if luck < held(chance, loyalty_of(world, i, j), nature.voice.loyalty_holds, tie):
        return False
    leave(world, nature, moment, i, j, RESPONSE)
    return True
