"""What all customers share: need, attention, memory of prices, judgement, voice, word of mouth, tenure."""

from typing import Annotated, Literal

from pydantic import Field

from simulation.reading.block import REQUIRED, Block, Cost, quantity
from simulation.scenario.parameters.loyalty_types import Mix, Types
from simulation.scenario.parameters.need import Purchases
from simulation.scenario.parameters.relationship import Extension, Favours, Knowledge, Messages, Phases
from simulation.scenario.parameters.switches import Switches

More = Annotated[float, Field(ge=0, le=100)]
MoreOrLess = Annotated[float, Field(ge=-1, le=100)]


class Attention(Block):
    """What brings a firm to mind when a purchase is due."""

    forgetting: float = quantity(REQUIRED, "share of salience lost towards the firm's presence", "share a week",
                                 ge=0, le=1)  # fmt: skip
    promotion: float = quantity(REQUIRED, "chance that a labelled promotion catches the eye", "probability",
                                ge=0, le=1)  # fmt: skip
    hearsay: float = quantity(REQUIRED, "chance that what an acquaintance says brings a firm to mind", "probability",
                              ge=0, le=1)  # fmt: skip


class ReferencePrice(Block):
    """The expected price, and both sides of it."""

    memory: float = quantity(REQUIRED, "share of the remembered price kept at each exposure", "share", ge=0, le=1)
    latitude: float = quantity(REQUIRED, "gap between price and expected price that goes unnoticed", "share",
                               ge=0, le=1)  # fmt: skip
    doubt: float = quantity(REQUIRED, "doubt about a stranger's quality per squared share below the expected price",
                            "1", ge=0, le=100)  # fmt: skip
    half_familiarity: float = quantity(REQUIRED, "purchases that make a stranger half familiar", "purchases",
                                       gt=0, le=1_000)  # fmt: skip
    label_relief: float = quantity(REQUIRED, "share of the doubt that the label of a promotion takes away", "share",
                                   ge=0, le=1)  # fmt: skip


class Experience(Block):
    """How an encounter turns out, on the scale of performance from 0 to 1."""

    quality: float = quantity(REQUIRED, "weight of product quality in performance", "share", ge=0, le=1)
    process: float = quantity(REQUIRED, "weight of the service process", "share", ge=0, le=1)
    technical: float = quantity(REQUIRED, "weight of technical capability, met after the sale", "share", ge=0, le=1)
    noise: float = quantity(REQUIRED, "standard deviation between encounters", "0-1", ge=0, le=1)
    fit: float = quantity(REQUIRED, "performance felt per unit of lasting taste for the firm: what suits, works", "0-1",
                          ge=0, le=1)  # fmt: skip
    minor_loss: float = quantity(REQUIRED, "performance lost in a minor failure", "0-1", ge=0, le=1)
    major_loss: float = quantity(REQUIRED, "performance lost in a major failure", "0-1", ge=0, le=1)
    wait_loss: float = quantity(REQUIRED, "performance lost when the wait reaches the customer's tolerance", "0-1",
                                ge=0, le=1)  # fmt: skip


class Satisfaction(Block):
    """Expectation, disconfirmation, judgement."""

    base: float = quantity(REQUIRED, "satisfaction when nothing performs", "0-1", ge=0, le=1)
    performance: float = quantity(REQUIRED, "satisfaction per unit of performance", "1", ge=0, le=5)
    gain: float = quantity(REQUIRED, "satisfaction per unit of performance above expectation", "1", ge=0, le=10)
    loss: float = quantity(REQUIRED, "dissatisfaction per unit of performance below expectation", "1", ge=0, le=10)
    memory: float = quantity(REQUIRED, "share of cumulative satisfaction kept at each encounter", "share", ge=0, le=1)
    floor: float = quantity(REQUIRED, "satisfaction above which an encounter makes affect grow", "0-1", ge=0, le=1)
    minimum: float = quantity(REQUIRED, "smoothed satisfaction that loyalty needs to grow and to last; 0: none", "0-1",
                              ge=0, le=1)  # fmt: skip
    dissatisfied_below: float = quantity(REQUIRED, "satisfaction below which an encounter dissatisfies", "0-1",
                                         ge=0, le=1)  # fmt: skip
    delighted_above: float = quantity(REQUIRED, "satisfaction above which an encounter is praised", "0-1", ge=0, le=1)
    learning: float = quantity(REQUIRED, "how far one encounter moves a newcomer's expectation", "share", ge=0, le=1)
    anchor: float = quantity(REQUIRED, "purchases after which an encounter teaches half as much", "purchases",
                             gt=0, le=10_000)  # fmt: skip
    ceiling: float = quantity(REQUIRED, "satisfaction that law, culture and other constraints leave in reach", "0-1",
                              gt=0, le=1)  # fmt: skip
    prior: float = quantity(REQUIRED, "performance expected before any experience", "0-1", ge=0, le=1)
    prior_spread: float = quantity(REQUIRED, "standard deviation of that first impression", "0-1", ge=0, le=1)


