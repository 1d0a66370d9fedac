"""The smaller files: what a survey, complaints, prices and past changes become, and what is of no use."""

import numpy as np
import pandas as pd
import pytest

from analysis.calibration.bought import bought_table
from analysis.calibration.data.data import Data
from analysis.calibration.data.examples import example
from analysis.calibration.facts_problem import facts_problem
from analysis.calibration.files.experiments import TriedLook, told_of
from analysis.calibration.files.findings import Tried
from analysis.calibration.files.means import mean_of
from analysis.calibration.files.prices import series, summed_up
from analysis.calibration.files.told import told_by
from analysis.calibration.fitting.draws import posterior_of
from analysis.calibration.fitting.evaluations import Evaluations, Trial
from analysis.calibration.fitting.found import Fitted, Slopes
from analysis.calibration.further import with_facts
from analysis.calibration.page import to_collect
from analysis.calibration.request import CalibrationRequest, plan_calibration
from analysis.calibration.words import UNASKED, UNTOLD
from analysis.calibration.worth import files_of, worth_of
from analysis.execution.execution import Execution
from analysis.execution.run import Options, Run
from analysis.facts.telling import TELLS, tells
from analysis.study.run_store import open_store
from simulation.reading.errors import Refused
from simulation.scenario.load import load
from tools.in_hand_files import FOLDER, files

SIZED = load("baseline").changed({"market.real_customers": 50_000})
DAY = np.datetime64("2025-01-06", "s")


def survey(answers, firm="Alba"):
    rows = [(who, DAY + np.timedelta64(who, "D"), answer, 10.0 * answer, firm) for who, answer in enumerate(answers)]
    return pd.DataFrame(rows, columns=["customer_id", "date", "nps", "satisfaction", "firm"])


def complaints(number=40, weeks=20):
    rows: list[tuple[object, ...]] = []
    for place in range(number):
        opened = DAY + np.timedelta64(int(7 * weeks * place / number), "D")
        rows.append((place, opened, opened + np.timedelta64(7, "D"), place % 2, 2.0, "Alba"))
    rows[-1] = (number, DAY + np.timedelta64(7 * weeks - 1, "D"), np.datetime64("NaT", "D"), np.nan, np.nan, "Alba")
    return pd.DataFrame(rows, columns=["customer_id", "opened", "answered", "resolved", "compensation", "firm"])


def test_a_survey_becomes_an_nps_with_the_error_of_its_customers():
    told = told_by(Data("d", survey=survey([9, 9, 10, 7, 8, 3, 9, 6, 10, 7] * 20)), SIZED, 0.0)
    nps = told.facts["Alba", "nps"].known
    assert nps.value == pytest.approx(100 * (5 - 2) / 10)
    spread = np.std([100, 100, 100, 0, 0, -100, 100, -100, 100, 0]) / np.sqrt(200)
    assert nps.se == pytest.approx(spread, rel=0.15)
    assert told.market(SIZED).facts["Alba"]["nps"].value == nps.value


