"""Whether a tree is a sound scenario: every block valid, every name known, every strategy possible."""

from __future__ import annotations

import math
from abc import abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeVar

import pydantic

from simulation.facts.observed import observed_problems
from simulation.reading.block import Block
from simulation.reading.errors import Refused, suggestion, text_of_value
from simulation.reading.paths import Path, changed, format_path, parse_path
from simulation.reading.pydantic_errors import InputProblem, tree_problems
from simulation.scenario.plans import is_long, plan_problems, plans_of

LONGEST_NAME = 60
SHARES_TOLERANCE = 1e-6
FIXED = ("compare", "rivals", "plausible", "observed", "expect", "run", "ask", "real_customers")


class Checked(Block):
    """A block whose parts, each of them sound, may be unsound together."""

    @abstractmethod
    def problems(self) -> Iterator[InputProblem]:
        """What is wrong with the parts taken together."""


Kind = TypeVar("Kind", bound=Checked)


def sound(kind: type[Kind], tree: Any) -> Kind:
    """The scenario that the tree describes; refused with every problem where it is none."""
    try:
        found = kind.model_validate(tree)
    except pydantic.ValidationError:
        found = None
    if found is None or any(_problems_beside(tree)) or any(found.problems()):
        raise Refused([problem.fault() for problem in scenario_problems(kind, tree)])
    return found


def scenario_problems(kind: type[Checked], tree: Any) -> list[InputProblem]:
    """What is wrong with the tree, apart from the strategies that it compares."""
    problems = tree_problems(kind, tree)
    found = {problem.path for problem in problems}
    problems += [problem for problem in _problems_beside(tree) if problem.path not in found]
    if problems:
        return problems
    return list(kind.model_validate(tree).problems())


def _problems_beside(tree: Any) -> list[InputProblem]:
    """What is wrong with names, references and sums, which no single block sees."""
    own = [problem for look in LOOKS for problem in look(tree)]
    return own + [problem for where in _planning(tree) for problem in plan_problems(_mapping(tree, *where), where)]


def strategy_problems(kind: type[Checked], tree: Any) -> list[InputProblem]:
    """What is wrong with the changes in `compare` and `rivals`, tried on a sound tree."""
    return [problem for where in _planning(tree) for problem in _plans_problems(kind, tree, where)]


def _planning(tree: Any) -> list[tuple[str, ...]]:
    """Where the plans of a firm stand."""
    return [("compare",), *(("rivals", firm) for firm in _mapping(tree, "rivals"))]


def _plans_problems(kind: type[Checked], tree: Any, where: tuple[str, ...]) -> Iterator[InputProblem]:
    """Those of the plans that stand there; of what is put together of sound plans last."""
    written = _mapping(tree, *where)
    unsound: set[str] = set()
    for name, plan in sorted(plans_of(written).items(), key=lambda item: bool(item[1].parts)):
        here = (*where, name)
        above = (*here, "change") if is_long(written[name]) else here
        changes = [(here if plan.parts else (*above, text), text, value) for text, value in plan.changes.items()]
        if unsound.isdisjoint(plan.parts):
            problems = list(_changes_problems(kind, tree, here, changes))
            unsound |= {name} if problems else set()
            yield from problems


def _changes_problems(
    kind: type[Checked], tree: Any, where: Path, changes: Sequence[tuple[Path, str, Any]]
) -> Iterator[InputProblem]:
    """Those of changes, each with the place where it is written and its path."""
    paths: dict[Path, Path] = {}
    for here, text, value in changes:
        try:
            path = parse_path(text)
            tree = changed(tree, path, value)
        except Refused as refusal:
            for fault in refusal.faults:
                yield InputProblem(here, fault.message, here, is_key=True)
            continue
        paths[path] = here
        fixed = next((key for key in (path[0], path[-1]) if key in FIXED), None)
        if fixed:
            yield InputProblem(here, f"a strategy cannot change `{fixed}`; change what firms do", here, is_key=True)
    if paths:
        for problem in scenario_problems(kind, tree):
            yield _moved(problem, paths, where)


def _moved(problem: InputProblem, paths: Mapping[Path, Path], where: Path) -> InputProblem:
    """The problem at the change that causes it, or at the strategy where no single change does."""
    inner = related(problem.at, paths)
    if inner is None or paths[inner] == where:
        return InputProblem(where, f"{format_path(problem.path)}: {problem.message}", where, is_key=True)
    here, depth = paths[inner], len(inner)
    if len(problem.at) < depth:
        return InputProblem(here, f"{format_path(problem.path)}: {problem.message}", here, is_key=True)
    return InputProblem(
        (*here, *problem.path[depth:]), problem.message, (*here, *problem.at[depth:]), is_key=problem.is_key
    )


