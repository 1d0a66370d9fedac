"""What a shelf says: chances worked by hand, and what holds over the whole range."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulation.behavior.parameters import Attention
from simulation.behavior.shelf import noticed, shelf_worth
from tests.simulation.sample_parameters import OFFER, SHARE, TRAITS, made

EYES = made(Attention, promotion=0.5, display=0.4)


def test_a_label_and_a_display_each_give_another_chance() -> None:
    """Of the 0.8 to whom the firm does not come to mind, half miss the label, and 0.6 of these the display."""
    assert noticed(0.2, 0.25, 0.0, 1.0, EYES, TRAITS) == pytest.approx(0.6, rel=1e-12)
    assert noticed(0.2, 0.25, 1.0, 1.0, EYES, TRAITS) == pytest.approx(1.0 - 0.8 * 0.5 * 0.6, rel=1e-12)
    assert noticed(0.2, 0.0, 0.5, 1.0, EYES, TRAITS) == pytest.approx(1.0 - 0.8 * 0.8, rel=1e-12)
    assert noticed(0.2, 0.0, 0.0, 1.0, EYES, TRAITS) == pytest.approx(0.2, rel=1e-12)


def test_a_label_is_seen_where_the_firm_is() -> None:
    assert noticed(0.2, 0.25, 0.0, 0.5, EYES, TRAITS) == pytest.approx(1.0 - 0.8 * 0.75, rel=1e-12)


def test_the_eye_is_a_matter_of_type() -> None:
    assert noticed(0.2, 0.25, 0.0, 1.0, EYES, TRAITS._replace(eye=0.5)) == pytest.approx(1.0 - 0.8 * 0.75, rel=1e-12)
    assert noticed(0.2, 0.25, 0.0, 1.0, EYES, TRAITS._replace(eye=50.0)) == 1.0
    assert noticed(0.2, 0.25, 1.0, 1.0, EYES, TRAITS._replace(eye=0.0)) == pytest.approx(0.2, rel=1e-12)


@given(SHARE, SHARE, SHARE, SHARE, st.floats(0.0, 50.0))
def test_what_is_shown_is_never_noticed_less(salience: float, depth: float, shown: float, more: float, eye: float):
    traits = TRAITS._replace(eye=eye)
    chance = noticed(salience, depth, shown, 1.0, EYES, traits)
    further = noticed(salience, depth, max(shown, more), 1.0, EYES, traits)
    assert salience - 1e-12 <= chance <= further + 1e-12 <= 1.0 + 1e-12


def test_label_and_display_are_worth_what_their_weights_say_whatever_the_cut() -> None:
    fond = TRAITS._replace(label_weight=0.8, display_weight=1.2)
    for depth in (0.01, 0.5):
        assert shelf_worth(OFFER._replace(depth=depth), fond) == 0.8
    assert shelf_worth(OFFER._replace(display=0.5), fond) == 0.6
    assert shelf_worth(OFFER._replace(depth=0.1, display=1.0), fond) == 2.0
    assert shelf_worth(OFFER, fond) == shelf_worth(OFFER._replace(depth=0.1, display=1.0), TRAITS) == 0.0
