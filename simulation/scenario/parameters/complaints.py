"""What happens after a bad encounter: exit, voice or loyalty, and what an answer does."""

from typing import Literal

from simulation.reading.block import REQUIRED, SHARE, Block, Topic, above, between, figures, quantity


class Voice(Block):
    """Exit, voice or loyalty after a dissatisfying encounter."""

    topic = Topic.COMPLAINTS

    base: float = quantity(
        -0.3, "readiness to complain", "readiness to tell the front line", "logit", between(-20, 20),
        source="P: half of the dissatisfied; V: Goodman 2005", plausible="-0.8:0.2",
    )  # fmt: skip
    major: float = quantity(
        0.6, "grave problems are voiced", "what a major problem adds", "logit", between(-20, 20), plausible="0.3:1",
    )  # fmt: skip
    loyalty: float = quantity(
        1.0, "the loyal speak up", "what loyalty from 0 to 1 adds", "logit", between(-20, 20),
        source="P; sign: Hirschman 1970", plausible="0.5:1.5",
    )  # fmt: skip
    ease: float = quantity(
        1.4, "an open door is used", "what the firm's ease of voice from 0 to 1 adds", "logit", between(-20, 20),
        plausible="0.7:2.1",
    )  # fmt: skip
    escalation: float = quantity(
        -2.5, "readiness to go to the desk", "readiness to go on to the desk when not settled", "logit",
        between(-20, 20), source="P: 1-5 % reach it; V2: Goodman 1999", plausible="-3.2:-1.8",
    )  # fmt: skip
    escalation_ease: float = quantity(
        3.8, "an open door to the desk", "what ease of voice adds to that", "logit", between(-20, 20),
        plausible="2.5:5",
    )  # fmt: skip
    exit_weeks: int = quantity(
        52, "time away after leaving", "mean weeks that a customer who left stays away", "weeks", between(0, 100_000),
        source="P: longer, and heavy buyers run out of firms", plausible="26:104 log",
    )  # fmt: skip
    for_good: float = quantity(
        1.0, "leaving for good", "of those who leave a firm, who come back only when their life changes", "share",
        SHARE, source="P; that some never return: theory text", plausible="0.7:1",
    )  # fmt: skip
    alternatives: int = quantity(
        2, "firms that always remain",
        "firms that a customer has within reach at least; who leaves one too many makes up with the one that it would "
        "have gone back to first", "count", between(0, 50), source="P; sign: Hirschman 1970", plausible="1:3",
    )  # fmt: skip
    loyalty_holds: float = quantity(
        0.5, "the loyal stay", "how much loyalty delays exit", "logit", between(0, 20),
        source="P; sign: Hirschman 1970", plausible="0.2:0.8",
    )  # fmt: skip


class Rebuy(Block):
    """Chance to buy again after a problem of one severity."""

    silent: float = quantity(REQUIRED, "back without a word", "who did not complain", "probability", SHARE)
    unresolved: float = quantity(REQUIRED, "back though let down", "who complained in vain", "probability", SHARE)
    resolved: float = quantity(REQUIRED, "back once settled", "whose complaint was settled", "probability", SHARE)
    quick: float = quantity(
        REQUIRED, "back when settled at once", "whose complaint was settled on the spot", "probability", SHARE,
    )  # fmt: skip


class Grid(Block):
    """Repurchase after a problem by severity and outcome."""

    minor: Rebuy
    major: Rebuy


class Recovery(Block):
    """What service recovery does to a customer."""

    topic = Topic.COMPLAINTS

    grid: Literal["tarp_1979", "kotler_34_52", "theory_text"] = quantity(
        "tarp_1979", "figures for coming back", "which figures for repurchase after a problem", "name",
        source="V2: TARP 1979, by Fast Company 2003", plausible="tarp_1979|kotler_34_52",
    )  # fmt: skip
    tarp_1979: Grid = figures("TARP's figures of 1979", "V2: TARP 1979, by Fast Company 2003")
    kotler_34_52: Grid = figures(
        "Kotler's 34 and 52 %: resolved and quick; silent and unresolved as in tarp_1979",
        "V2: Kotler (undated); silent and unresolved V2: TARP 1979",
    )
    theory_text: Grid = figures(
        "as the theory text has it, probably a damaged copy of the former; its gaps filled", "P"
    )
    unpaid: float = quantity(
        0.5, "fairness of a mere word", "justice of the outcome where a problem is settled without compensation", "0-1",
        SHARE, plausible="0.3:0.7",
    )  # fmt: skip
    paid: float = quantity(
        0.5, "fairness of money", "justice that compensation adds, for each share of the price paid; just is 1", "0-1",
        SHARE, plausible="0.3:0.7",
    )  # fmt: skip
    first_wound: float = quantity(
        0.5, "first answer that fails", "how deep a failed answer cuts, against that to a repeated problem", "share",
        SHARE, plausible="0.3:0.7",
    )  # fmt: skip
    distributive: float = quantity(
        0.45, "weight of a fair outcome", "weight of a just outcome", "share", SHARE,
        source="P; order V: Orsingher et al. 2010", plausible="0.35:0.55 shares",
    )  # fmt: skip
    interactional: float = quantity(
        0.35, "weight of kind treatment", "weight of just treatment", "share", SHARE, plausible="0.25:0.45 shares",
    )  # fmt: skip
    procedural: float = quantity(
        0.2, "weight of a quick answer", "weight of a just process, that is of speed", "share", SHARE,
        plausible="0.1:0.3 shares",
    )  # fmt: skip
    patience_days: float = quantity(
        3.0, "patience with an answer", "days in which the feeling of a quick answer fades to 37 %", "days",
        above(0, 1_000), source="P: 3-7", plausible="3:7",
    )  # fmt: skip
    just_enough: float = quantity(
        0.3, "least fair settlement", "justice below which a settlement does not count as one", "0-1", SHARE,
        plausible="0.2:0.4",
    )  # fmt: skip
    paradox: float = quantity(
        0.04, "better than before", "satisfaction above the former level after a perfectly just recovery", "0-1", SHARE,
        source="P: at most 0.4 SD", plausible="0:0.08",
    )  # fmt: skip
    mending: float = quantity(
        1.0, "wounds that heal",
        "affect and conviction lost by a major failure that a perfectly just recovery gives back", "share", SHARE,
        source="P; sign V: Gelbrich and Roschk 2011", plausible="0.6:1",
    )  # fmt: skip
    repeat_weeks: int = quantity(
        87, "memory for problems", "weeks within which a second problem counts as a repeated one", "weeks",
        between(0, 100_000), source="V: 20 months, Maxham and Netemeyer 2002", plausible="52:104",
    )  # fmt: skip
    ratchet: float = quantity(
        0.3, "a second problem is graver", "how much a repeated problem counts towards a major one", "share", SHARE,
        plausible="0.1:0.5",
    )  # fmt: skip
    longest_wait_weeks: int = quantity(
        6, "longest wait for an answer", "weeks after which an unanswered complaint counts as failed", "weeks",
        between(1, 1_000), plausible="4:10",
    )  # fmt: skip
