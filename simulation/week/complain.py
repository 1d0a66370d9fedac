"""Exit, voice or loyalty [Hirschman1970]: what dissatisfied customers do, and what becomes of it at the front line.

Voice has two stages. About half of the dissatisfied tell the front line, which settles some problems on the spot
and some later; of those it does not settle, few go on to the firm's complaint desk, where most firms count.
"""

import numpy as np

from simulation.chance import VOICE, four, uniform
from simulation.compiling import phase, row, rule
from simulation.nature import Moment, Nature, Traits, Voice
from simulation.psychology import (
    graded_rebuy,
    held_by_loyalty,
    justice,
    logistic,
    loyalty_index,
    smoothed,
    speed,
    wounded_affect,
)
from simulation.reasons import CORE_FAILURE, ENCOUNTER_FAILURE, INCONVENIENCE, PRICING, RESPONSE
from simulation.state import NEVER, NOBODY, World
from simulation.week.experience import MAJOR, NO_FAILURE
from simulation.week.pay import whole

WRITES = (
    "visits.response", "visits.has_left", "visits.compensation", "relationships.affect", "relationships.conviction",
    "relationships.cumulative_satisfaction", "relationships.gone_until", "relationships.exit_reason",
)  # fmt: skip

CONTENT, SILENT, SETTLED_AT_ONCE, SETTLED_LATER, UNSETTLED, AT_DESK = range(6)
"""Response: content; dissatisfied and silent; told the front line and settled at once, settled later, or in vain;
told it in vain and went on to the desk."""

NOT_ANSWERED = -1.0


@rule
def voice_probability(severity: float, loyalty: float, ease: float, traits: Traits, voice: Voice) -> float:
    """Chance to tell the front line: graver problems, loyal customers and an open door make for voice."""
    readiness = voice.base + traits.voice + voice.major * severity + voice.loyalty * (loyalty - 0.5)
    return logistic(readiness + voice.ease * ease)


@rule
def escalation_probability(ease: float, voice: Voice) -> float:
    """Chance that a complaint which the front line did not settle goes on to the firm's desk."""
    return logistic(voice.escalation + voice.escalation_ease * ease)


@row
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
    return before != NEVER and moment.week - before <= nature.recovery.repeat_weeks


@row
def wound(world: World, nature: Nature, i: int, j: int, depth: float) -> None:
    """Betrayal costs affect and conviction, by the type's nature."""
    relations = world.relationships
    betrayal = nature.types[world.customers.loyalty_type[i]].betrayal
    relations.affect[j, i] = wounded_affect(np.float64(relations.affect[j, i]), depth, betrayal)
    relations.conviction[j, i] = wounded_affect(np.float64(relations.conviction[j, i]), depth, betrayal)


@row
def leave(world: World, nature: Nature, moment: Moment, i: int, j: int, reason: int) -> None:
    """The customer turns its back on the firm for a time."""
    world.relationships.gone_until[j, i] = moment.week + int(nature.voice.exit_weeks)
    world.relationships.exit_reason[j, i] = reason


@rule
def severity_of(failure: int, is_repeat: bool, ratchet: float) -> float:
    """Severity of the problem, 0 minor to 1 major; a repeated problem weighs more [MaxhamNetemeyer2002]."""
    severity = 1.0 if failure == MAJOR else 0.0
    return min(severity + ratchet, 1.0) if is_repeat else severity


@row
def exit_cause(world: World, nature: Nature, i: int, j: int, failure: int) -> int:
    """Why a dissatisfied customer leaves without an answer: a failure, the wait, the price, or the encounter itself."""
    if failure != NO_FAILURE:
        return CORE_FAILURE
    if world.firms.wait[j] > nature.types[world.customers.loyalty_type[i]].wait_tolerance:
        return INCONVENIENCE
    reference = np.float64(world.relationships.reference_price[j, i])
    if world.firms.price[j] > reference * (1.0 + nature.reference_price.latitude):
        return PRICING
    return ENCOUNTER_FAILURE


