"""The reference, listed from the code that it describes: commands, parameters, columns, scenarios."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from html import escape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import click

Row = Sequence[str]
SUMMED = {"flow": "sum over the weeks", "stock": "last week", "rate": "mean of the last 52 weeks"}


def table(head: Row, rows: Iterable[Row]) -> str:
    """A Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |" for line in lines)


def commands() -> str:
    """Every command with its help, example and options; options that most commands have stand once, above."""
    import click

    from analysis.cli.main import commands as group
    from analysis.cli.options import OPTIONS

    context = click.Context(group, info_name="python run.py")
    found = {name: group.get_command(context, name) for name in group.list_commands(context)}
    shared = {option.opts[0]: _told(option) for add in OPTIONS.values() for option in _declared(add)}
    parts = ["## Options that many commands take\n\n" + table(("option", "what it does"), shared.values())]
    return "\n\n".join([*parts, *(_command(name, one, shared, context) for name, one in found.items() if one)])


def _declared(add: Callable[[Any], Any]) -> list[click.Parameter]:
    """The option that a decorator of the shared options adds."""
    import click

    command = click.command()(add(lambda: None))
    return list(command.params)


def _told(option: click.Parameter) -> Row:
    """An option as it is typed, and what it does."""
    word = option.metavar or ("" if getattr(option, "is_flag", False) else option.type.name.upper().split()[0])
    return f"`{' '.join([', '.join(option.opts), word]).strip()}`", escape(
        getattr(option, "help", "") or "", quote=False
    )


def _command(name: str, command: click.Command, shared: dict[str, Row], context: click.Context) -> str:
    """One command."""
    import click

    about = [" ".join(text.replace("\b", "").split()) for text in (command.help or "").split("\n\n")]
    example = [text.removeprefix("Example: ") for text in about if text.startswith("Example: ")]
    own = [one for one in command.params if isinstance(one, click.Option)]
    differing = [one for one in own if shared.get(one.opts[0]) != _told(one)]
    alike = [f"`{one.opts[0]}`" for one in own if shared.get(one.opts[0]) == _told(one)]
    usage = " ".join([name, *(piece for piece in command.collect_usage_pieces(click.Context(command, context)))])
    parts = [f"## {name}", *(text for text in about if not text.startswith("Example: ")), f"`python run.py {usage}`"]
    parts += [f"```\n{text}\n```" for text in example]
    if differing:
        parts.append(table(("option", "what it does"), map(_told, differing)))
    if alike:
        parts.append(f"Also: {', '.join(alike)}.")
    return "\n\n".join(parts)


def parameters() -> str:
    """Every parameter of a scenario, as in the description of the model, a heading higher."""
    from tools.parameter_tables import parameter_tables

    return parameter_tables().replace("### Parameters: ", "## ")


def sources() -> str:
    """Every number of the shipped market by the mark of its source, with counts and what would raise each."""
    from tools.source_tables import source_tables

    return source_tables()


def metrics() -> str:
    """Every metric: meaning, unit, which way is better, and how a run sums it up."""
    from simulation.measurement.metrics import METRICS

    rows = [(f"`{name}`", one.meaning, one.unit, one.better, SUMMED[one.kind]) for name, one in METRICS.items()]
    return table(("metric", "meaning", "unit", "better", "over a run"), rows)


def week_metrics() -> str:
    """The metrics that people get by week, and by week and loyalty type."""
    from analysis.comparison.written import ASKED

    rows = [(f"`{name}.csv`", ", ".join(f"`{metric}`" for metric in metrics)) for name, metrics in ASKED.items()]
    return table(("file", "metrics"), rows)


def costs() -> str:
    """Every part of the cost, and what of it recurs with customers, comes every week, or is paid once."""
    from simulation.measurement.cost_parts import COSTS

    rows = [(f"`{name}`", one.by_customers, one.by_week, one.once) for name, one in COSTS.items()]
    return table(("part", "with customers", "every week", "once"), rows)


def columns() -> str:
    """Every other column of the tables."""
    from analysis.study.files import COLUMNS

    return table(("column", "meaning", "unit"), [(f"`{name}`", *told) for name, told in COLUMNS.items()])


def panel_columns() -> str:
    """The columns of a synthetic panel, file by file."""
    from simulation.panel.columns import tables

    parts = [
        f"### {file}\n\n"
        + table(("column", "meaning", "unit"), [(f"`{name}`", *one[1:]) for name, one in known.items()])
        for file, known in tables(["<firm>"]).items()
    ]
    return "\n\n".join(parts)


def observables() -> str:
    """What may be told of a real firm: the formula of the model, the unit, and the usual standard error."""
    from simulation.facts.observables import OBSERVABLES

    rows = [(f"`{name}`", one.formula, one.unit, one.error_told) for name, one in OBSERVABLES.items()]
    return table(("fact", "what it is in the model", "unit", "standard error, if you give none"), rows)


def data_files() -> str:
    """The files that a user may have, each with its columns."""
    from analysis.calibration.data.kinds import KINDS

    parts = [
        f"### {kind}\n\n"
        + table(("column", "meaning", ""), [(f"`{name}`", one.meaning, "needed" if one.needed else "")
                                           for name, one in columns.items()])
        for kind, columns in KINDS.items()
    ]  # fmt: skip
    return "\n\n".join(parts)


def scenarios() -> str:
    """Every shipped scenario: its question, its strategies, and the file itself."""
    from simulation.scenario.inheritance import SHIPPED, shipped_names
    from simulation.scenario.load import load

    parts = []
    for name in shipped_names():
        scenario, text = load(name), (SHIPPED / f"{name}.yaml").read_text(encoding="utf-8").rstrip()
        if name == "baseline" or name.startswith("lessons/"):
            continue
        arms = ", ".join(f"`{arm}`" for arm in scenario.compare)
        file = f"<details><summary>The file</summary>\n\n```yaml\n{text}\n```\n\n</details>"
        parts.append(f"## {name}\n\n{scenario.question}\n\nStrategies: {arms}.\n\n{file}")
    return "\n\n".join(parts)
