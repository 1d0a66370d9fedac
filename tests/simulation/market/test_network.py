"""Networks have the shape that their name promises, held against networkx and against theory."""

import math

import networkx as nx
import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulation.market.network import Draws, Kind, Network, build

KINDS: tuple[Kind, ...] = ("small_world", "ring", "random", "scale_free")


def luck(seed: int = 1) -> Draws:
    def draws(k: int, n: int) -> npt.NDArray[np.float64]:
        return np.random.Generator(np.random.Philox([seed, k])).random(n)

    return draws


def degrees(network: Network) -> npt.NDArray[np.int32]:
    return np.diff(network.offsets)


def graph(network: Network) -> nx.Graph:
    starts = np.repeat(np.arange(len(network.offsets) - 1), degrees(network))
    known = nx.Graph()
    known.add_nodes_from(range(len(network.offsets) - 1))
    known.add_edges_from(zip(starts.tolist(), network.neighbours.tolist(), strict=True))
    return known


@given(
    st.sampled_from(KINDS),
    st.integers(1, 60),
    st.integers(0, 70),
    st.sampled_from([0.0, 0.1, 1.0]),
    st.integers(0, 99),
)
def test_links_are_mutual_single_and_never_to_oneself(
    kind: Kind, customers: int, neighbours: int, rewiring: float, seed: int
) -> None:
    network = build(kind, customers, neighbours, rewiring, luck(seed))
    assert network.offsets.dtype == network.neighbours.dtype == np.int32
    assert network.offsets[0] == 0
    assert network.offsets[-1] == len(network.neighbours)
    rows = [
        network.neighbours[one:other].tolist()
        for one, other in zip(network.offsets[:-1], network.offsets[1:], strict=True)
    ]
    for i, row in enumerate(rows):
        assert row == sorted(set(row))
        assert i not in row
        assert all(i in rows[neighbour] for neighbour in row)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("neighbours", [1, 2, 5, 8])
def test_the_mean_number_of_neighbours_is_as_asked(kind: Kind, neighbours: int) -> None:
    network = build(kind, 3000, neighbours, 0.1, luck())
    assert degrees(network).mean() == pytest.approx(neighbours, rel=0.01)


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_luck_gives_the_same_network_and_other_luck_another(kind: Kind) -> None:
    one, again, other = (build(kind, 500, 6, 0.1, luck(seed)) for seed in (1, 1, 2))
    assert np.array_equal(one.neighbours, again.neighbours)
    assert np.array_equal(one.offsets, again.offsets)
    assert np.array_equal(one.neighbours, other.neighbours) == (kind == "ring")


@pytest.mark.parametrize(("customers", "neighbours"), [(1, 8), (500, 0)])
def test_where_nobody_is_known_nobody_talks(customers: int, neighbours: int) -> None:
    for kind in KINDS:
        network = build(kind, customers, neighbours, 0.1, luck())
        assert network.offsets.tolist() == [0] * (customers + 1)
    assert build("none", customers, 8, 0.1, luck()).neighbours.size == 0


def test_a_ring_by_hand() -> None:
    network = build("ring", 6, 4, 0.5, luck())
    assert network.neighbours.reshape(6, 4).tolist() == [
        [1, 2, 4, 5],
        [0, 2, 3, 5],
        [0, 1, 3, 4],
        [1, 2, 4, 5],
        [0, 2, 3, 5],
        [0, 1, 3, 4],
    ]


def test_a_ring_is_as_clustered_as_theory_says() -> None:
    # 3 (k - 2) / 4 (k - 1) for k neighbours
    assert nx.average_clustering(graph(build("ring", 400, 8, 0.0, luck()))) == pytest.approx(18 / 28)


@pytest.mark.parametrize("rewiring", [0.05, 0.1, 0.3])
def test_a_small_world_is_that_of_watts_and_strogatz(rewiring: float) -> None:
    ours = graph(build("small_world", 1500, 8, rewiring, luck()))
    theirs = nx.watts_strogatz_graph(1500, 8, rewiring, seed=1)
    # clustering of the ring times (1 - p)^3
    theory = 18 / 28 * (1 - rewiring) ** 3
    assert nx.average_clustering(ours) == pytest.approx(theory, abs=0.02)
    assert nx.average_clustering(ours) == pytest.approx(nx.average_clustering(theirs), abs=0.02)
    assert path_length(ours) == pytest.approx(path_length(theirs), rel=0.05)
    assert min(dict(ours.degree).values()) >= 1
    assert np.var(list(dict(ours.degree).values())) == pytest.approx(
        np.var(list(dict(theirs.degree).values())), rel=0.2
    )


def path_length(known: nx.Graph) -> float:
    """Mean distance from 60 customers to everybody they reach."""
    reached = [nx.single_source_shortest_path_length(known, i) for i in range(0, len(known), len(known) // 60)]
    return float(np.mean([distance for row in reached for distance in row.values()]))


def test_a_random_network_has_poisson_degrees_and_no_clusters() -> None:
    network = build("random", 5000, 8, 0.0, luck())
    found = degrees(network)
    assert found.var() == pytest.approx(8.0, rel=0.1)
    assert (found == 8).mean() == pytest.approx(math.exp(-8) * 8**8 / math.factorial(8), abs=0.02)
    assert nx.average_clustering(graph(network)) < 0.01


def test_every_pair_of_a_dense_market_is_as_likely() -> None:
    counts = np.zeros((5, 5))
    for seed in range(2000):
        network = build("random", 5, 2, 0.0, luck(seed))
        np.add.at(counts, (np.repeat(np.arange(5), degrees(network)), network.neighbours), 1)
    assert counts[np.triu_indices(5, 1)] == pytest.approx(np.full(10, 1000), rel=0.1)


def test_a_scale_free_network_has_the_tail_of_barabasi_and_albert() -> None:
    customers, m = 20_000, 3
    found = degrees(build("scale_free", customers, 2 * m, 0.0, luck()))
    theirs = np.array([degree for _, degree in nx.barabasi_albert_graph(customers, m, seed=1).degree])
    assert found.min() == m
    for degree in (3, 6, 12, 30):
        # share with at least k links: m (m + 1) / k (k + 1)
        theory = m * (m + 1) / (degree * (degree + 1))
        assert (found >= degree).mean() == pytest.approx(theory, rel=0.2)
        assert (found >= degree).mean() == pytest.approx((theirs >= degree).mean(), rel=0.2)
    assert found.max() > 100


def test_hubs_are_spread_over_the_customers() -> None:
    found = degrees(build("scale_free", 10_000, 6, 0.0, luck()))
    assert abs(np.corrcoef(np.log(found), np.arange(10_000))[0, 1]) < 0.05


def test_a_network_beyond_counting_is_refused() -> None:
    with pytest.raises(ValueError, match="more links than can be counted"):
        build("ring", 1_000_000_000, 8, 0.0, luck())


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_a_million_customers_get_their_neighbours(kind: Kind) -> None:
    network = build(kind, 1_000_000, 8, 0.1, luck())
    assert degrees(network).mean() == pytest.approx(8.0, rel=1e-4)
