"""Human nature as numbers: what the rules of behaviour read, in the shape that compiled code takes.

Written by `python -m tools.compiled_parameters` from the blocks of `simulation/scenario/parameters/`, which declare
each number by the same name, with its range, default and source. Do not edit it.
"""

from dataclasses import dataclass
from typing import NamedTuple

from simulation.behavior.traits import Traits
from simulation.engine.numba_structs import Handed


class Rebuy(NamedTuple):
    """Chance to buy again after a problem of one severity."""

    silent: float  # probability: who did not complain
    unresolved: float  # probability: who complained in vain
    resolved: float  # probability: whose complaint was settled
    quick: float  # probability: whose complaint was settled on the spot


class Beginning(NamedTuple):
    """What customers start with, before their first purchase in the run."""

    liking: float  # 0-1: affect felt from the start for a firm that suits, per unit of lasting taste
    habit: float  # 0-1: habit for a firm per share of the customers who start there
    own_habit: float  # 0-1: habit for the own firm beside it


class Purchases(NamedTuple):
    """Need for the category: purchases are Poisson, their rates gamma distributed (NBD)."""

    per_year: float  # units a year: mean units needed by a customer
    shape: float  # 1: shape of the gamma distribution of rates; small means few heavy buyers
    renewal: float  # share a year: share of customers whose rate and tastes change in a year
    outside_appeal: float  # utility: worth of buying nothing
    stockpiling: float  # weeks: need that is worth buying ahead, for each 100 % below the expected price
    expansion: float  # 1: rise of the log of need for a unit of utility that prices offer, against the usual one
    own_price: float  # share: weight of the price of the firm last bought from in what moves need
    variety_seeking: float  # probability: chance that on a trip neither taste nor loyalty counts


class Heterogeneity(NamedTuple):
    """Differences between customers of one type, who share its way to decide. All are 0: nobody differs."""

    price_spread: float  # log points: differences in care for price
    quality_spread: float  # log points: the same of quality_weight
    affect_spread: float  # log points: the same of affect_weight
    habit_spread: float  # log points: the same of habit_weight
    shared_taste: float  # share: part of the variance of tastes that firms of one group share
    type_change: float  # share of changed lives (purchases.renewal) whose loyalty type is drawn anew from the mix


class ComingAndGoing(NamedTuple):
    """Who comes into the category and who leaves it, of their own accord and whatever the firms do."""

    vacant: float  # share: places for customers that are vacant on the first day
    arrivals: float  # share a year: newcomers
    dropout: float  # probability: chance that a purchase is a customer's last one in the category, mean of all
    dropout_size: float  # 1: sameness in leaving it
    first_dropout: float  # share: how much of that chance there is after a customer's first purchase
    is_on: bool  # whether anybody comes or goes
    vacancy: float  # weeks until no figure looks back on who dropped out


class Attention(NamedTuple):
    """What brings a firm to mind when a purchase is due."""

    forgetting: float  # share a week: share of salience lost towards the firm's presence
    promotion: float  # probability: chance that a labelled promotion of a firm of full presence catches the eye
    display: float  # probability: chance that a display or feature catches the eye beside any label
    hearsay: float  # probability: chance that what an acquaintance says brings a firm to mind
    longing: float  # share of what is left to 1: loved from afar


class ReferencePrice(NamedTuple):
    """The expected price, and both sides of it."""

    memory: float  # share of the remembered price kept at each exposure
    latitude: float  # share: gap between price and expected price that goes unnoticed
    doubt: float  # 1: doubt about a stranger's quality per squared share below the expected price
    half_familiarity: float  # purchases that make a stranger half familiar
    tier: float  # share: a usual price is fair
    tier_half_life: float  # weeks: time in which half of a firm's former usual price is forgotten
    label_relief: float  # share of the doubt that the label of a promotion takes away
    category_price: float  # money: usual price


