"""What people say of firms: word of mouth among acquaintances, and what a firm is known for."""

from simulation.reading.block import SHARE, Block, Topic, above, between, quantity


class WordOfMouth(Block):
    """Who tells, who listens, what it weighs and how long."""

    topic = Topic.TALK

    praise: float = quantity(
        0.19, "praise is told", "chance that a delighting encounter is told", "probability", SHARE,
        source="P: three praises for a warning; V: East et al. 2007", plausible="0.1:0.3",
    )  # fmt: skip
    warning: float = quantity(
        0.8, "warnings are told", "chance that a dissatisfying encounter is told", "probability", SHARE,
        plausible="0.6:0.95",
    )  # fmt: skip
    listeners_praise: float = quantity(
        5.0, "hearers of praise", "people who hear a praise, at most all whom one knows", "people", between(0, 1_000),
        source="V2: 5 against 10, Goodman 1999", plausible="3:8",
    )  # fmt: skip
    listeners_warning: float = quantity(
        10.0, "hearers of warnings", "people who hear a warning, at most all whom one knows", "people",
        between(0, 1_000), source="V2: Goodman 1999", plausible="6:14",
    )  # fmt: skip
    praise_effect: float = quantity(
        0.8, "pull of praise", "shift in the listener's utility by a praise", "utility", between(0, 20),
        source="C: 0.20 more likely to buy at even odds, M; more than a warning V: East et al. 2008",
        plausible="0.4:1.2",
    )  # fmt: skip
    warning_effect: float = quantity(
        0.44, "push of a warning", "shift down by a warning", "utility", between(0, 20),
        source="C: 0.11 less likely to buy at even odds, M: East et al. 2008", plausible="0.2:0.7",
    )  # fmt: skip
    homophily: float = quantity(
        0.3, "friends alike", "part of the variance of tastes that comes from the tastes of acquaintances", "share",
        SHARE, source="P; sign V: McPherson et al. 2001", plausible="0.15:0.45",
    )  # fmt: skip
    trust: float = quantity(
        0.8, "trust in a friend's word", "share of the way to full conviction that a recommendation lends a newcomer",
        "share", SHARE, source="P; sign V: Schmitt et al. 2011", plausible="0.5:0.9",
    )  # fmt: skip
    referral: float = quantity(
        0.5, "praise that leads to the firm",
        "part of the weight of a fresh praise that hearsay has to have for a first purchase to count as referred",
        "share", between(0, 100), plausible="0.3:0.7",
    )  # fmt: skip
    liking: float = quantity(
        0.3, "liked by hearsay",
        "affect that a praise adds for who does not know the firm, and a warning takes, per unit of `affect_growth`",
        "share of what is left to 1, or to 0", between(0, 10), source="P", plausible="0.1:0.5",
    )  # fmt: skip
    half_life: float = quantity(
        13.0, "time until talk fades", "weeks in which hearsay loses half of its weight", "weeks", above(0, 10_000),
        plausible="8:26 log",
    )  # fmt: skip


class Recommendation(Block):
    """The answer to `would you recommend it?`, as a share of the ten points that one can give."""

    topic = Topic.TALK

    base: float = quantity(
        0.22, "kindness of answers", "answer when neither satisfaction nor affect speaks for the firm", "0-1", SHARE,
        plausible="0.19:0.25",
    )  # fmt: skip
    satisfaction: float = quantity(
        0.6, "the satisfied recommend", "what cumulative satisfaction from 0 to 1 adds", "0-1", between(0, 10),
        plausible="0.55:0.65",
    )  # fmt: skip
    affect: float = quantity(
        0.4, "the fond recommend", "what affect from 0 to 1 adds", "0-1", between(0, 10), plausible="0.35:0.45",
    )  # fmt: skip


class Reputation(Block):
    """What a firm is known for, and how strangers come to expect it."""

    topic = Topic.TALK

    pace: float = quantity(
        0.04, "a name gets about", "share of the way that a stranger's expectation moves on a shopping trip", "share",
        SHARE, source="P: half in 17", plausible="0.02:0.08 log",
    )  # fmt: skip
    weight: float = quantity(
        12.0, "a bad name keeps away",
        "utility lost by a firm with who does not know it, per unit of reputation below the mean of the firms",
        "utility", between(0, 100), source="P", plausible="6:18",
    )  # fmt: skip
    half_life: float = quantity(
        26.0, "time until a name fades", "weeks in which a firm's former reputation loses half of its weight", "weeks",
        above(0, 10_000), source="P: slow; theory text", plausible="13:52 log",
    )  # fmt: skip
