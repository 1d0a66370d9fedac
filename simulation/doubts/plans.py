"""Plans that change nothing, and plans that change customers or rivals rather than the firm that is judged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from simulation.doubts.doubt import Doubt, listed
from simulation.market.events.base import MarketEvent
from simulation.reading.errors import Refused
from simulation.reading.paths import Path, changed, get, parse_path
from simulation.scenario.scenario import Scenario

LABELS = ("question", "focus", "compare", "rivals", "ask", "observed", "expect", "run")
NOT_FELT = {"observed_share": None, "real_customers": None}


def idle_plans(scenario: Scenario, arms: Mapping[str, Scenario]) -> Iterator[Doubt]:
    """Each plan, or strategy of a rival, that is another one under a second name."""
    yield from _twins(arms, ("compare",), "compare")
    for firm in scenario.rivals:
        theirs = {name: scenario.changed(plan.booked(firm)) for name, plan in scenario.plans_of_rival(firm).items()}
        yield from _twins(theirs, ("rivals", firm), firm)


def _twins(arms: Mapping[str, Scenario], where: Path, what: str) -> Iterator[Doubt]:
    known: list[tuple[str, Any]] = []
    for name, arm in arms.items():
        felt = _felt(arm)
        twin = next((other for other, tree in known if tree == felt), None)
        if twin is None:
            known.append((name, felt))
        elif twin == known[0][0]:
            yield Doubt((*where, name), f"changes nothing: every number that is felt is as under {twin!r} of {what}")
        else:
            yield Doubt((*where, name), f"is the same as {twin!r} of {what}")


def alike_labels(scenario: Scenario, arms: Mapping[str, Scenario]) -> Iterator[Doubt]:
    """Each plan whose label another has: what is said of them cannot be told apart by it."""
    known: dict[str, str] = {}
    for name, plan in ((name, scenario.plans[name]) for name in arms):
        if (other := known.setdefault(plan.title, name)) != name:
            told = f"has the same label as {other!r}: {plan.title!r}; both are told by their names"
            yield Doubt(("compare", name, "label"), told)


def others_plans(scenario: Scenario, arms: Mapping[str, Scenario]) -> Iterator[Doubt]:
    """Each plan that is not, or not alone, a choice of the firm that is judged."""
    focus, base = scenario.focus_firm, next(iter(arms.values()))
    for name, arm in arms.items():
        own, rivals, world = touched(base, arm, focus)
        elsewhere = listed([*rivals, *world])
        if own and elsewhere:
            yield Doubt(("compare", name), f"changes {elsewhere} too: not all of the difference is what {focus} does")
        elif world:
            told = f"changes {elsewhere} and nothing that {focus} does: it asks about another world, not what to do"
            yield Doubt(("compare", name), told)
        elif rivals:
            yield Doubt(("compare", name), f"changes {elsewhere} and not {focus}: a rival's move, no choice of {focus}")


def lost_changes(scenario: Scenario, arms: Mapping[str, Scenario]) -> Iterator[Doubt]:
    """Each change that a plan made of others does not make, since a later one of them sets the same value."""
    plans = scenario.plans
    for name, arm in arms.items():
        tree = arm.tree() if plans[name].parts else {}
        for part in (plans[other] for other in plans[name].parts):
            for path, value in part.changes.items():
                if not _holds(tree, parse_path(path), value):
                    told = f"{path} is not as {part.name!r} has it: another plan of the list sets it too, and holds"
                    yield Doubt(("compare", name), told)


def _holds(tree: Any, path: Path, value: Any) -> bool:
    """Whether the tree has what was written at the path."""
    try:
        return _covers(get(tree, path), value)
    except Refused:
        return value is None  # a firm that was to go has gone


def _covers(found: Any, value: Any) -> bool:
    if isinstance(found, Mapping) and isinstance(value, Mapping):
        return all(key in found and _covers(found[key], part) for key, part in value.items())
    if isinstance(found, list) and isinstance(value, (list, tuple)):
        return len(found) == len(value) and all(map(_covers, found, value))
    return bool(found == value or value is None)


def touched(base: Scenario, arm: Scenario, focus: str) -> tuple[bool, list[str], list[str]]:
    """Whether the plan changes what the focus firm does, which rivals it changes, and which parts of the world."""
    moved = [name for name in {**base.firms, **arm.firms} if base.firms.get(name) != arm.firms.get(name)]
    world = [part for part in ("market", "customers") if getattr(base, part) != getattr(arm, part)]
    for event in _new_events(base, arm):
        if _concerns(event, focus):
            moved.append(focus)
        elif event.firms_named:
            moved += event.firms_named
        else:
            world.append(f"the event {event.event}")
    rivals = [name for name in dict.fromkeys(moved) if name != focus]
    return focus in moved, rivals, list(dict.fromkeys(world))


def _new_events(base: Scenario, arm: Scenario) -> list[MarketEvent]:
    """Events of the plan that the baseline has not, and those it drops without another of their kind."""
    new: list[MarketEvent] = [event for event in arm.events if event not in base.events]
    kinds = {event.event for event in new}
    return new + [event for event in base.events if event not in arm.events and event.event not in kinds]


def _concerns(event: MarketEvent, firm: str) -> bool:
    return firm in event.firms_named or any(event.touches(firm, event.from_week + step) for step in (-1, 0))


def _felt(scenario: Scenario) -> Any:
    """The scenario without its names, and without what nobody in it can feel."""
    tree: Any = {key: value for key, value in scenario.tree().items() if key not in LABELS}
    for path in _unread(scenario):
        tree = changed(tree, parse_path(path), None)
    tree["firms"] = {name: {**firm, **NOT_FELT} for name, firm in tree["firms"].items()}
    tree["events"] = [{**event, "name": ""} for event in tree["events"]]
    return tree


def _unread(scenario: Scenario) -> Iterator[str]:
    """Paths of what nothing reads in this market."""
    customers, firms, market = scenario.customers, scenario.firms.values(), scenario.market
    grids = ("tarp_1979", "kotler_34_52", "theory_text")
    shares = {} if customers.mode == "phases" else customers.mix.model_dump()
    nobody = {
        "market.currency": True,
        "market.real_customers": True,
        "market.network.rewiring": market.network.kind != "small_world",
        "market.network.neighbours": market.network.kind == "none",
        "customers.phases": customers.mode != "phases",
        "customers.mix": customers.mode == "phases",
        "customers.extension": all(firm.extension is None for firm in firms),
        "customers.favours": all(firm.care.favours == 0.0 for firm in firms),
        "customers.knowledge": all(firm.care.knowledge == 0.0 for firm in firms),
        "customers.difficult.cost": customers.difficult.share == 0.0 or not customers.switches.difficult,
        **{f"customers.types.{kind}": share == 0.0 for kind, share in shares.items()},
        **{f"customers.recovery.{grid}": grid != customers.recovery.grid for grid in grids},
    }
    return (path for path, is_unread in nobody.items() if is_unread)
