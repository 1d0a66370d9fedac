"""Each rule that all customers share: one number worked by hand, one law over the whole range."""

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from simulation.behavior import psychology as p
from simulation.behavior.parameters import Rebuy
from tests.simulation.sample_parameters import (
    ANSWER,
    CONVICTION,
    JUDGEMENT,
    MAJOR,
    MINOR,
    MONEY,
    OFFER,
    PRICES,
    RECOVERY,
    SHARE,
    TENURE,
    TRAITS,
)

UTILITY = st.floats(-1e6, 1e6)
JUST_ABOVE = 1e-12


def test_a_chance_of_one_half_goes_with_no_utility() -> None:
    assert p.logistic(0.0) == 0.5
    assert p.logistic(math.log(3.0)) == pytest.approx(0.75, rel=1e-15)


@given(UTILITY, st.floats(0.0, 100.0))
def test_logistic_stays_between_0_and_1_and_rises(utility: float, more: float) -> None:
    assert 0.0 <= p.logistic(utility) <= p.logistic(utility + more) <= 1.0
    assert p.logistic(utility) + p.logistic(-utility) == pytest.approx(1.0, abs=1e-15)


@given(st.floats(-5, 5))
def test_clip_holds_between_its_bounds(value: float) -> None:
    assert 0.0 <= p.clip(value, 0.0, 1.0) <= 1.0
    assert p.clip(value, 0.0, 1.0) == value or not 0.0 <= value <= 1.0


def test_needs_follow_poisson() -> None:
    """Poisson(1): e^-1 = 0.368, 0.736, 0.920 are the chances of at most 0, 1, 2."""
    assert [p.units_needed(1.0, chance) for chance in (0.36, 0.37, 0.73, 0.74, 0.91, 0.93)] == [0, 1, 1, 2, 2, 3]


@given(st.floats(0.0, 20.0), st.floats(0.0, 5.0), st.floats(1e-6, 1.0 - 1e-6))
def test_a_higher_rate_never_needs_less(rate: float, more: float, chance: float) -> None:
    assert 0 <= p.units_needed(rate, chance) <= p.units_needed(rate + more, chance) <= 100


@given(st.floats(0.1, 8.0))
def test_the_mean_need_is_the_rate(rate: float) -> None:
    draws = [p.units_needed(rate, (k + 0.5) / 4000) for k in range(4000)]
    assert sum(draws) / 4000 == pytest.approx(rate, abs=0.02)


def test_a_bargain_is_stored_beyond_the_latitude_and_beyond_what_is_at_home() -> None:
    """15 % beyond the latitude of what 10 units would be worth: 1.5, so one or two."""
    assert [p.units_ahead(0.2, 0.05, 10.0, 0.0, chance) for chance in (0.1, 0.49, 0.51)] == [1, 1, 2]
    assert [p.units_ahead(0.2, 0.05, 10.0, 1.0, chance) for chance in (0.49, 0.51)] == [0, 1]
    assert p.units_ahead(0.04, 0.05, 10.0, 0.0, 0.99) == 0


@given(st.floats(-1.0, 1.0), st.floats(0.0, 1e3), st.floats(0.0, 50.0), st.floats(1e-6, 1 - 1e-6))
def test_more_at_home_never_buys_more_ahead(gap: float, weekly: float, at_home: float, chance: float) -> None:
    assert 0 <= p.units_ahead(gap, 0.03, weekly, at_home + 1.0, chance) <= p.units_ahead(gap, 0.03, weekly, 0.0, chance)
    assert p.units_ahead(gap, 0.03, 0.0, 0.0, chance) == 0


def test_temptation_grows_with_the_cut_and_the_weight_of_price() -> None:
    assert p.temptation(0.1, 5.0, 0.2) == pytest.approx(math.exp(0.1))
    assert p.temptation(0.0, 5.0, 0.2) == p.temptation(0.3, 5.0, 0.0) == 1.0


def test_half_familiar_after_half_familiarity() -> None:
    assert p.familiarity(2.0, 2.0) == 0.5
    assert p.familiarity(6.0, 2.0) == 0.75


@given(st.integers(0, 10_000), st.floats(0.01, 100.0))
def test_a_stranger_is_not_familiar_and_nobody_wholly(purchases: int, half: float) -> None:
    assert p.familiarity(0.0, half) == 0.0
    assert p.familiarity(purchases, half) < p.familiarity(purchases + 1, half) < 1.0


