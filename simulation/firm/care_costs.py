"""What care, promises and other goods cost a firm, and how customers find them in its row of the table."""

from collections.abc import Sequence

from simulation.firm.economics import cents, cents_for
from simulation.scenario.parameters.care import Care, OtherGoods
from simulation.scenario.parameters.firm import Firm
from simulation.state import counts as m
from simulation.state.tables import Firms


def offer_care(table: Firms, j: int, block: Firm) -> None:
    """Write what the firm does beyond the sale into its row, where customers meet it."""
    care, other = block.care, block.extension
    table.knowledge[j] = care.knowledge
    table.tailors[j] = float(care.accuracy is not None)
    table.accuracy[j] = care.accuracy or 0.0
    table.brand_message[j], table.service_message[j] = care.brand_message, care.service_message
    table.favours[j] = care.favours
    table.promise[j] = block.promise
    table.extension_cents[j] = cents(other.price) if other else 0
    table.extension_usual_cents[j] = cents(other.usual_price) if other else 0
    table.extension_fit[j] = other.fit if other else 0.0
    table.extension_quality[j] = other.quality if other else 0.0


def care_cents(care: Care, counts: Sequence[int], scale: float) -> int:
    """The week's cost of care in cents, from the firm's counts, one of each measure."""
    by_visit = care.favours * care.favour_cost + (0.0 if care.accuracy is None else care.tailoring_cost)
    return care_by_week(care, scale) + cents(by_visit * counts[m.TRIPS])


def care_by_week(care: Care, scale: float) -> int:
    """The part of it that a week costs, whoever comes."""
    by_week = care.knowledge * care.knowledge_cost + (care.brand_message + care.service_message) * care.message_cost
    return cents(by_week * scale)


def extension_cents(other: OtherGoods | None, counts: Sequence[int]) -> int:
    """The week's cost of other goods in cents, from the firm's counts, one of each measure."""
    return cents_for(other.unit_cost, counts[m.EXTENSION_UNITS]) if other else 0
