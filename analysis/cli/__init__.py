"""What does a user type and read in a terminal? The only place that sees options and prints."""
