"""From a command line to a scorecard: what was asked, its files in a folder, and what is printed."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from analysis.evidence.bands import chosen, kind_of
from analysis.job import RunsFailed
from simulation.faults import refused
from simulation.loading import load

if TYPE_CHECKING:
    from analysis.evidence.scorecard import Scorecard
    from simulation.scenario import Scenario


class FindingsFailed(Exception):
    """Some claims or laws could not be measured, through a fault of ours; the others are finished."""

    exit_code = 5


@dataclass(frozen=True)
class Study:
    """What was asked: the market, the claims and laws, and how."""

    scenario: Scenario
    names: Sequence[str]
    is_own: bool
    out: Path
    given: Mapping[str, Any]


def study_of(given: Mapping[str, Any]) -> Study:
    """What the options ask for; refused where they contradict each other."""
    from analysis.evidence.scorecard import sized
    from analysis.outputs import default_folder

    own = given["scenario"]
    if own and given["claims"]:
        raise refused("a market of one's own is scored by laws, not by claims; leave one of them out", place="--claim")
    names = chosen(given["claims"], given["laws"])
    if own:
        names = tuple(name for name in names if kind_of(name) == "law")
    scenario = load(own or "baseline", given["settings"], seed=given["seed"], replicates=given["replicates"])
    if scenario.market.customers < 100 or len(scenario.firms) < 2:
        raise refused("laws of the market need two firms and 100 customers at least", place="--scenario")
    size = sized(scenario, quick=given["is_quick"], replicates=given["replicates"])
    out = Path(given["out"]) if given["out"] else default_folder("evidence")
    return Study(size, names, bool(own), out, given)


def carry_out(study: Study, *, quiet: bool) -> tuple[Scorecard, Mapping[str, bytes]]:
    """Take the evidence with the folder locked, and write its files when all is done."""
    from analysis import outputs
    from analysis.csv_text import to_csv
    from analysis.evidence.scorecard import check_rows, rows, take
    from analysis.folder import open_folder
    from analysis.keeping import nothing_kept
    from analysis.plan import Plan

    given = study.given
    plan = Plan("evidence", "evidence", (study.scenario,), {"as_is": study.scenario})
    asked = plan.asked() | {"names": list(study.names), "quick": given["is_quick"]}
    with open_folder(study.out, asked, force=given["force"]) as folder, nothing_kept():
        card = take(study.scenario, study.names, workers=given["workers"], quick=given["is_quick"], quiet=quiet)
        frames = {"evidence.csv": rows(card), "checks.csv": check_rows(card)}
        files = {name: to_csv(frame) for name, frame in frames.items()}
        folder.save(files, outputs.manifest(plan, frames, [str(failure) for failure in card.failures]))
    click.echo(f"Written to {folder.path}", err=True) if not quiet else None
    return card, files


def print_card(study: Study, card: Scorecard, files: Mapping[str, bytes], *, as_json: bool, quiet: bool) -> None:
    """The table, what falls short, and the summary; or one JSON object. Ends with what could not be measured."""
    from analysis.evidence import printed
    from analysis.evidence.scorecard import rows
    from analysis.experiment import records

    if as_json:
        answer = {
            "out": str(study.out),
            "files": sorted(files),
            "summary": card.summary,
            "evidence": records(rows(card)),
        }
        click.echo(json.dumps(answer, ensure_ascii=False))
    elif not quiet:
        parts = [
            printed.table(card),
            printed.breaches(card) if study.is_own else printed.shortfalls(card),
            card.summary,
        ]
        click.echo("\n\n".join(part for part in parts if part))
    if card.failures:
        raise RunsFailed(card.failures)
    if card.troubles:
        raise FindingsFailed("error: " + "\nerror: ".join(card.troubles))
