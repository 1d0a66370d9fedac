"""A circle of acquaintances on a map: places that stay, and what changes about each customer from week to week."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from simulation.loyalty import LOYALTY_TYPES
from simulation.state.tables import NOBODY

if TYPE_CHECKING:
    from simulation.model import LoyaltyModel

MOST = 120
"""Customers on the map."""
GOLDEN = 2.399963


class Map(NamedTuple):
    """Who is on the map (`rows` of the tables, `customers` by their number), where, of which type, who knows whom."""

    rows: list[int]
    customers: list[int]
    places: list[tuple[float, float]]
    types: list[str]
    ties: list[tuple[int, int]]


class Looks(NamedTuple):
    """Each customer of the map this week: firm of the last purchase (-1: none), loyalty to it 0-1, and what it tells
    acquaintances (1 praise, -1 warning, 0 nothing).
    """

    firms: list[int]
    loyalty: list[float]
    news: list[int]


def map_of(model: LoyaltyModel) -> Map:
    """The circle around the customer of number 0; a spiral of customers where nobody knows anybody."""
    world = model.world
    rows = _circle(world.offsets, world.neighbours, int(np.argmin(world.customers.identity)))
    number = {row: place for place, row in enumerate(rows)}
    ties = sorted({(number[row], number[other]) for row in rows for other in _known(world, row)
                   if other in number and number[row] < number[other]})  # fmt: skip
    kinds = world.customers.loyalty_type[rows].tolist()
    customers = world.customers.identity[rows].tolist()
    return Map(rows, customers, _places(len(rows), ties), [LOYALTY_TYPES[kind] for kind in kinds], ties)


def looks_of(model: LoyaltyModel, rows: list[int]) -> Looks:
    """The customers in these rows as they are now."""
    world = model.world
    firms = world.customers.previous_choice[rows].astype(int)
    relations = world.relationships
    parts = [getattr(relations, name)[np.maximum(firms, 0), rows] for name in ("conviction", "affect", "habit")]
    loyalty = np.where(firms == NOBODY, 0.0, sum(parts) / 3.0)
    return Looks(firms.tolist(), loyalty.round(3).tolist(), np.sign(world.customers.news[rows]).astype(int).tolist())


def _known(world: Any, row: int) -> list[int]:
    known: list[int] = world.neighbours[world.offsets[row] : world.offsets[row + 1]].tolist()
    return known


def _circle(offsets: np.ndarray, neighbours: np.ndarray, centre: int) -> list[int]:
    """Rows of who is nearest to the centre; any others where too few can be reached."""
    count = offsets.size - 1
    found, waiting = {centre: None}, [centre]
    while waiting and len(found) < MOST:
        row = waiting.pop(0)
        for other in neighbours[offsets[row] : offsets[row + 1]].tolist():
            if other not in found and len(found) < MOST:
                found[other] = None
                waiting.append(other)
    for row in np.linspace(0, count - 1, min(count, MOST)).astype(int).tolist():
        if len(found) < MOST:
            found.setdefault(row)
    return list(found)


def _places(count: int, ties: list[tuple[int, int]]) -> list[tuple[float, float]]:
    """Places between -1 and 1: who knows each other lies near each other."""
    import networkx as nx

    turns = np.arange(count)
    start = np.sqrt((turns + 0.5) / count)[:, None] * np.stack([np.cos(GOLDEN * turns), np.sin(GOLDEN * turns)], axis=1)
    if not ties:
        return [(float(x), float(y)) for x, y in start]
    graph = nx.Graph()
    graph.add_nodes_from(range(count))
    graph.add_edges_from(ties)
    places = nx.kamada_kawai_layout(graph, pos=dict(enumerate(start)))
    return [(float(places[place][0]), float(places[place][1])) for place in range(count)]
