"""What holds the rest to its word; a package of its own, since others ship one named `tests`."""
