"""The page that follows one customer through the code tells the numbers of that customer's week, as it happens."""

import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from simulation import LoyaltyModel, load
from simulation.behavior import psychology
from simulation.behavior.offer import Offer
from simulation.behavior.own_traits import own_traits
from simulation.behavior.parameters import Traits
from simulation.engine import chance
from simulation.population.compile_parameters import nature_of
from simulation.state import decisions, visit_codes
from simulation.week import answer as answering
from simulation.week import complain
from simulation.week.need import tempted
from simulation.week.price import by_year, reservation_price, years_with
from simulation.week.visit_lists import visited_rows

PAGE = Path(__file__).resolve().parents[2] / "docs/one_decision.md"
CUSTOMER, WEEK, KIND, ALBA, BRIO, CORDA, DORRA = 1449, 5, 1, 0, 1, 2, 3
NATURE = nature_of(load("baseline"))


class Life:
    """The page's market in its week, phase by phase, and what the page has to say of it."""

    def __init__(self) -> None:
        self.model = LoyaltyModel(load("baseline", customers=2000, weeks=26))
        while self.model.reported_week < WEEK - 1:
            self.model.step()
        self.model.watch(CUSTOMER)
        self.world, self.relations = self.model.world, self.model.world.relationships
        self.phrases: list[str] = []

    def told(self, phrase: str, *numbers: float) -> None:
        self.phrases.append(phrase.format(*numbers).replace(" -", " −"))

    def luck(self, decision: int, block: int = 0, week: int = 0) -> tuple[float, float, float, float]:
        return chance.four(self.model.luck, week or self.model.week, CUSTOMER, decision, block)

    def of(self, name: str, firm: int = BRIO) -> float:
        return float(getattr(self.relations, name)[firm, CUSTOMER])

    def seen(self, name: str) -> float:
        visits = self.world.visits
        (row,) = (row for row in visited_rows(self.world) if visits.customer[row] == CUSTOMER)
        return float(getattr(visits, name)[row])


@pytest.fixture(scope="module")
def life() -> Life:
    week = Life()
    liking, bought = week.of("affect"), week.of("purchases")
    week.told("It has bought {:.0f} units there", bought)
    week.model.open_week()
    week.model.firms_decide()
    week.told("week {} of the run", week.model.week)
    week.told("asks {:.2f}", week.world.firms.price[BRIO])
    expected, satisfied = week.of("expectation"), week.of("cumulative_satisfaction")
    mind = week.luck(decisions.CONSIDER)
    week.model.customers_shop()
    week.told("liking for Brio fades from {:.3f} to {:.3f}", liking, week.of("affect"))
    need(week)
    thought_of(week, mind)
    chosen(week)
    paid_and_met(week)
    judged(week, expected, satisfied)
    spoken(week)
    answered(week)
    kept(week)
    return week


def need(week: Life) -> None:
    rate, draw = float(week.world.customers.rate[CUSTOMER]), week.luck(decisions.NEED)[0]
    drawn_on = tempted(week.world, week.model.nature, CUSTOMER)
    mean = rate * drawn_on
    none, one = np.exp(-mean), np.exp(-mean) * (1 + mean)
    assert none < draw <= one
    week.told("needs {:.2f} units a week", rate)
    week.told("prices make {:.3f} times as much of it", drawn_on)
    week.told("draw of {:.3f} lies between {:.3f}", draw, none)
    week.told("and {:.3f}", one)


def thought_of(week: Life, mind: tuple[float, ...]) -> None:
    for firm, name in ((ALBA, "Alba"), (CORDA, "Corda"), (DORRA, "Dorra")):
        week.told(f"| {name} | {{:.3f}} | {{:.3f}} |", mind[firm], week.of("salience", firm))
    assert week.model.customers[CUSTOMER].diary[-1].considered == ("Alba", "Brio")
    week.told("pays at most {:.2f}", reservation_price(week.world, week.model.nature, CUSTOMER))


