"""A trade's template becomes the market that somebody told of: prices, sizes and shares follow, facts are noted.

What was not told stays in proportion to what was: money to the price, what a firm spends a week also to its share, to
how often people buy and to what a sale leaves, so that a usual firm is as profitable as it was in the template.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from analysis.trades.interview import Interview
from analysis.trades.template import OWN, Template
from analysis.trades.trades import template_of
from simulation.reading.block import Block
from simulation.reading.paths import Path as Keys
from simulation.reading.paths import format_path, nested, parse_path
from simulation.scenario.parameters.firm import Firm
from simulation.strategies.plan_cost import PlanCost

YOURS = "[yours]"
FOLLOWS = "[P: follows what you told]"
WAGES = ("wage",)
"""Money that is the same whatever a unit costs."""
BY_EXTENT = ("advertising", "training", "prevention", "capacity", "staff", "promotion_cost", "knowledge_cost",
             "message_cost")  # fmt: skip
"""What grows with the purchases that a firm has per 10,000 customers of the market."""


class Growth(NamedTuple):
    """How many times the template's numbers a firm's are."""

    money: float
    extent: float = 1.0
    margin: float = 1.0
    """What a sale leaves, in its price."""

    def of(self, key: str, unit: str, value: float) -> float:
        """A number of a firm, in proportion, to three digits."""
        if key in WAGES:
            return value
        factor = self.money if unit.startswith("money") else 1.0
        factor *= self.extent * self.margin if key == "overhead" else self.extent if key in BY_EXTENT else 1.0
        return value if factor == 1.0 else float(f"{value * factor:.3g}")


def fitted(told: Interview) -> Template:
    """The market that was told of."""
    template = template_of(told.trade)
    if "purchases" not in template.tree["customers"]:
        told = replace(told, per_year=None)
    tree, comments = copy.deepcopy(template.tree), dict(template.comments)
    own = tree["firms"][OWN]
    old_price, old_share = own["pricing"]["price"], own["initial_share"] / _shares(tree)
    price = told.price.amount if told.price else old_price
    often = told.per_year / tree["customers"]["purchases"]["per_year"] if told.per_year else 1.0
    share = told.share or old_share
    gained = (1.0 - told.cost / price) / (1.0 - own["unit_cost"] / old_price) if told.cost else 1.0
    growth = Growth(price / old_price, often * share / old_share, gained)
    _tell_market(tree, comments, told, growth)
    firms = {OWN: grown(own, growth)}
    firms[OWN]["pricing"]["price"], firms[OWN]["initial_share"] = price, float(f"{share:.3g}")
    if told.cost:
        firms[OWN]["unit_cost"] = float(f"{told.cost:.6g}")
    sources = _rivals(tree, told, growth.money)
    firms |= _rivals_grown(tree, sources, (1.0 - share, often))
    _tell_plans(tree, growth, sources, told, old_share=old_share)
    tree["firms"] = firms
    _note(comments, told)
    return Template(_head(template, told), _with_facts(tree, told), comments)


def grown(firm: Mapping[str, Any], growth: Growth) -> dict[str, Any]:
    """A firm's block in proportion."""
    return _grown(Firm.model_validate(dict(firm)), firm, growth)


def _grown(block: Any, tree: Mapping[str, Any], growth: Growth) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in tree.items():
        inner = getattr(block, key)
        if isinstance(inner, Block):
            found[key] = _grown(inner, value, growth)
        else:
            found[key] = _number(type(block), key, value, growth)
    return found


def _number(kind: type[Block], key: str, value: Any, growth: Growth) -> Any:
    extra = kind.model_fields[key].json_schema_extra
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool) and isinstance(extra, dict)
    return growth.of(key, str(extra["unit"]), value) if is_number and isinstance(extra, dict) else value


def _shares(tree: Mapping[str, Any]) -> float:
    return float(sum(firm["initial_share"] for firm in tree["firms"].values()))


def _tell_market(tree: dict[str, Any], comments: dict[Keys, str], told: Interview, growth: Growth) -> None:
    market, customers = tree["market"], tree["customers"]
    market["usual_price"] = float(f"{market['usual_price'] * growth.money:.3g}")
    if told.price and told.price.currency:
        market["currency"] = told.price.currency
    if told.customers:
        del market["real_customers"]
        comments.pop(("market", "real_customers"), None)
    if told.per_year:
        customers["purchases"]["per_year"] = float(f"{told.per_year:.4g}")
    for key in ("cost_new", "cost_established"):
        customers["tenure"][key] = float(f"{customers['tenure'][key] * growth.money:.3g}")
    customers["difficult"]["cost"] = float(f"{customers['difficult']['cost'] * growth.money:.3g}")


class TemplateFirm(NamedTuple):
    """A rival, the firm of the template that it is made from, and how dear it is against that."""

    name: str
    origin: str
    money: float


def _rivals(tree: Mapping[str, Any], told: Interview, money: float) -> list[TemplateFirm]:
    """Each rival from the firm of the template that has its place between the cheapest and the dearest."""
    firms = {name: firm["pricing"]["price"] for name, firm in tree["firms"].items() if name != OWN}
    if not told.rivals:
        return [TemplateFirm(name, name, money) for name in firms]
    ranked = sorted(firms, key=firms.__getitem__)
    order = sorted(range(len(told.rivals)), key=lambda place: told.rivals[place].price if told.rivals else 0.0)
    steps = max(len(order) - 1, 1)
    found: dict[int, TemplateFirm] = {}
    for rank, place in enumerate(order):
        rival = told.rivals[place]
        spread = rank * (len(ranked) - 1) / steps if len(order) > 1 else (len(ranked) - 1) / 2
        origin = ranked[round(spread)]
        found[place] = TemplateFirm(rival.name or f"Rival {place + 1}", origin, rival.price / firms[origin])
    return _told_apart([found[place] for place in sorted(found)])


