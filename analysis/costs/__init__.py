"""What may a plan cost, when has it paid back, which are free in this model; what does a kept customer earn?"""

__all__ = ["free_plans", "kept_and_new", "payback", "payback_text"]
