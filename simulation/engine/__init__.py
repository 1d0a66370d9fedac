"""How do rules compile, and what is luck? Numba, its cache on the disk, replaced rules, draws as a function."""

__all__ = [
    "chance", "compiling", "luck", "numba_structs", "rule_replacement", "settled_threads", "spawned_processes",
    "time_spent",
]  # fmt: skip
