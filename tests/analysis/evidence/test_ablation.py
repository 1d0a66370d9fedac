"""Ablation: switches are found wherever they stand, and what a mechanism is needed for is told."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from analysis.cli.main import commands
from analysis.evidence import registry
from analysis.evidence.ablation import arms, compared, summary, switches, table
from analysis.evidence.measured import INTACT, Measured
from analysis.evidence.mechanisms import BUILT_FOR
from analysis.evidence.scorecard import Scorecard
from analysis.evidence.verdicts.criteria import facts
from analysis.evidence.verdicts.judging import judge_finding
from analysis.formats.csv_bytes import read_csv
from analysis.laboratory.absences import PARTS
from analysis.laboratory.lab import Lab
from simulation.scenario.load import load


def test_every_switch_gets_an_arm_without_its_mechanism() -> None:
    scenario = load("baseline")
    on = {name for name, is_on in scenario.customers.switches if is_on}
    found = switches(scenario)
    assert {path.rsplit(".", 1)[1] for paths in found.values() for path in paths} == on
    made = arms(scenario)
    assert list(made) == [INTACT, *found]
    assert made["habit"].customers.switches.habit is False
    assert made["habit"].customers.switches.affect is True
    assert not any(getattr(made["tenure"].customers.switches, part) for part in PARTS["tenure"])
    assert found.keys() <= BUILT_FOR.keys()
    assert {name for own in BUILT_FOR.values() for name in own} <= facts().keys()


def card(*replicates: dict[str, dict[str, float]]) -> Scorecard:
    """A scorecard of these measures, one mapping a replicate."""
    judged = (judge_finding(name, facts()[name], [own[name] for own in replicates]) for name in replicates[0])
    return Scorecard(
        load("baseline"), tuple(judged), tuple(Measured(own, {}, {}, place) for place, own in enumerate(replicates, 1))
    )


GOOD, BAD = ({"read_by_impulsive": read, "read_by_cognitive": 5.0} for read in (1.0, 4.0))
FALLING, RISING = ({"falling": part, "rising_conviction": 0.0} for part in (1.0, 0.1))


def test_what_fails_without_a_mechanism_shows_whether_it_is_needed() -> None:
    found = compared({
        INTACT: card({"F07": FALLING, "F12": GOOD}),
        "habit": card({"F07": FALLING, "F12": BAD}),
        "satisfaction_minimum": card({"F07": RISING, "F12": GOOD}),
        "favours": card({"F07": FALLING, "F12": GOOD}),
        "affect": card({"F07": FALLING, "F12": {**GOOD, "read_by_impulsive": 1.1}}),
    })  # fmt: skip
    assert [verdict.id for verdict in found.lost("habit")] == ["F12"]
    assert found.is_needed("habit")
    assert found.moved("satisfaction_minimum") == ["F07"]
    told = summary(found).set_index("mechanism")
    assert dict(told["standing"]) == {
        "habit": "needed",
        "satisfaction_minimum": "apart",  # F07 is what it was put in for, and no other number moves
        "favours": "apart",
        "affect": "not needed",
    }
    assert told.loc["habit", "fails_without"] == "F12"
    assert "1 of 4 mechanisms are needed" in table(found)


def test_a_difference_within_luck_loses_nothing() -> None:
    usual, unsure, sure = (
        card(*({"F12": {**GOOD, "read_by_impulsive": read}} for read in reads))
        for reads in ((1.8, 1.82, 1.81), (1.7, 2.6, 2.0), (2.2, 2.25, 2.3))
    )
    found = compared({INTACT: usual, "habit": unsure, "affect": sure})
    assert not found.lost("habit")
    assert [verdict.id for verdict in found.lost("affect")] == ["F12"]


def test_what_is_in_doubt_is_asked_in_all_replicates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without habit F12 misses its band by two replicates, and for sure by four; without affect it stays in it."""
    without_habit = dict(enumerate((2.4, 2.2, 2.4, 2.5), start=1))

    def decisive(lab: Lab) -> dict[str, float]:
        switches = lab.scenario.customers.switches
        read = 1.9 - 0.1 * (not switches.affect) if switches.habit else without_habit[lab.replicate]
        return {"read_by_impulsive": read, "read_by_cognitive": 4.0}

    monkeypatch.setattr(registry, "findings", lambda: {"F12": (decisive,)})
    words = ("--claim", "F12", "--ablate", "--quick", "--workers", "1", "--no-report", "--out", str(tmp_path))
    assert CliRunner().invoke(commands, ["evidence", *words]).exception is None
    told = read_csv(tmp_path / "mechanisms.csv").set_index("mechanism")
    assert tuple(told.loc["habit", ["standing", "replicates", "most_replicates"]]) == ("needed", 4, 4)
    assert tuple(told.loc["affect", ["standing", "replicates", "most_replicates"]]) == ("not needed", 2, 2)
    assert tuple(told.loc["favours", ["standing", "replicates", "most_replicates"]]) == ("apart", 2, 2)


FEW = ("doubt", "habit", "favours")
"""Mechanisms that the command is tried with: all of them take a minute."""


def test_the_command_names_what_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    every = switches(load("baseline"))
    few = {name: every[name] for name in FEW}
    monkeypatch.setattr("analysis.evidence.ablation.switches", lambda _: few)
    words = ("--claim", "F30", "--ablate", "--replicates", "1", "--workers", "1", "--no-report", "--quick")
    small = ("--set", "market.customers=400", "--set", "market.burn_in_weeks=52")
    done = CliRunner().invoke(commands, ["evidence", *words, *small, "--out", str(tmp_path)])
    assert done.exception is None
    rows = read_csv(tmp_path / "ablation.csv")
    assert ("doubt", "F30") in set(zip(rows["mechanism"], rows["id"], strict=True))
    assert "doubt" in done.output
    assert set(read_csv(tmp_path / "mechanisms.csv")["mechanism"]) == set(FEW)
