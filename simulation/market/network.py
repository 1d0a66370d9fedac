"""Who talks to whom: networks of customers, drawn from numbered luck and stored as compressed rows."""

from collections.abc import Callable
from typing import Final, Literal, NamedTuple

import numpy as np
import numpy.typing as npt

Kind = Literal["small_world", "ring", "random", "scale_free", "none"]
Integers = npt.NDArray[np.int32]
Keys = npt.NDArray[np.int64]
Draws = Callable[[int, int], npt.NDArray[np.float64]]

REWIRED, RETARGETED, PAIRED, ATTACHED, SHUFFLED, REPEATED = range(6)
MOST_ROUNDS: Final = 30
MOST_LINKS: Final = 2**31 - 1


class Network(NamedTuple):
    """Customer i talks to `neighbours[offsets[i]:offsets[i + 1]]`, in ascending order, and they to i."""

    offsets: Integers
    neighbours: Integers


def build(kind: Kind, customers: int, neighbours: int, rewiring: float, draws: Draws) -> Network:
    """A network with `neighbours` links a customer on average, none to oneself and none double.

    `small_world` is a ring with a share of the links rewired to anybody [WattsStrogatz1998], `ring` has
    none rewired, `random` links pairs by chance alone, `scale_free` has a few hubs with very many links
    [BarabasiAlbert1999], in `none` nobody talks. `draws(k, n)` gives n uniform numbers in (0, 1), the same at
    every call; k, from 0 to 34, numbers the use of luck.

    ValueError where there would be more links than 32 bits can count.
    """
    mean = min(neighbours, customers - 1)
    if kind == "none" or mean < 1:
        return Network(np.zeros(customers + 1, np.int32), np.zeros(0, np.int32))
    if customers * mean > MOST_LINKS:
        raise ValueError(f"{customers} customers with {mean} neighbours have more links than can be counted")
    if kind == "scale_free":
        keys = _scale_free(customers, mean, draws)
    elif kind == "random":
        keys = _random(customers, mean, draws)
    else:
        keys = _small_world(customers, mean, rewiring if kind == "small_world" else 0.0, draws)
    return _rows(keys, customers)


def _small_world(customers: int, mean: int, rewiring: float, draws: Draws) -> Keys:
    """Links to the nearest on a ring; the far end of a rewired link goes to anybody."""
    near, far = _ring(customers, mean)
    if rewiring > 0.0:
        (moved,) = np.nonzero(draws(REWIRED, near.size) < rewiring)
        far[moved] = _anybody(draws(RETARGETED, moved.size), customers)
    return _distinct((near, far), np.arange(customers), customers, draws)


def _ring(customers: int, mean: int) -> tuple[Keys, Keys]:
    """Links of customers to those who follow; of an odd number, the last is from every second customer."""
    everyone = np.arange(customers, dtype=np.int64)
    starts = [everyone] * (mean // 2) + [everyone[::2]] * (mean % 2)
    ends = [(start + distance) % customers for distance, start in enumerate(starts, start=1)]
    return np.concatenate(starts), np.concatenate(ends)


def _random(customers: int, mean: int, draws: Draws) -> Keys:
    """As many links as wanted between pairs at random; in a small dense market a sample of all the pairs."""
    links = round(customers * mean / 2)
    pairs = customers * (customers - 1) // 2
    if pairs <= 8 * links:
        one, other = np.triu_indices(customers, 1)
        kept = np.argsort(draws(PAIRED, pairs), kind="stable")[:links]
        return np.sort(one[kept] * np.int64(customers) + other[kept])
    ends = _anybody(draws(PAIRED, 2 * links), customers)
    return _distinct((ends[:links], ends[links:]), np.arange(customers), customers, draws)


def _scale_free(customers: int, mean: int, draws: Draws) -> Keys:
    """Newcomers link to customers in proportion to the links these have, all resolved in a few passes.

    Links stand in order of arrival. A newcomer's link copies a random end of an earlier link: its start,
    which is known, or its far end, which is a copy in turn; each pass doubles the chain that is followed.
    """
    core = min(customers, mean // 2 + 2)
    one, other = np.triu_indices(core, 1)
    newcomers = np.arange(core, customers, dtype=np.int64)
    counts = mean // 2 + (newcomers % 2) * (mean % 2)
    before = one.size + np.cumsum(counts) - counts
    start = np.concatenate((other, np.repeat(newcomers, counts)))
    end = np.concatenate((one, np.full(start.size - one.size, -1, np.int64)))
    copied = (draws(ATTACHED, end.size - one.size) * np.repeat(2 * before, counts)).astype(np.int64)
    source = np.arange(end.size)
    source[one.size :] = np.where(copied % 2 == 1, copied // 2, source[one.size :])
    end[one.size :] = start[copied // 2]
    while not np.array_equal(further := source[source], source):
        source = further
    end = end[source]
    older, newer = np.divmod(_distinct((start, end), end, customers, draws), customers)
    shuffled = np.argsort(draws(SHUFFLED, customers), kind="stable")
    return np.sort(_keys(shuffled[older], shuffled[newer], customers))


def _distinct(links: tuple[Keys, Keys], ends: Keys, customers: int, draws: Draws) -> Keys:
    """One key a link, ascending; of links to oneself and doubles one end is drawn anew from `ends`."""
    keys = np.sort(_keys(*links, customers))
    is_good = _is_new(keys, customers)
    kept, lost = keys[is_good], keys[~is_good]
    for attempt in range(MOST_ROUNDS):
        if not lost.size:
            break
        again = ends[_anybody(draws(REPEATED + attempt, lost.size), ends.size)]
        tried = np.sort(_keys(lost % customers, again, customers))
        places = np.searchsorted(kept, tried)
        is_good = _is_new(tried, customers) & (places == np.searchsorted(kept, tried, side="right"))
        kept, lost = np.insert(kept, places[is_good], tried[is_good]), tried[~is_good]
    return kept


def _keys(one: Keys, other: Keys, customers: int) -> Keys:
    """One number a link, the same from both ends."""
    return np.minimum(one, other) * np.int64(customers) + np.maximum(one, other)


def _is_new(keys: Keys, customers: int) -> npt.NDArray[np.bool_]:
    """Whether a link, among ascending ones, is the first of its kind and leads to somebody else."""
    is_new: npt.NDArray[np.bool_] = keys // customers != keys % customers
    is_new[1:] &= keys[1:] != keys[:-1]
    return is_new


def _anybody(luck: npt.NDArray[np.float64], customers: int) -> Keys:
    return (luck * customers).astype(np.int64)


def _rows(keys: Keys, customers: int) -> Network:
    """Compressed rows of ascending links, given once each as the smaller end times customers plus the larger.

    In ascending order a row has the smaller neighbours first; both parts come out sorted, and a large market is never
    in memory more than a few times over.
    """
    smaller, larger = (end.astype(np.int32) for end in np.divmod(keys, customers))
    above, below = (np.bincount(end, minlength=customers) for end in (smaller, larger))
    offsets = np.zeros(customers + 1, np.int64)
    np.cumsum(above + below, out=offsets[1:])
    neighbours = np.empty(2 * keys.size, np.int32)
    place = (offsets[:-1] + below - np.cumsum(above) + above)[smaller]
    place += np.arange(keys.size)
    neighbours[place] = larger
    del place
    back = np.sort(larger * np.int64(customers) + smaller)
    place = (offsets[:-1] - np.cumsum(below) + below)[back // customers]
    place += np.arange(keys.size)
    neighbours[place] = back % customers
    return Network(offsets.astype(np.int32), neighbours)
