"""Exit, voice or loyalty, and what the front line makes of a complaint."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulation.state import visit_codes
from simulation.state.tables import World
from simulation.week import answer
from simulation.week import complain as c
from tests.simulation.sample_parameters import SHARE, TRAITS
from tests.simulation.week.sample_worlds import NEVER, NOBODY, WEEK, human, moment, tiny, visit

LOUD, MUTE = {"base": 50.0}, {"base": -50.0}
MANY = 1000


def complained(world: World, **parts) -> World:
    c.complain(world, human(**parts), moment(), 0, 1)
    return world


def crowd(size: int = MANY, trip: dict | None = None, **columns) -> World:
    """Everybody bought from firm 0 and is dissatisfied."""
    world = tiny(size, **columns)
    for i in range(size):
        visit(world, i, 0, **{"satisfaction": 0.2, **(trip or {})})
    return world


@given(SHARE, SHARE, SHARE, SHARE)
def test_voice_rises_with_severity_loyalty_and_ease(severity: float, loyalty: float, ease: float, more: float) -> None:
    voice = human(voice={"base": 0.0, "major": 1.0, "loyalty": 1.0, "ease": 2.0}).voice
    speaks = c.voice_probability(severity, loyalty, ease, TRAITS, voice)
    assert 0.0 < speaks < 1.0
    assert c.voice_probability(severity + more, loyalty, ease, TRAITS, voice) >= speaks
    assert c.voice_probability(severity, loyalty + more, ease, TRAITS, voice) >= speaks
    assert c.voice_probability(severity, loyalty, ease + more, TRAITS, voice) >= speaks


def test_chances_of_voice_by_hand() -> None:
    voice = human(
        voice={"base": -1.0, "major": 0.5, "loyalty": 1.0, "ease": 2.0, "escalation": -2.0, "escalation_ease": 4.0}
    ).voice
    assert c.voice_probability(1.0, 0.5, 0.25, TRAITS, voice) == 0.5  # -1 + 0.5 + 0 + 0.5
    assert c.escalation_probability(0.5, voice) == 0.5


@pytest.mark.parametrize(
    ("failure", "is_repeat", "severity"),
    [(0, False, 0.0), (1, False, 0.0), (2, False, 1.0), (1, True, 0.3), (2, True, 1.0)],
)
def test_a_repeated_problem_weighs_more(failure: int, is_repeat: bool, severity: float) -> None:
    assert answer.severity_of(failure, is_repeat, 0.3) == severity


@given(st.floats(1e-9, 1.0 - 1e-9), st.floats(1.0, 500.0))
def test_time_away_is_at_least_a_week(chance: float, mean: float) -> None:
    assert answer.weeks_away(chance, mean) >= 1
    assert answer.weeks_away(np.exp(-1.5), 10.0) == 16


def test_the_content_and_who_did_not_buy_do_nothing() -> None:
    world = tiny()
    visit(world, 0, 0, satisfaction=0.4)
    visit(world, 1, NOBODY, satisfaction=0.0, response=3, has_left=1, compensation=5)
    before = world.relationships.affect.copy()
    complained(world, voice=LOUD)
    assert not world.visits.response.any()
    assert not world.visits.has_left.any()
    assert not world.visits.compensation.any()
    np.testing.assert_array_equal(world.relationships.affect, before)


def test_the_silent_buy_again_as_the_grid_says() -> None:
    """Minor problems, loyalty of a half: 0.37 of the silent stay; of a major one 0.09."""
    columns: dict[str, Any] = {"affect": 0.5, "conviction": 0.5, "habit": 0.5}
    minor = complained(crowd(trip={"failure": 1}, **columns), voice=MUTE)
    assert set(minor.visits.response) == {visit_codes.SILENT}
    assert minor.visits.has_left.mean() == pytest.approx(0.63, abs=0.05)
    major = complained(crowd(trip={"failure": 2}, **columns), voice=MUTE, traits={"betrayal": 0.0})
    assert major.visits.has_left.mean() == pytest.approx(0.91, abs=0.04)
    gone = minor.relationships.gone_until[0] > WEEK
    np.testing.assert_array_equal(gone, minor.visits.has_left.astype(bool))


def test_the_front_line_settles_by_its_resolution_and_authority() -> None:
    world = crowd(resolution=0.6, frontline_authority=0.5, answer_days=5.0, compensation=0.25, empathy=1.0)
    complained(world, voice={**LOUD, "escalation": -50.0, "escalation_ease": 0.0})
    shares = np.bincount(world.visits.response, minlength=6) / MANY
    assert shares == pytest.approx([0, 0, 0.3, 0.3, 0.4, 0], abs=0.05)
    settled = np.isin(world.visits.response, (visit_codes.SETTLED_AT_ONCE, visit_codes.SETTLED_LATER))
    assert set(world.visits.compensation[settled]) == {250}
    assert not world.visits.compensation[~settled].any()


def test_what_is_not_settled_goes_to_the_desk_and_waits() -> None:
    world = complained(crowd(resolution=0.0, affect=0.5), voice={**LOUD, "escalation": 50.0})
    assert set(world.visits.response) == {visit_codes.AT_DESK}
    assert not world.visits.has_left.any()
    assert (world.relationships.affect == np.float32(0.5)).all()


def test_a_major_failure_wounds_before_anything_is_said() -> None:
    world = complained(
        crowd(20, {"failure": 2}, resolution=0.0, affect=0.8, conviction=0.6), voice={**LOUD, "escalation": 50.0}
    )
    np.testing.assert_allclose(world.relationships.affect[0], 0.4, rtol=1e-6)  # betrayal 0.5 x wound 1
    np.testing.assert_allclose(world.relationships.conviction[0], 0.3, rtol=1e-6)
    np.testing.assert_allclose(world.relationships.affect[1], 0.8, rtol=1e-6)


def test_a_just_answer_heals_a_little_beyond_a_slow_one_does_not() -> None:
    """Justice: 0.45 x 0.75 + 0.35 + 0.2 = 0.8875, so 0.8875 of the way from 0.4 back to 0.6, and 0.04 x it."""
    world = tiny(cumulative_satisfaction=0.4, compensation=0.5, empathy=1.0)
    problem = answer.Problem(severity=0.0, satisfaction_before=0.6, is_repeated=False, is_major=False)
    assert not answer.answer(world, human(), moment(), (0, 0), problem, 0.0, 0.9)
    assert world.relationships.cumulative_satisfaction[0, 0] == pytest.approx(0.4 + 0.8875 * 0.24, abs=1e-6)


def test_after_a_second_problem_something_stays_behind() -> None:
    """No bonus, and 0.7 of the 0.8875 of the way back: the ratchet is 0.3."""
    world = tiny(cumulative_satisfaction=0.4, compensation=0.5, empathy=1.0)
    again = answer.Problem(severity=0.0, satisfaction_before=0.6, is_repeated=True, is_major=False)
    answer.answer(world, human(), moment(), (1, 0), again, 0.0, 0.9)
    assert world.relationships.cumulative_satisfaction[0, 1] == pytest.approx(0.4 + 0.7 * 0.8875 * 0.2, abs=1e-6)


@pytest.mark.parametrize(
    ("mending", "is_repeated", "is_major", "left"),
    [(1.0, False, True, 0.4 * 1.8875), (0.5, False, True, 0.4 * 1.44375), (1.0, True, True, 0.4 * 1.62125),
     (0.0, False, True, 0.4), (1.0, False, False, 0.4)],
)  # fmt: skip
def test_a_just_answer_gives_back_what_a_major_failure_took(
    mending: float, is_repeated: bool, is_major: bool, left: float
) -> None:
    """Betrayal 0.5 took 0.4 of 0.8; the justice of 0.8875 gives its share of that back, 0.7 of it the second time."""
    world = tiny(affect=0.4, conviction=0.4, compensation=0.5, empathy=1.0)
    problem = answer.Problem(severity=1.0, satisfaction_before=0.6, is_repeated=is_repeated, is_major=is_major)
    answer.answer(world, human(recovery={"mending": mending}), moment(), (0, 0), problem, 0.0, 0.0)
    assert world.relationships.affect[0, 0] == pytest.approx(left, abs=1e-6)
    assert world.relationships.conviction[0, 0] == pytest.approx(left, abs=1e-6)


@given(SHARE, st.floats(0.0, 0.99), SHARE)
def test_a_wound_mends_at_most_wholly(liking: float, betrayal: float, share: float) -> None:
    wounded = liking * (1.0 - betrayal)
    assert wounded <= answer.mended(wounded, betrayal, share) <= liking + 1e-9
    assert answer.mended(0.0, 1.0, share) == 0.0


def test_an_answer_in_vain_wounds_the_twice_let_down_doubly() -> None:
    world = tiny(affect=0.8, conviction=0.8)
    for i, repeated in enumerate((False, True)):
        problem = answer.Problem(severity=0.0, satisfaction_before=0.6, is_repeated=repeated, is_major=False)
        answer.answer(world, human(), moment(), (i, 0), problem, answer.NOT_SETTLED, 0.0)
    assert world.relationships.affect[0, :2] == pytest.approx([0.6, 0.4], abs=1e-6)


def test_an_unjust_settlement_does_not_count() -> None:
    """No compensation is half a just outcome; with no courtesy and a late answer 0.225 stays below 0.3."""
    world = tiny(affect=0.8, cumulative_satisfaction=0.4)
    problem = answer.Problem(severity=0.0, satisfaction_before=0.6, is_repeated=False, is_major=False)
    answer.answer(world, human(), moment(), (0, 0), problem, 1000.0, 0.0)
    assert world.relationships.affect[0, 0] == pytest.approx(0.6, abs=1e-6)
    assert world.relationships.cumulative_satisfaction[0, 0] == pytest.approx(0.4, abs=1e-6)


@pytest.mark.parametrize(("before", "repeated"), [(NEVER, False), (WEEK - 87, True), (WEEK - 88, False)])
def test_a_problem_counts_as_repeated_for_a_time(before: int, repeated: bool) -> None:
    assert c.is_repeated(tiny(last_failure=before), human(), moment(), 0, 0) is repeated
