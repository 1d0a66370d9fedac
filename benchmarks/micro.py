"""A small market in plain Mesa objects: the yardstick by which rates on different machines compare.

Four loyalty types, a logit choice over three firms in every week, habit, disconfirmation, failure, complaint,
resolution, and word of mouth over eight neighbours: everybody holds an opinion of every firm, and every week hears
each neighbour's opinion of each firm. It knows nothing of the simulator and never changes.
"""

import math

import mesa

FIRMS = range(3)
QUALITY = (0.7, 0.6, 0.8)
PRICE = (1.0, 0.9, 1.1)
FAILURE_RATE = (0.1, 0.15, 0.05)
PRICE_WEIGHT = (4.0, 1.0, 3.0, 1.5)
QUALITY_WEIGHT = (0.5, 1.0, 4.0, 0.5)
HABIT_WEIGHT = (0.5, 1.0, 0.5, 3.0)
NEIGHBOURS = 8


class Customer(mesa.Agent):
    """Chooses, judges, complains and talks every week."""

    def __init__(self, model: "Market", place: int) -> None:
        super().__init__(model)
        self.kind = place % 4
        self.expectation = [0.6] * len(FIRMS)
        self.habit = [1.0 / len(FIRMS)] * len(FIRMS)
        self.opinion = [0.6] * len(FIRMS)
        self.told = self.opinion
        self.hearsay = [0.0] * len(FIRMS)
        self.choice = place % len(FIRMS)
        self.neighbours: list[Customer] = []

    def tell(self) -> None:
        """Let the neighbours know, in a copy, so that nobody hears of this week what others hear of last week."""
        self.told = list(self.opinion)

    def hear(self) -> None:
        """What the neighbours think of each firm on average."""
        for j in FIRMS:
            heard = 0.0
            for neighbour in self.neighbours:
                heard += neighbour.told[j]
            self.hearsay[j] = heard / NEIGHBOURS - 0.6

    def choose(self) -> None:
        """Logit by Gumbel draws."""
        best = -math.inf
        for j in FIRMS:
            utility = QUALITY_WEIGHT[self.kind] * self.expectation[j] + HABIT_WEIGHT[self.kind] * self.habit[j]
            utility += self.hearsay[j] - PRICE_WEIGHT[self.kind] * PRICE[j]
            utility -= math.log(-math.log(self.random.random()))
            if utility > best:
                best, self.choice = utility, j

    def live(self) -> None:
        """The encounter, the judgement, the complaint, the habit."""
        j = self.choice
        fails = self.random.random() < FAILURE_RATE[j]
        performance = QUALITY[j] + 0.1 * (self.random.random() - 0.5) - 0.5 * fails
        gap = performance - self.expectation[j]
        satisfaction = min(max(0.1 + 0.8 * performance + (0.5 * gap if gap >= 0.0 else gap), 0.0), 1.0)
        sums = self.model.sums[j][self.kind]
        sums[0] += 1
        if satisfaction < 0.4 and self.random.random() < 0.5:
            sums[1] += 1
            if self.random.random() < 0.45:
                sums[2] += 1
                satisfaction = 0.6
        sums[3] += satisfaction
        self.opinion[j] += 0.3 * (satisfaction - self.opinion[j])
        self.expectation[j] += 0.2 * gap
        self.habit = [0.8 * habit + 0.2 * (j == other) for other, habit in enumerate(self.habit)]


class Market(mesa.Model):
    """Customers, each with eight neighbours from anywhere."""

    def __init__(self, customers: int, *, has_word_of_mouth: bool = True) -> None:
        super().__init__(rng=1)
        self.has_word_of_mouth = has_word_of_mouth
        people = [Customer(self, place) for place in range(customers)]
        for customer in people:
            customer.neighbours = self.random.sample(people, NEIGHBOURS)
        self.customers = self.agents

    def step(self) -> None:
        """One week."""
        self.sums = [[[0.0] * 4 for _ in range(4)] for _ in FIRMS]
        if self.has_word_of_mouth:
            self.customers.do("tell")
            self.customers.do("hear")
        self.customers.do("choose")
        self.customers.do("live")
