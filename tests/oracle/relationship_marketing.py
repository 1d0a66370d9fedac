"""What firms say and do beyond the purchase, as one plain customer lives it."""

from __future__ import annotations

from collections.abc import Sequence

from simulation.behavior import psychology
from simulation.behavior import relationship_marketing as rules
from simulation.engine.chance import normal
from simulation.state import decisions
from tests.oracle.person import Person


def allure(customer: Person, j: int) -> float:
    """Utility of what a firm promises, to who does not look it up."""
    messages, promise = customer.model.nature.messages, promise_of(customer, j)
    naive = 1.0 - customer.traits.search
    return messages.allure * naive * rules.believed(promise, customer.familiarity(j), messages)


def is_advised(customer: Person, j: int) -> bool:
    """Whether a firm advises a stranger who considers it."""
    share = customer.model.shops.pre_sale[j]
    return customer.purchases[j] == 0 and share > 0.0 and customer.luck(decisions.ADVICE, 2 * j) < share


def be_advised(customer: Person, j: int) -> None:
    """A stranger meets the firm before it buys."""
    nature = customer.model.nature
    level = customer.level_of(j) + nature.experience.fit * customer.taste[j]
    luck = normal(customer.luck(decisions.ADVICE, 2 * j + 1))
    met = psychology.clip(level + nature.experience.noise * luck, 0.0, 1.0)
    expected, judgement, before_sale = customer.expectation[j], nature.satisfaction, nature.before_sale
    satisfaction, growth = psychology.disconfirmed_satisfaction(met, expected, judgement), customer.traits.affect_growth
    cumulative = customer.cumulative_satisfaction[j]
    customer.affect[j] = psychology.grown_affect(
        customer.affect[j], satisfaction, cumulative, judgement, before_sale.warmth * growth
    )
    customer.expectation[j] = psychology.smoothed(expected, met, 1.0 - before_sale.learning)
    customer.salience[j] = psychology.smoothed(customer.salience[j], 1.0, 1.0 - before_sale.recall)


def takes_part(customer: Person, j: int) -> bool:
    """Whether a customer is invited to take part, and does."""
    invited = customer.model.shops.participation[j]
    loyalty = psychology.loyalty_index(customer.conviction[j], customer.affect[j], customer.habit[j])
    return bool(customer.luck(decisions.TAKE_PART) < invited * customer.model.nature.taking_part.joining * loyalty)


def promise_of(customer: Person, j: int) -> float:
    """What a firm promises beyond the truth, as far as anybody still believes it."""
    shops = customer.model.shops
    return shops.promise[j] * (1.0 - shops.disbelief[j])


def promised(customer: Person, j: int) -> float:
    """What this customer makes of that."""
    return rules.believed(promise_of(customer, j), customer.familiarity(j), customer.model.nature.messages)


def broken(customer: Person, j: int, performance: float) -> float:
    """By how much a promise was broken, which costs affect and conviction."""
    messages, believed = customer.model.nature.messages, promised(customer, j)
    if believed == 0.0:
        return 0.0
    short = min(max(customer.expectation[j] + believed - performance, 0.0), believed)
    customer.affect[j] = rules.disillusioned(customer.affect[j], short, messages)
    customer.conviction[j] = rules.disillusioned(customer.conviction[j], short, messages)
    return short


def grow_fond(customer: Person, considered: Sequence[int], bought: int) -> None:
    """Firms in mind that were never bought from are liked more where they suit."""
    longing = customer.model.nature.attention.longing
    for j in considered:
        if j != bought and customer.purchases[j] == 0:
            growth = customer.traits.affect_growth
            customer.affect[j] = rules.longed_for(customer.affect[j], customer.taste[j], growth, longing)


def read_messages(customer: Person, considered: Sequence[int]) -> None:
    """Firms that came to mind confirm whom they know and who is content."""
    nature, shops = customer.model.nature, customer.model.shops
    for j in considered:
        if customer.cumulative_satisfaction[j] < nature.satisfaction.minimum:
            continue
        attention = rules.attentive(customer.familiarity(j), nature.messages)
        brand = nature.messages.brand * shops.brand_message[j]
        service = nature.messages.service * shops.service_message[j]
        customer.affect[j] = rules.confirmed(customer.affect[j], brand, attention)
        customer.conviction[j] = rules.confirmed(customer.conviction[j], service, attention)


def attended(customer: Person, j: int, affect: float, *, has_extension: bool) -> float:
    """Affect after a favour, and after other goods of the firm."""
    nature, shops = customer.model.nature, customer.model.shops
    if customer.cumulative_satisfaction[j] >= nature.satisfaction.minimum:
        bought, years = float(customer.purchases[j]), customer.years_with(j)
        affect = rules.favoured(affect, shops.favours[j], bought, years, nature.favours)
    if has_extension:
        affect = rules.reflected(affect, shops.extension_quality[j], customer.expectation[j], nature.extension)
    return affect
