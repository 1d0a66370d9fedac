"""Lesson 13: two markets that show the same facts, and answer a price differently."""

from analysis.laboratory.trip_log import TripLog
from analysis.lessons.found import Bars, Found, Part, Replicate, Stance, judged
from analysis.lessons.words import points

FACTS = ("market_share", "satisfaction")
WORLDS = ("fitted", "twin")
ALIKE = 2.0
"""Points of share and of satisfaction within which nobody tells two markets apart."""


def measure(panel: TripLog) -> dict[str, float]:
    """What the focus firm knows of itself."""
    outcomes, focus = panel.result.outcomes, panel.scenario.focus_firm
    return {name: outcomes[focus, name] for name in FACTS}


def apart(one: Replicate) -> float:
    """Above zero where the two markets show the same facts."""
    share, satisfaction = (abs(one["twin"][name] - one["fitted"][name]) for name in FACTS)
    return ALIKE - max(100.0 * share, satisfaction)


def loss(one: Replicate, world: str) -> float:
    """Share lost to the price rise."""
    return one[world]["market_share"] - one[f"{world}_dearer"]["market_share"]


def conclude(found: Found) -> list[Part]:
    """Whether the facts are alike, whether desire weakens in both, and whether it weakens alike."""
    lost = found.each(WORLDS, loss)
    told = " and ".join(f"{points(lost[world])} in the {name}" for world, name in
                        zip(WORLDS, ("fitted market", "twin"), strict=True))  # fmt: skip
    return [
        judged(
            found.over(apart),
            yes=f"Before the rise nobody tells the two markets apart: facts differ by less than {ALIKE:g} points.",
            no=f"The two markets can be told apart by their facts: these differ by more than {ALIKE:g} points.",
            stance=Stance.BESIDE,
        ),
        judged(
            found.over(lambda one: min(loss(one, world) for world in WORLDS)),
            yes=f"Above the expected price desire weakens in both: points of share lost are {told}.",
            no=f"Desire does not weaken in both: points of share lost are {told}.",
        ),
        judged(
            found.over(lambda one: loss(one, "fitted") - loss(one, "twin")),
            yes="It weakens more in the fitted market: by how much is the number that the facts never saw.",
            no="It weakens no more in the fitted market than in the twin: here the facts told enough.",
            stance=Stance.BESIDE,
        ),
    ]


def bars(found: Found) -> Bars:
    """Share lost in each market."""
    return Bars("Share lost by Alba to the higher price", "points", found.each(WORLDS, loss), scale=100.0, digits=1)
