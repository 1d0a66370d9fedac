"""What a firm decides: each block of a scenario is the strategy, with one pure method that reads a ledger."""
