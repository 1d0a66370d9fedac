"""The logit that the README offers: on the simulator's own record it finds the weights that stand in the scenario."""

import numpy as np
import pytest

from analysis.statistics.conditional_logit import conditional_logit
from simulation.loyalty import LOYALTY_TYPES
from tests.docs.test_docs import ROOT, blocks


@pytest.fixture(scope="module")
def readme() -> dict:
    """What the README's code leaves: it is run as it stands."""
    (code,) = (code for code in blocks(ROOT / "README.md", "python") if "conditional_logit" in code)
    names: dict = {}
    exec(compile(code, "README.md", "exec"), names)
    return names


def truth(scenario, kind: str) -> dict[str, float]:
    """The weights of a type, by what they multiply."""
    traits = getattr(scenario.customers.types, kind)
    price = traits.price_weight
    return {
        "log_price": -price,
        "gain": price * traits.gain_weight,
        "loss": -price * traits.loss_weight,
        "doubt": -price,
        "habit": traits.habit_weight,
        "affect": traits.affect_weight,
        "conviction": traits.conviction_weight,
        "expectation": 0.0 if kind == "impulsive" else traits.quality_weight,  # an impulsive customer weighs none
        "word_of_mouth": traits.word_of_mouth_weight,
        "taste": 1.0,
        "is_nothing": scenario.customers.purchases.outside_appeal,
    }


@pytest.mark.slow
@pytest.mark.parametrize("kind", LOYALTY_TYPES)
def test_it_recovers_the_true_coefficients_within_three_standard_errors(readme, kind) -> None:
    weighed, attributes, market = readme["weighed"], readme["attributes"], readme["market"]
    known = ["attraction"]
    expected = truth(market, kind)
    if kind == "cognitive":  # the only type that minds the queue, the effort and leaving
        traits = market.customers.types.cognitive
        trouble = weighed["wait"] / traits.wait_tolerance + traits.effort_per_step * weighed["steps"]
        weighed = weighed.assign(no_trouble=-trouble)
        known, attributes = [*known, "no_trouble"], [*attributes, "is_last"]
        expected["is_last"] = traits.switch_threshold
    found = conditional_logit(weighed[weighed["segment"] == kind], attributes, known=known)
    assert list(found.index) == list(expected)
    apart = (found["estimate"] - np.array(list(expected.values()))) / found["standard_error"]
    assert apart.abs().max() < 3.0, found.assign(true=list(expected.values()), apart=apart).to_string()
    assert found.loc[["log_price", "taste", "habit"], "standard_error"].max() < 1.0, "it tells too little"
