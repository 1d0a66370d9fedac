"""How sure is a number? Estimates with intervals, and what a metric can be at all."""

__all__ = ["choice_logit", "conditional_logit", "estimates", "metric_bounds"]
