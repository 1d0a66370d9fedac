"""Luck is a function that behaves like luck: known answers, uniform, independent, the same compiled and interpreted."""

import math
from itertools import combinations
from typing import Any

import numpy as np
import pytest
from scipy import special, stats

from simulation.engine import chance
from simulation.engine.chance import fill, gumbel, normal, philox, replicate_luck, uniform, uniforms
from simulation.engine.compiling import phase
from simulation.engine.luck import Luck
from simulation.state import decisions
from tests.oracle import drawn
from tests.simulation.sample_markets import INTERPRETED

MANY = 100_000
LUCK = Luck(0x243F6A88, 0x85A308D3)
RARE = 1e-6
"""A test of independence fails by accident once in a million; nothing here is drawn anew, so never by itself."""

PI = (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344)
ONES = (0xFFFFFFFF,) * 4


@phase
def draw(luck: Luck, decision: int, k: int, drawn: np.ndarray) -> None:
    """Luck of customers 0, 1, … (columns) in weeks 0, 1, … (rows)."""
    for week in range(drawn.shape[0]):
        for customer in range(drawn.shape[1]):
            drawn[week, customer] = uniform(luck, week, customer, decision, k)


def luck_of(decision: int, k: int = 0, luck: Luck = LUCK, weeks: int = 1, customers: int = MANY) -> np.ndarray:
    """The luck of many in one decision."""
    found = np.empty((weeks, customers))
    draw(luck, decision, k, found)
    return found


def correlation_is_chance(one: np.ndarray, other: np.ndarray) -> bool:
    """Whether two rows of draws correlate no more than independent ones would."""
    correlation = np.corrcoef(one.ravel(), other.ravel())[0, 1]
    return bool(2.0 * stats.norm.sf(abs(correlation) * math.sqrt(one.size)) > RARE)


def is_uniform_in_pairs(one: np.ndarray, other: np.ndarray) -> bool:
    """Whether pairs of draws fill a chessboard of 16 x 16 fields evenly."""
    fields = np.bincount((one.ravel() * 16).astype(int) * 16 + (other.ravel() * 16).astype(int), minlength=256)
    return bool(stats.chisquare(fields).pvalue > RARE)


@pytest.mark.parametrize(
    ("key", "counter", "answer"),
    [
        (Luck(0, 0), (0, 0, 0, 0), (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)),
        (Luck(0xFFFFFFFF, 0xFFFFFFFF), ONES, (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD)),
        (Luck(0xA4093822, 0x299F31D0), PI, (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1)),
    ],
)
def test_philox_gives_the_known_answers_of_its_authors(
    key: Luck, counter: tuple[int, int, int, int], answer: tuple[int, int, int, int]
) -> None:
    assert philox(key, *counter) == answer
    a, b, c, d = (np.array([word], np.uint64) for word in counter)
    assert tuple(int(word[0]) for word in drawn.philox(key, (a, b, c, d))) == answer


