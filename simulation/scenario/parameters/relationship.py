"""What ties customers to a firm beyond the purchase: being known, told and thanked, and buying other goods there."""

from simulation.reading.block import SHARE, Block, Topic, above, between, quantity


class Knowledge(Block):
    """What a firm that keeps track learns of its customers, and what that is good for."""

    topic = Topic.CARE

    half_purchases: float = quantity(
        6.0, "purchases until known", "purchases after which half of what they tell is known", "purchases",
        above(0, 10_000), plausible="3:12 log",
    )  # fmt: skip
    half_years: float = quantity(
        0.5, "years until known", "years after which half of what time tells is known", "years", above(0, 100),
        plausible="0.25:1 log",
    )  # fmt: skip
    prevented: float = quantity(
        0.5, "failures that knowledge prevents", "share of failures that full knowledge prevents", "share", SHARE,
        source="P; sign: theory text", plausible="0.25:0.75",
    )  # fmt: skip
    saved: float = quantity(
        0.5, "work that knowledge saves", "share of service time and of the cost to serve that full knowledge saves",
        "share", SHARE, source="P; sign: theory text", plausible="0.25:0.75",
    )  # fmt: skip
    match: float = quantity(
        0.2, "joy at an offer that fits",
        "performance felt more in an offer that meets the customer's wish than in one that misses it", "0-1", SHARE,
        plausible="0.1:0.3",
    )  # fmt: skip
    wishes: int = quantity(
        4, "kinds of wishes", "kinds of wishes; who guesses is right in one case of so many", "count",
        between(1, 1_000), plausible="3:6",
    )  # fmt: skip


class Messages(Block):
    """What a firm's words do: confirmation after the purchase, and promises that nothing stands behind."""

    topic = Topic.CARE

    brand: float = quantity(
        0.02, "effect of words on the brand", "affect that a message on the brand adds for who knows the firm well",
        "share of what is left to 1, a trip", SHARE, plausible="0.01:0.04 log",
    )  # fmt: skip
    service: float = quantity(
        0.02, "effect of words on the service", "conviction that a message on the service adds likewise",
        "share of what is left to 1, a trip", SHARE, plausible="0.01:0.04 log",
    )  # fmt: skip
    outsiders: float = quantity(
        0.3, "strangers who listen", "attention that strangers pay to such messages, against buyers", "share", SHARE,
        source="P; sign V2: Ehrlich et al. 1957", plausible="0.15:0.45",
    )  # fmt: skip
    credulity: float = quantity(
        0.8, "belief in promises", "share of a promise that a stranger to the firm believes", "share", SHARE,
        plausible="0.5:0.95",
    )  # fmt: skip
    allure: float = quantity(
        4.0, "pull of promises", "utility of a unit of performance promised and believed", "utility", between(0, 50),
        plausible="2:6",
    )  # fmt: skip
    distrust: float = quantity(
        2.0, "anger at broken promises",
        "share of affect and conviction lost per unit of performance that was promised, believed and not given", "1",
        between(0, 20), plausible="1:3",
    )  # fmt: skip
    blame: float = quantity(
        1.0, "broken promises get about",
        "performance that a firm is known for less, per unit promised and not given, mean of its visits", "1",
        between(0, 100), source="P; the theory text asks for integrity", plausible="0.5:1.5",
    )  # fmt: skip
    exposure: float = quantity(
        0.3, "a liar is not believed",
        "share of a firm's credibility lost per unit promised and not given, mean of its visits", "1 a week",
        between(0, 100), source="P", plausible="0.1:0.5",
    )  # fmt: skip
    cynicism: float = quantity(
        0.3, "they are all the same",
        "share of the trust in all firms lost per unit promised and not given, mean of all visits", "1 a week",
        between(0, 100), source="P; the theory text asks for integrity in society", plausible="0.1:0.5",
    )  # fmt: skip
    forgiveness: float = quantity(
        52.0, "time until trust returns", "weeks in which half of lost credibility and lost trust comes back", "weeks",
        above(0, 10_000), source="P: slower than it goes; sign M: Slovic 1993", plausible="26:104 log",
    )  # fmt: skip


