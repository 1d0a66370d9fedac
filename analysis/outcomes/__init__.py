"""What came out, for whom, by how much more, and what is the verdict?"""

__all__ = [
    "free_plans",
    "observed_shares",
    "outcomes",
    "payback",
    "payback_text",
    "profit_decomposition",
    "strategy_changes",
    "tables",
    "told_shares",
    "verdict",
    "week_means",
]
