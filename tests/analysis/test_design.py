"""Designs: what --vary says, and which points follow."""

import pytest

from analysis.design import design_of_file, make_design, read_varied, refuse_impossible, unit_samples
from analysis.sweeping import design_csv
from simulation.faults import Refused
from simulation.loading import load

PRICE, WEEKS = "firms.Alba.pricing.price", "market.weeks"


@pytest.fixture(scope="module")
def scenario():
    return load("baseline")


def points(scenario, kind, *texts, samples=None, seed=1):
    return make_design(kind, read_varied(texts, scenario), samples, seed).points


def test_a_grid_is_every_combination_the_last_path_fastest(scenario):
    found = points(scenario, "grid", f"{PRICE}=8:10:3", "customers.switches.habit=true,false")
    assert found == [(8.0, True), (8.0, False), (9.0, True), (9.0, False), (10.0, True), (10.0, False)]


def test_blocks_and_texts_are_values_too(scenario):
    spec = "firms.Alba.recovery={strategy: standard},{strategy: fast_track, days: 2}"
    assert points(scenario, "grid", spec) == [({"strategy": "standard"},), ({"strategy": "fast_track", "days": 2},)]


def test_whole_numbers_stay_whole(scenario):
    assert points(scenario, "grid", f"{WEEKS}=10:20:3") == [(10,), (15,), (20,)]
    found = [value for (value,) in points(scenario, "lhs", f"{WEEKS}=1:4", samples=40)]
    assert sorted(found) == [week for week in (1, 2, 3, 4) for _ in range(10)]


@pytest.mark.parametrize("kind", ["lhs", "sobol"])
def test_samples_fill_every_range_evenly_and_depend_on_the_seed(scenario, kind):
    design = points(scenario, kind, f"{PRICE}=8:12", "firms.Brio.pricing.price=9,10", samples=64)
    assert sorted(int((price - 8.0) * 16.0) for price, _ in design) == list(range(64))
    assert [rival for _, rival in design].count(9) == 32
    assert design == points(scenario, kind, f"{PRICE}=8:12", "firms.Brio.pricing.price=9,10", samples=64)
    other = points(scenario, kind, f"{PRICE}=8:12", "firms.Brio.pricing.price=9,10", samples=64, seed=2)
    assert design != other


def test_a_sobol_sequence_is_balanced_in_pairs_of_paths():
    made = unit_samples("sobol", 2, 64, seed=3)
    boxes = {(int(8 * x), int(8 * y)) for x, y in made}
    assert len(boxes) == 64


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        ([], "nothing is varied"),
        (["firms.Alba.pricing.prise=9,10"], "did you mean 'price'?"),
        ([f"{PRICE}=9", f"{PRICE}=10"], "is varied twice"),
        ([f"{PRICE}=12:8:3"], "from a lower to a higher number"),
        ([f"{PRICE}=8:12"], "write 8:12:5 for a grid of five steps"),
        ([f"{WEEKS}=1.5:3:2"], "takes whole numbers"),
        (["run.replicates=3,4"], "--replicates"),
        (["price"], "is not PATH=VALUES"),
        ([f"{PRICE}=[9"], f"--vary {PRICE}"),
    ],
)
def test_what_makes_no_sense_is_refused(scenario, texts, said):
    with pytest.raises(Refused) as refusal:
        points(scenario, "grid", *texts)
    assert said in str(refusal.value)


def test_impossible_points_are_named(scenario):
    design = make_design("grid", read_varied([f"{PRICE}=9,-1,cheap"], scenario), None, 1)
    with pytest.raises(Refused) as refusal:
        refuse_impossible(design, scenario)
    assert [fault.file for fault in refusal.value.faults] == ["point 2", "point 3"]
    assert {fault.path for fault in refusal.value.faults} == {PRICE}


def test_the_extremes_of_a_large_design_are_tried(scenario):
    design = make_design("lhs", read_varied([f"{PRICE}=-0.01:12"], scenario), 5_000, 1)
    with pytest.raises(Refused, match="point"):
        refuse_impossible(design, scenario, at_most=10)


def test_a_design_is_read_back_as_it_was_written(scenario, tmp_path):
    texts = [f"{PRICE}=8:12", "firms.Alba.recovery={strategy: standard},{strategy: fast_track}", f"{WEEKS}=5:9"]
    design = make_design("lhs", read_varied([*texts, "customers.switches.habit=true,false"], scenario), 9, 1)
    (tmp_path / "points.csv").write_bytes(design_csv(design))
    back = design_of_file(tmp_path / "points.csv", scenario)
    assert (back.paths, back.points) == (design.paths, design.points)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "a row of paths"),
        (f"{PRICE}\n9,10\n", "line 2 has 2 cells, the first 1"),
        ("firms.Alba.pricing.prise\n9\n", "did you mean"),
        (f"{PRICE},{PRICE}\n9,9\n", "names each varied path once"),
        (None, "cannot be read"),
    ],
)
def test_a_wrong_file_of_points_is_refused(scenario, tmp_path, text, said):
    if text is not None:
        (tmp_path / "points.csv").write_text(text)
    with pytest.raises(Refused, match=said):
        design_of_file(tmp_path / "points.csv", scenario)
