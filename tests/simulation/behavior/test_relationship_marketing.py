"""What ties customers to a firm beyond the purchase: each rule by hand and over its range."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulation.behavior import relationship_marketing as t
from simulation.behavior.parameters import Extension, Favours, Knowledge, Messages
from simulation.behavior.psychology import logistic
from tests.simulation.sample_parameters import SHARE, made

KNOWLEDGE = Knowledge(half_purchases=6.0, half_years=0.5, prevented=0.5, saved=0.4, match=0.2, wishes=4.0)
MESSAGES = made(Messages, brand=0.02, service=0.01, outsiders=0.25, credulity=0.8, allure=4.0, distrust=2.0)
FAVOURS = Favours(lift=0.1, habituation=0.2, settling_in=0.5)
EXTENSION = Extension(base=-9.0, affect=8.0, fit=2.0, feedback=0.1)


def test_knowledge_by_hand() -> None:
    """Six purchases in half a year tell a half of a half; nobody is known to who keeps nothing."""
    assert t.known(6.0, 0.5, 1.0, KNOWLEDGE) == 0.25
    assert t.known(18.0, 1.5, 0.5, KNOWLEDGE) == pytest.approx(0.5 * 0.75 * 0.75)
    assert t.known(600.0, 50.0, 0.0, KNOWLEDGE) == 0.0


@given(st.floats(0.0, 1000.0), st.floats(0.0, 50.0), st.floats(0.0, 100.0), SHARE)
def test_knowledge_takes_dealings_and_time(purchases: float, years: float, more: float, kept: float) -> None:
    known = t.known(purchases, years, kept, KNOWLEDGE)
    assert 0.0 <= known <= kept
    assert t.known(purchases + more, years, kept, KNOWLEDGE) >= known
    assert t.known(purchases, years + more, kept, KNOWLEDGE) >= known
    assert t.known(purchases, 0.0, kept, KNOWLEDGE) == 0.0
    assert t.prevented_failures(0.2, known, KNOWLEDGE) == pytest.approx(0.2 * (1.0 - 0.5 * known))


@given(SHARE, SHARE)
def test_tailored_offers_gain_on_average_as_far_as_they_beat_a_guess(accuracy: float, known: float) -> None:
    hits = t.hit_rate(accuracy, known, KNOWLEDGE.wishes)
    assert 0.0 <= hits <= 1.0
    assert t.tailored(hits, KNOWLEDGE) == pytest.approx(0.2 * (accuracy - 0.25) * known, abs=1e-12)
    assert t.hit_rate(accuracy, 0.0, KNOWLEDGE.wishes) == 0.25


@given(SHARE, SHARE, SHARE)
def test_a_message_confirms_buyers_more_than_strangers(loyalty: float, strength: float, familiarity: float) -> None:
    stranger, buyer = (t.attentive(known, MESSAGES) for known in (0.0, familiarity))
    assert 0.25 == stranger <= buyer <= 1.0
    assert loyalty <= t.confirmed(loyalty, strength, stranger) <= t.confirmed(loyalty, strength, buyer) <= 1.0
    assert t.confirmed(loyalty, 0.0, buyer) == loyalty


def test_favours_by_hand() -> None:
    """Half of 20 visits in one and a half years beyond the first half: 5 favours a year, felt exp(-1) as much."""
    assert t.favoured(0.2, 0.5, 20.0, 1.5, FAVOURS) == pytest.approx(0.2 + 0.5 * 0.1 * math.exp(-1.0) * 0.8)
    assert t.favoured(0.2, 0.0, 20.0, 1.5, FAVOURS) == 0.2


def test_favours_work_best_now_and_then() -> None:
    """The best share of visits is one over habituation × visits a year: 1 / (0.2 × 20)."""
    gains = [t.favoured(0.0, share / 100.0, 40.0, 1.5, FAVOURS) for share in range(101)]
    assert gains.index(max(gains)) == 25


@given(SHARE, SHARE, SHARE)
def test_promises_are_believed_by_strangers_and_paid_for_with_trust(
    promise: float, familiarity: float, loyalty: float
) -> None:
    hope = t.believed(promise, familiarity, MESSAGES)
    assert 0.0 <= hope <= 0.8 * promise
    assert t.believed(promise, 1.0, MESSAGES) == 0.0
    assert 0.0 <= t.disillusioned(loyalty, hope, MESSAGES) <= loyalty
    assert t.disillusioned(loyalty, 0.0, MESSAGES) == loyalty
    assert t.disillusioned(0.5, 0.1, MESSAGES) == 0.4


@given(SHARE, SHARE, st.floats(0.0, 20.0), SHARE)
def test_trust_goes_at_once_and_comes_back_slowly(trust: float, broken: float, loss: float, recovery: float) -> None:
    after = t.regained(trust, broken, loss, recovery)
    assert 0.0 <= after <= 1.0
    assert t.regained(trust, 0.0, loss, recovery) >= max(trust, after) - 1e-12
    assert t.regained(1.0, 0.0, loss, recovery) == 1.0
    assert t.regained(0.5, 0.1, 2.0, 0.1) == pytest.approx(0.55 * 0.8)


@given(SHARE, SHARE, SHARE)
def test_where_nobody_is_trusted_conviction_does_not_last(conviction: float, distrust: float, learning: float) -> None:
    assert t.distrustful(conviction, 0.0, learning) == conviction
    assert 0.0 <= t.distrustful(conviction, distrust, learning) <= conviction
    assert t.distrustful(0.5, 1.0, 0.2) == pytest.approx(0.4)


@given(SHARE, st.floats(-5.0, 5.0), SHARE, st.floats(0.0, 10.0))
def test_longing_grows_for_what_suits_only(affect: float, taste: float, growth: float, longing: float) -> None:
    after = t.longed_for(affect, taste, growth, longing)
    assert affect <= after <= 1.0 + 1e-12
    if taste <= 0.0:
        assert after == affect
    assert t.longed_for(0.2, 2.0, 0.5, 0.1) == pytest.approx(0.2 + 0.1 * 0.8)


@given(SHARE, SHARE)
def test_hearsay_touches_affect_both_ways(affect: float, share: float) -> None:
    assert 0.0 <= t.touched(affect, False, share) <= affect <= t.touched(affect, True, share) <= 1.0 + 1e-12
    assert t.touched(0.5, True, 0.1) == pytest.approx(0.55)
    assert t.touched(0.5, False, 0.1) == pytest.approx(0.45)


def test_other_goods_are_bought_by_who_likes_the_firm() -> None:
    assert t.extension_probability(0.75, 0.5, EXTENSION) == pytest.approx(logistic(-2.0))
    assert t.extension_probability(0.0, 1.0, EXTENSION._replace(base=50.0)) == 0.0
    assert t.reflected(0.5, 0.9, 0.7, EXTENSION) == pytest.approx(0.52)
    assert t.reflected(0.01, 0.0, 1.0, EXTENSION) == 0.0
