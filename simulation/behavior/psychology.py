"""What every customer shares: memory of prices, expectation and disappointment, habit, commitment."""

import math

from simulation.behavior.offer import Offer
from simulation.behavior.parameters import (
    Conviction,
    Rebuy,
    Recommendation,
    Recovery,
    ReferencePrice,
    Satisfaction,
    Tenure,
)
from simulation.behavior.traits import Traits
from simulation.engine.compiling import rule

MOST_UNITS = 100


@rule
def logistic(utility: float) -> float:
    """The chance that goes with a utility on the logit scale; safe at both ends."""
    if utility >= 0.0:
        return 1.0 / (1.0 + math.exp(-utility))
    return math.exp(utility) / (1.0 + math.exp(utility))


@rule
def clip(value: float, low: float, high: float) -> float:
    """The value, held between two bounds."""
    return min(max(value, low), high)


@rule
def surely_needs_nothing(rate: float, chance: float) -> bool:
    """Whether no unit is needed for certain, told without the exponential: exp(-rate) is at least 1 - rate."""
    return chance <= 1.0 - rate


@rule
def units_needed(rate: float, chance: float) -> int:
    """Units needed in a week: Poisson [Ehrenberg1959], by inversion: the same luck needs more at a higher rate."""
    if surely_needs_nothing(rate, chance):
        return 0
    probability = math.exp(-rate)
    below = probability
    units = 0
    while chance > below and units < MOST_UNITS:
        units += 1
        probability *= rate / units
        below += probability
    return units


@rule
def temptation(cut: float, price_weight: float, expansion: float) -> float:
    """Factor on need by the prices in sight: the more they are worth, the sooner something is needed, and the more.

    `cut` is how far the prices of the firms that are in mind lie below the usual one on average, share of it, negative
    above; how much that is worth depends on how much price weighs [AilawadiNeslin1998].
    """
    return math.exp(expansion * price_weight * cut)


@rule
def units_ahead(gap: float, latitude: float, weekly: float, at_home: float, chance: float) -> int:
    """Units bought beyond present need, to use later: a price below the expected one is worth storing for.

    `weekly` is what a price of nothing would be worth storing, in units; what is still at home counts against it
    [BlattbergEppenLieberman1981]. Parts of a unit are left to chance.
    """
    wanted = weekly * max(gap - latitude, 0.0) - at_home
    return int(min(wanted, MOST_UNITS) + chance) if wanted > 0.0 else 0


@rule
def variety_sought(loyalty: float, most: float) -> float:
    """Chance that a trip is to bring something else for once: `most` without loyalty, none with all of it [Oliver1999].

    `loyalty`, 0-1, is that to the firm last bought from; the deeper it is, the less is variety wanted.
    """
    return most * (1.0 - loyalty)


@rule
def familiarity(purchases: float, half: float) -> float:
    """How well a customer knows a firm: 0 for a stranger, one half after `half` purchases, towards 1."""
    return purchases / (purchases + half)


@rule
def remembered_price(reference_price: float, price: float, memory: float) -> float:
    """Reference price after seeing a price: old and new weighed by memory [Winer1986] [BrieschEtAl1997]."""
    return memory * reference_price + (1.0 - memory) * price


@rule
def felt_price_gap(gap: float, latitude: float, gain_weight: float, loss_weight: float) -> float:
    """Pleasure of paying less than expected, pain of paying more; none within the latitude of acceptance.

    `gap` = (reference price - price) / reference price [KahnemanTversky1979] [KalyanaramWiner1995].
    """
    return gain_weight * max(gap - latitude, 0.0) - loss_weight * max(-gap - latitude, 0.0)


@rule
def quality_doubt(gap: float, familiarity: float, is_labelled: bool, memory: ReferencePrice) -> float:
    """What must be wrong with a stranger so cheap? Grows with the square of the gap, fades with familiarity.

    `gap` is taken to what the customer knows the category to cost, not to this firm's own past: a cheap stranger
    remains suspect for as long as it is one. Quadratic, since with a linear cue no price below the expected one could
    ever be best; a price cut that is labelled a promotion explains itself [RaoMonroe1989] [VolcknerHofmann2007].
    """
    relief = 1.0 - memory.label_relief * is_labelled
    return memory.doubt * (1.0 - familiarity) * max(gap, 0.0) * max(gap, 0.0) * relief


@rule
def price_gap(offer: Offer) -> float:
    """How far the price lies below the one expected of this firm, as a share of it; negative above."""
    return price_below(offer, offer.reference_price)


@rule
def price_below(offer: Offer, yardstick: float) -> float:
    """How far the price lies below another one, as a share of that; negative above."""
    return (yardstick - offer.price) / max(yardstick, 0.01)


@rule
def price_worth(offer: Offer, traits: Traits, memory: ReferencePrice) -> float:
    """Utility of a price: dear is bad, above the expected price worse, far below it doubtful; 0 at the usual price.

    What a firm is expected to ask follows its price soon, what the category costs hardly: who compares with that
    answers to a lasting change while it lasts, by another brand and not by buying less.
    """
    gap = price_gap(offer)
    level = math.log(max(offer.price / memory.category_price, 0.01))
    gain_weight = traits.gain_weight * offer.familiarity
    felt = felt_price_gap(gap, memory.latitude, gain_weight, traits.loss_weight)
    if traits.relative_price_weight > 0.0:
        relative = math.log(max(offer.price / max(offer.going_price, 0.01), 0.01))
        level += traits.relative_price_weight * relative
    doubt = quality_doubt(price_below(offer, offer.going_price), offer.familiarity, offer.depth > 0.0, memory)
    return traits.price_weight * (felt - level - doubt)


