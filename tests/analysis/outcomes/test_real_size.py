"""Money and counts are of the real size, each replicate by its own scale; prices, shares and indices are not."""

from dataclasses import replace

import pytest

from analysis.outcomes.outcomes import comparison, gather
from analysis.outcomes.real_size import grows, of_real_size, read_scales, scales_of, size_facts, sized
from simulation.measurement.metrics import METRICS
from simulation.reading.errors import Refused
from simulation.result import simulate
from simulation.scenario.load import load
from simulation.scenario.real_size import size_told
from tests.analysis.sample_results import fake_result

SMALL = {"customers": 500, "weeks": 60}


@pytest.mark.parametrize("changes", [{"market.real_customers": 250_000}, {}])
def test_the_market_or_10000_customers_tell_the_scale_of_every_replicate(changes):
    scenario = load("complaint_desk", changes, **SMALL)
    real = changes.get("market.real_customers", 10_000)
    assert scales_of(scenario, [fake_result("as_is", r) for r in (1, 2)]) == {1: real / 500, 2: real / 500}
    assert f"{real:,}" in size_told(scenario)


def test_a_firm_tells_the_scale_by_the_customers_that_it_began_with():
    scenario = load("complaint_desk", {"firms.Alba.real_customers": 3_000}, **SMALL)
    results = [replace(fake_result("as_is", r), settled={"Alba": n}) for r, n in ((1, 150), (2, 120))]
    scales = scales_of(scenario, results)
    assert scales == {1: 20.0, 2: 25.0}
    assert read_scales({"scale": size_facts(scenario, scales)}, 2) == scales
    with pytest.raises(Refused, match="nobody bought from Alba"):
        scales_of(scenario, [replace(results[0], settled={"Alba": 0})])


def test_sums_are_multiplied_and_differences_stay_paired():
    results = [fake_result(name, r, gain) for name, gain in (("as_is", 0.0), ("cut", 2.0)) for r in (1, 2, 3)]
    scales = {1: 10.0, 2: 20.0, 3: 40.0}
    raw, told = gather(results), gather(of_real_size(results, scales))
    for key, values in raw.cells.items():
        factors = scales if grows(key[2]) else dict.fromkeys(scales, 1.0)
        assert told.cells[key] == {r: value * factors[r] for r, value in values.items()}
    difference = comparison(told, "as_is").set_index(["firm", "metric"]).loc[("Alba", "profit"), "difference"]
    each = [raw.values("cut", "Alba", "profit")[r] - raw.values("as_is", "Alba", "profit")[r] for r in scales]
    assert difference == pytest.approx(sum(one * scales[r] for one, r in zip(each, scales, strict=True)) / 3)


def test_a_table_grows_in_its_sums_alone():
    table = fake_result("as_is", 2).weekly
    found = sized(table, {2: 3.0})
    for column in METRICS:
        assert found[column].tolist() == (table[column] * (3.0 if grows(column) else 1.0)).tolist()


@pytest.mark.slow
def test_what_grows_with_the_number_of_customers_is_what_is_multiplied():
    small, large = (simulate(load("baseline", customers=n, weeks=52)).outcomes for n in (1_500, 6_000))
    for (firm, metric), value in small.items():
        if firm == "Alba" and value > 100.0:
            ratio = large[firm, metric] / value
            assert (2.5 < ratio < 6.0) if grows(metric) else ratio < 1.7, metric