def test_a_price_is_remembered_by_a_quarter() -> None:
    assert p.remembered_price(10.0, 8.0, 0.75) == 9.5


@given(MONEY, MONEY, SHARE)
def test_a_remembered_price_lies_between_old_and_new(before: float, price: float, memory: float) -> None:
    after = p.remembered_price(before, price, memory)
    assert min(before, price) * (1 - 1e-12) <= after <= max(before, price) * (1 + 1e-12)


def test_a_gap_is_felt_beyond_the_latitude() -> None:
    assert p.felt_price_gap(0.15, 0.05, 0.5, 1.5) == pytest.approx(0.05)
    assert p.felt_price_gap(-0.15, 0.05, 0.5, 1.5) == pytest.approx(-0.15)


@given(st.floats(0.0, 1.0), st.floats(0.0, 0.2), st.floats(0.0, 3.0), st.floats(0.0, 3.0))
def test_losing_hurts_more_than_gaining_pleases(gap: float, latitude: float, gain: float, more: float) -> None:
    pleasure = p.felt_price_gap(gap, latitude, gain, gain + more)
    pain = p.felt_price_gap(-gap, latitude, gain, gain + more)
    assert pain <= 0.0 <= pleasure <= -pain
    if gap <= latitude:
        assert pleasure == pain == 0.0


def test_doubt_is_quadratic_and_a_label_relieves_it() -> None:
    assert p.quality_doubt(0.2, 0.0, False, PRICES) == pytest.approx(0.16)  # 4 x 0.04
    assert p.quality_doubt(0.4, 0.0, False, PRICES) == pytest.approx(0.64)
    assert p.quality_doubt(0.4, 0.0, True, PRICES) == pytest.approx(0.32)
    assert p.quality_doubt(0.4, 0.75, False, PRICES) == pytest.approx(0.16)


@given(st.floats(-2.0, 1.0), SHARE, st.booleans())
def test_only_the_stranger_doubts_and_only_the_cheap(gap: float, familiarity: float, is_labelled: bool) -> None:
    doubt = p.quality_doubt(gap, familiarity, is_labelled, PRICES)
    assert 0.0 <= doubt <= p.quality_doubt(gap, 0.0, False, PRICES)
    assert p.quality_doubt(gap, 1.0, is_labelled, PRICES) == 0.0
    assert gap > 0.0 or doubt == 0.0


def test_doubt_is_held_against_the_category_and_lasts() -> None:
    """A stranger's price of 8 has become the expected one, and is as doubtful as ever while others ask 10."""
    used_to_it = OFFER._replace(price=8.0, reference_price=8.0, familiarity=0.0)
    assert p.price_worth(used_to_it, TRAITS, PRICES) == pytest.approx(2.0 * (-math.log(0.8) - 4.0 * 0.04), rel=1e-12)
    all_cheap = used_to_it._replace(going_price=8.0)
    assert p.price_worth(all_cheap, TRAITS, PRICES) == pytest.approx(2.0 * -math.log(0.8), rel=1e-12)


def test_the_price_gap_is_a_share_of_the_expected_price() -> None:
    assert p.price_gap(OFFER._replace(price=8.0)) == 0.2
    assert p.price_gap(OFFER._replace(price=12.0)) == -0.2
    assert p.price_gap(OFFER._replace(price=0.0, reference_price=0.0)) == 0.0  # a market of gifts


def test_the_worth_of_a_price_by_hand() -> None:
    """Price 8 for 10 expected, half familiar: gain 0.5 x 0.5 x (0.2 - 0.05), level ln 0.8, doubt 4 x 0.5 x 0.04."""
    by_hand = 2.0 * (0.25 * 0.15 - math.log(0.8) - 0.08)
    assert p.price_worth(OFFER._replace(price=8.0), TRAITS, PRICES) == pytest.approx(by_hand, rel=1e-12)
    assert p.price_worth(OFFER, TRAITS, PRICES) == 0.0


