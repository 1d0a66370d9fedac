"""How do rules compile, and what is luck? Numba, its cache on the disk, replaced rules, draws as a function."""