@row
def answer(
    world: World, nature: Nature, moment: Moment, who: tuple[int, int], severity: float, before: tuple[float, float, bool],
    outcome: tuple[float, float],
) -> bool:  # fmt: skip
    """What an answer to a complaint does to the customer; returns whether it leaves all the same.

    `who` customer and firm; `before` cumulative satisfaction before the problem, satisfaction with the encounter,
    whether the problem is a repeated one; `outcome` days to the answer (NOT_ANSWERED when not settled) and luck.
    """
    i, j = who
    relations, firms, recovery = world.relationships, world.firms, nature.recovery
    rebuy = graded_rebuy(recovery.minor, recovery.major, severity)
    days, luck = outcome
    fairness = 0.0
    if days >= 0.0:
        quickness = speed(days, recovery.patience_days)
        fairness = justice(firms.compensation[j], firms.empathy[j], quickness, recovery)
    if days < 0.0 or fairness < recovery.just_enough:
        wound(world, nature, i, j, 1.0 if before[2] else 0.5)
        chance = rebuy.unresolved
    else:
        chance = rebuy.resolved + quickness * (rebuy.quick - rebuy.resolved)
        heal(world, nature, i, j, fairness, before)
    if luck < held_by_loyalty(chance, loyalty_of(world, i, j), nature.voice.loyalty_holds):
        return False
    leave(world, nature, moment, i, j, RESPONSE)
    return True


@row
def heal(world: World, nature: Nature, i: int, j: int, fairness: float, before: tuple[float, float, bool]) -> None:
    """A just settlement restores satisfaction, and after a first problem leaves it a little above the former level.

    The paradox is one of satisfaction, small, and does not survive a second failure [DeMatosEtAl2007]
    [MaxhamNetemeyer2002].
    """
    bonus = 0.0 if before[2] else nature.recovery.paradox * fairness
    restored = smoothed(np.float64(world.relationships.cumulative_satisfaction[j, i]), before[0], 1.0 - fairness)
    world.relationships.cumulative_satisfaction[j, i] = min(restored + bonus, 1.0)


@row
def front_line(world: World, nature: Nature, moment: Moment, v: int, severity: float, is_repeat: bool) -> None:
    """The front line hears a problem, and settles it at once, later, or not at all."""
    visits, firms = world.visits, world.firms
    i, j = int(visits.customer[v]), int(visits.firm[v])
    chances = four(moment.luck, moment.week, int(world.customers.identity[i]), VOICE, 0)
    settled = uniform(moment.luck, moment.week, int(world.customers.identity[i]), VOICE, 4)
    before = (np.float64(visits.satisfaction_before[v]), np.float64(visits.satisfaction[v]), is_repeat)
    days = NOT_ANSWERED
    if settled < firms.resolution[j]:
        at_once = chances[2] < firms.frontline_authority[j]
        days = 0.0 if at_once else firms.answer_days[j]
        visits.response[v] = SETTLED_AT_ONCE if at_once else SETTLED_LATER
        visits.compensation[v] = whole(firms.compensation[j] * visits.paid[v])
    elif chances[1] < escalation_probability(firms.ease_of_voice[j], nature.voice):
        visits.response[v] = AT_DESK
        return
    else:
        visits.response[v] = UNSETTLED
    visits.has_left[v] = answer(world, nature, moment, (i, j), severity, before, (days, chances[3]))


@row
def respond(world: World, nature: Nature, moment: Moment, v: int) -> None:
    """What one dissatisfied customer does: speak up, or say nothing and stay or leave."""
    visits, recovery = world.visits, nature.recovery
    i, j = int(visits.customer[v]), int(visits.firm[v])
    is_repeat = is_repeated(world, nature, moment, i, j)
    severity = severity_of(int(visits.failure[v]), is_repeat, recovery.ratchet)
    if visits.failure[v] == MAJOR:
        wound(world, nature, i, j, 1.0)
    loyalty = loyalty_of(world, i, j)
    chances = four(moment.luck, moment.week, int(world.customers.identity[i]), VOICE, 0)
    traits = nature.types[world.customers.loyalty_type[i]]
    if chances[0] < voice_probability(severity, loyalty, world.firms.ease_of_voice[j], traits, nature.voice):
        front_line(world, nature, moment, v, severity, is_repeat)
        return
    visits.response[v] = SILENT
    rebuy = graded_rebuy(recovery.minor, recovery.major, severity)
    if chances[3] >= held_by_loyalty(rebuy.silent, loyalty, nature.voice.loyalty_holds):
        leave(world, nature, moment, i, j, exit_cause(world, nature, i, j, int(visits.failure[v])))
        visits.has_left[v] = 1


@phase
def complain(world: World, nature: Nature, moment: Moment, first: int, last: int) -> None:
    """All dissatisfied customers respond; the content go on as before."""
    visits = world.visits
    for chunk in range(first, last):
        start = chunk * world.chunk_size
        for v in range(start, start + visits.count[chunk]):
            visits.response[v] = CONTENT
            visits.has_left[v] = 0
            visits.compensation[v] = 0
            is_dissatisfied = np.float64(visits.satisfaction[v]) < nature.satisfaction.dissatisfied_below
            if visits.firm[v] != NOBODY and is_dissatisfied:
                respond(world, nature, moment, v)
