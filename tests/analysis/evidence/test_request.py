"""What may be asked of the evidence, and what is refused before anything runs."""

import pytest

from analysis.evidence.request import ABLATED, HASTY, EvidenceRequest, plan_evidence
from analysis.study.scenario_changes import ScenarioChanges
from simulation.reading.errors import Refused


def test_claims_and_laws_are_named_as_people_write_them():
    study = plan_evidence(EvidenceRequest(claims=("f30",), laws=("6",), is_quick=True))
    assert study.names == ("F30", "L06")
    assert (study.own, study.is_quick, study.ablated) == ("", True, None)


@pytest.mark.parametrize(
    ("asked", "replicates"),
    [({}, ABLATED), ({"is_quick": True}, HASTY), ({"changes": ScenarioChanges(replicates=5)}, 5)],
)
def test_without_a_mechanism_there_are_fewer_replicates_unless_asked_for(asked, replicates):
    study = plan_evidence(EvidenceRequest(claims=("F30",), is_ablation=True, **asked))
    assert study.ablated == replicates
    assert study.asked()["ablate"] is True


def test_a_market_of_one_s_own_is_scored_by_the_laws_alone():
    study = plan_evidence(EvidenceRequest(scenario="complaint_desk"))
    assert study.own == "complaint_desk"
    assert {name[0] for name in study.names} == {"L"}


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (
            {"claims": ("F30",), "scenario": "baseline"},
            "--claim: other markets than the shipped one are scored by laws",
        ),
        ({"claims": ("F99",)}, "--claim"),
        ({"laws": ("99",)}, "--law"),
        ({"changes": ScenarioChanges((("market.customers", "50"),))}, "--scenario: laws of the market need two firms"),
    ],
)
def test_evidence_that_cannot_be_is_refused(asked, said):
    with pytest.raises(Refused) as refusal:
        plan_evidence(EvidenceRequest(**asked))
    assert said in str(refusal.value)