def chosen(week: Life) -> None:
    entry, traits = week.model.customers[CUSTOMER].diary[-1], own_traits(week.world, week.model.nature, CUSTOMER)
    curious = week.luck(decisions.OUTSIDE)[2]
    assert curious >= week.model.nature.purchases.variety_seeking
    week.told("{:.3f}, above the chance of {}", curious, week.model.nature.purchases.variety_seeking)
    alba, brio = entry.offers["Alba"], entry.offers["Brio"]
    week.told("{:.3f}, above the floor of {}", brio.affect, traits.favourite_floor)
    week.told("draw is {:.3f}", week.luck(decisions.OUTSIDE)[1])
    week.told("one time in {:.0f}", 1 / (1 - brio.affect))
    for label, part in parts(traits):
        week.told(f"| {label} | {{:.2f}} | {{:.2f}} |", part(alba), part(brio))
    week.told("| **worth** | {:.2f} | {:.2f} |", entry.worth["Alba"], entry.worth["Brio"])
    week.told("| luck of the day | {:.2f} | {:.2f} |", entry.luck["Alba"], entry.luck["Brio"])
    week.told("| **in all** | {:.2f} | {:.2f} |", *(entry.worth[name] + entry.luck[name] for name in entry.considered))
    week.told("comes to {:.2f}", entry.nothing + entry.luck_of_nothing)
    assert (entry.process, entry.choice, entry.quantity) == ("weighed", "Brio", 1)


def parts(w: Traits) -> list[tuple[str, Callable[[Offer], float]]]:
    """The terms of an offer's worth as the page lists them."""
    memory = NATURE.reference_price
    return [
        ("what all see in the firm", lambda offer: offer.attraction),
        ("own taste", lambda offer: offer.taste),
        (f"{w.affect_weight} × liking", lambda offer: w.affect_weight * offer.affect),
        (f"{w.conviction_weight} × commitment", lambda offer: w.conviction_weight * offer.conviction),
        (f"{w.quality_weight} × expected quality", lambda offer: w.quality_weight * offer.expectation),
        (f"{w.habit_weight} × habit", lambda offer: w.habit_weight * offer.habit),
        (f"{w.word_of_mouth_weight} × hearsay", lambda offer: w.word_of_mouth_weight * offer.word_of_mouth),
        ("price", lambda offer: psychology.price_worth(offer, w, memory)),
    ]


def paid_and_met(week: Life) -> None:
    years = years_with(week.world, week.model.moment, CUSTOMER, BRIO)
    more = by_year(week.world.growth, years)
    week.told("{:.0f} % more", 100 * more)
    week.told("it pays {:.2f}", week.seen("paid") / 100)
    draws, felt, firms = week.luck(decisions.SERVICE), week.model.nature.experience, week.world.firms
    assert week.seen("failure") == visit_codes.MINOR
    week.told("draw of {:.3f} lies below its failure rate of {:.3f}", draws[0], firms.failure_rate[BRIO])
    suits, form = felt.fit * week.of("taste"), felt.noise * chance.normal(draws[2])
    terms = (firms.performance_after[BRIO], suits, -form, felt.minor_loss, week.seen("performance"))
    week.told("{:.3f} + {:.3f} − {:.3f} − {:.3f} = {:.3f}", *terms)


def judged(week: Life, expected: float, satisfied: float) -> None:
    judgement, performance = week.model.nature.satisfaction, week.seen("performance")
    terms = (judgement.base, judgement.performance, performance, judgement.loss, expected, performance)
    week.told("{:.2f} + {:.1f} × {:.3f} − {:.2f} × ({:.3f} − {:.3f})", *terms)
    week.told("= {:.3f}", week.seen("satisfaction"))
    week.told("falls from {:.3f} to {:.3f}", satisfied, week.of("cumulative_satisfaction"))
    week.told("expects {:.3f} next time", week.of("expectation"))


