"""Questions asked of simulated markets: replicates, comparisons, pictures, commands."""
