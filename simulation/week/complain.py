"""Exit, voice or loyalty [Hirschman1970]: what dissatisfied customers do, and what becomes of it at the front line.

Voice has two stages. About half of the dissatisfied tell the front line, which settles some problems on the spot
and some later; of those it does not settle, few go on to the firm's complaint desk, where most firms count.
"""

import math
from typing import NamedTuple

import numpy as np

from simulation.behavior.bonds import tie_of
from simulation.behavior.parameters import Moment, Nature, Traits, Voice
from simulation.behavior.psychology import (
    graded_rebuy,
    held,
    justice,
    logistic,
    loyalty_index,
    smoothed,
    speed,
    wounded_affect,
)
from simulation.engine.chance import AWAY, VOICE, four, uniform
from simulation.engine.compiling import phase, row, rule
from simulation.state.switch_reasons import CORE_FAILURE, ENCOUNTER_FAILURE, INCONVENIENCE, PRICING, RESPONSE
from simulation.state.tables import LONGEST_AWAY, NEVER, NOBODY, World
from simulation.week.experience import MAJOR, NO_FAILURE
from simulation.week.judge import going_price
from simulation.week.pay import booked
from simulation.week.price import price_for

WRITES = (
    "visits.response", "visits.has_left", "visits.compensation", "relationships.affect", "relationships.conviction",
    "relationships.cumulative_satisfaction", "relationships.gone_until", "relationships.exit_reason",
)  # fmt: skip

CONTENT, SILENT, SETTLED_AT_ONCE, SETTLED_LATER, UNSETTLED, AT_DESK = range(6)
"""Response: content; dissatisfied and silent; told the front line and settled at once, settled later, or in vain;
told it in vain and went on to the desk."""

NOT_SETTLED = -1.0


class Problem(NamedTuple):
    """What a complaint is about."""

    severity: float  # 0 minor to 1 major
    satisfaction_before: float  # 0-1: cumulative satisfaction before the encounter
    is_repeated: bool  # a second problem within the time that counts
    is_major: bool  # a major failure, which wounds by itself


@rule
def voice_probability(severity: float, loyalty: float, ease: float, traits: Traits, voice: Voice) -> float:
    """Chance to tell the front line: graver problems, loyal customers and an open door make for voice."""
    readiness = voice.base + traits.voice + voice.major * severity + voice.loyalty * (loyalty - 0.5)
    return logistic(readiness + voice.ease * ease)


@rule
def escalation_probability(ease: float, voice: Voice) -> float:
    """Chance that a complaint which the front line did not settle goes on to the firm's desk."""
    return logistic(voice.escalation + voice.escalation_ease * ease)


@rule
def loyalty_of(world: World, i: int, j: int) -> float:
    """Loyalty index of a customer towards a firm, 0-1."""
    relations = world.relationships
    return loyalty_index(
        np.float64(relations.conviction[j, i]), np.float64(relations.affect[j, i]), np.float64(relations.habit[j, i])
    )


@row
def is_repeated(world: World, nature: Nature, moment: Moment, i: int, j: int) -> bool:
    """Whether the firm has let this customer down before, not long ago: a double deviation."""
    before = world.relationships.last_failure[j, i]
    return bool(before != NEVER and moment.week - before <= nature.recovery.repeat_weeks)


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


@rule
def weeks_away(chance: float, mean: float) -> int:
    """Weeks until a customer who left would come back: any week is as likely as the next, `mean` weeks on average."""
    return min(int(-math.log(chance) * mean) + 1, LONGEST_AWAY)


@rule
def leave(world: World, nature: Nature, moment: Moment, i: int, j: int, reason: int) -> None:
    """The customer turns its back on the firm for a time."""
    chance = uniform(moment.luck, moment.week, int(world.customers.identity[i]), AWAY, j)
    world.relationships.gone_until[j, i] = moment.week + weeks_away(chance, nature.voice.exit_weeks)
    world.relationships.exit_reason[j, i] = reason


@rule
def severity_of(failure: int, is_repeat: bool, ratchet: float) -> float:
    """Severity of the problem, 0 minor to 1 major; a repeated problem weighs more [MaxhamNetemeyer2002]."""
    severity = 1.0 if failure == MAJOR else 0.0
    return min(severity + ratchet, 1.0) if is_repeat else severity


