"""Start a scenario of one's own."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import click

from analysis.cli.options import options
from analysis.study.atomic_files import refuse_taken, write_asked
from simulation.reading.errors import refused, text_of_value

USUAL_NAME = "my_market"
TEMPLATE = """\
# yaml-language-server: $schema=scenario.schema.json
# Say only what differs from the scenario that this one extends; `loyalty list` shows the others.
extends: blank         # customers and trade of the baseline, and none of its firms
question: Does a faster complaint desk beat a 5 % price cut?
market: {customers: 2000, weeks: 52, currency: USD, usual_price: 10.0}   # costs that you leave out follow usual_price

firms:                 # yours and its rivals; prices and costs are money a unit, overhead a week per 10,000 customers
  Ours: {initial_share: 0.4, unit_cost: 6.0, overhead: 1500, pricing: {price: 10.0}}
  Rival: {initial_share: 0.35, unit_cost: 5.5, overhead: 1500, pricing: {price: 9.5}}
  Third: {initial_share: 0.25, unit_cost: 5.0, overhead: 1000, pricing: {price: 9.0}, service: {quality: 0.6}}

focus: Ours            # whose outcomes are judged
compare:               # the strategies: changes by path; the first is the baseline
  as_is: {}
  price_cut: {firms.Ours.pricing.price: 9.50}
  fast_desk: {firms.Ours.recovery: {strategy: fast_track}}

run: {seed: 1, replicates: 10}
"""


@click.command()
@click.argument("name", required=False)
@click.option("--for", "trade", metavar="TRADE",
              help="Start from a trade: subscription, café, shop, hotel, repair, bank or supermarket.")  # fmt: skip
@click.option("--interview", is_flag=True, help="Answer ten questions about your market; Enter leaves one out.")
@options("force", "json")
def command(name: str | None, trade: str | None, interview: bool, force: bool, as_json: bool) -> None:
    """Write NAME.yaml, a scenario to start from, into this folder.

    Example: loyalty new my_market --for café
    """
    if name is None and not interview:
        raise refused(f"needs a name for the scenario, for example: new {USUAL_NAME}")
    stem = (name or USUAL_NAME).removesuffix(".yaml")
    if not re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9_-]{0,59}", stem):
        raise refused(
            f"{text_of_value(name)} cannot name a scenario; take letters, digits, - and _, for example {USUAL_NAME}"
        )
    file = Path(f"{stem}.yaml")
    refuse_taken(file, force=force)
    text, then = _text(trade, interview=interview)
    write_asked(file, text, force=force)
    if as_json:
        click.echo(json.dumps({"file": str(file)}))
    else:
        program = click.get_current_context().find_root().info_name
        click.echo(f"{file} is written; next: {program} {then} {file}")


def _text(trade: str | None, *, interview: bool) -> tuple[str, str]:
    """The scenario, and the command that comes next."""
    if trade is None and not interview:
        return TEMPLATE, "check"
    from analysis.trades.trades import template_of, trade_named
    from analysis.trades.written import text_of

    named = None if trade is None else trade_named(trade)
    if not interview:
        assert named is not None
        return text_of(template_of(named)), "compare"
    from analysis.trades.fitted import fitted
    from analysis.trades.interview import interviewed

    market = fitted(interviewed(_asked, _said, named))
    return text_of(market), "calibrate" if "observed" in market.tree else "compare"


def _asked(question: str) -> str | None:
    """The answer to a question, of a terminal or a pipe; None at its end."""
    click.echo(question, err=True)
    line = sys.stdin.readline() if sys.stdin else ""
    return line.rstrip("\n") if line else None


def _said(told: str) -> None:
    click.echo(f"  {told}", err=True)
