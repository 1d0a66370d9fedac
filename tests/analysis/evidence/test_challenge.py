"""The challenge: what a claim is about is off for good, and what is met all the same is found."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from analysis.cli.main import commands
from analysis.evidence.challenge import (
    CONSTRUCTED,
    EMPTY,
    MISSED,
    MOVED,
    REFUTED,
    UNDEFINED,
    Challenged,
    arms,
    asked,
    emptied,
    rows,
)
from analysis.evidence.mechanisms import BUILT_FOR
from analysis.evidence.verdicts.criteria import Check, Fact, facts
from analysis.evidence.verdicts.judging import FindingVerdict, Judgement, judge_finding, verdict_on
from analysis.formats.csv_bytes import read_csv
from analysis.laboratory.absences import NEUTRAL, PARTS, without
from analysis.laboratory.lab import Lab
from analysis.statistics.estimates import estimate
from simulation.scenario.load import load


def judged(check: Check, *values: float) -> Judgement:
    found = estimate(values) if values else None
    return Judgement("number", check, found, verdict_on(check, found))


def challenged(check: Check, usual: list[float], off: list[float]) -> Challenged:
    changes = [after - before for before, after in zip(usual, off, strict=True)]
    return Challenged("F01", judged(check, *usual), judged(check, *off), estimate(changes) if changes else None)


BAND = Check(band=(0.2, 0.6), meaning="a number")
SIGN = Check(band=(0, None), paired=True, meaning="a difference")


@pytest.mark.parametrize(
    ("check", "usual", "off", "standing"),
    [
        (BAND, [0.4, 0.5], [0.0, 0.05], REFUTED),
        (BAND, [0.4, 0.5], [0.42, 0.48], EMPTY),  # what changes may be chance
        (BAND, [0.4, 0.5], [0.35, 0.45], EMPTY),  # sure, and less than a quarter of the band
        (BAND, [0.55, 0.56], [0.25, 0.26], MOVED),
        (BAND, [0.9, 0.9], [0.9, 0.9], MISSED),
        (SIGN, [1.0, 1.1], [0.0, 0.0], REFUTED),  # a difference that is none
        (SIGN, [1.0, 1.2], [0.9, 1.3], EMPTY),
        (BAND.model_copy(update={"by_construction": "an input"}), [0.4, 0.4], [0.4, 0.4], CONSTRUCTED),
        (BAND, [], [], MISSED),
    ],
)
def test_a_check_is_refutable_or_it_is_not(check: Check, usual: list[float], off: list[float], standing: str) -> None:
    assert challenged(check, usual, off).standing == standing


def test_what_is_undefined_without_the_mechanism_is_told_apart() -> None:
    one = Challenged("F01", judged(BAND, 0.4, 0.5), judged(BAND), None)
    assert one.standing == UNDEFINED
    assert rows([one]).iloc[0]["verdict_without"] == "undefined"


def test_the_label_must_be_what_was_found() -> None:
    told = BAND.model_copy(update={"empty": "a control"})
    assert challenged(BAND, [0.4], [0.4]).label == "NOT LABELLED"
    assert challenged(told, [0.4], [0.4]).label == "labelled"
    assert challenged(told, [0.4, 0.4], [0.0, 0.01]).label == "labelled empty, and is not"
    assert challenged(BAND.model_copy(update={"terms": "written"}), [0.4], [0.4]).label == ""


def verdict(*checks: Check) -> FindingVerdict:
    named = {f"check_{place}": check for place, check in enumerate(checks)}
    fact = Fact(statement="", about=("habit",), source="", verified="no", checks=named)
    return judge_finding("F01", fact, [dict.fromkeys(named, 0.4)] * 2)


def test_a_claim_of_nothing_but_empty_checks_counts_as_failed() -> None:
    told, built = (BAND.model_copy(update={key: "why"}) for key in ("empty", "by_construction"))
    assert verdict(told).verdict == "empty"
    assert verdict(told, built).verdict == "empty"
    assert verdict(told, BAND).verdict == "holds"
    assert (verdict(built).verdict, verdict(built).is_by_construction) == ("holds", True)
    assert not verdict(built, BAND).is_by_construction


def test_what_a_challenge_finds_decides_though_nobody_labelled_it() -> None:
    held = verdict(BAND, BAND)
    met = [Challenged("F01", one, one, estimate([0.0, 0.0])) for one in held.judgements]
    assert emptied(held, met).verdict == "empty"
    assert emptied(held, [met[0], Challenged("F01", held.judgements[1], judged(BAND, 0.0), None)]).verdict == "holds"


def test_every_claim_is_about_mechanisms_that_can_be_taken_out() -> None:
    baseline = load("baseline")
    for name, fact in facts().items():
        assert fact.about, name
        assert without(baseline, fact.about) != baseline or name in DIALS, name
    for mechanism, names in BUILT_FOR.items():
        assert all(mechanism in facts()[name].about for name in names), mechanism
    with pytest.raises(KeyError):
        without(baseline, ["haste"])


DIALS = {"F09", "F35", "F38", "F56", "F57"}
"""About what firms do only in the claim's own experiment, where the dial is taken back again."""


