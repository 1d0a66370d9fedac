"""What an assumption is called in plain words, what its values mean, and which of a strategist's questions it is of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from analysis.outcomes.strategy_changes import value_with_unit
from simulation.reading.block import Topic
from simulation.reading.paths import Path, parse_path

if TYPE_CHECKING:
    from pydantic.fields import FieldInfo

    from simulation.scenario.scenario import Scenario

OF_A_PLAN = "compare"


class PlainName(NamedTuple):
    """An assumption as people speak of it.

    `name` is its label with whose it is, `meaning` what exactly it is, `unit` that of its declaration, `topic` the
    question that it belongs to.
    """

    column: str
    name: str
    meaning: str
    unit: str
    topic: str
    currency: str = "money"

    def value(self, value: Any) -> str:
        """A value in words, with its unit; text of a table that has words beside numbers is read as YAML would."""
        plain = _read(value)
        number = float(f"{plain:.3g}") if isinstance(plain, float) else plain
        return value_with_unit(number, self.unit, self.currency)

    def span(self, low: Any, high: Any) -> str:
        """Two values, the unit told once."""
        first, last = self.value(low), self.value(high)
        same = first.partition(" ")[2] == last.partition(" ")[2]
        return f"{first.partition(' ')[0] if same else first} to {last}"


def plain_names(scenario: Scenario, columns: Sequence[str]) -> dict[str, PlainName]:
    """Each assumption of worlds, by its column, in words that tell it from all others."""
    found = [_named(scenario, column) for column in columns]
    times = Counter(one.name for one in found)
    return {
        one.column: one if times[one.name] == 1 else one._replace(name=f"{one.name} ({one.column})") for one in found
    }


def topics(scenario: Scenario, columns: Sequence[str]) -> dict[str, list[str]]:
    """The assumptions of each question that a strategist would ask, in the order of `Topic`."""
    names = plain_names(scenario, columns)
    there: dict[str, list[str]] = {}
    for column in columns:
        there.setdefault(names[column].topic, []).append(column)
    return {question: there[question] for question in _questions(scenario) if question in there}


def _questions(scenario: Scenario) -> list[str]:
    return [_of_firm(topic, scenario.focus_firm) for topic in Topic]


def _of_firm(topic: Topic, firm: str) -> str:
    """The question in words, the firm that is judged by its name."""
    return topic.replace("the firm itself", firm)


def _named(scenario: Scenario, column: str) -> PlainName:
    keys = parse_path(column)
    plan = str(keys[1]) if keys[0] == OF_A_PLAN else None
    keys = keys if plan is None else keys[2:]
    focus, last = scenario.focus_firm, str(keys[-1]).replace("_", " ")
    blocks = list(_down(scenario, keys, plan))
    field = next((one for _, one in reversed(blocks) if one is not None), None)
    extra = field.json_schema_extra if field is not None and isinstance(field.json_schema_extra, dict) else {}
    label, unit = str(extra.get("label", last)), str(extra.get("unit", ""))
    meaning = str(field.description or label) if field is not None else label
    meaning = meaning[:1].lower() + meaning[1:]
    if isinstance(keys[-1], int):
        label = f"{label}, number {keys[-1] + 1}"
    if unit == "yes/no":
        label = f"whether {meaning}"
    topic = _topic([type(block) for block, _ in blocks], keys, plan, focus)
    whose = _whose(keys, plan and scenario.plans[plan].title)
    return PlainName(column, f"{label}{whose}", meaning, unit, _of_firm(topic, focus), scenario.market.currency)


def _down(scenario: Scenario, keys: Path, plan: str | None) -> Iterator[tuple[Any, FieldInfo | None]]:
    """The blocks on the way to a value, each with the field that the way goes on by."""
    block: Any = scenario if plan is None else _in_plan(scenario, plan, keys)
    for key in keys:
        field = getattr(type(block), "model_fields", {}).get(str(key))
        yield block, field
        if isinstance(block, Mapping):
            block = block.get(key)
        elif isinstance(block, (list, tuple)):
            block = block[key] if isinstance(key, int) and key < len(block) else None
        else:
            block = getattr(block, str(key), None)


def _in_plan(scenario: Scenario, plan: str, keys: Path) -> Any:
    """Where the path of a plan's own number begins: at the plan for its cost, else at the market under it."""
    return scenario.plans[plan] if keys[0] == "cost" else scenario.with_strategy(plan)


def _topic(kinds: Sequence[type], keys: Path, plan: str | None, focus: str) -> Topic:
    """The question of the innermost block that belongs to one; of rivals and of plans there is one each."""
    if plan is not None:
        return Topic.PLANS
    if keys[0] == "firms" and keys[1] != focus:
        return Topic.RIVALS
    told = [topic for kind in kinds if (topic := getattr(kind, "topic", None)) is not None]
    return told[-1] if told else Topic.EVENTS if keys[0] == "events" else Topic.MARKET


def _whose(keys: Path, plan: str | None) -> str:
    """Whose number it is: a firm's, a kind of customers', an event's, a plan's."""
    owner = ""
    if keys[0] == "firms":
        owner = str(keys[1])
    elif keys[:2] == ("customers", "types"):
        owner = f"{keys[2]} customers"
    elif keys[0] == "events":
        owner = f"event {int(keys[1]) + 1}"
    return "".join(f", {one}" for one in (owner, plan and f"under {plan}") if one)


def _read(value: Any) -> Any:
    """A value as Python has it: numbers and switches of a table that has words too are text."""
    plain = value.item() if hasattr(value, "item") else value
    if not isinstance(plain, str):
        return plain
    if plain.lower() in {"true", "false"}:
        return plain.lower() == "true"
    try:
        return float(plain)
    except ValueError:
        return plain
