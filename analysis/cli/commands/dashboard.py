"""The what-if page."""

from __future__ import annotations

from pathlib import Path

import click

from analysis.cli.completion import scenarios_starting
from analysis.cli.options import options
from analysis.dashboard.server import Application, serve


@click.command()
@click.argument("scenario", default="baseline", shell_complete=scenarios_starting)
@click.option("--port", type=click.IntRange(0, 65535), help="Port of 127.0.0.1; default: the first free one from 8470.")
@click.option("--no-browser", is_flag=True, help="Only print the address, with its token.")
@click.option("--out", type=click.Path(), default="results/dashboard", show_default=True,
              help="Folder that settings are saved into.")  # fmt: skip
@options()
def command(scenario: str, port: int | None, no_browser: bool, out: str) -> None:
    """Open a page on this machine: move levers of SCENARIO and watch the market, week by week.

    The address that is printed carries a token; whoever has none is refused.

    Example: loyalty dashboard complaint_desk
    """
    from analysis.dashboard.settings import begin

    begin(scenario)  # refused here, where it can be told, rather than on the page

    def page() -> Application:
        from analysis.dashboard.tabs import application

        return application(scenario, Path(out))

    serve(page, port, opens=not no_browser)