def test_what_is_absent_stays_so_whatever_an_experiment_switches_on() -> None:
    market = load("baseline").changed({"market.customers": 120, "market.weeks": 2, "market.burn_in_weeks": 2})
    lab = Lab(market, absent=("tenure", "prevention", "types"))
    on = dict.fromkeys((f"customers.switches.{part}" for part in PARTS["tenure"]), True)
    seen = lab.panel({**on, "firms.Alba.improvement.prevention": 500.0}).scenario
    assert not any(getattr(seen.customers.switches, part) for part in PARTS["tenure"])
    assert seen.firms["Alba"].improvement.prevention == 0.0
    assert seen.customers.types.impulsive.price_weight == seen.customers.types.emotional.price_weight
    assert lab.elsewhere(market.changed(on)).scenario.customers.switches.cross_sell is False
    assert not lab.other("elevator").customers.switches.cross_sell


def test_types_are_alike_and_research_is_in_vain_however_they_come_about() -> None:
    """By what a firm is to one type, by what complaints tell of rivals, by answers that customers volunteer."""
    alive = {"firms.Alba.attraction_by_type.emotional": 2.0, "firms.Alba.improvement.listening": 1.0}
    seen = without(load("baseline").changed(alive), ["types", "research"])
    assert {value for _, value in seen.firms["Alba"].attraction_by_type} == {0.5}
    assert seen.firms["Alba"].improvement.listening == 0.0
    assert seen.market.trade.answer_error == 10.0


def test_each_arm_measures_what_is_about_its_mechanisms() -> None:
    names = ("F07", "F48", "F49")
    assert list(arms(load("baseline"), names, 3)) == list(asked(names))
    assert sorted(asked(names).values()) == [("F07",), ("F48", "F49")]
    assert {mechanism for name in facts() for mechanism in facts()[name].about} >= set(NEUTRAL)


@pytest.mark.slow
def test_the_command_writes_a_row_a_check(tmp_path: Path) -> None:
    words = ["evidence", "--challenge", "--claim", "F12", "--claim", "F23", "--replicates", "2", "--out", str(tmp_path)]
    done = CliRunner().invoke(commands, [*words, "--set", "market.customers=400"])
    assert done.exit_code == 0, done.output
    table = read_csv(tmp_path / "challenge.csv")
    assert list(table["id"]) == ["F12", "F12", "F23", "F23"]
    assert set(table["mechanisms"]) == {"types", "disconfirmation"}
    assert table["standing"].tolist()[:3] == [CONSTRUCTED] * 3
    assert "checks without what their claim is about" in " ".join(done.output.split())