@row
def exit_cause(world: World, nature: Nature, moment: Moment, i: int, j: int, failure: int) -> int:
    """Why a dissatisfied customer leaves without an answer: a failure, the wait, the price, or the encounter itself."""
    if failure != NO_FAILURE:
        return CORE_FAILURE
    if world.firms.wait[j] > nature.types[world.customers.loyalty_type[i]].wait_tolerance:
        return INCONVENIENCE
    if price_for(world, moment, i, j) > going_price(world, i) * (1.0 + nature.reference_price.latitude):
        return PRICING
    return ENCOUNTER_FAILURE


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
        wound(world, nature, i, j, 1.0 if problem.is_repeated else 0.5)
        chance = rebuy.unresolved
    else:
        heal(world, nature, i, j, problem, fairness)
        chance = rebuy.resolved + quickness * (rebuy.quick - rebuy.resolved)
    tie = tie_of(firms.alliance[j], firms.empathy[j], nature.bonds)
    if luck < held(chance, loyalty_of(world, i, j), nature.voice.loyalty_holds, tie):
        return False
    leave(world, nature, moment, i, j, RESPONSE)
    return True


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


@row
def front_line(world: World, nature: Nature, moment: Moment, v: int, problem: Problem) -> None:
    """The front line hears a problem, and settles it at once, later, or not at all."""
    visits, firms = world.visits, world.firms
    i, j = int(visits.customer[v]), int(visits.firm[v])
    identity = int(world.customers.identity[i])
    chances = four(moment.luck, moment.week, identity, VOICE, 0)
    days = NOT_SETTLED
    further = four(moment.luck, moment.week, identity, VOICE, 1)
    if further[0] < firms.resolution[j]:
        at_once = chances[2] < firms.frontline_authority[j]
        days = 0.0 if at_once else firms.answer_days[j]
        visits.response[v] = SETTLED_AT_ONCE if at_once else SETTLED_LATER
        visits.compensation[v] = booked(firms.compensation[j] * visits.paid[v], further[1])
    elif chances[1] < escalation_probability(firms.ease_of_voice[j], nature.voice):
        visits.response[v] = AT_DESK
        return
    else:
        visits.response[v] = UNSETTLED
    visits.has_left[v] = answer(world, nature, moment, (i, j), problem, days, chances[3])


@row
def respond(world: World, nature: Nature, moment: Moment, v: int) -> None:
    """What one dissatisfied customer does: speak up, or say nothing and stay or leave."""
    visits, recovery = world.visits, nature.recovery
    i, j, failure = int(visits.customer[v]), int(visits.firm[v]), int(visits.failure[v])
    is_repeat = is_repeated(world, nature, moment, i, j)
    severity = severity_of(failure, is_repeat, recovery.ratchet)
    if failure == MAJOR:
        wound(world, nature, i, j, 1.0)
    loyalty = loyalty_of(world, i, j)
    chances = four(moment.luck, moment.week, int(world.customers.identity[i]), VOICE, 0)
    traits = nature.types[world.customers.loyalty_type[i]]
    if chances[0] < voice_probability(severity, loyalty, world.firms.ease_of_voice[j], traits, nature.voice):
        problem = Problem(severity, np.float64(visits.satisfaction_before[v]), is_repeat, failure == MAJOR)
        front_line(world, nature, moment, v, problem)
        return
    visits.response[v] = SILENT
    rebuy = graded_rebuy(recovery.minor, recovery.major, severity)
    tie = nature.bonds.barrier * world.firms.alliance[j]
    if chances[3] >= held(rebuy.silent, loyalty, nature.voice.loyalty_holds, tie):
        leave(world, nature, moment, i, j, exit_cause(world, nature, moment, i, j, failure))
        visits.has_left[v] = 1


@phase
def complain(world: World, nature: Nature, moment: Moment, first: int, last: int) -> None:
    """All dissatisfied customers respond; the content go on as before."""
    visits = world.visits
    for chunk in range(first, last):
        start = chunk * world.chunk_size
        for v in range(start, start + visits.trips[chunk]):
            visits.response[v] = CONTENT
            visits.has_left[v] = 0
            visits.compensation[v] = 0
            is_dissatisfied = np.float64(visits.satisfaction[v]) < nature.satisfaction.dissatisfied_below
            if visits.firm[v] != NOBODY and is_dissatisfied:
                respond(world, nature, moment, v)
