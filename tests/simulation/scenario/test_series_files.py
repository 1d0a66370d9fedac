"""A replayed series is read when its scenario is loaded, from then on the scenario carries it."""

from pathlib import Path

import pytest
import yaml

from simulation.reading.errors import Refused
from simulation.scenario.load import load
from simulation.scenario.scenario import Scenario
from simulation.strategies.pricing import Replay

PRICES = "price,paid,deal\n9.5,8,0\n10,8.5,0.25\n"
REPLAY = "{strategy: replay, file: prices.csv}"


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write("prices.csv", PRICES)
    return tmp_path


def write(name: str, text: str) -> str:
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_text(text, encoding="utf-8")
    return name


def scenario(text: str, name: str = "x.yaml") -> str:
    return write(name, "extends: baseline\n" + text)


def faults(source: str, *settings: tuple[str, str]) -> list[str]:
    with pytest.raises(Refused) as refusal:
        load(source, settings)
    return [str(fault) for fault in refusal.value.faults]


def replayed(scenario: Scenario, firm: str = "Alba") -> Replay:
    """The series that a firm replays."""
    pricing = scenario.firms[firm].pricing
    assert isinstance(pricing, Replay)
    return pricing


def test_prices_and_promotions_of_a_file_are_read():
    pricing = "{strategy: replay, file: prices.csv, price_column: paid, promotion_column: deal}"
    block = replayed(load(scenario(f"firms: {{Alba: {{pricing: {pricing}}}}}")))
    assert (block.prices, block.promotions) == ((8.0, 8.5), (0.0, 0.25))
    assert block.source == "column paid of prices.csv"


def test_strategies_and_rivals_replay_too():
    text = f"compare: {{as_is: {{}}, seen: {{firms.Alba.pricing: {REPLAY}}}}}\n"
    text += f"rivals: {{Brio: {{seen: {{firms.Brio: {{pricing: {REPLAY}}}}}}}}}\n"
    loaded = load(scenario(text))
    assert replayed(loaded.with_strategy("seen")).prices == (9.5, 10.0)
    assert loaded.rivals["Brio"]["seen"]["firms.Brio"]["pricing"]["prices"] == [9.5, 10.0]


def test_each_scenario_reads_files_of_its_own_folder():
    scenario(f"firms: {{Alba: {{pricing: {REPLAY}}}, Brio: {{pricing: {REPLAY}}}}}", "market/parent.yaml")
    write("market/prices.csv", "price\n7\n")
    child = write("child.yaml", f"extends: market/parent.yaml\nfirms: {{Brio: {{pricing: {REPLAY}}}}}")
    loaded = load(child)
    assert (replayed(loaded).prices, replayed(loaded, "Brio").prices) == ((7.0,), (9.5, 10.0))


def test_a_resolved_scenario_needs_no_file():
    loaded = load(scenario(f"firms: {{Alba: {{pricing: {REPLAY}}}}}"))
    alone = write("elsewhere/scenario.yaml", yaml.safe_dump(loaded.tree(), sort_keys=False))
    Path("prices.csv").unlink()
    assert load(alone) == loaded


def test_the_command_line_reads_files_of_the_current_folder():
    loaded = load("baseline", [("firms.Alba.pricing", REPLAY)])
    assert replayed(loaded).prices == (9.5, 10.0)
    write("prices.csv", "price\nten\n")
    assert faults("baseline", ("firms.Alba.pricing", REPLAY)) == [
        "prices.csv:2:1: price: a number of 0 or more is due, not 'ten'"
    ]
    Path("prices.csv").unlink()
    assert faults("baseline", ("firms.Alba.pricing", REPLAY)) == [
        "--set firms.Alba.pricing: 'prices.csv' cannot be read as CSV: No such file or directory"
    ]


def test_every_unreadable_series_is_named_beside_other_faults():
    write("inner/bad.csv", "price\nten\n")
    text = "markt: 3\nfirms:\n"
    text += "  Alba: {pricing: {strategy: replay, file: bad.csv}}\n"
    text += "  Brio: {pricing: {strategy: replay, file: ../prices.csv}}\n"
    text += "  Corda: {pricing: {strategy: replay, panel: joghurt}}\n"
    text += "  Dorra: {pricing: {strategy: replay, panel: yogurt, brand: danon}}\n"
    assert faults(scenario(text, "inner/x.yaml")) == [
        "inner/bad.csv:2:1: price: a number of 0 or more is due, not 'ten'",
        "inner/x.yaml:2:1: markt: unknown key; did you mean 'market'?",
        "inner/x.yaml:5:44: firms.Brio.pricing.file: '../prices.csv' must lie in the scenario's folder or below it",
        "inner/x.yaml:6:46: firms.Corda.pricing.panel: no panel 'joghurt'; did you mean 'yogurt'?",
        "inner/x.yaml:7:46: firms.Dorra.pricing.panel: no brand 'danon' in panel 'yogurt'; did you mean 'dannon'?",
    ]


def test_a_series_that_is_there_is_not_silently_kept_beside_the_name_of_another():
    scenario(f"firms: {{Alba: {{pricing: {REPLAY}}}}}", "parent.yaml")
    child = write("child.yaml", "extends: parent.yaml\nfirms: {Alba: {pricing: {file: other.csv}}}\n")
    assert "has prices, so nothing is read" in faults(child)[0]
    assert "has prices, so nothing is read" in faults("parent.yaml", ("firms.Alba.pricing.file", "other.csv"))[0]


def test_a_replay_without_prices_or_a_file_is_refused():
    assert "needs prices" in faults(scenario("firms: {Alba: {pricing: {strategy: replay}}}"))[0]
    assert "3 is not text" in faults(scenario("firms: {Alba: {pricing: {strategy: replay, file: 3}}}"))[0]
