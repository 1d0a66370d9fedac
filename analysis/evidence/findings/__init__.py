"""The claims and laws, each an experiment: a function in a file of its subject, found by its mark."""
