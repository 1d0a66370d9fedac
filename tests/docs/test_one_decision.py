"""The page that follows one customer through the code tells the numbers of that customer's week, as it happens."""

import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from simulation import LoyaltyModel, load
from simulation.behavior import bonds, psychology, relationship_marketing, standards
from simulation.behavior.offer import Offer
from simulation.behavior.own_traits import own_traits
from simulation.behavior.traits import Traits
from simulation.engine import chance
from simulation.population.compile_parameters import nature_of
from simulation.state import decisions, visit_codes
from simulation.week import complain
from simulation.week.judge import expected_elsewhere
from simulation.week.need import tempted
from simulation.week.price import by_year, years_with
from simulation.week.reach import reservation_price
from simulation.week.standing import loyalty_of
from simulation.week.visit_lists import visited_rows

PAGE = Path(__file__).resolve().parents[2] / "docs/one_decision.md"
CUSTOMER, WEEK, KIND, ALBA, BRIO, CORDA, DORRA = 7398, 20, 1, 0, 1, 2, 3
NATURE = nature_of(load("baseline"))


class Life:
    """The page's market in its week, phase by phase, and what the page has to say of it."""

    def __init__(self) -> None:
        self.model = LoyaltyModel(load("baseline", customers=8000, weeks=26))
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
    chosen(week, satisfied)
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
    assert week.model.customers[CUSTOMER].diary[-1].considered == ("Alba", "Brio", "Dorra")
    week.told("pays at most {:.2f}", reservation_price(week.world, week.model.nature, CUSTOMER))


def chosen(week: Life, satisfied: float) -> None:
    entry, traits = week.model.customers[CUSTOMER].diary[-1], own_traits(week.world, week.model.nature, CUSTOMER)
    alba, brio, dorra = (entry.offers[name] for name in entry.considered)
    curious, most = week.luck(decisions.OUTSIDE)[2], week.model.nature.purchases.variety_seeking
    loyal = psychology.loyalty_index(brio.conviction, brio.affect, brio.habit)
    sought = psychology.variety_sought(loyal, most)
    assert curious >= sought
    week.told("Without loyalty the chance of that is {}", most)
    week.told("loyalty of {:.3f} to Brio it is {:.3f}", loyal, sought)
    week.told("draw is {:.3f}, above it", curious)
    week.told("{:.3f}, above the floor of {}", brio.affect, traits.favourite_floor)
    week.told("draw is {:.3f}", week.luck(decisions.OUTSIDE)[1])
    week.told("one time in {:.0f}", 1 / (1 - brio.affect))
    lived, joint = own_and_joint(week, satisfied, brio)
    assert brio.attraction == pytest.approx(brio.firm.attraction + lived + joint)
    week.told("{:.3f} for a satisfaction of {:.3f}", lived, satisfied)
    week.told("{:.3f} for joint benefits", joint)
    for label, part in parts(traits):
        week.told(f"| {label} | {{:.2f}} | {{:.2f}} | {{:.2f}} |", part(alba), part(brio), part(dorra))
    row = "{:.2f} | {:.2f} | {:.2f} |"
    week.told(f"| **worth** | {row}", *entry.worth.values())
    week.told(f"| luck of the day | {row}", *entry.luck.values())
    week.told(f"| **in all** | {row}", *(entry.worth[name] + entry.luck[name] for name in entry.considered))
    week.told("comes to {:.2f}", entry.nothing + entry.luck_of_nothing)
    assert (entry.process, entry.choice, entry.quantity) == ("weighed", "Brio", 1)


def own_and_joint(week: Life, satisfied: float, brio: Offer) -> tuple[float, float]:
    """What the customer's own satisfaction adds to Brio, and what the joint benefits with it do."""
    nature = week.model.nature
    joint = bonds.allied(0.0, week.world.firms.alliance[BRIO], brio.familiarity, nature.bonds)
    return standards.spoken_for(satisfied, nature.satisfaction), joint