def test_who_compares_with_the_category_answers_to_a_lasting_rise() -> None:
    """A price of 12 that has become the expected one, where others ask 10: ln 1.2 for its level, 1.5 ln 1.2 beside."""
    used_to_it = OFFER._replace(price=12.0, reference_price=12.0)
    comparing = TRAITS._replace(relative_price_weight=1.5)
    assert p.price_worth(used_to_it, comparing, PRICES) == pytest.approx(-2.0 * 2.5 * math.log(1.2), rel=1e-12)
    all_dear = used_to_it._replace(going_price=12.0)
    assert p.price_worth(all_dear, comparing, PRICES) == p.price_worth(all_dear, TRAITS, PRICES)
    assert math.isfinite(p.price_worth(OFFER._replace(price=0.0, going_price=0.0), comparing, PRICES))


@given(MONEY, st.floats(1.0, 5.0), st.floats(1.0, 2.0), SHARE, st.floats(0.0, 0.9))
def test_above_the_expected_price_dearer_is_never_more_appealing(
    reference: float, above: float, more: float, familiarity: float, depth: float
) -> None:
    offer = OFFER._replace(reference_price=reference, price=reference * above, familiarity=familiarity, depth=depth)
    dearer = offer._replace(price=offer.price * more)
    assert p.price_worth(dearer, TRAITS, PRICES) <= p.price_worth(offer, TRAITS, PRICES) + JUST_ABOVE


@given(st.floats(0.05, 1.0), st.floats(0.05, 1.0))
def test_for_the_familiar_cheaper_is_never_less_appealing(one: float, other: float) -> None:
    cheap, dear = sorted((one, other))
    worth = [p.price_worth(OFFER._replace(price=10.0 * x, familiarity=1.0), TRAITS, PRICES) for x in (cheap, dear)]
    assert worth[0] >= worth[1] - JUST_ABOVE


@given(st.floats(2.2, 40.0), st.floats(0.0, 1.0), st.booleans())
def test_a_stranger_likes_one_price_below_the_expected_best(doubt: float, relief: float, is_labelled: bool) -> None:
    """The best price x, a share of the expected one, solves x (1 - x) = 1 / (2 d (1 - w)), w the relief."""
    felt = doubt * (1.0 - relief * is_labelled)
    assume(felt > 2.05)
    memory = PRICES._replace(doubt=doubt, label_relief=relief)
    best = 0.5 + math.sqrt(0.25 - 0.5 / felt)
    assert best * (1.0 - best) == pytest.approx(1.0 / (2.0 * felt), rel=1e-9)

    def worth(share: float) -> float:
        offer = OFFER._replace(price=10.0 * share, familiarity=0.0, depth=0.1 if is_labelled else 0.0)
        return p.price_worth(offer, TRAITS, memory)

    step = min(0.01, (1.0 - best) / 2, (2 * best - 1) / 2)
    assert worth(best) > max(worth(best - step), worth(best + step), worth(1.0))


def test_satisfaction_by_hand() -> None:
    """0.1 + 0.8 x 0.7 and half of the surplus 0.2, or all of the shortfall."""
    assert p.disconfirmed_satisfaction(0.7, 0.5, JUDGEMENT) == pytest.approx(0.76)
    assert p.disconfirmed_satisfaction(0.7, 0.9, JUDGEMENT) == pytest.approx(0.46)


@given(SHARE, SHARE, SHARE)
def test_satisfaction_is_bounded_rises_with_performance_and_falls_with_expectation(
    performance: float, expectation: float, more: float
) -> None:
    satisfaction = p.disconfirmed_satisfaction(performance, expectation, JUDGEMENT)
    assert 0.0 <= satisfaction <= 1.0
    assert p.disconfirmed_satisfaction(performance + more, expectation, JUDGEMENT) >= satisfaction
    assert p.disconfirmed_satisfaction(performance, expectation + more, JUDGEMENT) <= satisfaction


@given(st.floats(0.3, 0.6), st.floats(0.01, 0.2))
def test_falling_short_hurts_more_than_exceeding_pleases(performance: float, by: float) -> None:
    as_expected = p.disconfirmed_satisfaction(performance, performance, JUDGEMENT)
    pleased = p.disconfirmed_satisfaction(performance, performance - by, JUDGEMENT) - as_expected
    hurt = as_expected - p.disconfirmed_satisfaction(performance, performance + by, JUDGEMENT)
    assert hurt == pytest.approx(2.0 * pleased, rel=1e-9)


def test_feeling_overcharged_by_hand() -> None:
    """A quarter above the going price, 5 % go unnoticed, 0.6 of the rest hurts."""
    assert p.unfairness(12.5, 10.0, 0.05, 0.6) == pytest.approx(0.12)


