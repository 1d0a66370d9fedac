"""What came out, for whom, by how much more, and what is the verdict?"""

__all__ = [
    "answer",
    "by_year",
    "duels",
    "outcomes",
    "plain_names",
    "profit_decomposition",
    "question",
    "real_size",
    "strategy_changes",
    "tables",
    "told_shares",
    "verdict",
    "week_means",
    "years",
]
