"""Who bought what, when and why? Every purchase and every customer of a run, with what a real panel never tells."""