@given(MONEY, MONEY, st.floats(0.0, 0.2), st.floats(0.0, 2.0), st.floats(1.0, 2.0))
def test_only_a_dear_price_is_unfair(
    price: float, going: float, latitude: float, fairness: float, dearer: float
) -> None:
    lost = p.unfairness(price, going, latitude, fairness)
    assert 0.0 <= lost <= p.unfairness(price * dearer, going, latitude, fairness)
    assert price > going * (1.0 + latitude) * (1 - 1e-12) or lost == 0.0


def test_an_expectation_learns_less_with_history() -> None:
    assert p.learned_expectation(0.5, 0.9, 0.0, JUDGEMENT) == pytest.approx(0.62)  # pace 0.3
    assert p.learned_expectation(0.5, 0.9, 20.0, JUDGEMENT) == pytest.approx(0.56)  # pace 0.15


@given(SHARE, SHARE, st.floats(0.0, 1e4), st.floats(0.0, 1e4))
def test_an_expectation_moves_towards_performance_and_never_past_it(
    expectation: float, performance: float, purchases: float, more: float
) -> None:
    once = abs(p.learned_expectation(expectation, performance, purchases, JUDGEMENT) - expectation)
    later = abs(p.learned_expectation(expectation, performance, purchases + more, JUDGEMENT) - expectation)
    assert later <= once + JUST_ABOVE <= abs(performance - expectation) + 2 * JUST_ABOVE


def test_smoothing_by_hand() -> None:
    assert p.smoothed(0.5, 1.0, 0.8) == pytest.approx(0.6)


@given(SHARE, SHARE, SHARE)
def test_what_is_smoothed_stays_between(before: float, now: float, memory: float) -> None:
    assert min(before, now) - JUST_ABOVE <= p.smoothed(before, now, memory) <= max(before, now) + JUST_ABOVE


def test_affect_grows_by_what_exceeds_the_floor() -> None:
    assert p.grown_affect(0.5, 0.9, 0.8, JUDGEMENT, 0.2) == pytest.approx(0.54)  # 0.2 x 0.4 x 0.5
    assert p.grown_affect(0.5, 0.9, 0.4, JUDGEMENT, 0.2) == 0.5  # below the gate


@given(SHARE, SHARE, SHARE, SHARE)
def test_affect_never_falls_by_an_encounter_nor_leaves_0_to_1(
    affect: float, satisfaction: float, cumulative: float, growth: float
) -> None:
    after = p.grown_affect(affect, satisfaction, cumulative, JUDGEMENT, growth)
    assert affect - JUST_ABOVE <= after <= 1.0
    assert satisfaction > JUDGEMENT.floor or after == pytest.approx(affect, abs=1e-15)


def test_conviction_moves_a_fifth_of_the_way() -> None:
    """-5 + 4 x 0.5 + 2 x 0.25 + 2.5 x 1 = 0, so a half is warranted."""
    assert p.renewed_conviction(0.3, 0.5, 0.25, 1.0, 0.5, CONVICTION) == pytest.approx(0.34)
    assert p.renewed_conviction(0.3, 0.5, 0.25, 1.0, 0.51, CONVICTION) == 0.3


@given(SHARE, SHARE, SHARE, SHARE, SHARE)
def test_conviction_never_rises_below_the_gate(
    conviction: float, cumulative: float, affect: float, habit: float, gate: float
) -> None:
    after = p.renewed_conviction(conviction, cumulative, affect, habit, gate, CONVICTION)
    assert 0.0 <= after <= 1.0
    assert cumulative >= gate or after <= conviction


def test_loyalty_is_the_mean_of_three() -> None:
    assert p.loyalty_index(0.9, 0.6, 0.0) == pytest.approx(0.5)


@given(SHARE, SHARE, SHARE)
def test_loyalty_is_bounded_by_its_dimensions(conviction: float, affect: float, habit: float) -> None:
    low, *_, high = sorted((conviction, affect, habit))
    assert low - JUST_ABOVE <= p.loyalty_index(conviction, affect, habit) <= high + JUST_ABOVE


