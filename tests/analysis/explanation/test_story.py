"""Explanations: the story is the run's own, lives are compared fairly, and drivers add up to the cent."""

import json
import types

import numpy as np
import pytest

from analysis.comparison.request import ComparisonRequest, plan_comparison
from analysis.execution.execution import Execution
from analysis.execution.run import Options, Run
from analysis.explanation.journey import follow, parting
from analysis.explanation.profit_difference import (
    GROUPS,
    TOTAL,
    books_by_group,
    driver_summary,
    drivers,
    most_moved,
    tallied,
    tally,
)
from analysis.explanation.story import WIDTH, story, told
from analysis.outcomes.profit_decomposition import decomposed
from analysis.study.csv_bytes import read_csv
from analysis.study.scenario_changes import ScenarioChanges
from simulation.mesa_agents.decision_entry import Entry
from simulation.mesa_agents.decision_reasons import against_worth, nothing_bought, why_elsewhere
from simulation.reading.errors import Refused
from simulation.result import simulate
from simulation.state.switch_reasons import COMPETITION, NO_SWITCH, REASONS
from simulation.state.visit_codes import NOTHING_SUITED, PROCESSES, WEIGHED
from tests.analysis.sample_studies import SMALL
from tests.simulation.sample_markets import market

CUT = {"firms.Alba.pricing.price": 8.5}


@pytest.fixture(scope="module")
def as_is():
    return market(weeks=30)


@pytest.fixture(scope="module")
def pair(as_is):
    return [Run(as_is, "as_is", 1), Run(as_is.changed(CUT), "cut", 1)]


@pytest.fixture(scope="module")
def journeys(pair):
    """A customer whose lives part, and one whose lives do not, under both strategies."""
    for_both = [[follow(run, customer) for run in pair] for customer in range(40)]
    parted = next(both for both in for_both if (parting(*both) or 0) > 4)
    alike = next(both for both in for_both if parting(*both) is None and any(step.trip for step in both[0].steps))
    return parted, alike


def test_the_same_strategy_never_parts_a_life(pair):
    one, other = (follow(pair[0], 7) for _ in range(2))
    assert parting(one, other) is None
    assert list(story([one], "USD")) == list(story([other], "USD"))


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
    assert " ".join(lines).count(" bought from ") == len(bought)
    assert all(f"{step.encounter.paid:.2f} USD" in " ".join(lines) for step in bought)


def test_purchases_told_are_those_of_the_run(as_is):
    """All customers' followed purchases in a tiny market are what the firms sold."""
    tiny = as_is.changed({"market.customers": 12, "market.weeks": 12})
    result = simulate(tiny)
    told = dict.fromkeys(tiny.firms, 0)
    for customer in range(12):
        for step in follow(Run(tiny, "as_is", 1), customer).steps:
            if step.trip and step.encounter:
                told[step.trip.choice] += step.trip.quantity
    assert told == {firm: result.outcomes[firm, "units"] for firm in tiny.firms}


@pytest.fixture(scope="module")
def trips(as_is):
    """Every trip of forty customers of a small market, with the sentences of its week."""
    found = []
    for customer in range(40):
        journey = follow(Run(as_is, "as_is", 1), customer)
        found += [(step.trip, " ".join(told(journey, step, "USD"))) for step in journey.steps if step.trip]
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


def entry(**given):
    offers = {name: types.SimpleNamespace(is_last=name == "Brio") for name in ("Alba", "Brio")}
    usual = {"week": 1, "quantity": 1, "offers": offers, "considered": ("Alba", "Brio"), "nothing": -1.0,
             "worth": {"Alba": 0.2, "Brio": 1.2}, "luck": {"Alba": 1.5, "Brio": 0.1}, "luck_of_nothing": 0.5,
             "too_dear": (), "choice": "Alba", "process": PROCESSES[WEIGHED],
             "reason": REASONS[COMPETITION]}  # fmt: skip
    return Entry(**{**usual, **given})