class Experience(NamedTuple):
    """How an encounter turns out, on the scale of performance from 0 to 1."""

    quality: float  # share: weight of product quality in performance
    process: float  # share: weight of the service process
    technical: float  # share: weight of technical capability, met after the sale
    noise: float  # 0-1: standard deviation between encounters
    fit: float  # 0-1: performance felt per unit of lasting taste for the firm: what suits, works
    minor_loss: float  # 0-1: performance lost in a minor failure
    major_loss: float  # 0-1: performance lost in a major failure
    wait_loss: float  # 0-1: performance lost when the wait reaches the customer's tolerance
    wait_limit: float  # multiple of tolerance: wait, in tolerances, from which a longer one is felt no more
    practice: float  # share: part of the trouble of buying that who knows the firm well is spared


class Satisfaction(NamedTuple):
    """Expectation, disconfirmation, judgement."""

    base: float  # 0-1: satisfaction when nothing performs
    performance: float  # 1: satisfaction per unit of performance
    gain: float  # 1: satisfaction per unit of performance above expectation
    loss: float  # 1: dissatisfaction per unit of performance below expectation
    memory: float  # share of cumulative satisfaction kept at each encounter
    floor: float  # 0-1: satisfaction above which an encounter makes affect grow
    minimum: float  # 0-1: smoothed satisfaction that loyalty needs to grow and to last; 0: none
    dissatisfied_below: float  # 0-1: satisfaction below which an encounter dissatisfies
    delighted_above: float  # 0-1: satisfaction above which an encounter is praised
    learning: float  # share: how far one encounter moves a newcomer's expectation
    anchor: float  # purchases after which an encounter teaches half as much
    ceiling: float  # 0-1: satisfaction that law, culture and other constraints leave in reach
    prior: float  # 0-1: performance expected before any experience
    prior_spread: float  # 0-1: standard deviation of that first impression
    leniency: float  # 0-1: the easily pleased and the strict
    norm: float  # share: held to what others give
    habituation: float  # share: good things taken for granted
    sting: float  # share of former satisfaction that an encounter wipes out which dissatisfies
    weight: float  # utility of a firm once bought from per unit of cumulative satisfaction above or below `usual`
    usual: float  # 0-1: cumulative satisfaction that speaks neither for nor against a firm
    avoidance: float  # utility: once bitten
    avoided_below: float  # 0-1: cumulative satisfaction below which a firm is avoided


class Conviction(NamedTuple):
    """Conscious loyalty: intention and commitment, on the logit scale."""

    base: float  # logit of conviction when nothing speaks for the firm
    satisfaction: float  # logit: what cumulative satisfaction adds
    affect: float  # logit: what affect adds
    habit: float  # logit: what habit adds
    learning: float  # share of the way that one encounter moves conviction
    decay: float  # share a week: loyalty lost by the dissatisfied while satisfaction stays below the minimum


class Voice(NamedTuple):
    """Exit, voice or loyalty after a dissatisfying encounter."""

    base: float  # logit: readiness to tell the front line
    major: float  # logit: what a major problem adds
    loyalty: float  # logit: what loyalty from 0 to 1 adds
    ease: float  # logit: what the firm's ease of voice from 0 to 1 adds
    escalation: float  # logit: readiness to go on to the desk when not settled
    escalation_ease: float  # logit: what ease of voice adds to that
    exit_weeks: float  # weeks: mean weeks that a customer who left stays away
    for_good: float  # share: of those who leave a firm, who come back only when their life changes
    alternatives: float  # count: firms that always remain
    loyalty_holds: float  # logit: how much loyalty delays exit


class Recovery(NamedTuple):
    """What service recovery does to a customer."""

    unpaid: float  # 0-1: justice of the outcome where a problem is settled without compensation
    paid: float  # 0-1: justice that compensation adds, for each share of the price paid; just is 1
    first_wound: float  # share: how deep a failed answer cuts, against that to a repeated problem
    distributive: float  # share: weight of a just outcome
    interactional: float  # share: weight of just treatment
    procedural: float  # share: weight of a just process, that is of speed
    patience_days: float  # days in which the feeling of a quick answer fades to 37 %
    just_enough: float  # 0-1: justice below which a settlement does not count as one
    paradox: float  # 0-1: satisfaction above the former level after a perfectly just recovery
    mending: float  # share: wounds that heal
    repeat_weeks: float  # weeks within which a second problem counts as a repeated one
    ratchet: float  # share: how much a repeated problem counts towards a major one
    longest_wait_weeks: float  # weeks after which an unanswered complaint counts as failed
    minor: Rebuy  # after a minor problem
    major: Rebuy  # after a major problem