def test_answers_of_one_customer_count_as_one():
    values = np.tile([0.0, 1.0], 50)
    apart, together = (
        mean_of(values, np.arange(100), 1),
        mean_of(values, np.arange(100) // 2 * 2 + np.arange(100) % 2, 1),
    )
    assert apart == together
    same = mean_of(np.repeat([0.0, 1.0] * 25, 2), np.repeat(np.arange(50), 2), 1)
    assert apart is not None
    assert same is not None
    assert same.se > 1.2 * apart.se
    assert mean_of(values, np.zeros(100), 1) is None


def test_the_last_part_of_the_time_is_held_back():
    told = told_by(Data("d", survey=survey([10] * 50 + [0] * 50)), SIZED, 0.5)
    assert told.facts["Alba", "nps"].known.value == 100.0
    assert told.held_back["Alba", "nps"].value == -100.0
    problem = facts_problem(SIZED, told)
    assert problem.is_split
    assert problem.target.held_back is not None
    assert problem.target.held_back[0].tolist() == [-100.0, 0.0]


def test_complaints_become_counts_a_week_days_and_what_the_desk_does():
    told = told_by(Data("d", complaints=complaints()), SIZED, 0.0)
    a_week = told.facts["Alba", "complaints_a_week"].known
    assert a_week.value == pytest.approx(2.0)
    assert a_week.se == pytest.approx(np.sqrt(40) / 20)
    assert told.facts["Alba", "resolution_weeks"].known.value == 1.0
    market = told.market(SIZED)
    assert market.firms["Alba"].recovery.resolution == pytest.approx(19 / 39, abs=1e-5)
    assert market.firms["Alba"].recovery.compensation == pytest.approx(0.2)
    assert "firms.Alba.recovery.resolution" in market.plausible
    few = SIZED.change("firms.Alba.recovery.staff", 0.01)
    posts = told_by(Data("d", complaints=complaints()), few, 0.0).market(few).firms["Alba"].recovery.staff
    assert posts == pytest.approx(2.0 * 2.0 / 5.0 / 5.0)


def test_what_needs_a_size_or_more_answers_is_left_with_a_reason():
    told = told_by(Data("d", complaints=complaints(), survey=survey([9, 3])), load("baseline"), 0.0)
    assert ("Alba", "complaints_a_week") not in told.facts
    assert any("market.real_customers" in why for why in told.unused)
    assert any("nps of Alba is of 2 customers; 10 or more say something" in why for why in told.unused)


def test_a_fact_is_told_once():
    told = told_by(Data("d", survey=survey([9] * 20)), SIZED, 0.0)
    with pytest.raises(Refused, match="`survey` tells nps too"):
        told.market(SIZED.change("observed", {"Alba": {"nps": 12}}))
    targets = pd.DataFrame([("nps", "Alba", 12.0, np.nan)], columns=["outcome", "firm", "value", "se"])
    with pytest.raises(Refused, match="told by survey too"):
        told_by(Data("d", survey=survey([9] * 20), targets=targets), SIZED, 0.0)


def weekly(prices, promoted):
    return pd.DataFrame(
        {"week": np.arange(1.0, len(prices) + 1), "firm": "Brio", "price": prices, "promoted": promoted}
    )


def test_prices_are_replayed_and_a_price_that_plans_move_stays_one():
    table = weekly([10.0, 8.0, 10.0, 10.0], [0.0, 1.0, 0.0, 0.0])
    listed, depth = series(table)
    assert listed.tolist() == [10.0, 10.0, 10.0, 10.0]
    assert depth.tolist() == [0.0, 0.2, 0.0, 0.0]
    market = told_by(Data("d", prices=table), SIZED, 0.0).market(SIZED)
    assert market.firms["Brio"].pricing.strategy == "replay"
    assert summed_up(listed, depth) == {"strategy": "high_low", "price": 10.0, "depth": 0.2, "every_weeks": 4,
                                        "promotion_weeks": 1}  # fmt: skip
    assert summed_up(listed, 0.0 * depth) == {"strategy": "fixed", "price": 10.0}
    desk = load("complaint_desk")
    mine = told_by(Data("d", prices=table.assign(firm="Alba")), desk, 0.0).market(desk)
    assert mine.firms["Alba"].pricing.strategy == "high_low"


def test_a_past_change_is_tried_in_the_settled_market():
    rise = Tried("firms.Alba.pricing.price", 10.0, 12.0, 8, "Alba", "market_share", -0.05, 0.01)
    cut = Tried("firms.Alba.pricing.price", 10.0, 9.0, 8, "Alba", "market_share", 0.02, 0.01)
    market = SIZED.changed({"market.customers": 400, "market.burn_in_weeks": 10, "market.weeks": 60})
    found = np.frombuffer(TriedLook((rise, cut))(Run(market, "x", 1), Options()))
    assert found[0] < 0.0 < found[1]


def test_past_changes_alone_can_be_fitted_and_need_what_the_market_has():
    columns = ["path", "from", "to", "weeks", "firm", "outcome", "difference", "se"]
    row = ("firms.Alba.pricing.price", 10.0, 11.0, 8, "Alba", "market_share", -0.05, 0.01)
    told = told_by(Data("d", experiments=pd.DataFrame([row], columns=columns)), SIZED, 0.0)
    assert "customers.types.*.price_weight" in {one.name for change in told.tried for one in told_of(change)}
    assert not facts_problem(SIZED, told).target.names
    wrong = pd.DataFrame([("firms.Alba.nothing", *row[1:])], columns=columns)
    with pytest.raises(Refused, match="nothing"):
        told_by(Data("d", experiments=wrong), SIZED, 0.0).market(SIZED)


def test_files_beside_a_log_are_further_moments():
    folder = str(FOLDER / "log_and_complaints")
    task = plan_calibration(CalibrationRequest(load("baseline"), (folder,)))
    problem = task.problem
    assert set(problem.sources) == {"transactions", "survey", "complaints"}
    assert len(problem.sources) == len(problem.target.names) == problem.target.observed.size
    assert problem.scenario.market.real_customers == 240
    assert "customers.recommendation.base" in {one.name for one in problem.free}
    with_none, left = with_facts(problem, told_by(Data("d"), problem.scenario, 0.0), "choices", is_log=False)
    assert left == []
    assert len(with_none.target.names) >= len(problem.target.names)


def test_a_file_bought_what_is_lost_without_it():
    market = SIZED.change("observed", {"Alba": {"market_share": 0.3, "nps": 12}})
    problem = facts_problem(market)
    told = np.zeros((2, len(problem.free)))
    places = [one.name for one in problem.free]
    told[0, places.index("firms.Alba.attraction")], told[1, places.index("customers.recommendation.base")] = 10.0, 3.0
    found = Fitted(problem, np.zeros(len(places)), np.zeros((1, 2)), Slopes(told, told), (0.0,), 1)
    bought = bought_table(found, posterior_of(found))
    one = bought[(bought["moment"] == "nps") & (bought["parameter"] == "customers.recommendation.base")].iloc[0]
    assert one["removed"] == pytest.approx(0.9)
    assert one["without"] == 0.0
    worth = worth_of(bought).set_index("moment")
    assert worth.loc["market_share", "most"] == "firms.Alba.attraction"
    assert files_of(bought)["firms.Alba.attraction"] == "observed"


def test_what_is_fitted_has_data_that_tell_it():
    from analysis.calibration.facts_problem import DESK, NEED, OF_ALL, STAYING
    from analysis.calibration.files.experiments import PRICE_TELLS, SERVICE_TELLS
    from analysis.calibration.fitting.free_parameters import OF_A_PANEL
    from analysis.calibration.log.problem import OF_A_LOG

    lists = [*OF_ALL.values(), DESK, NEED, STAYING, PRICE_TELLS, SERVICE_TELLS, OF_A_PANEL, OF_A_LOG]
    assert all(tells(one.name) for informed in lists for one in informed)
    assert tells("customers.types.cognitive.price_weight").startswith("a panel of choices or a past change")
    assert tells("customers.voice.loyalty") == ""
    assert len(TELLS) > 20


def test_the_files_of_the_guide_are_those_that_its_tool_makes():
    from analysis.formats.csv_bytes import to_csv

    for name, table in files().items():
        assert (FOLDER / name).read_bytes() == to_csv(table), name


def test_what_was_given_is_not_asked_for_again():
    columns = ["parameter", "told"]
    parameters = pd.DataFrame(
        [("customers.types.cognitive.price_weight", UNTOLD), ("market.x", UNASKED)], columns=columns
    )
    bought = pd.DataFrame({"source": ["choices"], "moment": ["share"]})
    ((kind, numbers),) = to_collect(parameters, bought)
    assert kind.startswith("a past change")
    assert numbers == ["customers.types.*.price_weight"]


def test_beside_a_panel_prices_of_a_file_are_of_no_use_nor_is_a_firm_that_it_lacks(tmp_path):
    for name in ("prices", "survey"):
        (tmp_path / f"{name}.csv").write_bytes(example(name, ("North", "South"))[1])
    (tmp_path / "choices.csv").write_bytes((FOLDER / "panel" / "choices.csv").read_bytes())
    task = plan_calibration(CalibrationRequest(load("baseline"), (str(tmp_path),)))
    assert any(why.startswith("prices: `choices` has the prices") for why in task.unused)
    assert any(why.startswith("survey: nps of North is of 3 customers") for why in task.unused)
    assert set(task.problem.sources) == {"choices"}


def test_retention_tells_of_the_failures_of_all_firms_unless_these_are_told():
    names = [{one.name for one in facts_problem(SIZED.change("observed", {"Alba": facts})).free}
             for facts in ({"retention": 0.7}, {"retention": 0.7, "failure_rate": 0.05})]  # fmt: skip
    assert "firms.*.service.failure_rate" in names[0] - names[1]
    assert "firms.Alba.service.failure_rate" in names[1] - names[0]
    (free,) = (one for one in facts_problem(SIZED.change("observed", {"Alba": {"retention": 0.7}})).free
               if one.name.startswith("firms"))  # fmt: skip
    assert free.paths == tuple(f"firms.{firm}.service.failure_rate" for firm in SIZED.firms)


def test_a_point_that_cannot_be_is_no_fault(tmp_path):
    problem = facts_problem(SIZED.changed({"market.customers": 200, "observed": {"Alba": {"failure_rate": 0.1}}}))
    far = np.array([50.0 if one.name.endswith("failure_rate") else 0.0 for one in problem.free])
    assert problem.is_sound(0.0 * far)
    assert not problem.is_sound(far)
    with open_store(tmp_path, "study") as store:
        assert np.isnan(Evaluations(store, Execution(workers=1)).moments(problem, [Trial(far)])).all()
