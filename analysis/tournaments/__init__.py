"""What happens when firms answer each other? Games, equilibria, prices that adapt."""

__all__ = ["adaptive_pricing", "findings", "request", "tournament"]
