"""A customer's story is the run's own, and fits the terminal."""

import pytest

from analysis.execution.run import Run
from analysis.explanation.followed import follow
from analysis.explanation.journey import parting
from analysis.explanation.story import WIDTH, story, week_sentences
from simulation.state.switch_reasons import COMPETITION, NO_SWITCH, REASONS
from simulation.state.visit_codes import NOTHING_SUITED, PROCESSES, WEIGHED


def test_until_they_part_both_lives_do_the_same(journeys):
    (one, other), _ = journeys
    week = parting(one, other)
    assert week is not None
    assert all(a.deed == b.deed for a, b in zip(one.steps, other.steps, strict=True) if a.week < week)
    lines = "\n".join(story([one, other], "USD"))
    assert f"In week {week} its lives under as_is and cut part" in lines
    assert f"\nweek {week + 1} " not in f"\n{lines}"


def test_a_life_that_does_not_part_says_so(journeys):
    _, both = journeys
    assert "Under as_is and cut this customer does the same in every week." in list(story(both, "USD"))


def test_a_story_fits_the_terminal_and_tells_each_purchase(journeys):
    (one, _), _ = journeys
    lines = list(story([one], "USD"))
    assert max(map(len, lines)) <= WIDTH
    bought = [step for step in one.steps if step.encounter]
    told = " ".join(" ".join(lines).split())  # whatever line a word stands in
    assert told.count(" bought from ") == len(bought)
    assert all(f"{step.encounter.paid:.2f} USD" in " ".join(lines) for step in bought)


@pytest.fixture(scope="module")
def trips(as_is):
    """Every trip of forty customers of a small market, with the sentences of its week."""
    found = []
    for customer in range(40):
        journey = follow(Run(as_is, "as_is", 1), customer)
        found += [(step.trip, " ".join(week_sentences(journey, step, "USD"))) for step in journey.steps if step.trip]
    return found


def test_worth_and_luck_of_the_day_are_what_decides_between_offers_that_are_weighed(trips):
    weighed = [trip for trip, _ in trips if trip.process in {PROCESSES[WEIGHED], PROCESSES[NOTHING_SUITED]}]
    assert len(weighed) > 20
    for trip in weighed:
        within = {name: trip.worth[name] + trip.luck[name] for name in trip.considered if name not in trip.too_dear}
        best = max(within, key=lambda name: within[name], default=None)
        buys = best is not None and within[best] > trip.nothing + trip.luck_of_nothing
        assert trip.choice == (best if buys else None)


def test_a_choice_of_what_was_worth_less_names_the_luck_of_the_day_with_its_size(trips):
    """Corda was worth more, Alba was bought, and the story said that competitors attracted."""
    told_luck = 0
    for trip, text in trips:
        within = [name for name in trip.considered if name not in trip.too_dear]
        best = max(within, key=trip.worth.get, default=None)
        if trip.process != PROCESSES[WEIGHED] or best == trip.choice:
            continue
        gap, luck = trip.worth[best] - trip.worth[trip.choice], trip.luck[trip.choice] - trip.luck[best]
        assert luck > gap > 0.0
        spoke = f"the luck of the day spoke for {trip.choice} by {luck:.2f}"
        assert f"although {best} was worth {gap:.2f} more: {spoke}" in text
        told_luck += 1
    assert told_luck > 3


def test_a_reason_to_switch_is_not_told_against_the_worth(trips):
    switches = [(trip, text) for trip, text in trips if trip.choice and trip.reason != REASONS[NO_SWITCH]]
    against = 0
    for trip, text in switches:
        left = next(name for name, offer in trip.offers.items() if offer.is_last) if any(
            offer.is_last for offer in trip.offers.values()) else None  # fmt: skip
        if trip.reason != REASONS[COMPETITION] or left is None:
            continue
        if left not in trip.considered:
            assert f"A switch: {left} did not come to mind (counted under attraction by competitors)." in text
            against += 1
        elif trip.worth[left] > trip.worth[trip.choice]:
            assert "(counted under attraction by competitors)." in text
            against += 1
        else:
            assert "A switch: attraction by competitors." in text
    assert against > 1
