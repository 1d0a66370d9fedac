"""Start a scenario of one's own."""

from __future__ import annotations

import json
import re
from pathlib import Path

import click

from analysis.cli.options import options
from analysis.study.atomic_files import write_asked
from simulation.reading.errors import refused, text_of_value

TEMPLATE = """\
# yaml-language-server: $schema=scenario.schema.json
# Say only what differs from the scenario that this one extends; `loyalty list` shows the others.
extends: baseline
question: Does a faster complaint desk beat a 5 % price cut?
market: {customers: 2000, weeks: 52, currency: USD, usual_price: 10.0}   # costs that you leave out follow usual_price

firms:                 # yours and its rivals; prices and costs are money a unit, overhead a week per 10,000 customers
  Ours: {initial_share: 0.4, unit_cost: 6.0, overhead: 1500, pricing: {price: 10.0}}
  Rival: {initial_share: 0.35, unit_cost: 5.5, overhead: 1500, pricing: {price: 9.5}}
  Third: {initial_share: 0.25, unit_cost: 5.0, overhead: 1000, pricing: {price: 9.0}, service: {quality: 0.6}}
  Alba: null           # the firms of the baseline, which are not in your market
  Brio: null
  Corda: null
  Dorra: null

focus: Ours            # whose outcomes are judged
compare:               # the strategies: changes by path; the first is the baseline
  as_is: {}
  price_cut: {firms.Ours.pricing.price: 9.50}
  fast_desk: {firms.Ours.recovery: {strategy: fast_track}}

run: {seed: 1, replicates: 10}
"""


@click.command()
@click.argument("name")
@options("force", "json")
def command(name: str, force: bool, as_json: bool) -> None:
    """Write NAME.yaml, a short scenario to start from, into this folder.

    Example: loyalty new my_market
    """
    stem = name.removesuffix(".yaml")
    if not re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9_-]{0,59}", stem):
        raise refused(
            f"{text_of_value(name)} cannot name a scenario; take letters, digits, - and _, for example my_market"
        )
    file = Path(f"{stem}.yaml")
    write_asked(file, TEMPLATE, force=force)
    if as_json:
        click.echo(json.dumps({"file": str(file)}))
    else:
        program = click.get_current_context().find_root().info_name
        click.echo(f"{file} is written; next: {program} check {file}")
