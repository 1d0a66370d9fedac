"""Where and how do runs happen? One run, many on processes or a cluster, with the burn-in shared."""