class Conviction(Block):
    """Conscious loyalty: intention and commitment, on the logit scale."""

    base: float = quantity(REQUIRED, "logit of conviction when nothing speaks for the firm", "logit", ge=-50, le=50)
    satisfaction: float = quantity(REQUIRED, "what cumulative satisfaction adds", "logit", ge=0, le=50)
    affect: float = quantity(REQUIRED, "what affect adds", "logit", ge=0, le=50)
    habit: float = quantity(REQUIRED, "what habit adds", "logit", ge=0, le=50)
    learning: float = quantity(REQUIRED, "share of the way that one encounter moves conviction", "share", ge=0, le=1)
    decay: float = quantity(REQUIRED, "loyalty lost by the dissatisfied while satisfaction stays below the minimum",
                            "share a week", ge=0, le=1)  # fmt: skip


class Voice(Block):
    """Exit, voice or loyalty after a dissatisfying encounter."""

    base: float = quantity(REQUIRED, "readiness to tell the front line", "logit", ge=-20, le=20)
    major: float = quantity(REQUIRED, "what a major problem adds", "logit", ge=-20, le=20)
    loyalty: float = quantity(REQUIRED, "what loyalty from 0 to 1 adds", "logit", ge=-20, le=20)
    ease: float = quantity(REQUIRED, "what the firm's ease of voice from 0 to 1 adds", "logit", ge=-20, le=20)
    escalation: float = quantity(REQUIRED, "readiness to go on to the desk when not settled", "logit", ge=-20, le=20)
    escalation_ease: float = quantity(REQUIRED, "what ease of voice adds to that", "logit", ge=-20, le=20)
    exit_weeks: int = quantity(REQUIRED, "mean weeks that a customer who left stays away", "weeks", ge=0, le=100_000)
    loyalty_holds: float = quantity(REQUIRED, "how much loyalty delays exit", "logit", ge=0, le=20)


class Rebuy(Block):
    """Chance to buy again after a problem of one severity."""

    silent: float = quantity(REQUIRED, "who did not complain", "probability", ge=0, le=1)
    unresolved: float = quantity(REQUIRED, "who complained in vain", "probability", ge=0, le=1)
    resolved: float = quantity(REQUIRED, "whose complaint was settled", "probability", ge=0, le=1)
    quick: float = quantity(REQUIRED, "whose complaint was settled on the spot", "probability", ge=0, le=1)


class Grid(Block):
    """Repurchase after a problem by severity and outcome."""

    minor: Rebuy
    major: Rebuy


class Recovery(Block):
    """What service recovery does to a customer."""

    grid: Literal["tarp_1979", "kotler_34_52", "theory_text"] = quantity(
        REQUIRED, "which figures for repurchase after a problem", "name"
    )
    tarp_1979: Grid
    kotler_34_52: Grid
    theory_text: Grid
    distributive: float = quantity(REQUIRED, "weight of a just outcome", "share", ge=0, le=1)
    interactional: float = quantity(REQUIRED, "weight of just treatment", "share", ge=0, le=1)
    procedural: float = quantity(REQUIRED, "weight of a just process, that is of speed", "share", ge=0, le=1)
    patience_days: float = quantity(REQUIRED, "days in which the feeling of a quick answer fades to 37 %", "days",
                                    gt=0, le=1_000)  # fmt: skip
    just_enough: float = quantity(REQUIRED, "justice below which a settlement does not count as one", "0-1",
                                  ge=0, le=1)  # fmt: skip
    paradox: float = quantity(REQUIRED, "satisfaction above the former level after a perfectly just recovery", "0-1",
                              ge=0, le=1)  # fmt: skip
    mending: float = quantity(REQUIRED, "affect and conviction lost by a major failure that a perfectly just recovery "
                              "gives back", "share", ge=0, le=1)  # fmt: skip
    repeat_weeks: int = quantity(REQUIRED, "weeks within which a second problem counts as a repeated one", "weeks",
                                 ge=0, le=100_000)  # fmt: skip
    ratchet: float = quantity(REQUIRED, "how much a repeated problem counts towards a major one", "share", ge=0, le=1)
    longest_wait_weeks: int = quantity(REQUIRED, "weeks after which an unanswered complaint counts as failed", "weeks",
                                       ge=1, le=1_000)  # fmt: skip


