"""Which market does a trade start from? Templates, every lever of a firm, and an interview that fills them in."""

__all__ = ["answers", "fitted", "interview", "template", "trades", "written"]
