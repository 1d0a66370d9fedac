"""Where and how do runs happen? One run, many on processes or a cluster, with the burn-in shared."""

__all__ = ["burn_in_cache", "execution", "executor", "process_pool", "run"]