class WordOfMouth(Block):
    """Who tells, who listens, what it weighs and how long."""

    praise: float = quantity(REQUIRED, "chance that a delighting encounter is told", "probability", ge=0, le=1)
    warning: float = quantity(REQUIRED, "chance that a dissatisfying encounter is told", "probability", ge=0, le=1)
    listeners_praise: float = quantity(
        REQUIRED, "people who hear a praise, at most all whom one knows", "people", ge=0, le=1_000
    )
    listeners_warning: float = quantity(
        REQUIRED, "people who hear a warning, at most all whom one knows", "people", ge=0, le=1_000
    )
    praise_effect: float = quantity(REQUIRED, "shift in the listener's utility by a praise", "utility", ge=0, le=20)
    warning_effect: float = quantity(REQUIRED, "shift down by a warning", "utility", ge=0, le=20)
    homophily: float = quantity(REQUIRED, "part of the variance of tastes that comes from the tastes of acquaintances",
                                "share", ge=0, le=1)  # fmt: skip
    trust: float = quantity(REQUIRED, "share of the way to full conviction that a recommendation lends a newcomer",
                            "share", ge=0, le=1)  # fmt: skip
    half_life: float = quantity(REQUIRED, "weeks in which hearsay loses half of its weight", "weeks", gt=0, le=10_000)


class Tenure(Block):
    """What grows with the years that a customer stays with a firm; each part can be switched off."""

    cross_sell: tuple[More, ...] = quantity(
        REQUIRED, "further spending as a share of the purchase, in the first, second … year of tenure", "share"
    )
    usage: tuple[MoreOrLess, ...] = quantity(
        REQUIRED, "more of the same bought, as a share of the purchase, in the first, second … year of tenure", "share"
    )
    premium: tuple[MoreOrLess, ...] = quantity(
        REQUIRED, "more paid for the same, as a share of the price, in the first, second … year of tenure", "share"
    )
    cost_new: Cost = quantity(2.2, "cost to serve a new customer a visit", "money", ge=0, le=1e9)
    cost_established: Cost = quantity(0.5, "cost to serve an established customer a visit", "money", ge=0, le=1e9)
    learning: float = quantity(REQUIRED, "rate at which the one becomes the other", "1 a year", ge=0, le=1_000)


class Bonds(Block):
    """What ties a customer to a firm beside satisfaction: joint benefits, and how people are treated."""

    alliance: float = quantity(REQUIRED, "what full joint benefits are worth to a customer of long standing", "utility",
                               ge=0, le=20)  # fmt: skip
    barrier: float = quantity(REQUIRED, "how much they hold a customer who met a problem", "logit", ge=0, le=20)
    empathy: float = quantity(REQUIRED, "how much empathy from 0 to 1 holds a customer who complained", "logit",
                              ge=0, le=20)  # fmt: skip
    warmth: float = quantity(REQUIRED, "how much faster affect grows with empathy from 0 to 1", "share", ge=0, le=10)
    usual_empathy: float = quantity(REQUIRED, "empathy that customers are used to", "0-1", ge=0, le=1)


class Reputation(Block):
    """What a firm is known for, and how strangers come to expect it."""

    pace: float = quantity(REQUIRED, "share of the way that a stranger's expectation moves on a shopping trip", "share",
                           ge=0, le=1)  # fmt: skip
    half_life: float = quantity(REQUIRED, "weeks in which a firm's former reputation loses half of its weight", "weeks",
                                gt=0, le=10_000)  # fmt: skip


class Difficult(Block):
    """Customers who deviate from what is usual between people: abuse, returns, demands without end."""

    share: float = quantity(REQUIRED, "share of customers who do", "share", ge=0, le=1)
    cost: Cost = quantity(6.0, "what each of their visits costs beyond the usual", "money", ge=0, le=1e6)


class Customers(Block):
    """Everything about the demand side."""

    mode: Literal["types", "phases"] = quantity(
        REQUIRED, "loyalty types for life, or phases of loyalty that all customers may pass through", "name"
    )
    mix: Mix
    purchases: Purchases
    attention: Attention
    reference_price: ReferencePrice
    experience: Experience
    satisfaction: Satisfaction
    conviction: Conviction
    voice: Voice
    recovery: Recovery
    word_of_mouth: WordOfMouth
    tenure: Tenure
    bonds: Bonds
    reputation: Reputation
    difficult: Difficult
    knowledge: Knowledge
    messages: Messages
    favours: Favours
    extension: Extension
    phases: Phases
    switches: Switches
    types: Types
