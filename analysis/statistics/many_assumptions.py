"""How what plans do goes with many assumptions at once: what part of it they explain together, and what in each world.

With more assumptions than worlds no curve can be fitted. How much worlds that are alike in these assumptions are alike
in outcome can be told all the same: a component of variance, by the method of moments [HasemanElston1972].
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from analysis.statistics.one_assumption import Assumed

FLAT = 1e-10
"""Share of a variance below which a direction has none."""
MOST = 0.98
"""The largest share that is believed: a curve through every point explains nothing."""


class Together(NamedTuple):
    """Assumptions as directions in which W worlds lie apart, each assumption with the same part in it.

    `vectors` (W, r) have length 1, `sizes` (r,) are how far worlds lie apart along them, W − 1 in all.
    """

    vectors: NDArray[np.float64]
    sizes: NDArray[np.float64]


class Whitened(NamedTuple):
    """Values (W, K) around their mean as directions (W, r) that are independent and have variance 1; `back` (r, K)."""

    values: NDArray[np.float64]
    back: NDArray[np.float64]


class Explained(NamedTuple):
    """What assumptions explain of values in worlds, in directions that are independent of each other.

    `shares` (…, r) are parts of the variance, 0 to 1; `fitted` (…, W, K) what is expected of each world's values around
    their mean, `open` (…, W, r) the standard deviation by which the truth may lie elsewhere along each direction, and
    `back` (…, r, K) the directions in the units of the values.
    """

    shares: NDArray[np.float64]
    fitted: NDArray[np.float64]
    open: NDArray[np.float64]
    back: NDArray[np.float64]

    def drawn(self, normal: NDArray[np.float64]) -> NDArray[np.float64]:
        """Draws (…, L, W, K) of what may be true of each world, from normal numbers (L, r)."""
        apart = self.open[..., None, :, :] * normal[:, None, :]
        found: NDArray[np.float64] = self.fitted[..., None, :, :] + apart @ self.back[..., None, :, :]
        return found


def together(members: Sequence[Assumed]) -> Together | None:
    """The assumptions as one block; None where worlds hardly differ by them, or there are no more than 2."""
    columns = [found for one in members if (found := _standardised(one)) is not None]
    if not columns or len(members[0].places) < 3:
        return None
    vectors, lengths, _ = np.linalg.svd(np.hstack(columns), full_matrices=False)
    told = lengths > FLAT**0.5 * lengths.max()
    sizes = np.square(lengths[told])
    sizes *= (len(vectors) - 1) / sizes.sum()
    return Together(vectors[:, told], sizes)


def _standardised(one: Assumed) -> NDArray[np.float64] | None:
    """An assumption as columns around 0 with variance 1 in all: the rank of a number, or the levels of a choice."""
    columns = one.columns[:, 1:2] if one.is_number else one.columns[:, 1:]
    apart = columns - columns.mean(axis=0)
    variance = float(np.square(apart).mean(axis=0).sum())
    return apart / np.sqrt(variance) if variance > FLAT else None


def whitened(values: NDArray[np.float64]) -> Whitened:
    """Values (W, K) in their own directions; those in which worlds do not differ are left out."""
    apart = values - values.mean(axis=0)
    scale = np.sqrt(np.square(apart).mean(axis=0))
    unit = np.where(scale > 0.0, 1.0 / np.where(scale > 0.0, scale, 1.0), 0.0)
    sizes, vectors = np.linalg.eigh((apart * unit).T @ (apart * unit) / (len(values) - 1))
    told = sizes > FLAT * max(1, values.shape[1])
    size = np.sqrt(sizes[told])
    return Whitened((apart * unit) @ vectors[:, told] / size, size[:, None] * vectors[:, told].T * scale)


def explained(block: Together, values: NDArray[np.float64], back: NDArray[np.float64]) -> Explained:
    """What a block explains of values (…, W, r) around 0, as `whitened` gives them or a sample like these.

    Of two worlds, the product of their values is expected to be the larger the more alike they are in the block. By how
    much is the share of variance that the block explains, in each of the directions in which shares are independent; it
    is told without bias before it is kept between 0 and 1. Given the shares, what is believed of each world is normal
    [Robinson1991].
    """
    worlds = values.shape[-2]
    total = values.swapaxes(-1, -2) @ values / (worlds - 1.0)
    lengths, vectors = np.linalg.eigh(total)
    size = np.sqrt(np.maximum(lengths, FLAT))
    white = vectors / size[..., None, :]
    along = (block.vectors.T @ values) @ white
    alike = along.swapaxes(-1, -2) @ (block.sizes[:, None] * along) / (worlds - 1.0)
    spread = float(np.square(block.sizes).sum() / (worlds - 1.0) - 1.0)
    shares, turn = np.linalg.eigh(alike)
    shares = np.clip((shares - 1.0) / spread, 0.0, MOST) if spread > FLAT else np.zeros_like(shares)
    heavy = shares[..., None, :] * block.sizes[:, None]
    kept = heavy / (heavy + 1.0 - shares[..., None, :])
    onto = turn.swapaxes(-1, -2) @ (size[..., :, None] * vectors.swapaxes(-1, -2)) @ back
    left = np.square(block.vectors) @ (kept * (1.0 - shares[..., None, :]))
    return Explained(shares, block.vectors @ (kept * (along @ turn)) @ onto, np.sqrt(left), onto)


def like_these(block: Together, found: Explained, generator: np.random.Generator, samples: int) -> NDArray[np.float64]:
    """Samples (samples, W, r) of values that are explained as much, in the directions of what was found."""
    worlds = len(block.vectors)
    by_block = generator.standard_normal((samples, len(block.sizes), len(found.shares)))
    other = generator.standard_normal((samples, worlds, len(found.shares)))
    spread = np.sqrt(block.sizes)[:, None] * np.sqrt(found.shares)
    return block.vectors @ (spread * by_block) + np.sqrt(1.0 - found.shares) * other
