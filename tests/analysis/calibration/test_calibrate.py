"""The command and the function, from facts or files to a folder that goes on, on markets small enough for a test."""

import json
import shutil

import numpy as np
import pandas as pd
import pytest

from analysis import Execution, calibrate
from analysis.calibration.fitting.evaluations import Evaluations
from analysis.calibration.study import CALIBRATED, DRAWN, FIT, PARAMETERS
from analysis.formats.csv_bytes import read_csv
from analysis.study.manifest import MANIFEST
from analysis.study.run_store import STORE
from simulation.reading.errors import Refused
from simulation.scenario.load import load

SMALL = {"market.customers": 400, "market.weeks": 56, "market.burn_in_weeks": 20}


@pytest.fixture(scope="module")
def known():
    """A small market of which four facts are known, all within its reach."""
    facts = {
        "market_share": 0.40,
        "price_paid": 10.0,
        "nps": {"value": 20, "se": 6},
        "repeat_rate": {"value": 0.8, "se": 0.04},
    }
    return load("baseline").changed(SMALL | {"observed": {"Alba": facts}, "compare": {"as_is": {}}})


@pytest.fixture(scope="module")
def folder(known, tmp_path_factory):
    out = tmp_path_factory.mktemp("fit") / "out"
    found = calibrate(known, execution=Execution(out=str(out), workers=1))
    assert found.is_new
    return out


def test_the_market_shows_its_facts_within_their_uncertainty(folder):
    fit = read_csv(folder / FIT).set_index("moment")
    assert set(fit.index) == {"market_share", "price_paid", "nps", "repeat_rate"}
    assert fit["simulated"].to_dict()["price_paid"] == pytest.approx(10.0, rel=0.03)
    assert (fit["z"].abs() < 3.0).all()


def test_the_fitted_scenario_runs_and_carries_its_draws(folder):
    market = load(str(folder / CALIBRATED))
    draws = pd.read_parquet(folder / DRAWN)
    assert market.draws == DRAWN
    assert len(draws) >= 64
    assert draws["draw"].tolist() == list(range(1, len(draws) + 1))
    for row in draws.drop(columns="draw").iloc[:5].to_dict("records"):
        market.changed({str(path): value for path, value in row.items()})


def test_what_the_data_tell_is_told_of_each_number(folder):
    told = read_csv(folder / PARAMETERS).set_index("parameter")
    assert told["told"].to_dict()["firms.Alba.pricing.price"] == "identified"
    assert told["removed"].to_dict()["firms.Alba.pricing.price"] > 0.9
    assert told["told"].to_dict()["market.trade.price_memory"] == "not informed by your data"
    fitted = told[told["told"] != "not informed by your data"]
    assert ((fitted["low"] < fitted["estimate"]) & (fitted["estimate"] < fitted["high"])).all()
    assert (folder / "report.html").read_text("utf-8").count("<svg") == 2


def test_the_same_bytes_come_whatever_the_workers_and_a_finished_fit_is_read_again(known, folder, tmp_path):
    names = [name for name in json.loads((folder / MANIFEST).read_text("utf-8"))["files"] if "figures" not in name]
    out = tmp_path / "again"
    calibrate(known, execution=Execution(out=str(out), workers=2))
    assert all((out / name).read_bytes() == (folder / name).read_bytes() for name in names)
    assert not calibrate(known, execution=Execution(out=str(out), workers=1, resume=True)).is_new


def test_a_scenario_without_facts_says_what_to_write(loyalty, tmp_path):
    code, _, err = loyalty("calibrate", "baseline", "--out", "out")
    assert code == 2
    assert "observed: {<firm>: {market_share: 0.2}}" in err
    assert not (tmp_path / "out").exists()


def test_a_fact_that_the_market_cannot_show_is_refused(known):
    told = known.change("observed", {"Alba": {"retention": 0.7}})
    with pytest.raises(Refused, match="retention Alba: undefined in 56 weeks of this market"):
        calibrate(told, execution=Execution(workers=1))


