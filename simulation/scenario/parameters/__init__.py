"""What may a scenario say of customers, firms and their market? Validated blocks, no code of the engine."""
