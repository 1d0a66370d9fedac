"""What came out, for whom, by how much more, and what is the verdict?"""

__all__ = ["observed_shares", "outcomes", "profit_decomposition", "strategy_changes", "tables", "verdict", "week_means"]
