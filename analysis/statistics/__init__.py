"""How sure is a number? Estimates with intervals, what a metric can be at all, and points that fill a space."""

__all__ = [
    "choice_logit",
    "conditional_logit",
    "estimates",
    "many_assumptions",
    "metric_bounds",
    "one_assumption",
    "ratios",
    "resampling",
    "shrinkage",
    "unit_samples",
]
