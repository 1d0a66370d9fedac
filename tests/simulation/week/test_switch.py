"""Each of the eight reasons to switch is reached, from its cause and through the week's own phases."""

import numpy as np
import pytest

from simulation.loyalty import COGNITIVE
from simulation.state import switch_reasons as r
from simulation.state.tables import NEVER
from simulation.state.visit_codes import BALKED
from simulation.week.answer import NOT_SETTLED, Problem, answer
from simulation.week.choose import choose
from simulation.week.complain import complain
from tests.simulation.week.sample_worlds import WEEK, human, moment, tiny, visit

TO_THE_OTHER = {"previous_choice": 0, "loyalty_type": COGNITIVE}


def reasons_of(**columns) -> set[int]:
    """Reasons of all who left firm 0, where they bought last, for firm 1."""
    world = tiny(300, **{**TO_THE_OTHER, **columns})
    choose(world, human(traits={"word_of_mouth_weight": 1.0}), moment(), 0, 1)
    trips = world.visits.trips[0]
    return set(world.visits.reason[:trips][world.visits.firm[:trips] == 1].tolist())


@pytest.mark.parametrize(
    ("reason", "columns"),
    [
        (r.PRICING, {"price": [13.0, 10.0]}),
        (r.INCONVENIENCE, {"wait": [9.0, 0.0]}),
        (r.INCONVENIENCE, {"last_process": BALKED}),
        (r.CORE_FAILURE, {"last_failure": [[WEEK - 3], [NEVER]], "last_purchase": [[WEEK - 3], [NEVER]]}),
        (r.COMPETITION, {"expectation": [[0.3], [0.9]]}),
        (r.COMPETITION, {}),
        (r.ETHICS, {"word_of_mouth": [[-1.0], [0.0]], "rumour": [-0.5, 0.0]}),
        (r.INVOLUNTARY, {"is_open": [0.0, 1.0]}),
        (r.INVOLUNTARY, {"availability": [0.0, 1.0]}),
    ],
)
def test_a_cause_has_its_code(reason: int, columns: dict) -> None:
    assert reasons_of(**columns) == {reason}


@pytest.mark.parametrize("left", [r.PRICING, r.INCONVENIENCE, r.CORE_FAILURE, r.ENCOUNTER_FAILURE, r.RESPONSE])
def test_who_has_left_a_firm_keeps_the_reason(left: int) -> None:
    assert reasons_of(gone_until=[[WEEK + 5], [NEVER]], exit_reason=[[left], [0]]) == {left}


@pytest.mark.parametrize(
    ("reason", "columns", "failure"),
    [
        (r.CORE_FAILURE, {}, 1),
        (r.INCONVENIENCE, {"wait": 30.0}, 0),
        (r.PRICING, {"price": [14.0, 10.0]}, 0),
        (r.ENCOUNTER_FAILURE, {}, 0),
    ],
)
def test_a_silent_exit_writes_down_its_cause(reason: int, columns: dict, failure: int) -> None:
    world = tiny(100, ease_of_voice=0.0, **columns)
    for i in range(100):
        visit(world, i, 0, satisfaction=0.1, failure=failure)
    complain(world, human(voice={"base": -50.0}), moment(), 0, 1)
    gone = world.relationships.gone_until[0] > WEEK
    assert gone.any()
    assert set(world.relationships.exit_reason[0, gone].tolist()) == {reason}
    assert not world.relationships.exit_reason[0, ~gone].any()


def test_an_answer_that_helps_nothing_is_a_reason_too() -> None:
    world = tiny()
    problem = Problem(severity=1.0, satisfaction_before=0.6, is_repeated=False, is_major=True)
    assert answer(world, human(), moment(), (0, 0), problem, NOT_SETTLED, 0.999)
    assert world.relationships.exit_reason[0, 0] == r.RESPONSE


def test_all_eight_codes_are_covered_above() -> None:
    reached = {r.PRICING, r.INCONVENIENCE, r.CORE_FAILURE, r.ENCOUNTER_FAILURE, r.RESPONSE, r.COMPETITION, r.ETHICS}
    assert len(r.REASONS) == 9
    assert reached | {r.INVOLUNTARY} == set(range(1, 9))
    assert np.unique(r.REASONS).size == 9
