"""Find a scenario file by name or path, and lay it over the scenarios that it extends."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from simulation.reading.errors import Fault, Refused, refused, suggestion, text_of_value
from simulation.reading.paths import merged
from simulation.reading.regular_files import opened
from simulation.reading.yaml_document import Document, read_document
from simulation.reading.yaml_nodes import LARGEST_FILE
from simulation.scenario.series_files import with_series

SHIPPED = Path(__file__).resolve().parents[2] / "scenarios"
LONGEST_CHAIN = 10
BLANK = "blank"
"""What a file extends that takes over the baseline's customers and trade, and none of its firms."""
TAKEN_BY_BLANK = ("market", "customers", "run")
Complete = Callable[[Any], Any]
RIGHT = "name a shipped scenario, or a file below the folder of this one"


@dataclass(frozen=True)
class Source:
    """A scenario file, and the name by which messages call it."""

    file: Path
    name: str


def shipped_names() -> list[str]:
    """The scenarios that come with the program, presets as presets/NAME."""
    names = (file.relative_to(SHIPPED).with_suffix("").as_posix() for file in SHIPPED.rglob("*.yaml"))
    return sorted(name for name in names if "/." not in f"/{name}")  # systems leave ._baseline.yaml beside a file


def find(text: str) -> Source:
    """The scenario that a user names: a shipped one by its name, or a file. Refused where there is neither."""
    if text in shipped_names():
        return _shipped(text)
    try:
        if Path(text).is_file():
            return Source(Path(text), text)
        exists, is_folder = Path(text).exists(), Path(text).is_dir()
    except (OSError, ValueError) as error:
        raise refused(f"{text_of_value(text)} cannot be read: {_reason(error)}; name another file") from None
    if exists:
        kind = "a folder" if is_folder else "not a regular file"
        raise refused(f"{text_of_value(text)} is {kind}; name a scenario file")
    name = text.removeprefix("scenarios/").removesuffix(".yaml")
    if name in shipped_names():
        return _shipped(name)
    right = suggestion(name, shipped_names())
    raise refused(f"{text_of_value(text)} is neither a file nor a shipped scenario; {right}")


def read_extended(source: Source, complete: Complete, chain: tuple[Source, ...] = ()) -> tuple[Document, Any]:
    """The whole scenario, and what of it the file took over from the scenarios that it extends.

    `complete` gives the tree of one that is extended with its defaults; `chain` are the files that led to this one.
    """
    own = with_series(read_document(_content(source), source.name), source.file.resolve().parent, source.name)
    if "extends" not in own.tree:
        return own, {}
    chain = (*chain, source)
    try:
        parent_source = _parent(own.tree["extends"], source)
        _refuse_endless(parent_source, chain)
    except Refused as refusal:
        place = own.value_place(("extends",))
        raise Refused([Fault(*place, "extends", fault.message) for fault in refusal.faults]) from None
    parent, _ = read_extended(parent_source, complete, chain)
    if own.tree["extends"] == BLANK:
        parent = replace(parent, tree={key: value for key, value in parent.tree.items() if key in TAKEN_BY_BLANK})
    inherited = complete(parent.tree)
    changes = {key: value for key, value in own.tree.items() if key != "extends"}
    if "compare" in changes and isinstance(inherited, dict):
        inherited = {  # beliefs and questions name strategies of before
            key: value for key, value in inherited.items() if key not in ("ask", "expect")
        }
    inherited = _without_facts_of(changes.get("firms"), inherited)
    tree = merged(inherited, changes)
    keys, values = {**parent.keys, **own.keys}, {**parent.values, **own.values}
    return Document(tree, keys, values, parent.faults + own.faults), inherited


def _without_facts_of(firms: Any, inherited: Any) -> Any:
    """What is inherited without what was observed of firms that the file takes away."""
    told = inherited.get("observed") if isinstance(inherited, dict) else None
    if not (isinstance(told, dict) and isinstance(firms, dict)):
        return inherited
    left = {name: facts for name, facts in told.items() if firms.get(name, facts) is not None}
    return {**inherited, "observed": left}


def _parent(extends: Any, source: Source) -> Source:
    if not isinstance(extends, str):
        raise refused(f"{text_of_value(extends)} is not the name of one scenario; {RIGHT}")
    if extends == BLANK:
        return _shipped("baseline")
    if extends in shipped_names():
        return _shipped(extends)
    folder = source.file.resolve().parent
    try:
        file = (folder / extends).resolve()
        if not file.is_relative_to(folder):
            raise refused(f"{text_of_value(extends)} is outside the scenario's own folder; {RIGHT}")
        if file.is_file():
            return Source(file, (Path(source.name).parent / extends).as_posix())
        exists = _is_there(file)
    except (OSError, ValueError, RuntimeError) as error:
        raise refused(f"{text_of_value(extends)} cannot be read: {_reason(error)}; {RIGHT}") from None
    if exists:
        raise refused(f"{text_of_value(extends)} is not a file; {RIGHT}")
    raise refused(f"{text_of_value(extends)} is not there; {suggestion(extends, [*shipped_names(), BLANK])}")


def _is_there(file: Path) -> bool:
    """Whether anything has this name; raises OSError where links go round in a circle."""
    try:
        file.stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    return True


def _refuse_endless(parent: Source, chain: tuple[Source, ...]) -> None:
    names = " -> ".join(source.name for source in (*chain, parent))
    if parent.file.resolve() in [source.file.resolve() for source in chain]:
        raise refused(f"goes round in a circle: {names}; remove one `extends`")
    if len(chain) >= LONGEST_CHAIN:
        raise refused(f"more than {LONGEST_CHAIN} scenarios in a chain: {names}; shorten it")


def _shipped(name: str) -> Source:
    return Source(SHIPPED / f"{name}.yaml", f"scenarios/{name}.yaml")


def _content(source: Source) -> bytes:
    try:
        with opened(source.file) as stream:
            return stream.read(LARGEST_FILE + 1)
    except OSError as error:
        raise refused(f"cannot be read: {_reason(error)}; name another file", place=source.name) from None


def _reason(error: Exception) -> str:
    return error.strerror or str(error) if isinstance(error, OSError) else str(error)
