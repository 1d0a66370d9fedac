"""Rules of what ties customers to a firm beyond the purchase; sizes: `scenario/parameters/relationship.py`."""

import math

from simulation.behavior.parameters import Extension, Favours, Knowledge, Messages
from simulation.behavior.psychology import clip, familiarity, logistic
from simulation.engine.compiling import rule


@rule
def known(purchases: float, years: float, kept: float, knowledge: Knowledge) -> float:
    """What the firm knows of a customer, 0-1: it takes both dealings and time, and somebody who keeps track."""
    return kept * familiarity(purchases, knowledge.half_purchases) * familiarity(years, knowledge.half_years)


@rule
def prevented_failures(failure_rate: float, known: float, knowledge: Knowledge) -> float:
    """Chance that the visit of a known customer goes wrong: its wishes and weak points are no surprise."""
    return failure_rate * (1.0 - knowledge.prevented * known)


@rule
def hit_rate(accuracy: float, known: float, wishes: float) -> float:
    """Chance that a tailored offer meets the wish: a guess for a stranger, `accuracy` for who is fully known."""
    guess = 1.0 / wishes
    return guess + (accuracy - guess) * known


@rule
def tailored(hit_rate: float, knowledge: Knowledge) -> float:
    """Performance won or lost by a tailored offer, against the usual one, which suits one customer in `wishes`.

    Luck in single offers is part of what encounters differ by anyway, tailored or not.
    """
    return knowledge.match * (hit_rate - 1.0 / knowledge.wishes)


@rule
def attentive(familiarity: float, messages: Messages) -> float:
    """Attention paid to a firm's messages: buyers look for what confirms their choice [EhrlichEtAl1957]."""
    return familiarity + (1.0 - familiarity) * messages.outsiders


@rule
def confirmed(loyalty: float, strength: float, attention: float) -> float:
    """Affect or conviction after a message of some strength has been met with some attention."""
    return loyalty + strength * attention * (1.0 - loyalty)


@rule
def favoured(affect: float, share: float, purchases: float, years: float, favours: Favours) -> float:
    """Affect after a visit of which a share brings a favour: the more of them in a year, the less each is felt."""
    a_year = share * purchases / (years + favours.settling_in)
    return affect + share * favours.lift * math.exp(-favours.habituation * a_year) * (1.0 - affect)


@rule
def believed(promise: float, familiarity: float, messages: Messages) -> float:
    """Performance promised beyond the truth and believed: own experience knows better."""
    return messages.credulity * promise * (1.0 - familiarity)


@rule
def disillusioned(loyalty: float, broken: float, messages: Messages) -> float:
    """Affect or conviction after a promise was found `broken` by so much performance."""
    return loyalty * (1.0 - min(messages.distrust * broken, 1.0))


@rule
def distrustful(conviction: float, distrust: float, learning: float) -> float:
    """Conviction after an encounter in a market whose firms are not trusted: that much of what was learned is lost."""
    return conviction * (1.0 - learning * distrust)


@rule
def regained(trust: float, broken: float, loss: float, recovery: float) -> float:
    """Trust, 0-1, a week later: lost at once by broken promises, regained slowly [Slovic1993].

    `broken` is the performance promised and not given, mean of the week's visits; `loss` per unit of it.
    """
    return (trust + recovery * (1.0 - trust)) * max(1.0 - loss * broken, 0.0)


@rule
def longed_for(affect: float, taste: float, growth: float, longing: float) -> float:
    """Affect for a firm never bought from after it came to mind again: who sees what suits grows fond [Zajonc1968]."""
    return affect + min(longing * growth * max(taste, 0.0), 1.0) * (1.0 - affect)


@rule
def touched(affect: float, is_praise: bool, share: float) -> float:
    """Affect after hearsay about a firm: praise adds a share of what is left to 1, a warning takes it of what is."""
    return affect + share * (1.0 - affect) if is_praise else affect * (1.0 - share)


@rule
def extension_probability(affect: float, fit: float, extension: Extension) -> float:
    """Chance to buy other goods of the firm as well; who feels nothing for it buys none."""
    return logistic(extension.base + extension.affect * affect + extension.fit * fit) if affect > 0.0 else 0.0


@rule
def reflected(affect: float, quality: float, expectation: float, extension: Extension) -> float:
    """Affect after using other goods of the firm: better or worse than expected of it, they reflect on the brand."""
    return clip(affect + extension.feedback * (quality - expectation), 0.0, 1.0)
