"""What may a plan cost, when has it paid back, and which plans are free in this model?"""

__all__ = ["free_plans", "payback", "payback_text"]
