"""A firm's offer of the week, written into its row of the table, where customers find it."""

from simulation.scenario.parameters.firm import Firm
from simulation.scenario.parameters.judgement import Experience
from simulation.state.firm_attributes import FirmAttributes
from simulation.state.programme_table import ProgrammeTable
from simulation.state.tables import Earlier, Firms
from simulation.state.whole_cents import cents, coins
from simulation.strategies.conditions import Conditions
from simulation.strategies.ledger import Handling
from simulation.strategies.programme import Programme


def offer_service(table: Firms, j: int, now: Conditions, weights: Experience) -> None:
    """Write price and service; `weights` tell how much product, process and technical capability weigh."""
    service = now.service
    before_sale = weights.quality * service.quality + weights.process * service.process
    table.cents[j] = coins(now.shelf_price)
    table.price[j] = table.cents[j] / 100.0
    table.depth[j] = now.promotion
    table.display[j] = now.display
    table.presence[j] = now.presence
    table.performance[j] = before_sale / (weights.quality + weights.process)
    table.performance_after[j] = before_sale + weights.technical * service.technical
    table.failure_rate[j] = service.failure_rate
    table.major_share[j] = service.major_share
    table.steps[j] = service.steps
    table.is_open[j] = float(now.is_open)
    table.availability[j] = now.availability
    table.rumour[j], table.rumour_reach[j] = now.rumour, now.rumour_reach
    table.sight[j], table.allure[j] = now.sight, now.allure
    table.changed[j], table.turn[j] = now.changed, now.turn


def age_shelves(table: Firms, earlier: Earlier) -> None:
    """A week passes on the shelves: what the firms' rows hold now becomes last week's, before they offer anew."""
    for name, before in earlier._asdict().items():
        before[:, 1:] = before[:, :-1].copy()
        before[:, 0] = getattr(table, name)


def offer_handling(table: Firms, j: int, handling: Handling) -> None:
    """Write what becomes of complaints."""
    table.ease_of_voice[j] = handling.ease_of_voice
    table.frontline_authority[j] = handling.frontline_authority
    table.resolution[j] = handling.resolution
    table.answer_days[j] = handling.days
    table.compensation[j] = handling.compensation


def offer_bonds(table: Firms, j: int, block: Firm) -> None:
    """Write what the firm is to customers from week to week, and whom it serves."""
    table.unit_cents[j] = coins(block.unit_cost)
    table.alliance[j] = block.alliance
    table.let_go[j] = block.let_go


def offer_programme(table: ProgrammeTable, j: int, programme: Programme | None) -> None:
    """Write the reward programme, all 0 where there is none."""
    for column in table:
        column[j] = 0.0
    for name, value in programme.terms()._asdict().items() if programme else ():
        if isinstance(value, tuple):
            getattr(table, name)[j, : len(value)] = value
        else:
            getattr(table, name)[j] = value


def state_attributes(table: Firms, stated: FirmAttributes, j: int, block: Firm) -> None:
    """Write what customers see of the firm as it is stated."""
    table.attraction_by_type[j] = [value for _, value in block.attraction_by_type]
    for name in stated._fields:
        getattr(stated, name)[j] = getattr(block, name)


def offer_care(table: Firms, j: int, block: Firm) -> None:
    """Write what the firm does beyond the sale into its row, where customers meet it."""
    care, other = block.care, block.extension
    table.knowledge[j] = care.knowledge
    table.tailors[j] = float(care.accuracy is not None)
    table.accuracy[j] = care.accuracy or 0.0
    table.brand_message[j], table.service_message[j] = care.brand_message, care.service_message
    table.favours[j] = care.favours
    table.pre_sale[j], table.participation[j] = care.pre_sale, care.participation
    table.promise[j] = block.promise
    table.extension_cents[j] = cents(other.price) if other else 0
    table.extension_usual_cents[j] = cents(other.usual_price) if other else 0
    table.extension_fit[j] = other.fit if other else 0.0
    table.extension_quality[j] = other.quality if other else 0.0
