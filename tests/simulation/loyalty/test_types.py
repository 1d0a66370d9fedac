"""What every loyalty type inherits: all of them through the one door that the crowd uses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulation import loyalty
from simulation.behavior.offer import Offer
from tests.simulation.sample_parameters import MONEY, OFFER, PRICES, SHARE, TRAITS

GOOD = ("affect", "habit", "conviction", "taste", "attraction", "word_of_mouth", "expectation")
KINDS = range(len(loyalty.LOYALTY_TYPES))
OFFERS = st.builds(
    Offer, price=MONEY, depth=SHARE, reference_price=MONEY, familiarity=SHARE, attraction=st.floats(-5, 5),
    taste=st.floats(-5, 5), affect=SHARE, habit=SHARE, conviction=SHARE, expectation=SHARE,
    word_of_mouth=st.floats(-3, 3), wait=st.floats(0, 240), steps=st.floats(0, 20), is_last=st.booleans(),
    let_down=st.booleans(), going_price=MONEY, firm=st.just(OFFER.firm),
)  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("rule", ["pull", "settles", "appeal"])
def test_the_door_leads_to_the_types_own_rule(kind: int, rule: str) -> None:
    own = loyalty.RULES[kind]
    assert own.__name__.endswith(loyalty.LOYALTY_TYPES[kind])
    offer = OFFER._replace(price=8.5, affect=0.7, habit=0.9, is_last=True, wait=3.0, attraction=1.0, taste=0.5)
    if rule == "pull":
        assert loyalty.pull(kind, offer) == own.pull(offer)
    elif rule == "settles":
        assert loyalty.settles(kind, offer, TRAITS, 0.3) == own.settles(offer, TRAITS, 0.3)
    else:
        assert loyalty.appeal(kind, offer, TRAITS, PRICES) == pytest.approx(1.5 + own.appeal(offer, TRAITS, PRICES))


@given(st.sampled_from(KINDS), OFFERS, st.floats(1.0, 3.0))
def test_above_the_expected_price_dearer_is_never_more_appealing(kind: int, offer: Offer, dearer: float) -> None:
    above = offer._replace(price=max(offer.price, offer.reference_price))
    worse = above._replace(price=above.price * dearer)
    assert loyalty.appeal(kind, worse, TRAITS, PRICES) <= loyalty.appeal(kind, above, TRAITS, PRICES) + 1e-9


@given(st.sampled_from(KINDS), OFFERS, st.sampled_from(GOOD), SHARE)
def test_what_speaks_for_a_firm_never_makes_it_less_appealing(kind: int, offer: Offer, what: str, more: float) -> None:
    better = offer._replace(**{what: getattr(offer, what) + more})
    assert loyalty.appeal(kind, better, TRAITS, PRICES) >= loyalty.appeal(kind, offer, TRAITS, PRICES) - 1e-9


def test_whoever_weighs_reads_more_than_who_follows_a_cue() -> None:
    assert len(loyalty.CUE_ATTRIBUTES) == len(loyalty.WEIGHED_ATTRIBUTES) == len(KINDS)
    assert all(cue < weighed for cue, weighed in zip(loyalty.CUE_ATTRIBUTES, loyalty.WEIGHED_ATTRIBUTES, strict=True))
