"""Those who serve: their morale, who leaves, what they have learnt, and what of it reaches customers."""

import math
from dataclasses import dataclass, field

from simulation.scenario.parameters.market import Employees
from simulation.strategies.conditions import Conditions
from simulation.strategies.ledger import ServiceLevel
from simulation.strategies.people import People

WEEKS_A_YEAR = 52.0
MOST_LEAVING = WEEKS_A_YEAR  # a year: then everybody leaves every week


@dataclass
class Crew:
    """The employees of a firm as a whole. Gaps are distances from what is usual, where nothing of it is felt."""

    people: People
    nature: Employees
    morale_gap: float = 0.0
    experience_gap: float = 0.0
    shock: float = 0.0
    turnover: float = field(init=False)

    def __post_init__(self) -> None:
        self.turnover = self.people.turnover

    @property
    def morale(self) -> float:
        """Employees' satisfaction, 0-1."""
        return min(max(self.nature.usual_morale + self.morale_gap + self.shock, 0.0), 1.0)

    @property
    def felt(self) -> float:
        """Morale above what is usual, as customers may feel it."""
        return self.morale - self.nature.usual_morale

    @property
    def knowledge(self) -> float:
        """What staff know above what is usual, 0-1, signed: experience counts."""
        known = min(max(self.people.knowledge + self.experience_gap, 0.0), 1.0)
        return known - self.nature.usual_knowledge

    def live(self, offered: Conditions, load: float) -> None:
        """A week at work: `load` is the share of capacity in use, 0 where capacity has no limit."""
        nature = self.nature
        trained = offered.training / (offered.training + nature.training_half)
        strain = nature.overload * max(load - nature.comfortable_load, 0.0)
        aim = nature.pay * (offered.pay - 1.0) + nature.training * trained - strain
        self.morale_gap += nature.adaptation * (aim - self.morale_gap)
        self.shock = offered.morale
        usual = nature.turnover
        leaving = min(offered.turnover * math.exp(-nature.restlessness * self.felt), MOST_LEAVING)
        self.turnover = leaving
        settled = nature.schooling / (nature.schooling + usual)
        newcomers = 1.0 - settled - self.experience_gap
        learnt = newcomers * nature.schooling * nature.training_speed * trained
        lost = (leaving - usual) * (settled + self.experience_gap)
        back = self.experience_gap * (nature.schooling + usual)
        gap = self.experience_gap + (learnt - lost - back) / WEEKS_A_YEAR
        self.experience_gap = min(max(gap, -settled), 1.0 - settled)

    def served(self, service: ServiceLevel) -> ServiceLevel:
        """The service as these people give it: a poor crew spoils a good design, full mediation by the encounter."""
        nature, contact = self.nature, self.people.contact
        prevented = nature.failures * self.felt + nature.prevented * self.knowledge
        return service._replace(
            process=_level(service.process, contact * nature.process * self.felt),
            technical=_level(service.technical, contact * nature.skill * self.experience_gap),
            failure_rate=min(service.failure_rate * max(1.0 - contact * prevented, 0.0), 1.0),
        )

    def kindness(self, empathy: float) -> float:
        """Empathy shown to customers, 0-1: satisfied employees infect those whom they serve."""
        return _level(empathy, self.people.contact * self.nature.empathy * self.felt)

    @property
    def assurance(self) -> float:
        """Performance that customers count on more, 0-1, signed, since staff know what they sell."""
        return self.people.contact * self.nature.trust * self.knowledge

    def wages(self, overhead: float, offered: Conditions) -> float:
        """Pay, training, and replacing more who leave than usual; money a week per 10,000 customers."""
        usual = overhead * self.people.wage_share
        replaced = self.nature.replacement * (self.turnover - self.nature.turnover)
        return max(usual * (offered.pay + replaced), 0.0) + offered.training


def _level(level: float, more: float) -> float:
    return min(max(level + more, 0.0), 1.0)