@pytest.mark.parametrize(("given", "is_weighed", "expected"), [
    ({}, True, ", although Brio was worth 1.00 more: the luck of the day spoke for Alba by 1.40"),
    ({}, False, " without weighing Brio, worth 1.00 more"),
    ({"too_dear": ("Brio",)}, True, ""),
    ({"choice": "Brio"}, True, ""),
    ({"considered": ("Alba",), "worth": {"Alba": -1.5}, "luck": {"Alba": 1.5}}, True,
     ", although buying nothing was worth 0.50 more: the luck of the day spoke for buying by 1.00"),
])  # fmt: skip
def test_what_went_against_the_worth_is_said(given, is_weighed, expected):
    assert against_worth(entry(**given), is_weighed=is_weighed) == expected


@pytest.mark.parametrize(("given", "expected"), [
    ({"considered": ()}, "So it bought nothing."),
    ({"too_dear": ("Alba", "Brio")}, "All of it was dearer than it pays at all."),
    ({"worth": {"Alba": -3.0, "Brio": -2.0}}, "Nothing was worth buying."),
    ({"luck_of_nothing": 4.1},
     "Bought nothing, although Brio was worth 2.20 more than that: the luck of the day spoke against buying by 4.00."),
])  # fmt: skip
def test_why_nothing_was_bought_is_said(given, expected):
    assert nothing_bought(entry(choice=None, process=PROCESSES[NOTHING_SUITED], **given)) == expected


@pytest.mark.parametrize(("given", "is_weighed", "expected"), [
    ({}, True, "the luck of the day (counted under attraction by competitors)"),
    ({}, False, "one cue decided (counted under attraction by competitors)"),
    ({"considered": ("Alba",)}, True, "Brio did not come to mind (counted under attraction by competitors)"),
    ({"too_dear": ("Brio",)}, True, "Brio asked more than it pays at all (counted under attraction by competitors)"),
    ({"worth": {"Alba": 2.0, "Brio": 1.0}}, True, "attraction by competitors"),
    ({"reason": "core service failure"}, True, "core service failure"),
])  # fmt: skip
def test_why_another_firm_was_chosen_is_what_decided(given, is_weighed, expected):
    assert why_elsewhere(entry(**given), is_weighed=is_weighed) == expected


def test_nobody_of_that_number_is_refused(pair):
    with pytest.raises(Refused, match="no customer 300; customers are numbered 0 to 299"):
        follow(pair[0], 300)


def test_drivers_add_up_to_the_difference_in_profit_to_the_cent(pair):
    base, other = (tally(run, Options(), firm=0) for run in pair)
    before, after = books_by_group(base, other)
    profits = [simulate(run.scenario).outcomes["Alba", "profit"] for run in pair]
    assert [books.profit for books in (before, after)] == [round(100.0 * profit) for profit in profits]
    parts = decomposed(before, after)
    assert sum(parts.values()) == round(100.0 * profits[1]) - round(100.0 * profits[0])
    assert parts["price paid"] < 0 < sum(parts[f"volume: {group}"] for group in GROUPS)


def test_other_goods_under_the_name_are_counted_too(as_is):
    extended = as_is.change("firms.Alba.extension", {"price": 4.0, "unit_cost": 1.0})
    base, other = (tally(Run(scenario, "x", 1), Options(), firm=0) for scenario in (as_is, extended))
    profit = simulate(extended).outcomes["Alba", "profit"]
    assert books_by_group(base, other)[1].profit == round(100.0 * profit)
    assert decomposed(*books_by_group(base, other))["other goods under its name"] > 0


def test_equal_strategies_have_nothing_to_explain(pair):
    one = tally(pair[0], Options(), firm=0)
    assert set(decomposed(*books_by_group(one, one)).values()) == {0}


def test_each_customer_stands_in_the_first_group_that_fits():
    base = tally_of(units=[1, 1, 1, 1], settled=[0, 0, 0, 0], is_new=[0, 0, 0, 0])
    other = tally_of(units=[2, 4, 8, 16], settled=[1, 0, 0, 0], is_new=[2, 2, 1, 0])
    before, after = books_by_group(base, other)
    assert [after.sales[group].units for group in GROUPS] == [2, 4, 8, 16]
    assert [before.sales[group].units for group in GROUPS] == [1, 1, 1, 1]


