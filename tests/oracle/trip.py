"""A shopping trip as a plain object: what is bought, how it turns out, and what the customer makes of it."""

from __future__ import annotations

from simulation.behavior import bonds, psychology, relationship_marketing, standards
from simulation.engine import chance
from simulation.state import decisions, switch_reasons, visit_codes, whole_cents
from simulation.state.tables import LONGEST_AWAY, NEVER, NOBODY
from simulation.state.visit_codes import AT_DESK, CONTENT, SETTLED_AT_ONCE, SETTLED_LATER, SILENT, UNSETTLED
from simulation.week import answer, complain, experience
from simulation.week.standing import newness
from tests.oracle.person import Person, single
from tests.oracle.relationship_marketing import attended, broken, grow_fond, promised, read_messages, takes_part
from tests.oracle.rewards import show_card, stake

NOT_SETTLED = None


class Trip:
    """One customer's shopping trip of this week."""

    process: int
    attributes: int
    paid: int
    goods_cents: int
    service_cents: int
    standing: int
    is_new: int
    known: float
    extension: bool
    takes_part: bool
    advised: list[int]
    performance: float
    satisfaction: float
    satisfaction_before: float
    is_repeat: bool
    reward: int
    issued: int
    fee: int

    def __init__(self, customer: Person, quantity: int, considered: list[int]) -> None:
        self.customer = customer
        self.model = customer.model
        self.quantity = quantity
        self.considered = considered
        self.previous = customer.previous_choice
        self.firm = NOBODY
        self.reason = switch_reasons.NO_SWITCH
        self.failure = visit_codes.NO_FAILURE
        self.broken = 0.0
        self.response = CONTENT
        self.has_left = False
        self.compensation = 0

    def pay(self) -> None:
        """Customers of long standing buy more beside, and cost less to serve."""
        customer, j, shops = self.customer, self.firm, self.model.shops
        nature, years = self.model.nature, customer.years_with(j)
        growth, premium = (
            shares[min(int(years), len(shares) - 1)] for shares in (self.model.growth, self.model.premium)
        )
        amount = self.quantity * (1.0 + growth)
        change = customer.luck(decisions.BESIDE, 1)
        self.paid = whole_cents.booked(customer.shelf.cents[j] * amount * (1.0 + premium), change)
        self.goods_cents = whole_cents.booked(shops.unit_cents[j] * amount, change)
        effort = psychology.cost_to_serve(years, nature.tenure) + bonds.difficulty(customer.rank, nature.difficult)
        effort *= 100.0
        self.known = single(
            relationship_marketing.known(float(customer.purchases[j]), years, shops.knowledge[j], nature.knowledge)
        )
        saved = nature.knowledge.saved * self.known
        self.service_cents = whole_cents.booked(effort - saved * (effort + shops.visit_cents[j]), change)
        chance_beside = relationship_marketing.extension_probability(
            customer.affect[j], shops.extension_fit[j], nature.extension
        )
        is_affordable = 0 < shops.extension_cents[j] <= customer.reservation * shops.extension_usual_cents[j]
        self.extension = is_affordable and customer.luck(decisions.BESIDE) < chance_beside
        self.takes_part = takes_part(customer, j)
        least = nature.word_of_mouth.referral * nature.word_of_mouth.praise_effect
        self.standing = customer.standing(j)
        self.is_new = newness(customer.purchases[j], customer.word_of_mouth[j], least)

    def show_card(self) -> None:
        """The firm's reward programme, if it has one."""
        show_card(self)

    def experience(self) -> None:
        """The customer meets the firm's service."""
        customer, j, shops = self.customer, self.firm, self.model.shops
        knowledge = self.model.nature.knowledge
        failure_rate = relationship_marketing.prevented_failures(shops.failure_rate[j], self.known, knowledge)
        major_share = shops.major_share[j]
        fails, gravely, form = (customer.luck(decisions.SERVICE, k) for k in range(3))
        self.failure = experience.failure_of(fails, gravely, failure_rate, major_share)
        impatience = shops.wait[j] / customer.traits.wait_tolerance
        luck, level = chance.normal(form), customer.level_of(j) + self.model.nature.experience.fit * customer.taste[j]
        if shops.tailors[j] > 0.0:
            level += relationship_marketing.tailored(
                relationship_marketing.hit_rate(shops.accuracy[j], self.known, knowledge.wishes), knowledge
            )
        felt = experience.perceived_performance(level, luck, self.failure, impatience, self.model.nature.experience)
        self.performance = single(felt)

    def judge(self) -> None:
        """What was felt is held against what was expected, and the firm is remembered accordingly."""
        customer, j, nature = self.customer, self.firm, self.model.nature
        judgement, latitude = nature.satisfaction, nature.reference_price.latitude
        expectation, price = customer.expectation[j], customer.price(j)
        elsewhere = customer.expected_elsewhere(j)
        granted = standards.taken_for_granted(expectation, elsewhere, judgement.habituation)
        yardstick = standards.held_to(expectation, elsewhere, judgement.norm) + promised(customer, j)
        felt = psychology.felt_satisfaction(self.performance, self.performance - granted, yardstick, judgement)
        lenient = standards.leniency_of(self.model.luck_key, customer.identity, judgement.leniency)
        self.broken = single(broken(customer, j, self.performance))
        overcharged = psychology.unfairness(price, customer.fair_price(j), latitude, customer.traits.fairness)
        pleasure = psychology.clip(felt + lenient, 0.0, 1.0)
        satisfaction = psychology.clip(pleasure - overcharged, 0.0, judgement.ceiling)
        before = customer.cumulative_satisfaction[j]
        self.satisfaction, self.satisfaction_before = single(satisfaction), before
        customer.cumulative_satisfaction[j] = psychology.smoothed(
            before, satisfaction, standards.memory_after(satisfaction, judgement)
        )
        purchases = float(customer.purchases[j])
        customer.expectation[j] = psychology.learned_expectation(expectation, self.performance, purchases, judgement)

    def complain(self) -> None:
        """A dissatisfied customer speaks up, or says nothing and stays or leaves."""
        customer, j, nature = self.customer, self.firm, self.model.nature
        if self.satisfaction >= nature.satisfaction.dissatisfied_below:
            return
        last_failure, recovery = customer.last_failure[j], nature.recovery
        self.is_repeat = last_failure != NEVER and self.model.week - last_failure <= recovery.repeat_weeks
        severity = answer.severity_of(self.failure, self.is_repeat, recovery.ratchet)
        if self.failure == visit_codes.MAJOR:
            self.wound(1.0)
        loyalty, ease = self.loyalty(), self.model.shops.ease_of_voice[j]
        voice = complain.voice_probability(severity, loyalty, ease, customer.traits, nature.voice)
        if customer.luck(decisions.VOICE, 0) < voice:
            self.tell_front_line(severity)
            return
        self.response = SILENT
        stays = psychology.graded_rebuy(recovery.minor, recovery.major, severity).silent
        tie = nature.bonds.barrier * self.model.shops.alliance[j] + stake(customer, j)
        if customer.luck(decisions.VOICE, 3) >= psychology.held(stays, loyalty, nature.voice.loyalty_holds, tie):
            self.leave(self.exit_cause())

    def tell_front_line(self, severity: float) -> None:
        """The front line settles a problem at once, later, or not at all."""
        customer, j, shops = self.customer, self.firm, self.model.shops
        days: float | None = NOT_SETTLED
        if customer.luck(decisions.VOICE, 4) < shops.resolution[j]:
            at_once = customer.luck(decisions.VOICE, 2) < shops.frontline_authority[j]
            days = 0.0 if at_once else shops.answer_days[j]
            self.response = SETTLED_AT_ONCE if at_once else SETTLED_LATER
            self.compensation = whole_cents.booked(shops.compensation[j] * self.paid, customer.luck(decisions.VOICE, 5))
        elif customer.luck(decisions.VOICE, 1) < complain.escalation_probability(
            shops.ease_of_voice[j], self.model.nature.voice
        ):
            self.response = AT_DESK
            return
        else:
            self.response = UNSETTLED
        self.take_answer(severity, days, customer.luck(decisions.VOICE, 3))

    def take_answer(self, severity: float, days: float | None, luck: float) -> None:
        """What an answer to a complaint does: restore, or wound, and whether the customer leaves all the same."""
        customer, j, recovery = self.customer, self.firm, self.model.nature.recovery
        rebuy = psychology.graded_rebuy(recovery.minor, recovery.major, severity)
        fairness, quickness = 0.0, 0.0
        if days is not NOT_SETTLED:
            shops = self.model.shops
            quickness = psychology.speed(days, recovery.patience_days)
            fairness = psychology.justice(shops.compensation[j], shops.empathy[j], quickness, recovery)
        if days is NOT_SETTLED or fairness < recovery.just_enough:
            self.wound(1.0 if self.is_repeat else recovery.first_wound)
            stays = rebuy.unresolved
        else:
            stays = rebuy.resolved + quickness * (rebuy.quick - rebuy.resolved)
            bonus = 0.0 if self.is_repeat else recovery.paradox * fairness
            fairness *= 1.0 - recovery.ratchet if self.is_repeat else 1.0
            now = customer.cumulative_satisfaction[j]
            restored = psychology.smoothed(now, max(self.satisfaction_before, now), 1.0 - fairness)
            customer.cumulative_satisfaction[j] = min(restored + bonus, 1.0)
            if self.failure == visit_codes.MAJOR:
                self.mend(recovery.mending * fairness)
        tie = bonds.tie_of(self.model.shops.alliance[j], self.model.shops.empathy[j], self.model.nature.bonds)
        tie += stake(customer, j)
        if luck >= psychology.held(stays, self.loyalty(), self.model.nature.voice.loyalty_holds, tie):
            self.leave(switch_reasons.RESPONSE)

    def loyalty(self) -> float:
        """Loyalty of the customer towards the firm."""
        return self.customer.loyalty_to(self.firm)

    def wound(self, depth: float) -> None:
        """Betrayal costs affect and conviction."""
        customer, j = self.customer, self.firm
        customer.affect[j] = psychology.wounded_affect(customer.affect[j], depth, customer.traits.betrayal)
        customer.conviction[j] = psychology.wounded_affect(customer.conviction[j], depth, customer.traits.betrayal)

    def mend(self, share: float) -> None:
        """Some of the affect and conviction that a major failure took comes back."""
        customer, j = self.customer, self.firm
        customer.affect[j] = answer.mended(customer.affect[j], customer.traits.betrayal, share)
        customer.conviction[j] = answer.mended(customer.conviction[j], customer.traits.betrayal, share)

    def leave(self, reason: int) -> None:
        """The customer turns its back on the firm, for a time or for good."""
        self.has_left = True
        customer, voice = self.customer, self.model.nature.voice
        weeks = answer.weeks_away(customer.luck(decisions.AWAY, self.firm), voice.exit_weeks)
        is_for_good = customer.luck(decisions.GOOD, self.firm) < voice.for_good
        customer.gone_until[self.firm] = self.model.week + (LONGEST_AWAY if is_for_good else weeks)
        customer.exit_reason[self.firm] = reason
        self.make_up()

    def make_up(self) -> None:
        """Who has too few other firms left goes back to the one to which it would have come back first."""
        gone_until, shops = self.customer.gone_until, self.model.shops
        others = [j for j in range(self.model.firm_count) if j != self.firm and shops.is_open[j]]
        gone = [j for j in others if gone_until[j] > self.model.week]
        if gone and len(others) - len(gone) < self.model.nature.voice.alternatives:
            gone_until[min(gone, key=gone_until.__getitem__)] = NEVER

    def exit_cause(self) -> int:
        """Why the customer leaves without an answer."""
        customer, j, shops = self.customer, self.firm, self.model.shops
        if self.failure != visit_codes.NO_FAILURE:
            return switch_reasons.CORE_FAILURE
        if shops.wait[j] > customer.traits.wait_tolerance:
            return switch_reasons.INCONVENIENCE
        if customer.price(j) > customer.fair_price(j) * (1.0 + self.model.nature.reference_price.latitude):
            return switch_reasons.PRICING
        return switch_reasons.ENCOUNTER_FAILURE

    def remember(self) -> None:
        """Prices seen, habit, affect, conviction, dates; and what there is to tell."""
        customer, nature, j = self.customer, self.model.nature, self.firm
        for seen in self.considered:
            price, memory = customer.price(seen), nature.reference_price.memory
            customer.reference_price[seen] = psychology.remembered_price(customer.reference_price[seen], price, memory)
        read_messages(customer, self.considered)
        grow_fond(customer, self.considered, j)
        if j == NOBODY:
            return
        for any_firm in range(self.model.firm_count):
            done, memory = 1.0 if any_firm == j else 0.0, customer.traits.habit_memory
            customer.habit[any_firm] = psychology.smoothed(customer.habit[any_firm], done, memory)
        self.bond()
        if customer.purchases[j] == 0:
            customer.first_purchase[j] = self.model.week
        customer.purchases[j] += self.quantity
        customer.last_purchase[j] = self.model.week
        customer.year_trips[j] += 1
        customer.salience[j] = 1.0
        if self.response != CONTENT:
            customer.last_failure[j] = self.model.week
        customer.last_reason, customer.previous_choice = self.reason, j
        customer.news = self.news()
        if nature.phases.is_on:
            customer.deepen(j)

    def bond(self) -> None:
        """Affect and conviction after the encounter."""
        customer, nature, j = self.customer, self.model.nature, self.firm
        cumulative, judgement = customer.cumulative_satisfaction[j], nature.satisfaction
        growth = bonds.warmed(customer.traits.affect_growth, self.model.shops.empathy[j], nature.bonds)
        affect = psychology.grown_affect(customer.affect[j], self.satisfaction, cumulative, judgement, growth)
        affect = attended(customer, j, affect, has_extension=self.extension)
        conviction = customer.conviction[j]
        is_closer = self.takes_part and self.response == CONTENT and cumulative >= judgement.minimum
        if is_closer:
            affect += nature.taking_part.closeness * (1.0 - affect)
            conviction += nature.taking_part.closeness * (1.0 - conviction)
        if self.is_new == visit_codes.REFERRED and cumulative >= judgement.minimum:
            conviction = psychology.smoothed(1.0, conviction, nature.word_of_mouth.trust)
        customer.affect[j] = affect
        renewed = psychology.renewed_conviction(
            conviction, cumulative, affect, customer.habit[j], judgement.minimum, nature.conviction
        )
        distrust = self.model.shops.distrust[j]
        customer.conviction[j] = relationship_marketing.distrustful(renewed, distrust, nature.conviction.learning)

    def news(self) -> int:
        """Praise when delighted, a warning when let down and not made up for, else nothing."""
        luck, talk = self.customer.luck(decisions.TELL), self.model.nature.word_of_mouth
        if self.response == CONTENT and self.takes_part and luck < self.model.nature.taking_part.telling:
            return self.firm + 1
        if self.response in (CONTENT, SETTLED_AT_ONCE):
            delighted = self.satisfaction >= self.model.nature.satisfaction.delighted_above
            return self.firm + 1 if delighted and luck < talk.praise else 0
        if self.response == SETTLED_LATER:
            return 0
        return -(self.firm + 1) if luck < talk.warning else 0