@given(SHARE, SHARE, SHARE)
def test_a_recommendation_lies_between_0_and_10_and_rises(cumulative: float, affect: float, more: float) -> None:
    answer = p.likelihood_to_recommend(cumulative, affect, ANSWER)
    assert 0.0 <= answer <= 10.0
    assert p.likelihood_to_recommend(cumulative + more, affect, ANSWER) >= answer
    assert p.likelihood_to_recommend(cumulative, affect + more, ANSWER) >= answer


def test_betrayal_costs_its_share_of_affect() -> None:
    assert p.wounded_affect(0.8, 0.5, 0.6) == pytest.approx(0.56)


@given(SHARE, SHARE, SHARE, SHARE)
def test_a_deeper_wound_leaves_less(affect: float, wound: float, betrayal: float, more: float) -> None:
    after = p.wounded_affect(affect, wound, betrayal)
    assert 0.0 <= after <= affect
    assert p.wounded_affect(affect, min(wound + more, 1.0), betrayal) <= after


def test_the_rebuy_grid_has_its_ends() -> None:
    assert p.graded_rebuy(MINOR, MAJOR, 0.0) == MINOR
    assert p.graded_rebuy(MINOR, MAJOR, 1.0) == pytest.approx(MAJOR)


@given(SHARE, SHARE)
def test_graver_problems_are_forgiven_less(severity: float, other: float) -> None:
    mild, grave = sorted((severity, other))
    one, two = p.graded_rebuy(MINOR, MAJOR, mild), p.graded_rebuy(MINOR, MAJOR, grave)
    assert all(less <= more + JUST_ABOVE for less, more in zip(two, one, strict=True))
    assert one.silent < one.unresolved < one.resolved < one.quick
    assert isinstance(one, Rebuy)


def test_loyalty_holds_by_its_logit() -> None:
    assert p.held(0.5, 1.0, 2.0 * math.log(3.0), 0.0) == pytest.approx(0.75)
    assert p.held(0.4, 0.5, 3.0, 0.0) == pytest.approx(0.4)


@given(SHARE, SHARE, SHARE, st.floats(0.0, 5.0))
def test_the_loyal_stay_more_and_certainty_stays_certain(
    chance: float, loyalty: float, more: float, holds: float
) -> None:
    held = p.held(chance, loyalty, holds, 0.0)
    assert 0.0 <= held <= p.held(chance, loyalty + more, holds, 0.0) + JUST_ABOVE <= 1.0 + 2 * JUST_ABOVE
    assert p.held(0.0, loyalty, holds, 1.0) == 0.0
    assert p.held(1.0, loyalty, holds, -1.0) == 1.0


@given(st.floats(0.0, 1000.0), st.floats(0.0, 10.0), st.floats(0.5, 50.0))
def test_an_answer_on_the_spot_is_quickest(days: float, more: float, patience: float) -> None:
    assert p.speed(0.0, patience) == 1.0
    assert p.speed(patience, patience) == pytest.approx(math.exp(-1.0))
    assert 0.0 <= p.speed(days + more, patience) <= p.speed(days, patience) <= 1.0


def test_justice_by_hand() -> None:
    """0.45 x (0.5 + 0.5 x 0.4) + 0.35 x 0.8 + 0.2 x 0.5."""
    assert p.justice(0.4, 0.8, 0.5, RECOVERY) == pytest.approx(0.695)


@given(st.floats(0.0, 10.0), SHARE, SHARE, SHARE)
def test_justice_lies_between_0_and_1_and_rises_with_each_part(
    compensation: float, empathy: float, quickness: float, more: float
) -> None:
    fair = p.justice(compensation, empathy, quickness, RECOVERY)
    assert 0.0 <= fair <= 1.0
    assert p.justice(compensation + more, empathy, quickness, RECOVERY) >= fair
    assert p.justice(compensation, empathy + more, quickness, RECOVERY) >= fair
    assert p.justice(compensation, empathy, quickness + more, RECOVERY) >= fair


def test_cost_to_serve_falls_from_new_to_established() -> None:
    assert p.cost_to_serve(0.0, TENURE) == 1.0
    assert p.cost_to_serve(math.log(2.0), TENURE) == pytest.approx(0.75)


@given(st.floats(0.0, 100.0), st.floats(0.0, 100.0))
def test_old_customers_never_cost_more(years: float, more: float) -> None:
    assert 0.5 <= p.cost_to_serve(years + more, TENURE) <= p.cost_to_serve(years, TENURE) <= 1.0