@pytest.mark.parametrize("option", [["--map", "date"], ["--data", "nowhere.csv"], ["--example", "nonsense"]])
def test_what_cannot_be_is_refused_in_a_line(loyalty, option):
    code, _, err = loyalty("calibrate", "baseline", *option, "--out", "out")
    assert code == 2
    assert option[0] in err
    assert "Traceback" not in err


def test_an_example_is_written_once(loyalty, tmp_path):
    typed = ["calibrate", "baseline", "--example", "choices", "--out", "mine"]
    assert loyalty(*typed)[0] == 0
    assert (tmp_path / "mine" / "choices.csv").exists()
    assert loyalty(*typed)[0] == 2


def panel_file(path, households=60):
    """A panel of two brands, people named so that their names would be found again."""
    luck = np.random.default_rng(4)
    rows = []
    for who in range(households):
        taste = luck.normal()
        for week in np.sort(luck.integers(1, 25, 4 + luck.poisson(8))):
            price = np.round(luck.choice([8.0, 10.0], 2), 2)
            worth = np.array([taste, 0.0]) - 3.0 * np.log(price) + luck.gumbel(size=2)
            rows.append((f"secret-{who}", week, ["Red", "Blue"][worth.argmax()], *price))
    frame = pd.DataFrame(rows, columns=["person", "week", "choice", "price.Red", "price.Blue"])
    frame.to_csv(path, index=False)


def test_a_panel_becomes_a_market_and_no_name_gets_out(loyalty, tmp_path):
    panel_file(tmp_path / "choices.csv")
    out = tmp_path / "out"
    typed = ["calibrate", "baseline", "--data", str(tmp_path / "choices.csv"), "--out", str(out), "--workers", "1"]
    typed += ["--set", "market.customers=300", "--set", "market.burn_in_weeks=12"]
    code, said, err = loyalty(*typed)
    assert code == 0, err
    assert "errors where the fit never saw" in said
    fit = read_csv(out / FIT)
    models = {"simulated", "naive", "logit", "guadagni_little", "latent_class", "latent_class_last"}
    assert models <= set(fit.columns)
    told = json.loads((out / "manifest.json").read_text(encoding="utf-8"))["columns"][FIT]
    assert set(told) == set(fit.columns)
    assert "two classes, last brand" in said
    shares = fit[(fit["moment"] == "share") & (fit["period"] == "fit")]
    assert shares["z"].abs().max() < 2.0
    assert set(fit["period"]) == {"fit", "held back"}
    assert set(load(str(out / CALIBRATED)).firms) == {"Red", "Blue"}
    for file in out.rglob("*"):
        assert file.is_dir() or b"secret" not in file.read_bytes(), file
    shutil.rmtree(out)


def test_too_small_a_panel_is_refused(tmp_path):
    panel_file(tmp_path / "choices.csv", households=3)
    with pytest.raises(Refused, match="3 households; a panel needs 20"):
        calibrate("baseline", tmp_path / "choices.csv")


def test_a_stopped_fit_goes_on_from_what_it_has(known, folder, tmp_path, monkeypatch):
    out, walked = tmp_path / "stopped", Evaluations.moments

    def stop(self, problem, asked):
        """Somebody stops the fit after its first runs."""
        if self.count > 8:
            raise KeyboardInterrupt
        return walked(self, problem, asked)

    monkeypatch.setattr(Evaluations, "moments", stop)
    with pytest.raises(KeyboardInterrupt):
        calibrate(known, execution=Execution(out=str(out), workers=1))
    assert sorted(file.name for file in out.iterdir()) == [MANIFEST, STORE]
    monkeypatch.undo()
    assert calibrate(known, execution=Execution(out=str(out), workers=1, resume=True)).is_new
    for name in (FIT, PARAMETERS, DRAWN, CALIBRATED):
        assert (out / name).read_bytes() == (folder / name).read_bytes()
