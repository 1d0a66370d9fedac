"""Laws beyond one market: the battery, numbers that are off, and where a law says nothing."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from analysis.cli.main import commands
from analysis.evidence.markets import battery
from analysis.evidence.markets.battery import FILES, Laws, arms, laws_of, rows, table
from analysis.evidence.markets.noise import noisy, numbers
from analysis.evidence.markets.properties import PROPERTIES, of
from analysis.evidence.measured import Measured
from analysis.evidence.request import EvidenceRequest, plan_evidence
from analysis.evidence.scoring import judged_all
from analysis.evidence.verdicts.criteria import Check, Fact, facts
from analysis.evidence.verdicts.judging import judge_finding
from analysis.formats.csv_bytes import read_csv
from simulation.reading.errors import Refused
from simulation.scenario.load import load

LAWS = [name for name in facts() if name.startswith("L")]


def test_the_battery_has_twelve_markets_of_the_size_asked_for() -> None:
    like = load("baseline").changed({"market.customers": 150, "market.weeks": 6, "run.seed": 7})
    found = arms(like, 3)
    assert list(found) == [file.stem for file in FILES]
    assert len(found) == 12
    sizes = {(m.market.customers, m.market.weeks, m.run.seed, m.run.replicates) for m in found.values()}
    assert sizes == {(150, 6, 7, 3)}
    firms = {name: len(market.firms) for name, market in found.items()}
    assert (firms["six_firms"], firms["three_firms"], firms["two_firms_cafe"], firms["two_unequal_firms"]) == (
        6,
        3,
        2,
        2,
    )
    assert found["few_purchases"].customers.purchases.per_year == 5.0
    assert {firm.service.failure_rate for firm in found["many_failures"].firms.values()} == {0.2}
    prices = [getattr(firm.pricing, "price", None) for firm in found["wide_prices"].firms.values()]
    assert prices == [10.0, 12.0, 8.0, 14.0]


def test_at_least_eighteen_laws_say_something_in_each_market() -> None:
    like = load("baseline")
    assert of(like) == frozenset()
    silent = {
        name: {law for law in LAWS if set(facts()[law].undefined_where) & of(market)}
        for name, market in arms(like, 1).items()
    }
    assert {name: laws for name, laws in silent.items() if laws} == {
        "equal_firms": {"L01", "L02", "L03", "L12"},
        "two_firms_cafe": {"L03", "L07"},
        "two_unequal_firms": {"L03", "L07"},
    }
    assert all(len(LAWS) - len(laws) >= 18 for laws in silent.values())
    assert {name for law in LAWS for name in facts()[law].undefined_where} <= set(PROPERTIES)


def test_a_law_that_says_nothing_neither_holds_nor_fails() -> None:
    two = arms(load("baseline"), 1)
    measured = [Measured({"L03": {"correlation": 0.0, "coefficient": 0.0}}, {}, {})]
    [told] = judged_all(["L03"], measured, two["two_firms_cafe"])
    assert (told.verdict, told.is_silent) == ("undefined", True)
    [told] = judged_all(["L03"], measured, two["six_firms"])
    assert (told.verdict, told.is_silent) == ("fails", False)


EACH = Fact(
    statement="A law.",
    about=("price",),
    source="",
    verified="no",
    role="held_out",
    checks={"lift": Check(band=(1.4, 2.5), meaning="lift", each=True)},
)


def test_a_law_is_judged_on_every_firm_and_the_worst_decides() -> None:
    runs = [{"lift.0": 1.8, "lift.1": 2.0 + luck, "lift.10": 2.9 + luck} for luck in (-0.01, 0.0, 0.01)]
    verdict = judge_finding("L09", EACH, runs)
    assert (verdict.verdict, verdict.deciding.name) == ("fails", "lift.10")
    assert judge_finding("L09", EACH, [{"lift.0": 1.8, "lift.1": 2.0}] * 2).verdict == "holds"
    assert judge_finding("L09", EACH, [{}]).verdict == "undefined"


def test_each_market_gets_a_line_and_each_law_a_count() -> None:
    good, bad = (
        judge_finding("L05", facts()["L05"], [dict.fromkeys(facts()["L05"].checks, at)] * 2) for at in (0.6, 0.9)
    )
    found = laws_of({"one": [good], "another": [bad]})
    assert found.broken("another") == ["L05"]
    assert found.held_in("L05") == (1, 2)
    assert "one      1 of 1 laws hold" in table(found)
    assert "Not everywhere: L05 in 1 of 2" in table(found)
    assert rows(found)["verdict"].tolist() == ["holds", "fails"]
    assert isinstance(found, Laws)


def test_noise_moves_every_fraction_by_at_most_the_share_and_is_luck_of_the_draw() -> None:
    baseline = load("baseline")
    first, again, other = noisy(baseline, 0.2, 1), noisy(baseline, 0.2, 1), noisy(baseline, 0.2, 2)
    assert first == again != other
    before, after = dict(numbers(baseline.tree())), dict(numbers(first.tree()))
    moved = [path for path in before if after[path] != before[path]]
    assert len(moved) > 0.9 * len(before) > 200
    assert all(0.8 <= after[path] / before[path] <= 1.2 for path in before)
    mix = first.customers.mix.model_dump()
    assert sum(mix.values()) == pytest.approx(1.0)
    assert first.market.customers == baseline.market.customers
    assert first.customers.switches == baseline.customers.switches


def test_many_markets_are_asked_for_laws_alone_and_nonsense_is_refused() -> None:
    study = plan_evidence(EvidenceRequest(is_markets=True, noise=0.1, draws=3, is_quick=True))
    assert list(study.names) == LAWS
    assert (len(study.markets), list(study.draws)) == (12, ["draw 1", "draw 2", "draw 3"])
    for noise, draws in ((0.0, 3), (1.5, 3), (0.1, 0)):
        with pytest.raises(Refused, match="at least one draw"):
            plan_evidence(EvidenceRequest(noise=noise, draws=draws))


@pytest.mark.slow
def test_the_command_writes_a_row_a_market_and_law(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(battery, "FILES", FILES[-2:])
    words = ["--law", "5", "--markets", "--noise", "0.2", "--draws", "2", "--replicates", "1", "--out", str(tmp_path)]
    done = CliRunner().invoke(commands, ["evidence", *words, "--set", "market.customers=120", "--no-report"])
    assert done.exit_code == 0, done.output
    assert "wide_prices" in done.output
    markets, draws = (read_csv(tmp_path / f"{name}.csv") for name in ("markets", "noise"))
    assert (list(markets["market"]), list(draws["market"])) == (
        [file.stem for file in FILES[-2:]],
        ["draw 1", "draw 2"],
    )
    assert set(markets["id"]) == {"L05"}
