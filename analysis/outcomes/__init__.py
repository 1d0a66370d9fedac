"""What came out, for whom, by how much more, and what is the verdict?"""

__all__ = [
    "answer",
    "beliefs",
    "duels",
    "observed_facts",
    "outcomes",
    "profit_decomposition",
    "question",
    "real_size",
    "strategy_changes",
    "tables",
    "verdict",
    "week_means",
    "years",
]