def _told_apart(sources: list[TemplateFirm]) -> list[TemplateFirm]:
    """The rivals, each with a name that neither another nor the firm that is asked has."""
    known = {OWN}
    apart = []
    for source in sources:
        name = source.name
        while name in known:
            name += " (rival)"
        known.add(name)
        apart.append(source._replace(name=name))
    return apart


def _rivals_grown(tree: Mapping[str, Any], sources: list[TemplateFirm], told: tuple[float, float]) -> dict[str, Any]:
    """The rivals, which share what is left of the market; `told` is that and how often people buy."""
    left, often = told
    old = tree["firms"]
    total = sum(old[source.origin]["initial_share"] for source in sources)
    firms = {}
    for source in sources:
        share = left * old[source.origin]["initial_share"] / total
        before = old[source.origin]["initial_share"] / _shares(tree)
        firm = grown(old[source.origin], Growth(source.money, often * share / before))
        firms[source.name] = {**firm, "initial_share": float(f"{share:.3g}")}
        firms[source.name]["pricing"]["price"] = float(f"{old[source.origin]['pricing']['price'] * source.money:.6g}")
    return firms


def _tell_plans(
    tree: dict[str, Any], growth: Growth, sources: list[TemplateFirm], told: Interview, *, old_share: float
) -> None:
    """The plans in proportion, their costs to the size of the real market, too."""
    share = told.share or old_share
    size = told.customers / share / _real(told) if told.customers else 1.0
    for plan in tree["compare"].values():
        if "cost" in plan:
            costs = {key: Growth(growth.money * (1.0 if key.startswith("per") else size * growth.extent))
                     for key in plan["cost"]}  # fmt: skip
            plan["cost"] = {key: _number(PlanCost, key, value, costs[key]) for key, value in plan["cost"].items()}
        if "change" in plan:
            firms = {"firms": {name: Firm.model_validate(firm) for name, firm in tree["firms"].items()}}
            plan["change"] = {path: _changed(firms, path, value, growth) for path, value in plan["change"].items()}
    tree["rivals"] = _reactions(tree, sources)


def _real(told: Interview) -> int:
    return int(template_of(told.trade).tree["market"]["real_customers"])


def _changed(firms: Any, path: str, value: Any, growth: Growth) -> Any:
    """The value of a change, in proportion."""
    *above, key = parse_path(path)
    block: Any = firms
    for part in above:
        block = block[part] if isinstance(block, Mapping) else getattr(block, str(part))
    if isinstance(value, Mapping):
        changed: Any = Firm.model_validate({str(key): dict(value)})
        return _grown(getattr(changed, str(key)), value, growth)
    return _number(type(block), str(key), value, growth)


def _reactions(tree: Mapping[str, Any], sources: list[TemplateFirm]) -> dict[str, Any]:
    """What the rival may do that takes the place of the one in the template; the cheapest where none does."""
    ((origin, plans),) = tree["rivals"].items()
    source = next((one for one in sources if one.origin == origin), min(sources, key=lambda one: one.money))
    path, dear = format_path(("firms", source.name, "pricing", "price")), _beside(tree, origin, source)
    prices = {name: next(iter(changes.values()), None) for name, changes in plans.items()}
    return {
        source.name: {
            name: {} if price is None else nested((path,), float(f"{price * dear:.3g}"))
            for name, price in prices.items()
        }
    }


def _beside(tree: Mapping[str, Any], origin: str, source: TemplateFirm) -> float:
    """How dear the rival is against the one in the template."""
    price = tree["firms"][source.origin]["pricing"]["price"] * source.money
    return float(price / tree["firms"][origin]["pricing"]["price"])


def _note(comments: dict[Keys, str], told: Interview) -> None:
    """Where each number of the own firm comes from."""
    if told == Interview(trade=told.trade):
        return
    here = ("firms", OWN)
    told_so = {("pricing", "price"): told.price, ("initial_share",): told.share, ("unit_cost",): told.cost}
    for path, value in told_so.items():
        comments[*here, *path] = YOURS if value else FOLLOWS
    comments[*here, "overhead"] = FOLLOWS
    if told.per_year:
        comments["customers", "purchases"] = "per_year: yours"


def _with_facts(tree: dict[str, Any], told: Interview) -> dict[str, Any]:
    """The tree with what was told of the firm, counts only where it is known how many customers there are."""
    facts = {"market_share": told.share, "churn": told.churn, "nps": told.nps,
             "complaints_a_week": told.complaints if told.customers else None}  # fmt: skip
    known = {name: float(f"{value:.4g}") for name, value in facts.items() if value is not None}
    if told.customers:
        tree["firms"][OWN]["real_customers"] = round(told.customers)
    run = tree.pop("run")
    return {**tree, **({"observed": {OWN: known}} if known else {}), "run": run}


def _head(template: Template, told: Interview) -> tuple[str, ...]:
    first, *_ = template.head
    return (
        first,
        f"# Begun from the usual {told.trade} and what you told. All that is not marked as yours is a proposal [P]:",
        "# put your numbers in their place, what it costs first. Prices and costs are money of a purchase, budgets",
        "# money a week for 10,000 customers of the market; what a plan costs `once` and `weekly` is money of the real",
        "# market.",
    )
