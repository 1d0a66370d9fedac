"""Ablation: switches are found wherever they stand, and what a mechanism is needed for is told."""

from pathlib import Path

from click.testing import CliRunner

from analysis.csv_text import read_csv
from analysis.evidence.ablation import BUILT_FOR, arms, compared, switches, table
from analysis.evidence.bands import facts
from analysis.evidence.judging import judge
from analysis.evidence.measuring import INTACT
from analysis.evidence.scorecard import Scorecard
from analysis.shell import commands
from simulation.loading import load


def test_every_switch_gets_an_arm_without_its_mechanism() -> None:
    scenario = load("baseline")
    found = switches(scenario)
    assert set(type(scenario.customers.switches).model_fields) <= set(found)
    made = arms(scenario)
    assert list(made) == [INTACT, *found]
    assert made["habit"].customers.switches.habit is False
    assert made["habit"].customers.switches.affect is True
    assert BUILT_FOR.keys() == found.keys()
    assert {name for own in BUILT_FOR.values() for name in own} <= facts().keys()


def card(**measures: dict[str, float]) -> Scorecard:
    return Scorecard(
        load("baseline"), tuple(judge(name, facts()[name], [own, own]) for name, own in measures.items()), ()
    )


def test_what_fails_without_a_mechanism_shows_whether_it_is_needed() -> None:
    good, bad = (
        {"read_by_impulsive": 1.0, "read_by_cognitive": 5.0},
        {"read_by_impulsive": 4.0, "read_by_cognitive": 5.0},
    )
    falling, rising = {"falling": 1.0, "rising_conviction": 0.0}, {"falling": 0.1, "rising_conviction": 0.0}
    found = compared({
        INTACT: card(F07=falling, F12=good),
        "habit": card(F07=falling, F12=bad),
        "satisfaction_floor": card(F07=rising, F12=good),
    })  # fmt: skip
    assert [verdict.id for verdict in found.lost("habit")] == ["F12"]
    assert found.is_needed("habit")
    assert not found.is_needed("satisfaction_floor")  # F07 is what it was put in for
    assert "1 of 2 mechanisms are needed" in table(found)


def test_the_command_names_what_fails(tmp_path: Path) -> None:
    words = ("--claim", "F30", "--claim", "F29", "--ablate", "--replicates", "1", "--workers", "1", "--no-report")
    done = CliRunner().invoke(commands, ["evidence", *words, "--out", str(tmp_path)])
    assert done.exception is None
    rows = read_csv(tmp_path / "ablation.csv")
    assert ("doubt", "F30") in set(zip(rows["mechanism"], rows["id"], strict=True))
    assert "doubt" in done.output