def parts(w: Traits) -> list[tuple[str, Callable[[Offer], float]]]:
    """The terms of an offer's worth as the page lists them."""
    memory = NATURE.reference_price
    return [
        ("what all see in the firm", lambda offer: offer.firm.attraction),
        ("own satisfaction, joint benefits", lambda offer: offer.attraction - offer.firm.attraction),
        ("own taste", lambda offer: offer.taste),
        (f"{w.affect_weight:.2f} × liking", lambda offer: w.affect_weight * offer.affect),
        (f"{w.conviction_weight:.2f} × commitment", lambda offer: w.conviction_weight * offer.conviction),
        (f"{w.quality_weight:.2f} × expected quality", lambda offer: w.quality_weight * offer.expectation),
        (f"{w.habit_weight:.2f} × habit", lambda offer: w.habit_weight * offer.habit),
        (f"{w.word_of_mouth_weight:.2f} × hearsay", lambda offer: w.word_of_mouth_weight * offer.word_of_mouth),
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
    elsewhere = expected_elsewhere(week.world, CUSTOMER, BRIO)
    granted = standards.taken_for_granted(expected, elsewhere, judgement.habituation)
    assert granted > 0.0
    assert standards.held_to(expected, elsewhere, judgement.norm) == expected
    lenient = standards.leniency_of(week.model.luck, CUSTOMER, judgement.leniency)
    week.told("expected {:.3f} of Brio, and {:.3f} of the others", expected, elsewhere)
    week.told("the {:.3f} that Brio is better", granted)
    terms = (judgement.base, judgement.performance, performance, granted, judgement.loss, expected, performance)
    week.told("{:.2f} + {:.1f} × ({:.3f} − {:.3f}) − {:.2f} × ({:.3f} − {:.3f})", *terms)
    week.told("− {:.3f} = {:.3f}", -lenient, week.seen("satisfaction"))
    week.told("falls from {:.3f} to {:.3f}", satisfied, week.of("cumulative_satisfaction"))
    week.told("expects {:.3f} next time", week.of("expectation"))


def spoken(week: Life) -> None:
    nature, firms, voice = week.model.nature, week.world.firms, week.luck(decisions.VOICE)
    since = week.model.week - int(week.of("last_failure"))
    loyal = loyalty_of(week.world, CUSTOMER, BRIO)
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
    loyal = loyalty_of(week.world, CUSTOMER, BRIO)
    tie, weight = bonds.tie_of(firms.alliance[BRIO], firms.empathy[BRIO], nature.bonds), nature.voice.loyalty_holds
    week.told("{:.3f} for anybody", psychology.held(chance_to_stay, 0.5, weight, 0.0))
    week.told("{:.3f} for one so loyal", psychology.held(chance_to_stay, loyal, weight, 0.0))
    week.told("{:.3f} for one so well treated, too", psychology.held(chance_to_stay, loyal, weight, tie))
    week.told("it stays ({:.3f})", answer[2])
    assert week.of("gone_until") < week.model.week


def kept(week: Life) -> None:
    liking, commitment = week.of("affect"), week.of("conviction")
    week.model.customers_reflect()
    years = years_with(week.world, week.model.moment, CUSTOMER, BRIO)
    favours, bought = week.world.firms.favours[BRIO], week.of("purchases") - 1
    small = relationship_marketing.favoured(liking, favours, bought, years, week.model.nature.favours)
    assert week.of("affect") == np.float32(small)
    week.told("with {:.0f} visits in a hundred, and so it rises from {:.4f} to {:.4f}", 100 * favours, liking, small)
    week.told("commitment falls from {:.3f} to {:.3f}", commitment, week.of("conviction"))
    week.told("habit stands at {:.3f}", week.of("habit"))
    week.told("expected price at {:.2f}", week.of("reference_price"))
    week.told("warns its friends ({:.3f} lies below {})", week.luck(decisions.TELL)[0], NATURE.word_of_mouth.warning)
    assert week.world.customers.news[CUSTOMER] == -(BRIO + 1)
    week.model.close_books()
    week.model.datacollector.collect(week.model)
    for _ in range(4):
        week.model.step()
    again = week.model.customers[CUSTOMER].diary[-1]
    week.told("in week {}, it buys from Brio again", again.week)
    assert (again.choice, again.process) == ("Brio", "settled by one cue")


def test_the_page_tells_the_week_as_it_is(life: Life) -> None:
    page = re.sub(r"\s+", " ", PAGE.read_text(encoding="utf-8"))
    missing = [phrase for phrase in life.phrases if phrase not in page]
    assert missing == [], "docs/one_decision.md should say these"