@rule
def disconfirmed_satisfaction(performance: float, expectation: float, judgement: Satisfaction) -> float:
    """Satisfaction with one encounter: falling short hurts more than exceeding pleases.

    [Oliver1980]; asymmetry [AndersonSullivan1993].
    """
    return clip(felt_satisfaction(performance, performance, expectation, judgement), 0.0, 1.0)


@rule
def felt_satisfaction(performance: float, noticed: float, yardstick: float, judgement: Satisfaction) -> float:
    """Satisfaction before it is held within 0-1: of the level that is `noticed`, and of performance by a yardstick."""
    disconfirmation = performance - yardstick
    felt = judgement.gain * max(disconfirmation, 0.0) - judgement.loss * max(-disconfirmation, 0.0)
    return judgement.base + judgement.performance * noticed + felt


@rule
def unfairness(price: float, fair_price: float, latitude: float, fairness: float) -> float:
    """Satisfaction lost by feeling overcharged, for a price above the one that is felt as fair (`accepted_price`)."""
    return fairness * max(price / max(fair_price, 0.01) - 1.0 - latitude, 0.0)


@rule
def learned_expectation(expectation: float, performance: float, purchases: float, judgement: Satisfaction) -> float:
    """Expectation after an encounter; the longer the history, the less one encounter teaches [Bolton1998]."""
    pace = judgement.learning / (1.0 + purchases / judgement.anchor)
    return expectation + pace * (performance - expectation)


@rule
def smoothed(before: float, now: float, memory: float) -> float:
    """Exponential smoothing: habit [GuadagniLittle1983] and cumulative satisfaction are made this way."""
    return memory * before + (1.0 - memory) * now


@rule
def grown_affect(
    affect: float, satisfaction: float, cumulative: float, judgement: Satisfaction, growth: float
) -> float:
    """Affect after an encounter: liking builds on satisfying use, never while satisfaction is below the minimum."""
    if cumulative < judgement.minimum:
        return affect
    return clip(affect + growth * max(satisfaction - judgement.floor, 0.0) * (1.0 - affect), 0.0, 1.0)


@rule
def warranted_conviction(cumulative: float, affect: float, habit: float, made_of: Conviction) -> float:
    """The commitment that satisfaction, affect and habit warrant."""
    utility = made_of.base + made_of.satisfaction * cumulative + made_of.affect * affect + made_of.habit * habit
    return logistic(utility)


@rule
def renewed_conviction(
    conviction: float, cumulative: float, affect: float, habit: float, gate: float, made_of: Conviction
) -> float:
    """Commitment moves towards what satisfaction, affect and habit warrant; it cannot rise while unsatisfied."""
    after = smoothed(conviction, warranted_conviction(cumulative, affect, habit, made_of), 1.0 - made_of.learning)
    return min(after, conviction) if cumulative < gate else after


@rule
def loyalty_index(conviction: float, affect: float, habit: float) -> float:
    """Loyalty in one number, 0-1: the mean of its conscious, emotional and behavioral dimension."""
    return (conviction + affect + habit) / 3.0


@rule
def likelihood_to_recommend(cumulative: float, affect: float, answer: Recommendation) -> float:
    """Answer to 'would you recommend it?', 0-10."""
    return 10.0 * clip(answer.satisfaction * cumulative + answer.affect * affect + answer.base, 0.0, 1.0)


@rule
def wounded_affect(affect: float, wound: float, betrayal: float) -> float:
    """Affect after a betrayal: the more grave (0-1) the wound, the more is lost; a dear price is no betrayal."""
    return affect * (1.0 - betrayal * wound)


@rule
def graded_rebuy(minor: Rebuy, major: Rebuy, severity: float) -> Rebuy:
    """Chances to buy again for a severity from 0 (minor) to 1 (major)."""
    return Rebuy(
        silent=minor.silent + severity * (major.silent - minor.silent),
        unresolved=minor.unresolved + severity * (major.unresolved - minor.unresolved),
        resolved=minor.resolved + severity * (major.resolved - minor.resolved),
        quick=minor.quick + severity * (major.quick - minor.quick),
    )


@rule
def held(chance: float, loyalty: float, holds: float, tie: float) -> float:
    """Chance to buy again, shifted on the logit scale: loyalty and other ties delay exit [Hirschman1970]; 0 and 1 stay.

    `tie` in logit: what else binds the customer.
    """
    if chance <= 0.0 or chance >= 1.0:
        return chance
    return logistic(math.log(chance / (1.0 - chance)) + holds * (loyalty - 0.5) + tie)


@rule
def speed(days: float, patience_days: float) -> float:
    """How quick an answer feels: 1 on the spot, fading with the days waited."""
    return math.exp(-days / patience_days)


@rule
def justice(compensation: float, empathy: float, quickness: float, weights: Recovery) -> float:
    """Fairness of a settlement, 0-1: of its outcome, of the treatment, of the process [OrsingherEtAl2010]."""
    outcome = min(weights.unpaid + weights.paid * compensation, 1.0)
    return weights.distributive * outcome + weights.interactional * empathy + weights.procedural * quickness


@rule
def cost_to_serve(tenure_years: float, tenure: Tenure) -> float:
    """Cost of serving a customer on one visit, money: newcomers ask more, make more mistakes, are less known."""
    fading = math.exp(-tenure.learning * tenure_years)
    return tenure.cost_established + (tenure.cost_new - tenure.cost_established) * fading