def spoken(week: Life) -> None:
    nature, firms, voice = week.model.nature, week.world.firms, week.luck(decisions.VOICE)
    since = week.model.week - int(week.of("last_failure"))
    loyal = answering.loyalty_of(week.world, CUSTOMER, BRIO)
    grave, ease = nature.recovery.ratchet, firms.ease_of_voice[BRIO]
    week.told("below {}", nature.satisfaction.dissatisfied_below)
    week.told("{} weeks ago", since)
    week.told("severity is {}", grave)
    week.told("loyalty of {:.3f}", loyal)
    speaks = complain.voice_probability(grave, loyal, ease, nature.types[KIND], nature.voice)
    week.told("speaks with a chance of {:.3f}", speaks)
    week.told("the draw is {:.3f}", voice[0])
    week.told("settles {:.0f} %", 100 * firms.resolution[BRIO])
    week.told("not this one ({:.3f})", week.luck(decisions.VOICE, 1)[0])
    week.told("chance of {:.3f} it goes on", complain.escalation_probability(ease, nature.voice))
    week.told("to the desk ({:.3f})", voice[1])
    assert week.seen("response") == visit_codes.AT_DESK


def answered(week: Life) -> None:
    firm, desk, nature, firms = week.model.firms[BRIO], week.model.desks[BRIO], week.model.nature, week.world.firms
    assert desk.backlog == 0
    before, answer = week.of("cumulative_satisfaction"), week.luck(decisions.DESK)
    week.model.firms_recover()
    assert desk.backlog == 0
    week.told("room for {:.0f}", firm.desk_capacity)
    recovery = nature.recovery
    quick = psychology.speed(firms.answer_days[BRIO], recovery.patience_days)
    just = psychology.justice(firms.compensation[BRIO], firms.empathy[BRIO], quick, recovery)
    week.told("after {:.0f} working days", firms.answer_days[BRIO])
    week.told("settled ({:.3f}", answer[1])
    week.told("gives {:.2f} back", firms.compensation[BRIO] * week.seen("paid") / 100)
    week.told("justice of {:.3f}", just)
    week.told("mends {:.0f} %", 100 * just * (1 - recovery.ratchet))
    week.told("up from {:.3f} to {:.3f}", before, week.of("cumulative_satisfaction"))
    rebuy = psychology.graded_rebuy(recovery.minor, recovery.major, recovery.ratchet)
    chance_to_stay = rebuy.resolved + quick * (rebuy.quick - rebuy.resolved)
    loyal = answering.loyalty_of(week.world, CUSTOMER, BRIO)
    week.told("{:.3f} for anybody", psychology.held(chance_to_stay, 0.5, nature.voice.loyalty_holds, 0.0))
    week.told("{:.3f} for one so loyal", psychology.held(chance_to_stay, loyal, nature.voice.loyalty_holds, 0.0))
    week.told("it stays ({:.3f})", answer[2])
    assert week.of("gone_until") < week.model.week


def kept(week: Life) -> None:
    liking, commitment = week.of("affect"), week.of("conviction")
    week.model.customers_reflect()
    assert week.of("affect") == liking
    week.told("liking stays at {:.3f}", liking)
    week.told("commitment falls from {:.3f} to {:.3f}", commitment, week.of("conviction"))
    week.told("habit stands at {:.3f}", week.of("habit"))
    week.told("expected price at {:.2f}", week.of("reference_price"))
    week.told("tells nobody ({:.3f}", week.luck(decisions.TELL)[0])
    assert week.world.customers.news[CUSTOMER] == 0
    week.model.close_books()
    week.model.datacollector.collect(week.model)
    week.model.step()
    assert week.model.customers[CUSTOMER].diary[-1].choice == "Brio"


def test_the_page_tells_the_week_as_it_is(life: Life) -> None:
    page = re.sub(r"\s+", " ", PAGE.read_text(encoding="utf-8"))
    missing = [phrase for phrase in life.phrases if phrase not in page]
    assert missing == [], "docs/one_decision.md should say these"
