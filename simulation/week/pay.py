"""The purchase: what is paid, what serving this customer costs, how it stands with the firm, whether it is new."""

import numpy as np

from simulation.behavior.bonds import difficulty
from simulation.behavior.moment import Moment
from simulation.behavior.parameters import Nature
from simulation.behavior.psychology import cost_to_serve
from simulation.behavior.relationship_marketing import extension_probability, known
from simulation.engine.chance import uniform
from simulation.engine.compiling import phase, row
from simulation.state.decisions import BESIDE, DIFFICULT, TAKE_PART
from simulation.state.tables import NOBODY, World
from simulation.state.whole_cents import booked, is_small
from simulation.week.price import by_year, on_shelf, weeks_behind, years_with
from simulation.week.standing import loyalty_of, newness, standing_of

WRITES = ("visits.paid", "visits.goods_cents", "visits.service_cents", "visits.known", "visits.extension",
          "visits.takes_part", "visits.standing", "visits.is_new")  # fmt: skip


@row
def known_to_firm(world: World, nature: Nature, moment: Moment, i: int, j: int) -> float:
    """What firm j knows of customer i, 0-1."""
    kept = world.firms.knowledge[j]
    if kept == 0.0:
        return 0.0
    return known(
        np.float64(world.relationships.purchases[j, i]), years_with(world, moment, i, j), kept, nature.knowledge
    )


@row
def buys_beside(world: World, nature: Nature, moment: Moment, i: int, j: int) -> bool:
    """Whether other goods of the firm go into the basket as well; never at more than the customer pays for such."""
    if world.firms.extension_cents[j] == 0.0:
        return False
    most = np.float64(world.customers.reservation[i]) * world.firms.extension_usual_cents[j]
    if world.firms.extension_cents[j] > most:
        return False
    affect = np.float64(world.relationships.affect[j, i])
    chance = extension_probability(affect, world.firms.extension_fit[j], nature.extension)
    return bool(uniform(moment.luck, moment.week, int(world.customers.identity[i]), BESIDE, 0) < chance)


@row
def takes_part(world: World, nature: Nature, moment: Moment, i: int, j: int) -> bool:
    """Whether customer i is invited to take part in what firm j does, and does so: the more loyal, the sooner."""
    invited = world.firms.participation[j]
    if invited == 0.0:
        return False
    chance = invited * nature.taking_part.joining * loyalty_of(world, i, j)
    return bool(uniform(moment.luck, moment.week, int(world.customers.identity[i]), TAKE_PART, 0) < chance)


@phase
def pay(world: World, nature: Nature, moment: Moment, first: int, last: int) -> None:
    """Everybody who bought pays; customers of long standing buy more, haggle less, and cost less to serve."""
    visits, relations = world.visits, world.relationships
    least = nature.word_of_mouth.referral * nature.word_of_mouth.praise_effect
    for chunk in range(first, last):
        start = chunk * world.chunk_size
        for v in range(start, start + visits.trips[chunk]):
            j = int(visits.firm[v])
            if j == NOBODY:
                continue
            i = int(visits.customer[v])
            years = years_with(world, moment, i, j)
            amount = np.float64(visits.quantity[v]) * (1.0 + by_year(world.growth, years))
            asked = on_shelf(world.firms.cents, world.earlier.cents, j, weeks_behind(world, i))
            paid = asked * amount * (1.0 + by_year(world.premium, years))
            goods = world.firms.unit_cents[j] * amount
            trouble = 0.0
            if nature.difficult.share > 0.0:
                rank = uniform(moment.luck, 0, int(world.customers.identity[i]), DIFFICULT, 0)
                trouble = difficulty(rank, nature.difficult)
            effort = 100.0 * (cost_to_serve(years, nature.tenure) + trouble)
            visits.known[v] = np.float32(known_to_firm(world, nature, moment, i, j))
            saved = nature.knowledge.saved * np.float64(visits.known[v])
            service = effort - saved * (effort + world.firms.visit_cents[j])
            change = 0.5
            if is_small(paid) or is_small(goods) or is_small(service):
                change = uniform(moment.luck, moment.week, int(world.customers.identity[i]), BESIDE, 1)
            visits.paid[v], visits.goods_cents[v] = booked(paid, change), booked(goods, change)
            visits.service_cents[v] = booked(service, change)
            visits.extension[v] = buys_beside(world, nature, moment, i, j)
            visits.takes_part[v] = takes_part(world, nature, moment, i, j)
            hearsay = np.float64(relations.word_of_mouth[j, i])
            visits.standing[v] = standing_of(world, moment, i, j)
            visits.is_new[v] = newness(relations.purchases[j, i], hearsay, least)
