"""How well the estimators of doubt find what is known of made-up worlds: the table of `docs/doubt.md`, written anew.

`python -m tools.doubt_coverage [REPETITIONS]`: 200 unless told, some five minutes. Two plans and the baseline in 64
worlds of 2 replicates, 8 assumptions of which 3 do something, all effects normal: every true value can be computed.
"""

from __future__ import annotations

import functools
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from scipy.special import ndtr, ndtri

from analysis.uncertainty.flips import flips
from analysis.uncertainty.robustness import robustness
from analysis.uncertainty.worth import ALL, BLOCK, worth

PAGE = Path(__file__).parents[1] / "docs" / "doubt.md"
START, END = "<!-- coverage -->\n", "<!-- end of coverage -->"
REPETITIONS = 200
WORLDS, REPLICATES, ASSUMPTIONS = 64, 2, 8
MEANS = np.array([30.0, 20.0])
SLOPES = np.array([[100.0, 0.0, 0.0], [0.0, 60.0, 40.0]])
"""What a plan gains when one of the first three assumptions rises by a standard deviation."""
LUCK = {"little luck": 20.0, "luck like doubt": 100.0, "nothing unknown": 100.0}
"""Standard deviation of one replicate's difference to the baseline, by case."""
OF: Any = {"firm": "Alba", "metric": "profit"}
BLOCKS = {"first": ["a0", "a3", "a4"], "others": ["a1", "a2", "a5"], "inert": ["a6", "a7"]}
"""Blocks of assumptions: one with the first that does something, one with the two others, and one of none."""
Z = 1.96
ROUNDING = 1e-9


class Estimate(NamedTuple):
    """One number of one repetition, with its true value and a 95 % interval."""

    case: str
    name: str
    truth: float
    value: float
    low: float
    high: float


def slopes(case: str) -> np.ndarray:
    """Effects of the assumptions in a case."""
    return 0.0 * SLOPES if case == "nothing unknown" else SLOPES


@functools.cache
def truths(case: str) -> dict[str, float]:
    """Every true value, from a million worlds."""
    normal = np.random.Generator(np.random.PCG64(11)).standard_normal((1_000_000, 3))
    gains = np.column_stack([np.zeros(len(normal)), MEANS + normal @ slopes(case).T])
    regret = gains.max(axis=1, keepdims=True) - gains
    known, others = np.maximum(gains[:, 1], MEANS[1]), np.maximum(gains[:, 2], MEANS[0])
    p05, p95 = np.quantile(gains[:, 1], (0.05, 0.95))
    return {
        "better": float((gains[:, 1] > 0.0).mean()),
        "best": float((regret[:, 1] == 0.0).mean()),
        "mean": float(MEANS[0]),
        "p05": float(p05),
        "p95": float(p95),
        "p_loss": float((gains[:, 1] < 0.0).mean()),
        "mean_regret": float(regret[:, 1].mean()),
        "max_regret": float(np.quantile(regret[:, 1], 0.95)),
        "EVPI": float(regret.mean(axis=0).min()),
        "EVPPI": float(known.mean() - MEANS.max()),
        "block of one": float(known.mean() - MEANS.max()),
        "block of two": float(others.mean() - MEANS.max()),
        "flip": float(ndtr(-MEANS[0] / SLOPES[0, 0])),
    }


