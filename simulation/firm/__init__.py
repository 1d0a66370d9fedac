"""What goes on inside a firm? Employees, complaint desk, market research, accounts."""

__all__ = ["accounting", "complaint_desk", "firm", "market_view", "offer"]
