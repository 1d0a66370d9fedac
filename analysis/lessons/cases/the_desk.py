"""Lesson 6: inviting complaints, solving them, and both."""

from analysis.laboratory.trip_log import TripLog
from analysis.lessons.found import Bars, Found, Part, Replicate, judged
from analysis.lessons.words import amount, percent, points


def measure(panel: TripLog) -> dict[str, float]:
    """Share of the focus firm's dissatisfied who stayed, and its profit."""
    outcomes, focus = panel.result.outcomes, panel.scenario.focus_firm
    dissatisfied = outcomes[focus, "dissatisfied"]
    left = outcomes[focus, "exits"] / dissatisfied if dissatisfied else float("nan")
    return {"stayed": 1.0 - left, "profit": outcomes[focus, "profit"]}


def gain(one: Replicate, strategy: str, measure: str = "stayed") -> float:
    """What a strategy adds."""
    return one[strategy][measure] - one["as_is"][measure]


def conclude(found: Found) -> list[Part]:
    """Both together keep customers, an invitation alone does little; and what it costs."""
    both, invite = found.of("invite_and_solve", gain), found.of("invite", gain)
    stayed, before = (percent(found.level(name, "stayed")) for name in ("invite_and_solve", "as_is"))
    profit = found.over(lambda one: gain(one, "invite_and_solve", "profit"))
    money = amount(profit, found.plan.lead.market.currency)
    return [
        judged(
            both,
            yes=f"Invited and solved, complaints keep {stayed} of the dissatisfied, against {before}.",
            no=f"Invited and solved, complaints keep {stayed} of the dissatisfied, no more than {before}.",
        ),
        judged(
            found.over(lambda one: 0.5 * gain(one, "invite_and_solve") - gain(one, "invite")),
            yes=f"An invitation alone does little: {points(invite)} points, against {points(both)} with solutions.",
            no=f"An invitation alone does half of it or more: {points(invite)} points of {points(both)}.",
        ),
        judged(
            profit,
            yes=f"It pays: profit {money} in all weeks.",
            no=f"It does not pay for its cost: profit {money} in all weeks.",
        ),
    ]


def bars(found: Found) -> Bars:
    """The dissatisfied who stay."""
    rows = {name: found.level(name, "stayed") for name in found.plan.arms}
    return Bars("Dissatisfied customers who stay with Alba", "% of the dissatisfied", rows, scale=100.0, digits=1)
