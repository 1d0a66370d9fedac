"""Designs: what --vary says, and which points follow."""

import pytest

from analysis.statistics.unit_samples import unit_samples
from analysis.sweeps.design import Vary, make_design, refuse_impossible
from analysis.sweeps.design_file import design_of_file
from analysis.sweeps.runs_table import design_csv
from analysis.sweeps.varied_path import read_varied
from simulation.reading.errors import Refused
from simulation.scenario.load import load

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


def refusal_of(scenario, tmp_path, text):
    (tmp_path / "points.csv").write_text(text)
    with pytest.raises(Refused) as refusal:
        refuse_impossible(design_of_file(tmp_path / "points.csv", scenario), scenario, at_most=10)
    return [str(fault).removeprefix(f"{tmp_path}/") for fault in refusal.value.faults]


STAFF = "firms.Alba.recovery.staff"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"{STAFF},{PRICE}\n,9.5\n1,9.5\n", f"points.csv:2:1: {STAFF}: an empty cell stands for no value"),
        (f"{PRICE},{STAFF}\n9,NA\n", f"points.csv:2:2: {STAFF}: 'NA' is not a number"),
        (f"{PRICE},{STAFF}\n9,null\n", f"points.csv:2:2: {STAFF}: no value"),
        (f"{PRICE},run.replicates\n9,2\n", "points.csv:1:2: run.replicates: cannot be varied"),
        (f"{PRICE},run\n9,{{seed: 1}}\n", "points.csv:1:2: run: cannot be varied"),
        (f"{PRICE},\n9,x\n", "points.csv:1:2: column 2 has no name"),
        (f"point,{PRICE}\n1,9\n2,10\nTotal,19\n", "points.csv:4:1: 'Total' is unlike the other rows"),
        (f"{PRICE},{STAFF}\n9,1\n,\n9,2\n", "points.csv:3:1: line 3 is blank"),
        (f"{PRICE}\n9\n2024-01-08\n", f"points.csv:3:1: {PRICE}: '2024-01-08' is not a number"),
        (f"{PRICE}\n9\n-1\n", f"points.csv:3:1: {PRICE}: -1 is out of range"),
        (f'{PRICE},firms."Alba".pricing.price\n9,9\n', "points.csv:1:2: the path of column 1 too"),
        (f"{PRICE}\n" + "9\n" * 500 + "NA\n" + "9\n" * 500, f"points.csv:502:1: {PRICE}: 'NA' is not a number"),
    ],
)
def test_a_cell_that_cannot_be_meant_is_named_with_its_place(scenario, tmp_path, text, said):
    assert refusal_of(scenario, tmp_path, text)[0].startswith(said)


def test_an_index_a_semicolon_and_a_decimal_comma_are_read(scenario, tmp_path):
    (tmp_path / "points.csv").write_text(f";{PRICE};{STAFF}\n0;9,5;1\n1;10;2\n")
    found = design_of_file(tmp_path / "points.csv", scenario)
    assert (found.paths, found.points) == ((PRICE, STAFF), [(9.5, 1), (10, 2)])


def test_texts_that_look_like_something_else_are_read_back_as_texts(scenario, tmp_path):
    texts = ["null", "9", "", "a: b", "true", "=1", "'x", "1,5"]
    design = make_design("grid", [Vary("question", tuple(texts))], None, 1)
    (tmp_path / "points.csv").write_bytes(design_csv(design))
    assert [value for (value,) in design_of_file(tmp_path / "points.csv", scenario).points] == texts


def test_no_value_of_a_point_is_the_programs_own_default(scenario):
    """An empty value would otherwise take the key away, and 6 posts of the class stand where the file says another."""
    for changes in ({STAFF: None}, {"firms.Alba.recovery": {"staff": None}}, {"firms.Alba": {"overhead": None}}):
        with pytest.raises(Refused, match="no value"):
            scenario.changed(changes)
    assert scenario.change("firms.Alba.observed_share", None).firms["Alba"].observed_share is None
    assert "Corda" not in scenario.change("firms.Corda", None).firms
    design = make_design("grid", read_varied([f"{STAFF}=1,null"], scenario), None, 1)
    with pytest.raises(Refused, match="point 2"):
        refuse_impossible(design, scenario)
