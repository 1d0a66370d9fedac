"""Where and how do runs happen? One run, many on processes or a cluster, with the burn-in shared."""

__all__ = ["burn_in_cache", "execution", "executor", "kept_outcomes", "process_pool", "run"]