def test_customers_to_follow_are_those_who_changed_most():
    base = tally_of(units=[5, 5, 5], settled=[0, 0, 0], is_new=[0, 0, 0])
    other = tally_of(units=[4, 9, 0], settled=[0, 0, 0], is_new=[0, 0, 0])
    assert most_moved(base, other) == (1, 2)
    assert most_moved(base, base) == (None, None)


def tally_of(units, settled, is_new):
    from analysis.explanation.profit_difference import Tally
    from simulation.measurement.metrics import COST_PARTS

    units, settled, is_new = np.array(units), np.array(settled), np.array(is_new)
    nothing = np.zeros(units.size, int)
    return Tally(units, units * 1000, units * 600, settled, nothing, is_new, dict.fromkeys(COST_PARTS, 0))


def test_the_table_of_drivers_has_a_total(tmp_path):
    (tmp_path / "duel.yaml").write_text(
        "extends: baseline\nmarket: {burn_in_weeks: 4}\ncompare: {a: {}, b: {firms.Alba.pricing.price: 9.0}}\n"
    )
    request = ComparisonRequest.of([str(tmp_path / "duel.yaml")], ScenarioChanges(customers=200, weeks=8, replicates=2))
    found = tallied(plan_comparison(request), ["b"], Execution(workers=1))
    table = driver_summary(drivers(found, "a"), "Alba", "a").set_index("driver")["difference"]
    assert table.drop(TOTAL).sum() == pytest.approx(table[TOTAL])


def test_explain_as_users_meet_it(loyalty, tmp_path):
    assert loyalty("compare", "duel.yaml", *SMALL, "--no-report", "--quiet", "--out", "study")[0] == 0
    code, out, err = loyalty("explain", "study", "--customer", "7", "--out", "seven")
    assert code == 0, err
    assert out.startswith("Customer 7, ")
    assert list(read_csv(tmp_path / "seven" / "journey.csv").columns[:5]) == [
        "strategy", "replicate", "customer_id", "week", "firm",
    ]  # fmt: skip
    code, out, err = loyalty("explain", "study", "--why", "--json", "--out", "why")
    assert code == 0, err
    comparison = read_csv(tmp_path / "study" / "comparison.csv")
    profit = comparison[(comparison["firm"] == "Brio") & (comparison["metric"] == "profit")]
    totals = {row["strategy"]: row["difference"] for row in json.loads(out)["drivers"] if row["driver"] == TOTAL}
    assert totals == pytest.approx(dict(zip(profit["strategy"], profit["difference"], strict=True)))
    code, out, _ = loyalty("explain", "study", "--why", "--out", "again")
    assert code == 0
    assert max(map(len, out.splitlines())) <= 100


def test_what_cannot_be_explained_is_refused(loyalty):
    loyalty("compare", "duel.yaml", *SMALL, "--no-report", "--quiet", "--out", "study")
    loyalty("run", "baseline", *SMALL, "--no-report", "--quiet", "--out", "alone")
    refusals = [
        (("study",), "takes either --customer ID or --why"),
        (("study", "--why", "--customer", "1"), "takes either --customer ID or --why"),
        (("nowhere", "--why"), "nowhere holds no finished study"),
        (("study", "--why", "--strategy", "sam"), "did you mean 'same'"),
        (("study", "--customer", "1", "--replicate", "9"), "the study has 3 replicates"),
        (("alone", "--why"), "one strategy and no difference to explain"),
    ]
    for words, said in refusals:
        code, _, err = loyalty("explain", *words)
        assert code == 2, words
        assert said in err


def test_a_run_of_one_strategy_tells_one_story(loyalty):
    loyalty("run", "baseline", *SMALL, "--no-report", "--quiet", "--out", "alone")
    code, out, _ = loyalty("explain", "alone", "--customer", "3", "--json", "--out", "three")
    answer = json.loads(out)
    assert code == 0
    assert answer["strategies"] == ["as_is"]