def drawn(case: str, seed: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Outcomes and worlds of one repetition."""
    generator = np.random.Generator(np.random.PCG64([seed, list(LUCK).index(case)]))
    shares = np.array([generator.permutation(WORLDS) for _ in range(ASSUMPTIONS)]).T + generator.random(
        (WORLDS, ASSUMPTIONS)
    )
    worlds = pd.DataFrame(shares / WORLDS, columns=[f"a{place}" for place in range(ASSUMPTIONS)])
    effects = MEANS + ndtri(shares[:, :3] / WORLDS) @ slopes(case).T
    luck = LUCK[case] * generator.standard_normal((WORLDS, REPLICATES, 2))
    level = 1000.0 * generator.standard_normal((WORLDS, REPLICATES, 1))
    values = np.concatenate([level, level + effects[:, None, :] + luck], axis=2)
    index = pd.MultiIndex.from_product(
        [range(1, WORLDS + 1), range(1, REPLICATES + 1), ["as_is", "p1", "p2"]], names=["world", "replicate", "plan"]
    )
    outcomes = pd.DataFrame({"value": values.ravel()}, index=index).reset_index().assign(firm="Alba", metric="profit")
    worlds.insert(0, "world", range(1, WORLDS + 1))
    return outcomes, worlds


def estimates(case: str, seed: int, known: dict[str, float]) -> Iterator[Estimate]:
    """What is estimated in one repetition; `inert told` is the share of inert assumptions that are told from 0."""
    outcomes, worlds = drawn(case, seed)
    told = robustness(outcomes, baseline="as_is", seed=seed).set_index("plan").to_dict("index")["p1"]
    for name in ("better", "best", "mean", "p05", "p95", "p_loss", "mean_regret", "max_regret"):
        yield _normal(case, name, known[name], told[name], told[f"{name}_se"])
    table = worth(outcomes, worlds, seed=seed, blocks=BLOCKS, **OF).set_index("assumption").to_dict("index")
    pairs = ("EVPI", ALL), ("EVPPI", "a0"), ("block of one", f"{BLOCK}first"), ("block of two", f"{BLOCK}others")
    for name, assumption in pairs:
        yield _normal(case, name, known[name], table[assumption]["evppi"], table[assumption]["se"])
    inert = [table[f"a{place}"]["resolved"] for place in range(0 if case == "nothing unknown" else 3, ASSUMPTIONS)]
    yield Estimate(case, "inert told", 0.0, float(np.mean(inert)), np.nan, np.nan)
    yield Estimate(case, "any inert told", 0.0, float(any(inert)), np.nan, np.nan)
    yield Estimate(case, "inert block told", 0.0, float(table[f"{BLOCK}inert"]["resolved"]), np.nan, np.nan)
    if case != "nothing unknown":
        found = flips(outcomes, worlds, baseline="as_is", seed=seed, **OF)
        row = found[(found["assumption"] == "a0") & (found["plan"] == "p1") & (found["rival"] == "as_is")].iloc[0]
        yield Estimate(case, "flip", known["flip"], row["value"], row["ci_low"], row["ci_high"])


def _normal(case: str, name: str, truth: float, value: float, se: float) -> Estimate:
    """An estimate with the interval of a normal distribution."""
    return Estimate(case, name, truth, value, value - Z * se, value + Z * se)


def summed_up(found: pd.DataFrame) -> pd.DataFrame:
    """A row a case and number: its truth, mean and scatter of estimates, and the share of intervals that hold it."""
    rows = []
    for (case, name), part in found.groupby(["case", "name"], sort=False):
        known = part.dropna(subset=["value", "low"])
        se = ((known["high"] - known["low"]) / (2.0 * Z)).mean()
        held = (known["low"] <= known["truth"] + ROUNDING) & (known["high"] >= known["truth"] - ROUNDING)
        values = part["value"]
        numbers = part["truth"].iloc[0], values.mean(), values.std(), se, held.mean(), values.notna().mean()
        rows.append((case, name, *numbers))
    return pd.DataFrame(rows, columns=["case", "number", "truth", "mean", "sd", "se", "covered", "told"])


def coverage(repetitions: int) -> pd.DataFrame:
    """The table of so many repetitions of each case."""
    every = (one for case in LUCK for seed in range(repetitions) for one in estimates(case, seed, truths(case)))
    return summed_up(pd.DataFrame(every))


def as_markdown(table: pd.DataFrame, repetitions: int) -> str:
    """The table as it stands on the page."""
    lines = [
        f"{repetitions} repetitions a case.",
        "",
        "| case | number | truth | mean | sd | mean se | covered | told |",
    ]
    lines.append("|---|---|---|---|---|---|---|---|")
    for row in table.to_dict("records"):
        numbers = [f"{row[name]:.3g}" for name in ("truth", "mean", "sd", "se")]
        shares = [f"{100.0 * row[name]:.0f} %" for name in ("covered", "told")]
        cells = ["" if "nan" in cell else cell for cell in (*numbers, *shares)]
        lines.append(f"| {' | '.join([row['case'], row['number'], *cells])} |")
    return "\n".join(lines) + "\n"


def write(repetitions: int) -> None:
    """Put the table into the page."""
    text = PAGE.read_text(encoding="utf-8")
    before, rest = text.split(START)
    after = rest[rest.index(END) :]
    PAGE.write_text(before + START + as_markdown(coverage(repetitions), repetitions) + after, encoding="utf-8")


if __name__ == "__main__":
    write(int(sys.argv[1]) if len(sys.argv) > 1 else REPETITIONS)
