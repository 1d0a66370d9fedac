"""The complaint desks: complaints queue, are answered within capacity, and each answer has its effect."""

from typing import NamedTuple

import numpy as np

from simulation.behavior.moment import Moment
from simulation.behavior.parameters import Nature
from simulation.engine.chance import uniform
from simulation.engine.compiling import phase, row
from simulation.state import counts as m
from simulation.state.decisions import DESK
from simulation.state.tables import NEVER, WORKING_DAYS, World
from simulation.state.visit_codes import MAJOR
from simulation.state.whole_cents import booked
from simulation.week.answer import NOT_SETTLED, Problem, answer, severity_of

WRITES = (
    "relationships.affect", "relationships.conviction", "relationships.cumulative_satisfaction",
    "relationships.gone_until", "relationships.exit_reason", "tally.counts", "tally.standings",
)  # fmt: skip


class Cases(NamedTuple):
    """Complaints at one desk, one row each, in the order in which they are answered."""

    customer: np.ndarray  # int32
    week: np.ndarray  # int32: when it was filed
    failure: np.ndarray  # int8: as in visits
    standing: np.ndarray  # int8: as in visits, of the purchase complained about
    paid: np.ndarray  # int64: cents of that purchase
    before: np.ndarray  # float32: cumulative satisfaction before the problem
    is_repeat: np.ndarray  # bool: the second problem within the time that counts


@phase
def take_places(world: World, moment: Moment, visits: np.ndarray, places: np.ndarray) -> None:
    """Let luck order the complaints of a week: the lower the place, the earlier.

    `visits` are the rows of those that ended at a desk; both have the shape (complaints,).
    """
    for case in range(visits.size):
        identity = int(world.customers.identity[world.visits.customer[visits[case]]])
        places[case] = uniform(moment.luck, moment.week, identity, DESK, 0)


@phase
def file_cases(world: World, moment: Moment, firm: int, line: np.ndarray, repeat_weeks: float, free: Cases) -> int:
    """Write a firm's complaints of the week into `free` rows of its file; returns how many they are.

    `line` has the rows of the visits that ended at any desk, in the order in which they will be answered, shape
    (complaints,); `free` has room for all of them.
    """
    visits, end = world.visits, 0
    for v in line:
        if visits.firm[v] != firm:
            continue
        i = int(visits.customer[v])
        before = int(world.relationships.last_failure[firm, i])
        free.customer[end], free.week[end] = i, moment.week
        free.failure[end], free.paid[end] = visits.failure[v], visits.paid[v]
        free.standing[end] = visits.standing[v]
        free.before[end] = visits.satisfaction_before[v]
        free.is_repeat[end] = before != NEVER and moment.week - before <= repeat_weeks
        end += 1
    return end


@row
def move_up(cases: Cases, case: int, place: int) -> None:
    """Let a case wait at a place further ahead."""
    cases.customer[place], cases.week[place] = cases.customer[case], cases.week[case]
    cases.failure[place], cases.paid[place] = cases.failure[case], cases.paid[case]
    cases.standing[place] = cases.standing[case]
    cases.before[place], cases.is_repeat[place] = cases.before[case], cases.is_repeat[case]


@phase
def answer_cases(
    world: World, nature: Nature, moment: Moment, cases: Cases, firm: int, number: int, counts: np.ndarray
) -> tuple[float, int]:
    """Answer the first `number` cases of a firm's desk, give up on those that waited too long.

    Cases beyond `number` are failed when `longest_wait_weeks` have passed; the others move up to the front. Returns
    the working days that answers took, and how many cases still wait.

    `counts` has the shape (measures, firms, types).
    """
    total_days, waiting = 0.0, 0
    for case in range(cases.customer.size):
        filed = int(cases.week[case])
        waited = moment.week - filed
        if case >= number and waited < nature.recovery.longest_wait_weeks:
            move_up(cases, case, waiting)
            waiting += 1
            continue
        i = int(cases.customer[case])
        identity = int(world.customers.identity[i])
        kind = int(world.customers.loyalty_type[i])
        days = world.firms.answer_days[firm] + WORKING_DAYS * waited
        luck = uniform(moment.luck, filed, identity, DESK, 1)
        is_settled = case < number and luck < world.firms.resolution[firm]
        failure, is_repeat = int(cases.failure[case]), bool(cases.is_repeat[case])
        severity = severity_of(failure, is_repeat, nature.recovery.ratchet)
        problem = Problem(severity, np.float64(cases.before[case]), is_repeat, failure == MAJOR)
        rebuys = uniform(moment.luck, filed, identity, DESK, 2)
        is_away = world.relationships.gone_until[firm, i] > moment.week
        has_left = answer(world, nature, moment, (i, firm), problem, days if is_settled else NOT_SETTLED, rebuys)
        counts[m.EXITS, firm, kind] += has_left and not is_away
        if is_settled:
            counts[m.SETTLED, firm, kind] += 1
            change = uniform(moment.luck, filed, identity, DESK, 3)
            paid_back = booked(world.firms.compensation[firm] * cases.paid[case], change)
            counts[m.COMPENSATION, firm, kind] += paid_back
            world.tally.standings[0, m.COMPENSATION, firm, cases.standing[case]] += paid_back
        if case < number:
            total_days += days
    return total_days, waiting
