"""How does Mesa see the market? Customers as agents, their decisions told, data collected, replicates numbered."""
