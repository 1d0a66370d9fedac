"""What findings on firms share, by hand."""

import numpy as np

from analysis.evidence.findings.claims_firms_inside import SHOCK, first_fall


def test_a_fall_is_seen_when_it_exceeds_the_usual_swings() -> None:
    swing = np.tile([1.0, -1.0], 20)
    blow = np.where(np.arange(40) >= SHOCK - 1, 1.0, 0.0)
    assert first_fall(swing, swing) == 41
    assert first_fall(swing, swing - 10.0 * blow) == SHOCK
    slight = first_fall(swing, swing - 1.5 * blow)
    assert SHOCK < slight < SHOCK + 4
    assert first_fall(swing, swing - 0.5 * blow) == 41
    assert first_fall(np.zeros(40), -1e-6 * blow) == SHOCK