class WordOfMouth(NamedTuple):
    """Who tells, who listens, what it weighs and how long."""

    praise: float  # probability: chance that a delighting encounter is told
    warning: float  # probability: chance that a dissatisfying encounter is told
    listeners_praise: float  # people who hear a praise, at most all whom one knows
    listeners_warning: float  # people who hear a warning, at most all whom one knows
    praise_effect: float  # utility: shift in the listener's utility by a praise
    warning_effect: float  # utility: shift down by a warning
    homophily: float  # share: part of the variance of tastes that comes from the tastes of acquaintances
    trust: float  # share of the way to full conviction that a recommendation lends a newcomer
    referral: float  # share: praise that leads to the firm
    liking: float  # share of what is left to 1, or to 0: liked by hearsay
    half_life: float  # weeks in which hearsay loses half of its weight
    hears_praise: float  # chance that an acquaintance hears a praise
    hears_warning: float  # the same of a warning
    keep: float  # share of hearsay left after a week


class Recommendation(NamedTuple):
    """The answer to `would you recommend it?`, as a share of the ten points that one can give."""

    base: float  # 0-1: answer when neither satisfaction nor affect speaks for the firm
    satisfaction: float  # 0-1: what cumulative satisfaction from 0 to 1 adds
    affect: float  # 0-1: what affect from 0 to 1 adds


class Tenure(NamedTuple):
    """What grows with the years that a customer stays with a firm; each part can be switched off."""

    cost_new: float  # money: cost to serve a new customer a visit
    cost_established: float  # money: cost to serve an established customer a visit
    learning: float  # 1 a year: rate at which the one becomes the other


class Bonds(NamedTuple):
    """What ties a customer to a firm beside satisfaction: joint benefits, and how people are treated."""

    alliance: float  # utility: what full joint benefits are worth to a customer of long standing
    barrier: float  # logit: how much they hold a customer who met a problem
    empathy: float  # logit: how much empathy from 0 to 1 holds a customer who complained
    warmth: float  # share: how much faster affect grows with empathy from 0 to 1
    usual_empathy: float  # 0-1: empathy that customers are used to; there all is as without


class Rewards(NamedTuple):
    """What a reward programme does to its members, beside the money (firms.*.programme)."""

    pressure: float  # 1: worth of a whole reward when it is all but earned, against as much money off the price
    steepness: float  # 1: power of the progress towards a reward by which its pull grows
    hurry: float  # share: purchases pulled ahead
    lift: float  # share of what is left to 1: affect that a reward adds, in speeds of warming
    stake: float  # logit: how much rewards worth a purchase, lost on leaving, hold a customer who met a problem


class Reputation(NamedTuple):
    """What a firm is known for, and how strangers come to expect it."""

    pace: float  # share of the way that a stranger's expectation moves on a shopping trip
    weight: float  # utility: a bad name keeps away
    half_life: float  # weeks in which a firm's former reputation loses half of its weight


class Difficult(NamedTuple):
    """Customers who deviate from what is usual between people: abuse, returns, demands without end."""

    share: float  # share of customers who cost far more than usual
    cost: float  # money: what each of their visits costs beyond the usual, more than a purchase earns


class Knowledge(NamedTuple):
    """What a firm that keeps track learns of its customers, and what that is good for."""

    half_purchases: float  # purchases after which half of what they tell is known
    half_years: float  # years after which half of what time tells is known
    prevented: float  # share of failures that full knowledge prevents
    saved: float  # share of service time and of the cost to serve that full knowledge saves
    match: float  # 0-1: joy at an offer that fits
    wishes: float  # count: kinds of wishes; who guesses is right in one case of so many


class Messages(NamedTuple):
    """What a firm's words do: confirmation after the purchase, and promises that nothing stands behind."""

    brand: float  # share of what is left to 1, a trip: effect of words on the brand
    service: float  # share of what is left to 1, a trip: conviction that a message on the service adds likewise
    outsiders: float  # share: attention that strangers pay to such messages, against buyers
    credulity: float  # share of a promise that a stranger to the firm believes
    allure: float  # utility of a unit of performance promised and believed
    distrust: float  # 1: anger at broken promises
    blame: float  # 1: broken promises get about
    exposure: float  # 1 a week: a liar is not believed
    cynicism: float  # 1 a week: they are all the same
    forgiveness: float  # weeks in which half of lost credibility and lost trust comes back
    regained: float  # share of lost trust that comes back in a week


