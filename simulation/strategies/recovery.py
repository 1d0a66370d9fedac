"""How a firm treats complaints: how easy voice is, who answers, how fast and with what amends."""

from typing import Annotated, Literal

from pydantic import Field

from simulation.reading.block import (
    REQUIRED,
    SHARE,
    Block,
    Cost,
    FreeCut,
    FreeRise,
    Topic,
    between,
    default_strategy,
    or_own,
    quantity,
)
from simulation.strategies.ledger import Handling, Ledger

SETTLED = "V: 56 % of complainants said that they got nothing, Customer Rage Study 2013; rounded"
QUICK = "P: about a third of what is settled"
PER_THOUSAND = "share per 1,000 complaints used per 10,000 customers"

Ease = Annotated[
    FreeRise,
    quantity(
        REQUIRED,
        "open door for complaints",
        "How easy it is made to complain",
        "0-1",
        SHARE,
        plausible="+-0.1",
    ),
]
Authority = Annotated[
    FreeRise,
    quantity(
        REQUIRED,
        "settled on the spot",
        "Part that the front line settles on the spot",
        "share of settled problems",
        SHARE,
        plausible="x0.7:1.4",
    ),
]
Posts = Annotated[
    float,
    quantity(
        REQUIRED,
        "posts at the desk",
        "Half-day posts at the complaint desk",
        "posts per 10,000 customers",
        between(0, 1e9),
    ),
]
Cases = Annotated[
    FreeRise,
    quantity(
        REQUIRED,
        "cases of a post",
        "Complaints that one post can answer",
        "complaints a week",
        between(0, 1e9),
        plausible="x0.7:1.4",
    ),
]
Days = Annotated[
    FreeCut,
    quantity(
        REQUIRED,
        "days until an answer",
        "Working days until an answer when nobody queues",
        "days",
        between(0, 1e9),
    ),
]
Resolution = Annotated[
    FreeRise,
    quantity(
        REQUIRED,
        "problems settled",
        "Chance that an answer settles the matter",
        "share of answers",
        SHARE,
        plausible="x0.8:1.25",
    ),
]
Compensation = Annotated[
    float,
    quantity(REQUIRED, "compensation", "Compensation for a settled complaint", "share of price paid", between(0, 10)),
]
Empathy = Annotated[
    FreeRise,
    quantity(
        REQUIRED,
        "kindness at the desk",
        "Courtesy and concern for the complainant",
        "0-1",
        SHARE,
        plausible="+-0.1",
    ),
]
Learning = Annotated[
    FreeRise,
    quantity(
        REQUIRED,
        "lessons from complaints",
        "Causes of failure removed",
        PER_THOUSAND,
        SHARE,
        plausible="x0.5:2 log",
    ),
]
Wage = Annotated[
    Cost, quantity(REQUIRED, "wage at the desk", "Wage of one post at the desk", "money a week", between(0, 1e9))
]
CaseCost = Annotated[
    Cost,
    quantity(
        REQUIRED,
        "cost of a case",
        "Cost of a case beside wage and compensation",
        "money a complaint",
        between(0, 1e9),
        plausible="x0.7:1.4",
    ),
]


class RecoveryStrategy(Block):
    """A complaint policy: each strategy sets the same dials differently, and every dial can be turned."""

    topic = Topic.COMPLAINTS

    strategy: str = ""
    ease_of_voice: Ease = 0.2
    frontline_authority: Authority = 0.35
    staff: Posts = 6.0
    cases_per_staff: Cases = 5.0
    days: Days = 7.0
    resolution: Resolution = 0.45
    compensation: Compensation = 0.3
    empathy: Empathy = 0.5
    learning: Learning = 0.1
    wage: Wage = 25.0
    cost_per_case: CaseCost = 1.0

    def handling(self, ledger: Ledger) -> Handling:  # noqa: ARG002  # one signature for all
        """How complaints are handled this week."""
        return Handling(
            ease_of_voice=self.ease_of_voice,
            frontline_authority=self.frontline_authority,
            staff=self.staff,
            cases_per_staff=self.cases_per_staff,
            days=self.days,
            resolution=self.resolution,
            compensation=self.compensation,
            empathy=self.empathy,
            learning=self.learning,
            wage=self.wage,
            cost_per_case=self.cost_per_case,
        )


class Ignore(RecoveryStrategy):
    """Let complaints lie: hardly anybody answers, nothing is paid and nothing is learnt."""

    strategy: Literal["ignore"] = "ignore"
    frontline_authority: Authority = 0.05
    staff: Posts = 1.0
    days: Days = 20.0
    resolution: Resolution = 0.1
    compensation: Compensation = 0.0
    empathy: Empathy = 0.2
    learning: Learning = 0.0


class Discourage(RecoveryStrategy):
    """Make it hard to complain, so that few do; the others leave in silence."""

    strategy: Literal["discourage"] = "discourage"
    ease_of_voice: Ease = 0.0
    frontline_authority: Authority = 0.1
    staff: Posts = 2.0
    days: Days = 14.0
    resolution: Resolution = 0.3
    compensation: Compensation = 0.1
    empathy: Empathy = 0.3
    learning: Learning = 0.0


class Standard(RecoveryStrategy):
    """Do what most firms do: settle a little under half of the complaints, a third of them at once."""

    strategy: Literal["standard"] = "standard"
    frontline_authority: Authority = quantity(
        0.35, "settled on the spot", "Part that the front line settles on the spot", "share of settled problems", SHARE,
        source=QUICK, plausible="x0.7:1.4",
    )  # fmt: skip
    resolution: Resolution = quantity(
        0.45, "problems settled", "Chance that an answer settles the matter", "share of answers", SHARE, source=SETTLED,
        plausible="x0.8:1.25",
    )  # fmt: skip


class FastTrack(RecoveryStrategy):
    """Answer within two days: a desk with room to spare, since a quick answer keeps far more complainants."""

    strategy: Literal["fast_track"] = "fast_track"
    ease_of_voice: Ease = 0.3
    staff: Posts = 12.0
    days: Days = 2.0
    resolution: Resolution = 0.6
    empathy: Empathy = 0.6


class Generous(RecoveryStrategy):
    """Refund in full and do not argue: the outcome is fair before anything else is."""

    strategy: Literal["generous"] = "generous"
    ease_of_voice: Ease = 0.3
    days: Days = 5.0
    resolution: Resolution = 0.8
    compensation: Compensation = 1.0
    empathy: Empathy = 0.6


class EmpoweredFrontLine(RecoveryStrategy):
    """Let whoever hears the problem settle it on the spot, within limits that the front line knows."""

    strategy: Literal["empowered_front_line"] = "empowered_front_line"
    ease_of_voice: Ease = 0.4
    frontline_authority: Authority = 0.8
    resolution: Resolution = 0.7
    compensation: Compensation = 0.5
    empathy: Empathy = 0.8


class RootCause(RecoveryStrategy):
    """Invite complaints and read them as a map of what goes wrong, so that the next customer has no cause."""

    strategy: Literal["root_cause"] = "root_cause"
    ease_of_voice: Ease = 0.5
    staff: Posts = 8.0
    days: Days = 5.0
    resolution: Resolution = 0.55
    empathy: Empathy = 0.6
    learning: Learning = 0.5
    cost_per_case: CaseCost = 3.0


Recovery = Annotated[
    Annotated[
        Ignore | Discourage | Standard | FastTrack | Generous | EmpoweredFrontLine | RootCause,
        Field(discriminator="strategy"),
    ],
    default_strategy("standard"),
    or_own(RecoveryStrategy),
]
