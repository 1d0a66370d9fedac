"""Exit, voice or loyalty [Hirschman1970]: what dissatisfied customers do, and what becomes of it at the front line.

Voice has two stages. About half of the dissatisfied tell the front line, which settles some problems on the spot
and some later; of those it does not settle, few go on to the firm's complaint desk, where most firms count.
"""

import numpy as np

from simulation.behavior.moment import Moment
from simulation.behavior.parameters import Nature, Voice
from simulation.behavior.psychology import graded_rebuy, held, logistic
from simulation.behavior.traits import Traits
from simulation.engine.chance import four
from simulation.engine.compiling import phase, row, rule
from simulation.state.decisions import VOICE
from simulation.state.switch_reasons import CORE_FAILURE, ENCOUNTER_FAILURE, INCONVENIENCE, PRICING
from simulation.state.tables import NEVER, NOBODY, World
from simulation.state.visit_codes import (
    AT_DESK,
    CONTENT,
    MAJOR,
    NO_FAILURE,
    SETTLED_AT_ONCE,
    SETTLED_LATER,
    SILENT,
    UNSETTLED,
)
from simulation.state.whole_cents import booked
from simulation.week.answer import NOT_SETTLED, Problem, answer, leave, severity_of, wound
from simulation.week.membership import stake
from simulation.week.price import price_for
from simulation.week.reach import fair_price
from simulation.week.standing import loyalty_of

WRITES = (
    "visits.response", "visits.has_left", "visits.compensation", "relationships.affect", "relationships.conviction",
    "relationships.cumulative_satisfaction", "relationships.gone_until", "relationships.exit_reason",
)  # fmt: skip


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
def is_repeated(world: World, nature: Nature, moment: Moment, i: int, j: int) -> bool:
    """Whether the firm has let this customer down before, not long ago: a double deviation."""
    before = world.relationships.last_failure[j, i]
    return bool(before != NEVER and moment.week - before <= nature.recovery.repeat_weeks)


@row
def exit_cause(world: World, nature: Nature, moment: Moment, i: int, j: int, failure: int) -> int:
    """Why a dissatisfied customer leaves without an answer: a failure, the wait, the price, or the encounter itself."""
    if failure != NO_FAILURE:
        return CORE_FAILURE
    if world.firms.wait[j] > nature.types[world.customers.loyalty_type[i]].wait_tolerance:
        return INCONVENIENCE
    if price_for(world, moment, i, j) > fair_price(world, nature, i, j) * (1.0 + nature.reference_price.latitude):
        return PRICING
    return ENCOUNTER_FAILURE


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
        before = np.float64(visits.satisfaction_before[v])
        is_major = failure == MAJOR
        problem = Problem(severity=severity, satisfaction_before=before, is_repeated=is_repeat, is_major=is_major)
        front_line(world, nature, moment, v, problem)
        return
    visits.response[v] = SILENT
    rebuy = graded_rebuy(recovery.minor, recovery.major, severity)
    tie = nature.bonds.barrier * world.firms.alliance[j]
    if moment.has_programmes:
        tie += stake(world, nature, moment, i, j)
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
