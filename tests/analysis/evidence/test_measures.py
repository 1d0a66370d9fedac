"""What a claim measures does not change in silence."""

from types import FunctionType

import pytest

from analysis.evidence.findings import claims_types
from analysis.evidence.registry import findings
from analysis.evidence.verdicts.criteria import facts
from tests.analysis.evidence.measures import current, digest, kept, renewed, silent

CHANGED = {"F01": {"code": "new", "told": "as ever"}}
KNOWN = {"F01": {"code": "old", "told": "as ever"}}


def test_no_measure_has_changed_without_a_word() -> None:
    assert kept().keys() == current().keys(), "run python -m tests.analysis.evidence.measures"
    assert silent(kept(), current()) == []
    assert {name: one["code"] for name, one in kept().items()} == {name: one["code"] for name, one in current().items()}


def test_a_number_a_helper_and_a_band_are_part_of_the_measure(monkeypatch: pytest.MonkeyPatch) -> None:
    functions, fact = findings()["F19"], facts()["F19"]
    as_is = digest(functions, fact)
    checks = {name: check.model_copy(update={"band": (0.0, 9.0)}) for name, check in fact.checks.items()}
    assert digest(functions, fact.model_copy(update={"checks": checks})) != as_is
    with monkeypatch.context() as patch:
        patch.setattr(claims_types, "HALF_AN_HOUR", 31.0)
        assert digest(functions, fact) != as_is
    with monkeypatch.context() as patch:
        patch.setattr(claims_types, "_given_up", claims_types._stays)
        assert digest(functions, fact) != as_is
    assert digest(functions, fact) == as_is
    assert isinstance(functions[0], FunctionType)


def test_a_change_is_told_or_refused() -> None:
    with pytest.raises(ValueError, match=r"measures of F01 changed: say so in bands\.yaml"):
        renewed(KNOWN, CHANGED)
    told = {"F01": {"code": "new", "told": "otherwise"}}
    assert renewed(KNOWN, told) == told
    assert renewed(KNOWN, CHANGED, "a helper was named otherwise")["F01"]["same"] == ["a helper was named otherwise"]
    assert renewed({}, CHANGED) == CHANGED
