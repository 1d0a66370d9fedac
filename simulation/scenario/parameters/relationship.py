"""What ties customers to a firm beyond the purchase: being known, told and thanked, and buying other goods there."""

from simulation.reading.block import REQUIRED, Block, quantity


class Knowledge(Block):
    """What a firm that keeps track learns of its customers, and what that is good for."""

    half_purchases: float = quantity(REQUIRED, "purchases after which half of what they tell is known", "purchases",
                                     gt=0, le=10_000)  # fmt: skip
    half_years: float = quantity(REQUIRED, "years after which half of what time tells is known", "years", gt=0, le=100)
    prevented: float = quantity(REQUIRED, "share of failures that full knowledge prevents", "share", ge=0, le=1)
    saved: float = quantity(REQUIRED, "share of service time and of the cost to serve that full knowledge saves",
                            "share", ge=0, le=1)  # fmt: skip
    match: float = quantity(REQUIRED, "performance felt more in an offer that meets the customer's wish than in one "
                            "that misses it", "0-1", ge=0, le=1)  # fmt: skip
    wishes: int = quantity(REQUIRED, "kinds of wishes; who guesses is right in one case of so many", "count", ge=1,
                           le=1_000)  # fmt: skip


class Messages(Block):
    """What a firm's words do: confirmation after the purchase, and promises that nothing stands behind."""

    brand: float = quantity(REQUIRED, "affect that a message on the brand adds for who knows the firm well",
                            "share of what is left to 1, a trip", ge=0, le=1)  # fmt: skip
    service: float = quantity(REQUIRED, "conviction that a message on the service adds likewise",
                              "share of what is left to 1, a trip", ge=0, le=1)  # fmt: skip
    outsiders: float = quantity(REQUIRED, "attention that strangers pay to such messages, against buyers", "share",
                                ge=0, le=1)  # fmt: skip
    credulity: float = quantity(REQUIRED, "share of a promise that a stranger to the firm believes", "share",
                                ge=0, le=1)  # fmt: skip
    allure: float = quantity(REQUIRED, "utility of a unit of performance promised and believed", "utility", ge=0, le=50)
    distrust: float = quantity(REQUIRED, "share of affect and conviction lost per unit of performance that was "
                               "promised, believed and not given", "1", ge=0, le=20)  # fmt: skip


class Favours(Block):
    """Small attentions that come with a visit, and how one gets used to them."""

    lift: float = quantity(REQUIRED, "affect that an unexpected favour adds", "share of what is left to 1", ge=0, le=1)
    habituation: float = quantity(REQUIRED, "rate at which the effect fades with favours a year", "years", ge=0, le=10)


class Extension(Block):
    """Whether a customer also buys what else the firm puts its name on, on the logit scale."""

    base: float = quantity(REQUIRED, "when nothing speaks for it", "logit", ge=-50, le=50)
    affect: float = quantity(REQUIRED, "what affect for the firm from 0 to 1 adds", "logit", ge=0, le=50)
    fit: float = quantity(REQUIRED, "what fit of the goods with the brand from 0 to 1 adds", "logit", ge=0, le=50)
    feedback: float = quantity(REQUIRED, "affect moved by a unit of quality above or below what the firm is expected "
                               "to give", "1", ge=0, le=5)  # fmt: skip


class Phases(Block):
    """Thresholds of Oliver's phases, read where `customers.mode` is `phases`."""

    affective: float = quantity(REQUIRED, "affect from which cognitive loyalty becomes affective", "0-1", ge=0, le=1)
    conative: float = quantity(REQUIRED, "conviction from which affective loyalty becomes conative", "0-1", ge=0, le=1)
    action: float = quantity(REQUIRED, "habit from which conative loyalty becomes action", "0-1", ge=0, le=1)
    slack: float = quantity(REQUIRED, "share of a threshold below which a phase is lost again", "share", ge=0, le=1)
