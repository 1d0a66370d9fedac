"""A customer as one plain Mesa object, living through the same weeks by the same scalar rules as the crowd's rows.

Written as one would write it in Mesa, without a thought of speed or of columns.
"""

from simulation import loyalty
from simulation.behavior import bonds, psychology
from simulation.behavior.limits import loses_patience, stumbles
from simulation.behavior.offer import Offer
from simulation.behavior.relationship_marketing import touched
from simulation.behavior.shelf import noticed
from simulation.behavior.standards import spoken_for
from simulation.engine.chance import gumbel, normal
from simulation.loyalty.cognitive import looked_up
from simulation.state import decisions, switch_reasons, visit_codes
from simulation.state.firm_attributes import FirmAsSeen
from simulation.state.tables import NEVER, NOBODY
from simulation.week import hear, switch
from simulation.week.price import WEEKS_A_YEAR
from tests.oracle.need import change_life, change_tastes, temptation, units_ahead
from tests.oracle.person import Person
from tests.oracle.relationship_marketing import allure, be_advised, is_advised
from tests.oracle.rewards import hurry, pull
from tests.oracle.trip import Trip


class Customer(Person):
    """Somebody who buys, judges, complains, remembers and talks."""

    def belong(self) -> None:
        """Of each window, the firm of most units, of those that tie the one bought from last."""
        now = [
            (units, last, j) for j, (units, last) in enumerate(zip(self.recent_units, self.last_purchase, strict=True))
        ]
        before = [
            (units, last, j)
            for j, (units, last) in enumerate(zip(self.former_units, self.former_purchase, strict=True))
        ]
        self.main_firm, self.former_main = (
            max(window)[2] if any(units for units, *_ in window) else NOBODY for window in (now, before)
        )

    def hear(self) -> None:
        """A week has passed; then acquaintances and rumours are heard."""
        self.fade()
        self.listen()
        if self.model.has_rumours:
            self.hear_rumours()

    def fade(self) -> None:
        """Hearsay and affect fade, salience returns to the firm's presence, unhappy loyalty wears away."""
        nature, presence = self.model.nature, self.model.shops.presence
        for j in range(self.model.firm_count):
            self.salience[j] += hear.pace_of(self.loyalty_type, nature) * (presence[j] - self.salience[j])
            self.word_of_mouth[j] *= nature.word_of_mouth.keep
            is_unhappy = self.cumulative_satisfaction[j] < nature.satisfaction.minimum
            wear = 1.0 - nature.conviction.decay if is_unhappy else 1.0
            self.affect[j] = self.affect[j] * self.traits.affect_keep * wear
            self.conviction[j] *= wear

    def listen(self) -> None:
        """Praise draws, warning repels, both bring the firm to mind."""
        talk = self.model.nature.word_of_mouth
        for place, acquaintance in enumerate(self.acquaintances):
            news = acquaintance.news
            if news == 0:
                continue
            is_praise = news > 0
            if self.luck(decisions.HEAR, place) < (talk.hears_praise if is_praise else talk.hears_warning):
                self.hear_of(abs(news) - 1, talk.praise_effect if is_praise else -talk.warning_effect)
                self.warm_to(abs(news) - 1, is_praise=is_praise)

    def hear_rumours(self) -> None:
        """What is said in public about the firms."""
        shops = self.model.shops
        for j, rumour in enumerate(shops.rumour):
            if rumour != 0.0 and self.luck(decisions.RUMOUR, j) < shops.rumour_reach[j]:
                self.hear_of(j, rumour)

    def hear_of(self, j: int, effect: float) -> None:
        """Something was said about a firm."""
        self.word_of_mouth[j] += effect
        self.salience[j] = hear.raised(self.salience[j], self.model.nature.attention.hearsay)

    def warm_to(self, j: int, *, is_praise: bool) -> None:
        """Hearsay moves the affect of who does not know the firm."""
        share = min(self.model.nature.word_of_mouth.liking * self.traits.affect_growth, 1.0)
        self.affect[j] = touched(self.affect[j], is_praise, share * (1.0 - self.familiarity(j)))

    def live(self) -> Trip | None:
        """Needs arise, some lives change, and those in need go shopping: their trip."""
        nature = self.model.nature
        change_tastes(self)
        if self.luck(decisions.NEED, 1) < nature.purchases.renewal / WEEKS_A_YEAR:
            change_life(self)
        demand = self.model.moment.demand * temptation(self)
        needed = psychology.units_needed(self.rate * demand, self.luck(decisions.NEED, 0))
        sooner = psychology.units_needed(self.rate * demand * hurry(self), self.luck(decisions.NEED, 0))
        used = min(needed, self.stock)
        self.stock += sooner - needed - used
        return self.go_shopping(sooner - used) if sooner > used else None

    def go_shopping(self, quantity: int) -> Trip:
        """One trip, from what comes to mind to the firm that is bought from."""
        trip = Trip(self, quantity, self.consider())
        trip.advised = [j for j in trip.considered if is_advised(self, j)]
        affordable = self.within_reach(trip.considered)
        firm, process, read = self.first_cue(affordable), visit_codes.BY_CUE, loyalty.CUE_ATTRIBUTES
        if firm == NOBODY:
            firm, process, read = self.weigh(affordable), visit_codes.WEIGHED, loyalty.WEIGHED_ATTRIBUTES
        trip.attributes = read[self.loyalty_type]
        if firm == NOBODY:
            trip.process = visit_codes.NOTHING_SUITED
        elif self.gives_up(firm):
            trip.process = visit_codes.BALKED
        else:
            trip.process, trip.firm = process, firm
            ahead = units_ahead(self, firm)
            self.stock, trip.quantity = self.stock + ahead, trip.quantity + ahead
            if trip.previous not in (NOBODY, firm):
                trip.reason = self.why_switched(trip.previous, firm)
        self.last_trip, self.last_process = self.model.week, trip.process
        self.last_considered = sum(1 << j for j in trip.considered)
        return trip

    def can_be_found(self, j: int) -> bool:
        """Whether the firm is open and has in stock what this customer wants."""
        shops = self.model.shops
        if not shops.is_open[j]:
            return False
        if shops.let_go[j] > 0.0 and self.rank > 1.0 - shops.let_go[j]:
            return False
        return bool(shops.availability[j] >= 1.0 or self.luck(decisions.STOCK, j) < shops.availability[j])

    def consider(self) -> list[int]:
        """The firms to choose from: those in mind, and those looked up; firms left are looked up, too."""
        considered = []
        for j in filter(self.can_be_found, range(self.model.firm_count)):
            is_open_to = self.gone_until[j] <= self.model.week
            comes_to_mind = is_open_to and self.comes_to_mind(j)
            if self.traits.search > 0.0 and self.luck(decisions.SEARCH, j) < self.traits.search:
                error = normal(self.luck(decisions.LOOK, j))
                self.expectation[j] = looked_up(self.expectation[j], self.level_of(j), error, self.traits)
                comes_to_mind = is_open_to
            if comes_to_mind:
                considered.append(j)
                if is_advised(self, j):
                    be_advised(self, j)
        return considered

    def comes_to_mind(self, j: int) -> bool:
        """Whether a firm is thought of, or meets the eye; a stranger has learnt its reputation by then."""
        self.learn_reputation(j)
        shops, salience = self.model.shops, self.salience[j]
        depth, display = self.shelf.depth[j], self.shelf.display[j]
        if depth > 0.0 or display > 0.0:
            salience = noticed(salience, depth, display, shops.presence[j], self.model.nature.attention, self.traits)
        if shops.sight[j] > 0.0:
            salience = 1.0 - (1.0 - salience) * (1.0 - shops.sight[j])
        return self.previous_choice == j or self.luck(decisions.CONSIDER, j) < salience

    def learn_reputation(self, j: int) -> None:
        """A stranger picks up what the firm is known for."""
        if self.purchases[j] == 0:
            keep, known_for = 1.0 - self.model.nature.reputation.pace, self.model.shops.reputation[j]
            self.expectation[j] = psychology.smoothed(self.expectation[j], known_for, keep)

    def within_reach(self, considered: list[int]) -> list[int]:
        """Of the firms that came to mind, those that do not cost more."""
        return [j for j in considered if self.price(j) <= self.most()]

    def seeks_variety(self) -> bool:
        """Whether neither taste nor loyalty counts on this trip."""
        if self.previous_choice == NOBODY:
            return False
        most = self.model.nature.purchases.variety_seeking
        sought = psychology.variety_sought(self.loyalty_to(self.previous_choice), most)
        return self.luck(decisions.OUTSIDE, 2) < sought

    def offer_to_all(self, j: int) -> Offer:
        """A firm's offer as it is without taste and loyalty."""
        return self.offer(j)._replace(taste=0.0, affect=0.0, habit=0.0, conviction=0.0, is_last=False)

    def offer(self, j: int) -> Offer:
        """A firm's offer of this week as this customer knows and feels it."""
        shops = self.model.shops
        known = self.familiarity(j)
        let_down = self.last_failure[j] != NEVER and self.last_failure[j] == self.last_purchase[j]
        stated = FirmAsSeen(**{name: float(column[j]) for name, column in self.model.attributes._asdict().items()})
        attraction = stated.attraction + shops.attraction_by_type[j][self.loyalty_type]
        attraction = bonds.allied(attraction, shops.alliance[j], known, self.model.nature.bonds) + pull(self, j)
        return Offer(
            price=self.price(j),
            depth=self.shelf.depth[j],
            display=self.shelf.display[j],
            reference_price=self.reference_price[j],
            going_price=self.going_price(),
            familiarity=known,
            attraction=attraction + allure(self, j) + self.told_of(j) + shops.allure[j],
            taste=self.taste[j],
            affect=self.affect[j],
            habit=self.habit[j],
            conviction=self.conviction[j],
            expectation=self.expectation[j] + shops.assurance[j],
            word_of_mouth=self.word_of_mouth[j],
            wait=shops.wait[j],
            steps=shops.steps[j],
            is_last=self.previous_choice == j,
            let_down=let_down,
            firm=stated,
        )

    def told_of(self, j: int) -> float:
        """Utility that own satisfaction, or a bad name, lend to a firm."""
        shops, nature = self.model.shops, self.model.nature
        own = spoken_for(self.cumulative_satisfaction[j], nature.satisfaction) if self.purchases[j] > 0 else 0.0
        names = [name for name, is_open in zip(shops.reputation, shops.is_open, strict=True) if is_open]
        worse = max(sum(names) / max(len(names), 1) - shops.reputation[j], 0.0)
        return own - nature.reputation.weight * (1.0 - self.familiarity(j)) * worse

    def first_cue(self, considered: list[int]) -> int:
        """The firm that settles the choice by one cue, or NOBODY."""
        if not considered or self.seeks_variety():
            return NOBODY
        offers = {j: self.offer(j) for j in considered}
        best = max(considered, key=lambda j: loyalty.pull(self.loyalty_type, offers[j]))
        is_settled = loyalty.settles(self.loyalty_type, offers[best], self.traits, self.luck(decisions.OUTSIDE, 1))
        return best if is_settled else NOBODY

    def weigh(self, considered: list[int]) -> int:
        """The firm of highest utility, or NOBODY when buying nothing is worth more."""
        nature = self.model.nature
        best, highest = NOBODY, nature.purchases.outside_appeal + gumbel(self.luck(decisions.OUTSIDE, 0))
        seen = self.offer_to_all if self.seeks_variety() else self.offer
        for j in considered:
            appeal = loyalty.appeal(self.loyalty_type, seen(j), self.traits, nature.reference_price)
            utility = appeal + gumbel(self.luck(decisions.TASTE_OF_THE_DAY, j))
            if utility > highest:
                best, highest = j, utility
        return best

    def gives_up(self, j: int) -> bool:
        """Whether the queue or the steps of buying are too much."""
        shops = self.model.shops
        known = self.familiarity(j)
        is_tired = loses_patience(shops.wait[j], self.traits.wait_tolerance, self.luck(decisions.BALK, 0))
        spared = self.model.nature.experience.practice * known
        return is_tired or stumbles(shops.steps[j], self.traits.effort_per_step, spared, self.luck(decisions.BALK, 1))

    def why_switched(self, left: int, taken: int) -> int:
        """Reason code of leaving one firm for another."""
        if not self.can_be_found(left):
            return switch_reasons.INVOLUNTARY
        if self.gone_until[left] > self.model.week:
            return self.exit_reason[left]
        old, new = self.offer(left), self.offer(taken)
        if old.let_down:
            return switch_reasons.CORE_FAILURE
        if old.price > self.most():
            return switch_reasons.PRICING
        if self.last_process == visit_codes.BALKED:
            return switch_reasons.INCONVENIENCE
        memory = self.model.nature.reference_price
        gain = psychology.price_worth(new, self.traits, memory) - psychology.price_worth(old, self.traits, memory)
        return switch.strongest_reason(old, new, self.traits, gain, self.model.shops.rumour[left] < 0.0)
