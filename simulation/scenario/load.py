"""A scenario file, what it extends and what the command line sets become one Scenario, or every fault."""

from __future__ import annotations

import os
import pathlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pydantic

from simulation.facts.expectations import expectation_problems
from simulation.plans.plan_paths import changed
from simulation.reading import python_values
from simulation.reading.errors import Fault, Refused, refused
from simulation.reading.paths import Path, format_path, merged, parse_path, without
from simulation.reading.pydantic_errors import InputProblem
from simulation.reading.yaml_document import Document, read_value
from simulation.scenario.inheritance import find, read_extended
from simulation.scenario.plausible import plausible_problems
from simulation.scenario.scenario import Scenario
from simulation.scenario.series_files import UnreadableSeries, fault_of_series, inlined_tree
from simulation.scenario.validation import asking_of_what_is_left, related, scenario_problems, strategy_problems

Setting = tuple[str, Path, Any]
SHORT = {"customers": "market.customers", "weeks": "market.weeks", "seed": "run.seed"}
"""Keywords of a model that stand for a path, as `load` has them."""


def load(
    source: str | os.PathLike[str],
    settings: Sequence[tuple[str, Any]] | Mapping[str, Any] = (),
    *,
    seed: int | None = None,
    replicates: int | None = None,
    weeks: int | None = None,
    customers: int | None = None,
) -> Scenario:
    """The scenario of a file or shipped name, changed by settings and by the named options.

    Settings are changes by path: a mapping of values, or pairs as of the command line, whose text is read as YAML.
    Raises `Refused` with every fault that is found, each with its file, line and column or with its option.
    """
    document, inherited = document_of(python_values.text(source))
    scenario = _scenario(document, inherited)
    options: list[Setting] = [
        ("--seed", ("run", "seed"), seed),
        ("--replicates", ("run", "replicates"), replicates),
        ("--weeks", ("market", "weeks"), weeks),
        ("--customers", ("market", "customers"), customers),
    ]
    wanted, faults = _read_settings(settings)
    wanted += [(option, path, python_values.plain(value)) for option, path, value in options if value is not None]
    return _set(scenario, wanted, faults, document) if wanted or faults else scenario


def varied(scenario: Scenario | str | os.PathLike[str], changes: Mapping[str, Any]) -> Scenario:
    """The scenario, loaded when it is a name, with all changes; those named in `SHORT` may be None: as it is."""
    wanted = {SHORT.get(name, name): value for name, value in changes.items() if value is not None or name not in SHORT}
    found = read(scenario)
    return found.changed(wanted) if wanted else found


def read(scenario: Scenario | str | os.PathLike[str]) -> Scenario:
    """The scenario, loaded when it is the name of one, or of a file; refused where it is neither."""
    if isinstance(scenario, (str, os.PathLike)):
        return load(scenario)
    if not isinstance(scenario, Scenario):
        raise refused(f"a {type(scenario).__name__} is no scenario; write a scenario, or the name of one")
    return scenario


def document_of(source: str) -> tuple[Document, Any]:
    """The whole document of a file or shipped name, and what of it the file took over from those that it extends."""
    return read_extended(find(source), _with_defaults)


def _with_defaults(tree: Any) -> Any:
    """The tree with its defaults, so that a child's strategy can be told from one that is not written."""
    try:
        return Scenario.model_validate(tree).stated()
    except pydantic.ValidationError:
        return tree


def _scenario(document: Document, inherited: Any) -> Scenario:
    """The scenario of the document; its strategies are checked even where something else is wrong."""
    problems = scenario_problems(Scenario, document.tree)
    faults = [*document.faults, *(_placed(problem, document, complete=not inherited) for problem in problems)]
    tree = _mended(document.tree, problems, inherited)
    if not (problems and scenario_problems(Scenario, tree)):
        resolved = Scenario.model_validate(tree)
        faults += [_placed(problem, document) for problem in strategy_problems(Scenario, resolved.stated())]
        faults += [_placed(problem, document) for problem in _of_sound(resolved)]
    _refuse(faults)
    return Scenario.model_validate(document.tree)


def _of_sound(scenario: Scenario) -> list[InputProblem]:
    """What is wrong with ranges and beliefs, which are read of a sound scenario."""
    return [*plausible_problems(scenario), *expectation_problems(scenario)]


def _mended(tree: Any, problems: Sequence[InputProblem], inherited: Any) -> Any:
    """The tree with what is wrong taken back to what the file inherits, so that the rest can be checked."""
    return merged(inherited, without(tree, [problem.path for problem in problems])) if problems else tree


def _placed(problem: InputProblem, document: Document, *, complete: bool = False) -> Fault:
    """The problem where it stands in its file; `complete` says that the file extends nothing."""
    place = document.key_place(problem.at) if problem.is_key else document.value_place(problem.at)
    is_missing = problem.at != problem.path
    hint = ", or take it over with `extends: baseline`" if complete and is_missing else ""
    return Fault(*place, format_path(problem.path), problem.message + hint)


def _read_settings(settings: Sequence[tuple[str, Any]] | Mapping[str, Any]) -> tuple[list[Setting], list[Fault]]:
    result: list[Setting] = []
    faults: list[Fault] = []
    is_mapping = hasattr(settings, "keys")
    pairs: Iterable[Any] = python_values.settings(settings).items() if is_mapping else settings
    for path, value in pairs:
        option = f"--set {path}"
        try:
            given = (
                python_values.plain(value) if is_mapping or not isinstance(value, str) else read_value(value, option)
            )
            place = parse_path(path)
            tree, failures = inlined_tree(given, pathlib.Path(), place)
            result.append((option, place, tree))
        except Refused as refusal:
            faults += [replace(fault, file=option, path="") for fault in refusal.faults]
        else:
            faults += [_unread(failure, option) for failure in failures]
    return result, faults


def _unread(failure: UnreadableSeries, option: str) -> Fault:
    """The fault in the file where it has a line there, else at the option that names the file."""
    return failure.fault if failure.fault.line else Fault(option, 0, 0, "", fault_of_series(failure.fault))


def _set(scenario: Scenario, settings: Sequence[Setting], faults: Sequence[Fault], document: Document) -> Scenario:
    """The scenario with the settings, checked as a whole; `faults` are those of unreadable settings."""
    tree: Any = scenario.stated()
    found = list(faults)
    options: dict[Path, str] = {}
    for option, path, value in settings:
        options[path] = option
        try:
            tree = changed(tree, path, value)
        except Refused as refusal:
            found += [replace(fault, file=option, path="") for fault in refusal.faults]
    tree = asking_of_what_is_left(tree, options)
    found += [_blamed(problem, options, document) for problem in scenario_problems(Scenario, tree)]
    _refuse(found)
    scenario = Scenario.model_validate(tree)
    problems = [*strategy_problems(Scenario, scenario.stated()), *_of_sound(scenario)]
    _refuse([_blamed(problem, options, document) for problem in problems])
    return scenario


def _blamed(problem: InputProblem, options: Mapping[Path, str], document: Document) -> Fault:
    """The problem at the option that causes it, or in the file that no longer fits the options."""
    path = related(problem.at, options)
    if path is None:
        return _placed(problem, document)
    return Fault(options[path], 0, 0, "" if path == problem.path else format_path(problem.path), problem.message)


def _refuse(faults: Sequence[Fault]) -> None:
    if faults:
        raise Refused(sorted(faults, key=lambda fault: (fault.file, fault.line, fault.column)))
