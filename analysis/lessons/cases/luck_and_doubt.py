"""Lesson 13: what more replicates tell, and what they do not."""

from analysis.laboratory.trip_log import TripLog
from analysis.lessons.found import Bars, Found, Part, Replicate, judged
from analysis.lessons.words import amount
from analysis.text.numbers import number

WORLDS = {"often": "where failures are frequent", "seldom": "where they are rarer"}


def measure(panel: TripLog) -> dict[str, float]:
    """What the focus firm earned."""
    return {"profit": panel.result.outcomes[panel.scenario.focus_firm, "profit"]}


def gain(one: Replicate, world: str) -> float:
    """Profit added by the plan in a world."""
    return one[f"{world}_prevented"]["profit"] - one[world]["profit"]


def conclude(found: Found) -> list[Part]:
    """Whether the plan is told from luck, whether another world turns it, and which of luck and doubt is larger."""
    currency = found.plan.lead.market.currency
    gains = found.each(WORLDS, gain)
    luck = gains["often"].half_width
    doubt = found.over(lambda one: abs(gain(one, "often") - gain(one, "seldom")))
    apart = amount(doubt, currency, sign=False)
    told = {world: f"{amount(one, currency)} {WORLDS[world]}" for world, one in gains.items()}
    sizes = f"luck leaves ± {number(luck, digits=0)} {currency}, and the worlds are"
    return [
        judged(
            gains["often"],
            yes=f"Luck is no excuse: {told['often']}, ± {number(luck, digits=0)} over {gains['often'].n} replicates.",
            no=f"The plan does not pay at all: {told['often']}.",
        ),
        judged(
            found.over(lambda one: min(gain(one, "often"), -gain(one, "seldom"))),
            yes=f"Nor does that settle it: {told['often']}, {told['seldom']}. No replicate tells in which one lives.",
            no=f"What nobody knows does not turn it: {told['often']}, {told['seldom']}.",
        ),
        judged(
            found.over(lambda one: abs(gain(one, "often") - gain(one, "seldom")) - luck),
            yes=f"Doubt is the larger: {sizes} {apart} apart.",
            no=f"Luck is the larger: {sizes} {apart} apart; run more replicates first.",
        ),
    ]


def bars(found: Found) -> Bars:
    """Profit gained by the plan in each world."""
    rows = {WORLDS[world]: level for world, level in found.each(WORLDS, gain).items()}
    return Bars("Profit gained by preventing, in two years", found.plan.lead.market.currency, rows)
