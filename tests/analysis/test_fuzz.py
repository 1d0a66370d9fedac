"""Any scenario that the door takes is compared to its end: tables, a report, and figures, or why there are none.

Six examples, the same each time; `LOYALTY_FUZZ=200` looks at so many, with other luck for each.
"""

import itertools
import json
import os

import numpy as np
import pytest

from analysis.formats.csv_bytes import read_csv
from analysis.formats.parquet_bytes import read_parquet
from analysis.formats.yaml_bytes import to_yaml
from simulation.measurement.metrics import OF_TRIPS
from tests.random_scenarios import scenario_of

BASES = ("complaint_desk", "newcomer", "price_war", "quality_launch", "service_crisis", "elevator")
TABLES = {
    *("weekly.parquet", "segments.parquet", "flows.parquet"),
    *("weekly.csv", "segments.csv", "outcomes.csv", "summary.csv", "standing.csv", "comparison.csv"),
}
WANTED = int(os.environ.get("LOYALTY_FUZZ", "6"))


def examples():
    """Numbers of scenarios that the door takes, and their market."""
    taken = ((number, BASES[number % len(BASES)]) for number in itertools.count())
    found = ((number, base, scenario_of(number, base)) for number, base in taken)
    return list(itertools.islice((one for one in found if one[2] is not None), WANTED))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("number", "base", "scenario"), [pytest.param(*one, id=f"{one[1]} {one[0]}") for one in examples()]
)
def test_a_scenario_that_is_taken_is_compared_to_its_end(loyalty, tmp_path, number, base, scenario):
    (tmp_path / "x.yaml").write_bytes(to_yaml(scenario.tree()))
    code, _, err = loyalty("compare", "x.yaml", "--workers", "1", "--audit", "--out", "out")
    assert (code, err.count("fault of ours")) == (0, 0), err
    files = {
        entry.relative_to(tmp_path / "out").as_posix() for entry in (tmp_path / "out").rglob("*") if entry.is_file()
    }
    assert files >= TABLES | {"report.html", "manifest.json", "figures/profit.png"}
    undrawn = json.loads((tmp_path / "out/manifest.json").read_text())["figures_not_drawn"]
    assert all(f"warning: {line}" in err for line in undrawn)
    weekly = read_parquet(tmp_path / "out/weekly.parquet")
    assert not np.isinf(weekly[list(OF_TRIPS)].to_numpy(float)).any()
    assert (weekly[["revenue", "cost", "units"]] >= 0.0).all().all()
    shown = read_csv(tmp_path / "out/weekly.csv")
    assert (shown.loc[shown["metric"].isin(["revenue", "cost", "units"]), "mean"] >= 0.0).all()
