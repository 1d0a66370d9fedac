"""What happens in a week? One file a phase, in the order of the model's step.

A phase walks over the chunks `first` to `last` - 1 of the population. `READS` and `WRITES` name the columns that it
touches. Phases after `choose` walk only over the visits, that is the customers who went shopping.
"""
