"""How does text that a user wrote become checked values? YAML, CSV and paths, with the place of every fault."""