class Favours(NamedTuple):
    """Small attentions that come with a visit, and how one gets used to them."""

    lift: float  # share of what is left to 1: affect that an unexpected favour adds
    habituation: float  # years: rate at which the effect fades with favours a year
    settling_in: float  # years: time after the first purchase in which favours are not yet frequent


class BeforeSale(NamedTuple):
    """What a contact before the first purchase, advice or a trial, does to who is a stranger yet."""

    learning: float  # share of the way that it moves a stranger's expectation to what is met in it
    warmth: float  # share: how much liking grows in it, against a purchase
    recall: float  # probability: chance that it brings the firm to mind later


class TakingPart(NamedTuple):
    """Who takes part in what a firm invites its customers to (answers, refers, joins), and what that does."""

    joining: float  # probability: chance that a fully loyal customer who is invited takes part; others by loyalty
    closeness: float  # share of what is left to 1: affect and conviction that taking part adds to who is content
    telling: float  # probability: chance that who takes part and is content tells acquaintances so


class Extension(NamedTuple):
    """Whether a customer also buys what else the firm puts its name on, on the logit scale."""

    base: float  # logit: when nothing speaks for it
    affect: float  # logit: what affect for the firm from 0 to 1 adds
    fit: float  # logit: what fit of the goods with the brand from 0 to 1 adds
    feedback: float  # 1: affect moved by a unit of quality above or below what the firm is expected to give


class UnderContract(NamedTuple):
    """What happens to who holds a contract, and what makes it think about leaving; of markets of contracts only."""

    contacts: float  # contacts a year: service contacts
    again: float  # probability: chance that a matter which was not settled brings another contact within a week
    offers: float  # offers a year: offers of rivals that reach a customer in a year
    reviews: float  # 1 a year: times a year that who is bound to nothing looks over its contract
    readiness: float  # probability: readiness to question
    readiness_size: float  # 1: sameness in readiness
    effort: float  # utility: worth of not having to change the provider
    ties: float  # 1: how fast habit grows with each bill, as a multiple of its growth with a purchase
    grudge: float  # utility: what a provider loses with who has turned its back on it
    must_leave: float  # share a year: contracts that end whatever the firms do: moving, death, no more money
    sees_welcome: float  # 1 a year: times a year that a customer sees its own provider's price for newcomers
    seek: float  # weeks: mean weeks until who has no contract looks for one
    use: float  # share: weight of a period's plain use in satisfaction and expectation, against a contact's
    covered: float  # share: customers who hold a contract on the first day
    first_tenure: float  # years: mean time for which they have lasted by then
    is_on: bool  # contracts
    bills: float  # bills a year


class Phases(NamedTuple):
    """Thresholds of Oliver's phases, read where `customers.mode` is `phases`."""

    affective: float  # 0-1: affect from which cognitive loyalty becomes affective
    conative: float  # 0-1: conviction from which affective loyalty becomes conative
    action: float  # 0-1: habit from which conative loyalty becomes action
    slack: float  # share of a threshold below which a phase is lost again
    is_on: bool  # phases instead of types


@dataclass(frozen=True)
class Nature(Handed):
    """All of it; `types` in the order of LOYALTY_TYPES (loyalty/__init__.py)."""

    types: tuple[Traits, ...]
    start: Beginning
    purchases: Purchases
    heterogeneity: Heterogeneity
    coming_and_going: ComingAndGoing
    attention: Attention
    reference_price: ReferencePrice
    experience: Experience
    satisfaction: Satisfaction
    conviction: Conviction
    voice: Voice
    recovery: Recovery
    word_of_mouth: WordOfMouth
    recommendation: Recommendation
    tenure: Tenure
    bonds: Bonds
    rewards: Rewards
    reputation: Reputation
    difficult: Difficult
    knowledge: Knowledge
    messages: Messages
    favours: Favours
    before_sale: BeforeSale
    taking_part: TakingPart
    extension: Extension
    contract: UnderContract
    phases: Phases
