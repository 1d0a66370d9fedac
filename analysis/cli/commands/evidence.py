"""Replay the claims of the theory and the laws of the market."""

from __future__ import annotations

from typing import Any

import click

from analysis.cli.completion import claims_starting
from analysis.cli.options import options, picked


@click.command()
@click.option(
    "--claim",
    "claims",
    multiple=True,
    metavar="ID",
    shell_complete=claims_starting,
    help="Only this claim, such as F30; may be repeated.",
)
@click.option("--law", "laws", multiple=True, metavar="NUMBER", help="Only this law, such as 6; may be repeated.")
@click.option("--scenario", metavar="FILE", help="Score this market by the laws, instead of the shipped one.")
@click.option("--quick", "is_quick", is_flag=True, help="Fewer replicates of a smaller market: two minutes.")
@click.option("--ablate", "is_ablation", is_flag=True, help="Switch each mechanism off in turn: what fails without it?")
@click.option(
    "--challenge", "is_challenge", is_flag=True, help="Each claim without the mechanisms it is about: could it fail?"
)
@click.option("--markets", "is_markets", is_flag=True, help="Ask the laws in a battery of other markets, too.")
@click.option(
    "--noise", type=float, metavar="SHARE", help="Ask the laws with every number off by up to this share, such as 0.2."
)
@click.option("--draws", type=int, default=10, show_default=True, metavar="N", help="How many such markets.")
@options(*("set", "seed", "replicates", "workers", "out", "resume", "force", "no_report", "quiet", "json"))
def command(as_json: bool, **given: Any) -> None:
    """Replay the claims of the theory and the laws of the market, and say which hold.

    Exit code 0 whatever the verdicts.

    Example: loyalty evidence --claim F30 --quick
    """
    from analysis.evidence.request import EvidenceRequest, plan_evidence
    from analysis.study.scenario_changes import ScenarioChanges

    study = plan_evidence(picked(EvidenceRequest, given, changes=picked(ScenarioChanges, given)))

    from analysis.cli.execution_options import execution_of, placed
    from analysis.cli.print_evidence import print_answer
    from analysis.evidence.study import take_evidence

    execution = placed(execution_of(given, as_json=as_json), "evidence")
    print_answer(study, take_evidence(study, execution), as_json=as_json, quiet=execution.quiet)