@pytest.mark.parametrize("decision", [decisions.NEED, decisions.CONSIDER, decisions.SERVICE, decisions.NETWORK])
@pytest.mark.parametrize("k", [0, 1, 3, 4, 49])
def test_compiled_interpreted_and_vectorised_luck_are_the_same(decision: int, k: int) -> None:
    compiled = luck_of(decision, k, weeks=3, customers=64)
    plain = getattr(uniform, "py_func", uniform)
    for week in range(3):
        assert [plain(LUCK, week, i, decision, k) for i in range(64)] == compiled[week].tolist()
        assert drawn.uniforms(LUCK, week, np.arange(64), decision, k // 4)[k % 4] == compiled[week].tolist()


def test_luck_before_the_first_week_is_that_of_week_0() -> None:
    assert uniforms(LUCK, decisions.PERSON, 1, 50).tolist() == luck_of(decisions.PERSON, 1, customers=50)[0].tolist()
    filled = np.empty(50)
    fill(LUCK, decisions.PERSON, 1, filled)
    assert filled.tolist() == uniforms(LUCK, decisions.PERSON, 1, 50).tolist()


@pytest.mark.parametrize("k", range(6))
@pytest.mark.parametrize("decision", [decisions.NEED, decisions.TASTE_OF_THE_DAY, decisions.HEAR, decisions.PERSON])
def test_luck_is_uniform(decision: int, k: int) -> None:
    found = luck_of(decision, k)[0]
    assert ((found > 0.0) & (found < 1.0)).all()
    assert stats.kstest(found, "uniform").pvalue > RARE
    assert stats.chisquare(np.bincount((found * 1000).astype(int), minlength=1000)).pvalue > RARE


def test_the_ends_of_a_word_stay_inside() -> None:
    assert 0.0 < chance.unit(0) < chance.unit(0xFFFFFFFF) < 1.0
    for end in (chance.unit(0), chance.unit(0xFFFFFFFF)):
        assert math.isfinite(gumbel(end))
        assert math.isfinite(normal(end))


@pytest.mark.parametrize("lag", [1, 2, 3, 4, 7, 8, 16, 64])
def test_neighbours_and_weeks_do_not_share_luck(lag: int) -> None:
    found = luck_of(decisions.NEED, weeks=100, customers=1_000)
    for one, other in ((found[:, lag:], found[:, :-lag]), (found[lag:], found[:-lag])):
        assert correlation_is_chance(one, other)
        assert is_uniform_in_pairs(one, other)
    assert correlation_is_chance(found[lag:, lag:], found[:-lag, :-lag])


def test_decisions_do_not_share_luck() -> None:
    rows = {name: luck_of(number, customers=20_000)[0] for name, number in numbers().items()}
    for one, other in combinations(rows, 2):
        assert correlation_is_chance(rows[one], rows[other]), (one, other)
        assert is_uniform_in_pairs(rows[one], rows[other]), (one, other)


def test_firms_and_steps_of_one_decision_do_not_share_luck() -> None:
    rows = [luck_of(decisions.CONSIDER, k, customers=20_000)[0] for k in range(10)]
    for one, other in combinations(rows, 2):
        assert correlation_is_chance(one, other)
        assert is_uniform_in_pairs(one, other)


def test_sums_of_many_weeks_of_one_customer_spread_as_they_should() -> None:
    sums = luck_of(decisions.VOICE, 3, weeks=200, customers=2_000).sum(axis=0)
    assert stats.kstest((sums - 100.0) / math.sqrt(200 / 12), "norm").pvalue > RARE


def test_every_replicate_and_seed_has_luck_of_its_own() -> None:
    keys = {replicate_luck(seed, replicate) for seed in (0, 1, 2, 2**32, 2**63 - 1) for replicate in range(1, 200)}
    assert len(keys) == 5 * 199
    for one, other in ((replicate_luck(1, 1), replicate_luck(1, 2)), (replicate_luck(1, 1), replicate_luck(2, 1))):
        assert correlation_is_chance(luck_of(decisions.NEED, luck=one), luck_of(decisions.NEED, luck=other))
        assert is_uniform_in_pairs(luck_of(decisions.NEED, luck=one), luck_of(decisions.NEED, luck=other))


def test_replicate_luck_never_changes() -> None:
    assert replicate_luck(1, 1) == Luck(2372600460, 2000163389)


def test_normal_is_the_inverse_of_the_normal_distribution() -> None:
    chances = np.concatenate(
        [np.logspace(-9.5, -2, 200), np.linspace(0.01, 0.99, 999), 1.0 - np.logspace(-9.5, -2, 200)]
    )
    found = np.array([normal(float(p)) for p in chances])
    expected = special.ndtri(chances)
    assert np.allclose(found, expected, rtol=2e-9, atol=2e-9)
    assert (np.diff(found[np.argsort(chances)]) >= 0.0).all()


def test_gumbel_has_the_moments_and_the_shape_of_its_name() -> None:
    found = np.array([gumbel(p) for p in luck_of(decisions.TASTE_OF_THE_DAY)[0].tolist()])
    assert abs(found.mean() - np.euler_gamma) < 5.0 * math.pi / math.sqrt(6.0 * MANY)
    assert math.isclose(found.var(), math.pi**2 / 6.0, rel_tol=0.03)
    assert stats.kstest(found, "gumbel_r").pvalue > RARE


def numbers() -> dict[str, int]:
    """All uses of luck."""
    return {name: value for name, value in vars(decisions).items() if name.isupper()}


def test_every_decision_has_its_own_number_for_ever() -> None:
    assert numbers() == {
        "NEED": 0, "CONSIDER": 1, "TASTE_OF_THE_DAY": 2, "OUTSIDE": 3, "SEARCH": 4, "BALK": 5, "SERVICE": 6,
        "VOICE": 7, "DESK": 8, "TELL": 9, "HEAR": 10, "RUMOUR": 11, "LOOK": 12, "STOCK": 13, "AWAY": 14,
        "TASTE": 20, "PERSON": 21, "FIRST_IMPRESSION": 22, "FIRST_FIRM": 23, "PANELIST": 24, "NETWORK": 30,
        "GROUP_TASTE": 25, "OTHER_TYPE": 26,
        "BESIDE": 15, "GOOD": 16, "COME": 17, "GO": 18, "DIFFICULT": 40, "RIVALS": 41, "MATTERS": 42,
        "FEATURES": 60, "ADVICE": 61, "TAKE_PART": 62,
        "JOIN": 63, "CONTRACT": 70, "ASKED": 71, "FIRST_CONTRACT": 72, "READY": 73, "USE": 74,
    }  # fmt: skip
    assert len(set(numbers().values())) == len(numbers())


@pytest.mark.skipif(INTERPRETED, reason="nothing is compiled")
def test_constants_and_widths_of_a_number_do_not_compile_a_rule_anew() -> None:
    compiled: Any = philox
    before = len(compiled.signatures)
    luck_of(decisions.NEED, 3, customers=1)
    decision: Any = np.int8(decisions.TELL)
    k: Any = np.int32(3)
    luck_of(decision, k, customers=1)
    assert len(compiled.signatures) == before
