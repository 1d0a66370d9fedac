"""Which observed data come with a package, and in what form do we take them?"""

__all__ = ["yogurt_panel"]
