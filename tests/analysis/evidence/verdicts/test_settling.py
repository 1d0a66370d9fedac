"""A verdict that more replicates may turn is none yet, and says how many would do."""

from dataclasses import replace
from pathlib import Path

import pytest

from analysis.evidence import replicate
from analysis.evidence.measured import Measured
from analysis.evidence.question import Study
from analysis.evidence.request import EvidenceRequest, plan_evidence
from analysis.evidence.study import take_evidence
from analysis.evidence.verdicts.criteria import Check
from analysis.evidence.verdicts.judging import verdict_on
from analysis.evidence.verdicts.settling import ends_crossed, replicates_to_settle
from analysis.execution.execution import Execution
from analysis.execution.run import Options, Run
from analysis.formats.csv_bytes import read_csv
from analysis.statistics.estimates import Estimate, estimate, share
from analysis.study.scenario_changes import ScenarioChanges
from simulation.scenario.load import load


def check(low: float | None, high: float | None, **given: object) -> Check:
    return Check.model_validate({"band": (low, high), "meaning": "a number", **given})


def test_an_interval_across_an_end_is_unsettled_whatever_its_mean() -> None:
    assert verdict_on(check(0.5, 1), estimate([0.4, 0.7, 0.6])) == "unsettled"
    assert verdict_on(check(0.5, 1), estimate([0.3, 0.6, 0.5])) == "unsettled"
    assert verdict_on(check(0.5, 1), estimate([0.60, 0.62, 0.61])) == "holds"
    assert verdict_on(check(0.5, 1), estimate([0.1, 0.12, 0.11])) == "fails"
    assert verdict_on(check(0.01, None, paired=True), estimate([0.05, 0.0, -0.02])) == "unsettled"


def test_where_all_replicates_agree_or_there_is_one_nothing_is_unsettled() -> None:
    assert ends_crossed(check(0.5, 1), estimate([0.5, 0.5])) == []
    assert ends_crossed(check(0.5, 1), estimate([0.5])) == []
    assert ends_crossed(check(0.5, 1), None) == []
    assert ends_crossed(check(1, 1), share([1.0] * 20)) == [], "every replicate counts by itself"
    assert ends_crossed(check(1, 1), share([1.0] * 19 + [0.0])) == []
    assert ends_crossed(check(0.9, 1), share([1.0] * 19 + [0.0])) == [0.9]
    assert ends_crossed(check(0.9, 1), share([1.0] * 20)) == []


def test_it_says_how_many_replicates_would_settle_it() -> None:
    found = Estimate(mean=0.6, sd=0.4, low=0.4, high=0.8, n=20)
    assert replicates_to_settle(check(0.5, None), found) == 80
    assert replicates_to_settle(check(0.45, None), found) == 36
    assert replicates_to_settle(check(0.6, None), found) is None, "the mean lies on the end"
    assert replicates_to_settle(check(0.5999, None), found) is None, "out of reach"
    assert replicates_to_settle(check(0.3, None), found) == 0


@pytest.fixture
def study(monkeypatch: pytest.MonkeyPatch) -> Study:
    """Two claims, one settled and one that needs more than the three replicates that there are."""

    def measured(run: Run, options: Options, *, names: tuple[str, ...], **_: object) -> Measured:
        luck = (run.replicate % 3 - 1) * 0.3
        numbers = {
            "F12": {"read_by_impulsive": 1.0, "read_by_cognitive": 5.0},
            "F08": {"profit_ratio": 1.6 + luck, "cents_apart": 0.0},
        }
        return Measured({name: numbers[name] for name in names}, {}, {})

    monkeypatch.setattr(replicate, "measure", measured)
    asked = EvidenceRequest(claims=("F08", "F12"), changes=ScenarioChanges(replicates=3))
    return plan_evidence(asked)


def test_what_is_unsettled_is_asked_again_and_the_rest_is_not(study: Study, tmp_path: Path) -> None:
    execution = Execution(out=tmp_path / "out", workers=1, quiet=True, report=False)
    take_evidence(replace(study, most=12), execution)
    counts = read_csv(tmp_path / "out" / "checks.csv").set_index(["id", "check"])["replicates"]
    assert (counts["F08", "profit_ratio"], counts["F12", "read_by_cognitive"]) == (12, 3)


def test_who_names_a_number_of_replicates_gets_that_number() -> None:
    assert plan_evidence(EvidenceRequest()).most == replicate.MOST_REPLICATES
    assert plan_evidence(EvidenceRequest(is_quick=True)).most is None
    assert plan_evidence(EvidenceRequest(changes=ScenarioChanges(replicates=4))).most is None
    assert load("baseline").run.replicates < replicate.MOST_REPLICATES
