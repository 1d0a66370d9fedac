"""The command `evidence`: tables of the contract, what is printed, and what becomes of errors."""

import json
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from analysis.cli.main import commands
from analysis.evidence import registry, replicate
from analysis.evidence.replicate import sized
from analysis.evidence.scorecard import check_rows, rows
from analysis.evidence.scorecard_text import table
from analysis.evidence.scoring import take
from analysis.evidence.verdicts.criteria import chosen, facts
from analysis.formats.csv_bytes import read_csv
from analysis.laboratory.lab import Lab
from analysis.laboratory.trip_log import watch
from simulation.reading.errors import Refused
from simulation.scenario.load import load
from simulation.scenario.scenario import Scenario

COLUMNS = [
    *("id", "kind", "role", "expected", "source", "verified", "measured", "ci_low", "ci_high", "verdict", "note"),
    *("by_construction", "seen", "was", "now", "why", "verdict_as_written", "standing"),
]


@pytest.fixture(scope="module")
def market() -> Scenario:
    return load("baseline").changed({"market.customers": 150, "market.weeks": 6, "market.burn_in_weeks": 4})


def evidence(*words: str) -> tuple[int, str]:
    done = CliRunner().invoke(commands, ["evidence", *words])
    return (done.exit_code, done.output) if done.exception is None else (getattr(done.exception, "exit_code", 1), "")


def test_the_command_writes_the_tables_of_the_contract(tmp_path: Path) -> None:
    code, text = evidence("--claim", "F30", "--claim", "29", "--law", "14", "--replicates", "2", "--out", str(tmp_path))
    assert code == 0
    assert all(len(line) <= 100 for line in text.splitlines())
    told = "Of 2 claims 2 refutable and held. Of 1 held-out facts 1 refutable and held. There are no untouched"
    assert told in " ".join(text.split())
    written = read_csv(tmp_path / "evidence.csv")
    assert list(written.columns) == COLUMNS
    assert list(written["id"]) == ["F29", "F30", "L14"]
    assert list(written["kind"]) == ["claim", "claim", "law"]
    assert set(read_csv(tmp_path / "checks.csv")["id"]) == {"F29", "F30", "L14"}
    described = json.loads((tmp_path / "manifest.json").read_text("utf-8"))["columns"]
    assert set(described["evidence.csv"]) == set(COLUMNS)


def test_an_own_market_is_scored_by_laws_alone(tmp_path: Path) -> None:
    words = ("--law", "14", "--replicates", "1", "--out", str(tmp_path), "--set", "customers.reference_price.doubt=0")
    code, text = evidence("--scenario", "newcomer", *words)
    assert code == 0
    assert "Your market breaks law 14" in " ".join(text.split())
    assert "because price by expected price" in " ".join(text.split())
    with pytest.raises(Refused):
        commands.main(["evidence", "--scenario", "newcomer", "--claim", "F30"], standalone_mode=False)


@pytest.mark.parametrize("words", [("--claim", "F99"), ("--law", "x"), ("--replicates", "0")])
def test_what_does_not_exist_is_refused(words: tuple[str, ...]) -> None:
    with pytest.raises(Refused):
        commands.main(["evidence", *words], standalone_mode=False)


def test_ids_are_read_as_people_write_them() -> None:
    assert chosen(("f30", "3", "F03"), ("L6", "06")) == ("F03", "F30", "L06")
    assert chosen() == tuple(facts())


def test_a_measurement_that_raises_is_named_and_leaves_the_others_alone(
    market: Scenario, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(lab: Lab) -> dict[str, float]:
        raise ValueError("no buyers at all")

    def works(lab: Lab) -> dict[str, float]:
        return {"read_by_impulsive": 1.0, "read_by_cognitive": 4.98 + lab.replicate / 100.0}

    monkeypatch.setattr(registry, "findings", lambda: {"F11": (breaks,), "F12": (works, breaks)})
    card = take(market.change("run.replicates", 3), ["F11", "F12", "F14"], workers=1, quiet=True)
    assert [verdict.verdict for verdict in card.verdicts] == ["undefined", "holds", "undefined"]
    assert "no buyers at all" in card.troubles[0]
    assert card.summary == "Of 3 claims 1 held by construction, 2 undefined."
    assert rows(card)["verdict"].tolist() == ["undefined", "holds", "undefined"]
    assert check_rows(card).query("check == 'read_by_cognitive'")["measured"].item() == pytest.approx(5.0)
    assert "not measured" in table(card)


def test_a_lab_runs_each_variant_once(market: Scenario, monkeypatch: pytest.MonkeyPatch) -> None:
    lab = Lab(market, replicate=2)
    first = lab.panel()
    assert lab.panel({}) is first
    dear = {"firms.Alba.pricing.price": 12.0}
    changed = lab.panel(dear)
    assert lab.panel(dict(dear)) is changed
    assert changed is not first
    assert lab.panel(dear, settled=False) is not changed
    assert lab.panel(minds=(3,)).minds.keys() == {0, 1, 3, 4}
    assert lab.panel() is lab.panel(minds=(3,))
    assert lab.panel(meddle={1: lambda model: None}) is not lab.panel(meddle={1: lambda model: None})


@pytest.mark.parametrize("kind", ["promotion", "entry"])
def test_a_shared_burn_in_changes_nothing(market: Scenario, kind: str) -> None:
    events = [{"event": kind, "firm": "Brio", "from_week": 2}]
    changes = {"firms.Alba.pricing.price": 12.0, "market.weeks": 4}
    lab = Lab(market)
    lab.panel()
    shared = lab.panel(changes, events=events)
    alone = watch(market.changed(changes | {"events": events}), settled=market, minds=(0, 1, 4))
    assert all(np.array_equal(shared.trips[name], alone.trips[name]) for name in alone.trips)
    assert shared.result.weekly.equals(alone.result.weekly)
    assert all(np.array_equal(shared.minds[0][place], alone.minds[0][place]) for place in range(len(alone.minds[0])))


def test_firms_of_a_panel_change_in_the_first_reported_week(market: Scenario) -> None:
    lab = Lab(market)
    before, settled, unsettled = (
        lab.panel(changes, settled=settled).result.weekly
        for changes, settled in (({}, True), ({"firms.Alba.pricing.price": 12.0}, True), ({}, False))
    )
    assert before.equals(unsettled)
    assert not before.equals(settled)


def test_a_small_market_stays_small(market: Scenario) -> None:
    assert sized(market, quick=False).market.customers == 150
    assert sized(load("baseline"), quick=True).market.customers == replicate.QUICK["market.customers"]


def test_every_finding_measures_a_known_claim_by_its_checks() -> None:
    for name, functions in registry.findings().items():
        assert name in facts()
        assert all(function.__doc__ for function in functions)
