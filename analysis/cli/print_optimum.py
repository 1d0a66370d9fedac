"""What `optimise` says: the winner on fresh luck, and how surely it is better than the runner-up and than nothing."""

from __future__ import annotations

from typing import Any

import click

from analysis.cli.answers import files_in, print_json, print_lines, written_to
from analysis.execution.run import RunsFailed
from analysis.formats.serialization import records
from analysis.optimisation.confirmation import AS_IT_IS, FINALISTS, TRIALS, Finalist, Optimised, behind
from analysis.outcomes.tables import aligned, difference_shown, level_shown
from analysis.statistics.estimates import Estimate
from analysis.statistics.metric_bounds import bounded
from analysis.sweeps.design import written
from analysis.sweeps.design_runs import columns_of
from analysis.text.intervals import difference_with_interval
from analysis.text.numbers import counted, half_told, scale_and_unit
from simulation.scenario.real_size import size_told


def print_optimum(found: Optimised, *, as_json: bool, quiet: bool) -> None:
    """The finalists, the verdict, and where the files are; ends with the runs that failed."""
    sentences = verdict(found)
    if as_json:
        answer = {
            "out": str(found.folder),
            "files": files_in(found.folder),
            "verdict": sentences,
            "finalists": records(found.frame(FINALISTS)),
            "trials": records(found.frame(TRIALS)),
            "failed_runs": [str(failure) for failure in found.failures],
        }
        print_json(answer)
    elif not quiet:
        market = found.task.scenario.market
        replicates = counted(found.task.scenario.run.replicates, "replicate")
        click.echo(f"{counted(found.task.trials, 'trial')}, {replicates}, {counted(market.weeks, 'week')}")
        print_lines([f"money and counts {size_told(found.task.scenario)}", ""])
        if found.finalists:
            told = half_told(found.task.scenario.run.replicates)
            click.echo(f"{_table(found)}\n\non fresh luck, mean {told}; behind the winner, paired\n")
        print_lines(sentences)
        click.echo(f"\n{written_to(found.folder, is_new=found.is_new)}")
    if found.failures:
        raise RunsFailed(found.failures)


def verdict(found: Optimised) -> list[str]:
    """What the search came to, and no surer than it is."""
    winner, goal = found.winner, found.task.goal
    if winner is None:
        if not goal.limits:
            return [f"{goal.column} is not defined at any point on fresh luck: take more --weeks, or another outcome."]
        limits = ", ".join(limit.text for limit in goal.limits)
        return [f"no point that was tried keeps the limits ({limits}) on fresh luck; loosen them, or vary more."]
    runner_up = next((one for one in found.finalists
                      if one is not winner and one.point is not None and one.is_feasible), None)  # fmt: skip
    gap = behind(found, runner_up) if runner_up is not None else None
    is_tied = gap is not None and gap.mean == 0.0 and gap.sd == 0.0
    told = [f"{'no point is best; first of equals' if is_tied else 'best'}: {winner.name} ({_values(found, winner)})."]
    if runner_up is not None:
        told.append(_against(found, runner_up, f"the runner-up, {runner_up.name} ({_values(found, runner_up)})"))
    as_it_is = next((one for one in found.finalists if one.point is None), None)
    if as_it_is is not None:
        told.append(_against(found, as_it_is, "leaving things as they are"))
        if not as_it_is.is_feasible:
            told.append("as things are, the limits are not kept.")
    return told


def _against(found: Optimised, other: Finalist, name: str) -> str:
    gap = behind(found, other)
    assert gap is not None
    factor, unit = _scale(found, difference=True)
    text = f"{found.task.goal.column} {difference_with_interval(gap, unit, factor)}"
    if gap.mean == 0.0 and gap.sd == 0.0:
        return f"it comes to exactly the same as {name}."
    if gap.excludes_zero or (gap.sd == 0.0 and gap.mean > 0.0):
        word = "surely better than" if gap.mean > 0.0 else "surely worse than"
        return f"it is {word} {name}: {text}."
    return f"it cannot be told from {name}: {text}; take more --replicates, or either."


def _table(found: Optimised) -> str:
    factor, unit = _scale(found)
    rows = [["candidate", f"{found.task.goal.column} ({unit})" if unit else found.task.goal.column, "behind", "limits"]]
    for one in found.finalists:
        gap = behind(found, one)
        kept = "kept" if one.is_feasible else "broken"
        level = level_shown(bounded(one.level, _metric(found)), factor)
        rows.append([one.name, level, _gap(gap, factor), kept if found.task.goal.limits else "–"])
    return aligned(rows, rule_after=1)


def _gap(gap: Estimate | None, factor: float) -> str:
    return "" if gap is None else difference_shown(gap, factor)


def _metric(found: Optimised) -> str:
    return columns_of(found.task.scenario)[found.task.goal.column][1]


def _scale(found: Optimised, *, difference: bool = False) -> tuple[float, str]:
    return scale_and_unit(_metric(found), found.task.scenario.market.currency, difference=difference)


def _values(found: Optimised, one: Finalist) -> str:
    if one.point is None:
        return AS_IT_IS
    return ", ".join(f"{path}={_short(value)}" for path, value in zip(found.task.paths, one.point, strict=True))


def _short(value: Any) -> str:
    return f"{value:.4g}" if isinstance(value, float) else str(written(value))
