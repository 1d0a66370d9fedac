"""Options of the command line find their way into requests: every one has a field of its name to go to."""

import dataclasses
import inspect
from pathlib import Path

import click
import pytest

from analysis.breakeven.request import BreakevenRequest
from analysis.cli.execution_options import execution_of, placed
from analysis.cli.main import commands
from analysis.cli.options import picked
from analysis.comparison.request import RunRequest
from analysis.evidence.request import EvidenceRequest
from analysis.execution.execution import Execution
from analysis.explanation.request import DriversRequest, JourneyRequest
from analysis.optimisation.request import OptimumRequest
from analysis.study.scenario_changes import ScenarioChanges
from analysis.sweeps.request import SweepRequest
from analysis.sweeps.sensitivity_request import SensitivityRequest
from analysis.tournaments.request import TournamentRequest
from simulation.reading.errors import Refused

REQUESTS = {
    "run": (RunRequest, ScenarioChanges),
    "compare": (ScenarioChanges,),
    "check": (ScenarioChanges,),
    "sweep": (SweepRequest, ScenarioChanges),
    "sensitivity": (SensitivityRequest, ScenarioChanges),
    "tournament": (TournamentRequest, ScenarioChanges),
    "breakeven": (BreakevenRequest, ScenarioChanges),
    "optimise": (OptimumRequest, ScenarioChanges),
    "evidence": (EvidenceRequest, ScenarioChanges),
    "explain": (JourneyRequest, DriversRequest),
    "lesson": (ScenarioChanges,),
}


@pytest.mark.parametrize("name", REQUESTS)
def test_no_option_is_lost_on_the_way(name):
    command = commands.get_command(click.Context(commands), name)
    assert command
    assert command.callback
    known = {field.name for kind in (*REQUESTS[name], Execution) for field in dataclasses.fields(kind)}
    own = set(inspect.signature(command.callback).parameters)  # what the command sees to itself
    assert {one.name for one in command.params if one.expose_value} <= known | own


def test_what_is_picked_has_the_fields_that_are_options():
    given = {"seed": 3, "weeks": None, "vary": ("a=1",), "quiet": True}
    assert picked(ScenarioChanges, given, customers=200) == ScenarioChanges(seed=3, customers=200)


@pytest.mark.parametrize(("quiet", "as_json"), [(False, False), (True, False), (False, True)])
def test_nothing_is_said_beside_json(quiet, as_json):
    given = {"workers": 2, "quiet": quiet, "report": False, "seed": 1}
    assert execution_of(given, as_json=as_json) == Execution(workers=2, quiet=quiet or as_json, report=False)


def test_a_study_goes_on_in_the_folder_that_it_has(monkeypatch, tmp_path):
    monkeypatch.setattr("sys.argv", ["run.py", "sweep", "baseline", "--resume"])
    monkeypatch.chdir(tmp_path)
    named = placed(Execution(out="here", resume=True), "market")
    assert named.again == "python run.py sweep baseline --out here --resume"
    there = placed(Execution(), "my market").out
    assert there
    assert Path(there).as_posix().startswith("results/my-market-")
    with pytest.raises(Refused, match="--resume: needs --out, the folder of the interrupted study"):
        placed(Execution(resume=True), "market")
