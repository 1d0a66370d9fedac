"""What a scenario says about customers, firms and their market: validated blocks, no code of the engine."""
