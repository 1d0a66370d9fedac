"""What stays of a week: prices, habit, affect, conviction, dates, and news for acquaintances."""

import numpy as np
import pytest

from simulation.state.tables import NOBODY, World
from simulation.state.visit_codes import AT_DESK, CONTENT, SETTLED_AT_ONCE, SETTLED_LATER, SILENT, UNSETTLED
from simulation.week.hear import hear
from simulation.week.remember import remember
from tests.simulation.week.sample_worlds import NEVER, WEEK, human, moment, tiny, visit


def remembered(world: World, **parts) -> World:
    remember(world, human(**parts), moment(), 0, 1)
    return world


def test_prices_looked_at_are_remembered_bought_or_not() -> None:
    world = tiny(price=[8.0, 12.0])
    visit(world, 0, 0, considered=0b11)
    visit(world, 1, NOBODY, considered=0b10)
    remembered(world)
    np.testing.assert_allclose(world.relationships.reference_price[:, :3], [[9.5, 10, 10], [10.5, 10.5, 10]])


def test_habit_grows_where_bought_and_fades_elsewhere() -> None:
    world = tiny(habit=0.5)
    visit(world, 0, 1)
    visit(world, 1, NOBODY)
    remembered(world)
    np.testing.assert_allclose(world.relationships.habit[:, :3], [[0.4, 0.5, 0.5], [0.6, 0.5, 0.5]], rtol=1e-6)


def test_affect_and_conviction_follow_the_encounter() -> None:
    """Affect 0.5 + 0.2 x (0.7 - 0.5) x 0.5; conviction a fifth of the way to the logistic of what it rests on."""
    world = tiny(affect=0.5, conviction=0.3, cumulative_satisfaction=0.5, habit=[[1.0], [0.0]])
    visit(world, 0, 0)
    remembered(world)
    assert world.relationships.affect[0, 0] == pytest.approx(0.52, abs=1e-6)
    warranted = 1.0 / (1.0 + np.exp(-(-5.0 + 4.0 * 0.5 + 2.0 * 0.5 + 2.5 * 1.0)))
    assert world.relationships.conviction[0, 0] == pytest.approx(0.3 + 0.2 * (warranted - 0.3), abs=0.02)
    assert world.relationships.affect[1, 0] == 0.5


def test_dates_and_counts_of_the_relationship() -> None:
    world = tiny(salience=0.2)
    visit(world, 0, 1, quantity=3, reason=4)
    visit(world, 1, 1, response=SILENT)
    world.relationships.purchases[1, 1], world.relationships.first_purchase[1, 1] = 7, 5
    remembered(world)
    relations, customers = world.relationships, world.customers
    assert relations.purchases[1].tolist() == [3, 8, 0, 0]
    assert relations.first_purchase[1].tolist() == [WEEK, 5, NEVER, NEVER]
    assert relations.last_purchase[1].tolist() == [WEEK, WEEK, NEVER, NEVER]
    assert relations.last_failure[1].tolist() == [NEVER, WEEK, NEVER, NEVER]
    assert relations.salience[1, :2].tolist() == [1.0, 1.0]
    assert customers.previous_choice.tolist() == [1, 1, NOBODY, NOBODY]
    assert customers.last_reason.tolist() == [4, 0, 0, 0]


def test_acquaintances_of_who_has_news_are_told_next_week_and_nobody_else() -> None:
    world = tiny(friends={0: [1, 3], 1: [0], 2: [3], 3: [0, 2]})
    visit(world, 0, 0, satisfaction=0.8)
    remembered(world)
    assert world.customers.news.tolist() == [1, 0, 0, 0]
    assert world.customers.is_told.tolist() == [0, 1, 0, 1]
    hear(world, human(), moment(), 0, 1)
    assert not world.customers.is_told.any()


@pytest.mark.parametrize(
    ("response", "satisfaction", "news"),
    [
        (CONTENT, 0.8, 2), (CONTENT, 0.7, 0), (SETTLED_AT_ONCE, 0.8, 2), (SETTLED_AT_ONCE, 0.2, 0),
        (SETTLED_LATER, 0.2, 0), (SILENT, 0.2, -2), (UNSETTLED, 0.2, -2), (AT_DESK, 0.2, -2),
    ],
)  # fmt: skip
def test_the_delighted_praise_and_the_let_down_warn(response: int, satisfaction: float, news: int) -> None:
    world = tiny(news=7)
    visit(world, 0, 1, response=response, satisfaction=satisfaction)
    remembered(world)
    assert world.customers.news.tolist() == [news, 0, 0, 0]


def test_who_tells_nothing_has_no_news() -> None:
    world = tiny()
    visit(world, 0, 1, satisfaction=0.9)
    visit(world, 1, 1, response=SILENT)
    assert not remembered(world, word_of_mouth={"praise": 0.0, "warning": 0.0}).customers.news.any()


def test_a_recommendation_lends_a_newcomer_conviction_unless_it_is_let_down() -> None:
    """Half of the way from 0.3 to 1 for the referred one; the others differ in nothing from each other."""
    after = {}
    for name, is_new, cumulative in (("regular", 0, 0.7), ("new", 1, 0.7), ("referred", 2, 0.7), ("unhappy", 2, 0.3)):
        world = tiny(conviction=0.3, cumulative_satisfaction=cumulative)
        visit(world, 0, 0, is_new=is_new)
        remember(world, human(word_of_mouth={"trust": 0.5}, conviction={"learning": 0.0}), moment(), 0, 1)
        after[name] = float(world.relationships.conviction[0, 0])
    assert after == pytest.approx({"regular": 0.3, "new": 0.3, "referred": 0.65, "unhappy": 0.3}, abs=1e-6)


def test_what_comes_to_mind_and_was_never_bought_is_longed_for() -> None:
    """Growth 0.2, longing 0.5, taste 2: a fifth of what is left to 1; not for what was bought or does not suit."""
    world = tiny(taste=[[2.0], [-2.0]], affect=0.5)
    visit(world, 0, NOBODY, considered=0b11)
    visit(world, 1, NOBODY, considered=0b10)
    visit(world, 2, NOBODY, considered=0b11)
    world.relationships.purchases[0, 2] = 1
    remembered(world, attention={"longing": 0.5})
    np.testing.assert_allclose(world.relationships.affect, [[0.6, 0.5, 0.5, 0.5], [0.5] * 4], rtol=1e-6)


def test_conviction_lasts_less_in_a_market_without_trust() -> None:
    found = []
    for distrust in (0.0, 1.0):
        world = tiny(conviction=0.5, distrust=distrust)
        visit(world, 0, 0)
        found.append(float(remembered(world).relationships.conviction[0, 0]))
    assert found[1] == pytest.approx(found[0] * (1.0 - 0.2))
