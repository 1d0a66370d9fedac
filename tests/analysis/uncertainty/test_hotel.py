"""A hotel's free tenth night wins or loses with one invented number: that number is named first."""

import pytest

from analysis.comparison.doubt_pictures import pictured_doubt
from analysis.comparison.request import ComparisonRequest, plan_comparison
from analysis.comparison.study import carry_out_comparison, report_files
from analysis.execution.execution import Execution
from analysis.figures.undrawable import Troubles
from analysis.report.decides import what_decides
from analysis.uncertainty.doubt import FLIPS, ROBUSTNESS, TORNADO, WORTH
from analysis.uncertainty.worth import BLOCK
from simulation.scenario.load import load

BONDS = "customers.bonds.alliance"
HOTEL = f"""
extends: baseline
question: Is a free tenth night worth its price to a hotel?
market: {{customers: 600, weeks: 52, burn_in_weeks: 52, currency: EUR, usual_price: 120}}
customers: {{purchases: {{per_year: 8}}}}
firms:
  Hotel: {{initial_share: 0.3, pricing: {{price: 120}}}}
  Inn: {{initial_share: 0.4, pricing: {{price: 95}}, service: {{quality: 0.62}}}}
  Grand: {{initial_share: 0.3, pricing: {{price: 150}}, service: {{quality: 0.8}}}}
  Alba: null
  Brio: null
  Corda: null
  Dorra: null
focus: Hotel
compare:
  as_is: {{}}
  tenth_free: {{firms.Hotel.alliance: 0.8, firms.Hotel.alliance_cost: 12}}
plausible:
  market: false
  customers: false
  firms: false
  {BONDS}: 0.2:4
  customers.bonds.barrier: x0.5:2
  customers.purchases.shape: 0.4:0.9
  customers.satisfaction.loss: 0.9:1.6
  firms.Hotel.service.failure_rate: 0.04:0.15
  firms.Inn.service.quality: 0.57:0.67
run: {{replicates: 2}}
"""


@pytest.fixture(scope="module")
def findings(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hotel")
    (folder / "hotel.yaml").write_text(HOTEL)
    plan = plan_comparison(ComparisonRequest((load(folder / "hotel.yaml"),), uncertain="32"))
    return carry_out_comparison(plan, Execution(workers=1, out=folder / "out", report=False))


def rows(findings, name):
    table = findings.doubt.frames[name]
    return table[(table["plan"] == "tenth_free") & (table["rival"] == "as_is")]


def test_the_number_that_decides_is_named_first(findings):
    strongest = rows(findings, TORNADO).sort_values("share", ascending=False).iloc[0]
    assert strongest["assumption"] == BONDS
    assert strongest["resolved"]
    assert strongest["low"] < 0.0 < strongest["high"]
    first, *_ = what_decides(findings.outcomes, findings.plan.question, findings.doubt)
    assert "worth of joint benefits makes" in first
    assert "is ahead above" in first


def test_where_it_flips_is_told(findings):
    flips = rows(findings, FLIPS).set_index("assumption")
    assert 0.5 < float(flips.loc[BONDS, "value"]) < 3.5
    assert flips.loc[BONDS, "wins"] == "above"


def test_to_find_it_out_is_worth_most(findings):
    worth = findings.doubt.frames[WORTH]
    worth = worth[~worth["assumption"].str.startswith(BLOCK)]
    assert list(worth["assumption"].iloc[:2]) == ["(all)", BONDS]
    assert worth["resolved"].iloc[:2].all()


def test_the_verdict_does_not_sound_sure(findings):
    table = findings.doubt.frames[ROBUSTNESS]
    own = table[(table["firm"] == "Hotel") & (table["metric"] == "profit")].set_index("plan")
    assert 0.1 < own.loc["tenth_free", "better"] < 0.9


def test_the_page_and_the_figures_tell_it(findings):
    troubles = Troubles()
    pictures = pictured_doubt(findings.doubt, troubles)
    assert [picture.name for picture in pictures] == ["worlds", "tornado", "worth"]
    assert not troubles.undrawn
    made = (findings.plan, findings.outcomes, findings.frames, pictures)
    page = report_files(*made, doubt=findings.doubt)["report.html"].decode()
    first = page[: page.index('id="doubt-title"')]
    assert "With these assumptions" in first
    assert "Over 32 plausible worlds" in first
    assert "How sure: 32 plausible worlds" in page
    assert page.count('role="img"') == len(pictures)
    assert "loyalty compare scenario.yaml --uncertain=worlds.csv" in page
    told = page[page.index("How plausible these worlds are") :]
    assert all(metric in told for metric in ("market share", "churn", "satisfaction"))
