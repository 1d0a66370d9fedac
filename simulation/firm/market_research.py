"""What a firm finds out: how good rivals are, as their customer or from complaints, and what matters to its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from simulation.engine.chance import normal, uniform
from simulation.engine.luck import Luck
from simulation.scenario.parameters.market import Trade
from simulation.state.decisions import MATTERS, RIVALS
from simulation.strategies.improvement import Improvement
from simulation.strategies.ledger import ServiceLevel

LEVELS = ("quality", "process", "technical")
QUARTER = 13


@dataclass
class Research:
    """The beliefs of one firm, row `row`; its luck is that of a customer who does not exist."""

    luck: Luck
    row: int
    improvement: Improvement
    trade: Trade
    rivals: dict[int, ServiceLevel] = field(default_factory=dict)
    matters: tuple[float, ...] = ()
    tales: Mapping[int, float] = field(default_factory=dict)
    """What complaints of this week told of rivals: how many by customers who know the rival, per 10,000 customers."""
    volunteered: float = 0.0
    """Answers of customers who took part, since the last survey, per 10,000 customers."""

    def visit(self, week: int, rivals: dict[int, ServiceLevel], visits: float) -> None:
        """Learn from a week's visits to each rival, and from what was noted of it in complaints, how good it is.

        A complainant's word counts as the part of a visit that its error leaves it; of whom nothing is heard, beliefs
        stay as they are.
        """
        word = (self.trade.visit_error / self.trade.tale_error) ** 2
        for row, truth in rivals.items():
            if row not in self.rivals:
                self.rivals[row] = self._seen(0, row, truth, self.trade.first_error)
            looks = visits + self.improvement.listening * self.tales.get(row, 0.0) * word
            if looks > 0.0:
                seen = self._seen(week, row, truth, self.trade.visit_error / looks**0.5)
                pace = looks / (looks + self.trade.visits_to_learn)
                before = self.rivals[row]
                moved = {name: _between(getattr(before, name), getattr(seen, name), pace) for name in LEVELS}
                self.rivals[row] = truth._replace(**moved)

    def best(self, open_rivals: dict[int, ServiceLevel]) -> ServiceLevel | None:
        """The best open rival as the firm believes it to be."""
        believed = [self.rivals[row] for row in open_rivals if row in self.rivals]
        return max(believed, key=lambda service: service.level, default=None)

    def misjudgement(self, rivals: dict[int, ServiceLevel]) -> float:
        """Mean distance, 0-1, of beliefs from the truth over rivals and levels."""
        gaps = [
            abs(getattr(self.rivals[row], name) - getattr(truth, name))
            for row, truth in rivals.items() if row in self.rivals
            for name in LEVELS
        ]  # fmt: skip
        return sum(gaps) / len(gaps) if gaps else 0.0

    def ask(self, week: int, weights: tuple[float, float, float]) -> None:
        """Each quarter, ask customers how much quality, process and technical capability weigh, as shares of all.

        Who asks nobody, and whom nobody tells unasked, guesses.
        """
        answers = self.improvement.answers + self.volunteered
        if week % QUARTER != 1 or (answers == 0 and self.matters):
            return
        self.volunteered = 0.0
        if answers == 0:
            guess = int(3.0 * uniform(self.luck, week, self.row, MATTERS, 3))
            self.matters = tuple(float(place == guess) for place in range(3))
            return
        error = self.trade.answer_error / answers**0.5
        self.matters = tuple(
            weight / sum(weights) + error * normal(uniform(self.luck, week, self.row, MATTERS, place))
            for place, weight in enumerate(weights)
        )

    def cost(self, week: int, rivals: int, visits: float) -> float:
        """Money for this week's visits, answers and notes of what complainants say of rivals."""
        how = self.improvement
        asked = how.answers if week % QUARTER == 1 else 0
        noted = how.listening * sum(self.tales.values())
        return visits * rivals * how.visit_cost + asked * how.answer_cost + noted * how.listening_cost

    def _seen(self, week: int, rival: int, truth: ServiceLevel, error: float) -> ServiceLevel:
        drawn = [normal(uniform(self.luck, week, self.row, RIVALS, 3 * rival + place)) for place in range(3)]
        levels = {name: getattr(truth, name) + error * luck for name, luck in zip(LEVELS, drawn, strict=True)}
        return truth._replace(**{name: min(max(level, 0.0), 1.0) for name, level in levels.items()})


def _between(before: float, seen: float, pace: float) -> float:
    return before + pace * (seen - before)
