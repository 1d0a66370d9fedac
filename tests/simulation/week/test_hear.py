"""A week passes: hearsay and affect fade, acquaintances and rumours are heard."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given

from simulation.state.tables import World
from simulation.week.hear import hear, raised
from tests.simulation.sample_parameters import SHARE
from tests.simulation.week.sample_worlds import human, moment, tiny


def heard(world: World, **parts) -> World:
    hear(world, human(**parts), moment(), 0, 1)
    return world


@given(SHARE, SHARE)
def test_salience_rises_towards_1(salience: float, by: float) -> None:
    assert salience <= raised(salience, by) <= 1.0
    assert raised(0.5, 0.5) == 0.75


def test_salience_returns_to_the_firms_presence_and_hearsay_halves() -> None:
    world = heard(tiny(salience=1.0, presence=0.5, word_of_mouth=0.8))
    np.testing.assert_allclose(world.relationships.salience, 0.95, rtol=1e-6)  # a tenth of the way
    np.testing.assert_allclose(world.relationships.word_of_mouth, 0.4, rtol=1e-6)


def test_firms_are_forgotten_at_the_pace_of_the_type() -> None:
    """A tenth a week of the way to 0.5, by types that forget not at all, half as fast, as fast, beyond the bound."""
    nature = human()
    paces = tuple(
        traits._replace(forgetting=pace) for traits, pace in zip(nature.types, (0.0, 0.5, 1.0, 50.0), strict=True)
    )
    world = tiny(loyalty_type=[3, 0, 2, 1], salience=1.0, presence=[0.5, 0.25])
    hear(world, replace(nature, types=paces), moment(), 0, 1)
    np.testing.assert_allclose(world.relationships.salience[0], [0.5, 1.0, 0.95, 0.975], rtol=1e-6)
    np.testing.assert_allclose(world.relationships.salience[1], [0.25, 1.0, 0.925, 0.9625], rtol=1e-6)


def test_a_pace_that_all_types_share_is_that_of_attention_times_it() -> None:
    world = heard(tiny(salience=1.0, presence=0.5), traits={"forgetting": 3.0})
    np.testing.assert_allclose(world.relationships.salience, 0.85, rtol=1e-6)


def test_affect_fades_by_type_and_only_unhappy_conviction_wears_away() -> None:
    nature = human(conviction={"decay": 0.1})
    kept = tuple(
        traits._replace(affect_keep=keep) for traits, keep in zip(nature.types, (0.9, 0.8, 0.7, 0.6), strict=True)
    )
    world = tiny(loyalty_type=[0, 1, 2, 3], affect=0.5, conviction=0.5)
    world.relationships.cumulative_satisfaction[1] = 0.4  # below the gate
    hear(world, replace(nature, types=kept), moment(), 0, 1)
    np.testing.assert_allclose(world.relationships.affect[0], [0.45, 0.4, 0.35, 0.3], rtol=1e-6)
    np.testing.assert_allclose(world.relationships.affect[1], [0.405, 0.36, 0.315, 0.27], rtol=1e-6)
    np.testing.assert_allclose(world.relationships.conviction[0], 0.5)
    np.testing.assert_allclose(world.relationships.conviction[1], 0.45, rtol=1e-6)


@pytest.mark.parametrize(("news", "firm", "effect"), [(1, 0, 0.2), (2, 1, 0.2), (-1, 0, -0.15), (-2, 1, -0.15)])
def test_a_friends_word_is_heard_by_friends_only(news: int, firm: int, effect: float) -> None:
    world = tiny(friends={0: [3], 1: [0]}, news=[0, 0, 0, news], salience=0.5)
    heard(world, attention={"forgetting": 0.0})
    expected = np.zeros((2, 4))
    expected[firm, 0] = effect
    np.testing.assert_allclose(world.relationships.word_of_mouth, expected, rtol=1e-6)
    assert world.relationships.salience[firm, 0] == 0.75
    assert world.relationships.salience[1 - firm, 0] == world.relationships.salience[firm, 1] == 0.5


def test_many_friends_all_count_and_the_deaf_hear_nothing() -> None:
    friends = {0: [1, 2, 3, 4, 5, 6, 7]}
    world = heard(tiny(8, friends, news=[0, 1, 1, 1, 1, 1, 0, -1]))
    assert world.relationships.word_of_mouth[0, 0] == pytest.approx(5 * 0.2 - 0.15, rel=1e-5)
    deaf = heard(
        tiny(8, friends, news=[0, 1, 1, 1, 1, 1, 0, -1]), word_of_mouth={"hears_praise": 0.0, "hears_warning": 0.0}
    )
    assert not deaf.relationships.word_of_mouth.any()


def test_a_rumour_reaches_its_part_of_the_customers() -> None:
    world = heard(tiny(1000, rumour=[-0.6, 0.0], rumour_reach=[0.3, 1.0]))
    reached = world.relationships.word_of_mouth[0] != 0.0
    assert reached.mean() == pytest.approx(0.3, abs=0.05)
    np.testing.assert_allclose(world.relationships.word_of_mouth[0, reached], -0.6, rtol=1e-6)
    assert not world.relationships.word_of_mouth[1].any()


@pytest.mark.parametrize(("news", "affect"), [(1, 0.55), (-1, 0.45)])
def test_hearsay_warms_strangers_and_leaves_customers_as_they_are(news: int, affect: float) -> None:
    """Liking 0.5 and growth 0.2: a tenth of the way; who knows the firm half, half of that."""
    world = tiny(friends={0: [3], 1: [3]}, news=[0, 0, 0, news], affect=0.5)
    world.relationships.purchases[0, 1] = 2
    kept = {"affect_keep": 1.0}
    heard(world, word_of_mouth={"liking": 0.5}, traits=kept)
    moved = affect - 0.5
    np.testing.assert_allclose(world.relationships.affect[0], [0.5 + moved, 0.5 + moved / 2.0, 0.5, 0.5], rtol=1e-6)
    np.testing.assert_allclose(world.relationships.affect[1], 0.5)
