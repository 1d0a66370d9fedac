"""Standards: what others give, what one is used to, how strict one is; and what a bad encounter leaves behind."""

from simulation.behavior.parameters import Satisfaction
from simulation.engine.chance import normal, uniform
from simulation.engine.compiling import rule
from simulation.engine.luck import Luck
from simulation.state.decisions import PERSON


@rule
def leniency_of(luck: Luck, identity: int, spread: float) -> float:
    """Satisfaction that this customer takes from any encounter beyond what most people do, for life; 0-1, signed."""
    return spread * normal(uniform(luck, 0, identity, PERSON, 8)) if spread > 0.0 else 0.0


@rule
def held_to(expectation: float, elsewhere: float, norm: float) -> float:
    """Performance by which an encounter is judged: a firm of which little is expected is held to what others give.

    The comparison level for alternatives [ThibautKelley1959]; all three 0-1.
    """
    return expectation + norm * max(elsewhere - expectation, 0.0)


@rule
def taken_for_granted(expectation: float, elsewhere: float, habituation: float) -> float:
    """Performance, 0-1, that pleases no more by its level, since it is always so here [Helson1964]."""
    return habituation * max(expectation - elsewhere, 0.0)


@rule
def memory_after(satisfaction: float, judgement: Satisfaction) -> float:
    """Share of former satisfaction kept after an encounter; bad is stronger than good [BaumeisterEtAl2001]."""
    is_bad = satisfaction < judgement.dissatisfied_below
    return judgement.memory * (1.0 - judgement.sting) if is_bad else judgement.memory


@rule
def spoken_for(cumulative: float, judgement: Satisfaction) -> float:
    """Utility that own satisfaction on the whole lends to a firm, signed; a bad firm is avoided [LeeEtAl2009]."""
    liked = judgement.weight * (cumulative - judgement.usual)
    return liked - judgement.avoidance * max(judgement.avoided_below - cumulative, 0.0)
