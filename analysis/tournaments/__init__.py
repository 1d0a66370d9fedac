"""What happens when firms answer each other? Games, equilibria, prices that adapt."""