class Favours(Block):
    """Small attentions that come with a visit, and how one gets used to them."""

    topic = Topic.CARE

    lift: float = quantity(
        0.1, "joy at a favour", "affect that an unexpected favour adds", "share of what is left to 1", SHARE,
        plausible="0.05:0.15",
    )  # fmt: skip
    habituation: float = quantity(
        0.15, "favours taken for granted", "rate at which the effect fades with favours a year", "years",
        between(0, 10), source="P: at 7 favours a year one is felt a third as much; habituation: theory text",
        plausible="0.05:0.3",
    )  # fmt: skip
    settling_in: float = quantity(
        0.5, "first months", "time after the first purchase in which favours are not yet frequent", "years",
        above(0, 100), plausible="0.25:1 log",
    )  # fmt: skip


class BeforeSale(Block):
    """What a contact before the first purchase, advice or a trial, does to who is a stranger yet."""

    topic = Topic.CARE

    learning: float = quantity(
        0.5, "taught by a contact before the sale",
        "share of the way that it moves a stranger's expectation to what is met in it", "share", SHARE,
        source="P: above that of a purchase, since it is about nothing else; touchpoint: theory text",
        plausible="0.35:0.7",
    )  # fmt: skip
    warmth: float = quantity(
        0.5, "warmed by a contact before the sale", "how much liking grows in it, against a purchase", "share",
        SHARE, plausible="0.25:0.75",
    )  # fmt: skip
    recall: float = quantity(
        0.3, "remembered for a contact", "chance that it brings the firm to mind later", "probability", SHARE,
        source="P: as for what friends say; sign V: Bawa and Shoemaker 2004", plausible="0.15:0.5",
    )  # fmt: skip


class TakingPart(Block):
    """Who takes part in what a firm invites its customers to (answers, refers, joins), and what that does."""

    topic = Topic.CARE

    joining: float = quantity(
        0.3, "willing to take part", "chance that a fully loyal customer who is invited takes part; others by loyalty",
        "probability", SHARE, source="P; that the loyal take part: theory text", plausible="0.15:0.5",
    )  # fmt: skip
    closeness: float = quantity(
        0.05, "taking part brings closer", "affect and conviction that taking part adds to who is content",
        "share of what is left to 1", SHARE, source="P; sign V: Dholakia and Morwitz 2002", plausible="0.02:0.1 log",
    )  # fmt: skip
    telling: float = quantity(
        0.3, "taking part makes talk", "chance that who takes part and is content tells acquaintances so",
        "probability", SHARE, source="P; that they refer: theory text", plausible="0.15:0.5",
    )  # fmt: skip


class Extension(Block):
    """Whether a customer also buys what else the firm puts its name on, on the logit scale."""

    topic = Topic.CARE

    base: float = quantity(
        -9.0, "other goods from nothing", "when nothing speaks for it", "logit", between(-50, 50), plausible="-10:-8",
    )  # fmt: skip
    affect: float = quantity(
        8.0, "liking sells other goods", "what affect for the firm from 0 to 1 adds", "logit", between(0, 50),
        source="P; sign: theory text, Harley-Davidson 2018", plausible="6:10",
    )  # fmt: skip
    fit: float = quantity(
        2.0, "fit sells other goods", "what fit of the goods with the brand from 0 to 1 adds", "logit", between(0, 50),
        source="P; sign V: Aaker and Keller 1990", plausible="1:3",
    )  # fmt: skip
    feedback: float = quantity(
        0.05, "other goods reflect on the brand",
        "affect moved by a unit of quality above or below what the firm is expected to give", "1", between(0, 5),
        plausible="0.02:0.1 log",
    )  # fmt: skip


class Phases(Block):
    """Thresholds of Oliver's phases, read where `customers.mode` is `phases`."""

    topic = Topic.CUSTOMERS

    affective: float = quantity(
        0.35, "liking to be fond", "affect from which cognitive loyalty becomes affective", "0-1", SHARE,
        plausible="0.25:0.45",
    )  # fmt: skip
    conative: float = quantity(
        0.45, "conviction to be committed", "conviction from which affective loyalty becomes conative", "0-1", SHARE,
        plausible="0.35:0.55",
    )  # fmt: skip
    action: float = quantity(
        0.75, "habit to be fixed", "habit from which conative loyalty becomes action", "0-1", SHARE,
        plausible="0.65:0.85",
    )  # fmt: skip
    slack: float = quantity(
        0.8, "room before falling back", "share of a threshold below which a phase is lost again", "share", SHARE,
        plausible="0.7:0.9",
    )  # fmt: skip