def related(path: Path, changes: Mapping[Path, Any]) -> Path | None:
    """The last of the changed paths that lies above or below the path."""
    wanted = [str(segment) for segment in path]
    for change in reversed(list(changes)):
        given = [str(segment) for segment in change]
        if all(one == other for one, other in zip(wanted, given, strict=False)):
            return change
    return None


def _name_problems(tree: Any) -> Iterator[InputProblem]:
    for block in (("firms",), ("rivals",), *_planning(tree)):
        for name in _mapping(tree, *block):
            if not (1 <= len(name) <= LONGEST_NAME and name.isprintable()):
                right = f"a name has 1 to {LONGEST_NAME} printable characters"
                yield InputProblem(
                    (*block, name), f"{text_of_value(name)} cannot be a name; {right}", (*block, name), is_key=True
                )


def _reference_problems(tree: Any) -> Iterator[InputProblem]:
    """Firms that are named and do not exist."""
    firms = _mapping(tree, "firms")
    if not firms:
        return  # that is the fault
    for path, firm in _firms_named(tree):
        if isinstance(firm, str) and firm not in firms:
            yield InputProblem(path, _no_firm(firm, firms), path)
    for firm in _mapping(tree, "rivals"):
        if firm not in firms:
            yield InputProblem(("rivals", firm), _no_firm(firm, firms), ("rivals", firm), is_key=True)


def _firms_named(tree: Any) -> Iterator[tuple[Path, Any]]:
    """Where the focus and the events name firms."""
    yield ("focus",), tree.get("focus")
    for index, event in _events(tree):
        yield ("events", index, "firm"), event.get("firm")
        firms = event.get("firms")
        for place, firm in enumerate(firms if isinstance(firms, (list, tuple)) else ()):
            yield ("events", index, "firms", place), firm


def _event_problems(tree: Any) -> Iterator[InputProblem]:
    """Events that share a name."""
    names = set()
    for index, event in _events(tree):
        name = event.get("name")
        if isinstance(name, str) and name in names:
            path = ("events", index, "name")
            yield InputProblem(path, f"a second event called {text_of_value(name)}; rename one", path)
        if isinstance(name, str) and name:
            names.add(name)


def _ask_problems(tree: Any) -> Iterator[InputProblem]:
    """Strategies that the question names: two or more, each of them once, all to be compared."""
    asked, known = tree.get("ask"), _mapping(tree, "compare") or {"as_is": {}}
    if not isinstance(asked, (list, tuple)) or not all(isinstance(name, str) for name in asked):
        return
    if len(asked) == 1:
        yield InputProblem(("ask",), "names one strategy; name the two or more to set against each other", ("ask",))
    for place, name in enumerate(asked):
        if name not in known:
            text = f"no strategy is called {text_of_value(name)} in compare; {suggestion(name, known)}"
            yield InputProblem(("ask", place), text, ("ask", place))
        elif name in asked[:place]:
            yield InputProblem(("ask", place), f"names {text_of_value(name)} a second time", ("ask", place))


def _events(tree: Any) -> Iterator[tuple[int, Mapping[str, Any]]]:
    events = tree.get("events")
    for index, event in enumerate(events if isinstance(events, (list, tuple)) else ()):
        if isinstance(event, Mapping):
            yield index, event


def _no_firm(firm: str, firms: Mapping[str, Any]) -> str:
    return f"no firm is called {text_of_value(firm)}; {suggestion(firm, firms)}"


def _mix_problems(tree: Any) -> Iterator[InputProblem]:
    shares = _mapping(tree, "customers", "mix").values()
    if not shares or not all(type(share) in {int, float} for share in shares):
        return
    total = math.fsum(shares)
    if abs(total - 1) > SHARES_TOLERANCE:
        path = ("customers", "mix")
        yield InputProblem(path, f"the shares sum to {total:.7g}; they must sum to 1", path, is_key=True)


def _mapping(tree: Any, *path: str) -> Mapping[str, Any]:
    """The mapping at the path, empty where there is none."""
    for key in path:
        tree = tree.get(key) if isinstance(tree, Mapping) else None
    return tree if isinstance(tree, Mapping) else {}


LOOKS = (_name_problems, _reference_problems, _event_problems, _mix_problems, _ask_problems, observed_problems)
"""What is looked for in the whole tree, beside what each block says of itself."""
